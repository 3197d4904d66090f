"""How many letters the mail server is handed, and when: what its administrators, or a provider, ask of a sender."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from emulation_workflow.domain.mail import AWAITED, LetterKind
from emulation_workflow.ports import Transaction

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """`connections` are kept open. `a_minute` and `a_day` count what all senders of the office have tried.

    `quiet`: from and until when only letters leave that somebody waits for. `pause`: seconds for which nothing is
    handed to a server that said it has enough (421).
    """

    connections: int = 1
    a_minute: int | None = None
    a_day: int | None = None
    quiet: tuple[time, time] | None = None
    pause: float = 0

    def room(self, record: Transaction, now: datetime) -> int | None:
        """Return how many letters may be handed over now; None without a limit."""
        rooms = []
        if self.a_minute is not None:
            rooms.append(self.a_minute - record.letters.tried_since(now - _MINUTE))
        if self.a_day is not None:
            midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
            rooms.append(self.a_day - record.letters.tried_since(midnight))
        return max(min(rooms), 0) if rooms else None

    def is_day_full(self, record: Transaction, now: datetime) -> bool:
        """Return whether the day's letters are out, so that no waiting helps today."""
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        return self.a_day is not None and record.letters.tried_since(midnight) >= self.a_day

    def kinds(self, now: datetime) -> Collection[LetterKind] | None:
        """Return what may leave at this hour; None for every kind."""
        if self.quiet is None:
            return None
        begins, ends = self.quiet
        of_day = now.time()
        is_quiet = begins <= of_day < ends if begins < ends else of_day >= begins or of_day < ends
        return AWAITED if is_quiet else None

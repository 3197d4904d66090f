"""Letters written, mail that came in, and what letters still have to ask or tell."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from emulation_workflow.domain.mail.incoming import BouncedAddress, MailRecord
from emulation_workflow.domain.mail.letters import (
    DeliveryState,
    Draft,
    Letter,
    LetterKind,
    LetterStatus,
    OutgoingLetter,
    Receipt,
    Rendered,
)
from emulation_workflow.domain.schedule.lessons import LessonsPath, Untold, Waiting
from emulation_workflow.domain.schedule.report_requests import Awaited


class Outbox(Protocol):
    """Letters written and what became of them."""

    def post(self, letter: Letter, *, at: datetime) -> bool:
        """Keep the letter unless its key is already there; whether it was kept. Its Message-ID derives from its key.

        It is put into words later: an act is over sooner, and no fault of a template undoes it.
        """

    def enqueue(self, letter: Letter, *, at: datetime) -> None:
        """Post the letter together with the others of the act, before the record is asked anything else."""

    def drafts(self, *, limit: int) -> Sequence[Draft]:
        """WAITING letters that are not in words yet: those not tried before first, the oldest of them first."""

    def keep_words(self, number: int, words: Rendered) -> None:
        """Keep a letter's words, from which on it can be claimed. A letter that is in words already keeps those."""

    def note_fault(self, number: int, fault: str) -> None:
        """Keep, for staff to see, why a letter could not be put into words."""

    def claim(
        self, *, owner: str, now: datetime, lease_until: datetime, limit: int, hold_until: datetime
    ) -> Sequence[OutgoingLetter]:
        """Claim due WAITING letters that are in words, oldest first, each for one owner only.

        First turns expired claims into IN_DOUBT, and letters whose one-time code is void or used into VOID. A letter
        with a run link whose case has no run yet is held back if it was written after `hold_until`.
        """

    def settle(
        self, number: int, *, owner: str, receipts: Sequence[Receipt], now: datetime, next_try_at: datetime | None
    ) -> DeliveryState:
        """Write what became of a claimed letter, give up the claim, and return the state that follows.

        An address whose receipt says RETRY stays pending and the letter WAITING until `next_try_at`. The owner's word
        still counts after the claim has run out, until staff have decided the doubt; from anybody else it is ignored,
        and the present state returned.
        """

    def decide_doubt(self, number: int, *, was_sent: bool) -> None:
        """Staff settle a letter in doubt: sent after all, or to be sent again. Rejected if it is not in doubt."""

    def statuses(
        self, *, unit: str | None = None, state: DeliveryState | None = None, kind: LetterKind | None = None
    ) -> Sequence[LetterStatus]: ...

    def with_message_id(self, message_id: str) -> LetterStatus | None:
        """The letter that went out under this Message-ID."""

    def note_return(self, number: int, *, email: str, words: str) -> None:
        """A letter that was sent came back from this address: it counts as refused there, and as a whole."""


class Inbox(Protocol):
    """Mail that came in, and what it told about addresses."""

    def get(self, key: str) -> MailRecord | None:
        """The message with this key, if it was seen to."""

    def numbered(self, number: int) -> MailRecord | None: ...

    def all(self) -> Sequence[MailRecord]:
        """All of them, oldest first."""

    def add(self, mail: MailRecord) -> int:
        """Its number. Its original is kept beforehand (`Plans.keep_file`)."""

    def answers_to(self, sender: str, *, since: datetime) -> int:
        """How many of this sender's messages since then were answered."""

    def seen_at(self, place: str) -> Collection[int]:
        """The numbers (UIDs) of those messages at this place of the mailbox that were seen to."""

    def note_seen(self, place: str, uid: int, *, mail: int) -> None: ...

    def first_letter_at(self) -> datetime | None:
        """When the office wrote its first letter: nothing older can answer it."""

    def mark_bounced(self, address: BouncedAddress) -> None:
        """Note that this address takes no letters; a later bounce takes the place of an earlier one."""

    def forget_bounce(self, email: str) -> bool:
        """The address takes letters again; whether it was marked."""

    def bounced(self) -> Mapping[str, BouncedAddress]:
        """Every address marked, in lower case."""


class Lessons(Protocol):
    """Pilots' lessons, told to the units that `paths` lead to: once each, in a letter."""

    def count_waiting(self, paths: tuple[LessonsPath, ...], today: date) -> int:
        """How much there is to tell, each to a unit that has its conference before it."""

    def waiting(self, paths: tuple[LessonsPath, ...], today: date, *, campaign: str) -> Sequence[Waiting]:
        """It, for those who can be written to and whose address had no letter of the sweep's today; nothing changes."""

    def attach_to_reminders(self, paths: tuple[LessonsPath, ...], today: date, *, campaign: str, at: datetime) -> int:
        """Tell it in the day's urging letters; how much was told."""

    def post_letters(
        self, paths: tuple[LessonsPath, ...], today: date, *, soon: date, campaign: str, at: datetime
    ) -> tuple[int, int]:
        """A letter to each address without one today, if a window begins by `soon`; how many, and how much was told."""

    def attach_to_letter(
        self, paths: tuple[LessonsPath, ...], today: date, *, unit: str, key: str, at: datetime
    ) -> int:
        """Tell the unit in the letter with this key; how much was told."""

    def attach_to_unit_letters(
        self, paths: tuple[LessonsPath, ...], today: date, *, before: str, after: str, at: datetime
    ) -> int:
        """Tell each unit in the letter whose key is its code between `before` and `after`; how much was told."""

    def unreachable(self, paths: tuple[LessonsPath, ...], today: date, *, soon: date) -> Sequence[Untold]:
        """Who would get a letter and cannot be written to, unless the Board has it on its list."""

    def of_letter(self, letter: int) -> Sequence[tuple[str, str]]:
        """The task and the teller of each lesson that a letter tells."""


class Asking(Protocol):
    """Whose report on its conference is not there yet."""

    def awaited(self, tasks: Collection[str], on: date) -> Sequence[Awaited]:
        """Units without a report whose conference (one of these tasks) was held, or was to be held before `on`.

        Neither those that an order suspends or calls off, nor those whose plan is with somebody else.
        """

    def addressed_since(self, moment: datetime, kinds: Collection[LetterKind]) -> Collection[str]:
        """The addresses, in lower case, of the letters of these kinds that were written since."""

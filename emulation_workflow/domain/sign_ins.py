"""Signing in to the pages: a link to one's own address, spent once, opens a session that ends by itself."""

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from emulation_workflow.domain.record.plain_json import as_json
from emulation_workflow.domain.registers import Decider, Unit

LINK_LIVES = timedelta(minutes=15)
SESSION_LIVES = timedelta(hours=10)
"""A day at the office."""

KEPT_FOR = timedelta(days=30)
"""How long it is kept who asked for links."""

WITHIN = timedelta(hours=1)
LINKS_TO_ONE = 5
"""How many links one address is sent within that time."""
LINKS_TO_NOBODY = 200
"""How many requests for addresses that nobody has are noted within that time; of more there is no trace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInLink:
    """That a link was asked for `address` (in lower case), and the session that it opened, if it did.

    `standing`: the digest of whom the address stood for then (see `standing_of_address`), "" if for nobody.
    """

    ref: str
    address: str
    standing: str
    asked_at: datetime
    opened_at: datetime | None = None
    ended_at: datetime | None = None

    def can_be_opened(self, now: datetime) -> bool:
        """Return whether its link still counts: it is spent by its first use."""
        return bool(self.standing) and self.opened_at is None and now < self.asked_at + LINK_LIVES

    def is_open(self, now: datetime) -> bool:
        """Return whether its session goes on."""
        return self.opened_at is not None and self.ended_at is None and now < self.opened_at + SESSION_LIVES


def new_sign_in(address: str, standing: str, at: datetime) -> SignInLink:
    """Return what is noted of a link that is asked for."""
    return SignInLink(ref=uuid.uuid4().hex, address=address, standing=standing, asked_at=at)


def standing_of_address(people: Iterable[Decider], units: Iterable[Unit]) -> str:
    """Return the SHA-256 of whom an address stands for on a day, "" if for nobody.

    It is another once anything is other that a person's standing rests on, or which unit has the address: sessions
    that were opened before end then.
    """
    theirs = sorted({person.standing for person in people})
    places = sorted(
        [unit.code, unit.name, unit.valid_from.isoformat() if unit.valid_from else "", unit.email] for unit in units
    )
    return hashlib.sha256(as_json([theirs, places]).encode()).hexdigest() if theirs or places else ""

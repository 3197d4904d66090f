"""Who signed in to the pages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from emulation_workflow.domain.sign_ins import SignInLink


class SignIns(Protocol):
    """Links that were asked for, and the sessions that they opened."""

    def get(self, ref: str) -> SignInLink | None: ...

    def put(self, sign_in: SignInLink) -> None:
        """Keep it as it is from here on, whether it is new or not."""

    def opened_for(self, address: str, since: datetime) -> Sequence[SignInLink]:
        """Return the sessions that were opened for this address since then and not ended."""

    def asked_for(self, address: str, since: datetime) -> int:
        """Return how many links were asked for this address since then."""

    def asked_in_vain(self, since: datetime) -> int:
        """Return how many were asked since then for addresses that nobody has."""

    def forget(self, before: datetime) -> None:
        """Forget what was asked before then."""

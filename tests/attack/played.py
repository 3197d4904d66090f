"""A year's record, as somebody with the database in hand finds it: that of 0.1.0, upgraded, with later acts on it."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from emulation_workflow import bootstrap
from emulation_workflow.adapters.clock import SetClock
from emulation_workflow.domain.mail import OutgoingLetter, Receipt, ReceiptState
from emulation_workflow.office.board_items import close_item
from emulation_workflow.office.delivery.delivery import deliver
from emulation_workflow.office.reminders.digest import post_digest
from emulation_workflow.office.reminders.sweep import sweep
from tests.support import stored

DAYS = 3


class _Server:
    """A mail server that takes every letter."""

    async def send(self, letter: OutgoingLetter, **rest: Any) -> Sequence[Receipt]:
        del rest
        return [Receipt(email=email, state=ReceiptState.ACCEPTED, code=250, words="OK") for email in letter.pending]


def play_on(url: str, folder: Path) -> None:
    """Upgrade the record of 0.1.0 at `url`, and let the office work on it for some days."""
    with stored.settled(stored.OF_0_1_0, folder, url):
        office = bootstrap.office()
        assert isinstance(office.clock, SetClock)
        for _ in range(DAYS):
            office.clock.set(office.clock.now() + timedelta(days=1))
            sweep(office)
            post_digest(office)
            for item in office.read(lambda record: record.board_list.items())[:2]:
                close_item(office, item.number or 0, by="BTDKT-01", note="Đã xem")
            asyncio.run(deliver(office, _Server(), link_of=lambda _: "", owner="played", batch=20))
        office.store.close()  # type: ignore[attr-defined]  # it is the one on SQL

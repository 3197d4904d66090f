"""What provinces cost, a record each, beside the model by which docs/scale.md tells it."""

import sqlite3
import time
from asyncio import run
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.domain.mail import OutgoingLetter, Receipt, ReceiptState
from emulation_workflow.office.approval.chain import decide
from emulation_workflow.office.delivery.delivery import deliver
from emulation_workflow.office.reminders.sweep import sweep
from emulation_workflow.settings import PROJECT
from tests.support.builders import CITY, COMMUNE
from tests.support.offices import CHAIR, HEAD, UNITS, answer, submit
from tests.support.servers.databases import open_store, sqlite_url
from tests.support.sweeping import owes, sweeping_office

TODAY, YESTERDAY = date(2020, 4, 1), date(2020, 3, 31)
COMMUNES = 40

A_REMINDER, A_CHAIN = 4.7, 61
"""KB of the record: from the obligation to the server's word; from the plan to its clearance, eight letters sent."""
NEAR = 0.1


class Taking:
    """A mail server that takes everything."""

    async def send(self, letter: OutgoingLetter, **_more: object) -> Sequence[Receipt]:
        return [Receipt(email=email, state=ReceiptState.ACCEPTED, code=250, words="ok") for email in letter.pending]


class Cost(NamedTuple):
    kilobytes_a_reminder: float
    kilobytes_a_chain: float
    seconds: float


def play(folder: Path) -> Cost:
    """Let a small province remind its communes and clear one plan, every letter sent; return what it cost."""
    folder.mkdir()
    url = sqlite_url(folder)
    communes = [replace(COMMUNE, code=f"X{n}", name=f"Xã {n}", email=f"x{n}@tinh.example") for n in range(COMMUNES)]
    owed = (owes(unit, "conference", YESTERDAY) for unit in communes)
    office = sweeping_office(open_store(url), owed, units=(*UNITS, *communes), day=TODAY)
    mailer: Any = Taking()
    at_first, began = _kilobytes(folder), time.process_time()
    sweep(office)
    reminders = run(deliver(office, mailer, link_of=lambda _: "", owner="x")).sent
    after_reminders = _kilobytes(folder)
    submit(office, CITY)
    decide(office, CITY.code, answer(office, CITY, HEAD, Act.ENDORSE))
    decide(office, CITY.code, answer(office, CITY, CHAIR, Act.AGREE))
    run(deliver(office, mailer, link_of=lambda _: "", owner="x"))
    seconds = time.process_time() - began
    office.store.close()  # type: ignore[attr-defined]  # the SQL store behind the port
    assert reminders == COMMUNES
    return Cost((after_reminders - at_first) / reminders, _kilobytes(folder) - after_reminders, seconds)


def _kilobytes(folder: Path) -> float:
    """Return what is in use of the record's file."""
    with sqlite3.connect(folder / "record.db") as connection:
        pages, free, size = (
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
        )
    return float((pages - free) * size / 1000)


def test_ten_provinces_cost_ten_times_what_the_model_says_of_one(tmp_path: Path) -> None:
    """Each has a record of its own, so none makes another's larger or slower: at one, three and ten of them."""
    costs = [play(tmp_path / str(number)) for number in range(10)]
    for provinces in (1, 3, 10):
        played = costs[:provinces]
        assert sum(cost.kilobytes_a_reminder for cost in played) == pytest.approx(provinces * A_REMINDER, rel=NEAR)
        assert sum(cost.kilobytes_a_chain for cost in played) == pytest.approx(provinces * A_CHAIN, rel=NEAR)
    first, last = (sum(cost.seconds for cost in part) for part in (costs[1:4], costs[7:]))
    assert last < 3 * first


def test_the_documentation_says_what_is_held_here() -> None:
    """Whoever plans a disk by it reads the figures that are measured."""
    words = (PROJECT / "docs" / "scale.md").read_text(encoding="utf-8")
    assert f"| a reminder | {A_REMINDER} KB |" in words
    assert f"| a plan's chain with its eight letters | {A_CHAIN} KB |" in words

"""The record's last seal goes to a place outside it, once a day; where it cannot, the Board hears of it."""

import stat
from pathlib import Path

import pytest

from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.adapters.seal_file import AppendedSeals
from emulation_workflow.domain.record.noted import NotedSeal, read_seals
from emulation_workflow.office.audit import audit
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.office import Office
from emulation_workflow.office.seal_keeping import SealKept, keep_seal
from tests.support.builders import CITY
from tests.support.offices import FakeClock, submit


def kinds(office: Office) -> list[str]:
    return [item.kind.value for item in office.read(lambda record: record.board_list.items())]


def test_a_file_gets_a_line_a_day_and_verifies(office: Office, clock: FakeClock, tmp_path: Path) -> None:
    """Append-only, its owner's alone; what it notes is found again, and what was cut off is told."""
    file = tmp_path / "seals.txt"
    for _ in range(2):
        submit(office, CITY)
        assert [keep_seal(office, AppendedSeals(file)) for _ in range(2)] == [SealKept.IN_FILE] * 2
        clock.go_on(days=1)
    noted = list(read_seals(file.read_text(encoding="utf-8").splitlines()))
    assert [seal.day for seal in noted] == ["2020-02-10", "2020-02-11"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    found = audit(office.store, noted=noted)
    assert (found.faults, found.noted) == ((), 2)
    [fault] = audit(office.store, noted=[NotedSeal("a" * 64, 3, "2020-02-09")]).faults
    assert fault.startswith("row 3 does not bear the seal that was noted on 2020-02-09")


def test_a_mail_address_gets_a_letter_a_day(office: Office) -> None:
    """Through the outbox, like every letter; it says number and seal."""
    seal = office.read(lambda record: record.ledger.head())
    assert [keep_seal(office, "giu@tinh.example") for _ in range(2)] == [SealKept.BY_MAIL] * 2
    render_pending_letters(office)
    assert [letter.fault for letter in office.read(lambda record: record.letters.statuses())] == [""]
    [letter] = office.read(lambda record: record.letters.statuses())
    assert [to.email for to in letter.to] == ["giu@tinh.example"]
    assert isinstance(office.store, SqlStore)
    with office.store.act() as record:
        now = office.clock.now()
        [sent] = record.letters.claim(owner="t", now=now, lease_until=now, limit=9)
    assert f"\n  {seal[0]}\n  {seal[1]}\n" in sent.text


def test_that_nobody_keeps_it_is_said_once(office: Office, clock: FakeClock) -> None:
    """On the Board's list."""
    for _ in range(2):
        assert keep_seal(office, None) is SealKept.NOWHERE
        clock.go_on(days=1)
    assert kinds(office) == ["seal_not_kept"]


def test_what_cannot_be_written_stops_nothing(office: Office, tmp_path: Path) -> None:
    """It lands on the Board's list, once a day."""
    (tmp_path / "seals").mkdir()
    assert [keep_seal(office, AppendedSeals(tmp_path / "seals")) for _ in range(2)] == [SealKept.FAILED] * 2
    assert kinds(office) == ["seal_not_written"]


@pytest.mark.parametrize("line", ["2020-02-10 1 abc", "hôm nay", f"2020-2-10 1 {'a' * 64}"])
def test_what_notes_no_seal_is_refused(line: str) -> None:
    """A file of something else is a mistake, not a fault of the record."""
    with pytest.raises(ValueError, match="line 1"):
        list(read_seals([line]))

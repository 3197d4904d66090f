"""A report that comes in is kept, settles what it shows to be done, and is answered."""

from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from emulation_workflow.domain.approval.transitions import Act, Channel
from emulation_workflow.domain.board_list import ItemKind
from emulation_workflow.domain.campaign import Settlement
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.findings import Finding, Verdict
from emulation_workflow.domain.mail.letters import LetterKind
from emulation_workflow.domain.obligations.obligation import ObligationState
from emulation_workflow.domain.record.ledger import LedgerKind
from emulation_workflow.domain.submissions.plan import Attachment
from emulation_workflow.domain.submissions.report import ResultReport
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from emulation_workflow.office.results.report_receipt import ReportReceived, receive_report
from emulation_workflow.office.roll_up.consolidation import roll_up
from emulation_workflow.ports import Store
from tests.support.builders import CITY, COMMUNE, PROVINCE_UNIT
from tests.support.checking import codes
from tests.support.good_reports import report_of
from tests.support.offices import (
    CHAIR,
    HEAD,
    OUR_CAMPAIGN,
    UNITS,
    ZONE,
    FakeClock,
    act_as,
    chain_faults,
    letters,
    open_office,
    sealed_acts,
    submit,
)
from tests.support.owing import CONFERENCE, REPORT, TASKS, obligations, owing
from tests.support.servers.databases import sqlite_store

REPORTED = replace(REPORT, settled_by=Settlement.RESULT_REPORT)
OURS = owing(OUR_CAMPAIGN, tasks=tuple(REPORTED if task is REPORT else task for task in TASKS))
HELD = date(2020, 3, 12)
AFTER = datetime(2020, 3, 20, 9, 0, tzinfo=ZONE)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty record."""
    return sqlite_store(tmp_path)


@pytest.fixture
def office(store: Store) -> Office:
    """A day on which communes have held their conferences."""
    return open_office(store, of=OURS, clock=FakeClock(AFTER))


def receive(office: Office, report: ResultReport, **more: Any) -> ReportReceived:
    return receive_report(office, report, channel=Channel.COMMAND, **more)


def by_rule(found: ReportReceived) -> dict[str, Finding]:
    return {finding.rule: finding for finding in found.version.findings}


def test_a_report_settles_the_conference_and_itself(office: Office) -> None:
    """What a unit reports it need not report again (III.3)."""
    received = receive(office, report_of(COMMUNE))
    assert (received.is_new, received.version.version, received.not_settled) == (True, 1, ())
    owed = obligations(office, COMMUNE.code)
    assert (owed[CONFERENCE.id].state, owed[CONFERENCE.id].done_on) == (ObligationState.DONE, HELD)
    assert (owed[REPORTED.id].state, owed[REPORTED.id].done_on) == (ObligationState.DONE, AFTER.date())
    assert {finding.verdict for finding in received.version.findings} <= {Verdict.OK, Verdict.NOTE}


def test_the_same_report_again_writes_nothing(office: Office) -> None:
    """Whoever is not sure sends again."""
    receive(office, report_of(COMMUNE))
    with office.store.look() as record:
        before = record.ledger.entries()
    again = receive(office, report_of(COMMUNE))
    with office.store.look() as record:
        assert (again.is_new, record.ledger.entries()) == (False, before)
        assert len(record.reports.versions()) == 1
        assert len(record.obligations.evidence([COMMUNE.code])) == 2


def test_a_correction_is_a_version_of_its_own_and_says_what_was_wrong(office: Office) -> None:
    """The first stays as it was; silence about what was wrong is asked about, never refused."""
    receive(office, report_of(COMMUNE))
    office.clock.go_on(days=10)  # type: ignore[attr-defined]
    silent = receive(office, report_of(COMMUNE, held_on=date(2020, 3, 13)))
    told = receive(office, report_of(COMMUNE, held_on=date(2020, 3, 13), correction="Bản trước ghi nhầm ngày."))
    assert [silent.version.version, told.version.version] == [2, 3]
    assert "correction_not_stated" in codes(by_rule(silent)["T121"])
    assert by_rule(silent)["T121"].verdict is Verdict.ASK
    assert "correction_not_stated" not in codes(by_rule(told)["T121"])
    owed = obligations(office, COMMUNE.code)
    assert owed[CONFERENCE.id].done_on == date(2020, 3, 13)
    assert owed[REPORTED.id].done_on == AFTER.date()
    with office.store.look() as record:
        first = record.reports.get(COMMUNE.code, 1)
    assert first is not None
    assert first.report == report_of(COMMUNE)


def test_an_older_report_brings_no_old_figures_back(office: Office) -> None:
    """A message that came late is refused; to go back to what was said first, the unit says why."""
    receive(office, report_of(COMMUNE))
    receive(office, report_of(COMMUNE, total=91, correction="Ghi thiếu một đại biểu."))
    with pytest.raises(Rejected) as refused:
        receive(office, report_of(COMMUNE))
    assert [problem.code for problem in refused.value.problems] == ["result_older"]
    back = receive(office, report_of(COMMUNE, correction="Bản thứ hai mới sai."))
    assert back.version.version == 3


def test_a_pilot_held_before_its_clearance_is_kept_and_listed(office: Office) -> None:
    """No pilot is marked held before the opinion (R125), and no report is lost."""
    office.clock.moment = datetime(2020, 4, 20, 9, 0, tzinfo=ZONE)  # type: ignore[attr-defined]
    received = receive(office, report_of(CITY))
    assert by_rule(received)["T123"].verdict is Verdict.BREACH
    assert [problem.code for problem in received.not_settled] == ["evidence_before_clearance"]
    assert obligations(office, CITY.code)[CONFERENCE.id].state is not ObligationState.DONE
    assert obligations(office, CITY.code)[REPORTED.id].state is ObligationState.DONE
    with office.store.look() as record:
        [item] = record.board_list.items()
        assert record.reports.get(CITY.code) == received.version
    assert (item.kind, item.unit) == (ItemKind.RESULT, CITY.code)


def test_a_pilot_held_after_its_clearance_is_marked_held(office: Office) -> None:
    """The gate is passed: the report settles as anybody's."""
    office.clock.moment = datetime(2020, 3, 10, 9, 0, tzinfo=ZONE)  # type: ignore[attr-defined]
    submit(office, CITY)
    act_as(office, CITY, HEAD, Act.ENDORSE)
    act_as(office, CITY, CHAIR, Act.AGREE)
    office.clock.moment = datetime(2020, 4, 20, 9, 0, tzinfo=ZONE)  # type: ignore[attr-defined]
    received = receive(office, report_of(CITY))
    assert (by_rule(received)["T123"].code, received.not_settled) == ("held_after_clearance", ())
    assert obligations(office, CITY.code)[CONFERENCE.id].done_on == date(2020, 4, 16)
    assert "held_as_planned" in codes(by_rule(received)["T121"]) or by_rule(received)["T121"].verdict is Verdict.ASK


def test_a_day_that_has_not_come_settles_nothing(office: Office) -> None:
    """A slip of the pen is asked about, and nobody is taken to have held anything."""
    received = receive(office, report_of(COMMUNE, held_on=date(2020, 3, 25)))
    assert by_rule(received)["T144"].verdict is Verdict.ASK
    assert [problem.code for problem in received.not_settled] == ["evidence_day_ahead"]
    assert obligations(office, COMMUNE.code)[CONFERENCE.id].state is not ObligationState.DONE


def test_a_report_without_a_day_is_kept(office: Office) -> None:
    """What it does not say is asked for; the conference stays open."""
    received = receive(office, report_of(COMMUNE, held_on=None))
    assert "held_day_not_stated" in codes(by_rule(received)["T049"])
    assert obligations(office, COMMUNE.code)[CONFERENCE.id].state is not ObligationState.DONE


@pytest.mark.parametrize(("unit", "code"), [(PROVINCE_UNIT.code, "unit_not_bound"), ("?", "unit_unknown")])
def test_whom_the_plan_does_not_bind_cannot_report(office: Office, unit: str, code: str) -> None:
    """The congress has a plan of its own; nobody unknown reports."""
    report = replace(report_of(COMMUNE), conference=replace(report_of(COMMUNE).conference, unit=unit))
    with pytest.raises(Rejected) as refused:
        receive(office, report)
    assert [problem.code for problem in refused.value.problems] == [code]
    assert sealed_acts(office) == []


def test_a_unit_whose_days_are_over_reports_what_it_held(store: Store) -> None:
    """A commune that became a town on the 15th held its conference on the 12th (A21); its successor is answered."""
    over = replace(COMMUNE, email="xa@tinh.example", valid_to=date(2020, 3, 14), successor="X9")
    after = replace(COMMUNE, code="X9", email="thi-tran@tinh.example", valid_from=date(2020, 3, 15))
    others = tuple(unit for unit in UNITS if unit.code != COMMUNE.code)
    clock = FakeClock()
    office = open_office(store, of=OURS, clock=clock, units=(*others, over, after))
    derive_obligations(office, dry_run=False)
    clock.moment = AFTER
    derive_obligations(office, dry_run=False)
    received = receive(office, report_of(COMMUNE))
    assert (received.unit, received.not_settled) == (over, ())
    [letter] = letters(office, COMMUNE)
    assert [addressee.email for addressee in letter.to] == ["thi-tran@tinh.example"]
    assert obligations(office, "X9")[CONFERENCE.id].done_on == HELD


def test_a_code_that_is_borne_anew_begins_with_no_report(store: Store) -> None:
    """Codes are reused: another unit's report is no version that is corrected."""
    over = replace(COMMUNE, valid_to=date(2020, 3, 14))
    after = replace(COMMUNE, name="Xã mới", valid_from=date(2020, 3, 15))
    others = tuple(unit for unit in UNITS if unit.code != COMMUNE.code)
    office = open_office(store, of=OURS, clock=FakeClock(AFTER), units=(*others, over, after))
    receive(office, report_of(COMMUNE))
    received = receive(office, report_of(COMMUNE, held_on=date(2020, 3, 16)))
    assert (received.unit.name, received.version.version) == ("Xã mới", 2)
    assert "correction_not_stated" not in codes(by_rule(received)["T121"])


def test_the_unit_is_answered_in_plain_words(office: Office) -> None:
    """With the findings on what was done, and nothing of what cannot be done any more."""
    receive(office, report_of(COMMUNE, delegates={"exemplar": 105}, total=105))
    assert render_pending_letters(office) == 0
    [letter] = letters(office, COMMUNE)
    assert letter.kind is LetterKind.RESULT_RECEIVED
    with office.store.act() as record:
        [claimed] = record.letters.claim(owner="test", now=AFTER, lease_until=AFTER.replace(hour=10), limit=5)
    assert "vượt 05 đại biểu so với mức tối đa 100" in " ".join(claimed.text.split())
    assert "đề nghị giảm" not in claimed.text


def test_people_who_were_honoured_are_named_in_the_report_alone(office: Office) -> None:
    """Sealed rows, findings, letters and figures stand for ever or go about: they count people and name none."""
    report = report_of(COMMUNE)
    kept = receive(office, report).version
    render_pending_letters(office)
    with office.store.look() as record:
        sealed = [str(entry) for entry in record.ledger.entries()]
        added_up = str(list(record.roll_up.reported(AFTER.date())))
    with office.store.act() as record:
        claimed = record.letters.claim(owner="test", now=AFTER, lease_until=AFTER.replace(hour=10), limit=5)
    told = [letter.text + letter.html for letter in claimed]
    names = {*(honour.honoured for honour in report.honours), *(paper.author for paper in report.papers)}
    assert all(name in kept.body for name in names)
    everything = [*sealed, *told, added_up, str(roll_up(office, AFTER.date())), str(kept.findings)]
    assert len(told) == 1
    assert not [name for name in names for words in everything if name in words]


def test_difficulties_go_to_the_board_once(office: Office) -> None:
    """A report told again, corrected elsewhere, raises nothing twice (III, last paragraph)."""
    receive(office, report_of(COMMUNE, difficulties=("Thiếu kinh phí.",)))
    receive(office, report_of(COMMUNE, difficulties=("Thiếu kinh phí.",), correction="Sửa chính tả."))
    with office.store.look() as record:
        assert [difficulty.words for difficulty in record.difficulties.all()] == ["Thiếu kinh phí."]


def test_files_come_with_the_report_and_the_audit_holds_all_of_it(office: Office) -> None:
    """The record vouches for report and file, and shows what is changed or gone."""
    content = b"a scan"
    file = Attachment(name="scan.pdf", size=len(content), sha256=sha256(content).hexdigest())
    received = receive(office, report_of(COMMUNE), files=[(file, content)])
    with office.store.look() as record:
        kept = record.files.read(file.sha256)
        [row] = [row for row in record.ledger.entries() if f'"kind":"{LedgerKind.RESULT.value}"' in row.body]
    assert kept == content
    assert received.version.sha256 in row.body
    assert chain_faults(office) == []

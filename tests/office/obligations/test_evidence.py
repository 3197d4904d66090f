"""Evidence: what counts, what is refused and why, and that nothing recorded is ever changed."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from emulation_workflow.domain.approval.transitions import Act, Channel
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.obligations.obligation import Evidence, ObligationState
from emulation_workflow.messages import sentence
from emulation_workflow.office.obligations.evidence import EvidenceRecorded, faults_of_evidence, record_evidence
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from tests.support.builders import CITY, COMMUNE
from tests.support.offices import CHAIR, HEAD, NOON, FakeClock, act_as, open_office, submit
from tests.support.owing import (
    CLEARANCE,
    COMMUNE_PILOT,
    CONFERENCE,
    OUR_OWING_CAMPAIGN,
    OWN_PLAN,
    REPORT,
    WEB,
    evidence,
    obligations,
)
from tests.support.servers.databases import sqlite_store

DAY = date(2020, 2, 7)


@pytest.fixture
def office(tmp_path: Path, clock: FakeClock) -> Office:
    """The made-up province's office, with its obligations derived."""
    office = open_office(sqlite_store(tmp_path), of=OUR_OWING_CAMPAIGN, clock=clock)
    derive_obligations(office, dry_run=False)
    return office


def record(office: Office, *rows: Evidence, **more: Any) -> EvidenceRecorded:
    return record_evidence(office, rows, channel=Channel.COMMAND, **more)


def kept(office: Office) -> list[Evidence]:
    with office.store.look() as look:
        return list(look.obligations.evidence())


def test_evidence_settles_with_who_and_when(office: Office) -> None:
    """Each row has its row in the record, with whom it names as its recorder."""
    row = evidence("X1", CONFERENCE, DAY, source="báo cáo của xã")
    taken = record(office, row)
    assert obligations(office, "X1")["conference"].state is ObligationState.DONE
    assert kept(office) == [replace(row, recorded_at=NOON)] == list(taken.new)
    with office.store.look() as look:
        last = look.ledger.entries(unit="X1")[-1]
    assert '"claimed":"R1"' in last.body
    assert '"source":"báo cáo của xã"' in last.body


def test_the_same_again_is_not_written_and_a_correction_is_a_row_of_its_own(office: Office) -> None:
    """A list may be imported twice; the latest row counts."""
    record(office, evidence("X1", CONFERENCE, DAY))
    again = record(office, evidence("X1", CONFERENCE, DAY, recorded_by="R2", source="danh sách khác"))
    corrected = record(office, evidence("X1", CONFERENCE, DAY, number="13/BC"))
    assert (again.new, len(again.same), len(corrected.new)) == ((), 1, 1)
    assert [row.number for row in kept(office)] == ["12/BC", "13/BC"]


def test_a_dry_run_writes_nothing(office: Office) -> None:
    """What would be recorded is told first."""
    taken = record(office, evidence("X1", CONFERENCE, DAY), dry_run=True)
    assert (len(taken.new), kept(office)) == (1, [])


def test_a_plan_that_stayed_with_its_unit_is_shown_by_its_number(office: Office) -> None:
    """A11: only gated pilots have to send theirs."""
    record(office, evidence("X1", OWN_PLAN, DAY, number="12/KH-UBND"))
    assert obligations(office, "X1")["own_plan"].done_on == DAY


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (evidence("X404", CONFERENCE, DAY), "register_unit_unknown"),
        (evidence("X1", replace(CONFERENCE, id="no_such"), DAY), "evidence_task_unknown"),
        (evidence("X1", WEB, DAY), "evidence_not_owed"),
        (evidence("H1", CLEARANCE, DAY), "evidence_settles_itself"),
        (evidence("H2", COMMUNE_PILOT, DAY), "evidence_settles_itself"),
        (evidence("X1", REPORT, date(2020, 2, 11)), "evidence_day_ahead"),
        (evidence("X1", REPORT, DAY, signed_on=date(2020, 2, 11)), "evidence_day_ahead"),
        (evidence("X1", REPORT, date(2019, 9, 3)), "evidence_before_plan"),
        (evidence("X1", REPORT, DAY, number=""), "evidence_empty"),
        (evidence("X1", REPORT, DAY, recorded_by=""), "evidence_recorder_missing"),
        (evidence("H1", CONFERENCE, DAY), "evidence_before_clearance"),
        (evidence("X1", REPORT, DAY, withdrawn=True, note="nhầm"), "evidence_nothing_to_withdraw"),
    ],
)
def test_what_cannot_be_so_is_refused_in_words(office: Office, row: Evidence, code: str) -> None:
    """R125 and R003 among them; a note or a link is evidence enough where there is no document."""
    with pytest.raises(Rejected) as refused:
        record(office, row)
    assert [problem.code for problem in refused.value.problems] == [code]
    assert "đề nghị" in sentence(refused.value.problems[0])
    assert kept(office) == []


def test_a_withdrawal_says_why(office: Office) -> None:
    """Whoever reads the record later has to understand it."""
    record(office, evidence("X1", REPORT, DAY))
    with pytest.raises(Rejected) as refused:
        record(office, evidence("X1", REPORT, DAY, withdrawn=True))
    assert [problem.code for problem in refused.value.problems] == ["evidence_reason_missing"]


def test_a_list_is_taken_whole_or_not_at_all_with_every_bad_row_named(office: Office) -> None:
    """One bad row keeps the others out, and none hides another."""
    rows = [evidence("X1", REPORT, DAY), evidence("X404", REPORT, DAY), evidence("X1", REPORT, DAY, number="")]
    found = [(index, column, problem.code) for index, column, problem in faults_of_evidence(office, rows)]
    assert found == [
        (1, "unit", "register_unit_unknown"),
        (2, "number", "evidence_empty"),
        (2, "task", "evidence_twice"),
    ]
    with pytest.raises(Rejected):
        record(office, *rows)
    assert kept(office) == []


def test_a_gated_pilots_conference_counts_from_its_clearance_on(office: Office, clock: FakeClock) -> None:
    """R125: no pilot is marked held before the opinion."""
    submit(office, CITY)
    act_as(office, CITY, HEAD, Act.ENDORSE)
    clock.go_on(days=2)
    act_as(office, CITY, CHAIR, Act.AGREE)
    clock.go_on(days=1)
    with pytest.raises(Rejected):
        record(office, evidence("H1", CONFERENCE, NOON.date()))
    record(office, evidence("H1", CONFERENCE, clock.now().date()))
    assert obligations(office, "H1")["conference"].state is ObligationState.DONE


def test_evidence_is_of_a_day_on_which_there_was_such_a_unit(office: Office) -> None:
    """A21: a unit that ended before cannot have done it."""
    with office.store.act() as act:
        act.register.replace_units([replace(COMMUNE, valid_to=date(2020, 1, 31))])
    with pytest.raises(Rejected) as refused:
        record(office, evidence("X1", REPORT, DAY))
    assert [problem.code for problem in refused.value.problems] == ["evidence_unit_not_then"]

"""A unit is its code and its validity: the case of whoever bore the code before is nobody else's."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from emulation_workflow.domain.approval.transitions import DRAFTING, Act
from emulation_workflow.domain.registers import Unit
from emulation_workflow.office.approval import chain
from emulation_workflow.office.approval.docket import BEGUN_ANEW
from emulation_workflow.office.approval.sheets import case_sheet, progress
from emulation_workflow.office.audit import audit
from emulation_workflow.office.office import Office
from emulation_workflow.office.register import import_officials
from tests.support.builders import CITY, plan_of
from tests.support.offices import (
    CHAIR,
    CLERK,
    DEPUTY,
    HEAD,
    SECOND,
    FakeClock,
    act_as,
    answer,
    bring_to_opinion,
    case,
    chain_faults,
    enter_paper,
    letters,
    open_office,
    sealed_acts,
    submit,
    taken,
)
from tests.support.servers.databases import sqlite_store

BEGAN = date(2020, 2, 13)
NEW = replace(CITY, name="Thành phố mới", valid_from=BEGAN, email="moi@tinh.example")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def office(tmp_path: Path, clock: FakeClock) -> Office:
    return open_office(sqlite_store(tmp_path), clock=clock, officials=(HEAD, CHAIR, CLERK, SECOND, DEPUTY))


def give_code_to_new_unit(office: Office, clock: FakeClock) -> None:
    with office.store.act() as record:
        record.register.replace_units([replace(CITY, valid_to=BEGAN - timedelta(days=1)), NEW])
    clock.go_on(days=5)


def kinds_to(office: Office, unit: Unit) -> list[str]:
    return [letter.kind.value for letter in letters(office, unit)]


def begun(office: Office) -> list[dict[str, object]]:
    return [body for body in sealed_acts(office) if body["what"] == BEGUN_ANEW]


def test_an_old_units_codes_decide_nothing_for_the_new_one(office: Office, clock: FakeClock) -> None:
    """The answer is refused, the case begins anew with one row that says why, and no letter goes to anybody."""
    bring_to_opinion(office)
    chain.assign_run(office, CITY.code, "old-run")
    given, written = answer(office, CITY, CHAIR, Act.AGREE), kinds_to(office, CITY)
    give_code_to_new_unit(office, clock)
    refused = chain.decide(office, CITY.code, given)
    assert [problem.code for problem in refused.problems] == ["answer_stale"]
    assert (refused.case.stage, refused.case.version, refused.case.plan_sha256) == (DRAFTING, 0, "")
    with office.store.look() as record:
        assert all(issue.void or issue.used for issue in record.cases.codes(CITY.code))
    assert kinds_to(office, CITY) == written
    (row,) = begun(office)
    facts = row["facts"]
    assert isinstance(facts, dict)
    assert (facts["from"], facts["to"], facts["former_run"]) == ("OPINION", DRAFTING, "old-run")
    assert [decision.act for decision in taken(office, CITY)] == [Act.ENDORSE]
    assert not case_sheet(office, CITY.code).standing
    assert chain_faults(office) == []
    assert not audit(office.store).faults


def test_the_new_units_plan_opens_a_case_afresh(office: Office, clock: FakeClock) -> None:
    """Also after the old one was cleared: versions go on, and those who decide are asked about the new plan."""
    bring_to_opinion(office)
    assert act_as(office, CITY, CHAIR, Act.AGREE).applied
    give_code_to_new_unit(office, clock)
    (pilot,) = [pilot for pilot in progress(office, clock.now().date()).pilots if pilot.unit.code == CITY.code]
    assert (pilot.stage, pilot.version) == (DRAFTING, 0)
    received = submit(office, NEW, replace(plan_of(NEW), place="Hội trường mới"))
    assert received.case is not None
    assert (received.case.stage, received.version.version, received.case.version) == ("APPRAISAL", 2, 2)
    assert len(begun(office)) == 1
    assert act_as(office, NEW, HEAD, Act.ENDORSE).applied
    assert act_as(office, NEW, CHAIR, Act.AGREE).applied
    assert case(office, NEW).is_settled
    assert not audit(office.store).faults


def test_a_pending_paper_lapses_with_the_former_units_case(office: Office, clock: FakeClock) -> None:
    """Nobody can confirm it for the new unit, the row names it, and who entered and signed it are told."""
    bring_to_opinion(office)
    assert enter_paper(office, CITY, Act.AGREE, signer=CHAIR).is_pending
    give_code_to_new_unit(office, clock)
    assert case(office, CITY).stage == DRAFTING
    with office.store.look() as record:
        assert record.cases.pending(CITY.code) == []
    facts = begun(office)[0]["facts"]
    assert isinstance(facts, dict)
    assert len(facts["lapsed_papers"]) == 1
    assert {letter.to[0].email for letter in letters(office, CITY)[-2:]} == {CLERK.email, CHAIR.email}


def test_a_change_of_the_register_writes_nobody_about_the_former_units_case(office: Office, clock: FakeClock) -> None:
    """A new head of the Board is asked about the new unit's plan, once there is one."""
    submit(office, CITY)
    give_code_to_new_unit(office, clock)
    written = kinds_to(office, CITY)
    import_officials(office, [replace(HEAD, email="truongban.moi@tinh.example")], dry_run=False)
    assert kinds_to(office, CITY) == written
    assert len(begun(office)) == 1


def test_a_run_of_the_former_unit_is_given_no_other_case(office: Office, clock: FakeClock) -> None:
    """It is known by its id, as it bears the former unit's name."""
    submit(office, CITY)
    chain.assign_run(office, CITY.code, "old-run")
    give_code_to_new_unit(office, clock)
    assert chain.pilot_of_run(office, "old-run") == CITY.code
    assert chain.assign_run(office, CITY.code, "old-run").run_id is None
    assert chain.pilot_of_run(office, "old-run") == CITY.code
    assert chain.former_runs_of(office, CITY.code) == {"old-run"}
    assert chain.assign_run(office, CITY.code, "new-run").run_id == "new-run"
    assert len(begun(office)) == 1

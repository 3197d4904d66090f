"""Lists are kept as versions, settle what is owed, and name nobody in the record."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from emulation_workflow.domain.campaign import Settlement
from emulation_workflow.domain.delegates.delegate_lists import DelegateList, ListKind, Quota
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.obligations.obligation import ObligationState
from emulation_workflow.office.delegates.attendance import count_attendance
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from tests.support.builders import COMMUNE
from tests.support.offices import NOON, FakeClock, chain_faults, open_office
from tests.support.owing import DELEGATE_LIST, OUR_OWING_CAMPAIGN, TASKS, obligations
from tests.support.samples.clerk_codes import record_quotas
from tests.support.samples.delegates import ADOPTED_ON, adopted, attending_list, delegate, receive
from tests.support.servers.databases import sqlite_store

PLAN = replace(
    OUR_OWING_CAMPAIGN,
    tasks=tuple(
        replace(task, settled_by=Settlement.DELEGATE_LIST) if task.id == DELEGATE_LIST.id else task for task in TASKS
    ),
)
AN, BINH = delegate("Lê Văn An"), delegate("Lê Thị Bình", ethnicity="Ba Na")
ONE, TWO = adopted("X1", [AN, BINH]), adopted("X1", [AN])


@pytest.fixture
def office(tmp_path: Path, clock: FakeClock) -> Office:
    """The made-up province's office, with its obligations derived."""
    office = open_office(sqlite_store(tmp_path), of=PLAN, clock=clock)
    derive_obligations(office, dry_run=False)
    return office


def quota(unit: str, number: int, **more: object) -> Quota:
    known = {"upper": "H2", "document": "9/CV", "signed_on": None, "recorded_at": NOON, "recorded_by": "R1"}
    return Quota(**{**known, "unit": unit, "number": number, **more})  # type: ignore[arg-type]


def bodies(office: Office) -> str:
    with office.store.look() as record:
        return "\n".join(row.body for row in record.ledger.entries())


def test_a_list_settles_its_task_in_the_same_act(office: Office) -> None:
    """3.5: adopted on that day, with the number of the minutes."""
    received = receive(office, ONE)
    owed = obligations(office, "X1")["delegate_list"]
    assert (received.version.version, received.upper.code) == (1, "H2")
    assert (owed.state, owed.done_on) == (ObligationState.DONE, ADOPTED_ON)
    with office.store.look() as record:
        assert [row.number for row in record.obligations.evidence(["X1"])] == ["05/BB"]


def test_the_same_list_twice_writes_nothing_and_a_correction_is_a_version(office: Office) -> None:
    """What was received stays as it was."""
    versions = [receive(office, delegate_list) for delegate_list in (ONE, ONE, TWO)]
    assert [(received.version.version, received.is_new) for received in versions] == [(1, True), (1, False), (2, True)]
    with office.store.look() as record:
        kept = [record.delegates.get(ListKind.ADOPTED, "X1", number) for number in (1, 2)]
    assert [len(version.delegates) for version in kept if version] == [2, 1]
    assert chain_faults(office) == []


def test_the_record_names_nobody(office: Office) -> None:
    """Rows are for good, people's names are not: counts and the list's digest stand there."""
    version = receive(office, ONE).version
    told = bodies(office)
    assert not any(word in told for word in ("Lê", "Bình", "Nông dân"))
    assert f'"list_sha256":"{version.sha256}"' in told
    assert '"minorities":1,' in told


def test_a_dry_run_writes_nothing(office: Office) -> None:
    """What is wrong with it is told all the same."""
    before = bodies(office)
    assert receive(office, ONE, dry_run=True).version.findings
    with office.store.look() as record:
        assert record.delegates.lists() == []
    assert bodies(office) == before


def test_lists_go_up_level_by_level(office: Office) -> None:
    """Commune to its district, district and department to the province; the congress sends nobody on."""
    for unit, upper in (("X1", "H2"), ("H2", "T"), ("S2", "T"), ("D2", "T")):
        assert receive(office, adopted(unit, [AN])).upper.code == upper
    with pytest.raises(Rejected, match="list_goes_nowhere"):
        receive(office, adopted("T", [AN]))


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (adopted("X404", [AN]), "unit_unknown"),
        (adopted("X1", []), "list_empty"),
        (adopted("X1", [AN], adopted_on=None), "list_day_missing"),
        (adopted("X1", [AN], adopted_on=NOON.date() + timedelta(days=1)), "evidence_day_ahead"),
        (adopted("X1", [AN], adopted_on=date(2018, 1, 1)), "evidence_before_plan"),
        (adopted("S1", [AN]), "evidence_before_clearance"),
        (attending_list("X1", [AN]), "list_nobody_below"),
    ],
)
def test_what_is_no_list_is_refused_whole(office: Office, given: DelegateList, code: str) -> None:
    """And nothing of it is kept: a pilot's conference does not come before its clearance (R125)."""
    with pytest.raises(Rejected, match=code):
        receive(office, given)
    with office.store.look() as record:
        assert record.delegates.lists() == []


def test_whoever_attends_is_looked_for_on_the_lists_below(office: Office) -> None:
    """R143, from what the record has on the day."""
    receive(office, TWO)
    found = receive(office, attending_list("H2", [AN, BINH])).version.findings
    assert [finding.code for finding in found if finding.rule == "T143"] == ["list_person_not_adopted"]


def test_people_are_counted_once_before_and_after_there_is_a_list_of_who_attends(office: Office) -> None:
    """From the lists below at first; who lacks a list is named, and no quota is unknown."""
    receive(office, ONE)
    receive(office, adopted("X2", [replace(AN, sent_by="X2")], adopted_on=ADOPTED_ON))
    before = count_attendance(office, "H2", NOON.date())
    assert before.counts is not None
    assert (before.source, before.counts.people, before.of_several) == (ListKind.ADOPTED, 2, 1)
    assert before.without_list == ()
    assert [(quota.unit.code, quota.quota, quota.used) for quota in before.quotas] == [("X1", None, 2), ("X2", None, 1)]
    receive(office, attending_list("H2", [AN]))
    after = count_attendance(office, "H2", NOON.date())
    assert after.counts is not None
    assert (after.source, after.counts.people) == (ListKind.ATTENDING, 1)
    assert [quota.used for quota in after.quotas] == [1, 0]
    assert count_attendance(office, "H2", NOON.date() - timedelta(days=1)).without_list


def test_quotas_are_recorded_once_and_the_latest_counts(office: Office) -> None:
    """A14: zero is what a document says, and no row says it."""
    taken = [record_quotas(office, [quota("X1", number)]) for number in (3, 3, 0)]
    assert [len(allocation.new) for allocation in taken] == [1, 0, 1]
    assert count_attendance(office, "H2", NOON.date()).quotas[0].quota == 0
    assert "list_over_quota" in str(receive(office, TWO).version.findings)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (quota("X1", -1), "quota_negative"),
        (quota("X1", 10**20), "quota_too_large"),
        (quota("X1", 1, document=""), "quota_document_missing"),
        (quota("X404", 1), "register_unit_unknown"),
        (quota("S1", 1), "quota_not_below"),
        (quota("X1", 1, upper="H1"), "quota_not_below"),
        (quota("X1", 1, signed_on=date(2021, 1, 1)), "evidence_day_ahead"),
    ],
)
def test_an_allocation_that_cannot_be_is_refused(office: Office, row: Quota, code: str) -> None:
    """All of it or none."""
    with pytest.raises(Rejected, match=code):
        record_quotas(office, [quota("X2", 1), row])
    with office.store.look() as record:
        assert record.delegates.quotas() == []


def test_a_list_stands_for_whoever_took_its_units_place(office: Office) -> None:
    """A merger does not make a list missing, and none counts for a merger that is still to come."""
    receive(office, ONE)
    merged = replace(COMMUNE, valid_to=NOON.date(), successor="X3")
    after = replace(COMMUNE, code="X3", valid_from=NOON.date() + timedelta(days=1))
    with office.store.act() as record:
        record.register.replace_units([merged, after])
    missing = [
        [unit.code for unit in count_attendance(office, "H2", NOON.date() + timedelta(days=ahead)).without_list]
        for ahead in (0, 1)
    ]
    assert missing == [["X2"], ["X2"]]

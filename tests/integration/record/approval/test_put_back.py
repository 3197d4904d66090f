"""Somebody has the database and no key: a row is changed, or made what it once was, used, and put back."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.domain.board_list import ItemKind
from emulation_workflow.domain.errors import RecordAltered
from emulation_workflow.office.approval.chain import decide, reissue
from emulation_workflow.office.audit import audit
from emulation_workflow.office.office import Office
from emulation_workflow.office.register import import_officials
from tests.support.builders import CITY
from tests.support.offices import (
    CHAIR,
    CLERK,
    DEPUTY,
    NOON,
    FakeClock,
    act_as,
    answer,
    bring_to_opinion,
    code_of,
    enter_paper,
    letters,
    open_office,
    sealed_acts,
    standing_in,
    submit,
)
from tests.support.servers.by_hand import by_hand, put_back, rows

TABLES = ("official", "substitution", "unit", "pilot_case", "code_issue", "pending_paper", "plan_version")
NEW_SUBSTITUTE = (
    'INSERT INTO substitution (official, position, substitute, start, "end") '
    "VALUES ('C1', 0, 'P1', '2020-02-01', '2020-02-28')"
)
BORROWED = "UPDATE official SET mac = (SELECT mac FROM official WHERE number = 'B1') WHERE number = 'C1'"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def office(store: SqlStore, clock: FakeClock) -> Office:
    """An office in which the city's plan waits for the chair's opinion."""
    office = open_office(store, clock=clock)
    bring_to_opinion(office)
    return office


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ("UPDATE official SET email = 'x@else.example' WHERE number = 'C1'", 'official ["C1"]'),
        ("UPDATE official SET role = 'committee' WHERE number = 'P1'", 'official ["P1"]'),
        ("UPDATE official SET valid_to = '2020-01-31' WHERE number = 'C1'", 'official ["C1"]'),
        ("UPDATE official SET unit = 'X1' WHERE number = 'C1'", 'official ["C1"]'),
        ("UPDATE official SET mac = NULL WHERE number = 'C1'", 'official ["C1"]'),
        (BORROWED, 'official ["C1"]'),
        (NEW_SUBSTITUTE, 'substitution ["C1",0]'),
        (f"UPDATE unit SET email = 'x@else.example' WHERE code = '{CITY.code}'", f'unit ["{CITY.code}","0001-01-01"]'),
        ("UPDATE code_issue SET void = false, used = false WHERE used", "code_issue "),
        ("UPDATE code_issue SET address = 'x@else.example' WHERE NOT void AND NOT used", "code_issue "),
        ("UPDATE pilot_case SET stage = 'board_review'", f'pilot_case ["{CITY.code}"]'),
        (
            "UPDATE plan_version SET body = body || ' '",
            f'plan_version ["{CITY.code}",1]',
        ),
        ("UPDATE plan_version SET findings = '[]', gate = 'x'", f'plan_version ["{CITY.code}",1]'),
        ("UPDATE pilot_case SET version = version + 1, lock = lock + 1", f'pilot_case ["{CITY.code}"]'),
    ],
)
def test_no_act_rests_on_a_row_that_was_changed(office: Office, clock: FakeClock, change: str, key: str) -> None:
    """Nothing is decided, sent or written but that: for the operator, sealed, and once on the Board's list."""
    given, held = answer(office, CITY, CHAIR, Act.AGREE), rows(office, *TABLES)
    told_before = len(letters(office, CITY))
    by_hand(office, change)
    for act in (lambda: decide(office, CITY.code, given), lambda: reissue(office, CITY.code)):
        with pytest.raises(RecordAltered) as refused:
            act()
        assert str(refused.value).startswith(f"{key if key.endswith(']') else key.strip()} ")
    assert len(letters(office, CITY)) == told_before

    (item,) = (item for item in office.read(lambda r: r.board_list.items()) if item.kind is ItemKind.ROW_ALTERED)
    last = sealed_acts(office)[-1]
    assert (last["kind"], last["what"], last["facts"]) == ("refused", "row_altered", dict(item.params))
    assert any(
        (fault.startswith(f"{key}") and "is not as it was sealed" in fault) or "no act wrote" in fault
        for fault in audit(office.store).faults
    )

    clock.go_on(days=1)
    with pytest.raises(RecordAltered):
        reissue(office, CITY.code)
    assert [item.kind for item in office.read(lambda r: r.board_list.items())].count(ItemKind.ROW_ALTERED) == 1

    by_hand(office, "DELETE FROM substitution")
    put_back(office, held)
    assert audit(office.store).faults == ()
    assert decide(office, CITY.code, given).applied
    clock.go_on(days=1)
    by_hand(office, "UPDATE official SET email = 'x@else.example' WHERE number = 'B1'")
    with pytest.raises(RecordAltered):
        submit(office, CITY)
    assert [body["what"] for body in sealed_acts(office)].count("row_altered") == 2


def test_a_waiting_paper_that_was_changed_is_no_paper(office: Office) -> None:
    """Who entered it is what decides who may confirm it."""
    assert enter_paper(office, CITY, Act.AGREE, signer=CHAIR).is_pending
    by_hand(office, "UPDATE pending_paper SET entered_by = 'R2'")
    with pytest.raises(RecordAltered, match=r"^pending_paper "):
        act_as(office, CITY, CHAIR, Act.AGREE)


def test_a_list_of_officials_mends_what_was_changed_in_them(office: Office) -> None:
    """The program's own way to put an official right stays open; that it wrote over something else is told for ever."""
    by_hand(office, "UPDATE official SET email = 'x@else.example' WHERE number = 'C1'")
    import_officials(office, [CHAIR], dry_run=False)
    assert act_as(office, CITY, CHAIR, Act.AGREE).applied
    [told] = _rested_on(office, 'official ["C1"]')
    assert told.endswith("import_officials, rested on it")


def test_what_an_official_once_was_is_told_for_ever(office: Office) -> None:
    """A former address, with the digest of then: nothing but what the act says it rested on shows it afterwards."""
    former = rows(office, "official", where="number = 'C1'")
    import_officials(office, [replace(CHAIR, email="new@tinh.example")], dry_run=False)
    now = rows(office, "official", where="number = 'C1'")
    put_back(office, former)
    reissue(office, CITY.code)
    assert decide(office, CITY.code, answer(office, CITY, CHAIR, Act.AGREE)).applied
    put_back(office, now)

    told = _rested_on(office, 'official ["C1"]')
    assert [fault.rpartition(", ")[0].rpartition(", ")[2] for fault in told] == ["reissued", "agree"]
    assert all("import_officials" in fault for fault in told)


def test_a_code_that_was_void_or_used_and_lives_again_is_told(office: Office) -> None:
    """Whoever has an old code and the row as it was when it counted."""
    old = code_of(office, CITY, CHAIR, Act.AGREE)
    live = rows(office, "code_issue", where="official = 'C1' AND NOT void AND NOT used")
    reissue(office, CITY.code)
    put_back(office, live)
    assert decide(office, CITY.code, answer(office, CITY, CHAIR, Act.AGREE, code=old)).applied

    (told,) = _rested_on(office, "code_issue ")
    assert "was not as it had been sealed by" in told
    assert told.endswith("agree, rested on it")


def test_a_case_that_was_moved_back_is_told(office: Office) -> None:
    """To the stage that it was at, with the codes of then, and on again."""
    held = rows(office, "pilot_case", "code_issue")
    given = answer(office, CITY, CHAIR, Act.AGREE)
    assert act_as(office, CITY, CHAIR, Act.AGREE).applied
    now = rows(office, "pilot_case", "code_issue")
    put_back(office, held)
    assert decide(office, CITY.code, given).applied
    put_back(office, now)

    assert _rested_on(office, f'pilot_case ["{CITY.code}"]')


def test_a_substitution_that_was_over_and_is_there_again_is_told(office: Office, clock: FakeClock) -> None:
    """Its row was removed by a list of officials; put back as it stood, it lets somebody act."""
    import_officials(office, [standing_in(CHAIR, DEPUTY, NOON.date(), NOON.date() + timedelta(9))], dry_run=False)
    held = rows(office, "substitution")
    with office.store.act() as record:
        record.register.replace_officials([CHAIR])
    clock.go_on(minutes=1)
    put_back(office, held)
    reissue(office, CITY.code)
    outcome = decide(office, CITY.code, answer(office, CITY, DEPUTY, Act.AGREE))
    assert (outcome.applied, sealed_acts(office)[-1]["on_behalf_of"] in ("", "C1")) == (True, True)
    by_hand(office, "DELETE FROM substitution")

    told = _rested_on(office, 'substitution ["C1",0]')
    assert told
    assert all("was there again, though it had been removed by" in fault for fault in told)


def test_acts_of_an_honest_day_rest_on_what_was_sealed(office: Office) -> None:
    """With a paper, two pairs of eyes, a list of officials between, and again: nothing is told."""
    assert enter_paper(office, CITY, Act.AGREE, signer=CHAIR).is_pending
    import_officials(office, [replace(CLERK, title="Chuyên viên")], dry_run=False)
    reissue(office, CITY.code)
    assert act_as(office, CITY, CHAIR, Act.AGREE).applied
    assert audit(office.store).faults == ()
    rested_on = [set(body["facts"].get("rests_on", {})) for body in _digests(office)]
    assert {"official", "pilot_case", "code_issue", "unit"} <= rested_on[-1]


def _rested_on(office: Office, row: str) -> list[str]:
    """Return what the audit tells of acts that rested on the row; of the row itself it tells nothing."""
    found = audit(office.store).faults
    assert not [fault for fault in found if fault.startswith(row) and not fault.endswith("rested on it")]
    return [fault for fault in found if fault.startswith(row)]


def _digests(office: Office) -> list[dict[str, Any]]:
    bodies = (json.loads(row.body) for row in office.read(lambda record: record.ledger.entries()))
    return [body for body in bodies if body["kind"] == "rows"]


def test_a_sealed_row_about_a_unit_is_put_back_from_a_backup(office: Office) -> None:
    """Each act reads all of the unit's; as it was to the byte it counts again, and nothing else makes it good."""
    given = answer(office, CITY, CHAIR, Act.AGREE)
    row = office.read(lambda record: record.ledger.entries(unit=CITY.code))[0]
    by_hand(
        office, "UPDATE ledger_row SET body = replace(body, '\"facts\"', '\"fact\"') WHERE number = :it", it=row.number
    )
    with pytest.raises(RecordAltered):
        decide(office, CITY.code, given)
    by_hand(office, "UPDATE ledger_row SET body = :body WHERE number = :it", body=row.body, it=row.number)
    assert decide(office, CITY.code, given).applied
    assert audit(office.store).faults == ()

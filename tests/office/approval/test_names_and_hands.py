"""A number may be another person's tomorrow, and one person has many spellings: papers hold to who people were."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from emulation_workflow.domain.approval.entries import Check, WithdrawalEntry
from emulation_workflow.domain.approval.transitions import Act, CaseAnswer, OfficialDocument
from emulation_workflow.domain.board_list import ItemKind
from emulation_workflow.domain.registers import UnitAddress
from emulation_workflow.domain.registers.units import Official
from emulation_workflow.office.approval import entries, second_pair
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.office import Office
from emulation_workflow.office.register import import_addresses, import_officials
from tests.support.builders import CITY, plan_of
from tests.support.offices import (
    CHAIR,
    CLERK,
    DEPUTY,
    HEAD,
    NOON,
    SECOND,
    UNITS,
    FakeClock,
    act_as,
    bring_to_opinion,
    case,
    chain_faults,
    check_paper,
    codes,
    document_entry,
    enter_paper,
    entry_code,
    letters,
    open_office,
    standing_in,
    submit,
    take_back,
    taken,
)
from tests.support.servers.databases import sqlite_store

ANOTHER: dict[str, Any] = {"name": "Đặng Văn Mới", "email": "moi@tinh.example"}


def pending(office: Office) -> int:
    with office.store.look() as record:
        return len(record.cases.pending(CITY.code))


def rows(office: Office) -> list[dict[str, Any]]:
    with office.store.look() as record:
        return [json.loads(row.body) for row in record.ledger.entries(unit=CITY.code)]


def change(office: Office, *people: Official, is_imported: bool) -> None:
    if is_imported:
        import_officials(office, people, dry_run=False)
    else:
        with office.store.act() as record:
            record.register.replace_officials(people)


@pytest.mark.parametrize("is_imported", [True, False], ids=["imported", "changed in the record"])
@pytest.mark.parametrize("is_substitute", [False, True], ids=["signer", "principal"])
def test_a_paper_lapses_when_its_signer_is_another(
    office: Office, clock: FakeClock, *, is_substitute: bool, is_imported: bool
) -> None:
    """Nothing is decided in the name of who has the number now; entered anew, it is."""
    chair = standing_in(CHAIR, DEPUTY, NOON.date(), NOON.date() + timedelta(days=5)) if is_substitute else CHAIR
    import_officials(office, [chair], dry_run=False)
    signer = DEPUTY if is_substitute else chair
    bring_to_opinion(office)
    assert enter_paper(office, CITY, Act.AGREE, signer=signer).is_pending
    code = entry_code(office, CITY, SECOND, document_entry(Act.AGREE, signer=signer), Check.CONFIRM)
    clock.go_on(hours=1)
    change(office, replace(chair, **ANOTHER), is_imported=is_imported)
    for _ in range(2):
        outcome = second_pair.check_paper(
            office, CITY.code, number="15/UBND-KGVX", by=SECOND.number, check=Check.CONFIRM, code=code
        )
        assert codes(outcome) == ["paper_signer_changed"]
    assert (pending(office), case(office, CITY).stage) == (0, "OPINION")
    [lapsed] = [row for row in rows(office) if row["what"] == "paper_lapsed"]
    assert "15/UBND-KGVX" in lapsed["facts"]["said"][0]
    now = signer if is_substitute else replace(chair, **ANOTHER)
    assert enter_paper(office, CITY, Act.AGREE, signer=now).is_pending
    assert check_paper(office, CITY, Act.AGREE, signer=now).applied
    assert render_pending_letters(office) == 0
    assert chain_faults(office) == []


def test_a_paper_is_not_entered_when_its_signer_became_another_after_the_code(office: Office) -> None:
    """The clerk's code is for a paper of that person."""
    submit(office, CITY)
    entry = document_entry(Act.ENDORSE, signer=HEAD)
    assert entries.request_code(office, CITY.code, entry).problems == ()
    code = entry_code(office, CITY, CLERK, entry)
    import_officials(office, [replace(HEAD, **ANOTHER)], dry_run=False)
    outcome = entries.record_paper(office, CITY.code, entry, code=code)
    assert codes(outcome) == ["entry_changed", "paper_signer_differs"]
    assert taken(office, CITY) == ()


@pytest.mark.parametrize(
    ("typed", "is_right"),
    [
        ("Ông Lê Văn  Chính", True),
        ("đ/c LÊ VĂN CHÍNH (Chủ tịch)", True),
        ("Đồng chí Lê Văn Chính, Chủ tịch", True),
        ("Người Khác", False),
        ("C1", False),
    ],
)
def test_the_name_that_was_typed_is_the_registered_ones(office: Office, typed: str, *, is_right: bool) -> None:
    """However it is addressed and titled."""
    bring_to_opinion(office)
    entry = document_entry(Act.AGREE, signer=replace(CHAIR, name=typed))
    assert codes(entries.request_code(office, CITY.code, entry)) == ([] if is_right else ["paper_signer_differs"])


def test_who_entered_a_paper_does_not_confirm_it_under_another_number(office: Office, clock: FakeClock) -> None:
    """The row says who it was at entry, and another confirms it."""
    bring_to_opinion(office)
    enter_paper(office, CITY, Act.AGREE, signer=CHAIR)
    clock.go_on(hours=1)
    moved = replace(SECOND, name=CLERK.name, email=CLERK.email)
    third = Official(number="R3", name="Hồ Thị Ba", title="Chuyên viên", role="recorder", email="r3@tinh.example")
    import_officials(office, [replace(CLERK, **ANOTHER), moved, third], dry_run=False)
    assert "own_check" in codes(check_paper(office, CITY, Act.AGREE, signer=CHAIR, by=moved))
    assert "own_check" in codes(check_paper(office, CITY, Act.AGREE, signer=CHAIR, by=CLERK))
    assert codes(check_paper(office, CITY, Act.AGREE, signer=CHAIR, by=CLERK, check=Check.TAKE_BACK)) == [
        "not_a_recorder"
    ]
    assert check_paper(office, CITY, Act.AGREE, signer=CHAIR, by=third).applied
    assert taken(office, CITY)[-1].entered_by == CLERK.name
    told = [letter.to[0].email for letter in letters(office, CITY)][-8:]
    assert ANOTHER["email"] not in told


@pytest.mark.parametrize(
    "left", [replace(CLERK, role="deputy"), replace(CLERK, **ANOTHER)], ids=["another role", "another person"]
)
def test_a_paper_lapses_when_who_entered_it_is_no_recorder_any_more(office: Office, left: Official) -> None:
    """Whoever confirms it is told why, and the one who entered it is written to."""
    bring_to_opinion(office)
    enter_paper(office, CITY, Act.AGREE, signer=CHAIR)
    import_officials(office, [left], dry_run=False)
    assert codes(check_paper(office, CITY, Act.AGREE, signer=CHAIR)) == ["paper_clerk_left"]
    assert (pending(office), case(office, CITY).stage) == (0, "OPINION")
    assert {letter.to[0].email for letter in letters(office, CITY)[-2:]} == {CLERK.email, CHAIR.email}
    assert render_pending_letters(office) == 0


@pytest.mark.parametrize(
    ("paper", "reason", "expected"),
    [
        (OfficialDocument(), "", ["paper_number_missing", "paper_signer_missing", "paper_date_missing"]),
        (
            OfficialDocument(number="1", signed_on=NOON.date() + timedelta(days=1), signer="X"),
            "y",
            ["paper_date_ahead"],
        ),
        (OfficialDocument(number="1", signed_on=NOON.date(), signer="Bà " + CLERK.name), "y", ["own_paper"]),
        (OfficialDocument(number="1", signed_on=NOON.date(), signer="X"), " ", ["reason_missing"]),
    ],
)
def test_a_withdrawal_is_whole(office: Office, paper: OfficialDocument, reason: str, expected: list[str]) -> None:
    """As a decision on paper is."""
    submit(office, CITY)
    entry = WithdrawalEntry(entered_by=CLERK.number, paper=paper, reason=reason)
    assert codes(entries.request_code(office, CITY.code, entry))[: len(expected)] == expected
    assert not entries.withdraw(office, CITY.code, entry, code=entry_code(office, CITY, CLERK, entry)).applied


def test_a_unit_without_an_address_is_on_the_boards_list_when_its_plan_is_taken_back(
    tmp_path: Path, clock: FakeClock
) -> None:
    """Somebody has to tell it otherwise."""
    units = tuple(replace(unit, email="") if unit.code == CITY.code else unit for unit in UNITS)
    office = open_office(sqlite_store(tmp_path), clock=clock, units=units)
    submit(office, CITY)
    assert take_back(office, CITY).applied
    items = office.read(lambda record: record.board_list.items())
    assert [item.params["name"] for item in items if item.kind is ItemKind.NOT_TOLD] == [CITY.name]


def test_a_paper_that_confirms_changes_needs_what_the_opinion_needs(office: Office) -> None:
    """It clears the plan as well."""
    bring_to_opinion(office)
    assert act_as(office, CITY, CHAIR, Act.AGREE_WITH_CHANGES, reason="Sửa").applied
    submit(office, CITY, plan_of(CITY, note="bản hai"))
    assert enter_paper(office, CITY, Act.CONFIRM, signer=HEAD).is_pending
    assert check_paper(office, CITY, Act.CONFIRM, signer=HEAD).applied
    assert case(office, CITY).is_settled


def test_wrong_codes_are_counted_anew_with_new_codes(office: Office) -> None:
    """One slip after a lock does not void the new codes."""
    bring_to_opinion(office)
    enter_paper(office, CITY, Act.AGREE, signer=CHAIR)

    def wrong() -> list[str]:
        return codes(
            second_pair.check_paper(
                office, CITY.code, number="15/UBND-KGVX", by=SECOND.number, check=Check.CONFIRM, code="AAAAA-AAAAA"
            )
        )

    assert [wrong() for _ in range(5)][-1] == ["code_wrong", "entry_codes_locked"]
    assert entries.request_code(office, CITY.code, document_entry(Act.AGREE, signer=CHAIR)).is_pending
    assert wrong() == ["code_wrong"]
    assert check_paper(office, CITY, Act.AGREE, signer=CHAIR).applied


@pytest.mark.parametrize(
    "name",
    [
        "Ông Trần Thị Bình",
        "Trần Thị  BÌNH (Trưởng Ban)",
        "Đ/c Trần Thị Bình - Trưởng Ban",
        "ThS. Trần Thị Bình",
        "PGS.TS Trần Thị Bình",
        "BS Trần Thị Bình, Trưởng Ban",
    ],
)
def test_a_spelling_hides_no_namesake(office: Office, name: str) -> None:
    """The decider's name is behind the plan, however it is written there."""
    submit(office, CITY, replace(plan_of(CITY), submitted_by=name))
    assert codes(act_as(office, CITY, HEAD, Act.ENDORSE)) == ["namesake"]


def test_a_units_address_at_submission_stays_the_units_for_that_plan(tmp_path: Path, clock: FakeClock) -> None:
    """Changed away afterwards, it still is where the plan came from."""
    units = tuple(replace(unit, email=HEAD.email) if unit.code == CITY.code else unit for unit in UNITS)
    office = open_office(sqlite_store(tmp_path), clock=clock, units=units)
    submit(office, CITY)
    import_addresses(office, [UnitAddress(code=CITY.code, email="khac@tinh.example")], dry_run=False)
    assert codes(act_as(office, CITY, HEAD, Act.ENDORSE)) == ["own_plan"]


def test_an_answer_does_not_show_its_code() -> None:
    """Wherever it is printed."""
    answer = CaseAnswer(act=Act.AGREE, stage="OPINION", version=1, question_number=1, code="BIMAT-BIMAT")
    assert "BIMAT" not in repr(answer)

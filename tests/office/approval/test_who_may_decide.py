"""A code belongs to a person, an address and a term; an answer has a code of its own; nobody decides on their own."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from emulation_workflow.domain.approval.codes import code_for
from emulation_workflow.domain.approval.entries import NamesakeEntry
from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.domain.board_list import ItemKind
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.mail.letters import LetterKind
from emulation_workflow.domain.registers.units import Official
from emulation_workflow.office.approval.chain import assign_run, decide, refuse_unreadable, reissue
from emulation_workflow.office.approval.entries import request_code, tell_apart
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.office import Office
from emulation_workflow.office.register import import_officials
from tests.support.builders import CITY, plan_of
from tests.support.offices import (
    CHAIR,
    CLERK,
    DEPUTY,
    HEAD,
    NOON,
    SECOND,
    FakeClock,
    act_as,
    answer,
    case,
    code_of,
    codes,
    entry_code,
    letters,
    open_office,
    standing_in,
    submit,
    taken,
)
from tests.support.servers.databases import sqlite_store


def rows(office: Office) -> list[dict[str, Any]]:
    with office.store.look() as record:
        return [json.loads(row.body) for row in record.ledger.entries(unit=CITY.code)]


def addresses(office: Office, kind: LetterKind) -> list[str]:
    return [letter.to[0].email for letter in letters(office, CITY) if letter.kind is kind]


CHANGES: dict[str, dict[str, Any]] = {
    "address": {"email": "moi@tinh.example"},
    "name": {"name": "Người Khác"},
    "another person": {"name": "Người Khác", "email": "moi@tinh.example"},
    "term": {"valid_to": NOON.date() + timedelta(days=30)},
}


@pytest.mark.parametrize("how", CHANGES)
@pytest.mark.parametrize("is_imported", [True, False], ids=["imported", "changed in the record"])
def test_a_code_is_void_once_the_entry_is_another(office: Office, how: str, *, is_imported: bool) -> None:
    """An old code must not decide in the new person's name, whatever way the register was changed."""
    submit(office, CITY)
    old = code_of(office, CITY, HEAD, Act.ENDORSE)
    changed = replace(HEAD, **CHANGES[how])
    if is_imported:
        import_officials(office, [changed], dry_run=False)
    else:
        with office.store.act() as record:
            record.register.replace_officials([changed])
    outcome = decide(office, CITY.code, answer(office, CITY, HEAD, Act.ENDORSE, code=old))
    assert [problem.code for problem in outcome.problems] == ["code_outdated"]
    assign_run(office, CITY.code, "run")
    assert act_as(office, CITY, changed, Act.ENDORSE).applied
    assert rows(office)[-1]["facts"]["code_sent_to"] == changed.email


def test_whoever_may_act_now_is_written_to_in_the_imports_transaction_and_once(office: Office) -> None:
    """The new address gets the case and the codes; the round writes no second time."""
    submit(office, CITY)
    import_officials(office, [replace(HEAD, email="moi@tinh.example")], dry_run=False)
    for _ in range(2):
        assign_run(office, CITY.code, "run")
    for kind in (LetterKind.DECISION_ASKED, LetterKind.CONFIRMATION_CODE):
        assert addresses(office, kind) == ["b1@tinh.example", "moi@tinh.example"]


def test_an_address_that_is_changed_back_gets_new_codes(office: Office) -> None:
    """What was void stays void, though the standing is the first one again."""
    submit(office, CITY)
    old = code_of(office, CITY, HEAD, Act.ENDORSE)
    import_officials(office, [replace(HEAD, email="moi@tinh.example")], dry_run=False)
    import_officials(office, [HEAD], dry_run=False)
    assert not decide(office, CITY.code, answer(office, CITY, HEAD, Act.ENDORSE, code=old)).applied
    assert act_as(office, CITY, HEAD, Act.ENDORSE).applied


def test_a_new_title_voids_nothing(office: Office) -> None:
    """A title is no part of who may decide."""
    submit(office, CITY)
    import_officials(office, [replace(HEAD, title="Quyền Trưởng Ban")], dry_run=False)
    assert addresses(office, LetterKind.CONFIRMATION_CODE) == ["b1@tinh.example"]
    assert act_as(office, CITY, HEAD, Act.ENDORSE).applied


def test_a_substitution_that_begins_or_ends_by_date_alone_voids_the_codes_of_both(
    tmp_path: Path, clock: FakeClock
) -> None:
    """Nobody touches the register: the day comes. Each gets one new letter; a substitute is asked as everyone is."""
    first = NOON.date() + timedelta(days=1)
    head = standing_in(HEAD, DEPUTY, first, first)
    office = open_office(sqlite_store(tmp_path), clock=clock, officials=(head, CHAIR, CLERK, DEPUTY))
    submit(office, CITY)
    before = code_of(office, CITY, head, Act.ENDORSE)
    clock.go_on(days=1)
    assert not decide(office, CITY.code, answer(office, CITY, head, Act.ENDORSE, code=before)).applied
    for _ in range(2):
        assign_run(office, CITY.code, "run")
    assert addresses(office, LetterKind.CONFIRMATION_CODE) == ["b1@tinh.example"] * 2 + ["p1@tinh.example"]
    assert addresses(office, LetterKind.DECISION_ASKED) == ["b1@tinh.example", "p1@tinh.example"]
    during = code_of(office, CITY, head, Act.ENDORSE)
    of_substitute = code_of(office, CITY, DEPUTY, Act.ENDORSE)
    clock.go_on(days=1)
    for code in (during, of_substitute):
        assert not decide(office, CITY.code, answer(office, CITY, head, Act.ENDORSE, code=code)).applied
    assign_run(office, CITY.code, "run")
    assert act_as(office, CITY, head, Act.ENDORSE).applied


def test_a_substitution_between_two_rounds_counts_on_its_days_alone(tmp_path: Path, clock: FakeClock) -> None:
    """Without a round on its one day nobody is written to: the substitute asks for codes, and only then may act.

    The holder's code of before is not one of that day; what was sealed says whose place it was, and by which rows.
    """
    first = NOON.date() + timedelta(days=1)
    head = standing_in(HEAD, DEPUTY, first, first)
    office = open_office(sqlite_store(tmp_path), clock=clock, officials=(head, CHAIR, CLERK, DEPUTY))
    submit(office, CITY)
    before = code_of(office, CITY, head, Act.ENDORSE)
    clock.go_on(days=1)
    assert not code_of(office, CITY, DEPUTY, Act.ENDORSE)
    assert not decide(office, CITY.code, answer(office, CITY, head, Act.ENDORSE, code=before)).applied
    reissue(office, CITY.code)
    of_day = code_of(office, CITY, DEPUTY, Act.ENDORSE)
    clock.go_on(days=1)
    assert not decide(office, CITY.code, answer(office, CITY, DEPUTY, Act.ENDORSE, code=of_day)).applied
    clock.go_on(days=-1)
    assert decide(office, CITY.code, answer(office, CITY, DEPUTY, Act.ENDORSE, code=of_day)).applied
    [act] = [row for row in rows(office) if row["kind"] == "act" and row["what"] == Act.ENDORSE]
    assert (act["actor"], act["on_behalf_of"], act["facts"]["code_sent_to"]) == ("P1", "B1", "p1@tinh.example")
    with office.store.look() as record:
        sealed = json.loads(record.ledger.entries()[-1].body)["facts"]["rests_on"]
    assert [row[:2] for row in sealed["substitution"]] == [["B1", 0]]
    assert {row[0] for row in sealed["official"]} >= {"B1", "P1"}


def test_a_code_from_before_standings_counts_no_more_and_is_replaced_once(office: Office, clock: FakeClock) -> None:
    """A record of 0.1.0 says neither where codes went nor what they rest on."""
    submit(office, CITY)
    with office.store.act() as record:
        [issue] = record.cases.codes(CITY.code, stage="APPRAISAL")
        record.cases.void_codes(CITY.code)
        former = replace(issue, ref=f"{issue.ref}0", address="", standing="", issued_at=NOON + timedelta(minutes=1))
        record.cases.add_code(former)
    clock.go_on(hours=1)
    old = code_for(former, office.secret)
    assert not decide(office, CITY.code, answer(office, CITY, HEAD, Act.ENDORSE, code=old)).applied
    for _ in range(2):
        assign_run(office, CITY.code, "run")
    assert len(addresses(office, LetterKind.CONFIRMATION_CODE)) == 2
    assert act_as(office, CITY, HEAD, Act.ENDORSE).applied


def test_an_answer_that_was_swapped_on_its_way_is_refused(office: Office) -> None:
    """Whoever reads an answer in the letterbox has the code of that answer alone."""
    submit(office, CITY)
    act_as(office, CITY, HEAD, Act.ENDORSE)
    given = answer(office, CITY, CHAIR, Act.DISAGREE, reason="Chưa phù hợp")
    outcome = decide(office, CITY.code, replace(given, act=Act.AGREE))
    assert [problem.code for problem in outcome.problems] == ["code_of_other_answer"]
    assert rows(office)[-1]["facts"]["code_of"] == CHAIR.number
    assert case(office, CITY).stage == "OPINION"


def test_each_answer_has_its_code_in_the_letter(office: Office) -> None:
    """And nobody else's: the mark of each is there, filled only while the letter is sent."""
    submit(office, CITY)
    assert render_pending_letters(office) == 0
    codes = {code_of(office, CITY, HEAD, act) for act in (Act.ENDORSE, Act.SEND_BACK)}
    assert len(codes) == 2


def test_who_decided_is_told_in_the_same_transaction(office: Office) -> None:
    """What, when, by which door; the letter goes to the decider's own address."""
    submit(office, CITY)
    act_as(office, CITY, HEAD, Act.ENDORSE)
    assert addresses(office, LetterKind.ACT_RECORDED) == ["b1@tinh.example"]
    assert render_pending_letters(office) == 0


def test_the_principal_of_a_substitute_is_told(tmp_path: Path, clock: FakeClock) -> None:
    """Their name stands in the record as well."""
    head = standing_in(HEAD, DEPUTY, NOON.date(), NOON.date())
    office = open_office(sqlite_store(tmp_path), clock=clock, officials=(head, CHAIR, CLERK, DEPUTY))
    submit(office, CITY)
    assert act_as(office, CITY, DEPUTY, Act.ENDORSE).applied
    assert addresses(office, LetterKind.ACT_RECORDED) == ["p1@tinh.example", "b1@tinh.example"]


def test_a_principal_without_an_address_is_on_the_boards_list(tmp_path: Path, clock: FakeClock) -> None:
    """Nothing is recorded in somebody's name in silence."""
    head = replace(standing_in(HEAD, DEPUTY, NOON.date(), NOON.date()), email="")
    office = open_office(sqlite_store(tmp_path), clock=clock, officials=(head, CHAIR, CLERK, DEPUTY))
    submit(office, CITY)
    assert act_as(office, CITY, DEPUTY, Act.ENDORSE).applied
    with office.store.look() as record:
        items = [item for item in record.board_list.items() if item.kind is ItemKind.NOT_TOLD]
    assert [item.params["name"] for item in items] == [HEAD.name]


OF_THE_UNIT = Official(
    number="U1", name="Lý Thị Đơn Vị", title="", role="unit", unit=CITY.code, email="u1@tinh.example"
)


@pytest.mark.parametrize(
    "decider",
    [
        replace(HEAD, email=CITY.code.lower() + "@tinh.example"),
        replace(HEAD, email="U1@tinh.example", name=OF_THE_UNIT.name),
        replace(HEAD, email="nguoigui@tinh.example"),
        replace(HEAD, unit=CITY.code),
    ],
    ids=["the unit's address", "an official's of the unit", "the sender's", "of the unit"],
)
def test_nobody_decides_on_their_own_plan(tmp_path: Path, clock: FakeClock, decider: Official) -> None:
    """By any address that the unit has, or that its file names."""
    office = open_office(sqlite_store(tmp_path), clock=clock, officials=(decider, CHAIR, CLERK, OF_THE_UNIT))
    submit(office, CITY, plan_of(CITY, submitter_email="nguoigui@tinh.example"))
    outcome = act_as(office, CITY, decider, Act.ENDORSE)
    assert [problem.code for problem in outcome.problems] == ["own_plan"]


@pytest.mark.parametrize("author", [{"signer": "trần thị bình"}, {"submitted_by": "TRẦN THỊ BÌNH"}])
def test_an_equal_name_alone_needs_another_decider_or_the_boards_word(office: Office, author: dict[str, str]) -> None:
    """Namesakes are common: a recorder says that these are two people, with a code for these very words."""
    submit(office, CITY, plan_of(CITY, **author))
    assert [problem.code for problem in act_as(office, CITY, HEAD, Act.ENDORSE).problems] == ["namesake"]
    entry = NamesakeEntry(official=HEAD.number, entered_by=CLERK.number, reason="Công tác ở hai cơ quan khác nhau")
    assert request_code(office, CITY.code, entry).problems == ()
    other = replace(entry, official=CHAIR.number)
    code = entry_code(office, CITY, CLERK, entry)
    assert not tell_apart(office, CITY.code, other, code=code).applied
    assert tell_apart(office, CITY.code, entry, code=code).applied
    assert act_as(office, CITY, HEAD, Act.ENDORSE).applied
    assert addresses(office, LetterKind.ACT_RECORDED)[:2] == [CLERK.email, HEAD.email]
    assert render_pending_letters(office) == 0


def test_the_boards_word_is_about_a_person_and_not_about_a_number(office: Office) -> None:
    """Somebody else gets the number: the code for those words counts no more, nor does the word that was given."""
    submit(office, CITY, plan_of(CITY, signer=HEAD.name))
    entry = NamesakeEntry(official=HEAD.number, entered_by=CLERK.number, reason="Công tác ở hai cơ quan khác nhau")
    assert request_code(office, CITY.code, entry).problems == ()
    code = entry_code(office, CITY, CLERK, entry)
    another = replace(HEAD, email="khac@tinh.example", title="Phó Trưởng Ban")
    import_officials(office, [another], dry_run=False)
    assert codes(tell_apart(office, CITY.code, entry, code=code)) == ["entry_changed"]

    assert request_code(office, CITY.code, entry).problems == ()
    assert tell_apart(office, CITY.code, entry, code=entry_code(office, CITY, CLERK, entry)).applied
    import_officials(office, [HEAD], dry_run=False)
    assert codes(act_as(office, CITY, HEAD, Act.ENDORSE)) == ["namesake"]
    import_officials(office, [another], dry_run=False)
    assert act_as(office, CITY, another, Act.ENDORSE).applied


def test_the_boards_word_needs_a_reason_an_equal_name_and_somebody_else(office: Office) -> None:
    """It cannot be given beforehand for just anybody."""
    submit(office, CITY)
    entry = NamesakeEntry(official=HEAD.number, entered_by=CLERK.number, reason=" ")
    problems = [problem.code for problem in request_code(office, CITY.code, entry).problems]
    assert problems == ["namesake_unknown", "namesake_reason_missing"]
    assert request_code(office, CITY.code, replace(entry, entered_by=HEAD.number)).problems[0].code == "not_a_recorder"


def test_codes_are_sent_anew_only_so_often_in_a_day(office: Office, clock: FakeClock) -> None:
    """Nobody fills an official's mailbox, or guesses five times after each new code, without end."""
    submit(office, CITY)
    for _ in range(office.codes_a_day - 1):
        reissue(office, CITY.code)
    with pytest.raises(Rejected) as refused:
        reissue(office, CITY.code, official=HEAD.number)
    assert [problem.code for problem in refused.value.problems] == ["codes_too_often"]
    assert act_as(office, CITY, HEAD, Act.SEND_BACK, reason="Thiếu").applied
    submit(office, CITY, plan_of(CITY, note="bản hai"))
    reissue(office, CITY.code)
    clock.go_on(days=1)
    reissue(office, CITY.code)


def test_every_refused_attempt_leaves_a_row(office: Office) -> None:
    """Nobody's code, a bare answer, and one to a question that is past."""
    submit(office, CITY)
    before = len(rows(office))
    number = case(office, CITY).question_number
    decide(office, CITY.code, answer(office, CITY, HEAD, Act.ENDORSE, code="AAAAA-AAAAA"))
    for _ in range(2):
        refuse_unreadable(office, CITY.code, stage="APPRAISAL", version=1, question_number=number + 1)
    new = rows(office)[before:]
    assert [(row["kind"], row["actor"]) for row in new] == [("refused", "unknown")] * 3
    assert taken(office, CITY) == ()


def test_the_second_recorder_has_no_code_of_a_case(office: Office) -> None:
    """Who only enters papers is written to when there is a paper."""
    submit(office, CITY)
    assert SECOND.email not in addresses(office, LetterKind.CONFIRMATION_CODE)

"""Papers that recorders enter: a code for the very words, and a second pair of eyes where the campaign asks for it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from emulation_workflow.domain.approval.entries import Check, DocumentEntry, WithdrawalEntry
from emulation_workflow.domain.approval.transitions import Act, OfficialDocument
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.mail.letters import LetterKind
from emulation_workflow.domain.registers.units import Official
from emulation_workflow.office.approval import entries, second_pair
from emulation_workflow.office.approval.chain import decide
from emulation_workflow.office.approval.sheets import case_sheet
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.office import Office
from emulation_workflow.office.register import import_officials, lacks_second_recorder
from tests.support.builders import CITY
from tests.support.offices import (
    CHAIR,
    CLERK,
    DEPUTY,
    HEAD,
    NOON,
    OUR_CAMPAIGN,
    SECOND,
    FakeClock,
    act_as,
    answer,
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
    submit,
    take_back,
    taken,
)
from tests.support.servers.databases import sqlite_store


def waiting(office: Office) -> int:
    with office.store.look() as record:
        return len(record.cases.pending(CITY.code))


def told_of_lapse(office: Office) -> set[str]:
    """Return who was written to about the paper that lapsed."""
    with office.store.look() as record:
        [row] = [row for row in record.ledger.entries(unit=CITY.code) if '"what":"paper_lapsed"' in row.body]
    told = [
        letter for letter in letters(office, CITY) if f"/{LetterKind.ACT_RECORDED.value}/{row.number}/" in letter.key
    ]
    return {letter.to[0].email for letter in told}


def with_second_pair(*, asked: bool) -> Campaign:
    gate = OUR_CAMPAIGN.gate
    assert gate is not None
    steps = tuple(replace(step, second_pair_of_eyes=asked) for step in gate.steps)
    return replace(OUR_CAMPAIGN, gate=replace(gate, steps=steps))


@pytest.mark.parametrize(
    "change",
    [
        {"act": Act.DISAGREE},
        {"reason": "khác"},
        {"paper": OfficialDocument(number="16/UBND-KGVX", signed_on=NOON.date(), signer=CHAIR.name)},
        {"signer": "B1"},
    ],
)
def test_a_paper_that_was_changed_since_its_code_was_mailed_is_refused(office: Office, change: dict[str, Any]) -> None:
    """A form changed by API while it waits: nothing is entered, and the record says so."""
    bring_to_opinion(office)
    entry = document_entry(Act.AGREE, signer=CHAIR, reason="Theo văn bản")
    assert entries.request_code(office, CITY.code, entry).problems == ()
    code = entry_code(office, CITY, CLERK, entry)
    outcome = entries.record_paper(office, CITY.code, replace(entry, **change), code=code)
    assert "entry_changed" in codes(outcome)
    assert not outcome.applied
    assert not outcome.is_pending
    with office.store.look() as record:
        assert json.loads(record.ledger.entries(unit=CITY.code)[-1].body)["kind"] == "refused"


def test_a_withdrawal_is_bound_to_its_words_too(office: Office) -> None:
    """The unit's letter is what the clerk's code was mailed for."""
    submit(office, CITY)
    paper = OfficialDocument(number="20/CV", signed_on=NOON.date(), signer="Người ký của đơn vị")
    entry = WithdrawalEntry(entered_by=CLERK.number, paper=paper, reason="Điều chỉnh")
    entries.request_code(office, CITY.code, entry)
    code = entry_code(office, CITY, CLERK, entry)
    changed = replace(entry, reason="Hủy hội nghị")
    assert codes(entries.withdraw(office, CITY.code, changed, code=code)) == ["entry_changed"]
    assert entries.withdraw(office, CITY.code, entry, code=code).applied


def test_an_opinion_on_paper_counts_once_a_second_recorder_confirmed_it(office: Office) -> None:
    """The case stays where it is until then; the row names all hands and where their codes had gone."""
    bring_to_opinion(office)
    assert enter_paper(office, CITY, Act.AGREE, signer=CHAIR).is_pending
    assert case(office, CITY).stage == "OPINION"
    assert check_paper(office, CITY, Act.AGREE, signer=CHAIR).applied
    assert case(office, CITY).is_settled
    with office.store.look() as record:
        row = json.loads([entry for entry in record.ledger.entries(unit=CITY.code) if '"agree"' in entry.body][-1].body)
    expected = (CHAIR.number, CLERK.number, CLERK.email, SECOND.number, SECOND.email)
    details = row["facts"]
    names = ("entered_by", "code_sent_to", "confirmed_by", "confirmation_sent_to")
    assert (row["actor"], *(details[name] for name in names)) == expected
    told = [letter.to[0].email for letter in letters(office, CITY) if letter.kind is LetterKind.ACT_RECORDED]
    assert set(told[-3:]) == {CHAIR.email, CLERK.email, SECOND.email}
    assert render_pending_letters(office) == 0
    assert chain_faults(office) == []


def test_the_signer_may_confirm_their_own_paper(office: Office) -> None:
    """Nobody knows better what they signed."""
    bring_to_opinion(office)
    enter_paper(office, CITY, Act.AGREE, signer=CHAIR)
    assert check_paper(office, CITY, Act.AGREE, signer=CHAIR, by=CHAIR).applied


def test_nobody_confirms_their_own_entry_or_with_a_code_for_another_answer(office: Office) -> None:
    """Not the one who entered it, nor with the code that refuses it."""
    bring_to_opinion(office)
    enter_paper(office, CITY, Act.AGREE, signer=CHAIR)
    refusing = entry_code(office, CITY, SECOND, document_entry(Act.AGREE, signer=CHAIR), Check.REFUSE)
    own = check_paper(office, CITY, Act.AGREE, signer=CHAIR, by=CLERK)
    assert "own_check" in codes(own)
    other = second_pair.check_paper(
        office, CITY.code, number="15/UBND-KGVX", by=SECOND.number, check=Check.CONFIRM, code=refusing
    )
    assert codes(other) == ["code_of_other_answer"]
    assert waiting(office) == 1


@pytest.mark.parametrize(("by", "check"), [(SECOND, Check.REFUSE), (CHAIR, Check.REFUSE), (CLERK, Check.TAKE_BACK)])
def test_a_pending_paper_can_be_refused_or_taken_back(office: Office, by: Official, check: Check) -> None:
    """It then waits no more, decides nothing, and may be entered anew."""
    bring_to_opinion(office)
    enter_paper(office, CITY, Act.AGREE, signer=CHAIR)
    assert check_paper(office, CITY, Act.AGREE, signer=CHAIR, by=by, check=check).applied
    assert (waiting(office), case(office, CITY).stage) == (0, "OPINION")
    assert enter_paper(office, CITY, Act.AGREE, signer=CHAIR).is_pending
    assert render_pending_letters(office) == 0


def test_nobody_but_the_one_who_entered_it_takes_it_back(office: Office) -> None:
    """Others refuse it."""
    bring_to_opinion(office)
    enter_paper(office, CITY, Act.AGREE, signer=CHAIR)
    taken_back = check_paper(office, CITY, Act.AGREE, signer=CHAIR, by=SECOND, check=Check.TAKE_BACK)
    assert codes(taken_back) == ["not_a_recorder"]


def test_a_paper_entered_twice_is_one(office: Office) -> None:
    """Asked for again, it just sends new codes to who may confirm it."""
    bring_to_opinion(office)
    enter_paper(office, CITY, Act.AGREE, signer=CHAIR)
    again = entries.request_code(office, CITY.code, document_entry(Act.AGREE, signer=CHAIR))
    assert (again.is_pending, waiting(office)) == (True, 1)
    assert check_paper(office, CITY, Act.AGREE, signer=CHAIR).applied


@pytest.mark.parametrize("clerk", [CLERK, SECOND])
def test_no_two_papers_of_one_number_wait(office: Office, clerk: Official) -> None:
    """Entered with a mistake, it is taken back first: whoever confirms one names it by its number."""
    bring_to_opinion(office)
    enter_paper(office, CITY, Act.AGREE, signer=CHAIR)
    other = document_entry(Act.DISAGREE, signer=CHAIR, reason="Chưa phù hợp", clerk=clerk)
    other = replace(other, paper=replace(other.paper, number=other.paper.number.lower()))
    assert codes(entries.request_code(office, CITY.code, other)) == ["paper_waits_already"]
    assert waiting(office) == 1
    assert check_paper(office, CITY, Act.AGREE, signer=CHAIR, by=CLERK, check=Check.TAKE_BACK).applied
    assert entries.request_code(office, CITY.code, other).problems == ()


def test_a_pending_paper_lapses_when_the_case_moves(office: Office) -> None:
    """The decider answers in person meanwhile: who entered it and who confirms it are told that it counts no more."""
    bring_to_opinion(office)
    enter_paper(office, CITY, Act.AGREE, signer=CHAIR)
    assert act_as(office, CITY, CHAIR, Act.DISAGREE, reason="Chưa phù hợp").applied
    assert waiting(office) == 0
    assert codes(check_paper(office, CITY, Act.AGREE, signer=CHAIR)) == ["paper_case_moved"]
    assert [decision.act for decision in taken(office, CITY)] == [Act.ENDORSE, Act.DISAGREE]
    assert told_of_lapse(office) == {CLERK.email, CHAIR.email}


def test_confirmers_whose_entry_changes_get_new_codes_and_their_old_ones_are_void(office: Office) -> None:
    """A code of a second pair of eyes belongs to person, address and term as well."""
    bring_to_opinion(office)
    enter_paper(office, CITY, Act.AGREE, signer=CHAIR)
    entry = document_entry(Act.AGREE, signer=CHAIR)
    old = entry_code(office, CITY, SECOND, entry, Check.CONFIRM)
    import_officials(office, [replace(SECOND, email="moi@tinh.example")], dry_run=False)
    outcome = second_pair.check_paper(
        office, CITY.code, number=entry.paper.number, by=SECOND.number, check=Check.CONFIRM, code=old
    )
    assert codes(outcome) == ["code_outdated"]
    assert check_paper(office, CITY, Act.AGREE, signer=CHAIR).applied


def test_a_signer_without_a_good_address_needs_a_second_pair_of_eyes_whatever_the_campaign_says(
    tmp_path: Path, clock: FakeClock
) -> None:
    """Nobody could tell them what was recorded in their name."""
    people = (replace(HEAD, email=""), CHAIR, CLERK, SECOND)
    office = open_office(sqlite_store(tmp_path), of=with_second_pair(asked=False), clock=clock, officials=people)
    submit(office, CITY)
    assert enter_paper(office, CITY, Act.ENDORSE, signer=HEAD).is_pending
    assert check_paper(office, CITY, Act.ENDORSE, signer=HEAD).applied
    assert enter_paper(office, CITY, Act.AGREE, signer=CHAIR).applied


def test_a_campaign_may_ask_for_it_at_every_step(tmp_path: Path, clock: FakeClock) -> None:
    """Also where the Board appraises."""
    office = open_office(sqlite_store(tmp_path), of=with_second_pair(asked=True), clock=clock)
    submit(office, CITY)
    assert enter_paper(office, CITY, Act.ENDORSE, signer=HEAD).is_pending


def test_without_anybody_to_confirm_nothing_is_entered(tmp_path: Path, clock: FakeClock) -> None:
    """One recorder and a signer without an address: said at once."""
    people = (HEAD, replace(CHAIR, email=""), CLERK)
    office = open_office(sqlite_store(tmp_path), clock=clock, officials=people)
    bring_to_opinion(office)
    assert codes(enter_paper(office, CITY, Act.AGREE, signer=CHAIR)) == ["paper_nobody_confirms"]


@pytest.mark.parametrize(
    "clerk",
    [replace(CLERK, name=CHAIR.name), replace(CLERK, email=CHAIR.email, name="Tên khác")],
    ids=["by name", "by address"],
)
def test_nobody_enters_a_paper_they_signed_themselves(tmp_path: Path, clock: FakeClock, clerk: Official) -> None:
    """One person with two roles has two numbers."""
    office = open_office(sqlite_store(tmp_path), clock=clock, officials=(HEAD, CHAIR, clerk, SECOND, DEPUTY))
    bring_to_opinion(office)
    assert codes(enter_paper(office, CITY, Act.AGREE, signer=CHAIR)) == ["own_paper"]


def test_an_entrys_code_decides_nothing_else(office: Office) -> None:
    """Who holds a clerk's code can enter that paper, and no more."""
    bring_to_opinion(office)
    entry: DocumentEntry = document_entry(Act.AGREE, signer=CHAIR)
    entries.request_code(office, CITY.code, entry)
    code = entry_code(office, CITY, CLERK, entry)
    assert not decide(office, CITY.code, answer(office, CITY, CHAIR, Act.AGREE, code=code)).applied
    assert take_back(office, CITY).applied


def test_a_campaign_with_one_recorder_is_warned(tmp_path: Path, clock: FakeClock) -> None:
    """Two numbers of one person are one pair of eyes; a campaign that asks for none is left in peace."""
    twin = replace(CLERK, number="R9", title="Kiêm nhiệm")
    office = open_office(sqlite_store(tmp_path), clock=clock, officials=(HEAD, CHAIR, CLERK, twin))
    assert lacks_second_recorder(office)
    assert not lacks_second_recorder(replace(office, campaign=with_second_pair(asked=False)))
    import_officials(office, [SECOND], dry_run=False)
    assert not lacks_second_recorder(office)


def test_the_case_sheet_shows_a_paper_that_waits(office: Office) -> None:
    """Staff see it where the case stands."""
    bring_to_opinion(office)
    enter_paper(office, CITY, Act.AGREE, signer=CHAIR)
    [(paper, clerk)] = case_sheet(office, CITY.code).pending
    assert (paper.paper_number, clerk) == ("15/UBND-KGVX", CLERK.name)

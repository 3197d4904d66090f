"""The pilots' chain, as people act on it."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from emulation_workflow.domain.approval.transitions import (
    CLEARED,
    CONFIRMATION,
    DECISIONS,
    DRAFTING,
    OPINIONS_IN_FAVOUR,
    REVISION,
    Act,
)
from emulation_workflow.domain.mail.letters import LetterKind
from emulation_workflow.messages import sentence
from emulation_workflow.messages.labels import ACTS
from emulation_workflow.office.approval.chain import assign_run, decide, reissue
from emulation_workflow.office.approval.entries import request_code
from emulation_workflow.office.office import Office
from tests.support.builders import CITY, PILOT_DEPARTMENT, plan_of
from tests.support.offices import (
    CHAIR,
    CLERK,
    DEPUTY,
    HEAD,
    NOON,
    FakeClock,
    act_as,
    answer,
    case,
    chain_faults,
    check_paper,
    code_of,
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

APPRAISAL, OPINION = "APPRAISAL", "OPINION"


def kinds(office: Office) -> list[LetterKind]:
    return [letter.kind for letter in letters(office, CITY)]


def test_a_plan_without_fault_passes_at_first_go(office: Office) -> None:
    """III.1: unit, Board's appraisal, People's Committee's opinion, then the unit proceeds."""
    submit(office, CITY)
    assert act_as(office, CITY, HEAD, Act.ENDORSE).applied
    assert act_as(office, CITY, CHAIR, Act.AGREE).applied
    assert case(office, CITY).stage == CLEARED
    assert [(decision.act, decision.official) for decision in taken(office, CITY)] == [
        (Act.ENDORSE, "B1"),
        (Act.AGREE, "C1"),
    ]
    assert chain_faults(office) == []


def test_each_act_causes_its_letters(office: Office) -> None:
    """Who acts next is asked in one letter and gets the code in another; the unit hears what became of its plan."""
    submit(office, CITY)
    act_as(office, CITY, HEAD, Act.ENDORSE)
    act_as(office, CITY, CHAIR, Act.AGREE)
    to_one, told = [LetterKind.DECISION_ASKED, LetterKind.CONFIRMATION_CODE], LetterKind.ACT_RECORDED
    assert [*to_one, LetterKind.PLAN_RECEIVED, *to_one, told, LetterKind.CLEARED, told] == kinds(office)


def test_a_code_goes_to_one_address_alone(office: Office) -> None:
    """A code shared is no proof of who answers."""
    submit(office, CITY)
    handed = [letter for letter in letters(office, CITY) if letter.kind is LetterKind.CONFIRMATION_CODE]
    assert [tuple(to.email for to in letter.to) for letter in handed] == [("b1@tinh.example",)]
    assert [letter.cc for letter in handed] == [()]


def test_a_plan_sent_back_comes_again_as_the_next_version(office: Office) -> None:
    """The Board gives its findings; the unit's next plan is version 2 and is appraised anew."""
    submit(office, CITY, plan_of(CITY, held_on=date(2020, 5, 14)))
    act_as(office, CITY, HEAD, Act.SEND_BACK, reason="Ngoài thời gian làm điểm")
    assert case(office, CITY).stage == DRAFTING
    assert LetterKind.SENT_BACK in kinds(office)
    submit(office, CITY)
    assert (case(office, CITY).stage, case(office, CITY).version) == (APPRAISAL, 2)


def test_asked_changes_are_confirmed_by_the_board_without_a_second_opinion(office: Office) -> None:
    """Agree with changes: the unit revises, the Board confirms that the changes are in."""
    submit(office, CITY)
    act_as(office, CITY, HEAD, Act.ENDORSE)
    act_as(office, CITY, CHAIR, Act.AGREE_WITH_CHANGES, reason="Giảm khách mời")
    assert case(office, CITY).stage == REVISION
    submit(office, CITY, plan_of(CITY, note="Đã giảm"))
    assert (case(office, CITY).stage, case(office, CITY).opinion_version) == (CONFIRMATION, 1)
    act_as(office, CITY, HEAD, Act.SEND_BACK, reason="Chưa đủ")
    assert case(office, CITY).stage == REVISION
    submit(office, CITY, plan_of(CITY, note="Đã giảm đủ"))
    assert act_as(office, CITY, HEAD, Act.CONFIRM).applied
    assert (case(office, CITY).stage, case(office, CITY).version) == (CLEARED, 3)


def test_disagreement_sends_the_plan_back_to_the_start(office: Office) -> None:
    """Not agreed: nothing of the opinion remains, the chain begins anew."""
    submit(office, CITY)
    act_as(office, CITY, HEAD, Act.ENDORSE)
    act_as(office, CITY, CHAIR, Act.DISAGREE, reason="Chưa phù hợp")
    assert case(office, CITY).stage == DRAFTING
    assert LetterKind.DISAGREED in kinds(office)


def test_an_opinion_fixes_the_day_of_a_pilot_that_the_plan_gives_none(office: Office) -> None:
    """A07: the department's day is settled by the opinion, and is written down with its source."""
    submit(office, PILOT_DEPARTMENT)
    act_as(office, PILOT_DEPARTMENT, HEAD, Act.ENDORSE)
    day = date(2020, 4, 24)
    act_as(office, PILOT_DEPARTMENT, CHAIR, Act.AGREE_WITH_CHANGES, reason="Đổi ngày", fixed_day=day)
    assert (day, "10/02/2020") == (case(office, PILOT_DEPARTMENT).fixed_day, case(office, PILOT_DEPARTMENT).fixed_by)


def test_an_opinion_that_just_agrees_settles_the_proposed_day(office: Office) -> None:
    """A07: agreeing to a plan that proposes a day settles that day."""
    submit(office, PILOT_DEPARTMENT)
    act_as(office, PILOT_DEPARTMENT, HEAD, Act.ENDORSE)
    act_as(office, PILOT_DEPARTMENT, CHAIR, Act.AGREE)
    assert date(2020, 4, 23) == case(office, PILOT_DEPARTMENT).fixed_day


def test_no_opinion_moves_the_day_of_a_pilot_that_has_a_window(office: Office) -> None:
    """Only an order of the People's Committee moves a window; an opinion's form does not."""
    submit(office, CITY)
    act_as(office, CITY, HEAD, Act.ENDORSE)
    outcome = act_as(office, CITY, CHAIR, Act.AGREE, fixed_day=date(2020, 4, 20))
    assert codes(outcome) == ["day_not_open"]
    assert case(office, CITY).stage == OPINION


def test_a_fixed_day_lies_ahead_and_is_the_plans_own_unless_changes_are_asked(office: Office) -> None:
    """A day that has passed, or another day with a plain "agree", would contradict the plan agreed to."""
    submit(office, PILOT_DEPARTMENT)
    act_as(office, PILOT_DEPARTMENT, HEAD, Act.ENDORSE)
    passed = act_as(office, PILOT_DEPARTMENT, CHAIR, Act.AGREE, fixed_day=NOON.date())
    differs = act_as(office, PILOT_DEPARTMENT, CHAIR, Act.AGREE, fixed_day=date(2020, 4, 1))
    assert (codes(passed), codes(differs)) == (["day_passed"], ["day_differs"])


@pytest.mark.parametrize("act", [act for act in Act if act in DECISIONS])
def test_only_a_consent_of_the_opinion_takes_a_day(office: Office, act: Act) -> None:
    """A refusal or a return with a day would fix the day of a plan that does not stand; no other act is an opinion."""
    submit(office, PILOT_DEPARTMENT)
    person, day = CHAIR, date(2020, 4, 23)
    if act in (Act.AGREE, Act.AGREE_WITH_CHANGES, Act.DISAGREE):
        act_as(office, PILOT_DEPARTMENT, HEAD, Act.ENDORSE)
    else:
        person = HEAD
    if act is Act.CONFIRM:
        act_as(office, PILOT_DEPARTMENT, HEAD, Act.ENDORSE)
        act_as(office, PILOT_DEPARTMENT, CHAIR, Act.AGREE_WITH_CHANGES, reason="Bổ sung")
        submit(office, PILOT_DEPARTMENT, plan_of(PILOT_DEPARTMENT, note="bản hai"))
    refused = codes(act_as(office, PILOT_DEPARTMENT, person, act, reason="Lý do", fixed_day=day))
    assert refused == ([] if act in OPINIONS_IN_FAVOUR else ["day_not_open"])


def test_an_answer_without_a_code_decides_nothing_and_is_written_down(office: Office) -> None:
    """A bare resume is no decision: the case stays, the record says that somebody tried."""
    submit(office, CITY)
    outcome = decide(office, CITY.code, answer(office, CITY, HEAD, Act.ENDORSE, code="  "))
    assert (outcome.applied, codes(outcome)) == (False, ["code_missing"])
    assert case(office, CITY).stage == APPRAISAL
    with office.store.look() as record:
        assert '"code_missing"' in record.ledger.entries(unit=CITY.code)[-1].body


def test_a_code_of_another_stage_or_version_decides_nothing(office: Office) -> None:
    """A code is bound to person, case, plan version and stage."""
    submit(office, CITY)
    old = code_of(office, CITY, HEAD, Act.ENDORSE)
    act_as(office, CITY, HEAD, Act.SEND_BACK, reason="Thiếu")
    submit(office, CITY, plan_of(CITY, note="bản hai"))
    outcome = decide(office, CITY.code, answer(office, CITY, HEAD, Act.ENDORSE, code=old))
    assert codes(outcome) == ["code_wrong"]


def test_a_recorders_code_does_not_decide(office: Office) -> None:
    """The clerk's code is for the paper's very words, not for any decision."""
    submit(office, CITY)
    entry = document_entry(Act.ENDORSE, signer=HEAD)
    request_code(office, CITY.code, entry)
    code = entry_code(office, CITY, CLERK, entry)
    assert code
    outcome = decide(office, CITY.code, answer(office, CITY, HEAD, Act.ENDORSE, code=code))
    assert codes(outcome) == ["code_wrong"]


def test_a_second_answer_changes_nothing(office: Office) -> None:
    """The first answer counts; who comes second is told who decided, and what."""
    submit(office, CITY)
    first = answer(office, CITY, HEAD, Act.ENDORSE)
    assert decide(office, CITY.code, first).applied
    second = decide(office, CITY.code, replace(first, act=Act.SEND_BACK, reason="Muộn"))
    assert codes(second) == ["answer_came_later"]
    told = sentence(second.problems[0], office.campaign)
    assert office.campaign.role("board").name in told
    assert ACTS[Act.ENDORSE] in told
    assert case(office, CITY).stage == OPINION


def test_a_refused_answer_gives_the_next_wait_a_key_of_its_own(office: Office) -> None:
    """Otherwise the stored bad answer would be read again for ever."""
    submit(office, CITY)
    before = case(office, CITY).question_number
    decide(office, CITY.code, answer(office, CITY, HEAD, Act.ENDORSE, code="AAAAA-AAAAA"))
    assert before + 1 == case(office, CITY).question_number


def test_after_five_wrong_codes_all_are_void_until_asked_for_anew(office: Office) -> None:
    """Guessing is limited, and those concerned hear of it."""
    submit(office, CITY)
    right = code_of(office, CITY, HEAD, Act.ENDORSE)
    for _ in range(5):
        outcome = decide(office, CITY.code, answer(office, CITY, HEAD, Act.ENDORSE, code="AAAAA-AAAAA"))
    assert codes(outcome) == ["code_wrong", "codes_locked"]
    assert kinds(office)[-1] == LetterKind.CODES_LOCKED
    assert codes(decide(office, CITY.code, answer(office, CITY, HEAD, Act.ENDORSE, code=right))) == [
        "code_wrong",
        "codes_locked",
    ]
    assign_run(office, CITY.code, "another-run")
    assert code_of(office, CITY, HEAD, Act.ENDORSE) == ""
    assert reissue(office, CITY.code) == 1
    assert act_as(office, CITY, HEAD, Act.ENDORSE).applied


def test_a_new_code_voids_the_last(office: Office) -> None:
    """Whoever found the old letter can do nothing with it."""
    submit(office, CITY)
    old = code_of(office, CITY, HEAD, Act.ENDORSE)
    reissue(office, CITY.code, official=HEAD.number)
    assert codes(decide(office, CITY.code, answer(office, CITY, HEAD, Act.ENDORSE, code=old))) == ["code_wrong"]
    assert act_as(office, CITY, HEAD, Act.ENDORSE).applied


def test_sending_back_needs_a_reason(office: Office) -> None:
    """The unit must learn what to change."""
    submit(office, CITY)
    outcome = act_as(office, CITY, HEAD, Act.SEND_BACK, reason="  ")
    assert codes(outcome) == ["reason_missing"]


def test_endorsing_a_breach_needs_a_reason(office: Office) -> None:
    """The Board may see grounds that the program cannot, but it must name them."""
    submit(office, CITY, plan_of(CITY, held_on=date(2020, 5, 14)))
    assert codes(act_as(office, CITY, HEAD, Act.ENDORSE)) == ["breach_needs_reason"]
    assert act_as(office, CITY, HEAD, Act.ENDORSE, reason="Theo công văn số 9").applied


def test_nobody_decides_on_what_they_submitted(office: Office) -> None:
    """Self-approval is refused, by address or by name."""
    submit(office, CITY, plan_of(CITY, submitter_email="B1@tinh.example"))
    assert codes(act_as(office, CITY, HEAD, Act.ENDORSE)) == ["own_plan"]


def test_a_substitute_acts_on_the_dates_of_the_register_and_in_the_others_name(
    tmp_path: Path, clock: FakeClock
) -> None:
    """As "A thay B": within the dates only, recorded with both."""
    begins = NOON.date() + timedelta(days=1)
    chair = standing_in(CHAIR, DEPUTY, begins, begins + timedelta(days=2))
    office = open_office(sqlite_store(tmp_path), clock=clock, officials=(HEAD, chair, CLERK, DEPUTY))
    submit(office, CITY)
    act_as(office, CITY, HEAD, Act.ENDORSE)
    assert code_of(office, CITY, DEPUTY, Act.AGREE) == ""
    clock.go_on(days=1)
    assign_run(office, CITY.code, "run-1")
    right = answer(office, CITY, DEPUTY, Act.AGREE)
    clock.go_on(days=3)
    assert codes(decide(office, CITY.code, right)) == ["not_entitled"]
    clock.go_on(days=-3)
    assert act_as(office, CITY, DEPUTY, Act.AGREE).applied
    last = taken(office, CITY)[-1]
    assert (last.official, last.on_behalf_of) == ("P1", "Lê Văn Chính")


def test_a_substitutes_substitute_may_not_act(tmp_path: Path, clock: FakeClock) -> None:
    """Substitution does not cascade."""
    today = NOON.date()
    chair = standing_in(CHAIR, DEPUTY, today, today)
    deputy = standing_in(DEPUTY, CLERK, today, today)
    office = open_office(sqlite_store(tmp_path), clock=clock, officials=(HEAD, chair, deputy, CLERK))
    submit(office, CITY)
    act_as(office, CITY, HEAD, Act.ENDORSE)
    assert code_of(office, CITY, CLERK, Act.AGREE) == ""
    assert codes(act_as(office, CITY, CLERK, Act.AGREE)) == ["code_missing"]


def test_a_paper_is_entered_by_the_clerk_for_the_one_who_signed(office: Office) -> None:
    """The record shows the channel and both names."""
    submit(office, CITY)
    assert enter_paper(office, CITY, Act.ENDORSE, signer=HEAD).applied
    assert enter_paper(office, CITY, Act.AGREE, signer=CHAIR).is_pending
    assert check_paper(office, CITY, Act.AGREE, signer=CHAIR).applied
    last = taken(office, CITY)[-1]
    assert (
        last.channel,
        last.name,
        last.entered_by,
        last.paper.number,
    ) == ("paper", "Lê Văn Chính", "Phạm Thị Dung", "15/UBND-KGVX")


def test_a_paper_signed_by_somebody_without_authority_is_refused(office: Office) -> None:
    """Who enters a paper cannot make anybody a decider."""
    submit(office, CITY)
    assert codes(enter_paper(office, CITY, Act.ENDORSE, signer=DEPUTY)) == ["signer_not_entitled"]


def test_a_paper_refused_leaves_the_waiting_form_as_it_is(office: Office) -> None:
    """An official who is just filling the form must not find its key changed under the pen."""
    submit(office, CITY)
    waiting = answer(office, CITY, HEAD, Act.ENDORSE)
    enter_paper(office, CITY, Act.ENDORSE, signer=DEPUTY)
    assert decide(office, CITY.code, waiting).applied


def test_a_withdrawn_plan_may_be_submitted_again_as_it_is(office: Office) -> None:
    """The unit takes its plan back before it is cleared; the same words later are a new version."""
    submit(office, CITY)
    assert take_back(office, CITY).applied
    assert case(office, CITY).stage == DRAFTING
    assert LetterKind.WITHDRAWN in kinds(office)
    again = submit(office, CITY)
    assert (again.is_new, again.version.version) == (True, 2)


def test_changing_a_cleared_plan_voids_the_opinion(office: Office) -> None:
    """An opinion holds for one version only."""
    submit(office, CITY)
    act_as(office, CITY, HEAD, Act.ENDORSE)
    act_as(office, CITY, CHAIR, Act.AGREE)
    assert take_back(office, CITY).applied
    assert case(office, CITY).stage == DRAFTING
    submit(office, CITY, plan_of(CITY, note="đổi"))
    assert (case(office, CITY).stage, case(office, CITY).version) == (APPRAISAL, 2)


def test_there_is_nothing_to_withdraw_before_a_plan_came(office: Office) -> None:
    """Withdrawing at the start is told, not done."""
    assert codes(take_back(office, CITY)) == ["nothing_to_withdraw"]

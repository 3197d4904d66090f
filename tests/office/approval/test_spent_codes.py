"""A code that was typed has lain where others can read it: it counts when it is read, or never."""

import json
from dataclasses import replace
from typing import Any

import pytest

from emulation_workflow.domain.approval.transitions import Act, OfficialDocument
from emulation_workflow.domain.mail.letters import LetterKind
from emulation_workflow.messages.days import day_words
from emulation_workflow.office.approval.chain import decide, refuse_unreadable
from emulation_workflow.office.audit import audit
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.office import Office
from tests.support.builders import CITY
from tests.support.offices import CHAIR, HEAD, NOON, act_as, answer, bring_to_opinion, case, codes, letters, submit


def code_letters(office: Office, email: str) -> int:
    kind = LetterKind.CONFIRMATION_CODE
    return len([letter for letter in letters(office, CITY) if letter.kind is kind and letter.to[0].email == email])


def last_row(office: Office) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(office.read(lambda record: record.ledger.entries(unit=CITY.code))[-1].body)
    return found


def test_a_right_code_in_a_refused_answer_is_spent_and_its_owner_gets_others(office: Office) -> None:
    """Whoever read it in the letterbox cannot send it again with words of their own."""
    bring_to_opinion(office)
    without_reason = answer(office, CITY, CHAIR, Act.AGREE_WITH_CHANGES)
    before = code_letters(office, CHAIR.email)
    assert codes(decide(office, CITY.code, without_reason)) == ["reason_missing"]
    assert last_row(office)["facts"]["problems"] == ["reason_missing", "code_spent"]
    assert code_letters(office, CHAIR.email) == before + 1
    swapped = replace(without_reason, reason="Lời của người khác", question_number=case(office, CITY).question_number)
    assert codes(decide(office, CITY.code, swapped)) == ["code_wrong"]
    assert act_as(office, CITY, CHAIR, Act.AGREE_WITH_CHANGES, reason="Giảm số khách mời").applied
    assert render_pending_letters(office) == 0
    assert not audit(office.store).faults


@pytest.mark.parametrize("is_stale", [True, False], ids=["to an earlier question", "unreadable"])
def test_a_code_is_spent_whatever_was_wrong_with_its_answer(office: Office, *, is_stale: bool) -> None:
    """Also where the answer was never judged: one to another question, or one that is no form."""
    bring_to_opinion(office)
    right = answer(office, CITY, CHAIR, Act.AGREE)
    if is_stale:
        assert codes(decide(office, CITY.code, replace(right, question_number=0))) == ["answer_stale"]
    else:
        number = right.question_number
        refuse_unreadable(
            office, CITY.code, stage="OPINION", version=1, question_number=number, code=right.code.lower()
        )
    again = replace(right, question_number=case(office, CITY).question_number)
    assert codes(decide(office, CITY.code, again)) == ["code_wrong"]
    assert act_as(office, CITY, CHAIR, Act.AGREE).applied


def test_a_used_code_that_comes_again_is_on_record_as_whose_it_was(office: Office) -> None:
    """Whoever read an answer before us and sent it again with other words, or whose own came second, leaves a trace."""
    submit(office, CITY)
    given = replace(answer(office, CITY, HEAD, Act.ENDORSE), reason="Lời của người khác")
    assert decide(office, CITY.code, given).applied
    assert codes(decide(office, CITY.code, replace(given, reason="Đủ điều kiện"))) == ["answer_came_later"]
    facts = last_row(office)["facts"]
    assert (facts["code_of"], facts["code_sent_to"]) == (HEAD.number, HEAD.email)


def test_nobody_has_codes_sent_without_end(office: Office) -> None:
    """So many a day; then the code is spent all the same, and the page says why none came."""
    submit(office, CITY)
    for _ in range(office.codes_a_day - 1):
        decide(office, CITY.code, answer(office, CITY, HEAD, Act.SEND_BACK))
    last = answer(office, CITY, HEAD, Act.SEND_BACK)
    assert codes(decide(office, CITY.code, last)) == ["reason_missing"]
    assert last_row(office)["facts"]["problems"] == ["reason_missing", "codes_too_often"]
    assert code_letters(office, HEAD.email) == office.codes_a_day


def test_what_was_recorded_is_told_with_every_word_that_no_code_binds(office: Office) -> None:
    """Reason, number and day could be swapped before they are read: the decider sees what they have become."""
    submit(office, CITY)
    reason = "Bổ sung đại biểu các dân tộc"
    paper = OfficialDocument(number="35/BTĐKT", signed_on=NOON.date())
    given = replace(answer(office, CITY, HEAD, Act.SEND_BACK), reason=reason, paper=paper)
    assert decide(office, CITY.code, given).applied
    assert render_pending_letters(office) == 0
    with office.store.act() as record:
        claimed = record.letters.claim(owner="w", limit=50, now=NOON, lease_until=NOON)
    [text] = [
        " ".join(letter.text.split())
        for letter in claimed
        if letter.kind is LetterKind.ACT_RECORDED and letter.to[0].email == HEAD.email
    ]
    assert [words in text for words in (reason, "35/BTĐKT", day_words(NOON), "đề nghị báo ngay")] == [True] * 4

"""A decision on a page: in the record at once, once, by the code alone."""

import pytest

from emulation_workflow.domain.approval.entries import Check
from emulation_workflow.domain.approval.transitions import CLEARED, Act
from emulation_workflow.messages.screens.entries import CHECKS
from emulation_workflow.office.office import Office
from tests.support.builders import CITY, plan_of
from tests.support.offices import (
    CHAIR,
    HEAD,
    SECOND,
    act_as,
    bring_to_opinion,
    case,
    chain_faults,
    code_of,
    document_entry,
    enter_paper,
    entry_code,
    sealed_acts,
    submit,
    taken,
)
from tests.support.pages.person import Person, case_link

CASE = f"/ho-so/{CITY.code}"


def answer(office: Office, act: Act, **fields: str) -> dict[str, str]:
    """What the case's decider fills in at its present stage."""
    now = case(office, CITY)
    who = HEAD if now.stage != "OPINION" else CHAIR
    return {
        "act": act,
        "stage": now.stage,
        "version": str(now.version),
        "code": code_of(office, CITY, who, act),
        **fields,
    }


def test_a_decision_is_in_the_record_at_once_and_wakes_the_run(person: Person, office: Office) -> None:
    """It travels through nothing else; the page says what happens next."""
    bring_to_opinion(office)
    person.sign_in(CHAIR.email)
    assert CITY.name in person.open("/").text
    said = person.send(CASE, answer(office, Act.AGREE))
    assert (said.status_code, case(office, CITY).stage) == (200, CLEARED)
    assert "Đơn vị được thực hiện kế hoạch" in said.text
    assert (taken(office, CITY)[-1].channel, person.aftermath.woken) == ("page", [CITY.code])
    assert CITY.name not in person.open("/").text
    assert chain_faults(office) == []


def test_nobody_signed_in_decides_by_somebody_elses_code(person: Person, office: Office) -> None:
    """However they came by it; the attempt is a row that says whose code it was, and its owner decides all the same."""
    bring_to_opinion(office)
    person.sign_in(HEAD.email)
    said = person.send(CASE, answer(office, Act.AGREE))
    assert (said.status_code, "gửi cho người khác" in said.text, case(office, CITY).stage) == (422, True, "OPINION")
    row = sealed_acts(office)[-1]
    assert (row["kind"], row["actor"], row["facts"]["problems"]) == ("refused", HEAD.number, ["code_of_another"])
    assert row["facts"]["code_of"] == CHAIR.number
    owner = Person(office)
    owner.sign_in(CHAIR.email)
    assert owner.send(CASE, answer(office, Act.AGREE)).status_code == 200
    assert chain_faults(office) == []


def test_from_a_letter_it_is_two_clicks_and_the_code(person: Person, office: Office) -> None:
    """Nobody signs in for it, and nobody's name is shown to who has not."""
    submit(office, CITY)
    link = case_link(office, CITY.code)
    shown = person.open(link).text
    assert CITY.name in shown
    assert HEAD.name not in shown
    assert plan_of(CITY).signer not in shown
    office.clock.go_on(minutes=1)  # type: ignore[attr-defined]
    said = person.send(link, answer(office, Act.ENDORSE))
    assert (said.status_code, case(office, CITY).stage) == (200, "OPINION")
    assert HEAD.name not in said.text
    assert person.open(link).status_code == 410


@pytest.mark.parametrize(("check", "stage"), [(Check.CONFIRM, CLEARED), (Check.REFUSE, "OPINION")])
def test_a_signer_confirms_from_the_letter_what_was_entered_for_them(
    person: Person, office: Office, check: Check, stage: str
) -> None:
    """Where it is asked for: nobody signs in for it, and neither a wrong code nor another's counts."""
    bring_to_opinion(office)
    enter_paper(office, CITY, Act.AGREE, signer=CHAIR)
    entry = document_entry(Act.AGREE, signer=CHAIR)
    link = case_link(office, CITY.code)
    shown = person.open(link).text
    assert f"Người ký xác nhận văn bản số {entry.paper.number}" in shown
    assert CHAIR.name not in shown
    given = {"document": entry.paper.number, "check": check, "code": entry_code(office, CITY, SECOND, entry, check)}
    assert person.send(link, given).status_code == 422
    assert person.send(link, given | {"check": ""}).status_code == 422
    said = person.send(link, given | {"code": entry_code(office, CITY, CHAIR, entry, check)})
    assert (said.status_code, case(office, CITY).stage) == (200, stage)
    assert CHECKS[check] in said.text
    assert person.aftermath.woken == [CITY.code]
    assert chain_faults(office) == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"code": ""}, "code_missing"),
        ({"code": "AAAAA-AAAAA"}, "code_wrong"),
        ({"act": Act.SEND_BACK}, "code_of_other_answer"),
        ({"version": "7"}, "answer_stale"),
        ({"stage": "OPINION"}, "answer_stale"),
        ({"act": Act.AGREE}, "code_of_other_answer"),
    ],
)
def test_what_does_not_count_is_refused_on_record_and_said(
    person: Person, office: Office, fields: dict[str, str], code: str
) -> None:
    """The form stays filled in, but for the code, which is not used up by it."""
    submit(office, CITY)
    person.sign_in(HEAD.email)
    said = person.send(CASE, answer(office, Act.ENDORSE, reason="Đã xem kỹ") | fields)
    assert (said.status_code, case(office, CITY).stage) == (422, "APPRAISAL")
    row = sealed_acts(office)[-1]
    assert (row["kind"], row["channel"], row["facts"]["problems"][0]) == ("refused", "page", code)
    assert "Đã xem kỹ" in said.text
    assert code_of(office, CITY, HEAD, Act.ENDORSE) not in said.text
    assert person.send(CASE, answer(office, Act.ENDORSE)).status_code == 200


def test_a_forgotten_reason_costs_no_code_and_no_question(person: Person, office: Office) -> None:
    """The waiting run's form stays as it is, and so does the code: nobody else could read it."""
    submit(office, CITY)
    before = case(office, CITY)
    person.sign_in(HEAD.email)
    given = answer(office, Act.SEND_BACK)
    assert person.send(CASE, given).status_code == 422
    assert case(office, CITY) == before
    assert person.send(CASE, given | {"reason": "Thiếu báo cáo"}).status_code == 200


@pytest.mark.parametrize(
    "fields", [{"act": ""}, {"act": "cleared"}, {"version": "x"}, {"paper_day": "31/2/2020"}, {"reason": "\u202e"}]
)
def test_what_cannot_be_read_is_refused_without_a_fault(person: Person, office: Office, fields: dict[str, str]) -> None:
    """Whatever is sent."""
    submit(office, CITY)
    person.sign_in(HEAD.email)
    assert person.send(CASE, answer(office, Act.ENDORSE) | fields).status_code == 422
    assert case(office, CITY).stage == "APPRAISAL"


def test_of_two_answers_at_once_one_wins_and_the_other_reads_who_decided(person: Person, office: Office) -> None:
    """By whichever door the first one came."""
    submit(office, CITY)
    person.sign_in(HEAD.email)
    given = answer(office, Act.ENDORSE)
    token = person.token(CASE)
    act_as(office, CITY, HEAD, Act.ENDORSE)
    said = person.client.post(CASE, data={**given, "form_token": token})
    assert (said.status_code, len(taken(office, CITY))) == (422, 1)
    assert HEAD.name in said.text


def test_who_answers_from_a_letter_whose_stage_is_over_reads_which_body_decided(person: Person, office: Office) -> None:
    """Nobody's name is shown to who has a letter alone, nothing is taken, and a row says that it was tried."""
    submit(office, CITY)
    link, given = case_link(office, CITY.code), answer(office, Act.ENDORSE)
    token = person.token(link)
    office.clock.go_on(minutes=1)  # type: ignore[attr-defined]
    act_as(office, CITY, HEAD, Act.ENDORSE)
    said = person.client.post(link, data={**given, "form_token": token})
    assert (said.status_code, len(taken(office, CITY))) == (410, 1)
    assert "Câu trả lời này đến sau: Ban Thi đua đã trả lời" in said.text
    assert HEAD.name not in said.text
    row = sealed_acts(office)[-1]
    assert (row["kind"], row["facts"]["problems"]) == ("refused", ["answer_came_later"])


def test_a_letter_s_link_lives_as_long_as_its_stage(person: Person, office: Office) -> None:
    """A plan that was sent back, and comes again to the same stage, is another matter."""
    submit(office, CITY)
    former = case_link(office, CITY.code)
    office.clock.go_on(hours=1)  # type: ignore[attr-defined]
    act_as(office, CITY, HEAD, Act.SEND_BACK, reason="Thiếu")
    office.clock.go_on(hours=1)  # type: ignore[attr-defined]
    submit(office, CITY, plan_of(CITY, place="Hội trường khác"))
    assert case(office, CITY).stage == "APPRAISAL"
    assert person.open(former).status_code == 410
    assert person.send(former, answer(office, Act.ENDORSE), at="/vao").status_code == 410
    assert person.open(case_link(office, CITY.code)).status_code == 200


def test_what_differs_from_the_former_version_is_said_by_field(person: Person, office: Office) -> None:
    """In the words of the form."""
    submit(office, CITY)
    act_as(office, CITY, HEAD, Act.SEND_BACK, reason="Thiếu")
    submit(office, CITY, plan_of(CITY, place="Nhà văn hóa"))
    person.sign_in(HEAD.email)
    shown = person.open(CASE).text
    assert "Khác với bản gửi lần trước" in shown
    assert "<ins>Nhà văn hóa</ins>" in shown


def test_five_wrong_codes_lock_the_stage(person: Person, office: Office) -> None:
    """By a letter's link as everywhere."""
    submit(office, CITY)
    link = case_link(office, CITY.code)
    for _ in range(5):
        said = person.send(link, answer(office, Act.ENDORSE, code="AAAAA-AAAAA"))
    assert "codes_locked" in sealed_acts(office)[-1]["facts"]["problems"]
    assert said.status_code == 422
    assert not code_of(office, CITY, HEAD, Act.ENDORSE)

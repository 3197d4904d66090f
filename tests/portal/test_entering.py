"""What the Board enters at its desk: seen first, confirmed by the clerk's own code for its words, and in the record."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from emulation_workflow.domain.approval.codes import code_for
from emulation_workflow.domain.mail import LetterKind
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from emulation_workflow.portal.board.entering import ENTRIES
from tests.support.builders import CITY, COMMUNE, DISTRICT, campaign
from tests.support.offices import CLERK, HEAD, case, chain_faults, open_office, sealed_acts, submit
from tests.support.owing import CONFERENCE, OUR_OWING_CAMPAIGN, REPORT
from tests.support.pages.person import Person
from tests.support.servers.databases import sqlite_store


@pytest.fixture
def clerk(office: Office) -> Person:
    """The Board's clerk, signed in, with a plan that waits for appraisal."""
    derive_obligations(office, dry_run=False)
    submit(office, CITY)
    person = Person(office)
    person.sign_in(CLERK.email)
    return person


def newest_code(office: Office) -> str:
    """The code in the newest letter that brings one for an entry."""
    with office.store.look() as record:
        letter = max(record.letters.statuses(kind=LetterKind.ENTRY_CODE), key=lambda letter: letter.number)
        refs = (letter.key.split("/", 2)[2], letter.key.split("/", 4)[-1])
        issue = next(issue for ref in refs if (issue := record.cases.code(ref)) is not None)
    return code_for(issue, office.secret)


def order_code(office: Office) -> str:
    with office.store.look() as record:
        letter = max(record.letters.statuses(kind=LetterKind.ORDER_CODE), key=lambda letter: letter.number)
        issue = record.cases.code(letter.key.split("/", 2)[2])
    assert issue is not None
    return code_for(issue, office.secret)


PAPER = {
    "pilot": CITY.code,
    "decision": "endorse",
    "number": "12/TĐKT",
    "signed_on": "10/02/2020",
    "signer": HEAD.number,
    "reason": "Đủ điều kiện",
}
WITHDRAWAL = {
    "pilot": CITY.code,
    "number": "12/UBND",
    "signed_on": "10/02/2020",
    "signer": "Lê Văn Cường",
    "reason": "Đổi ngày",
}
SUSPENDING = {
    "number": "1048/UBND",
    "issuer": next(body.name for body in campaign().bodies if body.may_change_plan),
    "signed_on": "10/02/2020",
    "signer": "Trần Thị Bình",
    "kind-1": "Tạm dừng",
    "units-1": COMMUNE.code,
}
FILLED: Mapping[str, dict[str, Any]] = {
    "van-ban-giay": PAPER,
    "rut-ke-hoach": WITHDRAWAL,
    "kho-khan": {"unit": COMMUNE.name, "words": "Thiếu kinh phí", "source": "điện thoại"},
}


@pytest.mark.parametrize(
    ("slug", "kind", "stage"), [("van-ban-giay", "endorse", "OPINION"), ("rut-ke-hoach", "withdraw", "DRAFTING")]
)
def test_a_paper_is_seen_then_confirmed_by_the_clerk_s_own_code(
    clerk: Person, office: Office, slug: str, kind: str, stage: str
) -> None:
    """And the waiting run is woken; nothing counts before."""
    here, given = f"/ban/nhap/{slug}", FILLED[slug]
    looked = clerk.send(here, {**given, "act": "look"})
    assert (looked.status_code, "Chưa có gì được ghi nhận" in looked.text) == (200, True)
    asked = clerk.send(here, {**given, "act": "code"})
    assert 'name="code"' in asked.text
    wrong = clerk.send(here, {**given, "act": "record", "code": "AAAAA-AAAAA"})
    assert (wrong.status_code, case(office, CITY).stage) == (422, "APPRAISAL")
    done = clerk.send(here, {**given, "act": "record", "code": newest_code(office)})
    assert (done.status_code, case(office, CITY).stage) == (200, stage), done.text
    row = next(act for act in sealed_acts(office) if (act["kind"], act["what"]) == ("act", kind))
    assert (row["channel"], row["facts"]["entered_by"]) == ("paper", CLERK.number)
    assert clerk.aftermath.woken == [CITY.code]
    assert chain_faults(office) == []


def test_other_words_than_those_that_were_seen_need_another_code(clerk: Person, office: Office) -> None:
    """The code is for these very words."""
    here = "/ban/nhap/van-ban-giay"
    clerk.send(here, {**PAPER, "act": "code"})
    changed = clerk.send(here, {**PAPER, "number": "13/TĐKT", "act": "record", "code": newest_code(office)})
    assert (changed.status_code, case(office, CITY).stage) == (422, "APPRAISAL")


def test_a_difficulty_is_entered_without_a_code_and_answered_with_one(clerk: Person, office: Office) -> None:
    """Under the number of whoever is signed in."""
    raised = clerk.send("/ban/nhap/kho-khan", {**FILLED["kho-khan"], "act": "record"})
    assert raised.status_code == 200, raised.text
    with office.store.look() as record:
        (kept,) = record.difficulties.all(COMMUNE.code)
    assert kept.recorded_by == CLERK.number
    step = {"difficulty": str(kept.number), "step": "answered", "answer": "Đã bố trí kinh phí"}
    here = "/ban/nhap/xu-ly-kho-khan"
    assert clerk.send(here, {**step, "act": "code"}).status_code == 200
    done = clerk.send(here, {**step, "act": "record", "code": newest_code(office)})
    assert done.status_code == 200, done.text
    with office.store.look() as record:
        (kept,) = record.difficulties.all(COMMUNE.code)
    assert [taken.step.value for taken in kept.steps] == ["answered"]


def test_every_entry_says_what_is_missing_and_keeps_what_was_typed(clerk: Person) -> None:
    """Each of them, empty and half filled."""
    assert all(f"/ban/nhap/{slug}" in clerk.open("/ban/nhap").text for slug in ENTRIES)
    for slug, kind in ENTRIES.items():
        here = f"/ban/nhap/{slug}"
        shown = clerk.open(here).text
        keys = [field.key for field in kind.fields(clerk.office)]
        assert all(f'name="{key}"' in shown for key in keys), slug
        for act in ("look", "code", "record"):
            said = clerk.send(here, {"act": act, "reason": "Một lý do", "note": "Một ghi chú"})
            assert (said.status_code, 'role="alert"' in said.text) == (422, True), (slug, act)
            assert "Một lý do" in said.text or "reason" not in keys
        assert clerk.send(here, {"act": "fill", "number": "77/X"}).status_code == 200


def test_evidence_and_a_day_of_the_board_s(tmp_path: Path) -> None:
    """Evidence takes no code; a day shows what it would change, and takes one."""
    office = open_office(sqlite_store(tmp_path), of=OUR_OWING_CAMPAIGN)
    derive_obligations(office, dry_run=False)
    person = Person(office)
    person.sign_in(CLERK.email)
    given = {"unit": COMMUNE.code, "task": CONFERENCE.id, "done_on": "10/02/2020", "entry": "Ghi nhận kết quả"}
    given |= {"source": "báo cáo", "number": "1/BC"}
    assert "Chưa có gì được ghi nhận" in person.send("/ban/nhap/ket-qua", {**given, "act": "look"}).text
    said = person.send("/ban/nhap/ket-qua", {**given, "act": "record"})
    assert said.status_code == 200, said.text
    recorded = [act for act in sealed_acts(office) if act["what"] == "evidence_recorded"]
    assert [(act["actor"], act["channel"]) for act in recorded] == [(CLERK.number, "page")]
    given = {"task": REPORT.id, "day": "15/8/2020", "number": "21/TĐKT", "signed_on": "10/02/2020"}
    given |= {"entry": "Đặt mốc"}
    here = "/ban/nhap/moc-thoi-gian"
    looked = person.send(here, {**given, "act": "look"}).text
    assert ("Sẽ thay đổi" in looked, f"Gồm: {COMMUNE.code}" in looked) == (True, False)
    person.send(here, {**given, "act": "code"})
    done = person.send(here, {**given, "act": "record", "code": newest_code(office)})
    assert done.status_code == 200, done.text
    with office.store.look() as record:
        assert [row.set_by for row in record.board_dates.all()] == [CLERK.number]


def test_an_order_shows_what_it_changes_before_it_does(clerk: Person, office: Office) -> None:
    """From the desk as by any other door."""
    given, here = SUSPENDING, "/ban/nhap/van-ban-dieu-chinh"
    looked = clerk.send(here, {**given, "act": "look"})
    assert (looked.status_code, COMMUNE.name in looked.text) == (200, True), looked.text
    clerk.send(here, {**given, "act": "code"})
    done = clerk.send(here, {**given, "act": "record", "code": order_code(office)})
    assert done.status_code == 200, done.text
    with office.store.look() as record:
        assert [order.number for order in record.orders.all()] == ["1048/UBND"]


def test_a_document_of_several_points_is_entered_whole(clerk: Person, office: Office) -> None:
    """A point more is asked for, what was typed stays, and one that is left empty is none."""
    given, here = {"parts": "1", **SUSPENDING}, "/ban/nhap/van-ban-dieu-chinh"
    added = clerk.send(here, {**given, "act": "add"})
    assert 'name="parts" value="2"' in added.text
    assert 'name="kind-2"' in added.text
    assert COMMUNE.code in added.text
    given |= {"parts": "3", "kind-2": "Giảm số lượng đại biểu", "levels-2": "cấp huyện", "at_most-2": "90"}
    looked = clerk.send(here, {**given, "act": "look"})
    assert looked.status_code == 200, looked.text
    clerk.send(here, {**given, "act": "code"})
    done = clerk.send(here, {**given, "act": "record", "code": order_code(office)})
    assert done.status_code == 200, done.text
    with office.store.look() as record:
        assert len(record.orders.all()) == 2


def test_a_document_s_quotas_are_entered_together(clerk: Person, office: Office) -> None:
    """Of as many units as are filled in; the same again needs no code and writes nothing."""
    here = "/ban/nhap/phan-bo-dai-bieu"
    given = {"upper": DISTRICT.name, "document": "14/KH", "signed_on": "10/02/2020", "parts": "2"}
    given |= {"unit-1": COMMUNE.name, "number-1": "12", "unit-2": "", "number-2": ""}
    looked = clerk.send(here, {**given, "act": "look"})
    assert (looked.status_code, "sẽ ghi 1" in looked.text) == (200, True), looked.text
    refused = clerk.send(here, {**given, "number-1": "-3", "act": "look"})
    assert (refused.status_code, 'value="-3"' in refused.text) == (422, True)
    clerk.send(here, {**given, "act": "code"})
    for code, told in ((newest_code(office), "ghi 1, đã có từ trước 0"), ("", "ghi 0, đã có từ trước 1")):
        done = clerk.send(here, {**given, "act": "record", "code": code})
        assert (done.status_code, told in done.text) == (200, True), done.text
    with office.store.look() as record:
        assert [(quota.upper, quota.unit, quota.number) for quota in record.delegates.quotas()] == [
            (DISTRICT.code, COMMUNE.code, 12)
        ]


@pytest.mark.parametrize("parts", ["", "0", "-1", "99999999", "²", "x"])
def test_a_count_of_points_that_is_none_shows_a_form_all_the_same(clerk: Person, parts: str) -> None:
    answer = clerk.send("/ban/nhap/van-ban-dieu-chinh", {"parts": parts, "act": "add"})
    assert (answer.status_code, 'name="kind-2"' in answer.text) == (200, True)
    assert answer.text.count("<h2>Điểm ") <= 20


def test_a_letter_is_read_at_the_desk_without_its_code(clerk: Person, office: Office) -> None:
    """Looking at it leaves a row; a link to sign in is nobody else's."""
    render_pending_letters(office)
    with office.store.look() as record:
        numbers = {letter.kind: letter.number for letter in record.letters.statuses()}
    shown = clerk.open(f"/ban/thu/{numbers[LetterKind.CONFIRMATION_CODE]}").text
    assert "(mã)" in shown
    assert "[[CODE" not in shown
    assert clerk.open(f"/ban/thu/{numbers[LetterKind.SIGN_IN]}").status_code == 404
    assert clerk.open("/ban/thu/999999").status_code == 404
    assert [act["facts"]["about"] for act in sealed_acts(office) if act["what"] == "viewed"] == ["letter"]

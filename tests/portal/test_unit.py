"""A unit's own page: what it owes, and its form sent as if it had come by mail."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from emulation_workflow.adapters.forms.written import form_bytes
from emulation_workflow.domain.approval.transitions import Act, Channel
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.submissions import UnitPlan
from emulation_workflow.messages.obligations import limit_words
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.entrance.handing_in import MOST_A_DAY
from emulation_workflow.office.obligations.obligation_queries import obligation
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from emulation_workflow.office.plans.plan_receipt import receive_plan
from tests.support.builders import CITY, COMMUNE, DISTRICT, plan_of
from tests.support.offices import HEAD, act_as, case, chain_faults, sealed_acts, submit
from tests.support.owing import OWN_PLAN, owing
from tests.support.pages.person import Person


def address(unit: Unit) -> str:
    return f"{unit.code.lower()}@tinh.example"


def page(unit: Unit) -> str:
    return f"/don-vi/{unit.code}"


def form(office: Office, unit: Unit, plan: UnitPlan | None = None) -> dict[str, tuple[str, bytes]]:
    """The unit's own form, filled."""
    return {"file": ("phieu.xlsx", form_bytes(office.campaign, unit, plan=plan or plan_of(unit)))}


def test_a_unit_sends_its_plan_and_reads_at_once_what_was_found(person: Person, office: Office) -> None:
    """A gated pilot's goes to the chain in the same act, and its run is woken."""
    person.sign_in(address(CITY))
    said = person.send(f"{page(CITY)}/gui", at=page(CITY), files=form(office, CITY))
    assert (said.status_code, case(office, CITY).stage) == (200, "APPRAISAL")
    assert "Đã tiếp nhận kế hoạch, bản gửi lần thứ nhất" in said.text
    assert "Chờ" in said.text
    handed_in = next(act for act in sealed_acts(office) if act["what"] == "handed_in")
    assert (handed_in["unit"], handed_in["channel"], handed_in["facts"]["address"]) == (
        CITY.code,
        "page",
        address(CITY),
    )
    assert (person.aftermath.letters, person.aftermath.woken) == (2, [CITY.code])
    again = person.send(f"{page(CITY)}/gui", at=page(CITY), files=form(office, CITY))
    assert "giống bản gửi lần thứ nhất" in again.text
    assert chain_faults(office) == []


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"file": ("phieu.xlsx", b"")}, "không có nội dung"),
        ({"file": ("anh.png", b"\x89PNG\r\n\x1a\n")}, "ảnh"),
        ({"file": ("phieu.xlsx", b"PK\x03\x04 broken")}, ""),
    ],
)
def test_what_is_no_form_is_refused_in_plain_words(
    person: Person, office: Office, files: dict[str, tuple[str, bytes]], told: str
) -> None:
    """Whatever is sent, nothing is written."""
    person.sign_in(address(CITY))
    said = person.send(f"{page(CITY)}/gui", at=page(CITY), files=files)
    assert said.status_code == 422
    assert told in said.text
    with office.store.look() as record:
        assert record.plans.versions(CITY.code) == []


def test_another_unit_s_form_is_not_taken(person: Person, office: Office) -> None:
    """Whoever sends it."""
    person.sign_in(address(CITY))
    said = person.send(f"{page(CITY)}/gui", at=page(CITY), files=form(office, COMMUNE))
    assert said.status_code == 422
    with office.store.look() as record:
        assert record.plans.versions(COMMUNE.code) == []


def test_a_plan_that_is_with_others_is_not_replaced(person: Person, office: Office) -> None:
    """It is taken back by letter first, as ever."""
    submit(office, CITY)
    person.sign_in(address(CITY))
    files = form(office, CITY, plan_of(CITY, place="Nơi khác"))
    assert person.send(f"{page(CITY)}/gui", at=page(CITY), files=files).status_code == 422


def test_so_many_versions_a_day(person: Person, office: Office) -> None:
    """Nobody fills the record by a loop; by mail it goes on."""
    for number in range(MOST_A_DAY):
        receive_plan(office, plan_of(COMMUNE, place=f"Hội trường {number}"), channel=Channel.PAGE)
    person.sign_in(address(COMMUNE))
    files = form(office, COMMUNE)
    said = person.send(f"{page(COMMUNE)}/gui", at=page(COMMUNE), files=files)
    assert (said.status_code, f"{MOST_A_DAY} lần" in said.text) == (422, True)


def test_the_unit_s_form_comes_with_what_it_sent_last(person: Person, office: Office) -> None:
    """To be corrected; as a file, never shown."""
    submit(office, CITY, plan_of(CITY, place="Nhà văn hóa"))
    person.sign_in(address(CITY))
    for name in ("ke-hoach", "bao-cao"):
        handed_out = person.open(f"{page(CITY)}/phieu/{name}")
        assert handed_out.content.startswith(b"PK")
        assert handed_out.headers["content-disposition"].startswith("attachment")
    assert person.open(f"{page(CITY)}/phieu/khac").status_code == 404


def test_the_form_on_the_page_says_until_when(office: Office) -> None:
    """As the one that came by letter does."""
    owed = replace(office, campaign=owing())
    derive_obligations(owed, dry_run=False, by="test")
    person = Person(owed)
    person.sign_in(address(COMMUNE))
    sheet = openpyxl.load_workbook(BytesIO(person.open(f"{page(COMMUNE)}/phieu/ke-hoach").content)).worksheets[0]
    stated = [[cell for cell in row if cell] for row in sheet.iter_rows(values_only=True)]
    limit = limit_words(obligation(owed, COMMUNE.code, OWN_PLAN.id).derived, OWN_PLAN, owed.campaign)
    assert "30/3/2020" in limit
    assert [row for row in stated if row and row[0] == "Thời hạn"] == [["Thời hạn", limit]]


def test_a_unit_asks_for_help_once(person: Person, office: Office) -> None:
    """In its own words; the same again is no second."""
    person.sign_in(address(DISTRICT))
    for told in ("Đã ghi nhận khó khăn", "đã được ghi nhận trước đây"):
        sent = {"words_of_unit": "Thiếu kinh phí"}
        assert told in person.send(f"{page(DISTRICT)}/kho-khan", sent, at=page(DISTRICT)).text
    assert person.send(f"{page(DISTRICT)}/kho-khan", {"words_of_unit": " "}, at=page(DISTRICT)).status_code == 422
    with office.store.look() as record:
        (kept,) = record.difficulties.all(DISTRICT.code)
    assert (kept.words, kept.recorded_by) == ("Thiếu kinh phí", address(DISTRICT))


def test_a_unit_reads_its_letters_and_no_codes(person: Person, office: Office) -> None:
    """Those to itself alone: what deciders were written about its plan is theirs."""
    submit(office, CITY)
    act_as(office, CITY, HEAD, Act.SEND_BACK, reason="Thiếu báo cáo")
    render_pending_letters(office)
    person.sign_in(address(CITY))
    with office.store.look() as record:
        numbers = {letter.kind.value: letter.number for letter in record.letters.statuses(unit=CITY.code)}
    assert "Thiếu báo cáo" in person.open(f"{page(CITY)}/thu/{numbers['sent_back']}").text
    assert person.open(f"{page(CITY)}/thu/{numbers['confirmation_code']}").status_code == 404


def test_a_district_sees_how_its_communes_stand(person: Person, office: Office) -> None:
    """What they owe, and when their plans came."""
    derive_obligations(office, dry_run=False, by="test")
    submit(office, COMMUNE)
    person.sign_in(address(DISTRICT))
    shown = person.open(page(DISTRICT)).text
    assert COMMUNE.name in shown
    assert "10/02/2020" in shown


LETTER = {
    "number": "12/UBND",
    "signed_on": "10/02/2020",
    "signer": "Nguyễn Văn An",
    "reason": "Đổi ngày",
    "version": "1",
}


def test_a_unit_takes_its_plan_back_by_its_letter(person: Person, office: Office) -> None:
    """In one act; what was decided counts no more, and its deciders are written to."""
    submit(office, CITY)
    act_as(office, CITY, HEAD, Act.ENDORSE)
    person.sign_in(address(CITY))
    said = person.send(f"{page(CITY)}/rut", LETTER, files={"file": ("cv.pdf", b"%PDF-1.4")})
    assert (said.status_code, case(office, CITY).stage) == (200, "DRAFTING")
    row = next(act for act in sealed_acts(office) if act["what"] == "withdraw")
    assert (row["actor"], row["channel"], row["facts"]["paper_number"]) == ("unit", "page", "12/UBND")
    assert row["facts"]["address"] == address(CITY)
    assert person.aftermath.woken == [CITY.code]
    with office.store.look() as record:
        assert record.files.read(row["facts"]["letter"]) == b"%PDF-1.4"
    assert person.open(f"{page(CITY)}/rut").status_code == 404
    assert chain_faults(office) == []


@pytest.mark.parametrize(
    ("changed", "status"),
    [({"number": ""}, 422), ({"signed_on": "10/02/2031"}, 422), ({"reason": " "}, 422), ({"version": "2"}, 503)],
)
def test_a_letter_that_lacks_something_takes_nothing_back(
    person: Person, office: Office, changed: dict[str, str], status: int
) -> None:
    """Nor one about a version that is no longer under way."""
    submit(office, CITY)
    person.sign_in(address(CITY))
    assert person.send(f"{page(CITY)}/rut", LETTER | changed).status_code == status
    assert case(office, CITY).stage == "APPRAISAL"

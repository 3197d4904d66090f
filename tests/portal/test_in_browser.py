"""Pages in a real browser: each role's main tasks on a phone and at a desk, by keys alone, without scripts."""

import socket
from collections.abc import Iterator
from threading import Thread

import pytest
import uvicorn

from emulation_workflow.adapters.forms.kinds import PLAN_FORM
from emulation_workflow.domain.approval.transitions import Act, Channel
from emulation_workflow.domain.registers import Unit
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.entrance.handing_in import draft_of
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from emulation_workflow.office.results.report_receipt import receive_report
from emulation_workflow.portal.board.entering import ENTRIES
from tests.support.browser import DESK, PHONE, Browser, browser
from tests.support.builders import CITY, COMMUNE, DISTRICT
from tests.support.good_reports import report_of
from tests.support.offices import CHAIR, CLERK, HEAD, case, code_of, submit
from tests.support.pages.person import Person, case_link, last_link
from tests.support.patience import wait_for

pytestmark = pytest.mark.browser

OF_BOARD = (
    *("/", "/ban", "/ban/qua-han", "/ban/tim?q=xa", "/ban/nguoi", "/ban/thu", "/ban/viec", "/ban/van-ban"),
    *(f"/ho-so/{CITY.code}", f"/ban/don-vi/{CITY.code}", "/ban/nhap", "/ban/thu/1"),
    *(f"/ban/nhap/{slug}" for slug in ENTRIES),
)
OF_COMMITTEE = ("/", "/so-lieu", "/so-lieu/cong-bo", f"/so-lieu/bao-cao/{COMMUNE.code}/1")
OF_UNIT = ("", "/rut", "/dai-bieu", "/soan/ke-hoach", "/soan/bao-cao")

FAULTS = """(() => {
  const told = [];
  if (document.documentElement.scrollWidth > window.innerWidth) told.push('wider than the window');
  if (document.querySelectorAll('h1').length !== 1) told.push('not one heading');
  return told;
})()"""


@pytest.fixture
def served(office: Office) -> Iterator[str]:
    """The pages at an address of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        app = Person(office, pages_url=f"http://127.0.0.1:{port}").app
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
        thread = Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        wait_for(lambda: server.started or None, "the pages to come up", every=0.1)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join()


def address(unit: Unit) -> str:
    return f"{unit.code.lower()}@tinh.example"


def enter(office: Office, person: Browser, served: str, email: str) -> None:
    """Ask for a link, open it and press its button, by keys."""
    person.page.context.clear_cookies()
    person.open(f"{served}/vao")
    person.tab_to("Địa chỉ thư điện tử")
    person.page.keyboard.type(email)
    person.page.keyboard.press("Enter")
    person.await_text("Đã nhận yêu cầu")
    person.open(served + last_link(office, email))
    person.tab_to("Vào trang")
    person.page.keyboard.press("Enter")
    person.page.get_by_role("button", name="Thoát", exact=True).wait_for()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_no_page_has_a_barrier_or_runs_over_the_edge(office: Office, served: str, size: tuple[int, int]) -> None:
    """What axe calls serious or critical, on any page of any role."""
    derive_obligations(office, dry_run=False)
    submit(office, CITY)
    receive_report(office, report_of(COMMUNE), channel=Channel.COMMAND)
    render_pending_letters(office)
    of_unit = [f"/don-vi/{CITY.code}{path}" for path in OF_UNIT]
    told: dict[str, list[str]] = {}
    with browser(size) as person:
        person.open(served + case_link(office, CITY.code))
        told["by the letter"] = [*person.run(FAULTS), *person.barriers()]
        for email, paths in ((HEAD.email, OF_BOARD), (CHAIR.email, OF_COMMITTEE), (address(CITY), of_unit)):
            enter(office, person, served, email)
            for path in paths:
                person.open(served + path)
                told[path] = [*person.run(FAULTS), *person.barriers()]
                parts = [link.get_attribute("href") or "" for link in person.page.locator(".parts a").all()]
                for part in parts:
                    person.open(served + part)
                    told[part] = [*person.run(FAULTS), *person.barriers()]
    assert {path: faults for path, faults in told.items() if faults} == {}


def test_a_decider_answers_on_a_phone_by_keys_alone(office: Office, served: str) -> None:
    """From the letter, without scripts; the result at once."""
    submit(office, CITY)
    with browser(PHONE, with_scripts=False) as person:
        person.open(served + case_link(office, CITY.code))
        person.page.locator("input[value=endorse]").focus()
        person.page.keyboard.press("Space")
        person.tab_to("Mã xác nhận")
        person.page.keyboard.type(code_of(office, CITY, HEAD, Act.ENDORSE))
        person.tab_to("Gửi trả lời")
        person.page.keyboard.press("Enter")
        assert "Việc tiếp theo" in person.await_text("Đã ghi nhận")
    assert case(office, CITY).stage == "OPINION"


def test_a_unit_types_by_keys_alone_and_without_scripts(office: Office, served: str) -> None:
    """What is wrong stands beside its box; what was typed is there again."""
    with browser(DESK, with_scripts=False) as person:
        enter(office, person, served, address(DISTRICT))
        person.open(f"{served}/don-vi/{DISTRICT.code}")
        person.tab_to("Soạn kế hoạch")
        person.page.keyboard.press("Enter")
        person.await_text("Nội dung đã lưu được giữ")
        person.tab_to("Hội nghị")
        person.page.keyboard.press("Enter")
        person.tab_to("Ngày tổ chức")
        person.page.keyboard.type("31/2/2020")
        person.tab_to("Địa điểm")
        person.page.keyboard.type("Nhà văn hóa")
        person.page.keyboard.press("Enter")
        assert "31/2/2020" in person.await_text("Có nội dung chưa đọc được")
        person.open(f"{served}/don-vi/{DISTRICT.code}/soan/ke-hoach/hoi-nghi")
        assert person.page.get_by_label("Địa điểm").input_value() == "Nhà văn hóa"


def test_the_board_enters_by_keys_alone_and_without_scripts(office: Office, served: str) -> None:
    """A difficulty, seen first."""
    with browser(DESK, with_scripts=False) as person:
        enter(office, person, served, CLERK.email)
        person.open(f"{served}/ban")
        person.tab_to("Nhập vào hồ sơ")
        person.page.keyboard.press("Enter")
        person.await_text("Nội dung được xem trước")
        person.tab_to("Khó khăn, vướng mắc")
        person.page.keyboard.press("Enter")
        person.tab_to("Đơn vị")
        person.page.keyboard.type(COMMUNE.name)
        person.tab_to("Nội dung")
        person.page.keyboard.type("Thiếu kinh phí")
        person.tab_to("Xem trước")
        person.page.keyboard.press("Enter")
        person.await_text("Chưa có gì được ghi nhận")
        person.tab_to("Ghi nhận")
        person.page.keyboard.press("Enter")
        person.await_text("Nhập tiếp")
    with office.store.look() as record:
        assert [kept.words for kept in record.difficulties.all(COMMUNE.code)] == ["Thiếu kinh phí"]


def test_the_committee_s_office_goes_down_to_a_report_without_scripts(office: Office, served: str) -> None:
    """By the links of the page."""
    office.clock.go_on(days=200)  # type: ignore[attr-defined]
    receive_report(office, report_of(COMMUNE), channel=Channel.COMMAND)
    with browser(PHONE, with_scripts=False) as person:
        enter(office, person, served, CHAIR.email)
        person.open(f"{served}/so-lieu?noi={COMMUNE.code}")
        person.page.get_by_role("link", name=COMMUNE.name).last.click()
        assert "Y Mẫu" in person.await_text("Số liệu được cộng")


def place_kept(office: Office) -> str:
    draft = draft_of(office, DISTRICT.code, PLAN_FORM.mark)
    return draft.typed.values.get("place", "") if draft else ""


def test_with_scripts_what_is_typed_is_kept_and_found_before_a_button_is_pressed(office: Office, served: str) -> None:
    """A unit's part, a search, a further point of an order: the page stays where it is, and says what was not kept."""
    with browser(DESK) as person:
        enter(office, person, served, address(DISTRICT))
        part = f"{served}/don-vi/{DISTRICT.code}/soan/ke-hoach/hoi-nghi"
        person.open(part)
        person.page.get_by_label("Địa điểm").press_sequentially("Nhà văn hóa")
        person.await_text("Đã lưu.")
        person.page.get_by_label("Địa điểm").press_sequentially(" xã")
        wait_for(lambda: place_kept(office) == "Nhà văn hóa xã" or None, "what was typed on to be kept", every=0.1)
        person.open(part)
        assert person.page.get_by_label("Địa điểm").input_value() == "Nhà văn hóa xã"
        office.clock.go_on(days=1)  # type: ignore[attr-defined]
        person.page.get_by_label("Địa điểm").fill("Hội trường xã")
        person.await_text("chưa được lưu")
        assert person.page.get_by_label("Địa điểm").input_value() == "Hội trường xã"

        enter(office, person, served, CLERK.email)
        person.open(f"{served}/ban/tim")
        person.page.get_by_role("searchbox").press_sequentially(DISTRICT.name)
        person.await_text("Đơn vị (1)")
        person.open(f"{served}/ban/nhap/van-ban-dieu-chinh")
        person.page.get_by_label("Số, ký hiệu").fill("1048/UBND")
        person.click("Thêm điểm 2")
        person.await_text("Thêm điểm 3")
        assert person.page.get_by_label("Số, ký hiệu").input_value() == "1048/UBND"
        assert person.page.locator("h2", has_text="Điểm").all_inner_texts() == ["Điểm 1", "Điểm 2"]
        assert person.barriers() == []

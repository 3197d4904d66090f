"""The ten tasks of the guide as staff do them: in Prefect's own pages, at a desk's screen, one after another."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest

from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.domain.board_list import ItemKind, board_item
from emulation_workflow.domain.mail import Addressee, DeliveryState, LetterKind
from emulation_workflow.messages.labels import ACTS
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.obligations.refresh import derive_obligations
from tests.e2e.conftest import World
from tests.e2e.staff import Staff
from tests.support.browser import browser
from tests.support.samples.letter_samples import sample_letters

pytestmark = [pytest.mark.attack, pytest.mark.e2e, pytest.mark.browser, pytest.mark.timeout(2400)]

CITY, CITY_NAME = "608", "Thành phố Kon Tum"
WARD, WARD_NAME = "23284", "Phường Duy Tân"
HEAD, CLERK, CLERKS_ADDRESS = "BTDKT-01", "BTDKT-04", "vanthu.tdkt@kontum.example"
YESTERDAY, HELD_ON = "19/2/2020", "16/4/2020"
PAPER, ORDER = "45/BTĐKT", "301/UBND-KGVX"


@dataclass(frozen=True, slots=True)
class Task:
    """A task of the guide: its number in the list of deployments, how it is done, and its clicks in docs/using.md."""

    number: str
    fill_in: Callable[[Staff], None]
    clicks: int
    code_about: str = ""
    """What the letter with the clerk's code names, where the task asks for one."""


def take_in_plan(staff: Staff) -> None:
    staff.turn_to("cấp huyện")
    staff.choose("Đơn vị", CITY_NAME)
    staff.write("Ngày tổ chức", HELD_ON)


def take_in_report(staff: Staff) -> None:
    staff.choose("Đơn vị", WARD_NAME, sought="duy tan")
    staff.write("Ngày đã tổ chức", YESTERDAY)


def record_evidence(staff: Staff) -> None:
    staff.choose("Đơn vị", "Phường Quang Trung")
    staff.choose("Nhiệm vụ", "Tổ chức hội nghị")
    staff.write("Ngày thực hiện", YESTERDAY)
    staff.write("Ghi chú", "Phường báo bằng điện thoại")
    staff.choose("Nội dung xử lý", "Ghi nhận kết quả")
    staff.choose("Người nhập", CLERK)


def close_item(staff: Staff) -> None:
    staff.write("Số của việc", "1")
    staff.choose("Người xử lý", CLERK)
    staff.write("Kết quả xử lý", "Đã gọi đơn vị, sửa địa chỉ")


def raise_difficulty(staff: Staff) -> None:
    staff.choose("Đơn vị", WARD_NAME)
    staff.write("Nội dung", "Hội trường đang sửa chữa")
    staff.choose("Người nhập", CLERK)


def answer_difficulty(staff: Staff) -> None:
    staff.write("Hoặc ghi số", "1")
    staff.choose("Nội dung xử lý", "Ban trả lời đơn vị")
    staff.write("Nội dung trả lời", "Mượn hội trường của thành phố")
    staff.choose("Người nhập", CLERK)


def send_again(staff: Staff) -> None:
    staff.write("Số của các thư", "1")
    staff.choose("Người gửi lại", CLERK)


def draw_up_paper(staff: Staff) -> None:
    staff.choose("Loại văn bản", "Báo cáo thẩm định")
    staff.choose("Đơn vị", CITY_NAME)


def enter_paper(staff: Staff) -> None:
    staff.choose("Đơn vị làm điểm", CITY_NAME)
    staff.choose("Quyết định trong văn bản", ACTS[Act.ENDORSE])
    staff.write("Số, ký hiệu văn bản", PAPER)
    staff.write("Ngày ký văn bản", "20/2/2020")
    staff.choose("Người ký văn bản", HEAD)
    staff.choose("Người nhập", CLERK)


def enter_order(staff: Staff) -> None:
    staff.write("Số, ký hiệu văn bản", ORDER)
    staff.choose("Cơ quan ban hành", "Ủy ban nhân dân tỉnh Kon Tum")
    staff.write("Ngày ký văn bản", YESTERDAY)
    staff.write("Người ký văn bản", "Hoàng Đức Nhân")
    staff.add("Nội dung")
    staff.choose("Nội dung", "Tạm dừng")
    staff.choose("Áp dụng cho các cấp", "cấp xã")
    staff.choose("Người nhập", CLERK)


def preview_round(staff: Staff) -> None:
    staff.tick("Chỉ xem trước")


TASKS = [
    Task("11", take_in_plan, 10),
    Task("12", take_in_report, 9),
    Task("13", record_evidence, 16),
    Task("14", close_item, 10),
    Task("15", raise_difficulty, 11),
    Task("16", answer_difficulty, 16, code_about=WARD_NAME),
    Task("17", send_again, 9),
    Task("18", draw_up_paper, 10),
    Task("21", enter_paper, 20, code_about=PAPER),
    Task("31", enter_order, 22, code_about=ORDER),
    Task("34", preview_round, 7),
]


def test_the_ten_tasks_of_the_guide(world: World, tmp_path: Path) -> None:
    """Each is done with as many clicks as docs/using.md says, and the record has what was done."""
    prepare(world)
    clicks = {}
    with browser() as chromium:
        staff = Staff(chromium, f"{world.stack.settings.prefect_ui_url}/v2")
        staff.sign_in(world.stack.sign_in.words)
        for task in TASKS:
            began = time.monotonic()
            staff.open_form(task.number)
            is_open = time.monotonic()
            task.fill_in(staff)
            chromium.picture(tmp_path / f"{task.number}-form.png")
            is_filled = time.monotonic()
            run_id = staff.submit()
            if task.code_about:
                staff.await_state(run_words.WAITING_FOR_CODE)
                code = partial(world.mailbox.newest_code, CLERKS_ADDRESS, about=(task.code_about,))
                staff.resume(world.patiently(code, "the clerk's code"), title="Mã xác nhận")
            staff.await_state(run_words.DONE)
            done = time.monotonic()
            chromium.page.screenshot(path=tmp_path / f"{task.number}-done.png")
            clicks[task.number] = staff.clicks
            print(  # noqa: T201 - for docs/using.md; shown by -s
                f"{task.number}: {staff.clicks} clicks; the form after {is_open - began:.1f} s,"
                f" the outcome {done - is_filled:.1f} s after Submit; {world.prefect.state(run_id)['message']}"
            )
    assert clicks == {task.number: task.clicks for task in TASKS}
    with world.office.store.look() as record:
        again = record.letters.status(1)
        assert again is not None
        assert again.state is DeliveryState.SENT
        assert record.board_list.open_of(ItemKind.NO_ADDRESS) is None
    assert world.decisions(CITY) == [Act.ENDORSE]
    assert world.record_faults() == []


def prepare(world: World) -> None:
    """Let units owe what the plan asks, a letter to one be kept back, and the Board's list name it."""
    office = world.office
    derive_obligations(office, dry_run=False)
    samples = sample_letters(office.campaign, office.campaign.levels[0])
    sample = next(letter for letter in samples if letter.kind is LetterKind.MAIL_ANSWER)
    ward = Addressee(name=WARD_NAME, email="p.duytan.kontum@kontum.example")
    at = office.clock.now()
    with office.store.act() as record:
        record.letters.post(replace(sample, to=(ward,), unit=WARD, is_kept_back=True), at=at)
        record.board_list.add(board_item(ItemKind.NO_ADDRESS, WARD, at=at, unit=WARD, name=WARD_NAME))

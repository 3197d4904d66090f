"""The Board's own days set by staff on screen."""

from datetime import date
from typing import Any

import pytest
from prefect.client.schemas.objects import State

from emulation_workflow.domain.obligations.obligation import DueSource
from emulation_workflow.messages.problems import board_dates as words
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from emulation_workflow.office.register import import_officials
from flows.obligations.board_date_form import BoardDateForm
from flows.obligations.board_dates import board_date
from flows.running import context
from tests.flows.typed_codes import run_with_code
from tests.support.offices import CLERK

pytestmark = pytest.mark.usefixtures("prefect_server")

COMMUNE = "23284"


@pytest.fixture(autouse=True)
def ready(office: Office) -> None:
    import_officials(office, [CLERK], dry_run=False)
    derive_obligations(office, dry_run=False)


FILLED: dict[str, Any] = {
    "task": "Báo cáo kết quả hội nghị",
    "levels": ["cấp xã"],
    "day": "15/8/2020",
    "number": "21/BTĐKT",
    "signed_on": "10/2/2020",
    "entry": words.SET,
    "entered_by": CLERK.name,
}


async def run(**given: Any) -> State[Any]:
    return await run_with_code(context.office(), board_date, BoardDateForm(**FILLED | given))


def due(office: Office) -> tuple[date | None, DueSource]:
    with office.store.look() as record:
        owed = {owed.derived.task: owed.derived for owed in record.obligations.of_units([COMMUNE])}
    return owed["result_report"].due, owed["result_report"].source


async def test_a_day_is_looked_at_set_and_taken_back(office: Office) -> None:
    """Chosen by the task's name; the preview writes nothing, and the same again neither."""
    foreseen = await run(preview=True)
    assert "Xem trước, chưa ghi gì" in (foreseen.message or "")
    assert due(office) == (None, DueSource.NOT_STATED)
    done, again = await run(), await run()
    assert "15/8/2020; 102 việc" in (done.message or "")
    assert "không ghi thêm gì" in (again.message or "")
    assert due(office) == (date(2020, 8, 15), DueSource.BOARD)
    await run(entry=words.TAKE_BACK, note="thu hồi")
    assert due(office) == (None, DueSource.NOT_STATED)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"task": ""}, "Chưa chọn nhiệm vụ"),
        ({"entry": ""}, "Chưa chọn đặt mốc hay bỏ mốc"),
        ({"day": ""}, "Chưa ghi hạn"),
        ({"day": "30/02/2020"}, "30/02/2020"),
        ({"number": ""}, "Chưa ghi số và ngày ký"),
        ({"levels": ["cấp thôn"]}, "không có cấp “cấp thôn”"),
    ],
)
async def test_what_is_missing_is_said_in_vietnamese_and_nothing_is_written(
    office: Office, given: dict[str, Any], said: str
) -> None:
    """The run says what, where, and what to do."""
    state = await run(**given)
    assert said in (state.message or "")
    with office.store.look() as record:
        assert record.board_dates.all() == []


async def test_a_form_changed_by_the_api_while_it_waits_is_refused(office: Office) -> None:
    """The code was mailed for the day that was shown; nothing is set, and the refusal is on record."""
    form = BoardDateForm(**{**FILLED, "day": "15/8/2020"})
    state = await run_with_code(office, board_date, form, meanwhile={"day": "1/9/2020"})
    assert "Mã đã điền là của nội dung khác" in (state.message or "")
    with office.store.look() as record:
        assert record.board_dates.all() == []
        assert any("entry_changed" in row.body for row in record.ledger.entries())

"""Obligations derived anew and results recorded, as staff do it on screen."""

from datetime import date
from typing import Any

import pytest
from prefect.client.schemas.objects import State

from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.obligations.obligation import Obligation, ObligationState
from emulation_workflow.messages.screens import obligations as words
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from emulation_workflow.office.register import import_officials
from flows.obligations.evidence_entry import evidence_entry
from flows.obligations.evidence_form import ResultForm, evidence_of
from flows.obligations.obligation_update import UpdateForm, obligation_update
from flows.running import choices
from tests.support.offices import CLERK

pytestmark = pytest.mark.usefixtures("prefect_server")

CONFERENCE = "Tổ chức hội nghị"


@pytest.fixture(autouse=True)
def clerk(office: Office) -> None:
    import_officials(office, [CLERK], dry_run=False)


def standing(office: Office, unit: str, task: str) -> Obligation:
    with office.store.look() as record:
        return next(owed for owed in record.obligations.of_units([unit]) if owed.derived.task == task)


def form(**given: Any) -> Any:
    filled = {
        "unit": "23281",
        "task": CONFERENCE,
        "done_on": "14/02/2020",
        "number": "12/BC-UBND",
        "entry": words.RECORD,
        "entered_by": CLERK.name,
    }
    return ResultForm(**filled | given)


async def run(request: Any) -> State[Any]:
    state: State[Any] = await evidence_entry(request, return_state=True)
    return state


async def update(**given: Any) -> State[Any]:
    state: State[Any] = await obligation_update(UpdateForm(**given), return_state=True)
    return state


async def test_a_preview_writes_nothing_and_the_update_says_what_it_wrote(office: Office) -> None:
    """Staff see what would change before it does; a second update changes nothing."""
    foreseen = await update(preview=True)
    with office.store.look() as record:
        before = len(record.obligations.of_units())
    done, again = await update(), await update()

    assert before == 0
    assert "Xem trước, chưa ghi gì" in (foreseen.message or "")
    assert "thêm 819, thay đổi 0" in (done.message or "")
    assert "thêm 0, thay đổi 0, giữ nguyên 819" in (again.message or "")


async def test_a_result_settles_the_unit_and_the_district_that_directs_it(office: Office) -> None:
    """II.2.1*: the pilot's conference is what the district owes too; whoever enters it stands in the record."""
    derive_obligations(office, dry_run=False)

    state = await run(form())

    assert state.is_completed()
    assert "Phường Quang Trung: Đã xong 14/02/2020" in (state.message or "")
    assert standing(office, "608", "commune_pilot").done_on == date(2020, 2, 14)
    with office.store.look() as record:
        assert [evidence.recorded_by for evidence in record.obligations.evidence(["23281"])] == [CLERK.number]


async def test_the_same_result_twice_is_one_and_a_withdrawal_opens_the_task_again(office: Office) -> None:
    """A run that is started again changes nothing; a correction is a row of its own."""
    derive_obligations(office, dry_run=False)

    await run(form())
    again = await run(form())
    withdrawn = await run(form(entry=words.WITHDRAW, note="Nhầm đơn vị"))

    assert "không ghi thêm gì" in (again.message or "")
    assert "Đã rút" in (withdrawn.message or "")
    assert standing(office, "23281", "conference").state is ObligationState.PENDING
    with office.store.look() as record:
        assert [evidence.withdrawn for evidence in record.obligations.evidence(["23281"])] == [False, True]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"done_on": ""}, "Chưa ghi ngày thực hiện"),
        ({"done_on": "30/02/2020"}, "Ngày thực hiện"),
        ({"entry": "(chưa chọn)"}, "Chưa chọn ghi nhận hay rút"),
        ({"task": "(chưa chọn)"}, "Chưa chọn nhiệm vụ"),
        ({"entered_by": "Người lạ"}, "Người lạ"),
        ({"unit": "Thành phố Kon Tum", "done_on": "14/02/2020"}, "ý kiến về kế hoạch phải có trước khi thực hiện"),
    ],
)
async def test_a_form_that_cannot_be_taken_says_why(office: Office, given: dict[str, str], told: str) -> None:
    """Nothing is written, and the reason is Vietnamese and says what to do."""
    derive_obligations(office, dry_run=False)

    state = await run(form(**given))

    assert state.is_cancelled()
    assert told in (state.message or "")
    assert ", conference" not in (state.message or "")
    with office.store.look() as record:
        assert record.obligations.evidence() == []


def test_the_form_offers_every_unit_that_owes_and_no_task_that_settles_itself() -> None:
    """A pilot's clearance and a district's pilots are settled by other acts."""
    fields = ResultForm.model_json_schema()["properties"]
    assert "Tỉnh Kon Tum" in map(choices.chosen, fields["unit"]["enum"])
    assert CONFERENCE in fields["task"]["enum"]
    assert "Chỉ đạo điểm hội nghị cấp xã" not in fields["task"]["enum"]


def test_an_unknown_task_is_refused() -> None:
    """What the parameters' check lets through, ours does not."""
    with pytest.raises(Rejected):
        evidence_of(form(task="Việc khác"))

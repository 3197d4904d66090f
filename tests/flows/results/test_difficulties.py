"""Units' difficulties as staff enter them and see them."""

from typing import Any

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State

from emulation_workflow.domain.difficulties import DifficultyStep
from emulation_workflow.domain.mail.letters import LetterKind
from emulation_workflow.domain.registers.consistency import UnitAddress
from emulation_workflow.messages.difficulties import step_names
from emulation_workflow.office.office import Office
from emulation_workflow.office.register import import_addresses, import_officials
from flows.results.difficulty_raising import DifficultyForm, difficulty_raising
from flows.results.difficulty_step import DifficultyStepForm, difficulty_step
from flows.running import context
from tests.flows.obligations.test_daily_sweep import shown
from tests.flows.typed_codes import run_with_code
from tests.support.kon_tum import kon_tum
from tests.support.offices import CLERK

pytestmark = pytest.mark.usefixtures("prefect_server")

UNIT, NAME = "610", "Huyện Đắk Glei"
STEPS = step_names(kon_tum())


@pytest.fixture(autouse=True)
def clerk(office: Office) -> None:
    import_officials(office, [CLERK], dry_run=False)
    import_addresses(office, [UnitAddress(code=UNIT, email="ubnd.dakglei@kontum.example")], dry_run=False)


async def raised(**given: str) -> State[Any]:
    filled = {"unit": NAME, "content": "Hội trường đang sửa", "raised_on": "15/02/2020", "entered_by": CLERK.name}
    return await difficulty_raising(DifficultyForm(**filled | given), return_state=True)


async def taken(**given: str) -> State[Any]:
    filled = {
        "difficulty": f"1 – {NAME}: Hội trường đang sửa",
        "step": STEPS[DifficultyStep.ANSWERED],
        "document": "35/BTĐKT-NV",
        "entered_by": CLERK.number,
    }
    return await run_with_code(context.office(), difficulty_step, DifficultyStepForm(**filled | given))


def said(state: State[Any]) -> str:
    return state.message or ""


async def test_a_difficulty_is_entered_shown_with_its_age_and_answered(office: Office) -> None:
    """Twice is once; the table says who has it for how long, and the unit is written to when it is answered."""
    assert "Đã ghi nhận khó khăn, vướng mắc số 1" in said(await raised())
    assert "không ghi thêm gì" in said(await raised())
    about, table = await shown("kho-khan-vuong-mac")
    assert ("Đang mở: 1." in about, '"Số ngày": 5' in table, "Ban Thi đua - Khen thưởng tỉnh" in table) == (
        True,
        True,
        True,
    )

    assert "đã trả lời sau 5 ngày" in said(await taken())
    with office.store.look() as record:
        assert [letter.unit for letter in record.letters.statuses(kind=LetterKind.DIFFICULTY_ANSWERED)] == [UNIT]
    assert "Đang mở: 0." in (await shown("kho-khan-vuong-mac"))[0]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"difficulty": "(chưa chọn)"}, "Không có khó khăn, vướng mắc số ?"),
        ({"number": "7"}, "số 7"),
        ({"step": "(chưa chọn)"}, "Chưa chọn việc ghi"),
        ({"step": STEPS[DifficultyStep.SETTLED]}, "Ban đang xem xét"),
        ({"entered_by": "Người lạ"}, "Người lạ"),
    ],
)
async def test_a_step_that_cannot_be_taken_says_why(office: Office, given: dict[str, str], told: str) -> None:
    """Nothing is written, and the reason is Vietnamese."""
    await raised()
    state = await taken(**given)
    assert (state.is_cancelled(), told in said(state)) == (True, True)
    with office.store.look() as record:
        assert record.difficulties.all()[0].steps == ()


async def test_the_form_offers_what_is_open_now(office: Office) -> None:
    """By number and words; what is closed is offered no more. The deployment's form follows the record."""
    await raised()
    with_words = f"1 – {NAME}: Hội trường đang sửa"
    assert with_words in str(DifficultyStepForm.model_json_schema()["properties"]["difficulty"]["enum"])

    async with get_client() as client:
        flow_id = await client.create_flow(difficulty_step)
        deployment = await client.create_deployment(flow_id, name=difficulty_step.name)
        await raised()
        offered = (await client.read_deployment(deployment)).parameter_openapi_schema
        assert with_words in str(offered)
        await taken()
        assert with_words not in str((await client.read_deployment(deployment)).parameter_openapi_schema)
        await client.delete_deployment(deployment)
    assert office.campaign.difficulties is not None

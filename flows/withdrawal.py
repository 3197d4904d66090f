"""A unit takes its plan back, or changes a cleared one: an opinion holds for one version only."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed
from pydantic import BaseModel

from emulation_workflow.domain.approval import OfficialPaper
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.messages import screens
from emulation_workflow.office import chain
from emulation_workflow.office.chain import Outcome
from flows import desk
from flows.acting import carry_on
from flows.forms import PILOT_NAMES, day_in, text_field, titled
from flows.own_code import forget_code, own_code
from flows.steps import office_step, refused


class WithdrawalForm(BaseModel):
    """The unit's letter, as staff type it."""

    model_config = titled(screens.WITHDRAWAL_FORM)

    pilot: str = text_field(screens.PILOT, choices=PILOT_NAMES, required=True)
    number: str = text_field(screens.RECORDED_NUMBER)
    signed_on: str = text_field(screens.RECORDED_DAY)
    signer: str = text_field(screens.UNIT_SIGNER)
    reason: str = text_field(screens.WITHDRAWAL_REASON)
    entered_by: str = text_field(screens.ENTERED_BY)


@flow(name="Rút hoặc thay đổi kế hoạch", flow_run_name="Rút, thay đổi – {request.pilot}")
async def withdrawal(request: WithdrawalForm) -> State[None]:
    """Ghi nhận văn bản của đơn vị xin rút kế hoạch đang xem xét, hoặc thay đổi kế hoạch đã được thực hiện.

    Hồ sơ trở về bước đơn vị gửi kế hoạch. Sau khi chạy, người nhập mở menu ⋮, chọn Resume và điền mã của chính mình.
    """
    try:
        pilot = desk.pilot_code(request.pilot)
        desk.official_number(request.entered_by)
        outcome = withdraw(pilot, request, await own_code())
    except Rejected as rejected:
        return refused(rejected)
    await forget_code()
    await carry_on(pilot)
    if not outcome.applied:
        return refused(Rejected(*outcome.problems))
    return Completed(name=screens.DONE, message=screens.PLAN_WITHDRAWN.format(unit=request.pilot))


@office_step(name="Ghi nhận việc rút kế hoạch")
def withdraw(pilot: str, request: WithdrawalForm, code: str) -> Outcome:
    """One transaction: the case begins anew, or the refusal. Run twice, its code counts once."""
    return chain.withdraw(
        desk.office(),
        pilot,
        entered_by=desk.official_number(request.entered_by),
        code=code,
        paper=OfficialPaper(
            number=request.number, signed_on=day_in(request.signed_on, screens.RECORDED_DAY), signer=request.signer
        ),
        reason=request.reason,
    )

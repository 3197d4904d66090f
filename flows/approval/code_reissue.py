"""New one-time codes for those who lost theirs, or whose codes were locked; the former ones are void from then on."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed
from pydantic import BaseModel

from emulation_workflow.domain.errors import Rejected
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.approval import new_codes
from flows.running import context
from flows.running.acting import continue_case
from flows.running.forms import PILOT_NAMES, text_field, titled
from flows.running.steps import office_step, refused


class ReissueForm(BaseModel):
    """For which case, and for whom."""

    model_config = titled(run_words.REISSUE_FORM)

    pilot: str = text_field(run_words.PILOT, choices=PILOT_NAMES, required=True)
    official: str = text_field(run_words.CODE_OWNER)


@flow(name="Cấp lại mã xác nhận", flow_run_name="Cấp lại mã – {request.pilot}")
async def code_reissue(request: ReissueForm) -> State[None]:
    """Gửi mã xác nhận mới, mỗi người một thư riêng, cho những người có quyền ở bước hiện tại; mã cũ hết giá trị.

    Mã chỉ đến hộp thư đã đăng ký của từng người, nên ai chạy việc này cũng không biết được mã.
    """
    try:
        pilot = context.pilot_code(request.pilot)
        count = reissue(pilot, context.official_number(request.official) if request.official else None)
    except Rejected as rejected:
        return refused(rejected)
    await continue_case(pilot)
    return Completed(name=run_words.DONE, message=run_words.CODES_ISSUED.format(count=count, unit=request.pilot))


@office_step(name="Cấp mã mới")
def reissue(pilot: str, official: str | None) -> int:
    """One transaction. Run twice it writes twice, and only the last codes count."""
    return new_codes.reissue(context.office(), pilot, official=official)

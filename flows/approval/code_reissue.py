"""New one-time codes for those who lost theirs, or whose codes were locked; the former ones are void from then on."""

from prefect.client.schemas.objects import State
from pydantic import BaseModel

from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.approval import chain
from flows.running import (
    IfChosen,
    choice_field,
    choices,
    context,
    continue_case,
    done,
    office_flow,
    office_step,
    person_field,
    titled,
)


class ReissueForm(BaseModel):
    """For which case, and for whom."""

    model_config = titled(run_words.FIELDS["reissue_form"])

    pilot: IfChosen = choice_field(run_words.FIELDS["pilot"], choices.pilot_names)
    official: IfChosen = person_field(run_words.FIELDS["code_owner"])


@office_flow("Cấp lại mã xác nhận", run_name="Cấp lại mã – {request.pilot}", attempt="reissue")
async def code_reissue(request: ReissueForm) -> State[None]:
    """Gửi mã xác nhận mới, mỗi người một thư riêng, cho những người có quyền ở bước hiện tại; mã cũ hết giá trị.

    Mã chỉ đến hộp thư đã đăng ký của từng người, nên ai chạy việc này cũng không biết được mã.
    """
    pilot = context.pilot_code(request.pilot)
    count = reissue(pilot, context.official_number(request.official) if request.official else None)
    await continue_case(pilot)
    return done(run_words.CODES_ISSUED.format(count=count, unit=request.pilot))


@office_step(name="Cấp mã mới")
def reissue(pilot: str, official: str | None) -> int:
    """Write to them in one transaction. Run twice it writes twice, and only the last codes count."""
    return chain.reissue(context.office(), pilot, official=official)

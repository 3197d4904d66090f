"""Opening the campaign: every unit's own letter, with what it owes, its form and its days; never twice."""

from collections import Counter
from collections.abc import Sequence

from prefect.artifacts import acreate_table_artifact
from prefect.client.schemas.objects import State
from pydantic import BaseModel

from emulation_workflow import bootstrap
from emulation_workflow.messages.screens import mail as words
from emulation_workflow.office.letters.letter_context import day
from emulation_workflow.office.reminders.opening import Opened, open_campaign
from emulation_workflow.screens.letters import opening_row
from flows.obligations.board_list import publish_list
from flows.running import board_key, context, done, office_flow, office_step, preview_field, send_letters, titled


class OpeningForm(BaseModel):
    """Whether to look first."""

    model_config = titled(words.FIELDS["opening_form"])

    preview: bool = preview_field(words.FIELDS["preview"])


@office_flow("Triển khai Kế hoạch đến các đơn vị")
async def opening(request: OpeningForm = OpeningForm()) -> State[None]:  # noqa: B008 - never changed
    """Gửi mỗi đơn vị thư riêng: các việc phải làm, thời gian, căn cứ, phiếu kế hoạch và tệp lịch kèm theo.

    Đơn vị đã có thư thì không gửi lại; chạy lại khi có đơn vị mới hoặc mới bổ sung địa chỉ. Có thể chỉ xem trước: bảng
    “Thư triển khai Kế hoạch” (mục Artifacts) cho biết thư nào gửi cho ai.
    """
    units = write(preview=request.preview)
    counts = Counter(opened.fate.value for opened in units)
    outcome = words.OPENING_FORESEEN if request.preview else words.OPENED
    message = outcome.format(**{fate: counts[fate] for fate in words.OPENING_FATES})
    await acreate_table_artifact(
        key=board_key("thu-trien-khai-ke-hoach", preview=request.preview),
        table=[opening_row(opened) for opened in units],
        description=words.OPENING_ABOUT.format(day=day(context.today()), words=message),
    )
    if not request.preview:
        await publish_list()
        await send_letters()
    return done(message)


@office_step(name="Viết thư triển khai Kế hoạch")
def write(*, preview: bool) -> Sequence[Opened]:
    """Write the letters, some in each transaction; run again, only those that were not written before."""
    return open_campaign(context.office(), forms=bootstrap.forms(context.settings()), dry_run=preview)

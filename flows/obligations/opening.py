"""Opening the campaign: every unit's own letter, with what it owes, its form and its days; never twice."""

from collections import Counter
from collections.abc import Sequence

from prefect import flow
from prefect.artifacts import acreate_table_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed
from pydantic import BaseModel, Field

from emulation_workflow import bootstrap
from emulation_workflow.messages.screens import mail as words
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.letters.letter_context import day
from emulation_workflow.office.reminders.opening import Opened, open_campaign
from flows.obligations.board_list import publish_list
from flows.running import context
from flows.running.forms import titled
from flows.running.letters import send_letters
from flows.running.steps import office_step


class OpeningForm(BaseModel):
    """Whether to look first."""

    model_config = titled(words.OPENING_FORM)

    preview: bool = Field(default=False, title=words.PREVIEW.title, description=words.PREVIEW.about)


@flow(name="Mở đợt", flow_run_name="Mở đợt")
async def opening(request: OpeningForm = OpeningForm()) -> State[None]:  # noqa: B008 - never changed
    """Gửi mỗi đơn vị thư riêng: các việc phải làm, thời gian, căn cứ, phiếu kế hoạch và tệp lịch kèm theo.

    Đơn vị đã có thư thì không gửi lại; chạy lại khi có đơn vị mới hoặc mới bổ sung địa chỉ. Có thể chỉ xem trước: bảng
    “Thư mở đợt” (mục Artifacts) cho biết thư nào gửi cho ai.
    """
    opened = write(preview=request.preview)
    counts = Counter(one.fate.value for one in opened)
    told = (words.OPENING_FORESEEN if request.preview else words.OPENED).format_map(
        {fate: counts[fate] for fate in words.OPENING_FATES}
    )
    await acreate_table_artifact(
        key="thu-mo-dot",
        table=rows(opened),
        description=words.OPENING_ABOUT.format(day=day(context.today()), words=told),
    )
    if not request.preview:
        await publish_list()
        await send_letters()
    return Completed(name=run_words.DONE, message=told)


@office_step(name="Viết thư mở đợt")
def write(*, preview: bool) -> Sequence[Opened]:
    """A few transactions, each of some letters; run again, it writes to those alone that were not written to."""
    return open_campaign(context.office(), forms=bootstrap.forms(context.settings()), dry_run=preview)


def rows(opened: Sequence[Opened]) -> list[dict[str, object]]:
    return [
        dict(
            zip(
                words.OPENING_COLUMNS,
                (
                    one.unit.name,
                    one.unit.email or run_words.NO_ADDRESS,
                    words.OPENING_FATES[one.fate.value],
                    one.tasks,
                    one.with_day,
                ),
                strict=True,
            )
        )
        for one in opened
    ]

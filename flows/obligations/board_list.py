"""The Board's own list: what no program can settle, shown to staff until they have seen to it."""

from prefect import flow
from prefect.artifacts import acreate_table_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed
from pydantic import BaseModel

from emulation_workflow.domain.board_list import BoardItem
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.problem_codes import ProblemCode
from emulation_workflow.messages.board_list import ITEM_KINDS, item_sentence
from emulation_workflow.messages.days import moment_words
from emulation_workflow.messages.screens import mail as words
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office import board_items
from flows.running import context
from flows.running.forms import text_field, titled
from flows.running.steps import office_step, refused


class ClosingForm(BaseModel):
    """Which item, who saw to it, and how."""

    model_config = titled(words.CLOSING_FORM)

    number: str = text_field(words.NUMBER)
    by: str = text_field(words.CLOSED_BY)
    note: str = text_field(words.NOTE)


@flow(name="Đánh dấu việc đã xử lý", flow_run_name="Việc số {request.number}")
async def item_closing(request: ClosingForm) -> State[None]:
    """Đánh dấu một việc trong bảng “Việc Ban cần xem” là đã xử lý. Địa chỉ bị trả lại thư sẽ được gửi thư trở lại."""
    try:
        item = close(number_in(request.number), by=request.by, note=request.note)
    except Rejected as rejected:
        return refused(rejected)
    await publish_list()
    told = words.CLOSED.format(number=item.number, kind=ITEM_KINDS[item.kind])
    return Completed(name=run_words.DONE, message=told)


@flow(name="Việc Ban cần xem", flow_run_name="Việc Ban cần xem")
async def board_list() -> State[None]:
    """Làm mới bảng “Việc Ban cần xem” (mục Artifacts): thư lạ, thư bị trả lại, đơn vị chưa có địa chỉ v.v."""
    count = await publish_list()
    return Completed(name=run_words.DONE, message=words.LISTED.format(count=count))


@office_step(name="Đánh dấu đã xử lý")
def close(number: int, *, by: str, note: str) -> BoardItem:
    """One transaction."""
    return board_items.close_item(context.office(), number, by=by, note=note)


def number_in(text: str) -> int:
    """The number of an item, as typed."""
    if not text.strip().isdecimal() or len(text.strip()) > context.LONGEST_NUMBER:
        raise Rejected(Problem(code=ProblemCode.ITEM_UNKNOWN, params={"number": text.strip() or "?"}))
    return int(text)


async def publish_list() -> int:
    """Renew the table of what is open; how many items it has."""
    items = board_items.open_items(context.office())
    zone = context.settings().time_zone
    table = [
        dict(
            zip(
                words.LIST_COLUMNS,
                (
                    item.number,
                    moment_words(item.opened_at.astimezone(zone)),
                    ITEM_KINDS[item.kind],
                    item_sentence(item),
                ),
                strict=True,
            )
        )
        for item in items
    ]
    await acreate_table_artifact(key="viec-ban-can-xem", table=table, description=words.LIST_ABOUT)
    return len(items)

"""The Board's own list: what no program can settle, shown to staff until somebody has dealt with it."""

from prefect.artifacts import acreate_table_artifact
from prefect.client.schemas.objects import State
from pydantic import BaseModel

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.board_list import BoardItem
from emulation_workflow.domain.errors import Problem, ProblemCode
from emulation_workflow.messages.board_list import ITEM_KINDS
from emulation_workflow.messages.screens import mail as words
from emulation_workflow.office import board_items
from emulation_workflow.screens.board import item_row
from flows.running import (
    IfChosen,
    context,
    done,
    number_in,
    office_flow,
    office_step,
    person_field,
    text_field,
    titled,
)


class ClosingForm(BaseModel):
    """Which item, who dealt with it, and how."""

    model_config = titled(words.FIELDS["closing_form"])

    number: str = text_field(words.FIELDS["number"])
    by: IfChosen = person_field(words.FIELDS["closed_by"])
    note: str = text_field(words.FIELDS["note"])


@office_flow("Đánh dấu việc đã xử lý", run_name="Việc số {request.number}")
async def item_closing(request: ClosingForm) -> State[None]:
    """Đánh dấu một việc trong bảng việc cần xử lý là đã xử lý. Địa chỉ bị trả lại thư sẽ được gửi thư trở lại."""
    unknown = Problem(code=ProblemCode.ITEM_UNKNOWN, params={"number": request.number.strip() or "?"})
    item = close(number_in(request.number, otherwise=unknown), by=context.named(request.by), note=request.note)
    await publish_list()
    return done(words.CLOSED.format(number=item.number, kind=ITEM_KINDS[item.kind]))


@office_flow("Việc {board} cần xử lý")
async def board_list() -> State[None]:
    """Làm mới bảng việc cần xử lý (mục Artifacts): thư lạ, thư bị trả lại, đơn vị chưa có địa chỉ v.v."""
    return done(words.LISTED.format(count=await publish_list()))


@office_step(name="Đánh dấu đã xử lý")
def close(number: int, *, by: str, note: str) -> BoardItem:
    """Close the item in one transaction."""
    return board_items.close_item(context.office(), number, by=by, note=note, channel=Channel.RUN_FORM)


async def publish_list() -> int:
    """Renew the table of open items; return how many it has."""
    office, zone = context.office(), context.settings().time_zone
    items = board_items.board_items(office)
    table = [item_row(item, zone) for item in items]
    await acreate_table_artifact(key="viec-ban-can-xu-ly", table=table, description=context.in_words(words.LIST_ABOUT))
    return len(items)

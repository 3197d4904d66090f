"""Orders come in: a document of the People's Committee or above moves, suspends, resumes, cancels (R137).

What it would change is shown first; it takes effect when the clerk who enters it confirms with a code of their own.
"""

from collections.abc import Sequence

from prefect.artifacts import acreate_markdown_artifact
from prefect.client.schemas.objects import State

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.orders.order import Order
from emulation_workflow.domain.registers import searchable
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.orders import entry
from emulation_workflow.office.orders.effects import Preview
from emulation_workflow.office.orders.entry import OrderOutcome
from emulation_workflow.office.refusals import RefusedOnRecord
from emulation_workflow.screens.orders import preview_context
from flows.obligations.order_form import OrderRequest, document_in, typed_order
from flows.running import board_key, context, done, office_flow, office_step, page, send_letters, slug, stored_answers
from flows.running.own_code import forget_code, own_code


@office_flow("Nhập văn bản điều chỉnh", validate_parameters=False, attempt="order", at_end=forget_code)
async def order_entry(request: OrderRequest) -> State[None]:
    """Nhập văn bản điều chỉnh kế hoạch: xem trước đơn vị nào thay đổi từ gì sang gì, rồi mới xác nhận.

    Sau khi chạy, người nhập xem bảng “Xem trước” (mục Artifacts), mở menu ⋮, chọn Resume và điền mã của chính mình.
    """
    typed = typed_order(request)
    clerk = context.official_number(str(typed.pop("entered_by", "")))
    document = document_in(typed)
    number = document[0].number
    found = preview_order(document)
    if found.is_repeat:
        return done(run_words.ORDER_STANDS.format(number=number))
    await publish(found)
    await _hand_code(document, clerk)
    entered = enter_order(document, clerk, await own_code(confirmation_page(found)))
    if not entered.applied:
        raise RefusedOnRecord(*entered.problems)
    await publish(entered.preview, letters=entered.letters)
    await send_letters()
    return done(run_words.ORDER_TAKEN.format(number=number, units=len(entered.preview.changed)))


@office_step(name="Xem trước")
def preview_order(document: Sequence[Order]) -> Preview:
    """Return what the document would change; nothing is written."""
    return entry.preview_order(context.office(), document)


@office_step(name="Gửi mã cho người nhập")
def send_confirmation_code(document: Sequence[Order], clerk: str) -> bool:
    """Write to the clerk in one transaction. Run twice it writes twice, and only the last code counts."""
    return entry.request_code(context.office(), document, entered_by=clerk)


async def _hand_code(document: Sequence[Order], clerk: str) -> None:
    """Send each run's own code, so that whoever lost theirs starts another run; a resumed run brings one."""
    if not await stored_answers() and send_confirmation_code(document, clerk):
        await send_letters()


@office_step(name="Ghi nhận văn bản điều chỉnh")
def enter_order(document: Sequence[Order], clerk: str, code: str) -> OrderOutcome:
    """Write orders, obligations, row and letters, or the refusal, in one transaction. Run twice, it counts once."""
    return entry.enter_order(context.office(), document, entered_by=clerk, code=code, channel=Channel.PAPER)


async def publish(found: Preview, *, letters: int | None = None) -> None:
    """Show what changes: before it takes effect, and again once it has (`letters`: how many units were written to)."""
    number = found.document[0].number
    about = run_words.ORDER_PREVIEWED if letters is None else run_words.ORDER_ENTERED
    await acreate_markdown_artifact(
        key=board_key(f"van-ban-{slug(searchable(number))}", preview=letters is None),
        markdown=page("order_preview", preview_context(context.office().campaign, found, letters=letters)),
        description=about.format(number=number),
    )


def confirmation_page(found: Preview) -> str:
    """Return the words above the field for the code: the whole preview, so that nobody confirms it unseen."""
    shown = page("order_preview", preview_context(context.office().campaign, found, letters=None))
    return f"{shown}\n{run_words.CODE_ASKED}"

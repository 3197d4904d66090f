"""Orders come in: a document of the People's Committee or above moves, suspends, resumes, cancels (R137).

What it would change is shown first; it takes effect when the clerk who enters it confirms with a code of their own.
"""

from collections.abc import Sequence
from typing import Any

from prefect import flow
from prefect.artifacts import acreate_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed
from pydantic import ConfigDict

from emulation_workflow.adapters.schemas.order_schema import OrderForm, PointForm, parse_order
from emulation_workflow.adapters.submissions.order_lookup import document_of
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.orders.order import Order
from emulation_workflow.domain.registers.units import searchable
from emulation_workflow.messages import order_words
from emulation_workflow.messages.forms.order_fields import ORDER, ORDER_KINDS
from emulation_workflow.messages.labels import ATTENDANCE
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.letters.letter_context import day
from emulation_workflow.office.orders import entry
from emulation_workflow.office.orders.effects import Preview
from emulation_workflow.office.orders.entry import OrderOutcome
from emulation_workflow.office.orders.sheet import group_changes
from flows.running import context
from flows.running.forms import text_field
from flows.running.letters import send_letters
from flows.running.own_code import forget_code, own_code
from flows.running.pages import page
from flows.running.steps import office_step, refused
from flows.running.waiting import slug, stored_answers


def _offered(schema: dict[str, Any]) -> None:
    """The choices of the campaign and the register, by name; nothing is chosen beforehand."""
    campaign, fields = context.office().campaign, schema["properties"]
    schema["description"] = ORDER.about
    fields["issuer"] |= _choice([body.name for body in campaign.bodies if body.may_change_plan])
    point = PointForm.model_json_schema()
    parts = point["properties"]
    parts["kind"] |= _choice(list(ORDER_KINDS.values()))
    parts["mode"] |= _choice([name.capitalize() for name in ATTENDANCE.values()])
    parts["levels"]["items"] = {"type": "string", "enum": [level.name for level in campaign.levels]}
    parts["tasks"]["items"] = {"type": "string", "enum": [task.name for task in campaign.tasks]}
    parts["groups"]["items"] = {"type": "string", "enum": context.groups()}
    fields["points"]["items"] = point


def _choice(names: list[str]) -> dict[str, Any]:
    return {"enum": [run_words.NOT_CHOSEN, *names], "default": run_words.NOT_CHOSEN}


class OrderRequest(OrderForm):
    """The document's form, with who enters it."""

    model_config = ConfigDict(json_schema_extra=_offered)

    entered_by: str = text_field(run_words.ENTERED_BY)


@flow(name="Nhập văn bản điều chỉnh", flow_run_name="Văn bản điều chỉnh", validate_parameters=False)
async def order_entry(request: OrderRequest) -> State[None]:
    """Nhập văn bản điều chỉnh kế hoạch: xem trước đơn vị nào thay đổi từ gì sang gì, rồi mới xác nhận.

    Sau khi chạy, người nhập xem bảng “Xem trước” (mục Artifacts), mở menu ⋮, chọn Resume và điền mã của chính mình.
    """
    try:
        typed = _as_typed(request)
        clerk = context.official_number(str(typed.pop("entered_by", "")))
        document = document_in(typed)
        found = preview(document)
        if found.is_repeat:
            await forget_code()
            return Completed(name=run_words.DONE, message=run_words.ORDER_STANDS.format(number=document[0].number))
        await publish(found)
        await _hand_code(document, clerk)
        entered = enter(document, clerk, await own_code(_question(found)))
    except Rejected as rejected:
        return refused(rejected)
    await forget_code()
    if not entered.applied:
        return refused(Rejected(*entered.problems))
    await publish(entered.preview, letters=entered.letters)
    await send_letters()
    words = run_words.ORDER_TAKEN.format(number=document[0].number, units=len(entered.preview.changed))
    return Completed(name=run_words.DONE, message=words)


def _as_typed(request: OrderRequest | dict[str, Any]) -> dict[str, Any]:
    """What was typed, whether Prefect made a form of it or not; what was not chosen is empty."""
    raw = request if isinstance(request, dict) else request.model_dump(exclude_unset=True)
    typed: dict[str, Any] = _chosen(raw)
    return typed


def _chosen(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _chosen(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_chosen(one) for one in value]
    return "" if value == run_words.NOT_CHOSEN else value


def document_in(typed: dict[str, Any]) -> Sequence[Order]:
    """The document that was typed. Rejected with what cannot be read."""
    office = context.office()
    with office.store.look() as record:
        units = record.register.units()
    return document_of(parse_order(typed), campaign=office.campaign, units=units, entered_at=office.clock.now())


@office_step(name="Xem trước")
def preview(document: Sequence[Order]) -> Preview:
    """What the document would change; nothing is written."""
    return entry.preview_order(context.office(), document)


@office_step(name="Gửi mã cho người nhập")
def send_confirmation_code(document: Sequence[Order], clerk: str) -> bool:
    """One transaction. Run twice it writes twice, and only the last code counts."""
    return entry.request_code(context.office(), document, entered_by=clerk)


async def _hand_code(document: Sequence[Order], clerk: str) -> None:
    """Each run hands out a code of its own, so that whoever lost theirs starts another; a resumed run brings one."""
    if not await stored_answers() and send_confirmation_code(document, clerk):
        await send_letters()


@office_step(name="Ghi nhận văn bản điều chỉnh")
def enter(document: Sequence[Order], clerk: str, code: str) -> OrderOutcome:
    """One transaction: orders, obligations, row and letters, or the refusal. Run twice, it counts once."""
    return entry.enter_order(context.office(), document, entered_by=clerk, code=code, channel=Channel.PAPER)


async def publish(found: Preview, *, letters: int | None = None) -> None:
    """Show what changes: before it takes effect, and again once it has (`letters`: how many units were written to)."""
    number = found.document[0].number
    about = run_words.ORDER_PREVIEWED if letters is None else run_words.ORDER_ENTERED
    await acreate_markdown_artifact(
        key=f"van-ban-{slug(searchable(number))}",
        markdown=page("order_preview", _facts(found, letters)),
        description=about.format(number=number),
    )


def _question(found: Preview) -> str:
    """The words above the field for the code: the whole preview, so that nobody confirms what they have not seen."""
    return f"{page('order_preview', _facts(found, None))}\n{run_words.CODE_ASKED_FOR_ORDER}"


def _facts(found: Preview, letters: int | None) -> dict[str, Any]:
    campaign, order = context.office().campaign, found.document[0]
    return {
        "entered": letters is not None,
        "letters": letters or 0,
        "number": order.number,
        "issuer": campaign.body(order.issuer).name,
        "signed_on": day(order.signed_on),
        "signer": order.signer,
        "effective_from": day(order.effective_from) if order.effective_from != order.signed_on else "",
        "reason": order.reason,
        "points": [order_words.point(campaign, one) for one in found.document],
        "is_repeat": found.is_repeat,
        "changed": len(found.changed),
        "groups": [
            {"units": [unit.name for unit in same.units], "rows": same.changes}
            for same in group_changes(campaign, found)
        ],
        "held": [{"name": one.unit.name, "day": day(one.held_on), "is_after": one.is_after} for one in found.held],
        "same": [unit.name for unit in found.same],
    }

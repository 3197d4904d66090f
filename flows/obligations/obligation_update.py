"""Everybody's obligations anew, after the campaign, the register or an order changed, and each morning."""

from prefect.artifacts import acreate_table_artifact
from prefect.client.schemas.objects import State
from pydantic import BaseModel

from emulation_workflow.messages.screens import obligations as words
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.letters.letter_context import day
from emulation_workflow.office.obligations.refresh import ObligationChange, derive_obligations
from emulation_workflow.screens.obligations import change_rows
from flows.running import board_key, context, done, office_flow, office_step, preview_field, titled


class UpdateForm(BaseModel):
    """Whether to look first."""

    model_config = titled(words.FIELDS["update_form"])

    preview: bool = preview_field(words.FIELDS["preview"])


@office_flow("Cập nhật nghĩa vụ")
async def obligation_update(request: UpdateForm = UpdateForm()) -> State[None]:  # noqa: B008 - never changed
    """Xác định lại nghĩa vụ của mọi đơn vị theo kế hoạch, danh sách đơn vị và các văn bản điều chỉnh.

    Kết quả đã ghi nhận được giữ nguyên. Bảng “Thay đổi về nghĩa vụ” (mục Artifacts) cho biết những gì thay đổi.
    """
    change = update(preview=request.preview)
    outcome = words.FORESEEN if request.preview else words.UPDATED
    message = outcome.format(
        day=day(context.today()), added=len(change.added), changed=len(change.changed), same=change.same
    )
    await publish_change(change, message, preview=request.preview)
    return done(message)


@office_step(name="Xác định nghĩa vụ")
def update(*, preview: bool) -> ObligationChange:
    """Derive them in one transaction, or only look; run twice, the second changes nothing."""
    return derive_obligations(context.office(), dry_run=preview)


async def publish_change(change: ObligationChange, message: str, *, preview: bool) -> None:
    """Show what changes, under the words `message`."""
    await acreate_table_artifact(
        key=board_key("thay-doi-nghia-vu", preview=preview),
        table=change_rows(context.office().campaign, change, register.unit_names(context.office())),
        description=words.CHANGES_ABOUT.format(day=day(context.today()), words=message),
    )

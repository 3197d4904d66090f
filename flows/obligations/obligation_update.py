"""Everybody's obligations anew, after the campaign, the register or an order changed, and each morning."""

from collections import defaultdict

from prefect import flow
from prefect.artifacts import acreate_table_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed
from pydantic import BaseModel, Field

from emulation_workflow.domain.obligations.obligation import Obligation, ObligationState
from emulation_workflow.messages.obligations import STATES, due_words
from emulation_workflow.messages.screens import obligations as words
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.letters.letter_context import day
from emulation_workflow.office.obligations.refresh import ObligationChange, derive_obligations
from flows.running import context
from flows.running.forms import titled
from flows.running.steps import office_step

MOST_NAMED = 10
"""So many units of a group are named; the rest is counted."""


class UpdateForm(BaseModel):
    """Whether to look first."""

    model_config = titled(words.UPDATE_FORM)

    preview: bool = Field(default=False, title=words.PREVIEW.title, description=words.PREVIEW.about)


@flow(name="Cập nhật nghĩa vụ", flow_run_name="Cập nhật nghĩa vụ")
async def obligation_update(request: UpdateForm = UpdateForm()) -> State[None]:  # noqa: B008 - never changed
    """Xác định lại nghĩa vụ của mọi đơn vị theo kế hoạch, danh sách đơn vị và các văn bản điều chỉnh.

    Kết quả đã ghi nhận được giữ nguyên. Bảng “Thay đổi về nghĩa vụ” (mục Artifacts) cho biết những gì thay đổi.
    """
    change = update(preview=request.preview)
    told = words.FORESEEN if request.preview else words.UPDATED
    message = told.format(
        day=day(context.today()), added=len(change.added), changed=len(change.changed), same=change.same
    )
    await acreate_table_artifact(
        key="thay-doi-nghia-vu",
        table=change_rows(change),
        description=words.CHANGES_ABOUT.format(day=day(context.today()), words=message),
    )
    return Completed(name=run_words.DONE, message=message)


@office_step(name="Xác định nghĩa vụ")
def update(*, preview: bool) -> ObligationChange:
    """One transaction (or one look); run twice, the second changes nothing."""
    return derive_obligations(context.office(), dry_run=preview)


def change_rows(change: ObligationChange) -> list[dict[str, object]]:
    """A row for all units for which the same task changed in the same way."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for one in change.added:
        groups[_row_of(one, words.NEW)].append(one.derived.unit)
    for _, new in change.changed:
        kind = words.ENDED if new.state is ObligationState.ENDED else words.CHANGED
        groups[_row_of(new, kind)].append(new.derived.unit)
    return [dict(zip(words.COLUMNS, (*told, len(units), _some(units)), strict=True)) for told, units in groups.items()]


def _row_of(one: Obligation, kind: str) -> tuple[str, ...]:
    task = next((task for task in context.office().campaign.tasks if task.id == one.derived.task), None)
    if task is None:
        return one.derived.task, kind, "", STATES[one.state]
    return task.name, kind, due_words(one.derived, task.due), STATES[one.state]


def _some(units: list[str]) -> str:
    return ", ".join(units[:MOST_NAMED]) + (" …" if len(units) > MOST_NAMED else "")

"""Delegate lists come in, delegates are allocated: "thông qua danh sách đại biểu đi dự … cấp trên" (II.3, 3.5).

People's names are in the file that staff lay in a folder and in the record, nowhere else: a run knows the unit, reads
the file within one step, gives back figures and removes the file. Files bear units' codes, so no name is typed.
"""

from dataclasses import dataclass

from prefect.artifacts import acreate_table_artifact
from prefect.client.schemas.objects import State
from pydantic import BaseModel

from emulation_workflow.adapters.schemas.plan_lookup import find_unit
from emulation_workflow.adapters.spreadsheets.delegates import read_delegates
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.delegates import DelegateList, ListKind, categories_for, upper_unit
from emulation_workflow.domain.errors import Problem, ProblemCode
from emulation_workflow.domain.findings import Finding
from emulation_workflow.messages.delegates import LIST_KINDS
from emulation_workflow.messages.screens import delegates as words
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.delegates.list_receipt import receive_list
from emulation_workflow.screens.delegates import finding_rows, list_words
from flows.results.list_folder import file_named, remove_file
from flows.running import (
    IfChosen,
    board_key,
    choice_field,
    choices,
    chosen_of,
    context,
    day_in,
    done,
    office_flow,
    office_step,
    person_field,
    preview_field,
    text_field,
    titled,
)


class ListForm(BaseModel):
    """Whose list lies in the folder, and what holds for it as a whole."""

    model_config = titled(words.FIELDS["list_form"])

    unit: IfChosen = choice_field(words.FIELDS["list_unit"], choices.owing_units)
    kind: str = choice_field(words.FIELDS["list_kind"], LIST_KINDS.values)
    adopted_on: str = text_field(words.FIELDS["adopted_on"])
    minutes: str = text_field(words.FIELDS["minutes"])
    entered_by: IfChosen = person_field(words.FIELDS["entered_by"])
    preview: bool = preview_field(words.FIELDS["preview"])


@dataclass(frozen=True, slots=True, kw_only=True)
class ListShown:
    """What became of a list, in words and figures."""

    code: str
    unit: str
    words: str
    findings: tuple[Finding, ...]


@office_flow("Tiếp nhận danh sách đại biểu", run_name="Danh sách đại biểu – {request.unit}")
async def delegate_intake(request: ListForm) -> State[None]:
    """Nhận danh sách đại biểu từ tệp trong thư mục: nhận cả danh sách hoặc không nhận gì, dòng nào sai được nêu rõ.

    Đối chiếu với danh sách đã thông qua, số được phân bổ, thành phần; người có tên ở hai nơi chỉ tính một lần. Kết quả
    ở mục Artifacts chỉ có số liệu và số thứ tự, không có họ tên.
    """
    taken = receive_list_form(request)
    await acreate_table_artifact(
        key=board_key(f"danh-sach-dai-bieu-{taken.code.lower()}", preview=request.preview),
        table=finding_rows(taken.findings, context.office().campaign),
        description=words.LIST_SHOWN.format(unit=taken.unit),
    )
    return done(taken.words)


@office_step(name="Ghi nhận danh sách đại biểu")
def receive_list_form(request: ListForm) -> ListShown:
    """Read the file, keep the list in one transaction, then remove the file; run again after that, it finds none."""
    office = context.office()
    no_kind = Problem(code=ProblemCode.LIST_KIND_MISSING, where=words.FIELDS["list_kind"].title)
    kind = chosen_of(LIST_KINDS, request.kind, otherwise=no_kind)
    adopted_on = day_in(request.adopted_on, words.FIELDS["adopted_on"])
    by, on = context.official_number(request.entered_by), adopted_on or context.today()
    units = register.units(office)
    unit = find_unit(request.unit, units, day=on, where=words.FIELDS["list_unit"].title)
    upper = unit if kind is ListKind.ATTENDING else upper_unit(office.campaign, unit, units, on=on)
    file = file_named(unit.code)
    categories = categories_for(office.campaign, upper) if upper else {}
    people = read_delegates(file, kind=kind, unit=unit, categories=categories, units=units, on=on)
    sent = DelegateList(kind=kind, unit=unit.code, delegates=people, adopted_on=adopted_on, minutes=request.minutes)
    received = receive_list(office, sent, by=by, channel=Channel.RUN_FORM, dry_run=request.preview)
    if not request.preview:
        remove_file(file)
    message = list_words(received, unit.name, sheet=people.sheet, preview=request.preview)
    return ListShown(code=unit.code, unit=unit.name, words=message, findings=tuple(received.version.findings))

"""Delegate lists come in, delegates are allocated: "thông qua danh sách đại biểu đi dự … cấp trên" (II.3, 3.5).

People's names are in the file that staff lay in a folder and in the record, nowhere else: a run knows the unit, reads
the file within one step, gives back figures and removes the file. Files bear units' codes, so no name is typed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from prefect import flow
from prefect.artifacts import acreate_table_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed
from pydantic import BaseModel, Field

from emulation_workflow.adapters.schemas.plan_lookup import find_unit
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.delegates.lists import DelegateList, ListKind, Quota
from emulation_workflow.domain.delegates.upward import categories_for, upper_unit
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.findings import Finding
from emulation_workflow.domain.problem_codes import ProblemCode
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.messages import finding_sentence
from emulation_workflow.messages.delegates import LIST_COUNTS, LIST_KINDS
from emulation_workflow.messages.labels import VERDICTS
from emulation_workflow.messages.screens import delegates as words
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.delegates.lists import receive_list
from emulation_workflow.office.delegates.quotas import faults_of_quotas, record_quotas
from flows.running import context
from flows.running.forms import day_in, text_field, titled
from flows.running.steps import office_step, refused

SUFFIXES = (".xlsx", ".csv")


class ListForm(BaseModel):
    """Whose list lies in the folder, and what is said of it as a whole."""

    model_config = titled(words.LIST_FORM)

    unit: str = text_field(words.LIST_UNIT, choices=context.owing_names(), required=True)
    kind: str = text_field(words.LIST_KIND, choices=[run_words.NOT_CHOSEN, *LIST_KINDS.values()])
    adopted_on: str = text_field(words.ADOPTED_ON)
    minutes: str = text_field(words.MINUTES)
    entered_by: str = text_field(words.ENTERED_BY)
    preview: bool = Field(default=False, title=words.PREVIEW.title, description=words.PREVIEW.about)


class QuotaForm(BaseModel):
    """One unit's quota, or a file of many."""

    model_config = titled(words.QUOTA_FORM)

    upper: str = text_field(words.UPPER, choices=context.owing_names(), required=True)
    unit: str = text_field(words.QUOTA_UNIT)
    number: str = text_field(words.QUOTA_NUMBER)
    document: str = text_field(words.DOCUMENT)
    signed_on: str = text_field(words.SIGNED_ON)
    entered_by: str = text_field(words.ENTERED_BY)
    preview: bool = Field(default=False, title=words.PREVIEW.title, description=words.PREVIEW.about)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of a list, in words and figures."""

    code: str
    unit: str
    told: str
    findings: tuple[Finding, ...]


@flow(name="Tiếp nhận danh sách đại biểu", flow_run_name="Danh sách đại biểu – {request.unit}")
async def delegate_intake(request: ListForm) -> State[None]:
    """Nhận danh sách đại biểu từ tệp trong thư mục: nhận cả danh sách hoặc không nhận gì, dòng nào sai được nêu rõ.

    Đối chiếu với danh sách đã thông qua, số được phân bổ, thành phần; người có tên ở hai nơi chỉ tính một lần. Kết quả
    ở mục Artifacts chỉ có số liệu và số thứ tự, không có họ tên.
    """
    try:
        taken = take_list(request)
    except Rejected as rejected:
        return refused(rejected)
    await acreate_table_artifact(
        key=f"danh-sach-dai-bieu-{taken.code.lower()}",
        table=rows(taken.findings),
        description=words.LIST_SHOWN.format(unit=taken.unit),
    )
    return Completed(name=run_words.DONE, message=taken.told)


@flow(name="Phân bổ đại biểu", flow_run_name="Phân bổ đại biểu – {request.upper}")
async def quota_allocation(request: QuotaForm) -> State[None]:
    """Ghi số đại biểu mà hội nghị, đại hội cấp trên phân bổ cho từng đơn vị, theo văn bản nào.

    Đơn vị chưa được phân bổ là chưa biết, không phải bằng 0. Phân bổ lại thì ghi văn bản mới; số cũ vẫn được giữ.
    """
    try:
        told = take_quotas(request)
    except Rejected as rejected:
        return refused(rejected)
    return Completed(name=run_words.DONE, message=told)


@office_step(name="Ghi nhận danh sách đại biểu")
def take_list(request: ListForm) -> Taken:
    """Read the file, one transaction, then the file is removed; run again after that, it finds nothing to take."""
    # Loaded here because workbooks take long to load and only this run reads one.
    from emulation_workflow.adapters.spreadsheets.delegates import read_delegates  # noqa: PLC0415

    kind = _kind(request.kind)
    day = day_in(request.adopted_on, words.ADOPTED_ON)
    by, on = context.official_number(request.entered_by), day or context.today()
    units = _units()
    unit = find_unit(request.unit, units, day=on, where=words.LIST_UNIT.title)
    upper = unit if kind is ListKind.ATTENDING else upper_unit(context.office().campaign, unit, units, on=on)
    path = _laid(unit.code)
    people = read_delegates(
        path,
        kind=kind,
        unit=unit,
        categories=categories_for(context.office().campaign, upper) if upper else {},
        units=units,
        on=on,
    )
    given = DelegateList(kind=kind, unit=unit.code, delegates=people, adopted_on=day, minutes=request.minutes)
    received = receive_list(context.office(), given, by=by, channel=Channel.RUN_FORM, dry_run=request.preview)
    if not request.preview:
        path.unlink(missing_ok=True)
    version = received.version
    counts = LIST_COUNTS.format(
        official=version.official, reserves=version.reserves, women=version.women, minorities=version.minorities
    )
    told = words.LIST_FORESEEN if request.preview else words.LIST_TAKEN if received.is_new else words.LIST_STANDS
    said = told.format(unit=unit.name, version=version.version, counts=counts)
    return Taken(code=unit.code, unit=unit.name, told=said, findings=tuple(version.findings))


@office_step(name="Ghi nhận phân bổ")
def take_quotas(request: QuotaForm) -> str:
    """One transaction: all of it or nothing; the same again changes nothing."""
    signed_on = day_in(request.signed_on, words.SIGNED_ON)
    units = _units()
    upper = find_unit(request.upper, units, day=signed_on or context.today(), where=words.UPPER.title)
    whole = Quota(
        upper=upper.code,
        unit="",
        number=0,
        document=request.document,
        signed_on=signed_on,
        recorded_at=context.office().clock.now(),
        recorded_by=context.official_number(request.entered_by),
    )
    path = None if request.unit else _laid(words.QUOTA_FILE.format(code=upper.code))
    quotas = _quotas_in(path, whole, units) if path else [_typed(request, whole, units)]
    taken = record_quotas(context.office(), quotas, channel=Channel.RUN_FORM, dry_run=request.preview)
    if path and not request.preview:
        path.unlink(missing_ok=True)
    told = words.QUOTAS_FORESEEN if request.preview else words.QUOTAS_TAKEN
    return told.format(new=len(taken.new), same=len(taken.same))


def rows(findings: Sequence[Finding]) -> list[dict[str, str]]:
    """What was found, by places on the list."""
    return [
        dict(zip(words.FINDING_COLUMNS, (VERDICTS[one.verdict], one.clause, finding_sentence(one)), strict=True))
        for one in findings
    ]


def _quotas_in(path: Path, whole: Quota, units: Sequence[Unit]) -> Sequence[Quota]:
    from emulation_workflow.adapters.spreadsheets.quotas import read_quotas  # noqa: PLC0415 - as above

    return read_quotas(path, whole=whole, units=units, judge=lambda found: faults_of_quotas(context.office(), found))


def _typed(request: QuotaForm, whole: Quota, units: Sequence[Unit]) -> Quota:
    if not (request.number.isascii() and request.number.isdigit() and len(request.number) <= context.LONGEST_NUMBER):
        raise Rejected(Problem(code=ProblemCode.QUOTA_NUMBER_MISSING, where=words.QUOTA_NUMBER.title))
    unit = find_unit(request.unit, units, day=whole.signed_on or context.today(), where=words.QUOTA_UNIT.title)
    return replace(whole, unit=unit.code, number=int(request.number))


def _kind(name: str) -> ListKind:
    for kind, known in LIST_KINDS.items():
        if known == name:
            return kind
    raise Rejected(Problem(code=ProblemCode.LIST_KIND_MISSING, where=words.LIST_KIND.title))


def _units() -> Sequence[Unit]:
    with context.office().store.look() as record:
        return record.register.units()


def _laid(stem: str) -> Path:
    """The one file of this name in the folder. Rejected if there is none, or two."""
    folder = context.settings().intake_dir / words.FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    found = [path for suffix in SUFFIXES if (path := folder / f"{stem}{suffix}").is_file()]
    if len(found) == 1:
        return found[0]
    code = ProblemCode.LIST_FILES_TWO if found else ProblemCode.LIST_FILE_MISSING
    raise Rejected(Problem(code=code, params={"folder": words.FOLDER, "name": stem}))

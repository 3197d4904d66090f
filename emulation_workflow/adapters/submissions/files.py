"""A unit's plan or its result report from a file, whatever of the accepted kinds it is and whatever it is called."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import TypeVar

from emulation_workflow.adapters.forms.beside import words_beside
from emulation_workflow.adapters.forms.filled_forms import read_plan_form, read_unit_form
from emulation_workflow.adapters.forms.kinds import PLAN_FORM, RESULT_FORM
from emulation_workflow.adapters.forms.reading import mark_of
from emulation_workflow.adapters.schemas.plan_lookup import plan_of
from emulation_workflow.adapters.schemas.plan_schema import PlanSchema, parse_as, parse_form
from emulation_workflow.adapters.schemas.plan_text import READERS, read_text
from emulation_workflow.adapters.schemas.result_schema import ResultSchema, report_of, report_place
from emulation_workflow.adapters.spreadsheets.workbook import WORKBOOK_SUFFIXES, Sheets
from emulation_workflow.adapters.spreadsheets.workbook_guard import is_workbook, open_workbook
from emulation_workflow.adapters.submissions.shared_folder import MAX_BYTES
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.problem_codes import ProblemCode
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.plan import UnitPlan
from emulation_workflow.domain.submissions.report import FormRead, ResultReport, UnitForm

Read = TypeVar("Read")
MAX_TEXT_BYTES = 300_000
SUFFIXES = (*WORKBOOK_SUFFIXES, *READERS)
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\x1a")


def read_plan_file(name: str, data: bytes, *, campaign: Campaign, units: Sequence[Unit]) -> UnitPlan:
    """Return the plan in a file called `name` with these bytes. Rejected, with every fault found, if it cannot be used.

    A workbook is known by its bytes, a text by its suffix. Dates are read day first, times are local.
    """
    return read_as(
        name,
        data,
        from_form=lambda book: read_plan_form(book, campaign=campaign, units=units),
        from_text=lambda values: plan_of(parse_form(values), campaign=campaign, units=units),
    )


def read_as(
    name: str, data: bytes, *, from_form: Callable[[Sheets], Read], from_text: Callable[[object], Read]
) -> Read:
    """Return what the file says, read by its kind. Rejected with every fault found, the file named in each."""
    try:
        _ensure_size(len(data), MAX_BYTES)
        if is_workbook(data):
            return from_form(open_workbook(data))
        return from_text(text_values(PurePath(name).suffix.lower(), data))
    except Rejected as refused:
        raise in_file(name, refused) from None


def in_file(name: str, refused: Rejected) -> Rejected:
    """Return the same faults with the file's name before their places."""
    places = [", ".join(filter(None, (name, problem.where))) for problem in refused.problems]
    return Rejected(*(replace(problem, where=where) for problem, where in zip(refused.problems, places, strict=True)))


def text_values(suffix: str, data: bytes) -> object:
    """Return what a TOML, YAML or JSON file with this suffix says. Rejected if it cannot be read."""
    if suffix not in READERS:
        raise Rejected(Problem(code=_unknown_kind(suffix, data), params={"kinds": list(SUFFIXES)}))
    _ensure_size(len(data), MAX_TEXT_BYTES)
    return read_text(suffix, _decoded(data))


def _ensure_size(size: int, most: int) -> None:
    if size > most:
        params = {"megabytes": _megabytes(size), "most": _megabytes(most)}
        raise Rejected(Problem(code=ProblemCode.PLAN_FILE_TOO_LARGE, params=params))
    if size == 0:
        raise Rejected(Problem(code=ProblemCode.PLAN_FILE_EMPTY))


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}".replace(".", ",").removesuffix(",0")


def _unknown_kind(suffix: str, data: bytes) -> ProblemCode:
    if suffix in WORKBOOK_SUFFIXES:
        return ProblemCode.PLAN_FILE_DAMAGED
    return ProblemCode.PLAN_FILE_BINARY if _is_binary(data) else ProblemCode.PLAN_FILE_KIND_UNKNOWN


def _is_binary(data: bytes) -> bool:
    return any(byte < ord(" ") and byte not in _TEXT_CONTROLS for byte in data[:4096])


def _decoded(data: bytes) -> str:
    """Return the text, which must be UTF-8. Rejected with what else it seems to be; nothing is guessed."""
    if data.startswith(_BYTE_ORDER_MARKS):
        raise Rejected(Problem(code=ProblemCode.PLAN_FILE_UTF16))
    if _is_binary(data):
        raise Rejected(Problem(code=ProblemCode.PLAN_FILE_BINARY))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Rejected(
            Problem(code=ProblemCode.PLAN_FILE_NOT_UTF8, params={"line": data.count(b"\n", 0, error.start) + 1})
        ) from None
    if not text.strip():
        raise Rejected(Problem(code=ProblemCode.PLAN_FILE_EMPTY))
    return text


_ONLY_OF_REPORTS = ResultSchema.model_fields.keys() - PlanSchema.model_fields.keys()


def read_unit_file(name: str, data: bytes, *, campaign: Campaign, units: Sequence[Unit]) -> UnitForm:
    """Return the plan or report in a file.

    A form says which it is; a text is a report if it has a part that only reports have. Rejected, with every fault
    found, if it cannot be used.
    """
    return read_as(
        name,
        data,
        from_form=lambda book: read_unit_form(book, campaign=campaign, units=units),
        from_text=lambda values: _from_text(values, campaign=campaign, units=units),
    )


def _from_text(values: object, *, campaign: Campaign, units: Sequence[Unit]) -> UnitForm:
    if isinstance(values, Mapping) and _ONLY_OF_REPORTS & values.keys():
        return report_of(parse_as(ResultSchema, values, where=report_place), campaign=campaign, units=units)
    return plan_of(parse_form(values), campaign=campaign, units=units)


def read_result_file(name: str, data: bytes, *, campaign: Campaign, units: Sequence[Unit]) -> ResultReport:
    """Return the result report in a file. Rejected as `read_unit_file`, and if it holds a plan."""
    found = read_unit_file(name, data, campaign=campaign, units=units)
    if isinstance(found, UnitPlan):
        raise Rejected(Problem(code=ProblemCode.RESULT_FILE_IS_PLAN, where=name))
    return found


def read_incoming_file(name: str, data: bytes, *, campaign: Campaign, units: Sequence[Unit]) -> FormRead:
    """Return what a file that came in holds: as `read_unit_file`, but what is wrong is returned, not raised.

    What is written beside a form is told too. The file is opened once.
    """
    is_report = False
    beside: tuple[str, ...] = ()

    def from_form(book: Sheets) -> UnitForm:
        nonlocal is_report, beside
        is_report = mark_of(book) == RESULT_FORM.mark
        form = read_unit_form(book, campaign=campaign, units=units)
        kind = RESULT_FORM if is_report else PLAN_FORM
        beside = words_beside(book, kind=kind, campaign=campaign, units=units)
        return form

    try:
        form = read_as(
            name, data, from_form=from_form, from_text=lambda values: _from_text(values, campaign=campaign, units=units)
        )
    except Rejected as refused:
        return FormRead(is_report=is_report, problems=refused.problems)
    return FormRead(form=form, is_report=isinstance(form, ResultReport), beside=beside)

"""A unit's plan from a file, whatever of the accepted kinds it is."""

from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, TypeVar

from emulation_workflow.adapters.schemas.plan_lookup import plan_of
from emulation_workflow.adapters.schemas.plan_schema import parse_form
from emulation_workflow.adapters.schemas.plan_text import READERS, read_text
from emulation_workflow.adapters.spreadsheets.workbook_guard import is_workbook, open_workbook
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.problem_codes import ProblemCode
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.plan import UnitPlan

if TYPE_CHECKING:
    from openpyxl import Workbook

Read = TypeVar("Read")
MOST_BYTES = 10_000_000
MOST_TEXT_BYTES = 1_000_000
SUFFIXES = (".xlsx", *READERS)
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\x1a")


def read_plan_file(name: str, data: bytes, *, campaign: Campaign, units: Sequence[Unit]) -> UnitPlan:
    """The plan in a file called `name` with these bytes. Rejected, with every fault found, if it cannot be used.

    A workbook is known by its bytes, a text by its suffix. Dates are read day first, times are local.
    """

    def from_form(book: "Workbook") -> UnitPlan:
        # Loaded here because the form on screen shares this module's process, and needs no workbooks.
        from emulation_workflow.adapters.forms.filled_forms import read_plan_form  # noqa: PLC0415 - see above

        return read_plan_form(book, campaign=campaign, units=units)

    def from_text(values: object) -> UnitPlan:
        return plan_of(parse_form(values), campaign=campaign, units=units)

    return read_as(name, data, from_form=from_form, from_text=from_text)


def read_as(
    name: str, data: bytes, *, from_form: "Callable[[Workbook], Read]", from_text: Callable[[object], Read]
) -> Read:
    """What the file says, by whoever reads its kind; in what is wrong the file is named."""
    try:
        _ensure_size(len(data), MOST_BYTES)
        if is_workbook(data):
            return from_form(open_workbook(data))
        return from_text(text_values(PurePath(name).suffix.lower(), data))
    except Rejected as refused:
        raise Rejected(*(_in_file(name, problem) for problem in refused.problems)) from None


def text_values(suffix: str, data: bytes) -> object:
    """What a TOML, YAML or JSON file with this suffix says. Rejected if it cannot be read."""
    if suffix not in READERS:
        raise Rejected(Problem(code=_unknown_kind(suffix, data), params={"kinds": list(SUFFIXES)}))
    _ensure_size(len(data), MOST_TEXT_BYTES)
    return read_text(suffix, _decoded(data))


def _ensure_size(size: int, most: int) -> None:
    if size > most:
        facts = {"megabytes": f"{size / 1_000_000:.1f}".replace(".", ","), "most": most // 1_000_000}
        raise Rejected(Problem(code=ProblemCode.PLAN_FILE_TOO_LARGE, params=facts))
    if size == 0:
        raise Rejected(Problem(code=ProblemCode.PLAN_FILE_EMPTY))


def _unknown_kind(suffix: str, data: bytes) -> ProblemCode:
    if suffix == ".xlsx":
        return ProblemCode.PLAN_FILE_DAMAGED
    return ProblemCode.PLAN_FILE_BINARY if _is_binary(data) else ProblemCode.PLAN_FILE_KIND_UNKNOWN


def _is_binary(data: bytes) -> bool:
    return any(byte < ord(" ") and byte not in _TEXT_CONTROLS for byte in data[:4096])


def _decoded(data: bytes) -> str:
    """The text, which must be UTF-8; what else it may be is said, never guessed."""
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


def _in_file(name: str, problem: Problem) -> Problem:
    where = f"{name}, {problem.where}" if problem.where else name
    return Problem(code=problem.code, where=where, params=problem.params)

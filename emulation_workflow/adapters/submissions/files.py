"""A unit's plan from a file, whatever of the accepted kinds it is."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, TypeVar

from emulation_workflow.adapters.forms.filled_forms import read_plan_form
from emulation_workflow.adapters.schemas.plan_lookup import plan_of
from emulation_workflow.adapters.schemas.plan_schema import parse_form
from emulation_workflow.adapters.schemas.plan_text import READERS, read_text
from emulation_workflow.adapters.spreadsheets.workbook_guard import is_workbook, open_workbook
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.submissions import UnitPlan

if TYPE_CHECKING:
    from openpyxl import Workbook

Read = TypeVar("Read")
MOST_BYTES = 10_000_000
MOST_TEXT_BYTES = 1_000_000
SUFFIXES = (".xlsx", *READERS)
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
    name: str, data: bytes, *, from_form: "Callable[[Workbook], Read]", from_text: Callable[[object], Read]
) -> Read:
    """Return what the file says, read by its kind. Rejected with every fault found, the file named in each."""
    try:
        _ensure_size(len(data), MOST_BYTES)
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

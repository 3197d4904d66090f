"""The one schema of a unit's plan: of TOML, YAML and JSON files, of the spreadsheet form and of the form on screen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from difflib import get_close_matches
from typing import Annotated, Any, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from emulation_workflow.adapters.schemas.values import Count, Day, Email, Hour, Line, Mode, Note, Whole, YesNo
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.problem_codes import ProblemCode
from emulation_workflow.domain.submissions.plan import AgendaItem, Headcount, UnitPlan
from emulation_workflow.messages.forms.plan_fields import FIELDS, PLAN, ROW, FieldWords

Loc = tuple[str | int, ...]
"""Where a value stands in a plan: field, row (from 0), field of the row."""

MOST_ROWS = 100

Form = TypeVar("Form", bound=BaseModel)


def titled(key: str, fields: Mapping[str, FieldWords] = FIELDS) -> FieldInfo:
    """The Vietnamese title and description of a field."""
    words = fields[key]

    def without_null(schema: dict[str, Any]) -> None:
        if schema.get("default", ...) is None:
            del schema["default"]  # "Not stated" is written by leaving the field out.

    info: FieldInfo = Field(title=words.title, description=words.about or None, json_schema_extra=without_null)
    return info


def words_of(words: FieldWords) -> ConfigDict:
    return ConfigDict(title=words.title, json_schema_extra={"description": words.about})


class FormPart(BaseModel):
    """A table of a form; a key it does not have is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class HeadcountForm(FormPart):
    """People in the unit on one day (A02)."""

    model_config = words_of(FIELDS["headcount"])

    cadres: Annotated[Count, titled("headcount.cadres")] = None
    civil_servants: Annotated[Count, titled("headcount.civil_servants")] = None
    public_employees: Annotated[Count, titled("headcount.public_employees")] = None
    employees: Annotated[Count, titled("headcount.employees")] = None
    as_of: Annotated[Day, titled("headcount.as_of")] = None


class DelegateRow(FormPart):
    """One category of the level's composition: by its id or by its name."""

    model_config = words_of(FIELDS["delegates.category"])

    category: Annotated[Line, titled("delegates.category")]
    count: Annotated[Whole, titled("delegates.count")]


class GroupRow(FormPart):
    """One group the plan asks to heed: by its id or by its name."""

    model_config = words_of(FIELDS["emphases.group"])

    group: Annotated[Line, titled("emphases.group")]
    count: Annotated[Whole, titled("emphases.count")]


class AgendaRow(FormPart):
    """One of the contents of II.3 that is on the agenda: by its id or by its name."""

    model_config = words_of(FIELDS["agenda.content"])

    content: Annotated[Line, titled("agenda.content")]
    minutes: Annotated[Count, titled("agenda.minutes")] = None
    note: Annotated[Line, titled("agenda.note")] = ""


class PlanForm(FormPart):
    """A unit's plan as it is typed. What the unit does not state is left out.

    A key the schema does not have is refused, as a slip of the pen would otherwise leave a field empty unseen.
    """

    model_config = words_of(PLAN)

    unit: Annotated[Line, titled("unit")]
    number: Annotated[Line, titled("number")]
    signed_on: Annotated[Day, titled("signed_on")] = None
    signer: Annotated[Line, titled("signer")]
    submitted_by: Annotated[Line, titled("submitted_by")] = ""
    submitter_email: Annotated[Email, titled("submitter_email")] = ""
    conference_name: Annotated[Line, titled("conference_name")]
    held_on: Annotated[Day, titled("held_on")] = None
    starts_at: Annotated[Hour, titled("starts_at")] = None
    ends_at: Annotated[Hour, titled("ends_at")] = None
    ends_on: Annotated[Day, titled("ends_on")] = None
    place: Annotated[Line, titled("place")]
    mode: Annotated[Mode, titled("mode")] = None
    headcount: Annotated[HeadcountForm, titled("headcount")] = Field(default_factory=HeadcountForm)
    delegates: Annotated[list[DelegateRow], titled("delegates"), Field(max_length=MOST_ROWS)]
    total: Annotated[Count, titled("total")] = None
    has_no_heroes: Annotated[YesNo, titled("has_no_heroes")] = False
    service_staff: Annotated[Whole, titled("service_staff")] = 0
    emphases: Annotated[list[GroupRow], titled("emphases"), Field(max_length=MOST_ROWS)] = []
    structure: Annotated[list[GroupRow], titled("structure"), Field(max_length=MOST_ROWS)] = []
    agenda: Annotated[list[AgendaRow], titled("agenda"), Field(max_length=MOST_ROWS)]
    report_points: Annotated[list[Line], titled("report_points"), Field(max_length=MOST_ROWS)] = []
    collective_papers: Annotated[Whole, titled("collective_papers")] = 0
    individual_papers: Annotated[Whole, titled("individual_papers")] = 0
    launch_period: Annotated[Line, titled("launch_period")] = ""
    is_online: Annotated[YesNo, titled("is_online")] = False
    combined_with: Annotated[Line, titled("combined_with")] = ""
    covered_by: Annotated[Line, titled("covered_by")] = ""
    note: Annotated[Note, titled("note")] = ""

    def to_plan(self) -> UnitPlan:
        """The plan in these very words. Rejected if one category or group has two rows."""
        as_they_are = {key: getattr(self, key) for key in PlanForm.model_fields.keys() - _OF_PARTS}
        return UnitPlan(
            **as_they_are,
            headcount=Headcount(**dict(self.headcount)),
            delegates=_counted("delegates", [(row.category, row.count) for row in self.delegates]),
            emphases=_counted("emphases", [(row.group, row.count) for row in self.emphases]),
            structure=_counted("structure", [(row.group, row.count) for row in self.structure]),
            agenda=tuple(AgendaItem(**dict(row)) for row in self.agenda),
            report_points=tuple(self.report_points),
        )

    @classmethod
    def from_plan(cls, plan: UnitPlan) -> Self:
        """The form that `to_plan` reads back as `plan`, except its attachments: those come as files."""
        written = asdict(plan)
        del written["attachments"]
        written["delegates"] = [{"category": key, "count": count} for key, count in plan.delegates.items()]
        for key in ("emphases", "structure"):
            written[key] = [{"group": group, "count": count} for group, count in written[key].items()]
        return cls.model_validate(written)

    def as_written(self) -> dict[str, Any]:
        """Plain values for a TOML, YAML or JSON file, what is not stated left out."""
        return self.model_dump(mode="json", exclude_defaults=True)


_OF_PARTS = frozenset({"headcount", "delegates", "emphases", "structure", "agenda", "report_points"})


def _counted(key: str, rows: list[tuple[str, int]]) -> dict[str, int]:
    counts = dict(rows)
    if len(counts) < len(rows):
        named = [name for name, _ in rows]
        twice = next(name for name in named if named.count(name) > 1)
        raise Rejected(Problem(code=ProblemCode.PLAN_ROW_TWICE, where=FIELDS[key].title, params={"value": twice}))
    return counts


def place_words(loc: Loc, fields: Mapping[str, FieldWords] = FIELDS) -> str:
    """Where in a plan, by titles: "Thành phần đại biểu, dòng 3, Số lượng"."""
    words, path = [], ""
    for part in loc:
        if isinstance(part, int):
            words.append(ROW.format(number=part + 1))
            continue
        path = f"{path}.{part}" if path else part
        words.append(fields[path].title if path in fields else part)
    return ", ".join(words)


def parse_form(
    raw: object, *, where: Callable[[Loc], str] = place_words, missing: str = ProblemCode.PLAN_KEY_MISSING
) -> PlanForm:
    """`raw` as a form. Rejected with every fault found.

    `where` names a place for people; `missing` is the code of what they are told of a field that is not there.
    """
    return parse_as(PlanForm, raw, where=where, missing=missing)


def parse_as(
    schema: type[Form],
    raw: object,
    *,
    where: Callable[[Loc], str],
    missing: str = ProblemCode.PLAN_KEY_MISSING,
    fields: Mapping[str, FieldWords] = FIELDS,
) -> Form:
    """`raw` by this schema, as in `parse_form`; a key that is not there may be meant for one of its `fields`."""
    if not isinstance(raw, Mapping):
        raise Rejected(Problem(code=ProblemCode.PLAN_NOT_A_TABLE))
    try:
        return schema.model_validate(dict(raw))
    except ValidationError as found:
        keys = sorted(schema.model_fields.keys() | {key.rpartition(".")[2] for key in fields})
        raise Rejected(*(_problem(error, where, missing, keys) for error in found.errors())) from None


_NATIVE = {
    "extra_forbidden": ProblemCode.PLAN_KEY_UNKNOWN,
    "list_type": ProblemCode.PLAN_ROWS_EXPECTED,
    "model_type": ProblemCode.PLAN_PART_EXPECTED,
    "too_long": ProblemCode.PLAN_ROWS_TOO_MANY,
}
"""Faults pydantic finds by itself; the others are named in `plan_values`."""


def _problem(error: ErrorDetails, where: Callable[[Loc], str], missing: str, keys: Sequence[str]) -> Problem:
    loc = error["loc"]
    code = missing if error["type"] == "missing" else _NATIVE.get(error["type"], error["type"])
    facts = {**error.get("ctx", {}), "key": str(loc[-1]), "most": error.get("ctx", {}).get("max_length", MOST_ROWS)}
    if code == ProblemCode.PLAN_KEY_UNKNOWN and (near := get_close_matches(str(loc[-1]), keys, n=1)):
        code, facts["meant"] = ProblemCode.PLAN_KEY_MISSPELT, near[0]
    return Problem(code=ProblemCode(code), where=where(loc), params=facts)

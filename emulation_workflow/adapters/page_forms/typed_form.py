"""What is typed on a unit's page, read into its plan or report; every fault is told under the key of its field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from emulation_workflow.adapters.forms.cells import MINUTES, NOTE
from emulation_workflow.adapters.forms.kinds import RESULT_FORM
from emulation_workflow.adapters.forms.layout import EntryKind, FormEntry
from emulation_workflow.adapters.page_forms.page_form import PageForm, entries_of
from emulation_workflow.adapters.schemas.plan_choices import rules_behind
from emulation_workflow.adapters.schemas.plan_lookup import plan_of
from emulation_workflow.adapters.schemas.plan_schema import Loc, PlanSchema, not_stated, parse_as
from emulation_workflow.adapters.schemas.result_schema import ResultSchema, report_of
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.findings import Finding
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.submissions import UnitForm
from emulation_workflow.messages.forms import forms as words
from emulation_workflow.messages.forms.fields import FieldKind, FormField, parts_of


def read_typed(form: PageForm, units: Sequence[Unit]) -> UnitForm:
    """Return the plan or report that is typed. Rejected with every fault, `where` being the key of its field."""
    reading = _Reading(form)
    if reading.is_empty:
        raise Rejected(Problem(code=ProblemCode.PLAN_FORM_EMPTY))
    schema: type[PlanSchema] = PlanSchema
    build: Any = plan_of
    if form.kind is RESULT_FORM:
        schema, build = ResultSchema, report_of
    found: UnitForm | None = None
    problems = list(reading.problems)
    try:
        parsed = parse_as(schema, reading.raw, where=reading.where)
        found = build(parsed, campaign=form.campaign, units=units, where=reading.where)
    except Rejected as rejected:
        problems += rejected.problems
    if problems or found is None:
        raise Rejected(*problems)
    return found


def field_of(form: PageForm, finding: Finding) -> str:
    """Return the key of the field that a finding is about, of its row if that is one alone; "" if of no single one."""
    level = form.campaign.level_of(form.unit.level)
    keys = [key for key, rule in rules_behind(form.campaign, form.kind.fields) if rule == finding.rule]
    for key in dict.fromkeys(keys):
        rows = [each.id for each in form.kind.fields[key].choices(form.campaign, level) if each.rule == finding.rule]
        if len(rows) == 1 and any(entry.key == f"{key}.{rows[0]}" for entry in entries_of(form.parts)):
            return f"{key}.{rows[0]}"
    asked = {entry.key.partition(".")[0] for entry in entries_of(form.parts)}
    asked |= {part.table.key for part in form.parts if part.table}
    return next((key for key in keys if key in asked), "")


@dataclass(slots=True)
class _Reading:
    """The texts on their way to the schema: `raw` in its shape, and from which field each value came."""

    form: PageForm
    raw: dict[str, Any] = field(default_factory=dict)
    places: dict[Loc, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    is_empty: bool = True

    def __post_init__(self) -> None:
        self.raw = not_stated(self._fields) | {"unit": self.form.unit.code}
        for entry in entries_of(self.form.parts):
            if entry.kind is not EntryKind.SUM:
                self._read(entry)
        for part in self.form.parts:
            if part.table is not None:
                self._read_table(part.table.key)

    @property
    def _fields(self) -> Mapping[str, FormField]:
        return self.form.kind.fields

    def where(self, loc: Loc) -> str:
        return self.places.get(loc) or ".".join(str(part) for part in loc)

    def _read(self, entry: FormEntry) -> None:
        name, _, part = entry.key.partition(".")
        declared, value = self._fields[name], self._text(entry.key)
        if declared.kind is FieldKind.AGENDA:
            self._read_agenda(entry.key, part, is_on=value == words.YES)
            return
        if not value:
            return
        self.is_empty = False
        match declared.kind:
            case FieldKind.TICKS:
                if value == words.YES:
                    self._add(name, entry.key, part)
            case FieldKind.COUNTS:
                self._add(name, entry.key, dict(zip(parts_of(name, self._fields), (part, value), strict=True)))
            case FieldKind.NOTES:
                self._add(name, entry.key, value)
            case FieldKind.GROUP:
                self.raw.setdefault(name, {})[part] = value
                self.places[name, part] = entry.key
            case FieldKind.YES_NO:
                self.raw[name] = value == declared.yes if value in declared.answers else value
                self.places[name,] = entry.key
            case _:
                self.raw[name] = value
                self.places[name,] = entry.key

    def _read_agenda(self, key: str, content: str, *, is_on: bool) -> None:
        stated = {part: self._text(f"{key} {part}") or None for part in (MINUTES, NOTE)}
        if is_on:
            self.is_empty = False
            self._add("agenda", key, {"content": content, **stated})
        elif any(stated.values()):
            self.problems.append(Problem(code=ProblemCode.PLAN_FORM_NOT_ON_AGENDA, where=key))

    def _read_table(self, key: str) -> None:
        self.raw[key] = []
        for number, row in enumerate(self.form.typed.rows.get(key, ())):
            self.is_empty = False
            self._add(key, f"{key}.{number}", {part: text or None for part, text in row.items()})
            self.places |= {(key, number, part): f"{key}.{number}.{part}" for part in row}

    def _add(self, name: str, key: str, item: Any) -> None:
        rows = self.raw.setdefault(name, [])
        self.places[name, len(rows)] = key
        if isinstance(item, dict):
            self.places |= {(name, len(rows), part): key for part in item}
        rows.append(item)

    def _text(self, key: str) -> str:
        return self.form.typed.values.get(key, "").strip()

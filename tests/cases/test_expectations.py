"""What a careful official expects of plans and reports, as the YAML files beside this one say it (see README.md)."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter

from emulation_workflow.adapters.campaign_file import load_campaign
from emulation_workflow.adapters.schemas.order_schema import parse_order
from emulation_workflow.adapters.schemas.plan_lookup import find_unit
from emulation_workflow.adapters.schemas.result_schema import ResultSchema
from emulation_workflow.adapters.schemas.values import read_day
from emulation_workflow.adapters.spreadsheets.register import read_units
from emulation_workflow.adapters.submissions.files import read_plan_file, read_result_file
from emulation_workflow.adapters.submissions.order_lookup import document_of
from emulation_workflow.bootstrap import CAMPAIGNS
from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.checks import Neighbour, check_plan, is_pilot_named
from emulation_workflow.domain.checks.reports.examine import Clearance, ReportHistory, check_result
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.findings import Finding, Verdict
from emulation_workflow.domain.orders.order import Order
from emulation_workflow.domain.registers.consistency import known_to
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.plan import UnitPlan

HERE = Path(__file__).parent
CAMPAIGN = CAMPAIGNS / "kon_tum_2020"
KINDS = ("plans", "reports")
NAMED_BY = {"delegates": "category", "emphases": "group", "structure": "group"}
"""Tables of a form that a case writes as "row: count", and the column that names the row."""
MERGED = (*NAMED_BY, "headcount", "agenda")
"""Fields of which a case says only the rows that differ."""
SILENT: Literal["silent"] = "silent"
ALWAYS_COMPARED = {Verdict.BREACH, Verdict.ASK}

Day = Annotated[date, BeforeValidator(read_day)]
Judgement = Literal["sound", "refused"] | dict[str, Verdict | Literal["silent"]]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Opinion(Strict):
    """The day that the Committee's opinion fixed, and the number of its paper."""

    day: Day
    paper: str


class Case(Strict):
    """A plan or report, the facts around it, and what a careful official finds."""

    case: str
    base: str
    unit: str | None = None
    changes: dict[str, Any] = Field(default_factory=dict)
    today: Day | None = None
    named_pilots: list[str] = Field(default_factory=list)
    neighbours: dict[str, Day] = Field(default_factory=dict)
    orders: list[dict[str, Any]] = Field(default_factory=list)
    opinion: Opinion | None = None
    earlier_plan: dict[str, Any] | None = None
    cleared_on: Day | Literal["never"] | None = None
    reported_before: bool = False
    expected: Judgement
    why: str
    file: str = ""


@cache
def campaign() -> Campaign:
    return load_campaign(CAMPAIGN)


@cache
def register() -> tuple[Unit, ...]:
    """The campaign's units and the made-up ones."""
    made_up = TypeAdapter(list[Unit]).validate_python(_yaml("bases/units.yaml"))
    return (*read_units(CAMPAIGN / "units.csv", known_to(campaign())).entries, *made_up)


@cache
def _yaml(name: str) -> Any:
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


def cases() -> list[Case]:
    files = [path for kind in KINDS for path in sorted((HERE / kind).glob("*.yaml"))]
    names = [str(path.relative_to(HERE)) for path in files]
    return [Case.model_validate({**row, "file": name}) for name in names for row in _yaml(name)]


def sound(base: str, kind: str) -> dict[str, Any]:
    """The base as its files say it; a report tells of the planned conference, without what only a plan counts."""
    plan: dict[str, Any] = _yaml("bases/plans.yaml")[base]
    if kind == "plans":
        return plan
    own: dict[str, Any] = _yaml("bases/reports.yaml")[base]
    return plan | {"collective_papers": 0, "individual_papers": 0, "agenda": dict.fromkeys(plan["agenda"])} | own


def written(case: Case, kind: str, changes: dict[str, Any]) -> dict[str, Any]:
    """The plan or report as its unit would write it: the base with the changes."""
    base = sound(case.base, kind) | ({"unit": case.unit} if case.unit else {})
    parts = {key: base.get(key, {}) | (changes.get(key) or {}) for key in MERGED if changes.get(key, {}) is not None}
    form = {key: value for key, value in (base | changes).items() if key not in MERGED and value is not None}
    counts = {key: _rows(parts[key]) for key in NAMED_BY}
    for key, name in NAMED_BY.items():
        form[key] = [{name: word, "count": count} for word, count in counts[key].items()]
    form["agenda"] = [_item(word, minutes) for word, minutes in parts["agenda"].items() if minutes != "absent"]
    form["headcount"] = _rows(parts.get("headcount", {}))
    if "total" not in changes:
        form["total"] = sum(counts["delegates"].values())
    return form


def _rows(part: Mapping[str, Any]) -> dict[str, Any]:
    return {word: value for word, value in part.items() if value is not None}


def _item(word: str, minutes: int | None) -> dict[str, Any]:
    return {"content": word} | ({} if minutes is None else {"minutes": minutes})


def unit_named(case: Case, words: str) -> Unit:
    """The unit of these words, a pilot if its district named it."""
    unit = find_unit(words, register(), day=campaign().effective_from)
    pilots = {find_unit(name, register(), day=campaign().effective_from).code for name in case.named_pilots}
    return replace(unit, pilot=unit.pilot or unit.code in pilots)


def orders_of(case: Case) -> list[Order]:
    """The orders on record, each entered at noon of the day it was signed."""
    found: list[Order] = []
    for raw in case.orders:
        form = parse_order(raw)
        assert form.signed_on is not None
        entered = datetime.combine(form.signed_on, time(12), tzinfo=UTC)
        found += document_of(form, campaign=campaign(), units=register(), entered_at=entered)
    return found


def plan_of(case: Case, changes: dict[str, Any]) -> UnitPlan:
    data = json.dumps(written(case, "plans", changes), ensure_ascii=False).encode()
    return read_plan_file("plan.json", data, campaign=campaign(), units=register())


def findings_on(case: Case) -> list[Finding]:
    """What the program finds; raise Rejected if it refuses the file."""
    opinion = case.opinion
    around: dict[str, Any] = {
        "calendar": WorkCalendar(holidays=campaign().holidays),
        "orders": orders_of(case),
        "neighbours": [Neighbour(unit=unit_named(case, name), held_on=day) for name, day in case.neighbours.items()],
        "fixed_day": opinion.day if opinion else None,
        "fixed_by": opinion.paper if opinion else "",
    }
    if case.file.startswith("plans"):
        plan = plan_of(case, case.changes)
        around["as_of"] = case.today or plan.signed_on
        around["pilot_is_named"] = is_pilot_named(unit_named(case, plan.unit), _named(case))
        return list(check_plan(plan, campaign(), unit_named(case, plan.unit), **around))
    data = json.dumps(written(case, "reports", case.changes), ensure_ascii=False).encode()
    report = read_result_file("report.json", data, campaign=campaign(), units=register())
    around["as_of"] = case.today or report.conference.signed_on
    unit = unit_named(case, report.unit)
    around["pilot_is_named"] = is_pilot_named(unit, _named(case))
    return list(check_result(report, campaign(), unit, before=before(case), **around))


def _named(case: Case) -> list[Unit]:
    """The units among which a pilot of the unit's district stands, if one is named."""
    return [*register(), *(unit_named(case, words) for words in case.named_pilots)]


def before(case: Case) -> ReportHistory:
    """What the record has of the unit before the report."""
    cleared = case.cleared_on
    return ReportHistory(
        plan=None if case.earlier_plan is None else plan_of(case, case.earlier_plan),
        clearance=None if cleared is None else Clearance(since=None if cleared == "never" else cleared),
        has_reported=case.reported_before,
    )


def judged(case: Case) -> Judgement:
    """What the program says: every breach and question, and of the rules that the case names whatever it says."""
    try:
        found = {finding.rule: finding.verdict for finding in findings_on(case)}
    except Rejected as refused:
        misspelt = [problem for problem in refused.problems if problem.code.startswith("plan_key_")]
        assert not misspelt, f"{case.case}: the case has keys that no form has: {misspelt}"
        return "refused"
    named = set() if isinstance(case.expected, str) else case.expected.keys()
    silent: dict[str, Verdict | Literal["silent"]] = dict.fromkeys(named - found.keys(), SILENT)
    said = {rule: word for rule, word in found.items() if rule in named or word in ALWAYS_COMPARED}
    return silent | said or "sound"


def shown(case: Case, found: Judgement) -> str:
    said = {"expected": _words(case.expected), "found": _words(found)}
    lines = {"case": f"{case.case} ({case.file})", **said, "why": case.why}
    return "\n" + "\n".join(f"  {key}: {value}" for key, value in lines.items())


def _words(judgement: Judgement) -> str:
    if isinstance(judgement, str):
        return judgement
    return ", ".join(f"{rule} {word}" for rule, word in sorted(judgement.items()))


def _id(case: Case) -> str:
    return f"{case.file.removesuffix('.yaml')}: {case.case}"


@pytest.mark.parametrize("case", cases(), ids=_id)
def test_expectation(case: Case) -> None:
    found = judged(case)
    assert found == case.expected, shown(case, found)


def test_cases_can_be_trusted() -> None:
    """Every case has a name of its own, changes fields that exist and names rules of the plan; none is left out."""
    found = cases()
    assert len({_id(case) for case in found}) == len(found)
    assert not {key for case in found for key in case.changes} - ResultSchema.model_fields.keys()
    named = {rule for case in found if not isinstance(case.expected, str) for rule in case.expected}
    assert not named - {rule.id for rule in campaign().rules}
    for kind in KINDS:
        assert {case.base for case in found if case.file.startswith(kind)} == set(_yaml(f"bases/{kind}.yaml"))

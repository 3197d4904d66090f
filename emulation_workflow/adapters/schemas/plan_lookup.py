"""From a form's words to the register's and the campaign's own: which unit, which category, which content is meant."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from pydantic import BaseModel

from emulation_workflow.adapters.schemas.plan_schema import Loc, PlanForm, place_words
from emulation_workflow.domain.campaign import Campaign, Category, Conference, Content, Emphasis, Level
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.problem_codes import ProblemCode
from emulation_workflow.domain.registers.unit_names import display_name, search
from emulation_workflow.domain.registers.units import Unit, searchable
from emulation_workflow.domain.submissions.plan import UnitPlan

_MOST_SUGGESTED = 5

Where = Callable[[Loc], str]
Row = TypeVar("Row", bound=BaseModel)


def plan_of(form: PlanForm, *, campaign: Campaign, units: Sequence[Unit], where: Where = place_words) -> UnitPlan:
    """The plan that `form` is, in ids: unit, categories, groups and contents may be given by id or by name.

    Contents and points are put in the campaign's order, so that one plan has one SHA-256 however it was written down.
    Rejected with every fault found: a unit that is unknown, has a namesake or is not bound by the plan; words the
    unit's level does not have.
    """
    day = form.held_on or form.signed_on or campaign.effective_from
    unit = find_unit(form.unit, units, day=day, where=where(("unit",)))
    _, conference = level_of(unit, campaign)
    lookup = _Lookup(where)
    plan = form.model_copy(
        update={
            "unit": unit.code,
            "delegates": lookup.rows("delegates", "category", form.delegates, _names(conference.composition)),
            "emphases": lookup.rows("emphases", "group", form.emphases, _names(conference.emphases)),
            "structure": lookup.rows("structure", "group", form.structure, _names(conference.structure)),
            "agenda": lookup.rows("agenda", "content", form.agenda, _names(campaign.contents)),
            "report_points": lookup.points(form.report_points, campaign.contents),
        }
    )
    if lookup.problems:
        raise Rejected(*lookup.problems)
    return plan.to_plan()


def level_of(unit: Unit, campaign: Campaign) -> tuple[Level, Conference]:
    """The unit's level and what the campaign orders for its conferences. Rejected if it orders nothing."""
    level = campaign.level_of(unit.level)
    if level is None or level.conference is None:
        facts = {"unit": unit.name, "code": unit.code, "plan": campaign.plan.number}
        raise Rejected(Problem(code=ProblemCode.PLAN_UNIT_NOT_BOUND, params=facts))
    return level, level.conference


def find_unit(words: str, units: Sequence[Unit], *, day: date, where: str = "") -> Unit:
    """The one unit whose code or name this is; marks, case and spaces do not matter.

    Never the likeliest of several: a plan must not reach another unit's record.
    """
    parents = {unit.code: unit for unit in units}
    same = [unit for unit in units if unit.code.casefold() == words.casefold()] or [
        unit for unit in units if _key(words) in {_key(name) for name in _names_of(unit, parents)}
    ]
    found = {unit.code: unit for unit in same if unit.is_valid_on(day)} or {unit.code: unit for unit in same}
    if len(found) == 1:
        return next(iter(found.values()))
    near = list(found.values()) or search(units, words, units)[:_MOST_SUGGESTED]
    code = (
        ProblemCode.PLAN_UNIT_AMBIGUOUS
        if found
        else ProblemCode.PLAN_UNIT_MISSPELT
        if near
        else ProblemCode.PLAN_UNIT_UNKNOWN
    )
    named = [f"{_full_name(unit, parents)}: {unit.code}" for unit in near]
    raise Rejected(Problem(code=code, where=where, params={"value": words, "units": named}))


def _names_of(unit: Unit, parents: Mapping[str, Unit]) -> tuple[str, ...]:
    """As in the register; with the unit above, as people tell namesakes apart; with the code, as lists offer it."""
    return unit.name, _full_name(unit, parents), f"{unit.name} ({unit.code})"


def _full_name(unit: Unit, parents: Mapping[str, Unit]) -> str:
    return display_name(unit, parents.get(unit.parent or ""))


def _key(text: str) -> str:
    return "".join(sign for sign in searchable(text) if sign.isalnum())


def _names(listed: Iterable[Category | Emphasis | Content]) -> dict[str, str]:
    return {one.id: one.name for one in listed}


class _Lookup:
    """Looks rows up and collects what it does not find, so that all of it can be said at once."""

    def __init__(self, where: Where) -> None:
        self.where = where
        self.problems: list[Problem] = []

    def rows(self, key: str, part: str, rows: Sequence[Row], allowed: Mapping[str, str]) -> list[Row]:
        """`rows` with the id in place of whatever `part` of each row says, in the order of `allowed`."""
        ids = self.ids([getattr(row, part) for row in rows], allowed, place=lambda index: (key, index, part))
        settled = [row.model_copy(update={part: one}) for row, one in zip(rows, ids, strict=True)]
        order = list(allowed)
        return sorted(settled, key=lambda row: order.index(getattr(row, part))) if not self.problems else settled

    def points(self, stated: Sequence[str], contents: Sequence[Content]) -> list[str]:
        allowed = {point: point for content in contents for point in content.points}
        ids = self.ids(stated, allowed, place=lambda index: ("report_points", index))
        return [point for point in allowed if point in ids]

    def ids(self, words: Sequence[str], allowed: Mapping[str, str], *, place: Callable[[int], Loc]) -> list[str]:
        found: list[str] = []
        for index, word in enumerate(words):
            one = _id(word, allowed)
            if one is None:
                code = ProblemCode.PLAN_WORD_UNKNOWN if allowed else ProblemCode.PLAN_WORD_UNASKED
                shown = [_shown(key, name) for key, name in allowed.items()]
                self._refuse(code, place(index), value=word, allowed=shown)
            elif one in found:
                self._refuse(ProblemCode.PLAN_ROW_TWICE, place(index), value=allowed[one])
            found.append(one or word)
        return found

    def _refuse(self, code: ProblemCode, loc: Loc, **facts: object) -> None:
        self.problems.append(Problem(code=code, where=self.where(loc), params=facts))


def _id(word: str, allowed: Mapping[str, str]) -> str | None:
    if word in allowed:
        return word
    return next((key for key, name in allowed.items() if _key(name) == _key(word)), None)


def _shown(key: str, name: str) -> str:
    return name if key == name else f"{key} ({name})"

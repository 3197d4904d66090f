"""From a form's words to the register's and the campaign's own: which unit, which category, which content is meant."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel

from emulation_workflow.adapters.schemas.legacy_letters import found_as, readings
from emulation_workflow.adapters.schemas.plan_schema import Loc, PlanSchema, place_words
from emulation_workflow.domain.campaign import Campaign, Conference, Level
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.papers.numbers import code_in, is_day_of_spreadsheet, is_of_another_kind
from emulation_workflow.domain.registers import Unit, display_name, search, searchable
from emulation_workflow.domain.submissions import UnitPlan
from emulation_workflow.domain.texts import visible
from emulation_workflow.messages.forms.choices import offered
from emulation_workflow.messages.forms.fields import FieldKind
from emulation_workflow.messages.forms.unit_words import BODIES, SHORT_KINDS

_MAX_SUGGESTED = 5
_KINDS = {searchable(short): searchable(kind) for short, kind in SHORT_KINDS.items()}
_SHORT_KIND = re.compile(rf"(?:^|(?<=[,(] )|(?<=\())(?P<kind>{'|'.join(_KINDS)})(?:\. ?| )(?=\w)")
"""At the beginning of a name: of the unit's own, or of the one above it."""

Where = Callable[[Loc], str]


def plan_of(form: PlanSchema, *, campaign: Campaign, units: Sequence[Unit], where: Where = place_words) -> UnitPlan:
    """Return the plan that `form` is, in ids: unit, categories, groups and contents may be given by id or by name.

    Contents and points are put in the campaign's order, so that one plan has one SHA-256 however it was written down.
    Rejected with every fault found: a unit that is unknown, has a namesake or is not bound by the plan; words the
    unit's level does not have.
    """
    typed = dict(form)
    day = typed["held_on"] or typed["signed_on"] or campaign.effective_from
    unit = find_unit(typed["unit"], units, day=day, where=where(("unit",)))
    level, _ = level_of(unit, campaign)
    lookup = _Lookup(where)
    found = {
        key: lookup.chosen(
            key,
            typed[key],
            {choice.id: choice.name for choice in field.choices(campaign, level)},
            offered(field.choices, campaign),
            {choice.id: choice.name for choice in field.choices(campaign, None)} if field.takes_own_words else None,
        )
        for key, field in form.declarations.items()
        if field.kind in (FieldKind.COUNTS, FieldKind.AGENDA, FieldKind.TICKS)
    }
    lookup.check_number(typed["number"], form.paper)
    if lookup.problems:
        raise Rejected(*lookup.problems)
    return form.model_copy(update={"unit": unit.code, **found}).to_plan()


def level_of(unit: Unit, campaign: Campaign) -> tuple[Level, Conference]:
    """Return the unit's level and what the campaign orders for its conferences. Rejected if it orders nothing."""
    level = campaign.level_of(unit.level)
    if level is None:
        params = {"unit": unit.name, "code": unit.code, "plan": campaign.plan.number}
        raise Rejected(Problem(code=ProblemCode.PLAN_UNIT_NOT_BOUND, params=params))
    if level.conference is None:
        clause = campaign.rule(level.rule).clause
        params = {"unit": unit.name, "level": level.name, "clause": clause, "plan": campaign.plan.number}
        raise Rejected(Problem(code=ProblemCode.PLAN_UNIT_OF_OWN_PLAN, params=params))
    return level, level.conference


def searched(units: Sequence[Unit], words: str, parents: Sequence[Unit]) -> tuple[Unit, ...]:
    """Return every unit that `words` may mean, also typed in a former font; see domain.registers.search."""
    return next((found for typed in readings(words) if (found := search(units, typed, parents))), ())


def find_unit(words: str, units: Sequence[Unit], *, day: date, where: str = "") -> Unit:
    """Return the one unit whose code or name this is; marks, case, spaces and a former font do not matter.

    Never the likeliest of several: a plan must not reach another unit's record.
    """
    return found_as(words, lambda typed: _unit_named(typed, units, day=day, where=where))


def _unit_named(words: str, units: Sequence[Unit], *, day: date, where: str) -> Unit:
    parents, words = {unit.code: unit for unit in units}, visible(words).strip()
    meant = {name_compared(words), name_compared(_written_out(words))}
    same = [unit for unit in units if unit.code.casefold() == words.casefold()] or [
        unit for unit in units if meant & {name_compared(name) for name in _names_of(unit, parents)}
    ]
    found = {unit.code: unit for unit in same if unit.is_valid_on(day)} or {unit.code: unit for unit in same}
    if len(found) == 1:
        return next(iter(found.values()))
    near = list(found.values()) or searched(units, words, units)[:_MAX_SUGGESTED]
    code = (
        ProblemCode.PLAN_UNIT_AMBIGUOUS
        if found
        else ProblemCode.PLAN_UNIT_MISSPELT
        if near
        else ProblemCode.PLAN_UNIT_UNKNOWN
    )
    named = [f"{_full_name(unit, parents)}: {unit.code}" for unit in near]
    raise Rejected(Problem(code=code, where=where, params={"value": words, "units": named}))


def _written_out(words: str) -> str:
    """Return a unit's name as registers have it: without the body that acts for it, and its kind not shortened."""
    own = searchable(words)
    for body in map(searchable, BODIES):
        own = own.removeprefix(f"{body} ")
    return _SHORT_KIND.sub(lambda found: _KINDS[found["kind"]] + " ", own)


def codes_by_name(units: Sequence[Unit]) -> Mapping[str, Collection[str]]:
    """Return the codes of the units that bear each name; names are as `name_compared` makes them."""
    parents = {unit.code: unit for unit in units}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for unit in units:
        for name in _names_of(unit, parents):
            found[name_compared(name)].add(unit.code)
    return found


def _names_of(unit: Unit, parents: Mapping[str, Unit]) -> tuple[str, ...]:
    """Return the name as registered; with the unit above, which tells namesakes apart; with the code, as in lists."""
    return unit.name, _full_name(unit, parents), f"{unit.name} ({unit.code})"


def _full_name(unit: Unit, parents: Mapping[str, Unit]) -> str:
    return display_name(unit, parents.get(unit.parent or ""))


def name_compared(text: str) -> str:
    """Return a unit's name for comparing: its letters and digits, without marks."""
    return "".join(character for character in searchable(text) if character.isalnum())


class _Lookup:
    """Looks rows up and collects what it does not find, so that all faults are reported at once."""

    def __init__(self, where: Where) -> None:
        self.where = where
        self.problems: list[Problem] = []

    def chosen(
        self,
        key: str,
        rows: Sequence[Any],
        allowed: Mapping[str, str],
        shown: Mapping[str, str],
        elsewhere: Mapping[str, str] | None,
    ) -> list[Any]:
        """Return `rows` in the order of `allowed`, each with the id in place of what it names, own words after them.

        A row is a name by itself, or a model whose first field is the name. `shown`: names as screens offer them; one
        of another level was chosen there, and is nobody's own word. `elsewhere`: where own words are taken, every
        level's names by id.
        """
        names = {name_compared(words): name for words, name in shown.items() if words != name}
        settled: dict[str, Any] = {}
        for index, row in enumerate(rows):
            if isinstance(row, BaseModel):
                part, word = next(iter(row))
                found = self._id(word, allowed, (key, index, part), settled, names, elsewhere=elsewhere)
                settled[found] = row.model_copy(update={part: found})
            else:
                found = self._id(row, allowed, (key, index), settled, names, elsewhere=elsewhere)
                settled[found] = found
        in_order = [*allowed, *sorted(settled.keys() - allowed.keys())]
        return [settled[found] for found in in_order if found in settled]

    def check_number(self, number: str, code: str) -> None:
        """Refuse a number that is another kind of paper's: the unit may have taken the wrong paper's."""
        if is_day_of_spreadsheet(number):
            self._refuse(ProblemCode.PLAN_TEXT_IS_DAY, ("number",))
        elif is_of_another_kind(number, code):
            params = {"value": number, "found": code_in(number), "wanted": code}
            self._refuse(ProblemCode.PAPER_NUMBER_OF_OTHER_KIND, ("number",), **params)

    def _id(
        self,
        word: str,
        allowed: Mapping[str, str],
        loc: Loc,
        settled: Collection[str],
        shown: Mapping[str, str],
        *,
        elsewhere: Mapping[str, str] | None,
    ) -> str:
        named = shown.get(name_compared(word), word)
        same = (key for key, name in allowed.items() if name_compared(name) == name_compared(named))
        found = word if word in allowed else next(same, None)
        if found is None and elsewhere is not None and name_compared(word) and named == word:
            own = elsewhere.get(word, word)
            found = next((words for words in settled if name_compared(words) == name_compared(own)), own)
        if found is None:
            code = ProblemCode.PLAN_WORD_UNKNOWN if allowed else ProblemCode.PLAN_WORD_UNASKED
            self._refuse(code, loc, value=word, allowed=list(allowed.values()))
        elif found in settled:
            self._refuse(ProblemCode.PLAN_ROW_TWICE, loc, value=allowed.get(found, found))
        return found or word

    def _refuse(self, code: ProblemCode, loc: Loc, **params: object) -> None:
        self.problems.append(Problem(code=code, where=self.where(loc), params=params))

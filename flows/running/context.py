"""What the flows work with: the office, its settings, and the words of its register."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache

from emulation_workflow import bootstrap
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.problem_codes import ProblemCode
from emulation_workflow.domain.registers.unit_names import display_name
from emulation_workflow.domain.registers.units import Official, Unit, searchable
from emulation_workflow.domain.schedule.derivation import derive
from emulation_workflow.messages import sentence
from emulation_workflow.office.office import Office, is_bound
from emulation_workflow.settings import Settings

LONGEST_NUMBER = 9
"""Digits of a number that people type; with more it is no number of ours."""


@cache
def settings() -> Settings:
    return bootstrap.settings()


@cache
def office() -> Office:
    return bootstrap.office(settings())


def today() -> date:
    """The office's day, in its time zone."""
    return office().clock.now().date()


def unit_of(code: str) -> Unit:
    """The unit with this code. Rejected if there is none today."""
    with office().store.look() as record:
        return office().bound_unit(record.register, code, today())


def _day_of_names() -> date:
    """The day whose register names units on forms: today, or the campaign's nearest day (units are renamed later)."""
    campaign = office().campaign
    return min(max(today(), campaign.effective_from), campaign.congress.window.end)


def pilots() -> dict[str, str]:
    """The gated pilots' codes by the names people choose them by."""
    with office().store.look() as record:
        named = [(record.register.unit(code, _day_of_names()), code) for _, code in office().campaign.gated_pilots()]
    return {unit.name if unit else code: code for unit, code in named}


def unit_names() -> list[str]:
    """The units the plan binds, as a form offers them; two that share a name go with the unit above them."""
    return _names_of([unit for unit in _everybody() if is_bound(office().campaign, unit)])


def owing_names() -> list[str]:
    """The same for every unit that owes anything, the province's own among them."""
    owing = {one.unit for one in derive(office().campaign, _everybody(), on=_day_of_names())}
    return _names_of([unit for unit in _everybody() if unit.code in owing])


def _everybody() -> Sequence[Unit]:
    with office().store.look() as record:
        return record.register.units(_day_of_names())


def _names_of(units: Sequence[Unit]) -> list[str]:
    above = {unit.code: unit for unit in _everybody()}
    names = Counter(searchable(unit.name) for unit in units)
    return [
        unit.name if names[searchable(unit.name)] == 1 else display_name(unit, above.get(unit.parent or ""))
        for unit in units
    ]


def groups() -> list[str]:
    """The clusters and blocks that units belong to, as a form offers them."""
    with office().store.look() as record:
        return sorted({unit.group for unit in record.register.units(_day_of_names()) if unit.group})


def pilot_code(words: str) -> str:
    """The gated pilot that this name or code means. Rejected("pilot_unknown") otherwise."""
    known = pilots()
    for name, code in known.items():
        if searchable(words) in (searchable(name), searchable(code)):
            return code
    raise Rejected(Problem(code=ProblemCode.PILOT_UNKNOWN, params={"value": words, "allowed": ", ".join(known)}))


def official_number(words: str) -> str:
    """The number of the one official with this name or number. Rejected if there is none, or several."""
    with office().store.look() as record:
        officials = record.register.officials()
    found = [one for one in officials if searchable(words) in (searchable(one.name), searchable(one.number))]
    if len(found) == 1:
        return found[0].number
    raise Rejected(_no_such_person(words, found))


def _no_such_person(words: str, found: Sequence[Official]) -> Problem:
    if not found:
        return Problem(code=ProblemCode.OFFICIAL_UNKNOWN, params={"value": words})
    return Problem(
        code=ProblemCode.OFFICIAL_AMBIGUOUS, params={"value": words, "numbers": ", ".join(one.number for one in found)}
    )


def said(problems: Sequence[Problem]) -> str:
    """The problems in words for a person."""
    return " ".join(sentence(problem) for problem in problems)

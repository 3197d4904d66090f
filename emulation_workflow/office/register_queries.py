"""What flows and commands ask of the register. Nothing changes."""

from collections.abc import Sequence
from datetime import date

from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.registers import Official, Unit, searchable
from emulation_workflow.office.office import Office


def units(office: Office, on: date | None = None) -> Sequence[Unit]:
    """Return the units of that day; without a day, every unit in each period of its validity."""
    return office.read(lambda record: record.register.units(on))


def bound_unit(office: Office, code: str, on: date) -> Unit:
    """Return the unit with this code. Rejected if the plan binds none such on that day."""
    return office.read(lambda record: office.bound_unit(record.register, code, on))


def unit_name(office: Office, code: str, on: date) -> str:
    """Return the unit's name on that day, its code if the register has none then."""
    unit = office.read(lambda record: record.register.unit(code, on))
    return unit.name if unit else code


def unit_names(office: Office, on: date | None = None) -> dict[str, str]:
    """Return the units' names of that day by code; without a day, the last ones that the register has."""
    return {unit.code: unit.name for unit in units(office, on)}


def pilots(office: Office, on: date) -> dict[str, str]:
    """Return the gated units' codes by the names they bear on that day; a code stands for a name not known then."""
    named = office.read(
        lambda record: [(record.register.unit(code, on), code) for code in office.plan_in_force(record).gated_units]
    )
    return {unit.name if unit else code: code for unit, code in named}


def pilot_code(office: Office, words: str, on: date) -> str:
    """Return the code of the gated unit with this name or code. Rejected("pilot_unknown") otherwise."""
    known = pilots(office, on)
    for name, code in known.items():
        if searchable(words) in (searchable(name), searchable(code)):
            return code
    raise Rejected(Problem(code=ProblemCode.PILOT_UNKNOWN, params={"value": words, "allowed": ", ".join(known)}))


def find_official(office: Office, words: str) -> Official:
    """Return the one official with this number, this name, or all these words in their name.

    Rejected if there is none, or several.
    """
    officials, typed = office.read(lambda record: record.register.officials()), searchable(words)
    parts = set(typed.split())
    matches = [person for person in officials if typed in (searchable(person.name), searchable(person.number))] or [
        person for person in officials if parts and parts <= set(searchable(person.name).split())
    ]
    if len(matches) == 1:
        return matches[0]
    raise Rejected(_no_such_person(words, matches))


def _no_such_person(words: str, matches: Sequence[Official]) -> Problem:
    if not matches:
        return Problem(code=ProblemCode.OFFICIAL_UNKNOWN, params={"value": words})
    numbers = ", ".join(person.number for person in matches)
    return Problem(code=ProblemCode.OFFICIAL_AMBIGUOUS, params={"value": words, "numbers": numbers})

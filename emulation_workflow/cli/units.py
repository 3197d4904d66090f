"""Which unit of the record a command is about."""

from collections.abc import Mapping, Sequence
from datetime import date

from emulation_workflow.adapters.schemas.plan_lookup import find_unit
from emulation_workflow.domain.registers import Unit
from emulation_workflow.office.office import Office
from emulation_workflow.office.register import known


def registered_units(office: Office) -> Sequence[Unit]:
    """Return every unit of the register, also those that are over."""
    return known(office).units


def unit_names(office: Office) -> Mapping[str, str]:
    """Return the names of units by their codes."""
    return {unit.code: unit.name for unit in registered_units(office)}


def unit_meant(office: Office, words: str, on: date | None = None) -> Unit:
    """Return the unit that is meant, by code or name, on a day or today. Rejected if it is none, or may be several."""
    return find_unit(words, registered_units(office), day=on or office.clock.now().date())


def code_of(office: Office, words: str) -> str:
    """Return the code of the unit that is meant, by code or name. Rejected if it is none, or may be several."""
    return unit_meant(office, words).code

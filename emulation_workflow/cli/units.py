"""Which unit of the record a command is about."""

from datetime import date

from emulation_workflow.adapters.schemas.plan_lookup import find_unit
from emulation_workflow.domain.registers import Unit
from emulation_workflow.office.office import Office
from emulation_workflow.office.register_queries import units


def unit_meant(office: Office, words: str, on: date | None = None) -> Unit:
    """Return the unit that is meant, by code or name, on a day or today. Rejected if it is none, or may be several."""
    return find_unit(words, units(office), day=on or office.clock.now().date())


def code_of(office: Office, words: str) -> str:
    """Return the code of the unit that is meant, by code or name. Rejected if it is none, or may be several."""
    return unit_meant(office, words).code

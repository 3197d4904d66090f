"""Which unit of the record a command is about."""

from emulation_workflow.adapters.schemas.plan_lookup import find_unit
from emulation_workflow.office.office import Office


def code_of(desk: Office, words: str) -> str:
    """The code of the unit that is meant, by code or name. Rejected if it is none, or several may be meant."""
    with desk.store.look() as record:
        return find_unit(words, record.register.units(), day=desk.clock.now().date()).code

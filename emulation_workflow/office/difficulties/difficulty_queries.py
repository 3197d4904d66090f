"""What units asked help with."""

from collections.abc import Iterable
from datetime import date

from emulation_workflow.domain.difficulties import Difficulty
from emulation_workflow.office.office import Office
from emulation_workflow.office.register_queries import unit_name


def units_of(office: Office, difficulties: Iterable[Difficulty]) -> dict[int, str]:
    """Return by each difficulty's number its unit's name, as it was on the day it was raised."""
    return {kept.number: unit_name(office, kept.unit, kept.raised_on) for kept in difficulties}


def difficulties_on(office: Office, on: date, *, unit: str | None = None, closed_too: bool = False) -> list[Difficulty]:
    """Return what was raised by that day, of one unit or of all, without what was closed by then unless asked."""
    raised = office.read(
        lambda record: [difficulty for difficulty in record.difficulties.all(unit) if difficulty.raised_on <= on]
    )
    return [difficulty for difficulty in raised if closed_too or difficulty.holder_on(on)]

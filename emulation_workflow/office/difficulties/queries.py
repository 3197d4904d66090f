"""What flows ask about difficulties. Nothing changes."""

from collections.abc import Sequence

from emulation_workflow.domain.difficulties import Difficulty
from emulation_workflow.office.office import Office


def difficulties(office: Office) -> Sequence[Difficulty]:
    """Return every difficulty that a unit has raised."""
    with office.store.look() as record:
        return record.difficulties.all()

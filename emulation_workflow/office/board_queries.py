"""What the Board's own list holds."""

from collections.abc import Sequence

from emulation_workflow.domain.board_list import BoardItem
from emulation_workflow.office.office import Office


def board_items(office: Office, *, only_open: bool = True) -> Sequence[BoardItem]:
    """Return the items of the Board's list, oldest first, unless `only_open` is False without the closed ones."""
    with office.store.look() as record:
        return record.board_list.items(only_open=only_open)

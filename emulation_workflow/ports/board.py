"""What the Board's staff have to see to."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from emulation_workflow.domain.board_list import BoardItem, ItemKind


class BoardList(Protocol):
    """The Board's own list."""

    def add(self, item: BoardItem) -> bool:
        """List the item unless its key was ever listed; return whether it was put there."""

    def key_now(self, key: str) -> str:
        """Return the key under which this cause is listed now: its own, or another once what was listed is closed."""

    def items(self, *, only_open: bool = True) -> Sequence[BoardItem]:
        """Return the items, oldest first."""

    def open_of(self, kind: ItemKind) -> BoardItem | None:
        """Return the last item of this kind that is open."""

    def close(self, number: int, *, at: datetime, by: str, note: str) -> BoardItem:
        """Close the item and return it. Rejected if there is no such item, or it is closed."""

"""What the Board's staff have to see to."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from emulation_workflow.domain.board_list import BoardItem


class BoardList(Protocol):
    """The Board's own list."""

    def add(self, item: BoardItem) -> bool:
        """List it unless its key was ever listed; whether it was."""

    def items(self, *, only_open: bool = True) -> Sequence[BoardItem]:
        """Oldest first."""

    def close(self, number: int, *, at: datetime, by: str, note: str) -> BoardItem:
        """Rejected if there is no such item, or it is closed."""

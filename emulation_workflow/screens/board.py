"""The Board's own list as staff read it."""

from zoneinfo import ZoneInfo

from emulation_workflow.domain.board_list import BoardItem
from emulation_workflow.messages.board_list import ITEM_KINDS, item_sentence
from emulation_workflow.messages.screens import mail as words
from emulation_workflow.screens.letters import moment
from emulation_workflow.screens.tables import Row, row


def item_row(item: BoardItem, zone: ZoneInfo) -> Row:
    """Return an item's row; its hour is that of `zone`."""
    return row(
        words.LIST_COLUMNS, item.number, moment(item.opened_at, zone), ITEM_KINDS[item.kind], item_sentence(item)
    )

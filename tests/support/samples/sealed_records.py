"""A record with very many sealed rows, made in few transactions."""

from dataclasses import replace

from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.domain.board_list import ItemKind, board_item
from tests.support.offices import NOON
from tests.support.processes.writer import entry

_IN_AN_ACT = 100
_LONG = "x" * 1000


def fill(store: SqlStore, rows: int) -> None:
    """Add `rows` sealed rows of some 1.4 kB, and as many rows of another table, which they vouch for."""
    said = replace(entry("said"), details={"note": _LONG})
    for act in range(rows // _IN_AN_ACT):
        with store.act() as record:
            for place in range(_IN_AN_ACT - 1):
                record.ledger.append(said)
                record.board_list.add(board_item(ItemKind.SEAL_NOT_WRITTEN, f"{act}/{place}", at=NOON, reason=_LONG))
            record.board_list.add(board_item(ItemKind.SEAL_NOT_WRITTEN, f"{act}", at=NOON, reason=_LONG))

"""Which rows an act has to find together: a row that was taken away shows in nothing that is read."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from sqlalchemy import Table

from emulation_workflow.adapters.record.tables.base import Record
from emulation_workflow.adapters.record.tables.cases import CodeIssueRow, PendingDocumentRow
from emulation_workflow.adapters.record.tables.register import OfficialRow, SubstitutionRow, UnitRow
from emulation_workflow.domain.approval.entries import PendingState

Cells = Sequence[object]
Groups = Mapping[str, object]
"""What a row says in the columns by which rows are looked for; nothing if it counts no more."""

_COLUMNS: Mapping[type[Record], Sequence[str]] = {
    UnitRow: ("code",),
    OfficialRow: ("role", "unit"),
    SubstitutionRow: ("official",),
    CodeIssueRow: ("unit", "official"),
    PendingDocumentRow: ("unit",),
}
"""The columns by which an act looks for all rows that give authority."""

GROUPED = {kind.__table__: columns for kind, columns in _COLUMNS.items()}

_COUNTS: Mapping[Table, Mapping[str, object]] = {
    CodeIssueRow.__table__: {"void": 0, "used": 0},
    PendingDocumentRow.__table__: {"state": PendingState.PENDING.value},
}
"""What the cells of a row say as long as it counts; rows of other tables count as long as they are there."""


@cache
def groups_of(table: Table) -> Callable[[Cells], Groups] | None:
    """Return what tells a stored row's groups; None for a table whose rows have none."""
    if table not in GROUPED:
        return None
    names = [column.name for column in table.columns]
    places = {name: names.index(name) for name in GROUPED[table]}
    counts = {names.index(name): cell for name, cell in _COUNTS.get(table, {}).items()}

    def found(cells: Cells) -> Groups:
        if any(cells[place] != cell for place, cell in counts.items()):
            return {}
        return {name: cells[place] for name, place in places.items() if cells[place] is not None}

    return found

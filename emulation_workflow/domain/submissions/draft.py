"""What a unit has typed of its plan or report and not sent yet."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from emulation_workflow.domain.record.plain_json import as_json_bytes

DRAFTS_KEPT_FOR = timedelta(days=90)
"""How long a draft that nobody goes on with is kept: it may name people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The texts in a form's fields as they were typed, by the fields' keys, and the rows of its tables."""

    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    rows: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict, repr=False)

    @property
    def sha256(self) -> str:
        rows = {table: [dict(row) for row in of_table] for table, of_table in self.rows.items()}
        return hashlib.sha256(as_json_bytes([dict(self.values), rows])).hexdigest()

    def row_marks(self, table: str) -> list[str]:
        """Return what names each row of a table: what it says, not its place, which changes as others are taken out."""
        return [hashlib.sha256(as_json_bytes(dict(row))).hexdigest()[:16] for row in self.rows.get(table, ())]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDraft:
    """One unit's draft of one form (its mark), saved last by whoever has the address `saved_by`."""

    unit: str
    form: str
    typed: Typed
    saved_at: datetime
    saved_by: str

"""What units have typed and not sent yet, in the record."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select

from emulation_workflow.adapters.record.sql import OnConnection, values_of
from emulation_workflow.adapters.record.tables.drafts import DraftRow
from emulation_workflow.domain.submissions import FormDraft, Typed

_OF_UNIT = (DraftRow.c.unit == bindparam("of_unit"), DraftRow.c.form == bindparam("of_form"))
_GET = select(DraftRow).where(*_OF_UNIT)
_DROP = delete(DraftRow).where(*_OF_UNIT)
_FORGET = delete(DraftRow).where(DraftRow.c.saved_at < bindparam("before", type_=DraftRow.c.saved_at.type))


class DraftTables(OnConnection):
    """`ports.Drafts` on the tables."""

    def get(self, unit: str, form: str) -> FormDraft | None:
        if (row := self._row(_GET, of_unit=unit, of_form=form)) is None:
            self._work.rest_on_none(DraftRow, unit, form)
            return None
        kept = self._ensured(DraftRow, row)
        return FormDraft(**kept | {"typed": Typed(**kept["typed"])})

    def put(self, draft: FormDraft) -> None:
        typed = {"values": dict(draft.typed.values), "rows": {key: [*rows] for key, rows in draft.typed.rows.items()}}
        self._put(DraftRow, [values_of(draft) | {"typed": typed}])

    def drop(self, unit: str, form: str) -> None:
        self._work.overwrite_what_is_removed()
        self._write(_DROP, of_unit=unit, of_form=form)

    def forget(self, before: datetime) -> None:
        self._work.overwrite_what_is_removed()
        self._write(_FORGET, before=before)

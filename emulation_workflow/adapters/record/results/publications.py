"""Published figures in the record."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, func, insert, select

from emulation_workflow.adapters.record.sql import OnConnection
from emulation_workflow.adapters.record.tables.results import PublicationRow
from emulation_workflow.domain.roll_up import Publication, figures_kept, roll_up_kept, versions_kept

_ALL = select(PublicationRow).order_by(PublicationRow.c.number)
_ONE = select(PublicationRow).where(PublicationRow.c.number == bindparam("of_number"))
_LAST = select(func.max(PublicationRow.c.number).label("number"))
_SAME = ("published_at", "published_by", "document", "signed_on", "sha256")


class PublicationTables(OnConnection):
    """`ports.Publications` on the tables."""

    def all(self) -> Sequence[Publication]:
        return [_publication(row) for row in self._rows(_ALL)]

    def get(self, number: int) -> Publication | None:
        row = self._row(_ONE, of_number=number)
        return _publication(row) if row else None

    def add(self, publication: Publication) -> int:
        last = self._row(_LAST)
        # Writers come one after another, so the next number is nobody else's.
        number = ((last["number"] if last else None) or 0) + 1
        self._write(
            insert(PublicationRow),
            number=number,
            as_of=publication.found.as_of,
            figures=figures_kept(publication.found),
            versions=versions_kept(publication.found),
            **{name: getattr(publication, name) for name in _SAME},
        )
        return number


def _publication(row: dict[str, Any]) -> Publication:
    found = roll_up_kept(row["as_of"], row["figures"], row["versions"])
    return Publication(number=row["number"], found=found, **{name: row[name] for name in _SAME})

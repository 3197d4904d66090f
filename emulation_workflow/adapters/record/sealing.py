"""Sealing the rows of a record that is upgraded: those from before there were digests, and those a revision changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from emulation_workflow.adapters.record.inspection.inspection import UNSEALED, SqlInspection
from emulation_workflow.adapters.record.inspection.latest import Latest
from emulation_workflow.adapters.record.sql import UnitOfWork
from emulation_workflow.adapters.record.store import SqlTransaction
from emulation_workflow.adapters.record.tables import Record
from emulation_workflow.domain.record.ledger import (
    OFFICE,
    SEALED_AT_UPGRADE,
    LedgerEntry,
    LedgerKind,
    faults,
    row_digests,
)
from emulation_workflow.domain.record.plain_json import from_json
from emulation_workflow.office.audit_of_acts import faults_of_acts

_MOST_FAULTS = 100
"""How many faults the sealed row tells; of how many there are it tells the number."""


@dataclass(frozen=True, slots=True)
class SealedBefore:
    """What stood before the upgrade: the digests of rows, and those rows that were not as they had been sealed."""

    latest: Latest
    wrong: frozenset[tuple[str, str]]
    faults: tuple[str, ...]


def sealed_before(connection: Connection) -> SealedBefore:
    """Return what the sealed rows say of the rows that are there, before any of them is changed."""
    inspection = SqlInspection(connection)
    rows = list(inspection.sealed_rows())
    heads = inspection.heads()
    number, seal = heads[0] if heads else (0, "")
    told = list(faults(rows, head_number=number, head_seal=seal))
    digests = [found for row in rows if (found := row_digests(row)) is not None]
    for act, of_rows in digests:
        inspection.take(act, of_rows)
    wrong = list(inspection.row_faults()) if digests else []
    return SealedBefore(
        inspection.latest,
        frozenset((fault.table, fault.key) for fault in wrong),
        (*told, *map(str, wrong)),
    )


def seal_what_is_there(connection: Connection, before: SealedBefore, *, at: datetime) -> None:
    """Seal, in one row that says so, every row that is otherwise than its digest says, but for those that were before.

    What was sealed without digests is first checked against the acts themselves. What is found wrong is told by the
    row, for ever.
    """
    record = SqlTransaction(UnitOfWork(connection), mail_domain="", salt="")
    told = list(before.faults)
    try:
        told += faults_of_acts(record)
    except (KeyError, TypeError, ValueError):
        told.append("what the acts say of what they brought cannot be read")
    inspection = SqlInspection(connection)
    names = [name for name in sorted(Record.metadata.tables) if name not in UNSEALED]
    digests = {name: list(_otherwise(inspection, before, name)) for name in names}
    digests = {name: rows for name, rows in digests.items() if rows}
    inspection.close()
    before.latest.close()
    if digests or told:
        details = {
            "act": SEALED_AT_UPGRADE,
            "rows": digests,
            "counts": {name: len(rows) for name, rows in digests.items()},
            "faults": told[:_MOST_FAULTS],
            "fault_count": len(told),
        }
        record.ledger.append(
            LedgerEntry(kind=LedgerKind.ROWS, at=at, actor=OFFICE, what=SEALED_AT_UPGRADE, details=details)
        )
        record.ledger.close(lambda: at)


def _otherwise(inspection: SqlInspection, before: SealedBefore, name: str) -> Iterator[list[object]]:
    for key, digest in inspection.rows(name):
        sealed = before.latest.find(name, key)
        if digest is not None and (name, key) not in before.wrong and (sealed is None or sealed.digest != digest):
            yield [*from_json(key), digest]
    for key, _ in before.latest.unseen(name):
        if (name, key) not in before.wrong:
            yield [*from_json(key), None]

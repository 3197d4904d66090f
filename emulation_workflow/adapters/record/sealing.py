"""Sealing what stands in a record, once: at an upgrade, or when the office has another key."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, bindparam, select, update

from emulation_workflow.adapters.record.inspection.inspection import UNSEALED, SqlInspection
from emulation_workflow.adapters.record.inspection.latest import Latest
from emulation_workflow.adapters.record.revisions import RecordUnusable
from emulation_workflow.adapters.record.sql import UnitOfWork
from emulation_workflow.adapters.record.store import SqlTransaction
from emulation_workflow.adapters.record.tables import Record
from emulation_workflow.adapters.record.tables.ledger import LedgerRow
from emulation_workflow.domain.record.ledger import (
    OFFICE,
    KeyCheck,
    LedgerEntry,
    LedgerKind,
    RowDigests,
    SealingAct,
    faults,
    mac_of,
    row_digests,
)
from emulation_workflow.domain.record.plain_json import from_json
from emulation_workflow.domain.record.rows import is_by_key
from emulation_workflow.office.audit_of_acts import faults_of_acts

_MOST_FAULTS = 100
"""How many faults the sealed row tells; of how many there are it tells the number."""

_AT_A_TIME = 1000
_SEALS: Select[tuple[int, str]] = (
    select(LedgerRow.c.number, LedgerRow.c.seal)
    .where(LedgerRow.c.number > bindparam("after"))
    .order_by(LedgerRow.c.number)
    .limit(_AT_A_TIME)
)
_PUT_MAC = update(LedgerRow).where(LedgerRow.c.number == bindparam("of_number")).values(mac=bindparam("new_mac"))


@dataclass(frozen=True, slots=True)
class SealedBefore:
    """What stood before: the digests of rows, those rows that were not as they had been sealed, and all that was wrong.

    `holds`: whether the digests are by the key at hand, so that a row that agrees with its own need not be sealed.
    """

    latest: Latest
    wrong: frozenset[tuple[str, str]]
    faults: tuple[str, ...]
    holds: bool


def sealed_before(connection: Connection, key: bytes | None, *, is_keyed: bool) -> SealedBefore:
    """Return what the sealed rows say of the rows that are there, before any of them is changed.

    `is_keyed`: the record was sealed by a key. If that is not the `key` at hand, no row can be compared with its
    digest, and only those are told that are missing or too many.
    """
    inspection = SqlInspection(connection, key if is_keyed else None, is_keyed=is_keyed)
    check = KeyCheck(key)
    heads = inspection.heads()
    number, seal = heads[0] if heads else (0, "")
    rows = list(check.watch(inspection.sealed_rows()))
    told = list(faults(rows, head_number=number, head_seal=seal))
    digests = [found for row in rows if (found := row_digests(row)) is not None]
    if not is_keyed:
        _refuse_keyed(digests)
    holds = is_keyed and check.can_compare
    if holds:
        told += check.faults()
    for act, of_rows in digests:
        inspection.take(act, of_rows)
    wrong = list(inspection.row_faults(compares=holds or not is_keyed)) if digests else []
    return SealedBefore(
        inspection.latest,
        frozenset((fault.table, fault.key) for fault in wrong),
        (*told, *map(str, wrong)),
        holds,
    )


def _refuse_keyed(digests: Iterable[tuple[SealingAct, RowDigests]]) -> None:
    """RecordUnusable if a key has sealed rows of a record that says it is of a version from before there were keys.

    Else whoever can write to the database need only say so, and the next start would seal whatever they put there.
    """
    for act, of_rows in digests:
        if any(digest and is_by_key(digest) for rows in of_rows.values() for *_, digest in rows):
            raise RecordUnusable(
                f"The record says that it is of a version from before seals had a key, but {act}, was sealed by one: "
                "somebody changed the database. Nothing was written; put back a backup from before that."
            )


def seal_what_is_there(connection: Connection, before: SealedBefore, key: bytes, *, what: str, at: datetime) -> None:
    """Seal by the key, in one row that says `what` for, every row that is otherwise than its digest says.

    What was wrong before is not sealed; it is told by the row, for ever. What was sealed without digests is first
    checked against the acts themselves. The seals that are there get their MACs by the key.
    """
    _put_macs(connection, key)
    record = SqlTransaction(UnitOfWork(connection, key), key=key)
    told = list(before.faults)
    try:
        told += faults_of_acts(record)
    except (KeyError, TypeError, ValueError):
        told.append("what the acts say of what they brought cannot be read")
    digests = _digests(connection, before, key)
    before.latest.close()
    if digests or told or not before.holds:
        details = {
            "act": what,
            "rows": digests,
            "counts": {name: len(rows) for name, rows in digests.items()},
            "faults": told[:_MOST_FAULTS],
            "fault_count": len(told),
        }
        record.ledger.append(LedgerEntry(kind=LedgerKind.ROWS, at=at, actor=OFFICE, what=what, details=details))
        record.ledger.close(lambda: at)


def _put_macs(connection: Connection, key: bytes) -> None:
    """Give each seal its MAC by the key: what the chain says stays as it is."""
    after = 0
    while rows := connection.execute(_SEALS, {"after": after}).all():
        connection.execute(_PUT_MAC, [{"of_number": row.number, "new_mac": mac_of(str(row.seal), key)} for row in rows])
        after = rows[-1].number


def _digests(connection: Connection, before: SealedBefore, key: bytes) -> Mapping[str, Sequence[object]]:
    inspection = SqlInspection(connection, key)
    names = [name for name in sorted(Record.metadata.tables) if name not in UNSEALED]
    digests = {name: list(_otherwise(inspection, before, name)) for name in names}
    inspection.close()
    return {name: rows for name, rows in digests.items() if rows}


def _otherwise(inspection: SqlInspection, before: SealedBefore, name: str) -> Iterator[list[object]]:
    for key, digest in inspection.rows(name):
        sealed = before.latest.find(name, key)
        if digest is None or (name, key) in before.wrong:
            continue
        if not before.holds or sealed is None or sealed.digest != digest:
            yield [*from_json(key), digest]
    for key, _ in before.latest.unseen(name):
        if (name, key) not in before.wrong:
            yield [*from_json(key), None]

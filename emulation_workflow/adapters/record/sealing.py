"""Sealing what stands in a record, once: at an upgrade, or when the office has another key."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, Text, bindparam, cast, select, update

from emulation_workflow.adapters.record.groups import GROUPED, groups_of
from emulation_workflow.adapters.record.inspection.inspection import UNSEALED, SqlInspection
from emulation_workflow.adapters.record.inspection.latest import Latest, key_text
from emulation_workflow.adapters.record.letters.macs import OF_ENVELOPE, OF_WORDS, envelope_mac, words_mac
from emulation_workflow.adapters.record.letters.outbox import by_letter
from emulation_workflow.adapters.record.revisions import RecordUnusable
from emulation_workflow.adapters.record.sql import MAC, UnitOfWork
from emulation_workflow.adapters.record.store import SqlTransaction
from emulation_workflow.adapters.record.stored_form import as_stored, key_places
from emulation_workflow.adapters.record.tables import Record
from emulation_workflow.adapters.record.tables.base import FirstDay
from emulation_workflow.adapters.record.tables.ledger import LedgerRow
from emulation_workflow.adapters.record.tables.mail import LetterEnclosureRow, LetterRecipientRow, LetterRow
from emulation_workflow.domain.record.ledger import (
    OFFICE,
    KeyCheck,
    LedgerEntry,
    LedgerKind,
    SealedRows,
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
_OF_LETTERS = {LetterRow.__tablename__, LetterRecipientRow.__tablename__, LetterEnclosureRow.__tablename__}
_LETTERS = select(
    LetterRow.c.number,
    *(LetterRow.c[name] for name in dict.fromkeys((*OF_WORDS, *OF_ENVELOPE)) if name != "facts"),
    cast(LetterRow.c.facts, Text).label("facts"),
)
_RECIPIENTS = select(LetterRecipientRow).order_by(LetterRecipientRow.c.letter, LetterRecipientRow.c.position)
_ENCLOSURES = select(LetterEnclosureRow).order_by(LetterEnclosureRow.c.letter, LetterEnclosureRow.c.position)
_PUT_MACS_OF_LETTER = (
    update(LetterRow)
    .where(LetterRow.c.number == bindparam("of_number"))
    .values(words_mac=bindparam("of_words"), envelope_mac=bindparam("of_envelope"))
)
_PUT_MAC = update(LedgerRow).where(LedgerRow.c.number == bindparam("of_number")).values(mac=bindparam("new_mac"))


@dataclass(frozen=True, slots=True)
class SealedBefore:
    """What stood before: the digests of rows, those rows that were not as they had been sealed, and all that was wrong.

    `holds`: whether the digests are by the key at hand, so that a row that agrees with its own need not be sealed.
    `knows_groups`: whether sealed rows say by what rows that give authority are found.
    """

    latest: Latest
    wrong: frozenset[tuple[str, str]]
    faults: tuple[str, ...]
    holds: bool
    knows_groups: bool


def sealed_before(
    connection: Connection, key: bytes | None, *, is_keyed: bool, is_former: bool = False
) -> SealedBefore:
    """Return what the sealed rows say of the rows that are there, before any of them is changed.

    `is_former`: it is of a former version, without the columns that came later. `is_keyed`: it was sealed by a key. If
    that is not the `key` at hand, no row can be compared with its digest, and only those are told that are missing or
    too many.
    """
    inspection = SqlInspection(connection, key if is_keyed else None, is_keyed=is_keyed, is_former=is_former)
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
    for found in digests:
        told += map(str, inspection.take(found))
    wrong = list(inspection.row_faults(compares=holds or not is_keyed)) if digests else []
    return SealedBefore(
        inspection.latest,
        frozenset((fault.table, fault.key) for fault in wrong),
        (*told, *map(str, wrong)),
        holds,
        any(found.groups for found in digests),
    )


def _refuse_keyed(digests: Iterable[SealedRows]) -> None:
    """RecordUnusable if a key has sealed rows of a record that says it is of a version from before there were keys.

    Else whoever can write to the database need only say so, and the next start would seal whatever they put there.
    """
    for sealed in digests:
        if any(digest and is_by_key(digest) for rows in sealed.digests.values() for *_, digest in rows):
            raise RecordUnusable(
                f"The record says that it is of a version from before seals had a key, but {sealed.act}, was sealed by "
                "one: somebody changed the database. Nothing was written; put back a backup from before that."
            )


def seal_what_is_there(
    connection: Connection, before: SealedBefore, key: bytes, *, what: str, at: datetime, version: str = ""
) -> None:
    """Seal by the key, in one row that says `what` for, every row that is otherwise than its digest says.

    `version`: that of the record before its upgrade.

    What was wrong before is not sealed; it is told by the row, for ever. What was sealed without digests is first
    checked against the acts themselves. The seals that are there get their MACs by the key, and so do the rows that
    give authority, but for those that were wrong; by what these are found is sealed too, where no act has said it yet.
    """
    _put_macs(connection, key)
    _put_macs_of_rows(connection, before, key)
    _put_macs_of_letters(connection, before, key)
    record = SqlTransaction(UnitOfWork(connection, key), key=key)
    told = list(before.faults)
    try:
        told += faults_of_acts(record)
    except (KeyError, TypeError, ValueError):
        told.append("what the acts say of what they brought cannot be read")
    digests = _digests(connection, before, key)
    before.latest.close()
    groups = {} if before.knows_groups else _groups(connection, before, key)
    if digests or groups or told or not before.holds:
        details = {
            "act": what,
            "rows": digests,
            "groups": groups,
            "counts": {name: len(rows) for name, rows in digests.items()},
            "faults": told[:_MOST_FAULTS],
            "fault_count": len(told),
        } | ({"version": version} if version else {})
        record.ledger.append(LedgerEntry(kind=LedgerKind.ROWS, at=at, actor=OFFICE, what=what, details=details))
        record.ledger.close(lambda: at)


def _put_macs(connection: Connection, key: bytes) -> None:
    """Give each seal its MAC by the key: what the chain says stays as it is."""
    after = 0
    while rows := connection.execute(_SEALS, {"after": after}).all():
        connection.execute(_PUT_MAC, [{"of_number": row.number, "new_mac": mac_of(str(row.seal), key)} for row in rows])
        after = rows[-1].number


def _put_macs_of_rows(connection: Connection, before: SealedBefore, key: bytes) -> None:
    """Give each row of the tables whose rows bear one its digest by the key."""
    inspection = SqlInspection(connection, key)
    for table in Record.metadata.sorted_tables:
        if MAC in table.c and table.name not in UNSEALED:
            of_row = [column == bindparam(f"of_{column.key}") for column in table.primary_key]
            rows = [row for row in _macs(inspection, table) if (table.name, row.pop("key")) not in before.wrong]
            if rows:
                connection.execute(update(table).where(*of_row).values(mac=bindparam("new_mac")), rows)
    inspection.close()


def _put_macs_of_letters(connection: Connection, before: SealedBefore, key: bytes) -> None:
    """Give each letter, of which no row was wrong, the digests by the key of its words and its envelope."""
    wrong = {of_row.partition(",")[0].strip("[]") for table, of_row in before.wrong if table in _OF_LETTERS}
    recipients, enclosures = (
        by_letter([dict(row) for row in connection.execute(wanted).mappings()]) for wanted in (_RECIPIENTS, _ENCLOSURES)
    )
    macs = []
    for row in connection.execute(_LETTERS, execution_options={"yield_per": _AT_A_TIME}).mappings():
        letter, number = dict(row), row["number"]
        with suppress(TypeError, ValueError):  # What cannot be read is told by the audit; the letter is withheld.
            letter["facts"] = None if letter["facts"] is None else from_json(letter["facts"])
            envelope = envelope_mac(letter, recipients.get(number, []), enclosures.get(number, []), key)
            found = {"of_number": number, "of_words": words_mac(letter, key), "of_envelope": envelope}
            macs += [found] * (str(number) not in wrong)
    if macs:
        connection.execute(_PUT_MACS_OF_LETTER, macs)


def _macs(inspection: SqlInspection, table: Table) -> Iterator[dict[str, Any]]:
    """Yield each row's key, also as its columns have it, and the digest of its cells."""
    for key, digest, _ in inspection.digests(table.name):
        # Of a row that cannot be read, or has a day outside our era, the audit tells; no act rests on it.
        with suppress(ValueError):
            cells = zip(table.primary_key, from_json(key), strict=True)
            values = {f"of_{column.key}": _typed(column, cell) for column, cell in cells}
            yield {**values, "key": key, "new_mac": digest}


def _typed(column: Column[Any], cell: object) -> object:
    return date.fromisoformat(str(cell)) if isinstance(column.type, FirstDay) else cell


def _digests(connection: Connection, before: SealedBefore, key: bytes) -> Mapping[str, Sequence[object]]:
    inspection = SqlInspection(connection, key)
    names = [name for name in sorted(Record.metadata.tables) if name not in UNSEALED]
    digests = {name: list(_otherwise(inspection, before, name)) for name in names}
    inspection.close()
    return {name: rows for name, rows in digests.items() if rows}


def _groups(connection: Connection, before: SealedBefore, key: bytes) -> Mapping[str, Sequence[object]]:
    """Return, by table, key of each row that is as it was sealed, and by what it is found among others."""
    inspection = SqlInspection(connection, key)
    groups = {table.name: list(_groups_of_table(connection, inspection, before, table)) for table in GROUPED}
    inspection.close()
    return {name: rows for name, rows in groups.items() if rows}


def _groups_of_table(
    connection: Connection, inspection: SqlInspection, before: SealedBefore, table: Table
) -> Iterator[list[object]]:
    sound = {key for key, digest in inspection.rows(table.name) if digest and (table.name, key) not in before.wrong}
    grouped, places = groups_of(table), key_places(table)
    for cells in connection.execute(select(*as_stored(table, connection.dialect.name))):
        with suppress(TypeError):
            key = [cells[place] for place in places]
            if grouped is not None and key_text(key) in sound:
                yield [*key, grouped(cells)]


def _otherwise(inspection: SqlInspection, before: SealedBefore, name: str) -> Iterator[list[object]]:
    for key, digest in inspection.rows(name):
        sealed = before.latest.find(name, key)
        if not digest or (name, key) in before.wrong:
            continue
        if not before.holds or sealed is None or sealed.digest != digest:
            yield [*from_json(key), digest]
    for key, _ in before.latest.unseen(name):
        if (name, key) not in before.wrong:
            yield [*from_json(key), None]

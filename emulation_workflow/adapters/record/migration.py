"""Bringing the record's tables to the version that this program reads and writes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError

from emulation_workflow import migrations
from emulation_workflow.adapters.clock import SystemClock
from emulation_workflow.adapters.record.engine import PATIENCE_SECONDS, open_engine, read_transaction, write_transaction
from emulation_workflow.adapters.record.inspection.inspection import read_any_text
from emulation_workflow.adapters.record.ledger import HEAD, ensure_own
from emulation_workflow.adapters.record.revisions import RecordUnusable, make_tables, revision
from emulation_workflow.adapters.record.sealing import seal_what_is_there, sealed_before
from emulation_workflow.adapters.record.tables.base import ZONE
from emulation_workflow.adapters.sealed_since import SealedSince
from emulation_workflow.domain.record.ledger import KEYED_SINCE, SEALED_ANEW, SEALED_AT_UPGRADE

_MACHINES = SystemClock(ZONE)

_BUSY = ("database is locked", "lock timeout")
"""What SQLite and PostgreSQL say when somebody else writes for longer than we wait."""


def upgrade(
    url: str, key: bytes, now: Callable[[], datetime] = _MACHINES.now, *, since: SealedSince | None = None
) -> None:
    """Bring the record at `url` to this program's version, making it if there is none.

    Safe at every start, by several processes at once: they upgrade one after another, and all but the first find
    nothing to do. It is one transaction, the sealing by `key` of what was there included. RecordUnusable if there is no
    way to the database, if a later version of this program has upgraded the record, or if another key has sealed it.

    `since` notes outside the record that it is sealed by a key: no record from before is taken any more then.
    """
    with _opened(url) as engine:
        if _revision_found(engine, key) != migrations.HEAD:
            with write_transaction(engine) as connection:
                _upgrade(connection, key, now, since)
    if since is not None and not since.is_noted:
        since.note(now().date())


def reseal(url: str, key: bytes, now: Callable[[], datetime] = _MACHINES.now) -> bool:
    """Seal the record at `url` with another key than the one that it was sealed with, and let it say so.

    Return whether there was anything to do. RecordUnusable if there is no way to the database, or if it is not at this
    program's version.
    """
    with _opened(url) as engine, write_transaction(engine) as connection:
        if revision(connection) != migrations.HEAD:
            raise RecordUnusable("The record is not at this program's version: run `emulation record upgrade` first.")
        known = sealed_before(connection, key, is_keyed=True)
        if known.holds:
            known.latest.close()
            return False
        seal_what_is_there(connection, known, key, what=SEALED_ANEW, at=now())
        return True


@contextmanager
def _opened(url: str) -> Iterator[Engine]:
    try:
        engine = open_engine(url)
    except (OSError, ValueError) as fault:  # A port that is no number is a ValueError.
        raise unusable(fault) from fault
    try:
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", read_any_text)
        yield engine
    finally:
        engine.dispose()


def _revision_found(engine: Engine, key: bytes) -> str | None:
    try:
        with read_transaction(engine) as connection:
            found = revision(connection)
            if found is not None and KEYED_SINCE <= found <= migrations.HEAD:
                for head in connection.execute(HEAD):
                    ensure_own(*head, key)
            return found
    except DBAPIError as fault:
        raise unusable(fault.orig) from fault


def unusable(fault: object) -> RecordUnusable:
    """Return what an operator can do about a fault that the database, or the way to it, has reported."""
    reason = " ".join(str(fault).split()).rstrip(".?")
    if any(words in reason for words in _BUSY):
        return RecordUnusable(
            f"The record was not free within {PATIENCE_SECONDS} seconds, so nothing was written: another program is "
            "writing to it. Try again; if it stays so, end that program."
        )
    return RecordUnusable(
        f"EMULATION_DATABASE_URL cannot be used: {reason}. See that the database runs and may be read and written."
    )


def revision_of(engine: Engine) -> str | None:
    """Return the version of the record's tables, None before there are any."""
    with read_transaction(engine) as connection:
        return revision(connection)


def _upgrade(connection: Connection, key: bytes, now: Callable[[], datetime], since: SealedSince | None) -> None:
    found = revision(connection)
    if found is None:
        make_tables(connection)
    elif found != migrations.HEAD:
        if found < KEYED_SINCE and since is not None and since.is_noted:
            raise RecordUnusable(
                f"The record says that it is of a version from before seals had a key ({found}), but {since.path} says "
                f"that records here are sealed by one since {since.day() or 'an unknown day'}: somebody may have put "
                "it in place of yours. Nothing was written. If you yourself put back a backup from before that, remove "
                "that file and start again; else put back a later backup."
            )
        known = sealed_before(connection, key, is_keyed=found >= KEYED_SINCE, is_former=True)
        make_tables(connection)
        seal_what_is_there(connection, known, key, what=SEALED_AT_UPGRADE, at=now(), version=found)

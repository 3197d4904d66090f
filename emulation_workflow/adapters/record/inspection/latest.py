"""What sealed rows said last of every row: kept on disk while the record is inspected, for there may be millions."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from emulation_workflow.domain.record.ledger import RowDigests, RowGroups, SealingAct
from emulation_workflow.domain.record.plain_json import as_json


@dataclass(frozen=True, slots=True)
class Sealed:
    """The latest digest of a row, None if it was removed, by which act, and whether it was looked for before."""

    digest: str | None
    act: SealingAct
    was_seen: bool = False


class Latest:
    """The latest digest of each row, by table and key."""

    def __init__(self) -> None:
        # Without a name it is a file of its own that is gone when it is closed.
        self._rows = sqlite3.connect("", isolation_level=None)
        self._rows.execute("PRAGMA synchronous = OFF")
        self._rows.execute(
            "CREATE TABLE latest (name TEXT, key TEXT, digest TEXT, act INTEGER, seen INTEGER, PRIMARY KEY (name, key))"
            " WITHOUT ROWID"
        )
        self._rows.execute(
            "CREATE TABLE member (name TEXT, key TEXT, said_in TEXT, said TEXT, PRIMARY KEY (name, key, said_in))"
            " WITHOUT ROWID"
        )
        self._rows.execute("CREATE INDEX of_group ON member (name, said_in, said)")
        self._acts: dict[int, SealingAct] = {}
        self._rows.execute("BEGIN")

    def take(self, act: SealingAct, digests: RowDigests, groups: RowGroups) -> None:
        """Let what the act wrote go before what was known of the same rows."""
        self._acts[act.number] = act
        rows = ((name, key_text(key), digest, act.number) for name, rows in digests.items() for *key, digest in rows)
        self._rows.executemany("INSERT OR REPLACE INTO latest VALUES (?, ?, ?, ?, 0)", rows)
        grouped = [(name, key_text(key), said) for name, rows in groups.items() for *key, said in rows]
        self._rows.executemany("DELETE FROM member WHERE name = ? AND key = ?", (of_row for *of_row, _ in grouped))
        members = ((name, key, *pair) for name, key, said in grouped for pair in said.items())
        self._rows.executemany("INSERT OR REPLACE INTO member VALUES (?, ?, ?, ?)", members)

    def group(self, table: str, column: str, said: str) -> Iterator[tuple[str, SealingAct]]:
        """Yield key and latest act of each row that is there and says this in this column, as far as acts tell."""
        wanted = (
            "SELECT key, act FROM member JOIN latest USING (name, key)"
            " WHERE name = ? AND said_in = ? AND said = ? AND digest IS NOT NULL"
        )
        for key, number in self._rows.execute(wanted, (table, column, said)):
            yield key, self._acts[number]

    def said_of(self, table: str, key: str) -> Sealed | None:
        """Return what was said last of the row."""
        found = self._rows.execute(
            "SELECT digest, act, seen FROM latest WHERE name = ? AND key = ?", (table, key)
        ).fetchone()
        return None if found is None else Sealed(found[0], self._acts[found[1]], bool(found[2]))

    def find(self, table: str, key: str) -> Sealed | None:
        """Return what was said last of the row, which is there."""
        found = self.said_of(table, key)
        if found is not None:
            self._rows.execute("UPDATE latest SET seen = 1 WHERE name = ? AND key = ?", (table, key))
        return found

    def unseen(self, table: str) -> Iterator[tuple[str, SealingAct]]:
        """Yield key and act of each row that should be there and was not looked for."""
        wanted = "SELECT key, act FROM latest WHERE name = ? AND digest IS NOT NULL AND NOT seen ORDER BY key"
        for key, number in self._rows.execute(wanted, (table,)):
            yield key, self._acts[number]

    def tables(self) -> Iterable[str]:
        return [name for (name,) in self._rows.execute("SELECT DISTINCT name FROM latest")]

    def close(self) -> None:
        self._rows.close()


def key_text(key: Any) -> str:
    """Return a key as one text, as it is shown."""
    return as_json(list(key))

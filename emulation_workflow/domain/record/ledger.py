"""The record's rows: append-only, each sealed with the hash of the row before it, each seal by the office's key."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from emulation_workflow.domain.keyed import hmac_sha256
from emulation_workflow.domain.record.plain_json import as_json, from_json

GENESIS = "0" * 64
_MOST_TOLD = 100
NO_NUMBER = 0
"""The number of a stored row that has none: rows count from 1."""
OFFICE = "office"
"""Who acts where the program does by itself what was decided before."""
UNKNOWN = "unknown"
"""Who acts where the program has identified nobody."""
ROUTINE = "routine"
"""What it does then, where no row says more: letters are put into words, sent and settled, runs are noted down."""


ROWS_WRITTEN = "rows_written"
"""That an act wrote rows: it is named beside their digests."""
SEALED_AT_UPGRADE = "sealed_at_upgrade"
"""That all rows were sealed that stood there when the program was renewed."""
KEYED_SINCE = "0011"
"""The first version of the record whose seals and digests are by the office's key."""
SEALED_ANEW = "sealed_anew"
"""That all rows were sealed that stood there when the office got another key."""


class LedgerKind(StrEnum):
    """What a row of the record is about."""

    ACT = "act"
    REFUSED = "refused"
    PLAN = "plan"
    CODE = "code"
    REGISTER = "register"
    OBLIGATION = "obligation"
    EVIDENCE = "evidence"
    ORDER = "order"
    LETTER = "letter"
    SWEEP = "sweep"
    MAIL = "mail"
    BOARD = "board"
    RESULT = "result"
    DELEGATES = "delegates"
    QUOTA = "quota"
    DIFFICULTY = "difficulty"
    PUBLICATION = "publication"
    ROWS = "rows"
    """The digests of all rows that the act before it wrote: see `rows`."""
    ENTRY = "entry"
    SIGN_IN = "sign_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One thing that happened, before it is sealed.

    `at` is time-zone aware. `actor` is the official's number or a name for a door ("intake"); `on_behalf_of` the
    official whose substitute acted ("A thay B"). `details` holds plain JSON values and never a secret.
    """

    kind: LedgerKind
    at: datetime
    actor: str
    what: str
    unit: str = ""
    on_behalf_of: str = ""
    channel: str = ""
    version: int | None = None
    plan_sha256: str = ""
    campaign_sha256: str = ""
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedEntry:
    """A row as stored: `number` counts from 1 without gaps, `body` is the canonical JSON of the entry.

    `unit` repeats the body's: rows are filed under it. `mac` is the seal's by the office's key, empty where nobody has
    put it yet.
    """

    number: int
    body: str
    previous: str
    seal: str
    unit: str = ""
    mac: str = ""


def canonical(entry: LedgerEntry) -> str:
    """Return the entry as JSON with sorted keys and no spaces: what is hashed and what is stored."""
    body = {
        "kind": entry.kind.value,
        "at": entry.at.isoformat(),
        "actor": entry.actor,
        "what": entry.what,
        "unit": entry.unit,
        "on_behalf_of": entry.on_behalf_of,
        "channel": entry.channel,
        "version": entry.version,
        "plan_sha256": entry.plan_sha256,
        "campaign_sha256": entry.campaign_sha256,
        "facts": dict(entry.details),
    }
    return as_json(body)


def seal(number: int, previous: str, body: str) -> str:
    """Return the SHA-256 over number, previous seal and body, lower-case hex."""
    # What is no text any more has a seal like everything else, and not the one that it had.
    return hashlib.sha256(f"{number}\n{previous}\n{body}".encode(errors="surrogateescape")).hexdigest()


def seal_key(secret: bytes) -> bytes:
    """Return the key for seals and digests that derives from the office's secret."""
    return hmac_sha256(secret, b"seals of the record")


def mac_of(seal: str, key: bytes) -> str:
    """Return the HMAC-SHA256 of a seal, and so of its row and all rows before it, lower-case hex."""
    return hmac_sha256(key, seal.encode(errors="surrogateescape")).hex()


def sealed(entry: LedgerEntry, *, number: int, previous: str, key: bytes | None = None) -> SealedEntry:
    """Return the entry as a row that follows the one with the seal `previous`; without a key it has no MAC."""
    body = canonical(entry)
    own = seal(number, previous, body)
    mac = "" if key is None else mac_of(own, key)
    return SealedEntry(number=number, body=body, previous=previous, seal=own, unit=entry.unit, mac=mac)


def is_sound(row: SealedEntry, key: bytes) -> bool:
    """Return whether a row is as it was sealed with the key, and filed as it says."""
    own = seal(row.number, row.previous, row.body)
    return (row.seal, row.mac, row.unit) == (own, mac_of(own, key), _unit_in(row.body))


class KeyCheck:
    """Whether the rows that go through it were sealed with the office's key, `None` if that is not at hand."""

    def __init__(self, key: bytes | None) -> None:
        self._key = key
        self._rows = 0
        self._without: list[int] = []
        self._number_without = 0

    def watch(self, rows: Iterable[SealedEntry]) -> Iterator[SealedEntry]:
        """Yield the rows as they come."""
        for row in rows:
            self._rows += 1
            if self._key is not None and row.mac != mac_of(row.seal, self._key):
                self._number_without += 1
                if len(self._without) < _MOST_TOLD:
                    self._without.append(row.number)
            yield row

    @property
    def can_compare(self) -> bool:
        """Whether the key is at hand and is the one that the rows were sealed with, as far as any row shows."""
        return self._key is not None and (self._number_without < self._rows or not self._rows)

    def faults(self) -> Iterator[str]:
        """Yield each row that was not sealed with the key, once it is known to be that of others."""
        if self.can_compare:
            yield from (f"row {number} was not sealed with the office's key" for number in self._without)
            if more := self._number_without - len(self._without):
                yield f"{more} more rows were not sealed with the office's key"


def faults(rows: Iterable[SealedEntry], *, head_number: int, head_seal: str) -> Iterator[str]:
    """Yield every place where the chain is broken, as English sentences for the operator.

    `rows` in order of number; the head is kept apart by the store, so that a missing tail shows too. Whether it was
    sealed with the office's key is another question: see `KeyCheck`.
    """
    number, previous = 0, GENESIS
    for row in rows:
        number += 1
        if row.number == NO_NUMBER:
            yield f"row {number} has no number"
        elif row.number != number:
            yield f"row {number} is missing or out of order: found row {row.number}"
            number = row.number
        if row.previous != previous:
            yield f"row {row.number} does not follow the row before it"
        if row.seal != seal(row.number, row.previous, row.body):
            yield f"row {row.number} was changed after it was sealed"
        elif row.unit != _unit_in(row.body):
            yield f"row {row.number} is filed under a unit that it is not about"
        previous = row.seal
    if number != head_number:
        yield f"the record ends at row {number}, but {head_number} were written"
    elif previous != head_seal:
        yield f"the last row, {number}, is not the one that was written"


def _unit_in(body: str) -> object:
    try:
        return from_json(body)["unit"]
    except (KeyError, TypeError, ValueError):
        return None


RowDigests = Mapping[str, list[list[Any]]]
"""By table, key and digest of each row that an act wrote, as it then stood; None for one that it removed."""

RowGroups = Mapping[str, list[list[Any]]]
"""By table, key of each row that an act wrote, and what it says in the columns by which rows are looked for."""


@dataclass(frozen=True, slots=True)
class SealingAct:
    """Which act a sealed row of digests is about: the row's number, and the day and the act's name in it."""

    number: int
    day: str
    what: str

    def __str__(self) -> str:
        return f"row {self.number}, {self.day}, {self.what}"


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row that is not as it was sealed, or a whole table where `key` is empty, and what is wrong with it."""

    table: str
    key: str
    what: str

    def __str__(self) -> str:
        return f"{self.table} {self.key} {self.what}" if self.key else f"{self.table} {self.what}"


class SealedRows(NamedTuple):
    """What a sealed row of digests holds: those of the rows that the act wrote, and of those that it rested on.

    `groups`: by what each written row is found among others; `all_of`: which groups the act has read whole. `entries`:
    of which units the act has read the sealed rows: how many there were in all then, and how many of the unit.
    """

    act: SealingAct
    digests: RowDigests
    rests_on: RowDigests
    groups: RowGroups
    all_of: Mapping[str, list[list[str]]]
    entries: Mapping[str, list[int]]


def row_digests(row: SealedEntry) -> SealedRows | None:
    """Return the digests that the row holds, None if it is about something else. ValueError if it cannot be read."""
    if f'"kind":"{LedgerKind.ROWS}"' not in row.body:
        return None
    try:
        body = from_json(row.body)
        if body["kind"] != LedgerKind.ROWS:
            return None
        parts = [body["facts"].get(name, {}) for name in ("rows", "rests_on", "groups", "all_of")]
        entries = body["facts"].get("entries", {})
        can_be_read = all(map(_holds, parts, (_is_digest, _is_digest, _is_text_by_column, _is_group)))
        can_be_read = can_be_read and all(map(_is_count, entries.values()))
        act = SealingAct(row.number, str(body["at"])[:10], str(body["facts"]["act"]))
    except (AttributeError, KeyError, TypeError, ValueError):
        can_be_read = False
    if not can_be_read:
        raise ValueError(f"row {row.number} cannot be read")
    digests, rests_on, groups, all_of = parts
    return SealedRows(act, digests, rests_on, groups, all_of, entries)


def _holds(part: Mapping[str, list[list[Any]]], is_one: Callable[[list[Any]], bool]) -> bool:
    return all(is_one(row) for of_table in part.values() for row in of_table)


def _is_digest(of_row: list[Any]) -> bool:
    *key, digest = of_row
    return bool(key) and isinstance(digest, str | None)


def _is_text_by_column(of_row: list[Any]) -> bool:
    *key, said = of_row
    return bool(key) and all(isinstance(text, str) for text in said.values())


def _is_count(count: list[Any]) -> bool:
    number, found = count
    return isinstance(number, int) and isinstance(found, int)


def _is_group(group: list[Any]) -> bool:
    column, said = group
    return isinstance(column, str) and isinstance(said, str)

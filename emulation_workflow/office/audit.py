"""Whether the record is whole: the database, the chain of sealed rows, and every other row against its digest."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from emulation_workflow.domain.approval.transitions import DRAFTING
from emulation_workflow.domain.errors import RecordUnreachable, RecordUnreadable
from emulation_workflow.domain.record.ledger import (
    GENESIS,
    KEYED_SINCE,
    SEALED_ANEW,
    SEALED_AT_UPGRADE,
    KeyCheck,
    LedgerKind,
    SealedEntry,
    SealedRows,
    faults,
    row_digests,
    seal,
)
from emulation_workflow.domain.record.noted import NotedSeal
from emulation_workflow.domain.record.plain_json import from_json
from emulation_workflow.office.approval.docket import BEGUN_ANEW
from emulation_workflow.office.delegates.audit import erased_lists
from emulation_workflow.ports import Inspection, Store

Body = dict[str, Any]

_SEALINGS = {SEALED_AT_UPGRADE: "upgrade", SEALED_ANEW: "sealing with another key"}
"""What sealed all that was there, and told what it found wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """How many sealed rows there are, the seal of the last, and every fault as an English sentence for the operator.

    `erased`: the lists whose people were erased, `resealed`: when the record was sealed with another key, as the record
    says. `noted`: how many of the seals noted elsewhere
    sealed rows still bear. `uncompared`: why rows were compared without the office's key, so that neither another
    content nor another hand would show; empty if they were compared with it. `is_reached`: whether there was a way to
    the database at all.
    """

    rows: int
    seal: str
    faults: tuple[str, ...]
    erased: tuple[str, ...] = ()
    resealed: tuple[str, ...] = ()
    noted: int = 0
    uncompared: str = ""
    is_reached: bool = True


WITHOUT_KEY = (
    "There is no key (data/secret.key or EMULATION_SECRET_KEY): it was checked that the chain of sealed rows holds "
    "together and that no row is missing or too many, but neither what rows hold nor who sealed them."
)
ANOTHER_KEY = (
    "No row was sealed with the key at hand. Either the record has another one (restored or moved without it: put back "
    "data/secret.key or EMULATION_SECRET_KEY; changed or lost: `emulation record reseal`), or somebody without a key "
    "sealed it anew. It was checked that the chain of sealed rows holds together and that no row is missing or too "
    "many, but not what rows hold."
)


def audit(store: Store, *, noted: Sequence[NotedSeal] = (), sealed_since: date | None = None) -> Audit:
    """Check the database itself, every sealed row against the one before it, and every other row against its digest.

    It asks the record alone: whether that is whole must not hang on a campaign file that can be read.
    `noted` are seals that were noted elsewhere: the rows must still bear them. Who can write to the database could
    cut rows off at the end, and nothing but such a seal would show it. `sealed_since`: the day from which on the record
    is sealed by the office's key, as it is noted outside the record.
    """
    reading, is_reached = _Reading(noted, sealed_since), True
    try:
        with store.inspect() as database:
            found = [*database.faults(), *reading.faults(database)]
    except RecordUnreadable as fault:
        is_reached = not isinstance(fault, RecordUnreachable)
        found = [*reading.told, str(fault)]
    if not found:
        found = [*_case_faults(store, reading.led_to)]
    return Audit(
        rows=reading.rows,
        seal=reading.seal,
        faults=(*found, *reading.told_then),
        erased=tuple(reading.erased),
        resealed=tuple(reading.resealed),
        noted=len(reading.seen),
        uncompared=reading.uncompared,
        is_reached=is_reached,
    )


@dataclass
class _Reading:
    """One going through the chain, and what it gathers on the way: there may be more rows than memory for them."""

    noted: Sequence[NotedSeal]
    sealed_since: date | None = None
    uncompared: str = ""
    rows: int = 0
    seal: str = GENESIS
    told: list[str] = field(default_factory=list)
    seen: set[NotedSeal] = field(default_factory=set)
    told_then: list[str] = field(default_factory=list)
    resealed: list[str] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)
    led_to: dict[str, str] = field(default_factory=dict)
    of_units: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """By unit, the numbers of the sealed rows about it."""

    def faults(self, database: Inspection) -> Iterator[str]:
        """Yield faults of the chain, of seals noted elsewhere, and of the rows that the chain vouches for."""
        heads = database.heads()
        if len(heads) != 1:
            yield f"of the chain's head there are {len(heads)} rows instead of one"
        number, last = heads[0] if heads else (0, GENESIS)
        check = KeyCheck(database.key)
        yield from faults(check.watch(self._read(database)), head_number=number, head_seal=last)
        yield from check.faults()
        if not check.can_compare:
            self.uncompared = WITHOUT_KEY if database.key is None else ANOTHER_KEY
        yield from self.told
        yield from (noted.fault for noted in self.noted if noted not in self.seen)
        yield from map(str, database.row_faults(compares=check.can_compare))

    def _read(self, database: Inspection) -> Iterator[SealedEntry]:
        wanted: defaultdict[str, list[NotedSeal]] = defaultdict(list)
        for noted in self.noted:
            wanted[noted.seal].append(noted)
        for row in database.sealed_rows():
            self.rows, self.seal = self.rows + 1, row.seal
            if row.seal in wanted:
                self.seen.update(noted for noted in wanted[row.seal] if noted.number in (None, row.number))
            try:
                if found := row_digests(row):
                    self.told += map(str, database.take(found))
                    self.told += self._entry_faults(found)
                if row.unit:
                    self.of_units[row.unit].append(row.number)
                self._take(from_json(row.body))
            except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
                # Of a row that was changed it is told already.
                if row.seal == seal(row.number, row.previous, row.body):
                    self.told.append(f"row {row.number} cannot be read")
            yield row

    def _entry_faults(self, rows: SealedRows) -> Iterator[str]:
        """Yield of which units an act did not find as many sealed rows as there were."""
        for unit, (number, count) in rows.entries.items():
            there = bisect_right(self.of_units[unit], number)
            if count != there:
                yield f"{count} of {there} sealed rows about {unit} were there, when {rows.act}, rested on them"

    def _take(self, body: Body) -> None:
        facts = body["facts"]
        if body["what"] in _SEALINGS:
            sealing = f"{_SEALINGS[body['what']]} of {body['at'][:10]}"
            if facts.get("version", KEYED_SINCE) < KEYED_SINCE and self._was_keyed(body["at"]):
                self.told.append(
                    f"the record was taken for one from before seals had a key at the {sealing}, but it is sealed by "
                    f"one since {self.sealed_since}: it may have been forged whole"
                )
            self.told_then += [f"found at the {sealing}: {fault}" for fault in facts["faults"]]
            if body["what"] == SEALED_ANEW:
                self.resealed.append(f"{sealing}: what rows held until then could not be compared with older seals")
        if body["kind"] == LedgerKind.DELEGATES:
            self.erased += erased_lists([body])
        if (body["kind"] == LedgerKind.ACT and "to" in facts) or body["what"] == BEGUN_ANEW:
            self.led_to[body["unit"]] = facts["to"]

    def _was_keyed(self, at: str) -> bool:
        return self.sealed_since is not None and datetime.fromisoformat(at).date() > self.sealed_since


def _case_faults(store: Store, led_to: dict[str, str]) -> Iterator[str]:
    """Yield faults of cases: a case is at the stage that the last act on it led to, whoever sealed it since."""
    try:
        with store.look() as record:
            cases = record.cases.all()
    except Exception as fault:  # noqa: BLE001 - the audit ends with what is wrong, whatever a driver makes of it
        yield f"the cases cannot be read: {' '.join(str(fault).split())}"
        return
    for case in cases:
        expected = led_to.get(case.unit, DRAFTING)
        if case.stage != expected:
            yield f"the case of unit {case.unit} stands at {case.stage}, but the acts on it led to {expected}"

"""Ways to change the record's chain of sealed rows, as somebody can who has the database and no key."""

import hashlib
import json

from emulation_workflow.adapters.record.inspection.inspection import SqlInspection
from emulation_workflow.domain.record.ledger import mac_of, row_digests, seal
from tests.attack.hand import Hand, Row, Shape

OWN_KEY = b"a key of one's own"


def rehashed(hand: Hand) -> int:
    """A row says something else, and so do the hashes of it: its own, and that in the sealed row; return its number."""
    shape, (row, *_) = hand.pick(sealed=True)
    changed = _changed(hand, shape, row)
    key_before = [row[name] for name in shape.key]
    hand.set(shape, row, changed)
    inspection = SqlInspection(hand.connection, None)
    digests = dict(inspection.rows(shape.name))
    rows = list(inspection.sealed_rows())
    inspection.close()
    for sealed in reversed(rows):
        held = row_digests(sealed)
        for *key, digest in held[1].get(shape.name, ()) if held else ():
            if list(map(str, key)) == list(map(str, key_before)) and digest:
                body = sealed.body.replace(
                    digest, str(digests[json.dumps(key, ensure_ascii=False, separators=(",", ":"))])
                )
                new = {"body": body, "new": seal(sealed.number, sealed.previous, body), "number": sealed.number}
                hand.run("UPDATE ledger_row SET body = :body, seal = :new WHERE number = :number", **new)
                return sealed.number
    raise LookupError(key_before)


def _changed(hand: Hand, shape: Shape, row: Row) -> Row:
    """Return another cell, with the hashes that the row has of its own."""
    name = hand.lots.choice([name for name in shape.types if name not in shape.key])
    changed: Row = {name: hand.other(row[name])}
    if "sha256" in shape.types and name == "body" and isinstance(changed[name], str):
        changed["sha256"] = hashlib.sha256(changed[name].encode()).hexdigest()
    return changed


def resealed(hand: Hand) -> None:
    """A row says something else, and the whole chain is sealed anew from there on."""
    _reseal_from(hand, rehashed(hand))


def forged(hand: Hand) -> None:
    """A row says something else, and the whole chain is sealed anew with a key of one's own, or with none."""
    resealed(hand)
    has_key = hand.lots.random() < 1 / 2
    for row in hand.run("SELECT number, seal FROM ledger_row"):
        mac = mac_of(row.seal, OWN_KEY) if has_key else ""
        hand.run("UPDATE ledger_row SET mac = :mac WHERE number = :number", mac=mac, number=row.number)


def _reseal_from(hand: Hand, number: int) -> None:
    rows = hand.run("SELECT number, body, seal FROM ledger_row WHERE number >= :number ORDER BY number", number=number)
    previous = rows[0].seal
    for row in rows[1:]:
        new = seal(row.number, previous, row.body)
        values = {"previous": previous, "new": new, "number": row.number}
        hand.run("UPDATE ledger_row SET previous = :previous, seal = :new WHERE number = :number", **values)
        previous = new
    hand.run("UPDATE ledger_head SET seal = :seal", seal=previous)


def cut(hand: Hand) -> None:
    """The last sealed rows are gone, the rows that they brought as well, and the head stands where it stood before."""
    inspection = SqlInspection(hand.connection, None)
    rows = list(inspection.sealed_rows())
    inspection.close()
    left = rows[: -hand.lots.randrange(1, 12)]
    gone = [found for row in rows[len(left) :] if (found := row_digests(row))]
    known = {
        (name, str(key))
        for row in left
        if (found := row_digests(row))
        for name, of in found[1].items()
        for *key, _ in of
    }
    shapes = {shape.name: shape for shape in hand.shapes}
    for sealed in gone:
        for name, of_rows in sealed.digests.items():
            for *key, _ in of_rows:
                if (name, str(key)) not in known:
                    row = dict(zip(shapes[name].key, key if hand.is_sqlite else map(str, key), strict=True))
                    hand.remove(shapes[name], row)
    hand.run("DELETE FROM ledger_row WHERE number > :number", number=left[-1].number)
    hand.run("UPDATE ledger_head SET number = :number, seal = :seal", number=left[-1].number, seal=left[-1].seal)


def appended(hand: Hand) -> None:
    """A sealed row more says what the program never said."""
    [head] = hand.run("SELECT number, seal FROM ledger_head")
    body = json.dumps({"kind": "board", "at": "2020-11-20", "what": "item_closed", "unit": "", "facts": {}})
    values = {"number": head.number + 1, "body": body, "previous": head.seal}
    values["seal"] = seal(head.number + 1, head.seal, body)
    [borrowed] = hand.run("SELECT mac FROM ledger_row WHERE number = :number", number=head.number)
    values["mac"] = hand.lots.choice(["", borrowed.mac, mac_of(values["seal"], OWN_KEY)])
    columns = "(number, unit, body, previous, seal, mac) VALUES (:number, '', :body, :previous, :seal, :mac)"
    hand.run(f"INSERT INTO ledger_row {columns}", **values)
    hand.run("UPDATE ledger_head SET number = :number, seal = :seal", number=values["number"], seal=values["seal"])


def continued(hand: Hand) -> None:
    """The last sealed rows are gone with what they brought, and another goes on from there."""
    cut(hand)
    appended(hand)

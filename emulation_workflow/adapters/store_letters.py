"""Letters written, in the record; what becomes of them is in `store_delivery`."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, insert, select

from emulation_workflow.adapters.sql import OnConnection
from emulation_workflow.adapters.tables import letter_recipients, letters
from emulation_workflow.domain.letters import (
    RUN_LINK_MARK,
    Addressee,
    DeliveryState,
    Letter,
    LetterKind,
    LetterStatus,
    Receipt,
    ReceiptState,
    Rendered,
)

Recipients = list[dict[str, Any]]
"""One letter's rows of recipients, in the order in which they were named."""

_WITH_KEY = select(letters.c.number).where(letters.c.key == bindparam("of_key"))
_ADD_LETTER = insert(letters).returning(letters.c.number)

_ADD_RECIPIENT = insert(letter_recipients)

_LETTERS = select(
    letters.c.number,
    letters.c.key,
    letters.c.kind,
    letters.c.unit,
    letters.c.subject,
    letters.c.state,
    letters.c.attempts,
    letters.c.written_at,
    letters.c.sent_at,
    letters.c.next_try_at,
).order_by(letters.c.number)
_RECIPIENTS = (
    select(letter_recipients)
    .join(letters, letters.c.number == letter_recipients.c.letter)
    .order_by(letter_recipients.c.letter, letter_recipients.c.position)
)


class LetterTables(OnConnection):
    """The part of `ports.Outbox` in which letters are written and looked at.

    `mail_domain` is the domain of their Message-IDs.
    """

    def __init__(self, connection: Connection, *, mail_domain: str) -> None:
        super().__init__(connection)
        self._mail_domain = mail_domain

    def post(self, letter: Letter, rendered: Rendered, *, at: datetime) -> bool:
        # Writers come one after another, so nobody adds the key between our looking and our writing.
        if self._row(_WITH_KEY, of_key=letter.key) is not None:
            return False
        words = (rendered.subject, rendered.text, rendered.html)
        values = {
            "key": letter.key,
            "kind": letter.kind.value,
            "unit": letter.unit,
            "code_ref": letter.code_ref,
            "awaits_run": any(RUN_LINK_MARK in part for part in words),
            **dict(zip(("subject", "text", "html"), words, strict=True)),
            "message_id": message_id(letter.key, self._mail_domain),
            "written_at": at,
            "state": DeliveryState.WAITING.value,
            "attempts": 0,
        }
        number = self._connection.execute(_ADD_LETTER, values).scalar_one()
        self._write_all(_ADD_RECIPIENT, list(_recipient_rows(letter, number)))
        return True

    def letters(self, *, unit: str | None = None, state: DeliveryState | None = None) -> Sequence[LetterStatus]:
        wanted: list[ColumnElement[bool]] = []
        if unit is not None:
            wanted.append(letters.c.unit == unit)
        if state is not None:
            wanted.append(letters.c.state == state.value)
        recipients = by_letter(self._rows(_RECIPIENTS.where(*wanted)))
        return [_status(row, recipients[row["number"]]) for row in self._rows(_LETTERS.where(*wanted))]


def message_id(key: str, mail_domain: str) -> str:
    """The Message-ID that a letter with this key always has, so that a second copy would be known for one."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{mail_domain}>"


def by_letter(rows: Recipients) -> dict[int, Recipients]:
    """Rows of recipients, sorted by letter, apart for each letter."""
    return {number: list(theirs) for number, theirs in groupby(rows, key=itemgetter("letter"))}


def addressees(recipients: Recipients, *, copies: bool) -> tuple[Addressee, ...]:
    """Those the letter is to, or those it is copied to."""
    return tuple(Addressee(name=one["name"], email=one["email"]) for one in recipients if one["is_copy"] is copies)


def _recipient_rows(letter: Letter, number: int) -> Iterator[dict[str, object]]:
    named = [(one, False) for one in letter.to] + [(one, True) for one in letter.cc]
    for position, (addressee, is_copy) in enumerate(named):
        yield {
            "letter": number,
            "position": position,
            "is_copy": is_copy,
            "name": addressee.name,
            "email": addressee.email,
            "code": 0,
            "words": "",
        }


def _status(row: dict[str, Any], recipients: Recipients) -> LetterStatus:
    receipts = tuple(
        Receipt(email=one["email"], state=ReceiptState(one["state"]), code=one["code"], words=one["words"])
        for one in recipients
        if one["state"]
    )
    return LetterStatus(
        **row | {"kind": LetterKind(row["kind"]), "state": DeliveryState(row["state"])},
        to=addressees(recipients, copies=False),
        cc=addressees(recipients, copies=True),
        receipts=receipts,
    )

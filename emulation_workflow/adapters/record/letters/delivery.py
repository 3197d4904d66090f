"""What becomes of letters: claimed, settled, in doubt, decided; in the record."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Update, bindparam, case, exists, func, or_, select, update

from emulation_workflow.adapters.record.letters.macs import OF_ENVELOPE
from emulation_workflow.adapters.record.letters.outbox import (
    AWAITED_FIRST,
    CODE_COUNTS_NO_MORE,
    LetterTables,
    Recipients,
    addressees,
    by_letter,
)
from emulation_workflow.adapters.record.sql import Row
from emulation_workflow.adapters.record.tables.mail import LetterEnclosureRow, LetterRecipientRow, LetterRow
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.mail import (
    PENDING,
    DeliveryState,
    Enclosure,
    LetterKind,
    OutgoingLetter,
    Receipt,
    ReceiptState,
    delivery_state,
)

_NOW = bindparam("now", type_=LetterRow.c.written_at.type)
_IS_PENDING = or_(
    LetterRecipientRow.c.state.is_(None),
    LetterRecipientRow.c.state.in_([ReceiptState.RETRY.value, ReceiptState.PUT_OFF.value]),
)

_HAS_LEFT = LetterRow.c.state == DeliveryState.LEAVING.value
_CLAIM_RAN_OUT = LetterRow.c.state.in_([DeliveryState.CLAIMED.value, DeliveryState.LEAVING.value]) & (
    LetterRow.c.lease_until <= _NOW
)
_DOUBT_ADDRESSES = (
    update(LetterRecipientRow)
    .where(_IS_PENDING, LetterRecipientRow.c.letter.in_(select(LetterRow.c.number).where(_HAS_LEFT, _CLAIM_RAN_OUT)))
    .values(state=ReceiptState.IN_DOUBT.value)
)
_END_CLAIMS = (
    update(LetterRow)
    .where(_CLAIM_RAN_OUT)
    .values(
        state=case((_HAS_LEFT, DeliveryState.IN_DOUBT.value), else_=DeliveryState.WAITING.value),
        attempts=case((_HAS_LEFT, LetterRow.c.attempts), else_=LetterRow.c.attempts - 1),
        # Whose letter it was may still say what became of one in doubt.
        owner=case((_HAS_LEFT, LetterRow.c.owner), else_=None),
    )
)
_VOID_LETTERS = (
    update(LetterRow)
    .where(
        LetterRow.c.state == DeliveryState.WAITING.value,
        CODE_COUNTS_NO_MORE,
    )
    .values(state=DeliveryState.VOID.value, next_try_at=None)
)

_DUE = (
    select(LetterRow.c.number)
    .where(
        LetterRow.c.state == DeliveryState.WAITING.value,
        LetterRow.c.facts.is_(None),
        or_(LetterRow.c.next_try_at.is_(None), LetterRow.c.next_try_at <= _NOW),
    )
    .limit(bindparam("at_most"))
)
_AWAITED_FIRST = _DUE.order_by(*AWAITED_FIRST)
_LEAST_TRIED_FIRST = _DUE.order_by(LetterRow.c.tried_at.is_not(None), LetterRow.c.tried_at, LetterRow.c.number)


def _claim(due: Select[Any]) -> Update:
    return (
        update(LetterRow)
        .where(LetterRow.c.number.in_(due))
        .values(
            state=DeliveryState.CLAIMED.value,
            attempts=LetterRow.c.attempts + 1,
            owner=bindparam("by_owner"),
            lease_until=bindparam("leased_until"),
            tried_at=_NOW,
            next_try_at=None,
        )
    )


_OF_KINDS = LetterRow.c.kind.in_(bindparam("of_kinds", expanding=True))
_CLAIM, _CLAIM_PROBE = _claim(_AWAITED_FIRST), _claim(_LEAST_TRIED_FIRST)
_CLAIM_OF, _CLAIM_PROBE_OF = _claim(_AWAITED_FIRST.where(_OF_KINDS)), _claim(_LEAST_TRIED_FIRST.where(_OF_KINDS))
_TRIED_SINCE = select(func.count().label("number")).where(
    LetterRow.c.tried_at > bindparam("since", type_=LetterRow.c.tried_at.type)
)
_LEAVE = (
    update(LetterRow)
    .where(
        LetterRow.c.number.in_(bindparam("of_numbers", expanding=True)),
        LetterRow.c.owner == bindparam("by_owner"),
        LetterRow.c.state == DeliveryState.CLAIMED.value,
    )
    .values(state=DeliveryState.LEAVING.value, lease_until=bindparam("leased_until"))
)
_CLAIMED_BY = (LetterRow.c.owner == bindparam("by_owner")) & (LetterRow.c.state == DeliveryState.CLAIMED.value)
_CLAIMED = (
    select(
        LetterRow.c.number,
        LetterRow.c.key,
        LetterRow.c.kind,
        LetterRow.c.subject,
        LetterRow.c.text,
        LetterRow.c.html,
        LetterRow.c.attempts.label("attempt"),
        LetterRow.c.code_ref,
        LetterRow.c.written_at,
        LetterRow.c.unit,
        LetterRow.c.in_reply_to,
        LetterRow.c.words_mac,
        LetterRow.c.envelope_mac,
    )
    .where(_CLAIMED_BY)
    .order_by(LetterRow.c.number)
)
_RECIPIENTS_OF_CLAIMED = (
    select(LetterRecipientRow)
    .join(LetterRow, LetterRow.c.number == LetterRecipientRow.c.letter)
    .where(_CLAIMED_BY)
    .order_by(LetterRecipientRow.c.letter, LetterRecipientRow.c.position)
)

_ENCLOSURES_OF_CLAIMED = (
    select(LetterEnclosureRow)
    .join(LetterRow, LetterRow.c.number == LetterEnclosureRow.c.letter)
    .where(_CLAIMED_BY)
    .order_by(LetterEnclosureRow.c.letter, LetterEnclosureRow.c.position)
)

_LETTER = select(LetterRow.c.state, LetterRow.c.owner, LetterRow.c.tried_at).where(
    LetterRow.c.number == bindparam("of_number")
)
_LAST_FAILED = select(func.max(LetterRow.c.tried_at, type_=LetterRow.c.tried_at.type).label("last")).where(
    LetterRow.c.state.in_([DeliveryState.WAITING.value, DeliveryState.IN_DOUBT.value]),
    exists().where(
        LetterRecipientRow.c.letter == LetterRow.c.number,
        LetterRecipientRow.c.state.in_([ReceiptState.PUT_OFF.value, ReceiptState.IN_DOUBT.value]),
    ),
)
_UNCOUNT = (
    update(LetterRow).where(LetterRow.c.number == bindparam("of_number")).values(attempts=LetterRow.c.attempts - 1)
)
_CONCLUDE = update(LetterRow).where(LetterRow.c.number == bindparam("of_number")).values(owner=None, lease_until=None)
_OUTCOMES = select(LetterRecipientRow.c.state).where(LetterRecipientRow.c.letter == bindparam("of_letter"))
_NOTE_RECEIPT = update(LetterRecipientRow).where(
    LetterRecipientRow.c.letter == bindparam("of_letter"), LetterRecipientRow.c.email == bindparam("at_email")
)
_DECIDE_ADDRESSES = update(LetterRecipientRow).where(
    LetterRecipientRow.c.letter == bindparam("of_letter"), LetterRecipientRow.c.state == ReceiptState.IN_DOUBT.value
)


_ADDRESS_ANEW = (
    update(LetterRecipientRow)
    .where(LetterRecipientRow.c.letter == bindparam("of_letter"), LetterRecipientRow.c.email == bindparam("at_email"))
    .values(state=None, code=0, words="")
)
_ENVELOPE = select(*(LetterRow.c[name] for name in OF_ENVELOPE), LetterRow.c.envelope_mac).where(
    LetterRow.c.number == bindparam("of_number")
)
_RECIPIENTS_OF = (
    select(LetterRecipientRow)
    .where(LetterRecipientRow.c.letter == bindparam("of_letter"))
    .order_by(LetterRecipientRow.c.position)
)
_ENCLOSURES_OF = (
    select(LetterEnclosureRow)
    .where(LetterEnclosureRow.c.letter == bindparam("of_letter"))
    .order_by(LetterEnclosureRow.c.position)
)
_SEND_AGAIN = (
    update(LetterRow)
    .where(LetterRow.c.number == bindparam("of_number"))
    .values(
        state=DeliveryState.WAITING.value, attempts=0, owner=None, lease_until=None, tried_at=None, next_try_at=None
    )
)
_RETURN_ADDRESS = update(LetterRecipientRow).where(
    LetterRecipientRow.c.letter == bindparam("of_letter"),
    func.lower(LetterRecipientRow.c.email) == bindparam("at_email"),
)
_RETURN_LETTER = (
    update(LetterRow)
    .where(LetterRow.c.number == bindparam("of_number"), LetterRow.c.state == DeliveryState.SENT.value)
    .values(state=DeliveryState.REFUSED.value)
)


class DeliveryTables(LetterTables):
    """The part of `ports.Outbox` in which letters leave."""

    def claim(
        self,
        *,
        owner: str,
        now: datetime,
        lease_until: datetime,
        limit: int,
        least_tried_first: bool = False,
        kinds: Collection[LetterKind] | None = None,
    ) -> Sequence[OutgoingLetter]:
        self._write(_DOUBT_ADDRESSES, now=now)
        self._write(_END_CLAIMS, now=now)
        self._write(_VOID_LETTERS)
        of_all, of_some = (_CLAIM_PROBE, _CLAIM_PROBE_OF) if least_tried_first else (_CLAIM, _CLAIM_OF)
        chosen = {} if kinds is None else {"of_kinds": sorted(kind.value for kind in kinds)}
        fresh = self._write(
            of_some if chosen else of_all,
            now=now,
            at_most=limit,
            by_owner=owner,
            leased_until=lease_until,
            **chosen,
        )
        if not fresh:
            return []
        numbers = {number for (number,) in fresh}
        recipients = by_letter(self._rows(_RECIPIENTS_OF_CLAIMED, by_owner=owner))
        claimed = [row for row in self._rows(_CLAIMED, by_owner=owner) if row["number"] in numbers]
        enclosures = by_letter(self._rows(_ENCLOSURES_OF_CLAIMED, by_owner=owner))
        return [
            self._outgoing(row, recipients.get(row["number"], []), enclosures.get(row["number"], [])) for row in claimed
        ]

    def _outgoing(self, row: Row, recipients: Recipients, enclosures: Recipients) -> OutgoingLetter:
        """Return the letter, and whether all that goes out with it is as this program wrote it."""
        enclosed = self._enclosures(enclosures)
        is_sound = (
            row.pop("words_mac") == self._words_mac(row)
            and row.pop("envelope_mac") == self._envelope_mac(row, recipients, enclosures)
            and [file.sha256 for file in enclosed] == [of_row["sha256"] for of_row in enclosures]
        )
        row.pop("envelope_mac", None)
        return _outgoing({"is_altered": not is_sound, "message_id": self._message_id(row)} | row, recipients, enclosed)

    def tried_since(self, moment: datetime) -> int:
        row = self._row(_TRIED_SINCE, since=moment)
        return int(row["number"]) if row else 0

    def leave(self, numbers: Collection[int], *, owner: str, lease_until: datetime) -> Collection[int]:
        left = self._write(_LEAVE, of_numbers=list(numbers), by_owner=owner, leased_until=lease_until)
        return {number for (number,) in left}

    def _enclosures(self, rows: Recipients) -> tuple[Enclosure, ...]:
        return tuple(
            Enclosure(name=row["name"], mime_type=row["mime_type"], content=self.read(row["sha256"]) or b"")
            for row in rows
        )

    def settle(
        self,
        number: int,
        *,
        owner: str,
        receipts: Sequence[Receipt],
        now: datetime,
        next_try_at: datetime | None,
        is_counted: bool = True,
    ) -> DeliveryState:
        letter = self._letter(number)
        if letter["owner"] != owner:
            return DeliveryState(letter["state"])
        if not is_counted:
            self._write(_UNCOUNT, of_number=number)
        for receipt in receipts:
            self._write(_NOTE_RECEIPT, **_receipt_row(number, receipt))
        return self._conclude(number, sent_at=now, tries_again=next_try_at is not None, next_try_at=next_try_at)

    def last_failed_at(self) -> datetime | None:
        return row["last"] if (row := self._row(_LAST_FAILED)) else None

    def decide_doubt(self, number: int, *, was_sent: bool) -> None:
        letter = self._letter(number)
        if letter["state"] != DeliveryState.IN_DOUBT.value:
            raise Rejected(Problem(code=ProblemCode.LETTER_NOT_IN_DOUBT, params={"number": number}))
        decided = ReceiptState.ACCEPTED if was_sent else ReceiptState.RETRY
        self._write(_DECIDE_ADDRESSES, of_letter=number, state=decided.value)
        self._conclude(number, sent_at=letter["tried_at"], tries_again=True, next_try_at=None)

    def send_again(self, number: int, emails: Mapping[str, str]) -> None:
        is_sound = self._envelope_now(number)[0]
        for before, now in emails.items():
            self._write(_ADDRESS_ANEW, of_letter=number, at_email=before, email=now)
        self._write(_SEND_AGAIN, of_number=number, envelope_mac=self._envelope_now(number)[1] if is_sound else None)

    def _envelope_now(self, number: int) -> tuple[bool, str | None]:
        """Return whether the letter's envelope is as this program wrote it, and the digest of it as it is."""
        letter = self._row(_ENVELOPE, of_number=number) or {}
        recipients, enclosures = (self._rows(wanted, of_letter=number) for wanted in (_RECIPIENTS_OF, _ENCLOSURES_OF))
        mac = self._envelope_mac(letter, recipients, enclosures)
        return letter["envelope_mac"] == mac, mac

    def note_return(self, number: int, *, email: str, words: str) -> None:
        self._write(_RETURN_ADDRESS, of_letter=number, at_email=email, state=ReceiptState.REFUSED.value, words=words)
        self._write(_RETURN_LETTER, of_number=number)

    def _letter(self, number: int) -> dict[str, Any]:
        letter = self._row(_LETTER, of_number=number)
        if letter is None:
            raise Rejected(Problem(code=ProblemCode.LETTER_UNKNOWN, params={"number": number}))
        return letter

    def _conclude(
        self, number: int, *, sent_at: datetime, tries_again: bool, next_try_at: datetime | None
    ) -> DeliveryState:
        """Give up the claim, write the state that follows from the addresses, and return it."""
        outcomes = [
            ReceiptState(row["state"]) if row["state"] else None for row in self._rows(_OUTCOMES, of_letter=number)
        ]
        state = delivery_state(outcomes, tries_again=tries_again)
        values: dict[str, object] = {"state": state.value}
        values["next_try_at"] = next_try_at if state is DeliveryState.WAITING else None
        if ReceiptState.ACCEPTED in outcomes and state in (DeliveryState.SENT, DeliveryState.REFUSED):
            values["sent_at"] = sent_at
        self._write(_CONCLUDE, of_number=number, **values)
        return state


def _outgoing(row: dict[str, Any], recipients: Recipients, enclosures: tuple[Enclosure, ...]) -> OutgoingLetter:
    pending = (recipient["email"] for recipient in recipients if recipient["state"] in PENDING)
    return OutgoingLetter(
        **row | {"kind": LetterKind(row["kind"]), "in_reply_to": row["in_reply_to"] or ""},
        to=addressees(recipients, copies=False),
        cc=addressees(recipients, copies=True),
        pending=tuple(dict.fromkeys(pending)),
        enclosures=enclosures,
        was_put_off=any(recipient["state"] == ReceiptState.PUT_OFF for recipient in recipients),
        failures=tuple(
            Receipt(
                email=recipient["email"], state=ReceiptState.RETRY, code=recipient["code"], words=recipient["words"]
            )
            for recipient in recipients
            if recipient["state"] == ReceiptState.RETRY
        ),
    )


def _receipt_row(number: int, receipt: Receipt) -> dict[str, object]:
    return {
        "of_letter": number,
        "at_email": receipt.email,
        "state": receipt.state.value,
        "code": receipt.code,
        "words": receipt.words,
    }

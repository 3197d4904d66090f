"""Letters written, in the record; what becomes of them is in `delivery`."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    bindparam,
    delete,
    exists,
    func,
    not_,
    select,
    union,
    update,
)

from emulation_workflow.adapters.record.approval.plans import FileTables
from emulation_workflow.adapters.record.letters.macs import envelope_mac, is_written_together, words_mac
from emulation_workflow.adapters.record.letters.message_ids import is_of, message_id, number_in
from emulation_workflow.adapters.record.sql import Row, UnitOfWork, values_of
from emulation_workflow.adapters.record.tables.cases import CodeIssueRow
from emulation_workflow.adapters.record.tables.mail import LetterEnclosureRow, LetterRecipientRow, LetterRow
from emulation_workflow.adapters.record.tables.obligations import RungSpentRow
from emulation_workflow.adapters.record.tables.register import UnitRow
from emulation_workflow.adapters.record.tables.results import LessonsToldRow
from emulation_workflow.domain.mail import (
    AWAITED,
    RUN_LINK_MARK,
    Addressee,
    DeliveryState,
    Draft,
    Enclosure,
    Letter,
    LetterKind,
    LetterStatus,
    Receipt,
    ReceiptState,
    Rendered,
)

KEPT_BACK = "not written: letters to this address come back"

Recipients = list[dict[str, Any]]
"""One letter's rows of recipients, in the order in which they were named."""


_OF_LETTER, _OF_0_1_0 = CodeIssueRow.c.ref == LetterRow.c.code_ref, CodeIssueRow.c.standing == ""
CODE_COUNTS_NO_MORE = exists().where(_OF_LETTER, CodeIssueRow.c.void | CodeIssueRow.c.used | _OF_0_1_0)
"""A letter's one-time code is void or used, or from a record of 0.1.0, whose codes count no more."""

AWAITED_FIRST = (LetterRow.c.kind.not_in([kind.value for kind in AWAITED]), LetterRow.c.number)
"""The order of letters in which nobody's code stands behind thousands that nobody waits for."""

_IS_DRAFT = LetterRow.c.facts.is_not(None)
_IS_WAITING_DRAFT = (LetterRow.c.state == DeliveryState.WAITING.value) & _IS_DRAFT
_DRAFTS = (
    select(
        LetterRow.c.number,
        LetterRow.c.key,
        LetterRow.c.kind,
        LetterRow.c.unit,
        LetterRow.c.plan_version,
        LetterRow.c.code_ref,
        LetterRow.c.facts,
        LetterRow.c.written_at,
        LetterRow.c.words_mac,
    )
    .where(_IS_WAITING_DRAFT, not_(exists().where(_OF_LETTER, _OF_0_1_0)))
    .order_by(LetterRow.c.fault.is_not(None), *AWAITED_FIRST)
    .limit(bindparam("at_most"))
)
_DRAFT = update(LetterRow).where(LetterRow.c.number == bindparam("of_number"), _IS_DRAFT)
_PUT_INTO_WORDS = _DRAFT.values(facts=None, fault=None)
_NOTE_FAULT = _DRAFT

_LETTERS = select(
    LetterRow.c.number,
    LetterRow.c.key,
    LetterRow.c.kind,
    LetterRow.c.unit,
    LetterRow.c.subject,
    LetterRow.c.fault,
    LetterRow.c.state,
    LetterRow.c.attempts,
    LetterRow.c.written_at,
    LetterRow.c.sent_at,
    LetterRow.c.next_try_at,
).order_by(LetterRow.c.number)
_RECIPIENTS = (
    select(LetterRecipientRow)
    .join(LetterRow, LetterRow.c.number == LetterRecipientRow.c.letter)
    .order_by(LetterRecipientRow.c.letter, LetterRecipientRow.c.position)
)
_ADDRESSES = (
    select(LetterRow.c.key, LetterRecipientRow.c.email)
    .join(LetterRow, LetterRow.c.number == LetterRecipientRow.c.letter)
    .where(LetterRow.c.key == bindparam("of_key"), not_(LetterRecipientRow.c.is_copy))
)
_RECIPIENTS_OF_DRAFTS = _RECIPIENTS.where(_IS_WAITING_DRAFT)
_NUMBERS: BindParameter[Any] = bindparam("of_numbers", expanding=True)
_MEANT_FOR = union(
    select(RungSpentRow.c.letter, RungSpentRow.c.unit, RungSpentRow.c.email).where(RungSpentRow.c.letter.in_(_NUMBERS)),
    select(LessonsToldRow.c.letter, LessonsToldRow.c.unit, UnitRow.c.email)
    .join(UnitRow, UnitRow.c.code == LessonsToldRow.c.unit)
    .where(LessonsToldRow.c.letter.in_(_NUMBERS)),
)
"""Of letters that one statement wrote for all, whom the steps and lessons are for that they tell."""

_COUNT = (
    select(LetterRow.c.state, func.count().label("number"))
    .where(LetterRow.c.state.in_(bindparam("in_states", expanding=True)))
    .group_by(LetterRow.c.state)
)
_WANTED = {
    "of_unit": LetterRow.c.unit == bindparam("of_unit"),
    "in_state": LetterRow.c.state == bindparam("in_state"),
    "of_kind": LetterRow.c.kind == bindparam("of_kind"),
    "of_number": LetterRow.c.number == bindparam("of_number"),
}

_WORDS = select(LetterRow.c.subject, LetterRow.c.text, LetterRow.c.html).where(LetterRow.c.subject != "")
_WORDS_OF = _WORDS.where(LetterRow.c.number.in_(bindparam("of_numbers", expanding=True)))
_NEWEST_WORDS = _WORDS.where(_WANTED["of_unit"]).order_by(LetterRow.c.number.desc()).limit(bindparam("at_most"))

_LONG_SENT = (
    select(LetterRow.c.number)
    .where(
        LetterRow.c.state == DeliveryState.SENT.value,
        LetterRow.c.sent_at < bindparam("sent_before"),
        LetterRow.c.text != "",
    )
    .order_by(LetterRow.c.number)
    .limit(bindparam("at_most"))
)
_FORGET_WORDS = update(LetterRow).where(LetterRow.c.number.in_(_LONG_SENT)).values(text="", html="", words_mac=None)

_NEVER_TRIED = LetterRow.c.tried_at.is_(None) & (LetterRow.c.attempts == 0)
_NEVER_LEFT = LetterRow.c.sent_at.is_(None)
"""Nobody got it: the first acceptance is noted as the letter's."""


@cache
def _refused(condition: ColumnElement[bool]) -> Select[Any]:
    return select(LetterRow.c.number).where(
        LetterRow.c.key == bindparam("of_key"), LetterRow.c.state == DeliveryState.REFUSED.value, condition
    )


_REWRITE = update(LetterRow).where(LetterRow.c.number == bindparam("of_number"))
_REMOVE_RECIPIENTS = delete(LetterRecipientRow).where(LetterRecipientRow.c.letter == bindparam("of_letter"))
_REMOVE_ENCLOSURES = delete(LetterEnclosureRow).where(LetterEnclosureRow.c.letter == bindparam("of_letter"))


class LetterTables(FileTables):
    """The part of `ports.Outbox` in which letters are written and looked at.

    `mail_domain` is the domain of their Message-IDs, `salt` what nobody outside knows of them.
    """

    def __init__(self, work: UnitOfWork, *, mail_domain: str, salt: str) -> None:
        super().__init__(work)
        self._enqueued: list[tuple[Letter, datetime]] = []
        self._addresses: dict[str, set[str]] = {}
        self._mail_domain = mail_domain
        self._salt = salt

    def remember(self, addresses: Iterable[Row]) -> None:
        """Keep to which addresses letters went, by their keys, read beforehand."""
        for row in addresses:
            self._addresses.setdefault(row["key"], set()).add(row["email"])

    def post(self, letter: Letter, *, at: datetime, instead: bool = False) -> bool:
        return bool(self._post_all([(letter, at)])) or (instead and self._replace(letter, at, _NEVER_LEFT))

    def enqueue(self, letter: Letter, *, at: datetime) -> None:
        if not self._enqueued:
            self._work.before_next(self._post_enqueued)
        self._enqueued.append((letter, at))

    def _post_enqueued(self) -> None:
        letters, self._enqueued = self._enqueued, []
        self._post_all(letters)

    def _post_all(self, letters: Sequence[tuple[Letter, datetime]]) -> int:
        """Write the letters whose keys are new, with their recipients and enclosures; return how many those are."""
        rows = [self._letter_row(letter, at) for letter, at in letters]
        numbers = dict(self._work.insert_new(LetterRow, "key", rows))
        added = [(letter, numbers.pop(letter.key)) for letter, _ in letters if letter.key in numbers]
        self._insert(
            LetterRecipientRow,
            [row for letter, number in added for row in _recipient_rows(letter, number)],
        )
        for letter, number in added:
            for enclosure in letter.enclosures:
                self.keep(enclosure.sha256, enclosure.content)
            self._insert(LetterEnclosureRow, list(_enclosure_rows(letter.enclosures, number)))
        new = {letter.key for letter, _ in added}
        again = [(letter, at) for letter, at in letters if letter.key not in new and not letter.is_kept_back]
        return len(added) + sum(self._replace(letter, at, _NEVER_TRIED) for letter, at in again)

    def _replace(self, letter: Letter, at: datetime, condition: ColumnElement[bool]) -> bool:
        """Write the letter in place of the one with its key, if that one is as `condition` says."""
        old = self._rows(_refused(condition), of_key=letter.key)
        for row in old:
            number = row["number"]
            self._write(_REMOVE_RECIPIENTS, of_letter=number)
            self._write(_REMOVE_ENCLOSURES, of_letter=number)
            self._write(
                _REWRITE,
                of_number=number,
                **self._letter_row(letter, at) | {"fault": None, "tried_at": None},
            )
            self._insert(LetterRecipientRow, list(_recipient_rows(letter, number)))
            for enclosure in letter.enclosures:
                self.keep(enclosure.sha256, enclosure.content)
            self._insert(LetterEnclosureRow, list(_enclosure_rows(letter.enclosures, number)))
        return bool(old)

    def drafts(self, *, limit: int) -> Sequence[Draft]:
        rows = self._rows(_DRAFTS, at_most=limit)
        recipients = by_letter(self._rows(_RECIPIENTS_OF_DRAFTS)) if rows else {}
        meant = self._meant_for([row["number"] for row in rows if row["words_mac"] is None])
        return [
            _draft(row, to, is_altered=self._is_altered_draft(row, to, meant.get(row["number"], [])))
            for row, to in ((row, recipients[row["number"]]) for row in rows)
        ]

    def _meant_for(self, numbers: Sequence[int]) -> Mapping[int, Recipients]:
        found: dict[int, Recipients] = {}
        for row in self._rows(_MEANT_FOR, of_numbers=numbers) if numbers else ():
            found.setdefault(row["letter"], []).append(row)
        return found

    def _is_altered_draft(self, row: Row, recipients: Recipients, meant: Recipients) -> bool:
        """Return whether the letter is to be filled with something else than it was written with, or to go elsewhere.

        A letter that one statement wrote with others has no digest yet: it goes to whom it tells something (`meant`),
        and no further.
        """
        if row["words_mac"] is None and is_written_together(row):
            to, units = {each["email"] for each in meant}, {"", *(each["unit"] for each in meant)}
            return row["unit"] not in units or any(each["email"] not in to for each in recipients)
        return bool(row["words_mac"] != self._words_mac(row))

    def keep_words(self, draft: Draft, words: Rendered) -> None:
        parts = {"subject": words.subject, "text": words.text, "html": words.html}
        awaits_run = any(RUN_LINK_MARK in part for part in parts.values())
        # Without its digest a letter is withheld when it is to be sent, and that is told.
        macs = {"words_mac": None if draft.is_altered else self._words_mac(values_of(draft.letter) | parts)}
        if is_written_together({**values_of(draft.letter), "facts": draft.letter.context}):
            macs |= self._envelope_macs(draft.letter)
        self._write(_PUT_INTO_WORDS, **parts, awaits_run=awaits_run, **macs, of_number=draft.number)

    def _words_mac(self, letter: Row) -> str | None:
        return None if self._work.key is None else words_mac(letter, self._work.key)

    def _envelope_mac(self, letter: Row, recipients: Iterable[Row], enclosures: Iterable[Row]) -> str | None:
        return None if self._work.key is None else envelope_mac(letter, recipients, enclosures, self._work.key)

    def _envelope_macs(self, letter: Letter) -> dict[str, str | None]:
        values = {**values_of(letter), "in_reply_to": letter.in_reply_to or None}
        recipients, enclosures = _recipient_rows(letter, 0), _enclosure_rows(letter.enclosures, 0)
        return {"envelope_mac": self._envelope_mac(values, recipients, enclosures)}

    def _letter_row(self, letter: Letter, at: datetime) -> Row:
        row = _letter_row(letter, at)
        return row | {"words_mac": self._words_mac(row)} | self._envelope_macs(letter)

    def note_fault(self, number: int, fault: str) -> None:
        self._write(_NOTE_FAULT, fault=fault, of_number=number)

    def statuses(
        self, *, unit: str | None = None, state: DeliveryState | None = None, kind: LetterKind | None = None
    ) -> Sequence[LetterStatus]:
        asked = {"of_unit": unit, "in_state": state and state.value, "of_kind": kind and kind.value}
        return self._statuses({name: value for name, value in asked.items() if value is not None})

    def count(self, states: Collection[DeliveryState]) -> Mapping[DeliveryState, int]:
        rows = self._rows(_COUNT, in_states=[state.value for state in states])
        return {DeliveryState(row["state"]): row["number"] for row in rows}

    def status(self, number: int) -> LetterStatus | None:
        return next(iter(self._statuses({"of_number": number})), None)

    def addresses(self, key: str) -> Collection[str]:
        if key not in self._addresses:
            self.remember(self._rows(_ADDRESSES, of_key=key))
        return self._addresses.get(key, set())

    def with_message_id(self, message_id: str) -> LetterStatus | None:
        number = number_in(message_id)
        found = self._statuses({"of_number": number}) if number is not None else []
        return next((status for status in found if is_of(message_id, status.number, status.key, self._salt)), None)

    def wordings(self, *, numbers: Collection[int], unit: str, newest: int) -> Sequence[Rendered]:
        rows = self._rows(_NEWEST_WORDS, of_unit=unit, at_most=newest)
        if numbers:
            rows = [*rows, *self._rows(_WORDS_OF, of_numbers=list(numbers))]
        return [Rendered(**row) for row in rows]

    def forget_words(self, *, sent_before: datetime, limit: int) -> int:
        self._work.overwrite_what_is_removed()
        return len(self._write(_FORGET_WORDS, sent_before=sent_before, at_most=limit))

    def _message_id(self, row: Mapping[str, Any]) -> str:
        return message_id(row["number"], row["key"], self._mail_domain, self._salt)

    def _statuses(self, given: Mapping[str, str | int]) -> list[LetterStatus]:
        recipients = by_letter(self._rows(_chosen(_RECIPIENTS, *given), **given))
        return [
            _status(row | {"message_id": self._message_id(row)}, recipients[row["number"]])
            for row in self._rows(_chosen(_LETTERS, *given), **given)
        ]


def by_letter(rows: Recipients) -> dict[int, Recipients]:
    """Return rows of recipients, sorted by letter, apart for each letter."""
    return {number: list(theirs) for number, theirs in groupby(rows, key=itemgetter("letter"))}


def addressees(recipients: Recipients, *, copies: bool) -> tuple[Addressee, ...]:
    """Return those the letter is to, or those it is copied to."""
    return tuple(Addressee(name=row["name"], email=row["email"]) for row in recipients if row["is_copy"] is copies)


@cache
def _chosen(statement: Select[Any], *names: str) -> Select[Any]:
    """Return `statement` for the letters that these conditions choose."""
    return statement.where(*(_WANTED[name] for name in names))


def _letter_row(letter: Letter, at: datetime) -> Row:
    return {
        "key": letter.key,
        "kind": letter.kind.value,
        "unit": letter.unit,
        "plan_version": letter.version,
        "code_ref": letter.code_ref,
        "facts": dict(letter.context),
        "awaits_run": False,
        "subject": "",
        "text": "",
        "html": "",
        "in_reply_to": letter.in_reply_to or None,
        "written_at": at,
        "state": (DeliveryState.REFUSED if letter.is_kept_back else DeliveryState.WAITING).value,
        "attempts": 0,
    }


def _enclosure_rows(enclosures: Sequence[Enclosure], number: int) -> Iterator[Row]:
    for position, enclosure in enumerate(enclosures):
        yield {
            "letter": number,
            "position": position,
            "name": enclosure.name,
            "mime_type": enclosure.mime_type,
            "sha256": enclosure.sha256,
        }


def _recipient_rows(letter: Letter, number: int) -> Iterator[dict[str, object]]:
    named = [(addressee, False) for addressee in letter.to] + [(addressee, True) for addressee in letter.cc]
    for position, (addressee, is_copy) in enumerate(named):
        yield {
            "letter": number,
            "position": position,
            "is_copy": is_copy,
            "name": addressee.name,
            "email": addressee.email,
            "state": ReceiptState.REFUSED.value if letter.is_kept_back else None,
            "code": 0,
            "words": KEPT_BACK if letter.is_kept_back else "",
        }


def _draft(row: dict[str, Any], recipients: Recipients, *, is_altered: bool) -> Draft:
    letter = Letter(
        key=row["key"],
        kind=LetterKind(row["kind"]),
        to=addressees(recipients, copies=False),
        cc=addressees(recipients, copies=True),
        unit=row["unit"],
        version=row["plan_version"],
        code_ref=row["code_ref"],
        context=row["facts"],
    )
    return Draft(number=row["number"], letter=letter, written_at=row["written_at"], is_altered=is_altered)


def _status(row: dict[str, Any], recipients: Recipients) -> LetterStatus:
    receipts = tuple(
        Receipt(email=row["email"], state=ReceiptState(row["state"]), code=row["code"], words=row["words"])
        for row in recipients
        if row["state"]
    )
    return LetterStatus(
        **row | {"kind": LetterKind(row["kind"]), "state": DeliveryState(row["state"]), "fault": row["fault"] or ""},
        to=addressees(recipients, copies=False),
        cc=addressees(recipients, copies=True),
        receipts=receipts,
    )

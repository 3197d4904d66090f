"""Mail that came in, and addresses that take no letters, in the record."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import bindparam, delete, func, select

from emulation_workflow.adapters.record.sql import OnConnection, Row, insert_into, values_of
from emulation_workflow.adapters.record.tables.mail import BouncedAddressRow, IncomingMailRow, LetterRow, MailSeenRow
from emulation_workflow.domain.mail.incoming import BouncedAddress, MailFate, MailRecord

_MAILS = select(IncomingMailRow).order_by(IncomingMailRow.c.number)
_WITH_KEY = select(IncomingMailRow).where(IncomingMailRow.c.key == bindparam("of_key"))
_WITH_NUMBER = select(IncomingMailRow).where(IncomingMailRow.c.number == bindparam("of_number"))
_ANSWERS = select(func.count().label("count")).where(
    IncomingMailRow.c.sender == bindparam("to_sender"),
    IncomingMailRow.c.received_at >= bindparam("since", type_=IncomingMailRow.c.received_at.type),
    IncomingMailRow.c.answer != "",
)
_ANSWERS_ABOUT = select(func.count().label("count")).where(
    IncomingMailRow.c.unit == bindparam("of_unit"),
    IncomingMailRow.c.sender != bindparam("not_of"),
    IncomingMailRow.c.received_at >= bindparam("since", type_=IncomingMailRow.c.received_at.type),
    IncomingMailRow.c.answer != "",
)

_SEEN = select(MailSeenRow.c.uid).where(MailSeenRow.c.place == bindparam("at_place"))
_IS_SEEN = _SEEN.where(MailSeenRow.c.uid == bindparam("with_uid"))

_FIRST_LETTER = select(func.min(LetterRow.c.written_at, type_=LetterRow.c.written_at.type).label("first"))

_BOUNCED = select(BouncedAddressRow).order_by(BouncedAddressRow.c.email)
_FORGET_BOUNCE = delete(BouncedAddressRow).where(BouncedAddressRow.c.email == bindparam("of_email"))


class MailTables(OnConnection):
    """`ports.Inbox` on the tables."""

    _bounced: Mapping[str, BouncedAddress] | None = None
    """What this transaction read of them: it is asked before each letter, and nobody else writes meanwhile."""

    def remember_bounced(self, rows: Iterable[Row]) -> None:
        """Keep the addresses that take no letters, read beforehand."""
        self._bounced = {row["email"]: BouncedAddress(**row) for row in sorted(rows, key=itemgetter("email"))}

    def get(self, key: str) -> MailRecord | None:
        return _mail(row) if (row := self._row(_WITH_KEY, of_key=key)) else None

    def numbered(self, number: int) -> MailRecord | None:
        return _mail(row) if (row := self._row(_WITH_NUMBER, of_number=number)) else None

    def all(self) -> Sequence[MailRecord]:
        return [_mail(row) for row in self._rows(_MAILS)]

    def add(self, mail: MailRecord) -> int:
        values = values_of(mail) | {"fate": mail.fate.value}
        del values["number"]
        [(number,)] = self._write(insert_into(IncomingMailRow), **values)
        return int(number)

    def answers_to(self, sender: str, *, since: datetime) -> int:
        (counted,) = self._rows(_ANSWERS, to_sender=sender, since=since)
        return int(counted["count"])

    def answers_about(self, unit: str, *, since: datetime, besides: str) -> int:
        (counted,) = self._rows(_ANSWERS_ABOUT, of_unit=unit, not_of=besides, since=since)
        return int(counted["count"])

    def seen_at(self, place: str) -> Collection[int]:
        return {row["uid"] for row in self._rows(_SEEN, at_place=place)}

    def note_seen(self, place: str, uid: int, *, mail: int) -> None:
        if self._row(_IS_SEEN, at_place=place, with_uid=uid) is None:
            self._insert(MailSeenRow, [{"place": place, "uid": uid, "mail": mail}])

    def first_letter_at(self) -> datetime | None:
        return row["first"] if (row := self._row(_FIRST_LETTER)) else None

    def mark_bounced(self, address: BouncedAddress) -> None:
        self._bounced = None
        self._put(BouncedAddressRow, [values_of(address)])

    def forget_bounce(self, email: str) -> bool:
        self._bounced = None
        return bool(self._write(_FORGET_BOUNCE, of_email=email))

    def takes_letters(self, email: str) -> bool:
        found = self.bounced().get(email.lower())
        if found is None:
            self._work.rest_on_none(BouncedAddressRow, email.lower())
        else:
            self._work.rest_on(BouncedAddressRow, values_of(found))
        return found is None

    def bounced(self) -> Mapping[str, BouncedAddress]:
        if self._bounced is None:
            self.remember_bounced(self._rows(_BOUNCED))
        return self._bounced or {}


def _mail(row: dict[str, Any]) -> MailRecord:
    return MailRecord(**row | {"fate": MailFate(row["fate"])})

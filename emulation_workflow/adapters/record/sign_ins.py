"""Who signed in to the pages, in the record."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Executable, bindparam, delete, func, select

from emulation_workflow.adapters.record.sql import OnConnection, Row, values_of
from emulation_workflow.adapters.record.tables.sign_ins import SignInRow
from emulation_workflow.domain.sign_ins import SignInLink

_MOMENT = SignInRow.c.asked_at.type
_SINCE = bindparam("since", type_=_MOMENT)
_OF_REF = select(SignInRow).where(SignInRow.c.ref == bindparam("of_ref"))
_OF_ADDRESS = SignInRow.c.address == bindparam("of_address")
_OPENED = (
    select(SignInRow)
    .where(_OF_ADDRESS, SignInRow.c.asked_at >= _SINCE)
    .where(SignInRow.c.opened_at.is_not(None), SignInRow.c.ended_at.is_(None))
    .order_by(SignInRow.c.asked_at)
)
_ASKED_FOR = select(func.count().label("number")).where(_OF_ADDRESS, SignInRow.c.asked_at >= _SINCE)
_IN_VAIN = select(func.count().label("number")).where(SignInRow.c.standing == "", SignInRow.c.asked_at >= _SINCE)
_FORGET = delete(SignInRow).where(SignInRow.c.asked_at < bindparam("before", type_=_MOMENT))


class SignInTables(OnConnection):
    """`ports.SignIns` on the tables."""

    def get(self, ref: str) -> SignInLink | None:
        if row := self._row(_OF_REF, of_ref=ref):
            return self._sign_in(row)
        self._work.rest_on_none(SignInRow, ref)
        return None

    def put(self, sign_in: SignInLink) -> None:
        self._put(SignInRow, [values_of(sign_in)])

    def opened_for(self, address: str, since: datetime) -> Sequence[SignInLink]:
        return [self._sign_in(row) for row in self._rows(_OPENED, of_address=address, since=since)]

    def asked_for(self, address: str, since: datetime) -> int:
        return self._number(_ASKED_FOR, of_address=address, since=since)

    def asked_in_vain(self, since: datetime) -> int:
        return self._number(_IN_VAIN, since=since)

    def forget(self, before: datetime) -> None:
        self._write(_FORGET, before=before)

    def _number(self, statement: Executable, **values: object) -> int:
        row = self._row(statement, **values)
        return int(row["number"]) if row else 0

    def _sign_in(self, row: Row) -> SignInLink:
        return SignInLink(**self._ensured(SignInRow, row))

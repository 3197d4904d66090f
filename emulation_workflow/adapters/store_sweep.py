"""The daily sweep in the record: a handful of statements, whatever the number of obligations.

Each statement is built once for a ladder; what changes from day to day is bound.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    exists,
    false,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    update,
)

from emulation_workflow.adapters.message_ids import message_id_of
from emulation_workflow.adapters.store_letters import LetterTables
from emulation_workflow.adapters.tables import letter_recipients, letters, obligations, officials, rungs_spent, units
from emulation_workflow.adapters.tables_mail import bounced_addresses
from emulation_workflow.domain.campaign import Ladder, Recipient
from emulation_workflow.domain.ladder import Climb, Step
from emulation_workflow.domain.letters import Addressee, DeliveryState, LetterKind
from emulation_workflow.domain.obligations import ObligationState

HOLDS_THE_BALL = "unit"

STEP = ("unit", "task", "due", "rung", "recipient", "email", "is_copy")
"""The columns of `rung_spent` that make a step."""

_TODAY = bindparam("today", type_=Date)
_BY_NAME = (Recipient.BOARD, Recipient.COMMITTEE)

_BOUNCED = select(func.lower(bounced_addresses.c.email))

_IS_NEWLY_OVERDUE = (obligations.c.state == ObligationState.PENDING.value) & (obligations.c.due < _TODAY)
_NEWLY_OVERDUE = select(func.count().label("number")).select_from(obligations).where(_IS_NEWLY_OVERDUE)
_MARK_OVERDUE = update(obligations).where(_IS_NEWLY_OVERDUE).values(state=ObligationState.OVERDUE.value)
_HAS_CLIMBED = select(literal(1).label("one")).where(exists().where(rungs_spent.c.day == _TODAY))

_FRESH = (rungs_spent.c.day == _TODAY) & rungs_spent.c.letter.is_(None)
_REACHABLE = _FRESH & (rungs_spent.c.email != "")
_KEY = bindparam("before", type_=String) + rungs_spent.c.email + bindparam("after", type_=String)
_OWN = (Recipient.UNIT.value, Recipient.UNIT_HEAD.value)
_MISSED = select(func.count().label("number")).select_from(rungs_spent).where(_FRESH)
_LETTERS_OF = select(func.count(rungs_spent.c.letter.distinct()).label("number")).where(rungs_spent.c.day == _TODAY)

_NAME_LETTERS = (
    update(rungs_spent)
    .where(_REACHABLE)
    .values(letter=select(letters.c.number).where(letters.c.key == _KEY).scalar_subquery())
)


def _is_one_of(column: ColumnElement[Any], values: Sequence[Any]) -> ColumnElement[bool]:
    return or_(false(), *(column == value for value in values))


def _is_valid(table: FromClause) -> ColumnElement[bool]:
    starts, ends = table.c.valid_from, table.c.valid_to
    return and_(or_(starts.is_(None), starts <= _TODAY), or_(ends.is_(None), ends >= _TODAY))


@cache
def _rung_come(ladder: Ladder) -> ColumnElement[int]:
    """The highest rung that has come for an obligation's due day, counted from 1; 0 if none has."""
    highest_first = reversed(range(1, len(ladder.rungs) + 1))
    came = [(obligations.c.due <= bindparam(f"reach_{number}", type_=Date), number) for number in highest_first]
    return case(*came, else_=0)


@cache
def _climbs(ladder: Ladder) -> ColumnElement[bool]:
    """Whether the unit is urged: its turn, nothing suspended or settled, and on a rung not spent before."""
    return and_(
        _is_one_of(obligations.c.state, [ObligationState.PENDING.value, ObligationState.OVERDUE.value]),
        obligations.c.ball == HOLDS_THE_BALL,
        obligations.c.due <= bindparam("reach_1", type_=Date),
        _rung_come(ladder) > obligations.c.rung,
    )


def _rungs_to(ladder: Ladder, recipient: Recipient) -> tuple[list[int], list[int]]:
    """The rungs, counted from 1, that write to this recipient, and those of them that only copy it."""
    numbered = list(enumerate(ladder.rungs, 1))
    copies = [number for number, rung in numbered if recipient in rung.cc]
    return [number for number, rung in numbered if recipient in rung.to] + copies, copies


@cache
def _steps(
    ladder: Ladder, recipient: Recipient, levels_below: tuple[str, ...], heads: tuple[str, ...]
) -> Select[Any] | None:
    """A step for each obligation that climbs onto a rung which writes to `recipient`; None if no rung does."""
    rungs, copies = _rungs_to(ladder, recipient)
    if not rungs:
        return None
    come = _rung_come(ladder)
    source, address = _address(recipient, heads)
    email = case((func.lower(address).in_(_BOUNCED), ""), else_=address)
    wanted = [_climbs(ladder), _is_one_of(come, rungs), ~_was_spent(come, recipient, email)]
    if recipient is Recipient.UPPER_UNIT:
        wanted.append(_is_one_of(obligations.c.level, levels_below))
    steps = (
        select(
            obligations.c.unit,
            obligations.c.task,
            obligations.c.due,
            come.label("rung"),
            literal(recipient.value).label("recipient"),
            email.label("email"),
            _is_one_of(come, copies).label("is_copy"),
        )
        .select_from(source)
        .where(*wanted)
    )
    # Several heads may read their letters at the unit's one address.
    return steps.distinct() if recipient is Recipient.UNIT_HEAD else steps


def _address(recipient: Recipient, heads: tuple[str, ...]) -> tuple[FromClause, ColumnElement[str]]:
    """Where `recipient`'s address stands; a head who has none of their own is written to at the unit's."""
    if recipient in _BY_NAME:
        return obligations, bindparam("to_email", type_=String)
    code = obligations.c.parent if recipient is Recipient.UPPER_UNIT else obligations.c.unit
    source = obligations.outerjoin(units, and_(units.c.code == code, _is_valid(units)))
    if recipient is not Recipient.UNIT_HEAD:
        return source, func.coalesce(units.c.email, "")
    is_head = and_(officials.c.unit == code, _is_one_of(officials.c.role, heads), _is_valid(officials))
    return source.outerjoin(officials, is_head), func.coalesce(officials.c.email, units.c.email, "")


def _was_spent(come: ColumnElement[int], recipient: Recipient, email: ColumnElement[str]) -> ColumnElement[bool]:
    """A due day that was moved away and back again finds its rungs spent."""
    of_person = [rungs_spent.c.email == email] if recipient in _BY_NAME else []
    return exists().where(
        *of_person,
        rungs_spent.c.unit == obligations.c.unit,
        rungs_spent.c.task == obligations.c.task,
        rungs_spent.c.due == obligations.c.due,
        rungs_spent.c.rung == come,
        rungs_spent.c.recipient == recipient.value,
    )


@cache
def _spend(steps: Select[Any]) -> Any:
    kept = steps.add_columns(_TODAY.label("day"), cast(null(), Integer).label("letter"))
    return insert(rungs_spent).from_select([*STEP, "day", "letter"], kept)


@cache
def _move_up(ladder: Ladder) -> Any:
    # Marked in the same write: it is most of those that are newly overdue.
    state = case((_IS_NEWLY_OVERDUE, ObligationState.OVERDUE.value), else_=obligations.c.state)
    return update(obligations).where(_climbs(ladder)).values(rung=_rung_come(ladder), state=state)


@cache
def _post(mail_domain: str, salt: str) -> Any:
    """A letter for each address that steps were taken for; its words follow from them when it is put into words."""
    values: Mapping[str, ColumnElement[Any]] = {
        "key": _KEY,
        "kind": literal(LetterKind.URGING.value),
        "unit": func.coalesce(func.min(case((_is_one_of(rungs_spent.c.recipient, _OWN), rungs_spent.c.unit))), ""),
        "code_ref": literal(""),
        "facts": literal({}, JSON),
        "awaits_run": false(),
        "subject": literal(""),
        "text": literal(""),
        "html": literal(""),
        "message_id": message_id_of(_KEY, mail_domain, salt),
        "written_at": bindparam("at", type_=letters.c.written_at.type),
        "state": literal(DeliveryState.WAITING.value),
        "attempts": literal(0, Integer),
    }
    rows = select(*values.values()).where(_REACHABLE).group_by(rungs_spent.c.email).order_by(rungs_spent.c.email)
    return insert(letters).from_select(list(values), rows)


def _address_letters() -> Any:
    """The recipient of each of the day's letters, by the name that the register has for the address."""
    is_upper = rungs_spent.c.recipient == Recipient.UPPER_UNIT.value
    code = case((is_upper, obligations.c.parent), else_=rungs_spent.c.unit)
    source = (
        rungs_spent.join(letters, letters.c.number == rungs_spent.c.letter)
        .join(obligations, and_(obligations.c.unit == rungs_spent.c.unit, obligations.c.task == rungs_spent.c.task))
        .outerjoin(units, and_(units.c.code == code, units.c.email == rungs_spent.c.email, _is_valid(units)))
        .outerjoin(officials, officials.c.email == rungs_spent.c.email)
    )
    values: Mapping[str, ColumnElement[Any]] = {
        "letter": rungs_spent.c.letter,
        "position": literal(0, Integer),
        "is_copy": false(),
        "name": func.coalesce(func.min(units.c.name), func.min(officials.c.name), rungs_spent.c.email),
        "email": rungs_spent.c.email,
        "code": literal(0, Integer),
        "words": literal(""),
    }
    rows = (
        select(*values.values())
        .select_from(source)
        .where(rungs_spent.c.day == _TODAY)
        .group_by(rungs_spent.c.letter, rungs_spent.c.email)
    )
    return insert(letter_recipients).from_select(list(values), rows)


_ADDRESS_LETTERS = _address_letters()


class SweepTables(LetterTables):
    """`ports.Sweeping` on the tables."""

    def newly_overdue(self, today: date) -> int:
        return self._number(_NEWLY_OVERDUE, today)

    def mark_overdue(self, today: date) -> None:
        self._write(_MARK_OVERDUE, today=today)

    def has_climbed(self, day: date) -> bool:
        return self._row(_HAS_CLIMBED, today=day) is not None

    def steps_due(self, climb: Climb) -> Sequence[Step]:
        found = [row for steps, given in _each(climb) for row in self._rows(steps, **_days(climb), **given)]
        return [_step(row) for row in found]

    def climb(self, climb: Climb) -> int:
        days = _days(climb)
        for steps, given in _each(climb):
            self._write(_spend(steps), **days, **given)
        return self._write(_move_up(climb.ladder), **days)

    def post_urging(self, day: date, *, campaign: str, at: datetime) -> int:
        key = {"before": f"{campaign}/urge/", "after": f"/{day.isoformat()}"}
        posted = self._write(_post(self._mail_domain, self._salt), today=day, at=at, **key)
        if posted:
            self._write(_NAME_LETTERS, today=day, **key)
            self._write(_ADDRESS_LETTERS, today=day)
        return posted

    def unreachable(self, day: date) -> int:
        return self._number(_MISSED, day)

    def letters_of(self, day: date) -> int:
        return self._number(_LETTERS_OF, day)

    def _number(self, counts: Select[Any], day: date) -> int:
        row = self._row(counts, today=day)
        return int(row["number"]) if row else 0


def _each(climb: Climb) -> Iterator[tuple[Select[Any], dict[str, str]]]:
    """The steps to take with what is bound in them: once for each recipient, and for each person written to by name."""
    people: Mapping[Recipient, tuple[Addressee, ...]] = {
        Recipient.BOARD: climb.board,
        Recipient.COMMITTEE: climb.committee,
    }
    for recipient in Recipient:
        steps = _steps(climb.ladder, recipient, climb.levels_below, climb.heads)
        if steps is None:
            continue
        if recipient not in _BY_NAME:
            yield steps, {}
        else:
            # Nobody in office is a step without an address: the Board hears of it.
            for email in [one.email for one in people[recipient]] or [""]:
                yield steps, {"to_email": email}


def _days(climb: Climb) -> dict[str, date]:
    return {"today": climb.day, **{f"reach_{number}": day for number, day in enumerate(climb.reaches, 1)}}


def _step(row: Mapping[str, Any]) -> Step:
    return step_of({name: row[name] for name in STEP})


def step_of(values: Mapping[str, Any]) -> Step:
    """A row of `rung_spent`, or one about to be, as a step."""
    return Step(**{**values, "recipient": Recipient(values["recipient"]), "is_copy": bool(values["is_copy"])})

"""The daily sweep in the record: a handful of statements, whatever the number of obligations.

Each statement is built once; what changes from day to day is bound. Each rung has statements of its own, so that it is
looked for between two due days, which an index finds, and no obligation is reckoned with that does not climb.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
    true,
    update,
)

from emulation_workflow.adapters.record.letters.outbox import LetterTables
from emulation_workflow.adapters.record.tables.cases import (
    letter_recipients,
    letters,
    obligations,
    officials,
    rungs_spent,
    units,
)
from emulation_workflow.adapters.record.tables.mail import bounced_addresses
from emulation_workflow.domain.campaign import Recipient
from emulation_workflow.domain.mail.letters import Addressee, DeliveryState, LetterKind
from emulation_workflow.domain.obligations.obligation import ObligationState
from emulation_workflow.domain.schedule.ladder import Escalation, EscalationStep

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


def _climbs(number: int, *, is_highest: bool) -> ColumnElement[bool]:
    """Whether the unit is urged on this rung: its turn, nothing suspended or settled, and no rung as high spent before.

    The highest rung that has come counts, so due days for which a higher one has are left to that one.
    """
    wanted = [
        _is_one_of(obligations.c.state, [ObligationState.PENDING.value, ObligationState.OVERDUE.value]),
        obligations.c.waiting_on == HOLDS_THE_BALL,
        obligations.c.due <= bindparam("reach", type_=Date),
        obligations.c.rung < number,
    ]
    if not is_highest:
        wanted.append(obligations.c.due > bindparam("reach_above", type_=Date))
    return and_(*wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Steps:
    """The steps onto the rung of this number, counted from 1, for one recipient."""

    number: int
    is_highest: bool
    recipient: Recipient
    is_copy: bool
    levels_below: tuple[str, ...]
    heads: tuple[str, ...]


@cache
def _select(steps: _Steps) -> Select[Any]:
    """One for each obligation that climbs onto the rung."""
    recipient = steps.recipient
    source, address = _address(recipient, steps.heads)
    email = case((func.lower(address).in_(_BOUNCED), ""), else_=address)
    wanted = [_climbs(steps.number, is_highest=steps.is_highest), ~_was_spent(steps.number, recipient, email)]
    if recipient is Recipient.UPPER_UNIT:
        wanted.append(_is_one_of(obligations.c.level, steps.levels_below))
    return (
        select(
            obligations.c.unit,
            obligations.c.task,
            obligations.c.due,
            literal(steps.number, Integer).label("rung"),
            literal(recipient.value).label("recipient"),
            email.label("email"),
            (true() if steps.is_copy else false()).label("is_copy"),
        )
        .select_from(source)
        .where(*wanted)
    )


def _address(recipient: Recipient, heads: tuple[str, ...]) -> tuple[FromClause, ColumnElement[str]]:
    """Where `recipient`'s address stands; a head who has none of their own is written to at the unit's."""
    if recipient in _BY_NAME:
        return obligations, bindparam("to_email", type_=String)
    code = obligations.c.parent if recipient is Recipient.UPPER_UNIT else obligations.c.unit
    source = obligations.outerjoin(units, and_(units.c.code == code, _is_valid(units)))
    if recipient is not Recipient.UNIT_HEAD:
        return source, func.coalesce(units.c.email, "")
    # Several heads may read their letters at one address.
    theirs = (
        select(officials.c.unit, officials.c.email)
        .where(_is_one_of(officials.c.role, heads), _is_valid(officials))
        .distinct()
        .subquery("heads")
    )
    return source.outerjoin(theirs, theirs.c.unit == code), func.coalesce(theirs.c.email, units.c.email, "")


def _was_spent(number: int, recipient: Recipient, email: ColumnElement[str]) -> ColumnElement[bool]:
    """A due day that was moved away and back again finds its rungs spent."""
    of_person = [rungs_spent.c.email == email] if recipient in _BY_NAME else []
    return exists().where(
        *of_person,
        rungs_spent.c.unit == obligations.c.unit,
        rungs_spent.c.task == obligations.c.task,
        rungs_spent.c.due == obligations.c.due,
        rungs_spent.c.rung == number,
        rungs_spent.c.recipient == recipient.value,
    )


@cache
def _spend(steps: _Steps) -> Any:
    kept = _select(steps).add_columns(_TODAY.label("day"), cast(null(), Integer).label("letter"))
    return insert(rungs_spent).from_select([*STEP, "day", "letter"], kept)


@cache
def _move_up(number: int, *, is_highest: bool) -> Any:
    # Marked in the same write: it is most of those that are newly overdue.
    state = case((_IS_NEWLY_OVERDUE, ObligationState.OVERDUE.value), else_=obligations.c.state)
    return update(obligations).where(_climbs(number, is_highest=is_highest)).values(rung=number, state=state)


def _post() -> Any:
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
        "written_at": bindparam("at", type_=letters.c.written_at.type),
        "state": literal(DeliveryState.WAITING.value),
        "attempts": literal(0, Integer),
    }
    rows = select(*values.values()).where(_REACHABLE).group_by(rungs_spent.c.email).order_by(rungs_spent.c.email)
    return insert(letters).from_select(list(values), rows)


_POST = _post()


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

    def has_escalated(self, day: date) -> bool:
        return self._row(_HAS_CLIMBED, today=day) is not None

    def steps_due(self, escalation: Escalation) -> Sequence[EscalationStep]:
        found = [
            row
            for steps, given in _each(escalation)
            for row in self._rows(_select(steps), today=escalation.day, **given)
        ]
        return [_step(row) for row in found]

    def escalate(self, escalation: Escalation) -> int:
        # All steps are taken before any obligation moves up, from where its steps are told.
        for steps, given in _each(escalation):
            self._write(_spend(steps), today=escalation.day, **given)
        return sum(
            self._write(
                _move_up(number, is_highest=number == len(escalation.cutoff_dates)), today=escalation.day, **days
            )
            for number, days in _reaches(escalation)
        )

    def post_reminders(self, day: date, *, campaign: str, at: datetime) -> int:
        key = {"before": f"{campaign}/urge/", "after": f"/{day.isoformat()}"}
        posted = self._write(_POST, today=day, at=at, **key)
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


def _each(escalation: Escalation) -> Iterator[tuple[_Steps, dict[str, Any]]]:
    """The steps to take with what is bound in them: once for each recipient of each rung, and person by name."""
    people: Mapping[Recipient, tuple[Addressee, ...]] = {
        Recipient.BOARD: escalation.board,
        Recipient.COMMITTEE: escalation.committee,
    }
    for number, days in _reaches(escalation):
        rung = escalation.ladder.rungs[number - 1]
        for recipient in (one for one in Recipient if one in (*rung.to, *rung.cc)):
            steps = _Steps(
                number=number,
                is_highest=number == len(escalation.cutoff_dates),
                recipient=recipient,
                is_copy=recipient in rung.cc,
                levels_below=escalation.levels_below,
                heads=escalation.heads,
            )
            # Nobody in office is a step without an address: the Board hears of it.
            by_name = [{"to_email": one.email} for one in people.get(recipient, ())] or [{"to_email": ""}]
            for given in by_name if recipient in _BY_NAME else [{}]:
                yield steps, {**days, **given}


def _reaches(escalation: Escalation) -> Iterator[tuple[int, dict[str, date]]]:
    """Each rung's number, with the due days between which it is the highest that has come."""
    for number, day in enumerate(escalation.cutoff_dates, 1):
        above = escalation.cutoff_dates[number:]
        yield number, {"reach": day, **({"reach_above": max(above)} if above else {})}


def _step(row: Mapping[str, Any]) -> EscalationStep:
    return step_of({name: row[name] for name in STEP})


def step_of(values: Mapping[str, Any]) -> EscalationStep:
    """A row of `rung_spent`, or one about to be, as a step."""
    return EscalationStep(**{**values, "recipient": Recipient(values["recipient"]), "is_copy": bool(values["is_copy"])})

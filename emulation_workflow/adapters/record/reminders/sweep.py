"""The daily sweep in the record: a handful of statements, whatever the number of obligations.

They do for all obligations at once what `domain.schedule.reminders` says of each; `tests/integration/rounds` holds them
to it. Each statement is built once for a campaign; rungs and days are bound. Each rung is looked for between two due
days, which an index finds, so that no obligation is read that takes no step.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    ColumnElement,
    Date,
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
from sqlalchemy.dialects.postgresql import insert as insert_or_update
from sqlmodel import col

from emulation_workflow.adapters.record.letters.outbox import LetterTables
from emulation_workflow.adapters.record.reminders.conditions import BOUNCED, is_valid
from emulation_workflow.adapters.record.tables.base import Instant
from emulation_workflow.adapters.record.tables.mail import LetterRecipientRow, LetterRow
from emulation_workflow.adapters.record.tables.obligations import ObligationRow, RungSpentRow
from emulation_workflow.adapters.record.tables.register import OfficialRow, UnitRow
from emulation_workflow.domain.approval.transitions import UNIT
from emulation_workflow.domain.campaign import Recipient, Rung
from emulation_workflow.domain.mail import Addressee, DeliveryState, LetterKind
from emulation_workflow.domain.obligations.obligation import ObligationState
from emulation_workflow.domain.schedule.ladder import ABOVE, BY_NAME, OWN, Escalation, EscalationStep

STEP_COLUMNS = tuple(EscalationStep.__slots__)
"""The columns of `rung_spent` that make a step."""

Scopes = tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
"""Of each ladder that is for some units alone: the levels and the groups."""

_TODAY = bindparam("today", type_=Date)
_NUMBER = bindparam("number", type_=Integer)
"""The rung's, counted from 1."""

_bearer = UnitRow.__table__.alias("bearer")
_BORN = func.coalesce(
    select(_bearer.c.valid_from)
    .where(
        _bearer.c.code == col(ObligationRow.unit),
        or_(_bearer.c.valid_from.is_(None), _bearer.c.valid_from <= _TODAY),
        or_(_bearer.c.valid_to.is_(None), _bearer.c.valid_to >= _TODAY),
    )
    .limit(1)
    .scalar_subquery(),
    literal(date.min, Date),
)
"""The first day of the unit that bears the obligation's code today."""

_IS_NEWLY_OVERDUE = (col(ObligationRow.state) == ObligationState.PENDING.value) & (col(ObligationRow.due) < _TODAY)
_NEWLY_OVERDUE = select(func.count().label("number")).select_from(ObligationRow).where(_IS_NEWLY_OVERDUE)
_MARK_OVERDUE = update(ObligationRow).where(_IS_NEWLY_OVERDUE).values(state=ObligationState.OVERDUE.value)
_HAS_ESCALATED = select(literal(1).label("found")).where(exists().where(col(RungSpentRow.day) == _TODAY))

_HAS_NO_LETTER = (col(RungSpentRow.day) == _TODAY) & col(RungSpentRow.letter).is_(None)
_IS_REACHABLE = _HAS_NO_LETTER & (col(RungSpentRow.email) != "")
_KEY = bindparam("before", type_=String) + col(RungSpentRow.email) + bindparam("after", type_=String)
_UNREACHABLE = select(func.count().label("number")).select_from(RungSpentRow).where(_HAS_NO_LETTER)
_LETTERS_OF = select(func.count(col(RungSpentRow.letter).distinct()).label("number")).where(
    col(RungSpentRow.day) == _TODAY
)

_NOTE_LETTERS = (
    update(RungSpentRow)
    .where(_IS_REACHABLE)
    .values(letter=select(col(LetterRow.number)).where(col(LetterRow.key) == _KEY).scalar_subquery())
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reminded:
    """Whom steps are taken for, and what of the campaign tells where they are written to."""

    recipient: Recipient
    scopes: Scopes
    levels_below: tuple[str, ...]
    heads: tuple[str, ...]


def _comes_onto_rung(scopes: Scopes) -> ColumnElement[bool]:
    """Return whether the unit is reminded on this rung: its turn, nothing suspended or settled, none as high taken.

    The office is never reminded of its own: that is on the Board's list.

    The highest rung that has come counts, so due days for which a higher one has are left to that one.
    """
    wanted = [
        col(ObligationRow.state).in_([ObligationState.PENDING.value, ObligationState.OVERDUE.value]),
        col(ObligationRow.waiting_on) == UNIT,
        col(ObligationRow.due) <= bindparam("cutoff", type_=Date),
        col(ObligationRow.due) > bindparam("cutoff_above", type_=Date),
        col(ObligationRow.rung) < _NUMBER,
        col(ObligationRow.unit) != bindparam("own_office", type_=String),
    ]
    if scopes:
        wanted.append(_place_of_ladder(scopes) == bindparam("place", type_=Integer))
    return and_(*wanted)


def _place_of_ladder(scopes: Scopes) -> ColumnElement[int]:
    """Return which ladder is the obligation's, as `Ladder.rungs_of` does: the first that fits, or else everybody's."""
    fits = [
        and_(
            col(ObligationRow.level).in_(levels) if levels else true(),
            col(ObligationRow.group).in_(groups) if groups else true(),
        )
        for levels, groups in scopes
    ]
    return case(*((fit, literal(place, Integer)) for place, fit in enumerate(fits)), else_=len(scopes))


@cache
def _steps_due(reminded: _Reminded) -> Select[Any]:
    """Return the steps onto a rung, one for each obligation and address."""
    recipient = reminded.recipient
    rows, address = _addressed(recipient, reminded.heads)
    email = case((func.lower(address).in_(BOUNCED), ""), else_=address)
    wanted = [_comes_onto_rung(reminded.scopes), ~_was_taken(recipient, email)]
    if recipient in ABOVE:
        wanted.append(col(ObligationRow.level).in_(reminded.levels_below))
    steps = rows.add_columns(
        col(ObligationRow.unit),
        col(ObligationRow.task),
        col(ObligationRow.due),
        _NUMBER.label("rung"),
        literal(recipient.value).label("recipient"),
        email.label("email"),
        bindparam("is_copy", type_=Boolean).label("is_copy"),
    ).where(*wanted)
    # Several heads may read their letters at one address, or have none.
    return steps.distinct() if recipient is Recipient.UNIT_HEAD else steps


def _addressed(recipient: Recipient, heads: tuple[str, ...]) -> tuple[Select[Any], ColumnElement[str]]:
    """Return where `recipient`'s address stands; a head who has none of their own is written to at the unit's."""
    rows: Select[Any] = select().select_from(ObligationRow)
    if recipient in BY_NAME:
        return rows, bindparam("to_email", type_=String)
    code = col(ObligationRow.parent) if recipient in ABOVE else col(ObligationRow.unit)
    rows = rows.outerjoin(UnitRow, and_(col(UnitRow.code) == code, is_valid(UnitRow, _TODAY)))
    if recipient is not Recipient.UNIT_HEAD:
        return rows, func.coalesce(col(UnitRow.email), "")
    is_head = and_(col(OfficialRow.unit) == code, col(OfficialRow.role).in_(heads), is_valid(OfficialRow, _TODAY))
    own = func.nullif(col(OfficialRow.email), "")
    return rows.outerjoin(OfficialRow, is_head), func.coalesce(own, col(UnitRow.email), "")


def _was_taken(recipient: Recipient, email: ColumnElement[str]) -> ColumnElement[bool]:
    """Return whether the step was taken before: a due day that was moved away and back again finds its steps taken.

    What was taken before the unit was born was taken for who bore its code then: it counts for the same address of the
    unit's own alone, which was told of this due day; others were told of another unit.
    """
    is_same_address, is_of_unit = col(RungSpentRow.email) == email, col(RungSpentRow.day) >= _BORN
    if recipient in OWN:
        whom = or_(is_same_address, is_of_unit)
    else:
        whom = and_(is_same_address, is_of_unit) if recipient in BY_NAME else is_of_unit
    return exists().where(
        whom,
        col(RungSpentRow.unit) == col(ObligationRow.unit),
        col(RungSpentRow.task) == col(ObligationRow.task),
        col(RungSpentRow.due) == col(ObligationRow.due),
        col(RungSpentRow.rung) == _NUMBER,
        col(RungSpentRow.recipient) == recipient.value,
    )


@cache
def _record_steps(reminded: _Reminded) -> Any:
    taken = _steps_due(reminded).add_columns(_TODAY.label("day"), cast(null(), Integer).label("letter"))
    statement = insert_or_update(RungSpentRow).from_select([*STEP_COLUMNS, "day", "letter"], taken)
    anew = {name: statement.excluded[name] for name in ("is_copy", "day", "letter")}
    return statement.on_conflict_do_update(index_elements=list(RungSpentRow.__table__.primary_key), set_=anew)


@cache
def _raise_rung(scopes: Scopes) -> Any:
    # Marked in the same write: it is most of those that are newly overdue.
    state = case((_IS_NEWLY_OVERDUE, ObligationState.OVERDUE.value), else_=col(ObligationRow.state))
    return update(ObligationRow).where(_comes_onto_rung(scopes)).values(rung=_NUMBER, state=state)


def _goes_to(recipients: Sequence[Recipient]) -> ColumnElement[bool]:
    return col(RungSpentRow.recipient).in_([recipient.value for recipient in recipients])


def _post() -> Any:
    """Return what writes a letter to each address that steps were taken for.

    Its words follow from them when it is put into words.
    """
    unit = case((_goes_to(OWN), col(RungSpentRow.unit)))
    values: Mapping[str, Any] = {
        "key": _KEY,
        "kind": literal(LetterKind.REMINDER.value),
        "unit": func.coalesce(func.min(unit), ""),
        "code_ref": literal(""),
        "facts": literal({}, JSON),
        "awaits_run": false(),
        "subject": literal(""),
        "text": literal(""),
        "html": literal(""),
        "written_at": bindparam("at", type_=Instant),
        "state": literal(DeliveryState.WAITING.value),
        "attempts": literal(0, Integer),
    }
    email = col(RungSpentRow.email)
    rows = select(*values.values()).where(_IS_REACHABLE).group_by(email).order_by(email)
    return insert(LetterRow).from_select(list(values), rows)


_POST = _post()


def _address_letters() -> Any:
    """Return what names the recipient of each of the day's letters, as the register does the address."""
    email = col(RungSpentRow.email)
    code = case((_goes_to(ABOVE), col(ObligationRow.parent)), else_=col(RungSpentRow.unit))
    is_owed = and_(col(ObligationRow.unit) == col(RungSpentRow.unit), col(ObligationRow.task) == col(RungSpentRow.task))
    is_theirs = and_(col(UnitRow.code) == code, col(UnitRow.email) == email, is_valid(UnitRow, _TODAY))
    values: Mapping[str, Any] = {
        "letter": col(RungSpentRow.letter),
        "position": literal(0, Integer),
        "is_copy": false(),
        "name": func.coalesce(func.min(col(UnitRow.name)), func.min(col(OfficialRow.name)), email),
        "email": email,
        "code": literal(0, Integer),
        "words": literal(""),
    }
    rows = (
        select(*values.values())
        .select_from(RungSpentRow)
        .join(LetterRow, col(LetterRow.number) == col(RungSpentRow.letter))
        .join(ObligationRow, is_owed)
        .outerjoin(UnitRow, is_theirs)
        .outerjoin(OfficialRow, col(OfficialRow.email) == email)
        .where(col(RungSpentRow.day) == _TODAY)
        .group_by(col(RungSpentRow.letter), email)
    )
    return insert(LetterRecipientRow).from_select(list(values), rows)


_ADDRESS_LETTERS = _address_letters()


class SweepTables(LetterTables):
    """`ports.Escalations` on the tables."""

    def newly_overdue(self, today: date) -> int:
        return self._number(_NEWLY_OVERDUE, today)

    def mark_overdue(self, today: date) -> None:
        self._write(_MARK_OVERDUE, today=today)

    def has_escalated(self, day: date) -> bool:
        return self._row(_HAS_ESCALATED, today=day) is not None

    def steps_due(self, escalation: Escalation) -> Sequence[EscalationStep]:
        found = [
            step_of(row)
            for reminded, values in _steps_of(escalation)
            for row in self._rows(_steps_due(reminded), today=escalation.day, **values)
        ]
        # Two of the Board's people who share an address, or have none, are one step.
        return list(dict.fromkeys(found))

    def escalate(self, escalation: Escalation) -> int:
        # All steps are taken before any obligation's rung is raised, by which they are found.
        for reminded, values in _steps_of(escalation):
            self._write(_record_steps(reminded), today=escalation.day, **values)
        raise_rung = _raise_rung(_scopes(escalation))
        return sum(len(self._write(raise_rung, today=escalation.day, **values)) for _, values in _rungs(escalation))

    def post_reminders(self, day: date, *, campaign: str, at: datetime) -> int:
        key = {"before": f"{campaign}/urge/", "after": f"/{day.isoformat()}"}
        posted = len(self._write(_POST, today=day, at=at, **key))
        if posted:
            self._write(_NOTE_LETTERS, today=day, **key)
            self._write(_ADDRESS_LETTERS, today=day)
        return posted

    def unreachable(self, day: date) -> int:
        return self._number(_UNREACHABLE, day)

    def letters_of(self, day: date) -> int:
        return self._number(_LETTERS_OF, day)

    def _number(self, counts: Select[Any], day: date) -> int:
        row = self._row(counts, today=day)
        return int(row["number"]) if row else 0


def _steps_of(escalation: Escalation) -> Iterator[tuple[_Reminded, dict[str, Any]]]:
    """Yield who is reminded with what is bound: for each recipient of each rung, and person by name."""
    people: Mapping[Recipient, tuple[Addressee, ...]] = {
        Recipient.BOARD: escalation.board,
        Recipient.COMMITTEE: escalation.committee,
    }
    for rung, values in _rungs(escalation):
        for recipient in (*rung.to, *rung.cc):
            reminded = _Reminded(
                recipient=recipient,
                scopes=_scopes(escalation),
                levels_below=escalation.levels_below,
                heads=escalation.heads,
            )
            # Nobody in office is a step without an address: the Board hears of it.
            emails = [person.email for person in people.get(recipient, ())] or [""]
            for named in [{"to_email": email} for email in emails] if recipient in BY_NAME else [{}]:
                yield reminded, {**values, "is_copy": recipient in rung.cc, **named}


def _rungs(escalation: Escalation) -> Iterator[tuple[Rung, dict[str, Any]]]:
    """Yield each rung of each ladder, with the due days between which it is the highest that has come."""
    for place, rungs in enumerate(escalation.ladder.all_rungs):
        cutoffs = escalation.cutoff_dates[place]
        of_ladder = {"place": place} if escalation.ladder.own else {}
        for number, (rung, cutoff) in enumerate(zip(rungs, cutoffs, strict=True), 1):
            above = max(cutoffs[number:], default=date.min)
            days = {"cutoff": cutoff, "cutoff_above": above}
            yield rung, {**of_ladder, **days, "number": number, "own_office": escalation.own_office}


def _scopes(escalation: Escalation) -> Scopes:
    return tuple((own.levels, own.groups) for own in escalation.ladder.own)


def step_of(values: Mapping[str, Any]) -> EscalationStep:
    """Return a row of `rung_spent`, or one about to be, as a step."""
    step = {name: values[name] for name in STEP_COLUMNS}
    return EscalationStep(**step | {"recipient": Recipient(step["recipient"]), "is_copy": bool(step["is_copy"])})

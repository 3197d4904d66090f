"""Note and post pilots' lessons to the units they are for: a handful of statements, whatever their number.

Each statement is built once for a campaign's paths; what changes from day to day is bound.
"""

from collections.abc import Mapping, Sequence
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
    Subquery,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    insert,
    literal,
    or_,
    select,
    union,
)
from sqlalchemy.orm import Mapped, aliased, join
from sqlmodel import col

from emulation_workflow.adapters.record.letters.outbox import LetterTables
from emulation_workflow.adapters.record.reminders.conditions import BOUNCED, is_valid
from emulation_workflow.adapters.record.tables.base import Instant
from emulation_workflow.adapters.record.tables.mail import BoardItemRow, LetterRecipientRow, LetterRow
from emulation_workflow.adapters.record.tables.obligations import ObligationRow
from emulation_workflow.adapters.record.tables.register import UnitRow
from emulation_workflow.adapters.record.tables.results import LessonsToldRow, ResultVersionRow
from emulation_workflow.domain.board_list import ItemKind
from emulation_workflow.domain.mail import DeliveryState, LetterKind
from emulation_workflow.domain.obligations.obligation import ObligationState
from emulation_workflow.domain.schedule.lessons import LessonsPath, Untold, Waiting

Paths = tuple[LessonsPath, ...]

_TODAY = bindparam("today", type_=Date)
_SOON = bindparam("soon", type_=Date)
_AT = bindparam("at", type_=Instant)
_NOT_HELD = (ObligationState.PENDING.value, ObligationState.OVERDUE.value)

_owed, _noted = aliased(ObligationRow, name="owed"), aliased(ObligationRow, name="noted")
_pilots, _later = aliased(UnitRow, name="pilots"), aliased(ResultVersionRow, name="later")

_OF_LETTER = (
    select(col(LessonsToldRow.task), col(LessonsToldRow.director))
    .where(col(LessonsToldRow.letter) == bindparam("of_letter"))
    .distinct()
    .order_by(col(LessonsToldRow.task), col(LessonsToldRow.director))
)


def _untold(path: LessonsPath, source: FromClause, teller: Any, *wanted: Any) -> Select[Any]:
    """Return each unit of the path that has yet to hold its conference and was not told what `teller` has to tell."""
    was_told = exists().where(
        col(LessonsToldRow.unit) == col(_owed.unit),
        col(LessonsToldRow.task) == path.task,
        col(LessonsToldRow.director) == teller,
    )
    email = col(UnitRow.email)
    columns: tuple[ColumnElement[Any] | Mapped[Any], ...] = (
        col(_owed.unit),
        literal(path.task).label("task"),
        teller.label("teller"),
        col(UnitRow.name),
        email,
        and_(email != "", func.lower(email).not_in(BOUNCED)).label("is_reachable"),
        col(_owed.start),
    )
    return (
        select(*columns)
        .select_from(join(source, UnitRow, and_(col(UnitRow.code) == col(_owed.unit), is_valid(UnitRow, _TODAY))))
        .where(
            col(_owed.level) == path.level,
            col(_owed.task) == path.event,
            col(_owed.state).in_(_NOT_HELD),
            col(_owed.unit) != teller,
            ~was_told,
            *wanted,
        )
    )


def _is_pilot(units: type[UnitRow], path: LessonsPath) -> ColumnElement[bool]:
    """Return whether a unit is one of the path's pilots, by name or marked by its director."""
    named, is_marked = col(units.code).in_(path.pilots), and_(col(units.pilot), col(units.level).in_(path.marked_words))
    if not path.marked_words:
        return named
    is_released = col(units.code).in_(path.released)
    is_marked = and_(is_marked, ~is_released) if path.released else is_marked
    return or_(named, is_marked) if path.pilots else is_marked


def _from_notes(path: LessonsPath) -> Select[Any]:
    """Return what a director noted down, for the units that are not its pilots."""
    of_group = col(_noted.unit) == path.director if path.director else col(_owed.parent) == col(_noted.unit)
    return _untold(
        path,
        join(_owed, _noted, and_(col(_noted.task) == path.task, col(_noted.done_on).is_not(None), of_group)),
        col(_noted.unit),
        ~_is_pilot(UnitRow, path),
    )


def _from_reports(path: LessonsPath) -> Select[Any]:
    """Return what a pilot's latest result report says of lessons, for the other units of its group."""
    is_latest = ~exists().where(
        col(_later.unit) == col(ResultVersionRow.unit), col(_later.version) > col(ResultVersionRow.version)
    )
    # Distinct, so that it is looked for once: without statistics PostgreSQL would read the register for each unit.
    tellers = (
        select(col(_pilots.code), col(_pilots.parent))
        .select_from(join(_pilots, ResultVersionRow, col(ResultVersionRow.unit) == col(_pilots.code)))
        .where(
            _is_pilot(_pilots, path), is_valid(_pilots, _TODAY), col(ResultVersionRow.lessons).is_not(None), is_latest
        )
        .distinct()
        .subquery("tellers")
    )
    of_group = tellers.c.code != col(_owed.unit) if path.director else tellers.c.parent == col(_owed.parent)
    return _untold(path, join(_owed, tellers, of_group), tellers.c.code)


@cache
def _waiting(paths: Paths) -> Subquery:
    """Return everything that has yet to be told, once each."""
    lessons = [lesson for path in paths for lesson in (_from_notes(path), _from_reports(path))]
    return union(*lessons).subquery("waiting")


@cache
def _count(paths: Paths) -> Select[Any]:
    return select(func.count().label("number")).select_from(_waiting(paths))


def _key(email: ColumnElement[str], name: str) -> ColumnElement[str]:
    """Return the key of the day's letter of one kind to an address."""
    return bindparam(f"before_{name}", type_=String) + email + bindparam("after", type_=String)


def _had_one(waiting: Subquery) -> ColumnElement[bool]:
    """Return whether the sweep wrote to the address today."""
    keys = (_key(waiting.c.email, name) for name in ("urge", "lessons"))
    return exists().where(or_(*(col(LetterRow.key) == key for key in keys)))


def _is_new(letter: Any) -> ColumnElement[bool]:
    """Return whether a letter tells no lessons yet: it is this act's."""
    return ~exists().where(col(LessonsToldRow.letter) == letter)


def _tell(waiting: Subquery, key: ColumnElement[Any], *wanted: ColumnElement[bool]) -> Any:
    """Return what notes as told, in the letter with that key, all that waits for its recipient."""
    told = (
        select(waiting.c.unit, waiting.c.task, waiting.c.teller, col(LetterRow.number), _AT.label("told_at"))
        .select_from(join(waiting, LetterRow, col(LetterRow.key) == key))
        .where(waiting.c.is_reachable, _is_new(col(LetterRow.number)), *wanted)
    )
    return insert(LessonsToldRow).from_select(["unit", "task", "director", "letter", "told_at"], told)


@cache
def _tell_in_reminders(paths: Paths) -> Any:
    waiting = _waiting(paths)
    return _tell(waiting, _key(waiting.c.email, "urge"))


@cache
def _tell_in_own(paths: Paths) -> Any:
    waiting = _waiting(paths)
    return _tell(waiting, _key(waiting.c.email, "lessons"))


@cache
def _tell_unit(paths: Paths) -> Any:
    waiting = _waiting(paths)
    return _tell(waiting, bindparam("of_key", type_=String), waiting.c.unit == bindparam("of_unit", type_=String))


@cache
def _tell_each(paths: Paths) -> Any:
    waiting = _waiting(paths)
    key = bindparam("before", type_=String) + waiting.c.unit + bindparam("after", type_=String)
    return _tell(waiting, key)


@cache
def _post(paths: Paths) -> Any:
    """Return what writes a letter to each address that can wait no longer, and had no other today."""
    waiting = _waiting(paths)
    key = _key(waiting.c.email, "lessons")
    values: Mapping[str, Any] = {
        "key": key,
        "kind": literal(LetterKind.LESSONS.value),
        "unit": func.min(waiting.c.unit),
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
    rows = (
        select(*values.values())
        .where(waiting.c.is_reachable, waiting.c.start <= _SOON, ~_had_one(waiting))
        .group_by(waiting.c.email)
        .order_by(waiting.c.email)
    )
    return insert(LetterRow).from_select(list(values), rows)


@cache
def _address(paths: Paths) -> Any:
    """Return what names the recipient of each of these letters."""
    waiting = _waiting(paths)
    values: Mapping[str, Any] = {
        "letter": col(LetterRow.number),
        "position": literal(0, Integer),
        "is_copy": false(),
        "name": func.min(waiting.c.name),
        "email": waiting.c.email,
        "code": literal(0, Integer),
        "words": literal(""),
    }
    rows = (
        select(*values.values())
        .select_from(join(waiting, LetterRow, col(LetterRow.key) == _key(waiting.c.email, "lessons")))
        .where(waiting.c.is_reachable, _is_new(col(LetterRow.number)))
        .group_by(col(LetterRow.number), waiting.c.email)
    )
    return insert(LetterRecipientRow).from_select(list(values), rows)


@cache
def _to_be_told(paths: Paths) -> Select[Any]:
    waiting = _waiting(paths)
    wanted = (waiting.c[name] for name in ("unit", "name", "email", "task", "teller", "start"))
    return (
        select(*wanted)
        .where(waiting.c.is_reachable, ~_had_one(waiting))
        .order_by(waiting.c.email, waiting.c.unit, waiting.c.task, waiting.c.teller)
    )


@cache
def _unreachable(paths: Paths) -> Select[Any]:
    """Return those who would be written to now and cannot be, and are not on the Board's list for it."""
    waiting = _waiting(paths)
    no_address = literal(f"{ItemKind.NO_ADDRESS.value}/") + waiting.c.unit + literal(f"/{LetterKind.LESSONS.value}")
    takes_none = (
        literal(f"{ItemKind.NOT_WRITTEN.value}/{LetterKind.LESSONS.value}/")
        + waiting.c.unit
        + literal("/")
        + waiting.c.email
    )
    key = case((waiting.c.email == "", no_address), else_=takes_none)
    return (
        select(waiting.c.unit, waiting.c.name, waiting.c.email)
        .where(~waiting.c.is_reachable, waiting.c.start <= _SOON, ~exists().where(col(BoardItemRow.key) == key))
        .distinct()
        .order_by(waiting.c.unit)
    )


class LessonsTables(LetterTables):
    """`ports.Lessons` on the tables."""

    def count_waiting(self, paths: Paths, today: date) -> int:
        row = self._row(_count(paths), today=today) if paths else None
        return int(row["number"]) if row else 0

    def waiting(self, paths: Paths, today: date, *, campaign: str) -> Sequence[Waiting]:
        keys = _keys(campaign, today, "lessons") | _keys(campaign, today, "urge")
        return [Waiting(**row) for row in self._rows(_to_be_told(paths), today=today, **keys)] if paths else []

    def attach_to_reminders(self, paths: Paths, today: date, *, campaign: str, at: datetime) -> int:
        return len(self._write(_tell_in_reminders(paths), today=today, at=at, **_keys(campaign, today, "urge")))

    def post_letters(self, paths: Paths, today: date, *, soon: date, campaign: str, at: datetime) -> tuple[int, int]:
        own = _keys(campaign, today, "lessons")
        both = own | _keys(campaign, today, "urge")
        posted = len(self._write(_post(paths), today=today, soon=soon, at=at, **both))
        if not posted:
            return 0, 0
        self._write(_address(paths), today=today, **own)
        return posted, len(self._write(_tell_in_own(paths), today=today, at=at, **own))

    def attach_to_letter(self, paths: Paths, today: date, *, unit: str, key: str, at: datetime) -> int:
        return len(self._write(_tell_unit(paths), today=today, at=at, of_unit=unit, of_key=key)) if paths else 0

    def attach_to_unit_letters(self, paths: Paths, today: date, *, before: str, after: str, at: datetime) -> int:
        return len(self._write(_tell_each(paths), today=today, at=at, before=before, after=after)) if paths else 0

    def unreachable(self, paths: Paths, today: date, *, soon: date) -> Sequence[Untold]:
        return [Untold(**row) for row in self._rows(_unreachable(paths), today=today, soon=soon)]

    def of_letter(self, letter: int) -> Sequence[tuple[str, str]]:
        return [(row["task"], row["director"]) for row in self._rows(_OF_LETTER, of_letter=letter)]


def _keys(campaign: str, day: date, name: str) -> dict[str, str]:
    """Return what the keys of the day's letters are made of, as the sweep makes those of reminders."""
    return {f"before_{name}": f"{campaign}/{name}/", "after": f"/{day.isoformat()}"}

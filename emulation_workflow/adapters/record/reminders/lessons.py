"""Pilots' lessons told to the units they are for, in the record: a handful of statements, whatever their number.

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

from emulation_workflow.adapters.record.letters.outbox import LetterTables
from emulation_workflow.adapters.record.tables.cases import letter_recipients, letters, obligations, units
from emulation_workflow.adapters.record.tables.mail import board_items, bounced_addresses
from emulation_workflow.adapters.record.tables.results import lessons_told, result_versions
from emulation_workflow.domain.board_list import ItemKind
from emulation_workflow.domain.mail.letters import DeliveryState, LetterKind
from emulation_workflow.domain.obligations.obligation import ObligationState
from emulation_workflow.domain.schedule.lessons import LessonsPath, Untold, Waiting

Paths = tuple[LessonsPath, ...]

_TODAY = bindparam("today", type_=Date)
_SOON = bindparam("soon", type_=Date)
_AT = bindparam("at", type_=lessons_told.c.told_at.type)
_NOT_HELD = (ObligationState.PENDING.value, ObligationState.OVERDUE.value)
_BOUNCED = select(func.lower(bounced_addresses.c.email))

_owed, _noted = obligations.alias("owed"), obligations.alias("noted")
_pilots, _later = units.alias("pilots"), result_versions.alias("later")

_OF_LETTER = (
    select(lessons_told.c.task, lessons_told.c.director)
    .where(lessons_told.c.letter == bindparam("of_letter"))
    .distinct()
    .order_by(lessons_told.c.task, lessons_told.c.director)
)


def _is_one_of(column: ColumnElement[Any], values: Sequence[Any]) -> ColumnElement[bool]:
    return or_(false(), *(column == value for value in values))


def _is_valid(table: FromClause) -> ColumnElement[bool]:
    starts, ends = table.c.valid_from, table.c.valid_to
    return and_(or_(starts.is_(None), starts <= _TODAY), or_(ends.is_(None), ends >= _TODAY))


def _untold(path: LessonsPath, source: FromClause, teller: ColumnElement[str], *wanted: Any) -> Select[Any]:
    """Each unit of the path that has its conference before it and was not told what `teller` has to tell."""
    was_told = exists().where(
        lessons_told.c.unit == _owed.c.unit, lessons_told.c.task == path.task, lessons_told.c.director == teller
    )
    return (
        select(
            _owed.c.unit,
            literal(path.task).label("task"),
            teller.label("teller"),
            units.c.name,
            units.c.email,
            and_(units.c.email != "", func.lower(units.c.email).not_in(_BOUNCED)).label("is_reachable"),
            _owed.c.start,
        )
        .select_from(source.join(units, and_(units.c.code == _owed.c.unit, _is_valid(units))))
        .where(
            _owed.c.level == path.level,
            _owed.c.task == path.event,
            _is_one_of(_owed.c.state, _NOT_HELD),
            _owed.c.unit != teller,
            ~was_told,
            *wanted,
        )
    )


def _from_notes(path: LessonsPath) -> Select[Any]:
    """What a director noted down, for the units that are not its pilots."""
    of_group = _noted.c.unit == path.director if path.director else _owed.c.parent == _noted.c.unit
    is_pilot = _is_one_of(units.c.code, path.pilots) if path.pilots else units.c.pilot
    return _untold(
        path,
        _owed.join(_noted, and_(_noted.c.task == path.task, _noted.c.done_on.is_not(None), of_group)),
        _noted.c.unit,
        # Not "is done": without statistics PostgreSQL would go through all that is, for each unit.
        _noted.c.state != ObligationState.ENDED.value,
        ~is_pilot,
    )


def _from_reports(path: LessonsPath) -> Select[Any]:
    """What a pilot's latest result report says of lessons, for the other units of its group."""
    named = _is_one_of(_pilots.c.code, path.pilots)
    is_pilot = named if path.pilots else and_(_pilots.c.pilot, _is_one_of(_pilots.c.level, path.pilot_words))
    is_latest = ~exists().where(_later.c.unit == result_versions.c.unit, _later.c.version > result_versions.c.version)
    # Distinct, so that it is looked for once: without statistics PostgreSQL would read the register for each unit.
    tellers = (
        select(_pilots.c.code, _pilots.c.parent)
        .select_from(_pilots.join(result_versions, result_versions.c.unit == _pilots.c.code))
        .where(is_pilot, _is_valid(_pilots), result_versions.c.lessons.is_not(None), is_latest)
        .distinct()
        .subquery("tellers")
    )
    of_group = tellers.c.code != _owed.c.unit if path.director else tellers.c.parent == _owed.c.parent
    return _untold(path, _owed.join(tellers, of_group), tellers.c.code)


@cache
def _waiting(paths: Paths) -> Subquery:
    """Everything that has yet to be told, once each."""
    found = [select_ for path in paths for select_ in (_from_notes(path), _from_reports(path))]
    return union(*found).subquery("waiting")


@cache
def _count(paths: Paths) -> Select[Any]:
    return select(func.count().label("number")).select_from(_waiting(paths))


def _key(email: ColumnElement[str], name: str) -> ColumnElement[str]:
    """The key of the day's letter of one kind to an address."""
    return bindparam(f"before_{name}", type_=String) + email + bindparam("after", type_=String)


def _had_one(waiting: Subquery) -> ColumnElement[bool]:
    """Whether the sweep wrote to the address today."""
    keys = (_key(waiting.c.email, name) for name in ("urge", "lessons"))
    return exists().where(or_(*(letters.c.key == key for key in keys)))


def _is_new(letter: ColumnElement[int]) -> ColumnElement[bool]:
    """A letter that tells no lessons yet: it is this act's."""
    return ~exists().where(lessons_told.c.letter == letter)


def _tell(waiting: Subquery, key: ColumnElement[Any], *wanted: ColumnElement[bool]) -> Any:
    """Note as told, in the letter with that key, all that waits for its recipient."""
    told = (
        select(waiting.c.unit, waiting.c.task, waiting.c.teller, letters.c.number, _AT.label("told_at"))
        .select_from(waiting.join(letters, letters.c.key == key))
        .where(waiting.c.is_reachable, _is_new(letters.c.number), *wanted)
    )
    return insert(lessons_told).from_select(["unit", "task", "director", "letter", "told_at"], told)


@cache
def _tell_in_urging(paths: Paths) -> Any:
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
    """A letter to each address that can wait no longer, and had no other today."""
    waiting = _waiting(paths)
    key = _key(waiting.c.email, "lessons")
    values: Mapping[str, ColumnElement[Any]] = {
        "key": key,
        "kind": literal(LetterKind.LESSONS.value),
        "unit": func.min(waiting.c.unit),
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
    rows = (
        select(*values.values())
        .where(waiting.c.is_reachable, waiting.c.start <= _SOON, ~_had_one(waiting))
        .group_by(waiting.c.email)
        .order_by(waiting.c.email)
    )
    return insert(letters).from_select(list(values), rows)


@cache
def _address(paths: Paths) -> Any:
    """The recipient of each of these letters."""
    waiting = _waiting(paths)
    values: Mapping[str, ColumnElement[Any]] = {
        "letter": letters.c.number,
        "position": literal(0, Integer),
        "is_copy": false(),
        "name": func.min(waiting.c.name),
        "email": waiting.c.email,
        "code": literal(0, Integer),
        "words": literal(""),
    }
    rows = (
        select(*values.values())
        .select_from(waiting.join(letters, letters.c.key == _key(waiting.c.email, "lessons")))
        .where(waiting.c.is_reachable, _is_new(letters.c.number))
        .group_by(letters.c.number, waiting.c.email)
    )
    return insert(letter_recipients).from_select(list(values), rows)


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
    """Those who would be written to now and cannot be, and are not on the Board's list for it."""
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
        .where(~waiting.c.is_reachable, waiting.c.start <= _SOON, ~exists().where(board_items.c.key == key))
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
        return self._write(_tell_in_urging(paths), today=today, at=at, **_keys(campaign, today, "urge"))

    def post_letters(self, paths: Paths, today: date, *, soon: date, campaign: str, at: datetime) -> tuple[int, int]:
        own = _keys(campaign, today, "lessons")
        both = own | _keys(campaign, today, "urge")
        posted = self._write(_post(paths), today=today, soon=soon, at=at, **both)
        if not posted:
            return 0, 0
        self._write(_address(paths), today=today, **own)
        return posted, self._write(_tell_in_own(paths), today=today, at=at, **own)

    def attach_to_letter(self, paths: Paths, today: date, *, unit: str, key: str, at: datetime) -> int:
        return self._write(_tell_unit(paths), today=today, at=at, of_unit=unit, of_key=key) if paths else 0

    def attach_to_unit_letters(self, paths: Paths, today: date, *, before: str, after: str, at: datetime) -> int:
        return self._write(_tell_each(paths), today=today, at=at, before=before, after=after) if paths else 0

    def unreachable(self, paths: Paths, today: date, *, soon: date) -> Sequence[Untold]:
        return [Untold(**row) for row in self._rows(_unreachable(paths), today=today, soon=soon)]

    def of_letter(self, letter: int) -> Sequence[tuple[str, str]]:
        return [(row["task"], row["director"]) for row in self._rows(_OF_LETTER, of_letter=letter)]


def _keys(campaign: str, day: date, name: str) -> dict[str, str]:
    """What the day's letters' keys are made of: as `store_sweep` makes those of urging letters."""
    return {f"before_{name}": f"{campaign}/{name}/", "after": f"/{day.isoformat()}"}

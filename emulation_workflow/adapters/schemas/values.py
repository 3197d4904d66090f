"""How the values of a plan are read as people type them: dates, hours, counts, names.

Lenient about form (05/3/2020, 2020-03-05; 8h00, 08:00, 8 giờ), strict about sense: 30/02, -5 and 20,5 people are
refused. Every refusal carries the code of a sentence in `emulation_workflow.messages` and the value that was found.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from emulation_workflow.adapters.schemas.legacy_letters import DoubtfulLetters, read_letters
from emulation_workflow.adapters.schemas.names import can_be_name
from emulation_workflow.domain.campaign import AttendanceMode
from emulation_workflow.domain.errors import ProblemCode
from emulation_workflow.domain.registers import is_address, searchable
from emulation_workflow.domain.submissions import Party
from emulation_workflow.domain.texts import (
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST_LINE,
    LONGEST_NOTE,
    has_lost_letters,
    name_of,
    unfit_sign,
    visible,
)
from emulation_workflow.messages.labels import ATTENDANCE, PARTIES

Member = TypeVar("Member", bound=StrEnum)

LARGEST_COUNT = 1_000_000
_SHOWN = 60
_LONGEST_WORD = 100
"""Characters of a day, an hour, a choice."""
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_IN_WORDS = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{4})")
_HOUR = re.compile(
    r"(\d{1,2})\s*(?:h|g|gio|:)\s*(?:(\d{2}|\d(?=\s*p))(?:\s*(?:p|ph|phut|['’]))?| ruoi)?(?::00)?"
    r"(?: (?P<half>sang|trua|chieu|toi))?"
)
"""7h3 may be 7h03 or 7h30, and is asked about; 7 giờ 3 phút is not. 2 giờ chiều is 14:00, 8 giờ rưỡi 8:30."""
_NOON, _HALF_AN_HOUR = 12, 30
_EARLIEST_AT_NOON = 10
_HALF_A_MINUTE = 30
_YES = frozenset({"co", "x", "v", "dung", "true", "yes", "✓", "✔", "☑", "√"})
_WINGDINGS_TICKS = frozenset("üþ")
"""What the ticks of that font are in any other."""
_NO = frozenset({"khong", "khong co", "sai", "false", "no", ""})


def fault(code: str, value: object, **params: object) -> PydanticCustomError:
    """Return a refusal that pydantic carries to the place where it happened; `code` names the sentence."""
    return PydanticCustomError(code, "{value}", {"value": str(value)[:_SHOWN], **params})


def read_day(value: object) -> date | None:
    """Read a calendar day, the day before the month as Vietnam writes it; None if nothing was written."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        if value.time() != time() or value.tzinfo is not None:
            raise fault(ProblemCode.PLAN_DAY_HAS_HOUR, value)
        return _near(value.date())
    if isinstance(value, date):
        return _near(value)
    if not isinstance(value, str) or len(value) > _LONGEST_WORD:
        raise fault(ProblemCode.PLAN_DAY_UNREADABLE, value)
    return _near(_day_from(value))


def _near(day: date) -> date:
    """Return the day; one that is centuries away is mistyped, and no calendar has such days."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise fault(ProblemCode.PLAN_DAY_FAR, day, first=FIRST_YEAR, last=LAST_YEAR)
    return day


def _day_from(text: str) -> date:
    bare = searchable(text)
    if found := _YEAR_FIRST.fullmatch(bare):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DAY_FIRST.fullmatch(bare) or _IN_WORDS.fullmatch(bare):
        day, month, year = (int(part) for part in found.groups())
    else:
        raise fault(ProblemCode.PLAN_DAY_UNREADABLE, text)
    try:
        return date(year, month, day)
    except ValueError:
        raise fault(ProblemCode.PLAN_DAY_IMPOSSIBLE, text) from None


def read_hour(value: object) -> time | None:
    """Read a local time of day, to the minute; None if nothing was written."""
    if value is None or value == "":
        return None
    if isinstance(value, time) and value.tzinfo is None:
        return _to_the_minute(value)
    if not isinstance(value, str) or len(value) > _LONGEST_WORD:
        raise fault(ProblemCode.PLAN_HOUR_UNREADABLE, value)
    found = _HOUR.fullmatch(searchable(value))
    if found is None:
        raise fault(ProblemCode.PLAN_HOUR_UNREADABLE, value)
    try:
        return time(_hour_in(int(found[1]), found["half"]), int(found[2] or 0) or _HALF_AN_HOUR * ("ruoi" in found[0]))
    except ValueError:
        raise fault(ProblemCode.PLAN_HOUR_IMPOSSIBLE, value) from None


def _hour_in(hour: int, half: str | None) -> int:
    """Return the hour of the day, of one that may be counted from noon; ValueError where the two do not fit."""
    is_after_noon = half in ("chieu", "toi") or (half == "trua" and hour < _EARLIEST_AT_NOON)
    if (half == "sang" and hour > _NOON) or (half in ("chieu", "toi") and hour == 0):
        raise ValueError(half)
    return hour + _NOON if is_after_noon and hour < _NOON else hour


def _to_the_minute(hour: time) -> time:
    """Return the hour as shown: programs keep it as a fraction of a day, and some cut that to five digits."""
    minutes = hour.hour * 60 + hour.minute + (hour.second + hour.microsecond / 1_000_000 >= _HALF_A_MINUTE)
    return time(*divmod(min(minutes, 24 * 60 - 1), 60))


def read_count(value: object) -> int | None:
    """Read a whole number from 0 up; None if nothing was written."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        bare = visible(value).strip()
        value = int(bare) if re.fullmatch(r"-?\d{1,9}", bare) else value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise fault(ProblemCode.PLAN_COUNT_NOT_WHOLE, value)
    if value < 0:
        raise fault(ProblemCode.PLAN_COUNT_NEGATIVE, value)
    if value > LARGEST_COUNT:
        raise fault(ProblemCode.PLAN_COUNT_TOO_LARGE, value)
    return value


def read_whole(value: object) -> int:
    """Read a count that must be written: nothing is not 0."""
    count = read_count(value)
    if count is None:
        raise fault(ProblemCode.PLAN_COUNT_MISSING, "")
    return count


def read_line(value: object) -> str:
    """Read one line of text in Unicode's composed form, spaces made single."""
    return _checked(" ".join(_text(value).split()), LONGEST_LINE, is_line=True)


def read_note(value: object) -> str:
    """Read text that may have several lines."""
    lines = (line.rstrip() for line in _text(value).splitlines())
    return _checked("\n".join(lines).strip(), LONGEST_NOTE)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, date | time):
        raise fault(ProblemCode.PLAN_TEXT_IS_DAY, value)
    if not isinstance(value, str):
        raise fault(ProblemCode.PLAN_TEXT_EXPECTED, value)
    try:
        return read_letters(value).text
    except DoubtfulLetters:
        raise fault(ProblemCode.PLAN_TEXT_OLD_FONT, value) from None


def _checked(text: str, longest: int, *, is_line: bool = False) -> str:
    if len(text) > longest:
        raise fault(ProblemCode.PLAN_TEXT_TOO_LONG, text, length=len(text), longest=longest)
    if has_lost_letters(text, is_line=is_line):
        raise fault(ProblemCode.PLAN_TEXT_LETTERS_LOST, text)
    if sign := unfit_sign(text):
        raise fault(ProblemCode.PLAN_TEXT_UNPRINTABLE, name_of(sign))
    return text


def read_yes_no(value: object) -> bool:
    """Read "có" or "không"; nothing written is "không"."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip() in _WINGDINGS_TICKS:
        return True
    word = searchable(value) if isinstance(value, str) else "" if value is None else str(value)
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise fault(ProblemCode.PLAN_YES_NO_UNREADABLE, value)


def read_mode(value: object) -> AttendanceMode | None:
    """Read who attends, by the id or in words; None if nothing was written."""
    return None if value is None or value == "" else _member(ATTENDANCE, value, ProblemCode.PLAN_MODE_UNREADABLE)


def read_party(value: object) -> Party:
    """Read whether a collective or a person is meant, by the id or in words."""
    return _member(PARTIES, value or "", ProblemCode.RESULT_PARTY_UNREADABLE)


def _member(names: Mapping[Member, str], value: object, code: ProblemCode) -> Member:
    """Return the member with this id or name."""
    word = searchable(str(value))
    for member, name in names.items():
        if word in {member.value, searchable(name)}:
            return member
    raise fault(code, value)


def read_person(value: object) -> str:
    """Read somebody's name, with whatever is said of them besides; "" if nothing was written."""
    name = read_line(value)
    if name and not can_be_name(name):
        raise fault(ProblemCode.PLAN_NAME_UNREADABLE, name)
    return name


def read_email(value: object) -> str:
    """Read an e-mail address; "" if nothing was written."""
    address = " ".join(_text(value).split())
    if address and len(address) <= LONGEST_LINE and not is_address(address):
        # Said before its signs are looked at: "?" is no Vietnamese letter that was lost here.
        raise fault(ProblemCode.PLAN_EMAIL_WRONG, address)
    return read_line(address)


def _schema(**schema: Any) -> WithJsonSchema:
    return WithJsonSchema(schema)


_COUNT_SCHEMA = _schema(type="integer", minimum=0, maximum=LARGEST_COUNT)

Day = Annotated[date | None, BeforeValidator(read_day), _schema(type="string")]
"""Text for a form too: a picker of days drops what is typed as day/month/year, in silence."""

Hour = Annotated[time | None, BeforeValidator(read_hour), _schema(type="string", examples=["08:00", "7h30"])]
Count = Annotated[int | None, BeforeValidator(read_count), _COUNT_SCHEMA]
Whole = Annotated[int, BeforeValidator(read_whole), _COUNT_SCHEMA]
Line = Annotated[str, BeforeValidator(read_line), _schema(type="string", maxLength=LONGEST_LINE)]
Note = Annotated[str, BeforeValidator(read_note), _schema(type="string", maxLength=LONGEST_NOTE)]
Person = Annotated[str, BeforeValidator(read_person), _schema(type="string", maxLength=LONGEST_LINE)]
Email = Annotated[str, BeforeValidator(read_email), _schema(type="string", maxLength=LONGEST_LINE)]
YesNo = Annotated[bool, BeforeValidator(read_yes_no), _schema(type="boolean")]
Mode = Annotated[AttendanceMode | None, BeforeValidator(read_mode), _schema(type="string", enum=list(AttendanceMode))]
PartyKind = Annotated[Party, BeforeValidator(read_party), _schema(type="string", enum=list(Party))]

"""The ways a campaign file may write a window, all read into its first day, its last day and its words.

    {from = 2020-03-01, to = 2020-03-15}     both days included
    {month = "2020-03"}                      {months = ["2020-05", "2020-06"]} (first and last)
    {quarter = "2025-Q2"}                    {half = "2025-H1"}                    {year = 2025}
    {from = 2026-03-01}                      from that day on, with no last day
    {before = 2030-07-01}                    until the day before
    {finish_by = 2030-06-30}                 {finish_in = "2030-06"} (until that day; until the end of that month)
    {after = "Đại hội Đảng bộ tỉnh"}         after an event; no day is known
    {announced_later = true}                 "thời gian thông báo sau"

`after` may stand beside any of the others but the last, `from` beside before, finish_by and finish_in. Each may carry
`words`, the plan's own; without them the words are generated. `about = true` marks words that are not exact ("khoảng
giữa tháng 5/2020"), which then have to be given: the days are their widest reading; `about = "from"` or `"to"` says so
of the first or the last day alone. A last day alone is no beginning.
"""

import calendar
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from emulation_workflow.adapters.campaign_file.draft import Found, Step, found, join
from emulation_workflow.messages import days

WINDOW_KEYS = ("window", "proposal")
"""Under these names, anywhere in the file, a window is meant."""

_ENDS = ("from", "to")

_LATER = frozenset({"announced_later"})
_LAST_DAYS = frozenset(frozenset({key}) for key in ("before", "finish_by", "finish_in"))

_FIRST_YEAR = 1000
"""The first that has four figures."""

Span = tuple[date | None, date | None, str]
"""First day, last day, generated words."""

_WAYS = (
    '{from=,to=}, {from=}, {month="2020-03"}, {months=["2020-05","2020-06"]}, {quarter="2025-Q2"}, {half="2025-H1"}, '
    '{year=2025}, {before=}, {finish_by=}, {finish_in="2020-03"}, {after="…"}, {after="…",before=}, {from=,before=}, '
    "{announced_later=true}"
)


class _Misread(Exception):
    """`key` of the window says what it may not, as `code` tells."""

    def __init__(self, key: str, code: str, **facts: object) -> None:
        super().__init__(code)
        self.key = key
        self.code = code
        self.facts = facts


def read_windows(raw: Any, faults: list[Found], at: tuple[Step, ...] = ()) -> Any:
    """Return `raw` with each window in it as start, end and words. A misread one adds a fault and gets a stand-in."""
    if isinstance(raw, list):
        return [read_windows(entry, faults, (*at, number)) for number, entry in enumerate(raw)]
    if not isinstance(raw, dict):
        return raw
    return {
        key: _read_one(value, faults, (*at, key)) if key in WINDOW_KEYS else read_windows(value, faults, (*at, key))
        for key, value in raw.items()
    }


def _read_one(raw: Any, faults: list[Found], at: tuple[Step, ...]) -> dict[str, Any]:
    try:
        start, end, words = _span(raw)
    except _Misread as misread:
        faults.append(found(join((*at, misread.key)) if misread.key else join(at), misread.code, **misread.facts))
        return {"start": None, "end": None, "words": "-"}
    about = raw.get("about")
    only = about if about in _ENDS else ""
    return {"start": start, "end": end, "words": words, "is_approximate": bool(about), "about_only": only}


def _span(raw: Any) -> Span:
    if not isinstance(raw, dict):
        raise _Misread("", "window_no_table", ways=_WAYS)
    read = _reader(frozenset(raw) - {"words", "about"})
    if read is None:
        raise _Misread("", "window_unknown", keys=", ".join(raw) or "(none)", ways=_WAYS)
    start, end, generated = read(raw)
    if start and end and end < start:
        raise _Misread("", "window_backwards", start=start, end=end)
    words = raw.get("words", generated)
    if not isinstance(words, str) or not words.strip():
        raise _Misread("words", "window_words")
    if "about" in raw and ((raw["about"] is not True and raw["about"] not in _ENDS) or "words" not in raw):
        raise _Misread("about", "window_about")
    return start, end, words


def _reader(keys: frozenset[str]) -> Callable[[dict[str, Any]], Span] | None:
    """Return what reads a window of these keys; None for keys that say no window together."""
    if keys in _READERS:
        return _READERS[keys]
    if "after" in keys and keys != _LATER | {"after"}:
        inner = _reader(keys - {"after"})
        return partial(_also_after, inner) if inner else None
    limit = keys - {"from"}
    return partial(_also_from, _READERS[limit]) if limit != keys and limit in _LAST_DAYS else None


def _also_after(read: Callable[[dict[str, Any]], Span], raw: dict[str, Any]) -> Span:
    """Return the window that also comes after an event, whose day nobody knows."""
    start, end, words = read(raw)
    return start, end, f"{_after(raw)[2]}, {words}"


def _also_from(read: Callable[[dict[str, Any]], Span], raw: dict[str, Any]) -> Span:
    """Return the window of a first day and a last one that the plan words as a limit."""
    start, _, since = _from(raw)
    _, end, words = read(raw)
    return start, end, f"{since}, {words}"


def _from_to(raw: dict[str, Any]) -> Span:
    start, end = _day(raw, "from"), _day(raw, "to")
    return start, end, days.span_words(start, end)


def _one_month(raw: dict[str, Any]) -> Span:
    start = _month(raw["month"], "month")
    return start, _last_day(start), days.month_words(start)


def _two_months(raw: dict[str, Any]) -> Span:
    months = raw["months"]
    if not isinstance(months, list) or len(months) != len(("first", "last")):
        raise _Misread("months", "window_months")
    first, last = (_month(month, "months") for month in months)
    return first, _last_day(last), days.months_words(first, last)


def _quarter(raw: dict[str, Any]) -> Span:
    written = re.fullmatch(r"([1-9]\d{3})-Q([1-4])", str(raw["quarter"]))
    if not written:
        raise _Misread("quarter", "window_quarter", value=raw["quarter"])
    year, quarter = int(written[1]), int(written[2])
    start = date(year, 3 * quarter - 2, 1)
    return start, _last_day(date(year, 3 * quarter, 1)), days.quarter_words(start)


def _half(raw: dict[str, Any]) -> Span:
    written = re.fullmatch(r"([1-9]\d{3})-H([12])", str(raw["half"]))
    if not written:
        raise _Misread("half", "window_half", value=raw["half"])
    year, half = int(written[1]), int(written[2])
    return date(year, 6 * half - 5, 1), _last_day(date(year, 6 * half, 1)), days.half_year_words(half, year)


def _year(raw: dict[str, Any]) -> Span:
    year = raw["year"]
    if not isinstance(year, int) or not _FIRST_YEAR <= year <= date.max.year:
        raise _Misread("year", "window_year", value=repr(year))
    return date(year, 1, 1), date(year, 12, 31), days.year_words(year)


def _from(raw: dict[str, Any]) -> Span:
    day = _day(raw, "from")
    return day, None, days.from_words(day)


def _before(raw: dict[str, Any]) -> Span:
    day = _day(raw, "before")
    return None, day - timedelta(days=1), days.before_words(day)


def _finish_by(raw: dict[str, Any]) -> Span:
    day = _day(raw, "finish_by")
    return None, day, days.finish_by_words(day)


def _finish_in(raw: dict[str, Any]) -> Span:
    month = _month(raw["finish_in"], "finish_in")
    return None, _last_day(month), days.finish_words(month)


def _after(raw: dict[str, Any]) -> Span:
    event = raw["after"]
    if not isinstance(event, str) or not event.strip():
        raise _Misread("after", "window_event")
    return None, None, days.after_words(event.strip())


def _announced_later(raw: dict[str, Any]) -> Span:
    if raw["announced_later"] is not True:
        raise _Misread("announced_later", "window_later")
    return None, None, days.ANNOUNCED_LATER


_READERS: dict[frozenset[str], Callable[[dict[str, Any]], Span]] = {
    frozenset({"from", "to"}): _from_to,
    frozenset({"month"}): _one_month,
    frozenset({"months"}): _two_months,
    frozenset({"quarter"}): _quarter,
    frozenset({"half"}): _half,
    frozenset({"year"}): _year,
    frozenset({"from"}): _from,
    frozenset({"before"}): _before,
    frozenset({"finish_by"}): _finish_by,
    frozenset({"finish_in"}): _finish_in,
    frozenset({"after"}): _after,
    frozenset({"announced_later"}): _announced_later,
}


def _day(raw: dict[str, Any], key: str) -> date:
    value = raw[key]
    if not isinstance(value, date) or isinstance(value, datetime):
        raise _Misread(key, "window_day", value=repr(value))
    return value


def _month(value: Any, key: str) -> date:
    written = re.fullmatch(r"([1-9]\d{3})-(0[1-9]|1[0-2])", value) if isinstance(value, str) else None
    if not written:
        raise _Misread(key, "window_month", value=repr(value))
    return date(int(written[1]), int(written[2]), 1)


def _last_day(month: date) -> date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])

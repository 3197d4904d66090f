"""How params are written in a sentence: what stands after the colon in a template's `{param:format}`.

Without a format a day is written as a day, a number with its thousands apart, a list with commas; a `serial` number
is a name and stays whole.
"""

import string
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from typing import Any

from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.domain.campaign import AttendanceMode, Gate
from emulation_workflow.domain.orders.order import OrderKind
from emulation_workflow.messages.days import day_words, nth_words, opinion_words
from emulation_workflow.messages.delegates import COUNTED_COLUMNS
from emulation_workflow.messages.findings.reports import SECTIONS
from emulation_workflow.messages.forms.order_fields import ORDER_KINDS, ORDER_PARTS
from emulation_workflow.messages.labels import ATTENDANCE, DAYS_OFF, HEADCOUNT, PAPER_PARTS
from emulation_workflow.messages.names import PLAN, acts_of, document_named
from emulation_workflow.messages.obligations import NOT_STATED


def _day(value: date | str) -> str:
    """Return a day in words; as text it is YYYY-MM-DD, as the record keeps it."""
    return day_words(date.fromisoformat(value) if isinstance(value, str) else value)


def _period(period: tuple[date | None, date | None]) -> str:
    """Return days of validity in words, both included; None where there is no limit."""
    start, end = period
    words = [f"từ ngày {day_words(start)}" if start else "", f"đến hết ngày {day_words(end)}" if end else ""]
    return " ".join(filter(None, words)) or "không giới hạn thời gian"


def hour_words(at: time | str) -> str:
    """Return the time as official papers write it: 7 giờ 30, 14 giờ 00."""
    shown = time.fromisoformat(at) if isinstance(at, str) else at
    return f"{shown.hour} giờ {shown.minute:02d}"


def _minutes(value: int) -> str:
    hours, minutes = divmod(value, 60)
    if not hours:
        return f"{minutes} phút"
    return f"{hours} giờ {minutes:02d} phút" if minutes else f"{hours} giờ"


def _of(labels: Mapping[str, str]) -> Callable[[Iterable[str]], str]:
    return lambda values: ", ".join(labels[value] for value in values)


def plain(value: Any) -> str:
    match value:
        case bool():
            return "có" if value else "không"
        case int():
            return f"{value:,}".replace(",", ".")
        case date():
            return day_words(value)
        case list() | tuple():
            return "; ".join(plain(part) for part in value)
    return str(value)


_NUMERALS = frozenset("IVXLC0123456789")


def clause_words(clause: str, word: str = "mục") -> str:
    """Return a clause as a sentence names it.

    Plans number their parts ("II.2.1"), call them by a letter ("b"), or name them ("Điều 2", "phần mở đầu"): a number
    needs a word before it, a letter another one, a name none.
    """
    first = clause.replace(",", ".").partition(".")[0]
    if len(clause) == 1 and clause.islower():
        return f"{'Điểm' if word.istitle() else 'điểm'} {clause}"
    return f"{word} {clause}" if set(first) <= _NUMERALS else clause


_WRITTEN_WITH_ZERO = range(1, 10)


def padded(number: int) -> str:
    """Return a count as official papers write it in sentences: 02, 10, 1.470; none is 0."""
    return f"0{number}" if number in _WRITTEN_WITH_ZERO else plain(number)


ACT = "act"
"""Format of what somebody does with a plan, which the plan calls by a word of its own."""

FORMATS: Mapping[str, Callable[[Any], str]] = {
    "": plain,
    "cap": lambda cap: "" if cap is None else f" (không quá {plain(cap)} đại biểu)",
    "counts": lambda rows: ", ".join(
        f"{COUNTED_COLUMNS[row['column']]} của {plain(row['count'])} người" for row in rows
    ),
    "day": _day,
    "of_plan": lambda quote: f"“{quote.strip().removeprefix('(').removesuffix(')')}”",
    "day_off": lambda reason: DAYS_OFF.get(reason, reason),
    "groups": lambda groups: ", ".join(f"{group['name']} {plain(group['count'])}" for group in groups),
    "hour": hour_words,
    "hours": lambda hours: " - ".join(hour_words(at) for at in hours.split(" - ")),
    "headcount": lambda counted: ", ".join(HEADCOUNT.get(base, base) for base in counted),
    "minutes": _minutes,
    "mode": lambda mode: ATTENDANCE[AttendanceMode(mode)],
    "nth": nth_words,
    "numbered": lambda number: f"số {number}" if number else "(chưa ghi số)",
    "opinion": opinion_words,
    "order_kind": lambda kind: ORDER_KINDS[OrderKind(kind)],
    "order_part": lambda part: ORDER_PARTS[part],
    "padded": padded,
    "paper": _of(PAPER_PARTS),
    "percent": lambda percent: str(percent).replace(".", ","),
    "period": _period,
    "places": lambda groups: "; ".join(" và ".join(map(str, places)) for places in groups),
    "plan": lambda number: document_named(number, otherwise=PLAN),
    "planned": lambda words: words or NOT_STATED,
    "proposal": lambda words: words.rstrip(". ") or "Kế hoạch không nêu thời gian cho hội nghị điểm này",
    "quoted": lambda values: " hoặc ".join(f"“{value}”" for value in values),
    "rows": lambda rows: ", ".join(map(str, rows)),
    "serial": str,
    "sections": lambda parts: " và phần ".join(SECTIONS[part] for part in parts),
    "total": lambda total: "số đại biểu chưa nêu" if total is None else f"{plain(total)} đại biểu",
    "units": lambda units: "; ".join(f"{unit['name']} ({_day(unit['day'])})" for unit in units),
    "unstopped": lambda words: words.rstrip(" ."),
}


class SentenceFormatter(string.Formatter):
    """`str.format` with this module's formats, and acts in the words of `gate`, by which the plan calls them.

    A value that a template needs and does not get is a KeyError.
    """

    def __init__(self, gate: Gate | None = None) -> None:
        self._gate = gate

    def format_field(self, value: Any, format_spec: str) -> str:
        return acts_of(self._gate)[Act(value)] if format_spec == ACT else FORMATS[format_spec](value)

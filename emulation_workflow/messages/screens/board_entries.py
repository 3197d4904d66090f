"""The very words of what clerks enter for the Board, as name and value: shown, bound to their code, and told."""

from collections.abc import Iterable, Sequence
from datetime import date

from emulation_workflow.messages.days import day_words, nth_words
from emulation_workflow.messages.screens.entries import filled

MOST_TOLD = 30
"""How many lines of a list a letter repeats; of the others it tells the number."""

_NUMBER, _DAY, _REASON = "Số, ký hiệu", "Ngày ký", "Lý do, nội dung"
DOUBT_SETTLED = {True: "đã đến", False: "chưa đến, gửi lại"}
NEW, CHANGED, UNITS_WRITTEN_TO = "Nghĩa vụ mới", "Nghĩa vụ thay đổi", "Số đơn vị được gửi thư"
MORE = "và {number} dòng nữa"

Rows = list[dict[str, str]]


def date_rows(
    *, task: str, levels: Sequence[str], day: date | None, document: str, signed_on: date | None, note: str
) -> Rows:
    """Return a day that the Board sets, or takes back; no levels are all levels."""
    return filled(
        [
            ("Nội dung", "Đặt mốc" if day else "Bỏ mốc đã đặt"),
            ("Nhiệm vụ", task),
            ("Áp dụng cho cấp", ", ".join(levels) or "mọi cấp có nhiệm vụ này"),
            ("Hạn", _day(day)),
            (_NUMBER, document),
            (_DAY, _day(signed_on)),
            (_REASON, note),
        ]
    )


def quota_rows(*, upper: str, document: str, signed_on: date | None, numbers: Iterable[tuple[str, int]]) -> Rows:
    """Return the quotas that one document states: of each unit its number of delegates."""
    return filled(
        [
            ("Hội nghị, đại hội cấp trên", upper),
            (_NUMBER, document),
            (_DAY, _day(signed_on)),
            *((unit, f"{number} đại biểu") for unit, number in numbers),
        ]
    )


def step_rows(*, unit: str, number: int, words: str, step: str, done_on: date, document: str, answer: str) -> Rows:
    """Return a step taken with a difficulty; `words` are the unit's own."""
    return filled(
        [
            ("Đơn vị", unit),
            ("Khó khăn, vướng mắc", f"số {number}: {words}"),
            ("Nội dung", step),
            ("Ngày", _day(done_on)),
            (_NUMBER, document),
            ("Nội dung trả lời", answer),
        ]
    )


def difficulty_rows(*, unit: str, words: str, raised_on: date, source: str) -> Rows:
    """Return what a unit told the Board."""
    return filled(
        [("Đơn vị", unit), ("Khó khăn, vướng mắc", words), ("Ngày", _day(raised_on)), ("Theo văn bản", source)]
    )


def list_rows(lines: Sequence[tuple[str, str]]) -> Rows:
    """Return a list line by line, the first MOST_TOLD of them, and how many more there are."""
    more = len(lines) - MOST_TOLD
    told = [*lines[:MOST_TOLD], *([("…", MORE.format(number=more))] if more > 0 else [])]
    return filled(told)


def evidence_line(
    *, unit: str, task: str, done_on: date, number: str, note: str, is_withdrawn: bool
) -> tuple[str, str]:
    """Return one piece of evidence as name and value."""
    parts = [task, _day(done_on), number, "rút kết quả đã ghi" if is_withdrawn else "", note]
    return unit, "; ".join(part for part in parts if part)


def list_receipt_rows(*, unit: str, upper: str, version: int, minutes: str, counts: tuple[int, int]) -> Rows:
    """Return a list of delegates that came in, without any name; `counts` are delegates and reserves."""
    return filled(
        [
            ("Đơn vị", unit),
            ("Dự hội nghị, đại hội của", upper),
            ("Danh sách", f"gửi lần thứ {nth_words(version)}: {counts[0]} đại biểu, {counts[1]} dự khuyết"),
            ("Biên bản", minutes),
        ]
    )


def publication_rows(*, as_of: date, document: str, signed_on: date | None, sha256: str) -> Rows:
    """Return the figures that were published, by their day, document and hash."""
    return filled(
        [("Số liệu đến ngày", _day(as_of)), (_NUMBER, document), (_DAY, _day(signed_on)), ("SHA-256", sha256)]
    )


def people_rows(*, lists: int, people: int, reason: str) -> Rows:
    """Return of how many lists and people something was done, and why, without any name."""
    return filled([("Số danh sách", str(lists)), ("Số người", str(people)), (_REASON, reason)])


def item_rows(*, number: int, kind: str, note: str) -> Rows:
    """Return an item of the Board's list that was closed, and what was done about it."""
    return filled([("Việc số", str(number)), ("Loại việc", kind), ("Đã xử lý thế nào", note)])


def letter_rows(letters: Sequence[tuple[int, str]]) -> Rows:
    """Return letters by their number, each with what becomes of it."""
    return list_rows([(f"Thư số {number}", fate) for number, fate in letters])


def count_rows(*counts: tuple[str, int]) -> Rows:
    """Return how many of what was written."""
    return filled((name, str(count)) for name, count in counts)


def _day(day: date | None) -> str:
    return day_words(day) if day else ""

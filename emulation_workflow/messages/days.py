"""Days, months and quarters as official Vietnamese papers write them: 05/02/2020, tháng 3/2020, quý II/2025.

Every screen, letter and finding writes its days with these functions, so that a day has one form. Only days under 10
and the months 1 and 2 get a leading zero.
"""

import re
from contextlib import suppress
from datetime import date, datetime

_QUARTERS = ("I", "II", "III", "IV")


_A_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")


def days_in(words: str) -> list[date]:
    """Return the days that a text names as 05/02/2020, in their order; what is no day is left out."""
    found = []
    for day, month, year in (written.split("/") for written in _A_DAY.findall(words)):
        with suppress(ValueError):
            found.append(date(int(year), int(month), int(day)))
    return found


def day_words(day: date) -> str:
    return f"{day.day:02d}/{_month(day)}"


def moment_words(at: datetime) -> str:
    """Return the time, then the day, in the time zone of `at`: "08:05 05/3/2020"."""
    return f"{at:%H:%M} {day_words(at)}"


def at_words(at: datetime) -> str:
    """Return time and day for use within a sentence: "08:05 ngày 05/3/2020"."""
    return f"{at:%H:%M} ngày {day_words(at)}"


def month_words(month: date) -> str:
    return f"tháng {_month(month)}"


def span_words(start: date, end: date) -> str:
    """Return a window by its first and last day: "từ ngày 05/3/2020 đến ngày 06/3/2020"."""
    return f"ngày {day_words(start)}" if start == end else f"từ ngày {day_words(start)} đến ngày {day_words(end)}"


def months_words(first: date, last: date) -> str:
    return f"từ {month_words(first)} đến {month_words(last)}"


def quarter_words(start: date) -> str:
    """Return the quarter that begins in the month of `start`."""
    return f"quý {_QUARTERS[(start.month - 1) // 3]}/{start.year}"


def before_words(day: date) -> str:
    return f"trước ngày {day_words(day)}"


def finish_by_words(day: date) -> str:
    return f"hoàn thành trước hoặc trong ngày {day_words(day)}"


def from_words(day: date) -> str:
    return f"từ ngày {day_words(day)}"


def after_words(event: str) -> str:
    return f"sau {event}"


ANNOUNCED_LATER = "thời gian thông báo sau"


def half_year_words(half: int, year: int) -> str:
    """Return half a year: "6 tháng đầu năm 2025"."""
    return f"6 tháng {'đầu' if half == 1 else 'cuối'} năm {year}"


def year_words(year: int) -> str:
    return f"năm {year}"


def finish_words(month: date) -> str:
    return f"hoàn thành trong {month_words(month)}"


def _month(day: date) -> str:
    return f"{day.month:02d}/{day.year}" if day.month <= 2 else f"{day.month}/{day.year}"  # noqa: PLR2004 - months that could be altered to others (1 to 11, 2 to 12) get a leading zero


_NTH = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")


def nth_words(number: int) -> str:
    """Return the number as it stands behind "lần thứ"; in digits beyond ten."""
    return _NTH[number - 1] if 0 < number <= len(_NTH) else str(number)


def opinion_words(fixed_by: str) -> str:
    """Return which opinion fixed a day, to stand behind what the plan calls it: by its document, else by its day."""
    if not fixed_by or _A_DAY.fullmatch(fixed_by):
        return f"ngày {fixed_by}" if fixed_by else "đã có"
    numbered = f"số {fixed_by}" if fixed_by[:1].isdigit() else fixed_by
    return f"tại văn bản {numbered}"

"""What kind of paper a number says it is: 12/QĐ-UBND is a decision's (Decree 30/2020/NĐ-CP, annex III)."""

import re

from emulation_workflow.domain.registers.units import searchable

PLAN, REPORT = "KH", "BC"
"""The codes of the papers that units send."""

_WORK = frozenset(
    ("nq", "qd", "ct", "qc", "qyd", "tc", "tb", "hd", "ctr", "kh", "pa", "da", "bc", "bb", "ttr", "cd", "bgn", "btt")
)
_CODES = _WORK | {"guq", "gm", "ggt", "gnp", "pg", "pc", "pb"}
"""Of all kinds that have a code, without marks; a letter has none: 1048/UBND-KGVX."""

_NUMBER = re.compile(r"\s*(?:số\s*:?\s*)?\d+\s*[a-z]?\s*[/-]\s*(?:\d{4}\s*[/-]\s*)?(?P<code>[^\W\d_]+)", re.IGNORECASE)

_SYMBOL = re.compile(r"[-/][^\W_]+(?:[-.&][^\W_]+)*")

_ALIKE = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2044\u2215\\", "-------///")
"""Dashes and strokes that stand for the two of a number."""

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|(?:t|th|thg|tháng)\.?\s?\d{1,2})"
_DAY = re.compile(
    r"\d{1,2}[/-]\d{1,2}[/-]\d{4}|\d{4}-\d{1,2}-\d{1,2}(?:[ T][\d:]+)?"
    rf"|\d{{1,2}}[- /](?:{_MONTH}|thg|tháng)(?:[- /]\d{{2,4}})?|{_MONTH}[- /]\d{{2,4}}",
    re.IGNORECASE,
)


def is_day_of_spreadsheet(text: str) -> bool:
    """Return whether a spreadsheet writes a day so: 12/03/2020, 2020-03-12, 12-Mar, 12-Thg3, Th10-20, T10-20."""
    return bool(_DAY.fullmatch(text.strip()))


def code_in(number: str) -> str:
    """Return the code of the kind of paper that a number names, as it is written; "" if it names none."""
    found = _NUMBER.match(number.translate(_ALIKE))
    return found["code"] if found and searchable(found["code"]) in _CODES else ""


def symbol_in(number: str) -> str:
    """Return the symbol of who issued a paper, as its number has it: "XSKT" of 11/KH-XSKT; "" if it has none."""
    found = _NUMBER.match(number.translate(_ALIKE))
    rest = number[found.end() :].strip() if found and searchable(found["code"]) in _CODES else ""
    return rest[1:] if _SYMBOL.fullmatch(rest) else ""


def is_of_another_kind(number: str, code: str) -> bool:
    """Return whether a number names a kind of paper, and another one than that with this code."""
    found = code_in(number)
    return bool(found) and searchable(found) != searchable(code)

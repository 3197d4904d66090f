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

_NUMBER = re.compile(r"\s*\d+\s*[a-z]?\s*[/-]\s*(?:\d{4}\s*[/-]\s*)?(?P<code>[^\W\d_]+)", re.IGNORECASE)


def code_in(number: str) -> str:
    """Return the code of the kind of paper that a number names, as it is written; "" if it names none."""
    found = _NUMBER.match(number)
    return found["code"] if found and searchable(found["code"]) in _CODES else ""


def is_of_another_kind(number: str, code: str) -> bool:
    """Return whether a number names a kind of paper, and another one than that with this code."""
    found = code_in(number)
    return bool(found) and searchable(found) != searchable(code)

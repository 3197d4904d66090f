"""What an answer says: a cell with “không có” names nothing, and a number without digits is none yet."""

import re

from emulation_workflow.domain.registers import searchable

_NOTHING = frozenset({"khong", "khong co", "chua", "chua co", "chua ro"})


def is_stated(answer: str) -> bool:
    """Return whether the answer names anything."""
    words = re.sub(r"[\W_]+", " ", searchable(answer)).strip()
    return bool(words) and words not in _NOTHING


def is_numbered(number: str) -> bool:
    """Return whether a document has its number: a draft has the symbol alone, with room before it."""
    return re.search(r"[1-9]", number.partition("/")[0]) is not None

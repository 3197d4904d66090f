"""Whether a text is somebody's name; whether a cell of a list names one person, and nothing besides."""

import re
import unicodedata

from emulation_workflow.domain.registers.units import searchable, without_address
from emulation_workflow.messages.forms.no_names import FAMILIES, GROUPS, REMARKS, TOGETHER, UNKNOWN

_AND = re.compile(r"\bvà\b", re.IGNORECASE)
_APART = re.compile(r"[;,&+/|\\]|\s[-–—]\s")
_BEHIND = re.compile(r"[;,(\[]|\s[-–—]\s")
_FEWEST_WORDS = 2
"""Of what is surely a name of its own."""
_NUMBERED = re.compile(r"(?:\d|\(?(?:[IVX]{1,5}|[A-H])[.)]\s)")
_COUNTED = re.compile(r"\d+ *(?:dai bieu|nguoi|dong chi|d/c|can bo|hoi vien|doan vien|thanh vien|ong|ba|ca nhan)\b")
_UNKNOWN = re.compile(UNKNOWN)
_GROUP = re.compile(GROUPS)
_GROUP_UNMARKED = re.compile(searchable(GROUPS))
_TOGETHER = re.compile(rf"\b(?:{TOGETHER})\b")
_REMARK = re.compile(rf"[(\[:](?:[^)\]]*\s)?(?:{REMARKS})\b")
"""A remark about somebody in brackets; other brackets tell people of one name apart."""
_FAMILIES = frozenset(FAMILIES.split())
_LOWER_IN_NAMES = frozenset({"văn", "thị", "thi", "van"})
"""What many a clerk begins with a small letter."""


_FEWEST_LETTERS = 2


def can_be_name(text: str) -> bool:
    """Return whether this can be somebody's name, with whatever is said of them besides: letters, no number first."""
    name = without_address(" ".join(text.split())).lower()
    has_letters = sum(map(str.isalpha, name)) >= _FEWEST_LETTERS
    return has_letters and not name[:1].isdigit() and "@" not in name and not _UNKNOWN.fullmatch(name)


def names_one_person(text: str) -> bool:
    """Return whether this is one person's name: no second one, no number of people, no group, no remark about them."""
    lines = [line for line in text.splitlines() if len(line.split()) >= _FEWEST_WORDS]
    name = without_address(" ".join(text.split())).rstrip(" .,;")
    outside = re.sub(r"\([^()]*\)", " ", name)
    return not (len(lines) > 1 or _REMARK.search(searchable(name)) or _APART.search(outside)) and _is_name(name)


def may_name_one_person(text: str) -> bool:
    """Return whether this may be one person, whatever is said of them behind the name: post, place, remark."""
    first, *others = _BEHIND.split(without_address(" ".join(text.split())))
    return _is_name(first.strip(" .")) and not any(map(_is_another, others))


def _is_another(text: str) -> bool:
    words = without_address(text.strip(" )].")).split()
    return len(words) >= _FEWEST_WORDS and words[0].casefold() in _FAMILIES and all(word[0].isupper() for word in words)


def _is_name(name: str) -> bool:
    folded, lower = searchable(name), unicodedata.normalize("NFC", name).lower()
    is_group = _GROUP_UNMARKED.match(folded) if name.isascii() else _GROUP.match(lower)
    if not can_be_name(name) or is_group or _TOGETHER.search(lower):
        return False
    halves = _AND.split(name)
    are_two = len(halves) > 1 and all(len(half.split()) >= _FEWEST_WORDS for half in halves)
    return not (are_two or _NUMBERED.match(name) or _COUNTED.search(folded) or _is_sentence(name))


def _is_sentence(name: str) -> bool:
    """Return whether it is written as no name is: a capital first, and a word in small letters behind it."""
    words = name.split()
    small = [word for word in words[1:] if word[0].islower() and word.casefold() not in _LOWER_IN_NAMES]
    return bool(small) and words[0][:1].isupper() and words[0].casefold() not in _FAMILIES

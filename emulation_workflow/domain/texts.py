"""What a text from outside may hold: characters that show as what they are, and no more of them than somebody reads."""

import unicodedata

LONGEST_LINE = 500
LONGEST_NOTE = 5_000
FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Years a day of this work can lie in; another is mistyped."""

TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of writing: a text with them reads otherwise than it is."""

_NO_TEXT = frozenset({"Cc", "Cs", "Co", "Cn"})
_BREAKS = "\n\t"


def unfit_sign(text: str) -> str:
    """Return the first character that no text may hold, "" if there is none.

    Such are controls, halves of a character, characters of private use or without meaning, and what turns the writing.
    """
    if text.isprintable():
        return ""
    return next((sign for sign in text if _is_unfit(sign)), "")


def _is_unfit(sign: str) -> bool:
    return sign in TURNS or (sign not in _BREAKS and unicodedata.category(sign) in _NO_TEXT)


def name_of(sign: str) -> str:
    """Return a character that does not show, as its number: U+202E."""
    return f"U+{ord(sign):04X}"

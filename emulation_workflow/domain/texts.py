"""What a text from outside may hold: characters that show as what they are, and no more of them than somebody reads."""

import re
import unicodedata

LONGEST_LINE = 500
LONGEST_NOTE = 5_000
FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Years a day of this work can lie in; another is mistyped."""

TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of writing: a text with them reads otherwise than it is."""

_PLAIN = re.compile(
    "[\x00-\x7f\u00c0-\u00c3\u00c8-\u00ca\u00cc\u00cd\u00d2-\u00d5\u00d9\u00da\u00dd\u00e0-\u00e3\u00e8-\u00ea\u00ec\u00ed\u00f2-\u00f5"
    "\u00f9\u00fa\u00fd\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u2013\u2014\u2018-\u201d\u2026]*"
)
_STROKED = re.compile("([Dd])[\u0335\u0336\u0337]")
_ALIKE = (
    ("\u00d0\u00f0\u0189\u0256", "\u0110\u0111\u0110\u0111"),  # Icelandic eth, African D
    ("\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425", "ABEKMHOPCTYX"),  # Cyrillic
    ("\u0406\u0408\u0405\u0430\u0435\u043e\u0440\u0441\u0443\u0445", "IJSaeopcyx"),
    ("\u0456\u0458\u0455\u04bb", "ijsh"),
    ("\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f", "ABEZHIKMNO"),  # Greek
    ("\u03a1\u03a4\u03a5\u03a7\u03bf\u03bd", "PTYXov"),
    ("\u2010\u2011", "--"),  # Hyphens that show as the common one
)
_LOOK_ALIKES = {ord(sign): shown for signs, letters in _ALIKE for sign, shown in zip(signs, letters, strict=True)}
"""Letters of other alphabets that show as Vietnamese ones."""
_SHOWS_NOTHING = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]"
)
"""Fillers and selectors that Unicode says to show as nothing, besides those that are signs of format."""
_SAME_IN_FORM = ("<font>", "<wide>", "<narrow>", "<noBreak>")

_NO_TEXT = frozenset({"Cc", "Cs", "Co", "Cn"})
_BREAKS = "\n\t"


def is_plain(text: str) -> bool:
    """Return whether the text holds nothing but what nearly every Vietnamese text consists of."""
    return _PLAIN.fullmatch(text) is not None


def visible(text: str) -> str:
    """Return the text as it shows, in Unicode's composed form: without signs of no width, each letter as itself.

    A letter of another alphabet that shows as a Vietnamese one becomes that, unless its word has letters that do not
    show so: then the word is of that alphabet. What turns the writing stays, to be refused.
    """
    if is_plain(text):
        return text
    shown = "".join(map(_same_in_form, text))
    shown = unicodedata.normalize("NFC", _STROKED.sub(_with_stroke, shown))
    return shown if shown.isascii() else _FOREIGN_WORD.sub(_as_it_shows, shown)


_FOREIGN_WORD = re.compile(r"(?:[^\W\d_]|[\u2010\u2011])+")


def _as_it_shows(word: re.Match[str]) -> str:
    folded = word[0].translate(_LOOK_ALIKES)
    return word[0] if any("\u0370" <= sign <= "\u052f" for sign in folded) else folded


def _same_in_form(sign: str) -> str:
    if sign.isascii() or sign in TURNS:
        return sign
    if _is_hidden(sign):
        return ""
    return unicodedata.normalize("NFKC", sign) if unicodedata.decomposition(sign).startswith(_SAME_IN_FORM) else sign


def _is_hidden(sign: str) -> bool:
    return not sign.isascii() and bool(unicodedata.category(sign) == "Cf" or _SHOWS_NOTHING.match(sign))


def hidden_sign(text: str) -> str:
    """Return the first character that does not show, marks of a direction included, "" if there is none."""
    return "" if text.isascii() or is_plain(text) else next(filter(_is_hidden, text), "")


def without_hidden(text: str) -> str:
    """Return the text without characters that do not show; what turns the writing stays, to be refused."""
    if not hidden_sign(text):
        return text
    return "".join(sign for sign in text if sign in TURNS or not _is_hidden(sign))


def _with_stroke(stroked: re.Match[str]) -> str:
    return "\u0110" if stroked[1] == "D" else "\u0111"


def unfit_sign(text: str) -> str:
    """Return the first character that no text may hold, "" if there is none.

    Such are controls, halves of a character, characters of private use or without meaning, and what turns the writing.
    """
    if text.isprintable():
        return ""
    return next((sign for sign in text if _is_unfit(sign)), "")


def _is_unfit(sign: str) -> bool:
    return sign in TURNS or (sign not in _BREAKS and unicodedata.category(sign) in _NO_TEXT)


_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_LETTER_LOST = re.compile(r"\ufffd|(?<=[^\W\d_])\?+(?=[^\W\d_])|(?<![^\s(\[“\"/-])\?+(?=[^\W\d_])")
_LOST_IN_LINE = re.compile(
    r"(?<![^\W\d_])(?!(?-i:[A-ZĐ]{2}))[bcdđghklmnpqrstvx]{1,3}\?|(?<=[^\W_])\?(?=\s+(?-i:[a-zà-ỹ]))", re.IGNORECASE
)
"""A word left without a vowel (V?, Th?) that is no abbreviation, or one after which the sentence goes on."""


def has_lost_letters(text: str, *, is_line: bool = False) -> bool:
    """Return whether signs stand where letters were: a program that had no such letters wrote question marks.

    One that ends a word may ask something; within one line that is a name, a number or a title, not in the middle.
    """
    if "?" not in text:
        return "\ufffd" in text
    bare = _LINK.sub("", text)
    return bool(_LETTER_LOST.search(bare) or (is_line and _LOST_IN_LINE.search(bare)))


def name_of(sign: str) -> str:
    """Return a character that does not show, as its number: U+202E."""
    return f"U+{ord(sign):04X}"

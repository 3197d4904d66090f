"""Vietnamese as it was written before Unicode, in TCVN3 or VNI: read where it is certain, else told."""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from emulation_workflow.domain.texts import is_plain, visible

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_STOPS = ("c", "ch", "p", "t", "k")
_WITH_STOPS = frozenset("\u0301\u0323")
_ONSET = "(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?"
_OPEN = (
    "ai|ao|au|ay|âu|ây|eo|êu|ia|iu|iêu|yêu|oa|oai|oao|oay|oe|oeo|oi|ôi|ơi|ua|ui|uây|uôi|uê|ue|uơ|uy|uya|uyu|ưa|ươi|ươu"
    "|ưi|ưu|a|e|ê|i|o|ô|ơ|u|ư|y"
)
_CLOSED = "oa|oă|oe|oo|uâ|uê|uô|ươ|iê|yê|uyê|uy|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y"
_SYLLABLE = re.compile(rf"{_ONSET}(?:(?:{_OPEN})|(?:{_CLOSED})(?P<coda>ng|nh|ch|[cmnptk]))")
_VOWELS = re.compile("[aăâeêioôơuưy]+")
_KNOWN_VOWELS = frozenset(f"{_OPEN}|{_CLOSED}".split("|"))
_CAPITAL_INSIDE = re.compile(r"[^\W\d_A-Z][\u00c0-\u00de]|[a-z][\u00c0-\u00de]")

_VIETNAMESE = frozenset("àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ")
_OF_HIGHLANDS = frozenset("ñ")
"""In Ê Đê and Gia Rai names, which offices of the highlands write as they are."""
_SIGNS = "·§¨ª¬®µ¶¸¹º»¼½¾¡¢£¤¥¦©«÷×"  # noqa: RUF001 - the very signs of the former font
_SIGNS_AFTER = _SIGNS.replace("®", "").replace("§", "")
"""Signs that stand for letters in TCVN3; the two taken out may follow a word for what they are."""
_SIGN_AT_LETTER = re.compile(rf"(?<=[^\W\d_])[{_SIGNS_AFTER}]|(?<!\d)[{_SIGNS}](?=[^\W\d_])")
_QUOTED = re.compile(r"(?<!\w)«([^«»]+)»(?!\w)")
_WORD = re.compile(rf"(?:[^\W\d_]|[{_SIGNS}\u00ad])+")
_BEARERS = frozenset("aeouyơư")
"""Vowels after which VNI writes their marks."""
_FOREIGN_FEW = 2
_LATIN_1 = 0xFF
_BEYOND_FONTS = re.compile("[\u0100-\u02ff\u0370-\u1fff]")
"""Letters that no text written for a former font holds."""


class DoubtfulLetters(ValueError):
    """The text may be written for a former font, and which letters are meant is not certain."""


@dataclass(frozen=True, slots=True)
class Letters:
    """A text in Unicode, and in which former font's letters it was written, "" if in none."""

    text: str
    font: str = ""


@lru_cache(maxsize=4_096)
def read_letters(text: str) -> Letters:
    """Return the text in Unicode's composed form, look-alikes and signs that do not show settled.

    DoubtfulLetters if it seems to be written for a former font and cannot be read for certain.
    """
    if text.isascii():
        return Letters(text)
    composed = unicodedata.normalize("NFC", text)
    as_seen = visible(composed)
    if _BEYOND_FONTS.search(composed):
        return Letters(text) if is_plain(text) else _of_unicode(as_seen, composed)
    found = {font: read for font, decode in _FONTS.items() if (read := _decoded(composed, decode))}
    is_unicode = not _is_odd(composed) and all(map(_has_known_vowels, _WORD.findall(composed)))
    if is_unicode or not found:
        return _of_unicode(as_seen, composed)
    if len(set(found.values())) > 1:
        raise DoubtfulLetters(text)
    font, read = next(iter(found.items()))
    return Letters(visible(read), font)


def text_of_bytes(content: bytes) -> str | None:
    """Return the text of a file that is no UTF-8: in windows-1258, or for a former font; None unless one is certain.

    It is where every word is Vietnamese in one of them and in no other.
    """
    latin = content.decode("latin-1")
    readings = {_decoded(latin, decode) for decode in _FONTS.values()} | {_from_windows(content)}
    found = readings - {None}
    return found.pop() if len(found) == 1 else None


def _from_windows(content: bytes) -> str | None:
    try:
        text = unicodedata.normalize("NFC", content.decode("cp1258"))
    except UnicodeDecodeError:
        return None
    words = _WORD.findall(text)
    is_vietnamese = not _has_signs(text) and all(_is_known(sign) for word in words for sign in word)
    are_words = all(_has_known_vowels(word) or _is_syllable(word) for word in words)  # "giới": its i is no vowel.
    return text if is_vietnamese and are_words else None


def reads_otherwise(text: str, font: str) -> bool:
    """Return whether the letters would be others in this font, and good ones too."""
    if text.isascii() or _BEYOND_FONTS.search(text):
        return False
    read = _decoded(unicodedata.normalize("NFC", text), _FONTS[font])
    return read is not None and read != text


def _of_unicode(as_seen: str, composed: str) -> Letters:
    foreign = [sign for sign in as_seen if sign.isalpha() and ord(sign) <= _LATIN_1 and not _is_known(sign)]
    foreign = [sign for sign in foreign if sign.lower() not in _OF_HIGHLANDS]
    if _has_signs(composed) or len(foreign) > _FOREIGN_FEW or _has_capitals_inside(as_seen, foreign):
        raise DoubtfulLetters(composed)
    return Letters(as_seen)


def _has_capitals_inside(text: str, foreign: list[str]) -> bool:
    """Return whether a word of small letters has a capital with marks inside, as nobody writes in Unicode."""
    lone = all(ord(sign) <= _LATIN_1 for sign in text if sign.isalpha())
    return bool(_CAPITAL_INSIDE.search(text)) and (lone or bool(foreign))


def _is_odd(text: str) -> bool:
    """Return whether there are letters or signs that no Vietnamese text in Unicode has."""
    return _has_signs(text) or any(sign.isalpha() and not _is_known(sign) for sign in visible(text))


def _has_signs(text: str) -> bool:
    return bool(_SIGN_AT_LETTER.search(_QUOTED.sub(r"\1", text)))


def _is_known(sign: str) -> bool:
    return sign.isascii() or sign.lower() in _VIETNAMESE


def _decoded(text: str, decode: Callable[[str], str]) -> str | None:
    """Return the text as the font shows it, None unless each of its words is a good Vietnamese syllable then."""
    read = {word: word if word.isascii() else decode(word) for word in _WORD.findall(text)}
    if not all(word.isascii() or _is_syllable(meant) for word, meant in read.items()):
        return None
    return _WORD.sub(lambda found: read[found[0]], text)


@lru_cache(maxsize=4_096)
def _is_syllable(word: str) -> bool:
    bare, tones = _toneless(word)
    fits = _SYLLABLE.fullmatch(bare)
    if fits is None or len(tones) > 1:
        return False
    return fits["coda"] not in _STOPS or bool(_WITH_STOPS & set(tones))


@lru_cache(maxsize=4_096)
def _has_known_vowels(word: str) -> bool:
    bare, tones = _toneless(visible(word))
    vowels = _VOWELS.findall(bare)
    return word.isascii() or (bool(vowels) and len(tones) <= len(vowels) and _KNOWN_VOWELS.issuperset(vowels))


def _toneless(word: str) -> tuple[str, str]:
    parts = unicodedata.normalize("NFD", word.lower())
    tones = "".join(sign for sign in parts if sign in _TONES)
    return unicodedata.normalize("NFC", "".join(sign for sign in parts if sign not in _TONES)), tones


@cache
def _tables() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("legacy_letters.toml").read_text(encoding="utf-8"))


@cache
def _tcvn3() -> dict[int, int]:
    table = _tables()["tcvn3"]
    return str.maketrans(table["from"], table["to"])


@cache
def _vni() -> tuple[Mapping[str, str], Mapping[str, str]]:
    table = _tables()["vni"]
    capitals = {letter.upper(): meant.upper() for letter, meant in table["letters"].items()}
    return table["marks"], table["letters"] | capitals


def _from_tcvn3(word: str) -> str:
    table = _tcvn3()
    return word.translate(table) if all(sign.isascii() or ord(sign) in table for sign in word) else ""


def _from_vni(word: str) -> str:
    marks, letters = _vni()
    found: list[str] = []
    for sign in word:
        if (mark := marks.get(sign.lower())) and found and found[-1].lower() in _BEARERS:
            found[-1] = unicodedata.normalize("NFC", found[-1] + mark)
        elif sign.isascii() or sign in letters:
            found.append(letters.get(sign, sign))
        else:
            return ""
    return "".join(found)


_FONTS: Mapping[str, Callable[[str], str]] = {"TCVN3": _from_tcvn3, "VNI": _from_vni}

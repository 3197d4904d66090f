"""Vietnamese as it was written before Unicode, in TCVN3 or VNI: read where it is certain, else told.

Told are also VISCII, where it cannot be taken for TCVN3, and VIQR, which stands for marks by signs of ASCII.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, TypeVar

from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.texts import is_plain, visible
from emulation_workflow.messages.forms.no_names import FAMILIES

Found = TypeVar("Found")

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
_AFTER_GLIDE = re.compile("gi[aăâeêioôơuư]|qu[aăâeê]")
_VOWELS = re.compile("[aăâeêioôơuưy]+")
_KNOWN_VOWELS = frozenset(f"{_OPEN}|{_CLOSED}".split("|"))
_CAPITAL_INSIDE = re.compile(r"[^\W\d_A-Z][\u00c0-\u00de]|[a-z][\u00c0-\u00de]")

_VIETNAMESE = frozenset("àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ")
_FAMILIES = frozenset(FAMILIES.split())
_OF_HIGHLANDS = frozenset("ñ")
"""In Ê Đê and Gia Rai names, which offices of the highlands write as they are."""
_SIGNS = "·§¨ª¬®µ¶¸¹º»¼½¾¡¢£¤¥¦©«÷×"  # noqa: RUF001 - the very signs of the former font
_SIGNS_AFTER = _SIGNS.replace("®", "").replace("§", "")
"""Signs that stand for letters in TCVN3; the two taken out may follow a word for what they are."""
_SIGN_AT_LETTER = re.compile(rf"(?<=[^\W\d_])[{_SIGNS_AFTER}]|(?<!\d)[{_SIGNS}](?=[^\W\d_])")
_SIGN_IN_NUMBER = re.compile(r"(?<=[^\W\d_])[§®](?=[-/])")
"""As in 12/Q§-UBND."""
_TONE_BEHIND = re.compile("[aeiouy][ùõ]")
_ABBREVIATED = re.compile("[bcdđghklmnpqrstvx]*đ[bcdđghklmnpqrstvx]*", re.IGNORECASE)
"""QĐ, HĐND: without vowels, đ alone is beyond ASCII."""
_QUOTED = re.compile(r"(?<!\w)«([^«»]+)»(?!\w)")
_WORD = re.compile(rf"(?:[^\W\d_]|[{_SIGNS}\u00ad])+")
_BEARERS = frozenset("aeouyơư")
"""Vowels after which VNI writes their marks."""
_VIQR_MARKS = str.maketrans("^(+`'?~.", "\u0302\u0306\u031b\u0300\u0301\u0309\u0303\u0323")
_OF_VIQR = re.compile(r"(?<![^\s(\"])[a-z]{0,4}(?:[aeo]\^|a\(|[ou]\+)[a-z^(+`'?~.]{0,6}(?![^\s,;)\"])", re.IGNORECASE)
"""A word with a sign for a vowel's mark; those for tones alone also end words and sentences."""
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
        if _has_viqr(text):
            raise DoubtfulLetters(text)
        return Letters(text)
    composed = unicodedata.normalize("NFC", text)
    as_seen = visible(composed)
    if _BEYOND_FONTS.search(composed):
        return Letters(text) if is_plain(text) else _of_unicode(as_seen, composed)
    found = {font: read for font, decode in _FONTS.items() if (read := _decoded(composed, decode))}
    is_unicode = _is_unicode(composed)
    if not is_unicode and _may_be_of_font(composed, found, as_seen):
        raise DoubtfulLetters(text)
    if is_unicode or not found:
        return _of_unicode(as_seen, composed)
    font, read = next(iter(found.items()))
    return Letters(visible(read), font)


def read_in_font(text: str, font: str) -> str | None:
    """Return the text as it reads in a font that is known by what stands beside it; None if it is no good text then."""
    read = None if _BEYOND_FONTS.search(text) else _decoded(unicodedata.normalize("NFC", text), _FONTS[font])
    return None if read is None else visible(read)


def is_unicode_alone(text: str) -> bool:
    """Return whether the text has letters that no former font has, so that it is certainly no text of one."""
    return bool(_BEYOND_FONTS.search(text))


def readings(text: str) -> tuple[str, ...]:
    """Return the text and whatever it would be in a former font, Vietnamese or not, to find what is known.

    The likeliest first: what is no Vietnamese in Unicode is of a font, and rather of one in which it is Vietnamese.
    """
    if text.isascii() or _BEYOND_FONTS.search(text):
        return (text,)
    composed = unicodedata.normalize("NFC", text)
    good = [read for decode in _FONTS.values() if (read := _decoded(composed, decode))]
    shown = [read for decode in _FONTS.values() if (read := _shown_in(composed, decode))]
    shown.sort(key=lambda read: all(map(_is_nearly_syllable, _WORD.findall(read))), reverse=True)
    in_order = (text, *good, *shown) if _is_unicode(composed) else (*good, *shown, text)
    return tuple(dict.fromkeys(in_order))


def _shown_in(text: str, decode: Callable[[str], str]) -> str:
    """Return the text as a font shows it, word by word, "" if it has letters that the font has not."""
    read = {word: word if word.isascii() else decode(word) for word in _WORD.findall(text)}
    return _WORD.sub(lambda found: read[found[0]], text) if all(read.values()) else ""


def found_as(words: str, find: Callable[[str], Found]) -> Found:
    """Return what is found by the words, or by what they are in a former font. Rejected as by the words themselves."""
    for typed in readings(words):
        with suppress(Rejected):
            return find(typed)
    return find(words)


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
    are_words = all(_has_known_vowels(word) or _is_syllable(word) for word in words)
    return text if is_vietnamese and are_words and not any(map(_is_of_vni_alone, words)) else None


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


def _is_unicode(composed: str) -> bool:
    """Return whether nothing speaks against a text's being what it looks like."""
    words = _WORD.findall(composed)
    is_likely = not _is_odd(composed) and all(map(_has_known_vowels, words))
    return is_likely and not any(_is_of_vni_alone(word) or _has_u_or_break(word) for word in words)


def _has_u_or_break(word: str) -> bool:
    """Return whether it has the sign that is ư in TCVN3, elsewhere a place to break a word, and may be read so."""
    return "\u00ad" in word and _is_syllable(_from_tcvn3(word))


def _is_of_vni_alone(word: str) -> bool:
    """Return whether a syllable comes of it in VNI alone: Khaùnh is none, and in Tuyù nobody puts the tone there."""
    is_odd = not word.isascii() and (bool(_TONE_BEHIND.search(word.lower())) or not _is_syllable(word))
    return is_odd and _is_syllable(_from_vni(word))


def _has_capitals_inside(text: str, foreign: list[str]) -> bool:
    """Return whether a word of small letters has a capital with marks inside, as nobody writes in Unicode."""
    lone = all(ord(sign) <= _LATIN_1 for sign in text if sign.isalpha())
    return bool(_CAPITAL_INSIDE.search(text)) and (lone or bool(foreign))


def _may_be_of_font(composed: str, found: Mapping[str, str], as_seen: str) -> bool:
    """Return whether a former font is likely and not certain: two may be meant, or a name of the highlands."""
    if found:
        is_doubtful = len(set(found.values())) > 1 or may_be_of_highlands(as_seen)
        return is_doubtful or _has_family_or_break(composed, next(iter(found.values())))
    words = [word for word in _WORD.findall(composed) if not word.isascii()]
    return not _BEYOND_FONTS.search(as_seen) and any(
        all(_is_nearly_syllable(decode(word)) for word in words) for decode in _FONTS.values()
    )


def _has_family_or_break(composed: str, read: str) -> bool:
    """Return whether a word is good as it stands: a family's name (Lê), or one with a mark of where it may break."""
    pairs = zip(_WORD.findall(composed), _WORD.findall(read), strict=False)
    return any(
        (word.istitle() and word.lower() in _FAMILIES and meant.lower() not in _FAMILIES)
        or ("\u00ad" in word and (not visible(word) or _is_syllable(visible(word))))
        for word, meant in pairs
        if not word.isascii()
    )


def _is_odd(text: str) -> bool:
    """Return whether there are letters or signs that no Vietnamese text in Unicode has."""
    return _has_signs(text) or any(sign.isalpha() and not _is_known(sign) for sign in visible(text))


def may_be_of_highlands(text: str) -> bool:
    """Return whether nothing but letters of the highlands' names makes the text odd, so that it may be such a name."""
    odd = {sign.lower() for sign in text if sign.isalpha() and not _is_known(sign)}
    return (
        bool(odd) and odd <= _OF_HIGHLANDS and not _has_signs(text) and all(map(_has_known_vowels, _WORD.findall(text)))
    )


def _has_signs(text: str) -> bool:
    return bool(_SIGN_AT_LETTER.search(_QUOTED.sub(r"\1", text)) or _SIGN_IN_NUMBER.search(text))


def _is_known(sign: str) -> bool:
    return sign.isascii() or sign.lower() in _VIETNAMESE


def _decoded(text: str, decode: Callable[[str], str]) -> str | None:
    """Return the text as the font shows it, None unless each of its words is a good Vietnamese syllable then."""
    read = {word: word if word.isascii() else decode(word) for word in _WORD.findall(text)}
    if not all(word.isascii() or _is_syllable(meant) or _ABBREVIATED.fullmatch(meant) for word, meant in read.items()):
        return None
    if _are_capitals(text):
        return _WORD.sub(lambda found: read[found[0]], text).upper()
    read = {word: meant.upper() if _are_capitals(word) else meant for word, meant in read.items()}
    return _WORD.sub(lambda found: read[found[0]], text) if all(map(_is_cased, read.values())) else None


def _are_capitals(text: str) -> bool:
    """Return whether letters without marks are capitals within words too, so that a font shows all others as such."""
    bare = [sign for sign in text if sign.isascii() and sign.isalpha()]
    return all(map(str.isupper, bare)) and any(sign.isascii() for word in _WORD.findall(text) for sign in word[1:])


def _is_cased(word: str) -> bool:
    """Return whether a word's capitals stand where people put them: first, everywhere, or nowhere."""
    return word.isascii() or word.isupper() or word[1:].islower() or not word[1:]


def _has_viqr(text: str) -> bool:
    return any(_is_syllable(_from_viqr(word)) for word in _OF_VIQR.findall(text))


def _from_viqr(word: str) -> str:
    word = word.lower().replace("dd", "đ")
    return unicodedata.normalize("NFC", word.translate(_VIQR_MARKS))


@lru_cache(maxsize=4_096)
def _is_syllable(word: str) -> bool:
    bare, tones = _toneless(word)
    fits = _SYLLABLE.fullmatch(bare)
    if fits is None or len(tones) > 1:
        return False
    return fits["coda"] not in _STOPS or bool(_WITH_STOPS & set(tones))


def _is_nearly_syllable(word: str) -> bool:
    """Return whether this sounds like one, with consonants as names of the highlands have them: Plông, Đăk."""
    bare, tones = _toneless(word)
    vowels = _VOWELS.findall(bare)
    return len(vowels) == 1 and vowels[0] in _KNOWN_VOWELS and len(tones) <= 1 and all(map(_is_known, word))


@lru_cache(maxsize=4_096)
def _has_known_vowels(word: str) -> bool:
    bare, tones = _toneless(visible(word))
    vowels = _VOWELS.findall(bare)
    is_known = bool(vowels) and len(tones) <= len(vowels) and _KNOWN_VOWELS.issuperset(vowels)
    return word.isascii() or is_known or _is_after_glide(word)


def _is_after_glide(word: str) -> bool:
    """Return whether i or u is no vowel, as in "gió" and "quái"; a mark behind the first vowel is a former font's."""
    has_glide = _AFTER_GLIDE.match(_toneless(word)[0])
    return bool(has_glide) and _is_syllable(word) and not _toneless(word[3:])[1]


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

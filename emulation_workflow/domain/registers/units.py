"""The register of units and of officials. Keys carry validity, because codes are reused in time."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from emulation_workflow.domain.registers.titles import title_words
from emulation_workflow.domain.texts import visible

_APOSTROPHES = re.compile("[\u2018\u2019\u201b\u02bb\u02bc\u02b9\u02c8\u2032\u00b4`\ua78c\uff07]")
"""What programs and keyboards put for the one in H'Lan."""

_COMMON_MARKS = re.compile("[\u0300-\u034e\u0350-\u036f]+")
"""The combining marks of nearly every text; whatever others there are is looked for one by one, which takes longer."""


def searchable(text: str) -> str:
    """Return `text` for searching: lower case, no marks, đ as d, single spaces, look-alikes as what they show.

    Whatever stands for an apostrophe is one. Never stored as a name.
    """
    decomposed = unicodedata.normalize("NFD", _APOSTROPHES.sub("'", visible(text)).casefold().replace("đ", "d"))
    bare = _COMMON_MARKS.sub("", decomposed)
    if not bare.isascii():
        bare = "".join(char for char in bare if not unicodedata.combining(char))
    return " ".join(bare.split())


_COMMENT = re.compile(r"\([^()]*\)")
_MARK = re.compile(r"\([^()\w]*\)")
"""Of a note at the foot of a page: (*)."""
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_AFTER_NAME = re.compile(r"[,;(\[]|\s[-–—]\s")
_ADDRESSED = re.compile(
    r"^(?:(?:ong(?:\s*/\s*ba)?|ba|dong chi|d/c|dc|p?gs|tskh|t\.?s|th\.?s"
    r"|(?:bs|ds|dd|ts|ths)[\s.]*ck[\s.]*(?:ii?|1|2)|bs|ds|ks|ls|cn|ck(?:ii?|1|2)|nsut|nsnd|ngut|ngnd|ttut|ttnd|lm|mr|mrs|ms|dr)[\s.:]+|"
    r"(?:chi|anh|co)[\s.:]+(?=\S+\s+\S))+(?=\S)"
)
_ADDRESSED_AS_TYPED = re.compile(
    r"\A(?:\((?:ông|bà|đ[/.]?c|đồng chí|cô|chị|anh)\)\s*|"
    r"(?:ông(?:\s*/\s*|\s*\()bà\)?|ông|bà|đồng chí|đ[/.]?c|p?gs|tskh|t\.?s|th\.?s|bs(?:[\s.]*ck[\s.]*(?:ii?|1|2)?)?|ds"
    r"|ks|ls|cn|ck(?:ii?|1|2)|nsưt|nsnd|ngưt|ngnd|ttưt|ttnd|lm|mrs?|ms)(?:\s*[.:-]\s*|\s+)|"
    r"(?:chị|anh|cô|em|thầy|cụ|già|sơ)(?:\s*[.:]\s*|\s+)(?=\S+\s+\S))+(?=\S)",
    re.IGNORECASE,
)
"""With its marks: there are people called Bá."""
_BULLETS = re.compile(r"\A[\s\-–—•*+·▪▫●○◦■□►➢✓✔>]+(?=\S)")
_APOSTROPHE = re.compile(r"(?<=\w)\s*'\s*(?=\w)")
_HYPHEN = re.compile(r"(?<=\w)[-\u2010-\u2013](?=\w)")
_AT_ENDS = " .,;:-–—*+#✓✔"
_Y_FOR_I = re.compile(r"^((?:qu|[bcdđghklmnpqrstvx]+))y(?=$|[eê]|n[hg]|[nt]$)")
"""Where Quí is Quý and Lí is Lý; not in Thúy and Thúi."""
_WORD = re.compile(r"[^\W_]+")
_APART = re.compile(r"[/|;:,()\n—]|\s[-–]\s|\s(?=\d)")
_BEFORE_POST = re.compile(
    r"[\s.–-]+(?=(?:(?:pho|quyen)\s)?(?:truong\s|chu\s(?:tich|nhiem)|(?:tong\s)?giam\sdoc|(?:tong\s)?bi\sthu"
    r"|chanh\s(?:van|thanh|an)|(?:vien|cuc|vu|to|doi|hieu)\s(?:truong|pho)|chuyen\svien|van\sthu|can\sbo|ke\stoan)"
    r"|pho\s(?:ban|phong|so)\b)"
)
"""What parts a name from a post behind it that nothing else parts: Nguyễn Văn An Trưởng Ban."""
_WITHOUT_VOWELS = re.compile(r"[bcdghklmnpqrstvx]{2,3}")
_BEGINNINGS = frozenset({"ch", "gi", "gh", "kh", "ng", "nh", "ph", "qu", "th", "tr"})
"""Two letters by which a name is cut short as by one."""
_SHORTEST_NAME, _LONGEST_NAME = 2, 6
_DOTS_SAY_NOTHING = {"gmail.com": "gmail.com", "googlemail.com": "gmail.com"}
"""Domains where dots in an address are not read, and the name that each stands for."""


def bare_name(text: str) -> str:
    """Return a person's name for comparing: searchable, without form of address or degree before it, title after it."""
    text = _BULLETS.sub("", text)
    whole = _unaddressed(searchable(_BRACKETS.sub(" ", text)), _ADDRESSED)
    name = _AFTER_NAME.split(whole, maxsplit=1)[0].strip(_AT_ENDS) or searchable(text)
    return " ".join(map(with_i_for_y, _joined(name).split()))


def without_address(name: str) -> str:
    """Return a person's name as it is typed, without forms of address, degrees, ranks and marks of a list before it."""
    return _unaddressed(_BULLETS.sub("", unicodedata.normalize("NFC", name).strip()), _ADDRESSED_AS_TYPED)


def _unaddressed(name: str, addressed: re.Pattern[str]) -> str:
    while True:
        words = name.split()
        left = addressed.sub("", " ".join(words[title_words([searchable(word) for word in words]) :]))
        if left == " ".join(words):
            return left
        name = left


def name_words(name: str) -> list[str]:
    """Return the words of a name for comparing, marks and all: one person's however they are typed.

    Lower case, without what stands before and behind the name; H'Lan, H’Lan and H' Lan as one word, Thị-Ninh as two.
    """
    shown = unicodedata.normalize("NFKC", visible(_APOSTROPHES.sub("'", name)))
    return _joined(without_address(_MARK.sub("", shown)).strip(_AT_ENDS).casefold()).split()


def _joined(name: str) -> str:
    """Return a name, what an apostrophe parts as one word, what a hyphen joins as two."""
    return _HYPHEN.sub(" ", _APOSTROPHE.sub("", name))


def with_i_for_y(word: str) -> str:
    """Return a word of small letters without its tone, spelled in one way where i and y are the same: quí for quý."""
    return _Y_FOR_I.sub(r"\1i", word)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit, valid on days `valid_from`..`valid_to` (None: unbounded). `level` is the register's word for it.

    `name` is displayed as spelled here; `pilot`: designated as a pilot by whoever directs its level's pilots;
    `successor`: the code of the unit that took its place; `email`: its registered address, "" if none is known.
    """

    code: str
    name: str
    level: str
    kind: str
    parent: str | None = None
    group: str = ""
    pilot: bool = False
    email: str = ""
    head: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None
    source: str = ""
    note: str = ""

    def is_valid_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitution:
    """`substitute` may act for the official on days `start`..`end`; it does not pass on to a further substitute."""

    substitute: str
    start: date
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """A person who may act: `role` as in the campaign, `unit` for roles that belong to one unit.

    `number` is the register's own key for the person (never a national identity number).
    """

    number: str
    name: str
    title: str
    role: str
    email: str
    unit: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    substitutions: tuple[Substitution, ...] = ()

    def is_valid_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """A person who may act on a day: `official` acts, for `on_behalf_of` when a dated substitution says so.

    `standing` is the digest of what this rests on (see `standing_of`); a code is void once it is another.
    """

    official: Official
    on_behalf_of: Official | None = None
    standing: str = ""


def standing_of(official: Official, principal: Official | None, holders: Iterable[Official], on: date) -> str:
    """Return the SHA-256 of what `official` acts on that day by: entry, address, term, and whom they stand in for.

    `holders`: who holds the role; of their substitutions those in force that name this person count.
    """
    standing = {
        "people": [_identity(person) for person in (official, principal) if person is not None],
        "substitutions": sorted(
            [holder.number, period.substitute, period.start.isoformat(), period.end.isoformat()]
            for holder in holders
            for period in holder.substitutions
            if period.start <= on <= period.end and official.number in (holder.number, period.substitute)
        ),
    }
    return hashlib.sha256(json.dumps(standing, ensure_ascii=False).encode()).hexdigest()


def identity_of(official: Official) -> str:
    """Return the SHA-256 of who an official is, whatever they act on: a number may be another person's later."""
    return hashlib.sha256(json.dumps(_identity(official), ensure_ascii=False).encode()).hexdigest()


def _identity(person: Official) -> list[str]:
    term = [day.isoformat() if day else "" for day in (person.valid_from, person.valid_to)]
    return [person.number, person.name, person.email, person.role, person.unit or "", *term]


def is_same_person(official: Official, other: Official) -> bool:
    """Return whether two entries may be one person: by number, by address or by name, as one may hold two roles.

    The name in whatever spelling.
    """
    is_one = official.number == other.number or shares_name_or_address(official, other)
    return is_one or may_bear_name(official, other.name)


def shares_name_or_address(official: Official, other: Official) -> bool:
    """Return whether two entries may be one person whatever their numbers are: another may get a number later."""
    return same_mailbox(official.email, other.email) or bears_name(official, other.name)


def bears_name(official: Official, name: str) -> bool:
    """Return whether this is the official's name, however it is spelled, addressed or titled."""
    return bool(name.strip()) and bare_name(official.name) == bare_name(name)


def may_bear_name(official: Official, name: str) -> bool:
    """Return whether this may be the official's name, with initials, the family name last, a post before or behind it.

    For a second look only: a namesake by initials is somebody else more often than not.
    """
    if _holds_name(name, bare_name(official.name)):
        return True
    spellings = [_name_words(text) for text in (official.name, name)]
    return any(_are_one_name(own, other) for own in spellings[0] for other in spellings[1])


def _holds_name(text: str, name: str) -> bool:
    """Return whether a part of the text ends with a whole name, a post before or behind it, or is it run together."""
    whole = "".join(_WORD.findall(name))
    if len(_WORD.findall(name)) < _SHORTEST_NAME:
        return False
    parts = [text, *_APART.split(text)]
    parts += [before for part in parts for before in _BEFORE_POST.split(searchable(part), maxsplit=1)[:1]]
    endings = (_WORD.findall(searchable(part))[-_LONGEST_NAME:] for part in parts)
    return any("".join(words[first:]) == whole for words in endings for first in range(len(words)))


def _name_words(text: str) -> list[list[str]]:
    """Return the words of a name, initials apart; where a comma stands in it, once more with what follows it."""
    whole = _ADDRESSED.sub("", searchable(_BRACKETS.sub(" ", text).replace(",", " ")))
    return [_words_of(name) for name in dict.fromkeys([bare_name(text), whole])]


def _words_of(name: str) -> list[str]:
    words = re.split(r"[\s.]+", name)
    apart = (list(word) if _WITHOUT_VOWELS.fullmatch(word) and word not in _BEGINNINGS else [word] for word in words)
    return [word for several in apart for word in several if word]


def _are_one_name(one: list[str], other: list[str]) -> bool:
    if len(one) != len(other) or not _SHORTEST_NAME <= len(one) <= _LONGEST_NAME:
        return one == other != []
    turned = (other[at:] + other[:at] for at in range(len(other)))
    return sorted(one) == sorted(other) or any(_agree(one, words) for words in turned)


def _agree(one: list[str], other: list[str]) -> bool:
    """Return whether each word is the other's or its beginning, and one of them is written out in both."""
    pairs = list(zip(one, other, strict=True))
    is_spelled = any(word == against and len(word) > 1 and word not in _BEGINNINGS for word, against in pairs)
    return is_spelled and all(
        word == against or _shortens(word, against) or _shortens(against, word) for word, against in pairs
    )


def _shortens(word: str, whole: str) -> bool:
    return (len(word) == 1 or word in _BEGINNINGS) and whole.startswith(word)


def same_mailbox(email: str, other: str) -> bool:
    """Return whether what is sent to either address comes to one mailbox, however they are spelled."""
    return bool(email) and bool(other) and mailbox_of(email) == mailbox_of(other)


def mailbox_of(email: str) -> str:
    """Return an address for comparing: no case, no tag after a plus, its domain in ASCII, no dots that say nothing.

    Nor `mailto:`, quotation marks, comments and the brackets of a name and address.
    """
    bare = _COMMENT.sub("", email).strip().casefold().removeprefix("mailto:").replace('"', "")
    local, _, domain = bare.rpartition("<")[2].rstrip("> ").rpartition("@")
    domain = domain.rstrip(".")
    with suppress(UnicodeError):
        domain = domain.encode("idna").decode()
    local = local.partition("+")[0] or local
    if domain in _DOTS_SAY_NOTHING:
        domain, local = _DOTS_SAY_NOTHING[domain], local.replace(".", "")
    return f"{local}@{domain}"


def overlap(entry: Unit | Official, other: Unit | Official) -> bool:
    """Return whether both are valid on some day."""
    starts = max(entry.valid_from or date.min, other.valid_from or date.min)
    ends = min(entry.valid_to or date.max, other.valid_to or date.max)
    return starts <= ends

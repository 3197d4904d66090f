"""Notes that somebody is away, as their programs send them without saying so in a header."""

import re
from collections.abc import Iterator
from enum import Enum, auto

from emulation_workflow.adapters.mail.texts.charsets import bare
from emulation_workflow.messages.mail.programs import (
    ACKNOWLEDGES,
    ASKS,
    AWAY_AROUND,
    AWAY_BESIDES,
    AWAY_FOR_GOOD,
    AWAY_HINTS,
    AWAY_OTHERS,
    AWAY_PROMISES,
    AWAY_SAYS,
    AWAY_UNITS,
    AWAY_WORK,
    AWAY_WRITERS,
)

_SAYS = re.compile("|".join(AWAY_SAYS))
_HINTS = re.compile("|".join(AWAY_HINTS))
_FOR_GOOD = re.compile("|".join(AWAY_FOR_GOOD))
_PROMISES = re.compile("|".join(AWAY_PROMISES))
_BESIDES = re.compile("|".join((*AWAY_SAYS, *AWAY_HINTS, *AWAY_PROMISES, *AWAY_BESIDES)))
_ACKNOWLEDGES = re.compile("|".join(ACKNOWLEDGES))
_WORK = re.compile("|".join(AWAY_WORK))
_WHO = re.compile(rf"(?<!\S)(?:(?P<writer>{AWAY_WRITERS})|(?P<other>{AWAY_OTHERS}))(?!\S)")
_UNITS = re.compile(rf"(?<!\S){AWAY_UNITS}(?!\S)")
_AROUND = re.compile(rf"(?<!\S)(?:{AWAY_AROUND})(?!\S)")
_ASKS = re.compile("|".join(ASKS))
_CLAUSE = re.compile(r"[.:;!,](?=\s|$)|\n|\b(?:nhung|but|however)\b")
_READ = 1_000
"""Characters; a note of absence is short."""
_FEWEST_WORDS = 5
"""Words, without numbers, of a clause that says something; fewer are a greeting, a name or a title."""


class Absence(Enum):
    """Whether a message says that its writer is away."""

    NONE = auto()
    """No, or it asks for something besides, which only a person does."""
    PERHAPS = auto()
    """It does, and says something besides, or says merely that a message came in: a person reads it, no program
    answers it."""
    NOTE = auto()
    """It does, and nothing besides."""


class _Who(Enum):
    """Of whom it is said."""

    WRITER = auto()
    NOBODY = auto()
    """Of nobody by name, as in "đang đi công tác"."""
    OTHER = auto()


def absence_in(subject: str, words: str) -> Absence:
    """Return whether these words of a message without files say that nobody reads the mailbox just now.

    What is said of somebody else a person says, most likely: a person has to read it.
    """
    text = bare(words[:_READ])
    about = f"{bare(subject)} {text}"
    says, asks, promises = bool(_SAYS.search(text)), bool(_ASKS.search(about)), bool(_PROMISES.search(text))
    if says:
        return Absence.PERHAPS if asks or _says_more(words[:_READ]) else Absence.NOTE
    if asks:
        return Absence.NONE
    if _FOR_GOOD.search(text):
        return Absence.PERHAPS if promises else Absence.NONE
    said_of = [_who(clause[: found.start()]) for clause in _clauses(words[:_READ]) for found in _HINTS.finditer(clause)]
    is_about_absence = not _WORK.search(text) and not _says_more(words[:_READ], _HINTS)
    of_another = _Who.OTHER in said_of and is_about_absence
    is_away = bool(_HINTS.search(about)) and (promises or _Who.WRITER in said_of or of_another)
    if not is_away:
        is_receipt = bool(_ACKNOWLEDGES.search(about)) and not _says_more(words[:_READ], _ACKNOWLEDGES)
        return Absence.PERHAPS if is_receipt else Absence.NONE
    is_note = _Who.OTHER not in said_of and is_about_absence
    return Absence.NOTE if is_note else Absence.PERHAPS


def _who(before: str) -> _Who:
    """Return of whom it is said, by the words that stand before it in its clause; the nearest counts."""
    before = _UNITS.sub(" ", before)
    named = list(_WHO.finditer(before))
    if named:
        return _Who.WRITER if named[-1]["writer"] else _Who.OTHER
    return (
        _Who.OTHER
        if any(word.isascii() and word.isalpha() for word in _AROUND.sub(" ", before).split())
        else _Who.NOBODY
    )


def _says_more(words: str, *besides: re.Pattern[str]) -> bool:
    """Return whether a clause is about something else than the absence and what to do meanwhile, or these `besides`."""
    known = (_BESIDES, *besides)
    return any(_is_long(clause) and not any(each.search(clause) for each in known) for clause in _clauses(words))


def _clauses(words: str) -> Iterator[str]:
    for line in words.splitlines():
        yield from _CLAUSE.split(bare(line))


def _is_long(clause: str) -> bool:
    return sum(word.isalpha() for word in clause.split()) >= _FEWEST_WORDS

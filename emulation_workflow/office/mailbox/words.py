"""What a unit wrote itself: that no person has to read, or that one has to."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from emulation_workflow.domain.mail import IncomingMail
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.registers.units import searchable
from emulation_workflow.messages.mail.covering import COVERING, SURNAMES
from emulation_workflow.messages.mail.programs import FILE_ENDS, FILE_HOSTS
from emulation_workflow.office.mailbox.senders import letters_answered
from emulation_workflow.ports import Transaction

_LONGEST_PHRASE = max(map(len, COVERING))
_COVERING_UNMARKED = frozenset(tuple(searchable(" ".join(phrase)).split()) for phrase in COVERING)
_WORD = re.compile(r"[^\s,;:!()\[\]“”\"'*_=~|<>–—-]+(?:-[^\s,;:!()\[\]“”\"'*_=~|<>–—-]+)*")
_ANSWERING = re.compile(
    r"^(?:\s*(?:(?:re|fwd?|tl|ct|trả lời|chuyển tiếp|tr|aw|wg|rv|sv|vs|antw|回复|答复|转发|回覆)\s*[:\uff1a]"
    r"|\[[^\]]{1,30}\]|\{[^}]{1,30}\}))+",
    re.IGNORECASE,
)
"""What programs and gateways put before a subject."""
_LINK = re.compile(r"(?P<name>[^\n<>]{0,120}?)<?https?://(?P<link>[^\s<>\"]{3,400})", re.IGNORECASE)
_LED_TO = re.compile(r"<https?://[^\s<>]*>")
_FILE = re.compile(rf"\.(?:{'|'.join(FILE_ENDS)})\b", re.IGNORECASE)
_TAGS = re.compile(r"<(style|script|head)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_MOST_LINKS = 5
_LETTERS_COMPARED = 20
_LINES_OF_OURS, _LETTERS_OF_LINE = 3, 15
"""So many lines of a letter of ours, each of so many letters, nobody types again."""
_NAME_WORDS = 6


_LISTED_OF_BEGINNING, _LISTED_OF_END = 500, 300
"""Characters that the Board's list shows: an office says at the end what it asks for."""
_LEFT_OUT = " […] "


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What somebody wrote for the Board: `text`, and a `subject` that is not that of the letter answered."""

    text: str = ""
    subject: str = ""

    def __bool__(self) -> bool:
        return bool(self.text or self.subject)


def own_words(record: Transaction, mail: IncomingMail, unit: Unit, names: Collection[str]) -> OwnWords:
    """Return what was written, our letters and what is quoted of them left out.

    Where a program quotes without marks, or in a manner that nobody knows, whatever does not stand in a letter of ours
    was typed into it; of a letter answered whose words are gone nobody can tell. A subject counts if it says more than
    that something is enclosed; `names` are the unit's own and of the one above it.
    """
    numbers = [letter.number for letter in letters_answered(record, mail)]
    ours = record.letters.wordings(numbers=numbers, unit=unit.code, newest=_LETTERS_COMPARED)
    texts = [mail.words, *(forward.words for forward in mail.forwarded)]
    bodies = [_bare(body) for words in ours for body in (words.text, _plain(words.html))]
    texts = [_left_over(text, bodies) if _quotes(text, bodies) else text for text in texts]
    if ours or not numbers:
        quoted = (mail.quoted, *(forward.quoted for forward in mail.forwarded))
        texts += [_left_over(part, bodies) for part in quoted if part]
    subject = _ANSWERING.sub("", mail.subject).strip()
    is_ours = not _bare(subject) or any(_bare(subject) in _bare(words.subject) for words in ours)
    says_nothing = is_ours or not _says_more(subject, names, ())
    return OwnWords("\n".join(dict.fromkeys(filter(None, texts))).strip(), "" if says_nothing else subject)


def is_for_a_reader(words: OwnWords, mail: IncomingMail, names: Collection[str]) -> bool:
    """Return whether this says more than that something is enclosed."""
    senders = {mail.sender, mail.rewritten_for, mail.sender.rpartition("@")[2]} - {""}
    return bool(words.subject) or any(_says_more(line, names, senders) for line in words.text.splitlines())


def as_listed(words: str) -> str:
    """Return somebody's words as the Board's list shows them: of long ones the beginning and the end."""
    if len(words) <= _LISTED_OF_BEGINNING + len(_LEFT_OUT) + _LISTED_OF_END:
        return words
    return f"{words[:_LISTED_OF_BEGINNING].rstrip()}{_LEFT_OUT}{words[-_LISTED_OF_END:].lstrip()}"


def links_to_files(text: str) -> list[str]:
    """Return the links by which somebody shares a file instead of enclosing it, as they are to be named."""
    return [_named(found) for found in _LINK.finditer(text) if _leads_to_file(found)][:_MOST_LINKS]


def _leads_to_file(found: re.Match[str]) -> bool:
    link = found["link"].casefold()
    host, _, path = link.partition("/")
    return any(name in f"{host}/{path[:40]}" for name in FILE_HOSTS) or bool(
        _FILE.search(link) or _FILE.search(found["name"])
    )


def _named(found: re.Match[str]) -> str:
    return found["name"].strip(" :<").rpartition(":")[2].strip() or found["link"].partition("/")[0]


def _says_more(line: str, names: Iterable[str], senders: Iterable[str]) -> bool:
    line = unicodedata.normalize("NFC", line)
    known = sorted(map(searchable, names) if line.isascii() else names, key=len, reverse=True)
    rest = line
    for name in known:
        rest = re.sub(rf"\b{re.escape(name)}\b", " ", rest, flags=re.IGNORECASE)
    words = [word.strip(".") for word in _WORD.findall(rest)]
    kept = [
        word for word in words if word and not _is_number(word) and not any(own in word.casefold() for own in senders)
    ]
    left = list(_uncovered(kept, _COVERING_UNMARKED if line.isascii() else COVERING))
    return "?" in line or (bool(left) and not _is_name(left))


def _uncovered(words: Sequence[str], phrases: frozenset[tuple[str, ...]]) -> Iterator[str]:
    """Yield the words that belong to no phrase of a covering note, the longest phrase before shorter ones."""
    lower = [word.casefold() for word in words]
    at = 0
    while at < len(words):
        lengths = range(min(_LONGEST_PHRASE, len(words) - at), 0, -1)
        length = next((length for length in lengths if tuple(lower[at : at + length]) in phrases), 0)
        if not length:
            yield words[at]
        at += length or 1


def _is_number(word: str) -> bool:
    """Return whether it is a number, a day, a telephone, or the number of a paper; an address is none of these."""
    return word[0].isdigit() and "@" not in word and "://" not in word


def _is_name(words: Sequence[str]) -> bool:
    """Return whether these are a person's name, each word with a capital."""
    return (
        len(words) <= _NAME_WORDS
        and words[0].casefold() in SURNAMES
        and all(word[0].isupper() and word.isalpha() for word in words)
        and (len(words) > 1 or not words[0].isupper())
    )


def _quotes(text: str, ours: Sequence[str]) -> bool:
    """Return whether several lines of a letter of ours stand here, so that a program put them there."""
    lines = (bare for line in text.splitlines() if len(bare := _bare(line)) >= _LETTERS_OF_LINE)
    return sum(any(bare in our for our in ours) for bare in lines) >= _LINES_OF_OURS


def _left_over(text: str, ours: Sequence[str]) -> str:
    lines = (
        line
        for line in _LED_TO.sub(" ", text).splitlines()
        if (bare := _bare(line)) and not any(bare in our for our in ours)
    )
    return "\n".join(lines)


def _plain(html: str) -> str:
    """Return the text of a page of ours."""
    return unescape(_TAGS.sub(" ", html))


def _bare(text: str) -> str:
    """Return the letters and digits alone: programs break lines and put marks where they like."""
    return "".join(sign for sign in unicodedata.normalize("NFC", text).casefold() if sign.isalnum())

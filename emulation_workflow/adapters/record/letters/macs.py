"""The seals of a letter by the office's key, from when it is written until it is sent: of what it says, and to whom."""

from collections.abc import Iterable, Mapping

from emulation_workflow.adapters.record.tables.mail import LetterEnclosureRow, LetterRecipientRow, LetterRow
from emulation_workflow.domain.mail import LetterKind
from emulation_workflow.domain.record.plain_json import as_json_bytes
from emulation_workflow.domain.record.rows import digest_by_key

WORDS_MAC, ENVELOPE_MAC = "words_mac", "envelope_mac"
"""The columns in which a letter bears its digests. Records of before do not have them."""

_WHOSE = ("key", "kind", "unit", "code_ref")
_FILLED_WITH = (*_WHOSE, "plan_version", "facts")
_WORDS = (*_WHOSE, "subject", "text", "html")
_ENVELOPE = (*_WHOSE, "in_reply_to")
_TO = ("position", "is_copy", "name", "email")
_WITH = ("position", "name", "mime_type", "sha256")

OF_WORDS = tuple(dict.fromkeys((*_FILLED_WITH, *_WORDS)))
"""What is read of a letter for the digest of its words."""
OF_ENVELOPE = _ENVELOPE
"""What is read of a letter itself for the digest of its envelope."""

_WRITTEN_TOGETHER = (LetterKind.REMINDER, LetterKind.LESSONS)
"""The kinds of which one statement writes all letters, so that none has a digest before it is in words."""

Row = Mapping[str, object]


def words_mac(letter: Row, key: bytes) -> str:
    """Return the digest by key of a letter's words; before it is in words, of what it will be filled with."""
    names = _WORDS if letter.get("facts") is None else _FILLED_WITH
    return _digest(LetterRow.__tablename__, [letter[name] for name in names], key)


def envelope_mac(letter: Row, recipients: Iterable[Row], enclosures: Iterable[Row], key: bytes) -> str:
    """Return the digest by key of whom a letter goes to, what goes with it, and what it answers."""
    to = [[row[name] for name in _TO] for row in recipients]
    enclosed = [[row[name] for name in _WITH] for row in enclosures]
    cells = [[letter[name] for name in _ENVELOPE], to, enclosed]
    return _digest(f"{LetterRecipientRow.__tablename__} {LetterEnclosureRow.__tablename__}", cells, key)


def is_written_together(letter: Row) -> bool:
    """Return whether the letter is one of those that bear no digest yet: it says nothing by itself, and has no code."""
    return letter["kind"] in _WRITTEN_TOGETHER and letter["facts"] == {} and not letter["code_ref"]


def _digest(what: str, cells: object, key: bytes) -> str:
    return digest_by_key(as_json_bytes([what, cells]), key)

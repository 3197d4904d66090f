"""Reports of mail servers that keep to no standard: what they tell a person in words."""

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import Message

from flufl.bounce import all_failures

from emulation_workflow.adapters.mail.headers import addressed_to, header, sender
from emulation_workflow.adapters.mail.message import is_usable, one_line
from emulation_workflow.adapters.mail.own_words import Texts
from emulation_workflow.adapters.mail.texts.charsets import bare
from emulation_workflow.domain.mail import Bounce, Cause, cause_reported
from emulation_workflow.messages.mail.programs import NOT_REACHED, NOT_YET, REACHED, RECIPIENT_LABELS

LONGEST_WORDS = 300
READ_OF_TEXT = 100_000
ADDRESS_IN_TEXT = re.compile(r"[^\s<>()\[\]{}:;,\"'“”‘’«»=|]{1,64}@[\w-]+(?:\.[\w-]+)+")
_LOOKED_THROUGH = 1_000_000
"""Bytes of a message in which an address is looked for without a standard."""
_RETURNED_BELOW = re.compile(r"(?im)^-{3,}|^(return-path|received|message-id):|copy of (the|your) message")
_OF_LETTER = re.compile(
    r"^\W*(?:return-path|received|message-id|mime-version|content-type|x-mailer)\s?:|"
    r"copy of (?:the |your )?(?:original )?(?:message|mail|letter)|"
    r"^\W*(?:original (?:message|mail)|thu goc|noi dung thu(?: goc)?)\W*$"
)
"""A line from which on the letter that came back stands; a transcript's lines begin with a time."""
_ID = re.compile(
    r"\b(?:message[-_ ]?id|in-reply-to|references)\b[^\w<]{0,5}((?:<[^<>\s]{3,900}>[\s,;]{0,9}){1,50}|[^\s<>]{3,900})",
    re.IGNORECASE,
)
_REPLY = re.compile(r"(?<![\d:.-])[45]\d\d[ -](?:#?[45]\.\d{1,3}\.\d{1,3}\b)?.*")
_OFFICES = re.compile(r"^(?:postmaster|mailer-daemon|mdaemon|admin\w*|support|ho-?tro|help\w*|abuse|no-?reply)@")
_NOT_REACHED = re.compile("|".join(NOT_REACHED))
_NOT_YET = re.compile("|".join(NOT_YET))
_REACHED = re.compile("|".join(REACHED))
_LABELLED = re.compile(rf"(?:^|[\s*>(-])(?:{'|'.join(RECIPIENT_LABELS)})\W*$")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-z])")
_ENUMERATES = re.compile(r"[\s<>()\[\]\"'“”,;&]*(?:(?:và|and)\b)?[\s<>()\[\]\"'“”,;&]*")
"""What may stand between addresses of which the same is said."""
_FURTHER = re.compile(rf"\A[\s<>,;]*(?:{ADDRESS_IN_TEXT.pattern}[\s<>,;]*)+")
_LED_FROM = re.compile(r"\((?:ultimately )?(?:generated|expanded|forwarded) from\b[^()]*\)?", re.IGNORECASE)
"""By which address, a good one, that before it was come to."""
_BULLET = re.compile(r"[\W_]*(?:\d{1,3}[.)])?[\W_]*")
_LINES_BEHIND = 4
"""Lines behind an address that may say why."""
_ADDRESSES_TOLD = 20
_FEW_WORDS = 4


def bounces_in_words(message: Message, size: int, texts: Texts) -> list[Bounce]:
    """Return what a report says that keeps to no standard; each address with the words behind it."""
    text = "\n".join(
        texts.text_of(part)[:READ_OF_TEXT] for part in message.walk() if part.get_content_type() == "text/plain"
    )
    named = dict.fromkeys(email.strip() for email in header(message, "X-Failed-Recipients").split(","))
    ids = _ids(message, texts)
    delayed: set[str] = set()
    if any(named):
        above = bare(f"{header(message, 'Subject')} {_RETURNED_BELOW.split(text, maxsplit=1)[0]}")
        delayed = set(named) if _NOT_YET.search(above) else set()
    elif size <= _LOOKED_THROUGH:
        if "From" not in message:
            message["From"] = "<>"  # The library trips over a message without.
        passing, lasting = _by_library(message)
        delayed = {_address(email) for email in passing - lasting}
        named = dict.fromkeys(sorted({_address(email) for email in passing | lasting}))
    known = [
        Bounce(
            email=email.lower(),
            is_final=email not in delayed,
            words=(words := _words_behind(email, text)),
            cause=cause_reported("", words),
        )
        for email in named
        if is_whole(email) and email.lower() not in ids
    ]
    return known or _told(message, texts, ids)


def _ids(message: Message, texts: Texts) -> set[str]:
    """Return the Message-IDs that a report names in headers and text, which look like addresses and are none."""
    read = (texts.text_of(part)[:READ_OF_TEXT] for part in message.walk() if part.get_content_maintype() == "text")
    named = [header(part, name) for part in message.walk() for name in ("Message-ID", "In-Reply-To", "References")]
    found = [*named, *(ids for text in read for ids in _ID.findall(text))]
    return {email.lower() for ids in found for email in ADDRESS_IN_TEXT.findall(ids)}


def _by_library(message: Message) -> tuple[frozenset[bytes], frozenset[bytes]]:
    """Return what the library finds, later tried again or given up; none of a message that it trips over."""
    logging.getLogger("flufl.bounce").disabled = True  # It writes a traceback for each of those.
    try:
        return all_failures(message)
    except Exception:  # noqa: BLE001 - one header that it cannot read is no reason to read nothing of the message
        return frozenset(), frozenset()


@dataclass(frozen=True, slots=True)
class _Saying:
    """Addresses of which a report says something, in its words; `is_list`: it says nothing in the line itself."""

    emails: Sequence[str]
    words: str
    is_named: bool
    is_list: bool


def _told(message: Message, texts: Texts, ids: set[str]) -> list[Bounce]:
    """Return what a report tells a person in sentences: each address that it says was not reached, and why.

    Nothing of a text that does not say so at all. Who wrote it, whom to ask, whose letter it was and its `ids` are not
    meant.
    """
    lines = _lines_told(message, texts)
    about = bare(" ".join([header(message, "Subject"), *lines]))
    if not _NOT_REACHED.search(about):
        return []
    is_final = not _NOT_YET.search(about)
    found: dict[str, Bounce] = {}
    for said in _with_shared_words(list(_sayings(lines, {sender(message), *addressed_to(message), *ids}))):
        cause = _cause(said)
        if cause is Cause.UNSAID and not said.is_named:
            continue
        for email in said.emails:
            known = found.get(email)
            if len(found) < _ADDRESSES_TOLD and (known is None or known.cause is Cause.UNSAID):
                found[email] = Bounce(email=email, is_final=is_final, words=said.words, cause=cause)
    return list(found.values())


def _cause(said: _Saying) -> Cause:
    """Return the cause; of what is said in a word or two beside an address it is the one that is meant: (unknown)."""
    cause = cause_reported("", said.words)
    is_short = said.is_named and len(said.words.split()) <= _FEW_WORDS
    return cause_reported("", f"address {said.words}") if cause is Cause.UNSAID and is_short else cause


def _sayings(lines: Sequence[str], others: set[str]) -> Iterator[_Saying]:
    for at, line in enumerate(lines):
        emails = [email.lower().rstrip(".") for email in ADDRESS_IN_TEXT.findall(line)]
        meant = [email for email in dict.fromkeys(emails) if email not in others]
        is_sure = meant and all(is_whole(email) and not _OFFICES.match(email) for email in meant)
        if not is_sure or (len(meant) > 1 and not _are_enumerated(line)) or _says_it_arrived(line):
            continue
        words = _reason(lines, at, meant)
        yield _Saying(meant, words, _is_named(line), is_list=not words and _is_bare(line))


def _with_shared_words(sayings: Sequence[_Saying]) -> Iterator[_Saying]:
    """Yield them, those that are only listed with the words below the list."""
    for at, said in enumerate(sayings):
        below = next((other for other in sayings[at:] if not other.is_list), None)
        is_shared = said.is_list and below is not None and below.is_named
        yield _Saying(said.emails, below.words, said.is_named, said.is_list) if is_shared and below else said


def _lines_told(message: Message, texts: Texts) -> list[str]:
    """Return the sentences above the letter that came back, of the text or else of the page."""
    parts = [part for part in message.walk() if part.get_content_maintype() == "text"]
    for kind in ("text/plain", "text/html"):
        part = next((part for part in parts if part.get_content_type() == kind), None)
        if part is not None:
            lines = [_LED_FROM.sub("", line).strip() for line, _ in texts.lines_of(part)]
            end = next((at for at, line in enumerate(lines) if _OF_LETTER.search(bare(line[:LONGEST_WORDS]))), None)
            return [sentence for line in lines[:end] for sentence in _SENTENCE.split(line)]
    return []


def _reason(lines: Sequence[str], at: int, emails: Sequence[str]) -> str:
    """Return what stands with addresses and behind them, up to the next one; a server's very reply before all else."""
    is_sentence = len(emails) > 1 and not _is_bare(lines[at])
    behind = [lines[at] if is_sentence else ADDRESS_IN_TEXT.sub("", lines[at])]
    for line in lines[at + 1 : at + 1 + _LINES_BEHIND]:
        if ADDRESS_IN_TEXT.search(line):
            break
        behind.append(line)
    words = one_line(" ".join(behind)).strip(" <>:-*.,;&•")
    reply = next((found.group() for line in behind if (found := _REPLY.search(line))), "")
    return "" if words.isdigit() else (reply or words)[:LONGEST_WORDS]


def _are_enumerated(line: str) -> bool:
    """Return whether nothing is said between the addresses of a line, so that all of it is said of each."""
    return all(map(_ENUMERATES.fullmatch, ADDRESS_IN_TEXT.split(line)[1:-1]))


def _says_it_arrived(line: str) -> bool:
    said = bare(ADDRESS_IN_TEXT.sub(" ", line))
    return bool(_REACHED.search(said)) and not _NOT_REACHED.search(said)


def _is_bare(line: str) -> bool:
    return bool(_BULLET.fullmatch(ADDRESS_IN_TEXT.sub(" ", line)))


def _is_named(line: str) -> bool:
    """Return whether a line names the addresses as recipients, or as entries of a list with something said of them."""
    before, *_, behind = ADDRESS_IN_TEXT.split(line)
    is_followed = behind.lstrip(" >\"'")[:1] in {"", *":-–—([.,;"}
    is_entry = bool(_BULLET.fullmatch(before)) and is_followed
    return is_entry or bool(_LABELLED.search(bare(before)))


def is_whole(email: str) -> bool:
    """Return whether it is an address, and not one that a server has shortened for others' eyes ("david...@x")."""
    return is_usable(email) and ".." not in email


def _address(email: bytes | str) -> str:
    return (email.decode("ascii", "replace") if isinstance(email, bytes) else email).strip()


def _words_behind(email: str, text: str) -> str:
    """Return the words that a server's own manner of report puts behind the address, up to the returned letter."""
    behind = _FURTHER.sub("", text.partition(email)[2])
    return one_line(_RETURNED_BELOW.split(behind, maxsplit=1)[0].strip(" \r\n<>:"))[:LONGEST_WORDS]

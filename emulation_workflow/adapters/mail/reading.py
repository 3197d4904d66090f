"""A message of the mailbox taken apart; no file in it is opened, and nothing in it makes this fail."""

import hashlib
from dataclasses import replace
from email.message import Message

from emulation_workflow.adapters.mail import parts
from emulation_workflow.adapters.mail.absence import Absence, absence_in
from emulation_workflow.adapters.mail.bounces import bounces, is_good_news, returned_ids
from emulation_workflow.adapters.mail.bounds import END_OF_HEADERS, from_its_head, parsed, parsed_headers
from emulation_workflow.adapters.mail.headers import (
    addressed_to,
    asks_for_silence,
    header,
    message_id,
    nature,
    rewritten_for,
    sender,
    subject,
    thread,
)
from emulation_workflow.adapters.mail.own_words import Texts, own_words
from emulation_workflow.domain.mail import IncomingMail, Nature

_PEOPLE = frozenset({Nature.PERSON, Nature.BY_LIST})
_PERHAPS_REPORTS = frozenset({Nature.BOUNCE, Nature.RECEIPT, Nature.AUTOMATIC})
"""Machines that may report on a letter, whatever their headers say."""


def read_mail(original: bytes, *, size: int | None = None) -> IncomingMail:
    """Return the message. `size` is that of the whole in bytes, where `original` holds its headers only."""
    sent = from_its_head(original)
    try:
        mail = _of_headers(parsed_headers(sent), sent, original)
        if size is not None:
            return replace(mail, size=size, is_whole=False)
    except Exception:  # noqa: BLE001 - the parser raises whatever a broken header makes it trip over
        return unread_mail(hashlib.sha256(original).hexdigest(), original)
    try:
        return _with_contents(mail, parsed(sent))
    except Exception:  # noqa: BLE001 - as above
        return replace(mail, is_readable=False)


def unread_mail(key: str, original: bytes = b"") -> IncomingMail:
    """Return a message of which nothing could be read; `key` stands for it."""
    return IncomingMail(
        key=key,
        original=original,
        size=len(original),
        message_id="",
        sender="",
        subject="",
        is_answerable=False,
        is_readable=False,
    )


def _of_headers(headers: Message, sent: bytes, original: bytes) -> IncomingMail:
    kind = nature(headers)
    return IncomingMail(
        key=_key(headers, sent),
        original=original,
        size=len(original),
        message_id=message_id(headers),
        sender=sender(headers),
        subject=subject(headers),
        addressed_to=addressed_to(headers),
        thread=thread(headers),
        nature=kind,
        is_answerable=kind in _PEOPLE and not asks_for_silence(headers),
        rewritten_for=rewritten_for(headers),
    )


def _with_contents(mail: IncomingMail, message: Message) -> IncomingMail:
    leaves, texts = list(parts.leaves(message)), Texts()
    if mail.nature is Nature.BOUNCE and is_good_news(message, texts):
        return replace(mail, nature=Nature.RECEIPT)
    is_list_report = mail.nature is Nature.BY_LIST and not mail.thread
    if mail.nature in _PERHAPS_REPORTS or is_list_report or not mail.sender:
        reported = bounces(message, mail.size, texts)
        if reported or mail.nature is Nature.BOUNCE:
            return replace(mail, nature=Nature.BOUNCE, bounces=reported, thread=returned_ids(message, texts))
    written = own_words(message, texts)
    forwarded = parts.forwarded_in(leaves, texts)
    files = tuple(parts.files(leaves, texts)) or (() if written.words or forwarded else tuple(parts.pictures(leaves)))
    mail = replace(mail, words=written.words, quoted=written.quoted, files=files, forwarded=forwarded)
    if mail.nature not in _PEOPLE or mail.file_names:
        return mail
    if written.accepts and not written.words:
        return replace(mail, nature=Nature.RECEIPT)
    absence = absence_in(mail.subject, written.words)
    nature_now = Nature.OUT_OF_OFFICE if absence is Absence.NOTE else mail.nature
    return replace(mail, nature=nature_now, is_answerable=mail.is_answerable and absence is Absence.NONE)


def _key(headers: Message, original: bytes) -> str:
    """Return a digest of what the writer made (Message-ID, sender, date, contents), not of what servers put on top."""
    end = END_OF_HEADERS.search(original)
    made = "\n".join((message_id(headers), header(headers, "From"), header(headers, "Date")))
    digest = hashlib.sha256(made.encode("utf-8", "replace") + b"\n")
    digest.update(memoryview(original)[end.end() if end else 0 :])
    return digest.hexdigest()

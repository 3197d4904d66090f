"""A letter as the bytes that go over the wire (RFC 5322, MIME)."""

import re
from collections.abc import Iterable
from datetime import datetime
from email import policy
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr
from functools import lru_cache
from html import escape

from emulation_workflow.domain.mail import RUN_LINK_MARK, Addressee, CodeOf, Enclosure, OutgoingLetter, with_codes
from emulation_workflow.messages.labels import NO_LINK

_TAG = re.compile(r"""<(?:"[^"]*"|'[^']*'|[^'">])*>""")
"""A tag of HTML with all that stands in it."""

_LINK = re.compile(rf"<a\b[^>]*{re.escape(RUN_LINK_MARK)}[^>]*>.*?</a>", re.DOTALL)

_WIRE = policy.compat32.clone(linesep="\r\n")
"""`EmailMessage` with `policy.SMTP` takes ten times as long over Vietnamese headers."""

_LINE = 76
"""Columns of a folded header; an encoded word may have 75 (RFC 2047)."""


def build(
    letter: OutgoingLetter,
    *,
    sender: Addressee,
    reply_to: str,
    code: CodeOf | None,
    run_link: str,
    date: datetime,
) -> bytes:
    """Return the whole message with CRLF line ends; `date` is aware.

    Nobody is ever copied blindly: whoever gets the letter is named in it. An address that cannot stand in a header
    (see `is_usable`) is left out of it. ValueError if the letter is to carry a one-time code and there is none.
    """
    if letter.code_ref and code is None:
        raise ValueError(f"letter {letter.number} needs its code to be sent")
    message = _body(letter, code or (lambda _: ""), run_link)
    message["From"] = addresses([sender])
    message["To"] = addresses(letter.to)
    if letter.cc:
        message["Cc"] = addresses(letter.cc)
    message["Reply-To"] = one_line(reply_to)
    message["Subject"] = words(letter.subject, header="Subject")
    message["Date"] = format_datetime(date)
    message["Message-ID"] = one_line(letter.message_id)
    if letter.in_reply_to:
        message["In-Reply-To"] = message["References"] = one_line(letter.in_reply_to)
    message["Auto-Submitted"] = "auto-replied" if letter.in_reply_to else "auto-generated"
    message["Content-Language"] = "vi"
    return message.as_bytes(policy=_WIRE)


def is_usable(email: str) -> bool:
    """Return whether an address can stand in a header and in an SMTP command: one local@domain in visible ASCII."""
    local, at, domain = email.rpartition("@")
    plain = email.isascii() and email.isprintable() and not any(character in email for character in ' <>(),;:\\"[]')
    return plain and bool(local and at and domain) and "@" not in local


def addresses(people: Iterable[Addressee]) -> str:
    """Return an address list, one person a line. Only the display name is encoded: an encoded address is no address."""
    return ",\r\n ".join(_address(person) for person in people if is_usable(person.email))


# Of many letters the sender's name is the same, and mostly the subject.
@lru_cache(maxsize=1024)
def words(text: str, *, header: str = "") -> str:
    """Return `text` for a header: as it is if it is short ASCII, else as encoded words, cut between characters.

    `header`: the name in front of it, which takes its part of the first line.
    """
    clean = one_line(text)
    if _stands_as_it_is(clean):
        return clean
    return Header(clean, "utf-8", maxlinelen=_LINE, header_name=header).encode(linesep="\r\n")


def _stands_as_it_is(text: str) -> bool:
    return text.isascii() and "=?" not in text and len(text) < _LINE


def one_line(text: str) -> str:
    """Return `text` without line ends and other control characters: no value can start a header of its own."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def _address(person: Addressee) -> str:
    name = one_line(person.name)
    return formataddr((name, person.email)) if _stands_as_it_is(name) else f"{words(name)}\r\n <{person.email}>"


def _body(letter: OutgoingLetter, code: CodeOf, run_link: str) -> MIMEMultipart:
    text = filled(letter.text, code=code, run_link=run_link)
    html = filled(_without_codes_in_tags(letter.html), code=code, run_link=escape(run_link))
    texts = MIMEMultipart("alternative")
    texts.attach(MIMEText(_canonical(text), "plain", "utf-8"))
    texts.attach(MIMEText(_canonical(html), "html", "utf-8"))
    if not letter.enclosures:
        return texts
    whole = MIMEMultipart("mixed")
    whole.attach(texts)
    for enclosure in letter.enclosures:
        whole.attach(_part(enclosure))
    return whole


def _without_codes_in_tags(html: str) -> str:
    """Return the HTML with codes left open in its text alone: no address of a link or a picture ever holds one."""
    return _TAG.sub(lambda tag: with_codes(tag[0], lambda _: ""), html)


def filled(text: str, *, code: CodeOf, run_link: str) -> str:
    """Return a stored text with the codes and the link that were left open in it; without a link, words in its place.

    No code holds a character that means something in HTML.
    """
    if not run_link:
        text = _LINK.sub(RUN_LINK_MARK, text)
    return with_codes(text, code).replace(RUN_LINK_MARK, run_link or NO_LINK)


def _canonical(text: str) -> str:
    """Return the text with the CRLF line ends that MIME asks of it."""
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def _part(enclosure: Enclosure) -> MIMEBase:
    main, _, sub = enclosure.mime_type.partition("/")
    part = MIMEApplication(enclosure.content)
    # What is text says in which letters: they are ours, in UTF-8.
    part.replace_header("Content-Type", f"{main}/{sub}; charset=utf-8" if main == "text" else f"{main}/{sub}")
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", one_line(enclosure.name)))
    return part

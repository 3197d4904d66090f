"""A letter as the bytes that go over the wire (RFC 5322, MIME).

They are put together here, line by line: the standard library's messages fold every header once more, and look through
the whole text for a boundary that it does not hold, which takes three times as long.
"""

import re
from base64 import encodebytes
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from email.header import Header
from email.utils import encode_rfc2231, format_datetime, formataddr
from functools import lru_cache
from html import escape

from emulation_workflow.domain.mail import RUN_LINK_MARK, Addressee, CodeOf, Enclosure, OutgoingLetter, with_codes
from emulation_workflow.messages.labels import NO_LINK

_TAG = re.compile(r"""<(?:"[^"]*"|'[^']*'|[^'">])*>""")
"""A tag of HTML with all that stands in it."""

_LINK = re.compile(rf"<a\b[^>]*{re.escape(RUN_LINK_MARK)}[^>]*>.*?</a>", re.DOTALL)

_BOUNDARIES = {"alternative": "=_words", "mixed": "=_files"}
"""None can stand in a part: each is written in base64, which has no underscore."""

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
    answered = _in_ascii(letter.in_reply_to)
    headers = {
        "From": addresses([sender], header="From"),
        "To": addresses(letter.to, header="To"),
        **({"Cc": addresses(letter.cc, header="Cc")} if letter.cc else {}),
        "Reply-To": _in_ascii(reply_to),
        "Subject": words(letter.subject, header="Subject"),
        "Date": format_datetime(date),
        "Message-ID": _in_ascii(letter.message_id),
        **({"In-Reply-To": answered, "References": answered} if answered else {}),
        "Auto-Submitted": "auto-replied" if letter.in_reply_to else "auto-generated",
        "Content-Language": "vi",
        "MIME-Version": "1.0",
    }
    return _head(headers) + _body(letter, code or (lambda _: ""), run_link)


def is_usable(email: str) -> bool:
    """Return whether an address can stand in a header and in an SMTP command: one local@domain in visible ASCII."""
    local, at, domain = email.rpartition("@")
    plain = email.isascii() and email.isprintable() and not any(character in email for character in ' <>(),;:\\"[]')
    return plain and bool(local and at and domain) and "@" not in local


def addresses(people: Iterable[Addressee], *, header: str) -> str:
    """Return an address list, one person a line. Only the display name is encoded: an encoded address is no address."""
    return ",\r\n ".join(_address(person, header) for person in people if is_usable(person.email))


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


def _in_ascii(text: str) -> str:
    """Return one line for a header that is no text for people; what a foreign one has beside ASCII is encoded."""
    line = one_line(text)
    return line if line.isascii() else words(line)


def _address(person: Addressee, header: str) -> str:
    name = one_line(person.name)
    if _stands_as_it_is(name):
        return formataddr((name, person.email))
    return f"{words(name, header=header)}\r\n <{person.email}>"


def _body(letter: OutgoingLetter, code: CodeOf, run_link: str) -> bytes:
    """Return the part that holds all others, its own headers first."""
    text = filled(letter.text, code=code, run_link=run_link)
    html = filled(_without_codes_in_tags(letter.html), code=code, run_link=escape(run_link))
    texts = _multipart("alternative", [_text("plain", text), _text("html", html)])
    return _multipart("mixed", [texts, *map(_file, letter.enclosures)]) if letter.enclosures else texts


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


def _text(kind: str, text: str) -> bytes:
    """Return a text as a part, with the CRLF line ends that MIME asks of it."""
    lines = text.replace("\r\n", "\n").replace("\n", "\r\n")
    return _part({"Content-Type": f"text/{kind}; charset=utf-8"}, lines.encode("utf-8", "replace"))


def _file(enclosure: Enclosure) -> bytes:
    kind, name = one_line(enclosure.mime_type), encode_rfc2231(one_line(enclosure.name), "utf-8")
    return _part(
        {
            # What is text says in which letters: they are ours, in UTF-8.
            "Content-Type": f"{kind}; charset=utf-8" if kind.startswith("text/") else kind,
            "Content-Disposition": f"attachment;\r\n filename*={name}",
        },
        enclosure.content,
    )


def _part(headers: Mapping[str, str], content: bytes) -> bytes:
    encoded = _head({**headers, "Content-Transfer-Encoding": "base64"})
    return encoded + b"\r\n" + encodebytes(content).replace(b"\n", b"\r\n")


def _multipart(kind: str, parts: Sequence[bytes]) -> bytes:
    boundary = _BOUNDARIES[kind]
    begins, ends = f"--{boundary}\r\n".encode(), f"--{boundary}--\r\n".encode()
    head = _head({"Content-Type": f'multipart/{kind}; boundary="{boundary}"'})
    return b"".join((head, b"\r\n", *(begins + part for part in parts), ends))


def _head(headers: Mapping[str, str]) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode("ascii")

"""Messages as mail programs make them, built part by part."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from html import escape

from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.office.office import Office
from tests.support.builders import plan_of
from tests.support.mailing import filled_form, registered, thread_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What a unit sends: texts, files as name and content, headers besides, and in answer to what."""

    text: str | None = None
    html: str | None = None
    files: Sequence[tuple[str, bytes]] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    subject: str = "Re: Kế hoạch"
    sender: str = ""
    to: str = ""
    thread: str | None = None
    """None: the letter by which the campaign was opened to the unit; "": none."""
    enclosed: Sequence[bytes] = ()
    """Messages, as Outlook and others enclose them."""
    raw: bytes = b""
    """In place of everything below the headers, from "Content-Type" on."""
    before: bytes = b""
    """What a program puts before the first header."""


def wire(office: Office, unit: Unit, sent: Sent, *, number: int = 1) -> bytes:
    """Return the message as it goes over the wire."""
    made = EmailMessage()
    made["From"] = sent.sender or registered(unit)
    made["To"] = sent.to or office.campaign.letters.reply_to
    made["Subject"] = sent.subject
    made["Date"] = "Mon, 10 Feb 2020 14:00:00 +0700"
    made["Message-ID"] = f"<{number}@mail.tinh.example>"
    thread = thread_of(office, unit) if sent.thread is None else sent.thread
    if thread:
        made["In-Reply-To"] = made["References"] = thread
    for name, value in sent.headers.items():
        made[name] = value
    if sent.raw:
        return sent.before + made.as_bytes().rstrip(b"\n") + b"\n" + sent.raw
    if sent.text is not None or sent.html is None:
        made.set_content(sent.text or "")
    if sent.html is not None and sent.text is not None:
        made.add_alternative(sent.html, subtype="html")
    elif sent.html is not None:
        made.set_content(sent.html, subtype="html")
    for name, content in sent.files:
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    for content in sent.enclosed:
        made.add_attachment(_parsed(content))
    return sent.before + made.as_bytes()


def _parsed(content: bytes) -> EmailMessage:
    from email import message_from_bytes, policy  # noqa: PLC0415 - of the one who encloses

    return message_from_bytes(content, policy=policy.default)


def another_form(unit: Unit, number: int = 1) -> tuple[str, bytes]:
    """Return a filled form, another for each number."""
    return "phieu.xlsx", filled_form(unit, plan_of(unit, place=f"Hội trường số {number}"))


def zipped(*files: tuple[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packing) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return made.getvalue()


def marked(text: str) -> str:
    """Return a text as programs quote it, each line with a mark."""
    return "\n".join(f"> {line}" for line in text.splitlines())


def page(text: str) -> str:
    """Return a text as a page, a line an element."""
    return "".join(f"<div>{escape(line) or '<br>'}</div>" for line in text.splitlines())

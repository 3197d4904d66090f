"""From a decision to its letters in the hands of the mail server, beside sending them as one would without an outbox.

The sink is a mail server of ours in the same process, so no network is measured. Ours judges the decision, commits it,
puts its two letters into words, claims them, sends them over kept connections and commits what became of them. The
other way has the same words in hand, keeps nothing, and sends each with `aiosmtplib.send`: a connection a letter.
"""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import partial
from pathlib import Path

import aiosmtplib

from emulation_workflow.adapters.mail.smtp import SmtpAccount, SmtpMailer
from emulation_workflow.domain.approval.transitions import Act, CaseAnswer
from emulation_workflow.domain.mail.letters import Addressee
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.office.approval.chain import assign_run, decide
from emulation_workflow.office.delivery.delivery import DeliveryReport, deliver
from emulation_workflow.office.office import Office
from tests.bench.chains import our_office
from tests.support.builders import CITY, plan_of
from tests.support.offices import HEAD, answer, submit
from tests.support.servers.smtp_server import ScriptedServer

BOARD = Addressee(name="Ban Thi đua", email="ban@tinh.example")
DECISIONS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """Median seconds from a decision until its `letters` were taken: ours, and without an outbox."""

    ours: float
    theirs: float
    letters: float


def decisions_to_smtp(folder: Path) -> HandedOver:
    """Take DECISIONS decisions one after the other, each with its letters."""
    office, units = our_office(folder, DECISIONS)
    return asyncio.run(_measure(office, [(unit, _asked(office, unit)) for unit in units]))


def _asked(office: Office, unit: Unit) -> CaseAnswer:
    """Return what the Board's head will answer for this unit, whose run is under way."""
    submit(office, unit, plan_of(CITY, unit=unit.code))
    assign_run(office, unit.code, f"run-{unit.code}")
    return answer(office, unit, HEAD, Act.ENDORSE)


async def _measure(office: Office, due: Sequence[tuple[Unit, CaseAnswer]]) -> HandedOver:
    async with ScriptedServer() as sink:
        account = SmtpAccount(host="127.0.0.1", port=sink.port)
        async with SmtpMailer(account, sender=BOARD, reply_to=BOARD.email) as mailer:
            # Those of the submissions go first: only the decisions' letters are measured.
            while (await _deliver(office, mailer)).sent:
                pass
            before = len(sink.taken)
            ours = [await _timed(partial(_decide, office, mailer, *decision)) for decision in due]
            sent = sink.taken[before:]
        written = [_words(mail.message) for mail in sent[-len(sent) // len(due) :]]
        theirs = [await _timed(partial(_send, sink.port, written)) for _ in due]
    return HandedOver(ours=statistics.median(ours), theirs=statistics.median(theirs), letters=len(sent) / len(due))


async def _decide(office: Office, mailer: SmtpMailer, unit: Unit, given: CaseAnswer) -> None:
    decide(office, unit.code, given)
    await _deliver(office, mailer)


async def _deliver(office: Office, mailer: SmtpMailer) -> DeliveryReport:
    return await deliver(office, mailer, link_of=lambda letter: f"http://127.0.0.1/{letter.key}", owner="bench")


def _words(message: bytes) -> tuple[str, str, str, str]:
    """Return to whom a message went, its subject, its text and its page."""
    read = message_from_bytes(message, policy=default)
    text, page = (read.get_body((kind,)) for kind in ("plain", "html"))
    if text is None or page is None:
        raise RuntimeError("a letter without text or page")
    return str(read["To"]), str(read["Subject"]), text.get_content(), page.get_content()


async def _send(port: int, written: Sequence[tuple[str, str, str, str]]) -> None:
    for to, subject, text, page in written:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = BOARD.email, to, subject
        message.set_content(text)
        message.add_alternative(page, subtype="html")
        await aiosmtplib.send(message, hostname="127.0.0.1", port=port, start_tls=False)


async def _timed(deed: Callable[[], Awaitable[None]]) -> float:
    began = time.perf_counter()
    await deed()
    return time.perf_counter() - began

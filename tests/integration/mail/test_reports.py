"""Reports of mail servers as they write them: the address named, and by what it was not reached."""

import json
from zipfile import ZipFile

import pytest

from emulation_workflow.adapters.mail.reading import read_mail
from emulation_workflow.domain.mail import Cause, Nature
from tests.support.paths import MAIL

REPORTS = MAIL / "reports_of_flufl_bounce.zip"
"""Apache-2.0, from flufl.bounce 6.0.0: its test messages, and the addresses that each is known to be about."""

NOT_BY_ITS_HEADERS = 9
"""Written as a person would, or about nobody: shown to staff like any other message."""

HEADERS = (
    "From: Mail Delivery System <MAILER-DAEMON@mx.example>\nTo: ban@tinh.example\nSubject: Undelivered\n"
    "Message-ID: <q1@mx>\nMIME-Version: 1.0\n"
)
ADDRESS = "xa@tinh.example"


def test_the_test_messages_of_a_library_are_read_and_none_wrongly() -> None:
    """Each address that is named is known to be meant; a report that names none says so by naming none."""
    with ZipFile(REPORTS) as archive:
        known = json.loads(archive.read("addresses.json"))
        mails = {
            name.removeprefix("reports/"): read_mail(archive.read(name))
            for name in archive.namelist()
            if name.startswith("reports/")
        }
    reports = {name: mail for name, mail in mails.items() if mail.nature is Nature.BOUNCE}
    named = {name: sorted(bounce.email for bounce in mail.bounces) for name, mail in reports.items()}

    assert named == {name: known.get(name, []) for name in reports}
    assert len(mails) - len(reports) == NOT_BY_ITS_HEADERS
    assert len(mails) == 117


def standard(status: str, diagnostic: str, *, kind: str = "message/delivery-status", action: str = "failed") -> bytes:
    return (
        f"{HEADERS}Content-Type: multipart/report; report-type=delivery-status; boundary=R\n\n--R\n"
        f"Content-Type: text/plain\n\nNo.\n--R\nContent-Type: {kind}\n\nReporting-MTA: dns; mx.example\n\n"
        f"Final-Recipient: rfc822; {ADDRESS}\nAction: {action}\nStatus: {status}\n"
        f"Diagnostic-Code: smtp; {diagnostic}\n\n"
        "--R\nContent-Type: message/global-headers\n\nMessage-ID: <1.a@tinh.example>\nTo: a@b.vn\n\n--R--\n"
    ).encode()


@pytest.mark.parametrize(
    ("status", "diagnostic", "cause"),
    [
        ("5.1.1", "550 5.1.1 user unknown", Cause.ADDRESS),
        ("5.0.0", "550 no such user", Cause.ADDRESS),
        ("5.2.2", "552 5.2.2 Mailbox quota exceeded", Cause.MAILBOX),
        ("4.4.7", "delivery time expired", Cause.WAY),
        ("5.0.0", "550 5.2.2 QuotaExceededException; failed to process", Cause.MAILBOX),
        ("5.4.4", "Host or domain name not found. Name service error", Cause.ADDRESS),
        ("5.7.26", "550 5.7.26 unauthenticated mail is not accepted due to DMARC policy", Cause.POLICY),
        ("5.4.5", "550 5.4.5 Daily sending quota exceeded", Cause.OURS),
        ("5.3.4", "552 5.3.4 message too big", Cause.LETTER),
        ("5.0.0", "550 rejected", Cause.UNSAID),
    ],
)
@pytest.mark.parametrize("kind", ["message/delivery-status", "message/global-delivery-status"])
def test_a_report_says_why(kind: str, status: str, diagnostic: str, cause: Cause) -> None:
    """In the form of RFC 3464 and in that of RFC 6533."""
    mail = read_mail(standard(status, diagnostic, kind=kind))
    (bounce,) = mail.bounces
    assert (bounce.email, bounce.is_final, bounce.cause) == (ADDRESS, True, cause)
    assert mail.thread == ("<1.a@tinh.example>",)


@pytest.mark.parametrize(
    ("said", "cause"),
    [("This mailbox does not exist. (#5.1.1)", Cause.ADDRESS), ("Mailbox full (#5.2.2)", Cause.MAILBOX)],
)
def test_qmail_names_the_address_and_the_reason_in_its_text(said: str, cause: Cause) -> None:
    """What stands behind the address, up to the letter that came back."""
    mail = read_mail(
        (
            f"{HEADERS}\nHi. This is the mail program at mx.example.\nPermanent error; giving up.\n\n"
            f"<{ADDRESS}>:\n{said}\n\n"
            f"--- Below this line is a copy of the message.\n\nMessage-ID: <1.a@tinh.example>\nTo: {ADDRESS}\n"
        ).encode()
    )
    (bounce,) = mail.bounces
    assert (bounce.email, bounce.words, bounce.cause) == (ADDRESS, said, cause)


@pytest.mark.parametrize(("action", "nature"), [("delivered", Nature.RECEIPT), ("failed", Nature.BOUNCE)])
def test_a_report_that_a_letter_arrived_is_a_receipt(action: str, nature: Nature) -> None:
    """Only if it says so of every address."""
    assert read_mail(standard("2.0.0", "250 ok", action=action)).nature is nature

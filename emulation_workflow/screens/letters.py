"""Letters as staff read of them: to whom, in what state, since when, and what keeps them."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from emulation_workflow.domain.mail import LetterStatus, MailFate, MailRecord
from emulation_workflow.messages.board_list import MAIL_FATES
from emulation_workflow.messages.days import moment_words
from emulation_workflow.messages.screens import mail as words
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.delivery.sending_again import SentAgain
from emulation_workflow.office.reminders.opening import Opened
from emulation_workflow.screens.tables import Row, row

UNSENT_COLUMNS = ("Số", "Tình trạng", "Gửi đến", "Thư", "Máy chủ thư trả lời", "Viết lúc", "Số lần thử")


def moment(at: datetime | None, zone: ZoneInfo) -> str:
    """Return the hour and day in this zone, "" where there is none."""
    return moment_words(at.astimezone(zone)) if at else ""


def letter_row(letter: LetterStatus, zone: ZoneInfo) -> dict[str, str]:
    """Return a letter as the case sheet shows it."""
    return {
        "kind": run_words.LETTERS[letter.kind],
        "to": _addressees(letter),
        "written_at": moment(letter.written_at, zone),
        "state": run_words.DELIVERIES[letter.state],
        "sent_at": moment(letter.sent_at, zone),
        "words": what_keeps(letter),
    }


def unsent_row(letter: LetterStatus, zone: ZoneInfo) -> Row:
    """Return a letter's row in the table of those that were not sent."""
    return row(
        UNSENT_COLUMNS,
        letter.number,
        run_words.DELIVERIES[letter.state],
        _addressees(letter),
        letter.subject or run_words.LETTERS[letter.kind],
        what_keeps(letter),
        moment(letter.written_at, zone),
        letter.attempts,
    )


def again_row(sent: SentAgain) -> Row:
    """Return a letter's row in the table of those that were to be sent again."""
    return row(
        words.AGAIN_COLUMNS,
        sent.letter.number,
        sent.letter.subject or run_words.LETTERS[sent.letter.kind],
        ", ".join(sent.emails) or run_words.NO_ADDRESS,
        words.AGAIN_FATES[sent.fate.value],
    )


def what_keeps(letter: LetterStatus) -> str:
    """Return what keeps the letter: that it could not be put into words, or what the mail server answered."""
    if letter.fault:
        return run_words.NOT_IN_WORDS.format(fault=letter.fault)
    return "; ".join(dict.fromkeys(receipt.words for receipt in letter.receipts if receipt.words))


def _addressees(letter: LetterStatus) -> str:
    return ", ".join(f"{person.name} <{person.email or run_words.NO_ADDRESS}>" for person in (*letter.to, *letter.cc))


def mail_row(mail: MailRecord, zone: ZoneInfo) -> Row:
    """Return a message's row in the table of mail that came in."""
    return row(
        words.MAIL_COLUMNS, moment(mail.received_at, zone), mail.sender, mail.subject, mail.unit, MAIL_FATES[mail.fate]
    )


def round_words(taken: Sequence[MailRecord], failed: int) -> str:
    """Return in a sentence what came of one reading of the mailbox: messages received, and how many met a fault."""
    counts = Counter(mail.fate for mail in taken)
    return words.MAIL_READ.format(
        new=len(taken),
        taken=counts[MailFate.TAKEN],
        answered=sum(bool(mail.answer) for mail in taken),
        listed=counts[MailFate.LISTED],
        bounced=counts[MailFate.BOUNCED],
        failed=failed,
    )


def opening_row(opened: Opened) -> Row:
    """Return a unit's row in the table of letters that open the campaign."""
    return row(
        words.OPENING_COLUMNS,
        opened.unit.name,
        opened.unit.email or run_words.NO_ADDRESS,
        words.OPENING_FATES[opened.fate.value],
        opened.tasks,
        opened.with_day,
    )

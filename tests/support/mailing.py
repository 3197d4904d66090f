"""The Board's mailbox in tests: messages from tests/support/mail, filled in, and what becomes of them."""

import base64
import io
from collections.abc import Sequence

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from emulation_workflow.adapters.forms.written import form_bytes
from emulation_workflow.adapters.mail.reading import read_mail
from emulation_workflow.adapters.submissions.unit_forms import XLSX, UnitForms
from emulation_workflow.domain.board_list import BoardItem
from emulation_workflow.domain.mail.incoming import IncomingMail
from emulation_workflow.domain.mail.letters import Enclosure, LetterKind, LetterStatus
from emulation_workflow.domain.mail.reply_address import Purpose, reply_tag, tagged
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.plan import UnitPlan
from emulation_workflow.messages.forms.plan_form import SHEET
from emulation_workflow.office.mailbox.reading import MessagePlace, MessageReceived, receive_message
from emulation_workflow.office.office import Office
from emulation_workflow.office.reminders.opening import open_campaign
from tests.support.builders import plan_of
from tests.support.offices import OUR_CAMPAIGN
from tests.support.paths import mail_file
from tests.support.servers.databases import MAIL_DOMAIN

FORMS = UnitForms(OUR_CAMPAIGN, domain=MAIL_DOMAIN)


class QuickForms(UnitForms):
    """Makes forms that nobody opens."""

    def plan_form(self, unit: Unit, parent: Unit | None, *, by_when: str = "") -> Enclosure:
        del parent, by_when
        return Enclosure(name=f"{unit.name}.xlsx", mime_type=XLSX, content=unit.code.encode())


QUICK_FORMS = QuickForms(OUR_CAMPAIGN, domain=MAIL_DOMAIN)


def registered(unit: Unit) -> str:
    """Return the unit's address in the register of `tests.support.offices`."""
    return f"{unit.code.lower()}@tinh.example"


def filled_form(unit: Unit, plan: UnitPlan | None = None) -> bytes:
    """Return the unit's form as it would send it."""
    return form_bytes(OUR_CAMPAIGN, unit, plan=plan or plan_of(unit))


def form_with(unit: Unit, cell: str, value: str) -> bytes:
    """Return a filled form in which somebody wrote `value` into a cell."""
    book = openpyxl.load_workbook(io.BytesIO(filled_form(unit)))
    sheet = book[SHEET]
    assert isinstance(sheet, Worksheet)
    sheet[cell] = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def opened(office: Office) -> Office:
    """Return the office after every unit got its letter."""
    open_campaign(office, forms=QUICK_FORMS, dry_run=False)
    return office


def thread_of(office: Office, unit: Unit, kind: LetterKind = LetterKind.CAMPAIGN_OPENED) -> str:
    """Return the Message-ID of the unit's newest letter of this kind."""
    newest = [letter for letter in sent(office, kind) if letter.unit == unit.code][-1]
    return newest.message_id


def sent(office: Office, kind: LetterKind) -> Sequence[LetterStatus]:
    with office.store.look() as record:
        return record.letters.statuses(kind=kind)


def reply_address(office: Office, unit: Unit) -> str:
    return tagged(office.campaign.letters.reply_to, reply_tag(unit.code, Purpose.PLAN, office.secret))


def message(name: str, /, **words: object) -> bytes:
    """Return the message of this name, with what stands between percent signs filled in, as it goes over the wire."""
    text = mail_file(name).read_text(encoding="utf-8")
    for word, value in words.items():
        written = base64.encodebytes(value).decode() if isinstance(value, bytes) else str(value)
        text = text.replace(f"%{word.upper()}%", written)
    return text.replace("\r\n", "\n").replace("\n", "\r\n").encode()


def mail_of(office: Office, unit: Unit, name: str, /, **words: object) -> IncomingMail:
    """Return a message that `unit` writes in answer to its letter."""
    usual = {"unit": registered(unit), "thread": thread_of(office, unit), "reply": reply_address(office, unit)}
    return read_mail(message(name, **{**usual, "form": filled_form(unit), **words}))


def receive(office: Office, mail: IncomingMail, *, uid: int = 1) -> MessageReceived:
    return receive_message(office, mail, place=MessagePlace(name="ban/INBOX/1", uid=uid), forms=FORMS)


def listed(office: Office) -> Sequence[BoardItem]:
    with office.store.look() as record:
        return record.board_list.items()


def answers(office: Office) -> Sequence[LetterStatus]:
    return sent(office, LetterKind.MAIL_ANSWER)

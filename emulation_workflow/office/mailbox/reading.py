"""The Board's mailbox: each message is one act. It is kept, its form received, its answer written, or all of it not.

So a message is never received twice, whatever dies in between and however often it arrives: its key is written with all
that it caused. What no program can settle goes on the Board's own list; nothing is dropped in silence.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256

from emulation_workflow.domain.approval.transitions import UNIT, Channel
from emulation_workflow.domain.board_list import ItemKind, board_item
from emulation_workflow.domain.mail import Enclosure, IncomingMail, MailRecord, Nature
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from emulation_workflow.office.mailbox.answers import send_answer
from emulation_workflow.office.mailbox.forms import MailedFile, read_files, sort_files
from emulation_workflow.office.mailbox.mail_outcomes import MailDocket, MailOutcome, answerable, outcome_of
from emulation_workflow.office.mailbox.senders import Tie, origin_of
from emulation_workflow.office.office import Office
from emulation_workflow.office.plans.plan_receipt import PlanReceived
from emulation_workflow.office.results.report_receipt import ReportReceived
from emulation_workflow.ports import Forms, Transaction

TRIED_FOR = timedelta(days=1)
"""How long a message that meets faults is tried again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePlace:
    """Where a message lies: the folder with its validity, and the message's number (UID) in it."""

    name: str
    uid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageReceived:
    """What became of a message. `is_new` False: it was received before, and nothing was done.

    `moved` are the gated units whose case went on by it.
    """

    mail: MailRecord
    is_new: bool
    moved: tuple[str, ...] = ()


def awaited_since(office: Office) -> date | None:
    """Return the first day whose mail can answer a letter of ours; None before there is any letter.

    A day early, for mail servers keep days in time zones of their own.
    """
    first = office.read(lambda record: record.inbox.first_letter_at())
    return first.date() - timedelta(days=1) if first else None


def list_folder_without_validity(office: Office, folder: str) -> None:
    """Put on the Board's list, once for ever, that this folder of the mailbox is read anew in each round."""
    with office.store.act() as record:
        record.board_list.add(board_item(ItemKind.NO_VALIDITY, folder, at=office.clock.now(), folder=folder))


def receive_message(office: Office, mail: IncomingMail, *, place: MessagePlace, forms: Forms) -> MessageReceived:
    """Receive one message with all that it leads to, in one transaction; the same message again does nothing."""
    files = _read_files(office, mail, forms)
    with office.store.act() as record:
        if before := _known(record, mail, place):
            return MessageReceived(mail=before, is_new=False)
        answered = answerable(mail, files)
        docket = MailDocket(record=record, office=office, mail=answered, forms=forms, at=office.clock.now())
        received = _written_down(docket, outcome_of(docket, files))
        if received.mail.number is not None:
            record.inbox.note_seen(place.name, place.uid, mail=received.mail.number)
        return received


def _known(record: Transaction, mail: IncomingMail, place: MessagePlace) -> MailRecord | None:
    """Return the message as it was written down before, None if it was not; where it lies now counts as seen to."""
    before = record.inbox.get(mail.key)
    if before is not None and before.number is not None:
        record.inbox.note_seen(place.name, place.uid, mail=before.number)
        return before
    return None


def list_failure(office: Office, mail: IncomingMail, *, place: MessagePlace, forms: Forms) -> MessageReceived | None:
    """Put on the Board's list, in one transaction, that a message met a fault of the program or of its server.

    The message stays where it is and is tried again, for a day; then it is written down as one that cannot be read,
    and returned. One that was written down already, and is met again, is in no second item.
    """
    at = office.clock.now()
    item = board_item(ItemKind.FAILED, mail.key, at=at, sender=mail.sender, subject=mail.subject)
    with office.store.act() as record:
        if _known(record, mail, place) or record.board_list.add(item):
            return None
        first = next(known for known in record.board_list.items(only_open=False) if known.key == item.key)
        if at - first.opened_at < TRIED_FOR:
            return None
        docket = MailDocket(record=record, office=office, mail=mail, forms=forms, at=at)
        received = _written_down(docket, docket.listed(ItemKind.UNREADABLE))
        if received.mail.number is not None:
            record.inbox.note_seen(place.name, place.uid, mail=received.mail.number)
        return received


def _read_files(office: Office, mail: IncomingMail, forms: Forms) -> list[MailedFile]:
    """Return the files of a message that is tied to a unit, before the act begins; nobody else's are opened."""
    if mail.nature in (Nature.BOUNCE, Nature.RECEIPT) or not mail.file_names:
        return []
    origin, files, units = office.read(
        lambda record: (origin_of(record, office, mail), _files_of(record, mail), record.register.units())
    )
    if origin.tie is not Tie.BOTH:
        return []
    return sort_files(read_files(files, forms, units), origin.among)


def _files_of(record: Transaction, mail: IncomingMail) -> list[Enclosure]:
    """Return the files of a message and of those it encloses, but for letters of ours that it sends back."""
    letters = record.letters
    others = [
        forward
        for forward in mail.forwarded
        if not forward.message_id or letters.with_message_id(forward.message_id) is None
    ]
    return [*mail.files, *(file for forward in others for file in forward.files)]


def _written_down(docket: MailDocket, outcome: MailOutcome) -> MessageReceived:
    """Write the message with all that it leads to into the record."""
    items = list(outcome.items)
    answer = ""
    if outcome.answer is not None:
        sent = send_answer(docket.record, docket.office, docket.mail, outcome.answer, forms=docket.forms, at=docket.at)
        if isinstance(sent, str):
            answer = sent
        else:
            items.append(sent)
    mail = _kept(docket, outcome, answer)
    for item in items:
        docket.record.board_list.add(replace(item, mail=mail.number))
    docket.record.ledger.append(_entry(docket, mail, outcome))
    moved = tuple(received.unit.code for received in _plans(outcome) if received.case is not None)
    return MessageReceived(mail=mail, is_new=True, moved=moved)


def _kept(docket: MailDocket, outcome: MailOutcome, answer: str) -> MailRecord:
    digest = sha256(docket.mail.original).hexdigest()
    docket.record.files.keep(digest, docket.mail.original)
    mail = MailRecord(
        key=docket.mail.key,
        sha256=digest,
        message_id=docket.mail.message_id,
        sender=docket.mail.sender,
        subject=docket.mail.subject,
        received_at=docket.at,
        fate=outcome.fate,
        unit=outcome.unit,
        answer=answer,
    )
    return replace(mail, number=docket.record.inbox.add(mail))


def _plans(outcome: MailOutcome) -> list[PlanReceived]:
    return [received for received in outcome.received if isinstance(received, PlanReceived)]


def _entry(docket: MailDocket, mail: MailRecord, outcome: MailOutcome) -> LedgerEntry:
    reports = [received.version.version for received in outcome.received if isinstance(received, ReportReceived)]
    return LedgerEntry(
        kind=LedgerKind.MAIL,
        at=docket.at,
        actor=UNIT if mail.unit else "unknown",
        what=f"mail_{mail.fate.value}",
        unit=mail.unit,
        channel=Channel.MAILBOX,
        campaign_sha256=docket.office.campaign.sha256,
        details={
            "mail": mail.number,
            "sender": mail.sender,
            "message_id": mail.message_id,
            "sha256": mail.sha256,
            "plans": [received.version.version for received in _plans(outcome)],
            **({"reports": reports} if reports else {}),
        },
    )

"""What a message leads to, by who wrote it and what is in it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.board_list import BoardItem, ItemKind, board_item
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.mail import IncomingMail, MailFate, Nature, same_address
from emulation_workflow.domain.registers import Unit
from emulation_workflow.office.intake import IncomingFile, Received, receive_file_within
from emulation_workflow.office.mailbox.answers import MailAnswer
from emulation_workflow.office.mailbox.bounces import record_bounce
from emulation_workflow.office.mailbox.forms import FileFate, MailedFile, others_beside_form
from emulation_workflow.office.mailbox.senders import Origin, Tie, origin_of
from emulation_workflow.office.mailbox.words import OwnWords, as_listed, is_for_a_reader, links_to_files, own_words
from emulation_workflow.office.office import Office
from emulation_workflow.ports import Forms, Transaction

_PEOPLE = frozenset({Nature.PERSON, Nature.BY_LIST})

_ENCRYPTED = "-----BEGIN PGP MESSAGE"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailOutcome:
    """What a message leads to: an answer, items for the Board, plans and reports received."""

    fate: MailFate
    unit: str = ""
    answer: MailAnswer | None = None
    items: Sequence[BoardItem] = ()
    received: Sequence[Received] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MailDocket:
    """What the steps of one act on one message work with."""

    record: Transaction
    office: Office
    mail: IncomingMail
    forms: Forms
    at: datetime

    def item(self, kind: ItemKind, cause: str = "", *, unit: Unit | None = None, **params: object) -> BoardItem:
        """Return an item for the Board about this message."""
        params_of_mail = {
            "sender": self.mail.sender,
            "subject": self.mail.subject,
            "name": unit.name if unit else "",
            **params,
        }
        return board_item(kind, cause or self.mail.key, at=self.at, unit=unit.code if unit else "", **params_of_mail)

    def listed(self, kind: ItemKind, cause: str = "", *, unit: Unit | None = None, **params: object) -> MailOutcome:
        """Return the outcome of putting the message on the Board's list."""
        item = self.item(kind, cause, unit=unit, **params)
        return MailOutcome(fate=MailFate.LISTED, unit=item.unit, items=[item])


def outcome_of(docket: MailDocket, files: Sequence[MailedFile]) -> MailOutcome:
    """Return what a message leads to, by who wrote it; `files` are those of a message that is tied to a unit."""
    mail = docket.mail
    is_own = bool(mail.message_id) and docket.record.letters.with_message_id(mail.message_id) is not None
    if is_own or mail.nature is Nature.RECEIPT:
        return MailOutcome(fate=MailFate.OWN if is_own else MailFate.NOTED)
    if mail.nature is Nature.BOUNCE:
        items = record_bounce(docket.record, mail, at=docket.at)
        return MailOutcome(fate=MailFate.BOUNCED, unit=items[0].unit, items=items)
    origin = origin_of(docket.record, docket.office, mail)
    has_form = any(not file.is_no_form for file in files)
    if origin.tie is Tie.BOTH and mail.is_readable and (mail.nature in _PEOPLE or has_form):
        return _from_unit(docket, unit_of(origin, files), files)
    answers_ours = mail.nature is Nature.BY_LIST and origin.tie is Tie.OTHER_SENDER
    is_person = mail.nature is Nature.PERSON or answers_ours
    if not is_person or same_address(mail.sender, docket.office.campaign.letters.reply_to):
        return _from_machine(docket, origin)
    if not (mail.is_readable and mail.is_whole):
        return docket.listed(ItemKind.TOO_LARGE if mail.is_readable else ItemKind.UNREADABLE, unit=origin.unit)
    return _from_somebody(docket, origin)


def unit_of(origin: Origin, files: Sequence[MailedFile]) -> Unit:
    """Return the unit that a tied message is of: of those it may be, the one whose form it brings."""
    codes = [file.form.unit for file in files if file.form is not None]
    units = [unit for unit in origin.among if unit.code in codes] or [*origin.among]
    return units[0]


def answerable(mail: IncomingMail, files: Sequence[MailedFile]) -> IncomingMail:
    """Return the message, to be answered if it brings a form: Exchange asks for silence on people's letters."""
    has_form = mail.nature in _PEOPLE and any(not file.is_no_form for file in files)
    return replace(mail, is_answerable=True) if has_form else mail


def _from_somebody(docket: MailDocket, origin: Origin) -> MailOutcome:
    """Return the outcome for a person whose message is tied to no unit."""
    match origin:
        case Origin(tie=Tie.SENDER, unit=Unit() as unit):
            return _from_address_alone(docket, unit)
        case Origin(tie=Tie.OTHER_SENDER, unit=Unit() as unit):
            return _from_other_address(docket, unit)
        case Origin(tie=Tie.OFFICIAL):
            return docket.listed(ItemKind.OFFICIAL, words=as_listed(docket.mail.words))
    return docket.listed(ItemKind.UNKNOWN_SENDER, files=docket.mail.file_names)


def _from_machine(docket: MailDocket, origin: Origin) -> MailOutcome:
    """Return the outcome for a machine, which is never answered.

    Files and new words of who is registered are listed each time, the same words once a day; so are strangers who are
    away, for they may be people. Other machines are listed once a month.
    """
    mail, is_known = docket.mail, origin.tie is not Tie.NOBODY
    files = mail.file_names if is_known else []
    is_away = mail.nature is Nature.OUT_OF_OFFICE and not files
    cause = f"{mail.sender}/{docket.at:%Y-%m}"
    if is_known or is_away:
        cause = mail.key if files else f"{mail.sender}/{docket.at:%Y-%m-%d}/{_digest(mail.words)}"
    kind = ItemKind.OUT_OF_OFFICE if is_away else ItemKind.AUTOMATIC
    words = as_listed(mail.words) if is_known or is_away else ""
    return docket.listed(kind, cause, unit=origin.unit, words=words, **({} if is_away else {"files": files}))


def _digest(words: str) -> str:
    return sha256(words.encode()).hexdigest()[:16]


def _from_unit(docket: MailDocket, unit: Unit, files: Sequence[MailedFile]) -> MailOutcome:
    docket.record.inbox.forget_bounce(unit.email.lower())
    mail = docket.mail
    if not mail.is_whole:
        too_large = Problem(code=ProblemCode.MAIL_TOO_LARGE, params={"megabytes": _megabytes(mail.size)})
        return MailOutcome(fate=MailFate.ANSWERED, unit=unit.code, answer=MailAnswer(unit=unit, problems=(too_large,)))
    names = _names(docket, unit)
    words = own_words(docket.record, mail, unit, names)
    if not files:
        return _without_files(docket, unit, words)
    seen, received = _receive_forms(docket, files)
    fate = MailFate.TAKEN if received else MailFate.ANSWERED
    is_clean = all(file.fate in (FileFate.TAKEN, FileFate.KEPT) for file in seen)
    refused = [file for file in seen if file.fate is FileFate.REFUSED]
    with_form = bool(refused) and not received
    answer = None if is_clean else MailAnswer(unit=unit, files=seen, with_form=with_form)
    items = _for_a_reader(docket, unit, seen, words, names)
    return MailOutcome(fate=fate, unit=unit.code, answer=answer, items=items, received=received)


def _without_files(docket: MailDocket, unit: Unit, words: OwnWords) -> MailOutcome:
    links = links_to_files(words.text)
    problems = [Problem(code=ProblemCode.MAIL_WORDS_LISTED if words else ProblemCode.MAIL_EMPTY)]
    if links:
        problems.append(Problem(code=ProblemCode.MAIL_LINK, params={"names": links}))
    elif _ENCRYPTED in words.text:
        problems.append(Problem(code=ProblemCode.MAIL_ENCRYPTED))
    else:
        problems.append(Problem(code=ProblemCode.MAIL_NO_FORM))
    answer = MailAnswer(unit=unit, problems=tuple(problems), with_form=True)
    items = [docket.item(ItemKind.WORDS, unit=unit, words=as_listed(words.text))] if words else []
    return MailOutcome(fate=MailFate.ANSWERED, unit=unit.code, answer=answer, items=items)


def _receive_forms(docket: MailDocket, files: Sequence[MailedFile]) -> tuple[list[MailedFile], list[Received]]:
    """Receive the plan and the report that are left to be received; a refusal is noted with the file."""
    seen: list[MailedFile] = []
    received: list[Received] = []
    for file in files:
        if file.form is None:
            seen.append(file)
            continue
        incoming = IncomingFile(name=file.file.name, content=file.file.content)
        try:
            taken = receive_file_within(docket.record, docket.office, incoming, file.form, channel=Channel.MAILBOX)
        except Rejected as rejected:
            seen.append(replace(file, problems=rejected.problems))
            continue
        if taken.is_new:
            received.append(taken)
        fate = FileFate.TAKEN if taken.is_new else FileFate.SAME
        seen.append(replace(file, fate=fate, version=taken.version.version))
    return seen, received


def _for_a_reader(
    docket: MailDocket, unit: Unit, files: Sequence[MailedFile], words: OwnWords, names: Collection[str]
) -> list[BoardItem]:
    """Return what a person has to read.

    Papers without a form, words beyond saying that a form is enclosed, what else came with a form.
    """
    shown = as_listed(words.text)
    if all(file.is_no_form or file.is_wrapped for file in files):
        papers = [file.file.name for file in files]
        return [docket.item(ItemKind.PAPERS, unit=unit, files=papers, words=shown)]
    items = [docket.item(ItemKind.WORDS, unit=unit, words=shown)] if is_for_a_reader(words, docket.mail, names) else []
    others = [file.file.name for file in others_beside_form(files)]
    beside = list(dict.fromkeys(text for file in files for text in file.beside))
    if others or beside:
        items.append(docket.item(ItemKind.BESIDE_FORM, unit=unit, others=others, beside=beside))
    return items


def _names(docket: MailDocket, unit: Unit) -> list[str]:
    """Return the names that a unit signs with: its own, and that of the unit above it."""
    parent = docket.record.register.unit(unit.parent, docket.at.date()) if unit.parent else None
    return [unit.name, *([parent.name] if parent else [])]


def _from_address_alone(docket: MailDocket, unit: Unit) -> MailOutcome:
    """Return the outcome for a sender address alone, which anybody can write: to be believed, answer our letter."""
    written = own_words(docket.record, docket.mail, unit, _names(docket, unit))
    words = docket.item(ItemKind.WORDS, unit=unit, words=as_listed(written.text))
    if not docket.mail.file_names:
        return MailOutcome(fate=MailFate.LISTED, unit=unit.code, items=[words])
    no_thread = Problem(code=ProblemCode.MAIL_NO_THREAD, params={"names": docket.mail.file_names})
    items = [words] if written else []
    return MailOutcome(
        fate=MailFate.ANSWERED, unit=unit.code, answer=MailAnswer(unit=unit, problems=(no_thread,)), items=items
    )


def _from_other_address(docket: MailDocket, unit: Unit) -> MailOutcome:
    """Return the outcome for another address: the unit hears at its own, the Board lists it, no reply goes out."""
    other = Problem(code=ProblemCode.MAIL_OTHER_SENDER, params={"sender": docket.mail.sender or "?"})
    item = docket.item(ItemKind.WRONG_SENDER, unit=unit, files=docket.mail.file_names)
    return MailOutcome(
        fate=MailFate.LISTED, unit=unit.code, answer=MailAnswer(unit=unit, problems=(other,)), items=[item]
    )


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}".replace(".", ",")

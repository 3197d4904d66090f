"""What a unit does on its own page: each is one act that rests on the session of whoever does it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.delegates import DelegateList
from emulation_workflow.domain.errors import Problem, ProblemCode, RecordAltered, RecordChanged, Rejected
from emulation_workflow.domain.findings import Finding
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from emulation_workflow.domain.submissions import (
    DRAFTS_KEPT_FOR,
    Attachment,
    FormDraft,
    PlanVersion,
    ResultReport,
    ResultVersion,
    Typed,
    UnitForm,
    UnitPlan,
)
from emulation_workflow.office.delegates import list_receipt
from emulation_workflow.office.delegates.list_receipt import ListReceived
from emulation_workflow.office.difficulties.handling import raise_within
from emulation_workflow.office.entrance.people import Visitor
from emulation_workflow.office.entrance.sign_in import session_in
from emulation_workflow.office.intake import IncomingFile, Received, receive_file_within
from emulation_workflow.office.office import Office
from emulation_workflow.office.plans import plan_receipt
from emulation_workflow.office.results import report_receipt
from emulation_workflow.ports import Transaction

MOST_A_DAY = 30
"""Versions of plan and report that one unit may hand in on its page in a day."""


def hand_in(office: Office, session: str, unit_code: str, file: IncomingFile, form: UnitForm) -> Received:
    """Receive the plan or report in a file from whoever of the unit is in this session.

    Rejected for another unit's form, and beyond MOST_A_DAY; else as `intake.receive_file`.
    """
    with office.store.act() as record:
        visitor = _ensured(record, office, session, unit_code, form)
        received = receive_file_within(record, office, file, form, channel=Channel.PAGE)
        version = received.version.version
        _note(record, office, visitor, "handed_in", unit=unit_code, version=version, file=file.sha256)
        return received


def hand_in_typed(
    office: Office,
    session: str,
    unit_code: str,
    form: UnitForm,
    *,
    mark: str,
    draft: FormDraft | None,
    files: Sequence[IncomingFile] = (),
) -> Received:
    """Receive the plan or report that was typed, with files that belong to it; its draft, of this form, is over.

    `draft` is the one that the form was read from. RecordChanged if it is another by now; Rejected as `hand_in`.
    """
    with office.store.act() as record:
        visitor = _ensured(record, office, session, unit_code, form)
        if _own_draft(record, office, unit_code, mark) != draft:
            raise RecordChanged
        kept = [
            (Attachment(name=file.name, size=len(file.content), sha256=file.sha256), file.content) for file in files
        ]
        whole = _with_attachments(form, [attachment for attachment, _ in kept])
        received: Received
        if isinstance(whole, ResultReport):
            received = report_receipt.receive_within(record, office, whole, channel=Channel.PAGE, files=kept)
        else:
            received = plan_receipt.receive_within(record, office, whole, channel=Channel.PAGE, files=kept)
        record.drafts.drop(unit_code, mark)
        _note(record, office, visitor, "handed_in", unit=unit_code, version=received.version.version)
        return received


def preview_form(office: Office, form: UnitForm) -> Sequence[Finding]:
    """Return what would be found in the plan or report today. Rejected as it would be then."""
    if isinstance(form, UnitPlan):
        return plan_receipt.preview_plan(office, form)
    return report_receipt.preview_report(office, form)


def draft_of(office: Office, unit_code: str, mark: str) -> FormDraft | None:
    """Return the unit's draft of this form; None if there is none, or it is of who bore the code before."""
    with office.store.look() as record:
        return _own_draft(record, office, unit_code, mark)


def save_draft(
    office: Office, session: str, unit_code: str, mark: str, change: Callable[[FormDraft | None], Typed]
) -> Typed:
    """Keep what `change` makes of the draft as it is by then, whoever of the unit has saved it meanwhile."""
    with office.store.act() as record:
        visitor, at = _of_unit(record, office, session, unit_code), office.clock.now()
        typed = change(_own_draft(record, office, unit_code, mark))
        record.drafts.put(FormDraft(unit=unit_code, form=mark, typed=typed, saved_at=at, saved_by=visitor.address))
        record.drafts.forget(at - DRAFTS_KEPT_FOR)
        return typed


def drop_draft(office: Office, session: str, unit_code: str, mark: str, *, draft: FormDraft | None) -> None:
    """Forget what was typed. RecordChanged if it is not this draft any more: somebody has typed on."""
    with office.store.act() as record:
        _of_unit(record, office, session, unit_code)
        with suppress(RecordAltered):  # What was changed behind the program's back can be given up, but not sent.
            if _own_draft(record, office, unit_code, mark) != draft:
                raise RecordChanged
        record.drafts.drop(unit_code, mark)


def raise_on_page(office: Office, session: str, unit_code: str, words: str) -> bool:
    """Record what the unit asks help with; False if it is known already."""
    if not words:
        raise Rejected(Problem(code=ProblemCode.DIFFICULTY_WORDS_MISSING))
    with office.store.act() as record:
        visitor = _of_unit(record, office, session, unit_code)
        return raise_within(
            record,
            office,
            unit=unit_code,
            words=words,
            raised_on=office.clock.now().date(),
            source="",
            by=visitor.actor,
            channel=Channel.PAGE,
        )


def hand_in_list(office: Office, session: str, delegate_list: DelegateList) -> ListReceived:
    """Receive the unit's delegate list, as `list_receipt.receive_list`."""
    with office.store.act() as record:
        visitor = _of_unit(record, office, session, delegate_list.unit)
        return list_receipt.receive_within(record, office, delegate_list, by=visitor.actor, channel=Channel.PAGE)


def _of_unit(record: Transaction, office: Office, session: str, unit_code: str) -> Visitor:
    """Return who is in the session, who must be of the unit still: between page and act a day may have passed."""
    visitor = session_in(record, office, session)
    if visitor is None or not visitor.is_of(unit_code):
        raise Rejected(Problem(code=ProblemCode.SESSION_OVER))
    return visitor


def _ensured(record: Transaction, office: Office, session: str, unit_code: str, form: UnitForm) -> Visitor:
    """Return who hands in the form, which must be of their own unit, and not the hundredth of the day."""
    visitor = _of_unit(record, office, session, unit_code)
    unit = office.bound_unit(record.register, unit_code, office.clock.now().date())
    if form.unit != unit_code:
        params = {"unit": unit.name, "found": form.unit}
        raise Rejected(Problem(code=ProblemCode.PLAN_OF_ANOTHER_UNIT, params=params))
    _ensure_not_too_many(record, office, unit_code)
    return visitor


def _ensure_not_too_many(record: Transaction, office: Office, unit_code: str) -> None:
    today = office.clock.now().date()
    versions: list[PlanVersion | ResultVersion] = [
        *record.plans.versions(unit_code),
        *record.reports.versions(unit_code),
    ]
    sent = sum(version.channel == Channel.PAGE and version.received_at.date() == today for version in versions)
    if sent >= MOST_A_DAY:
        raise Rejected(Problem(code=ProblemCode.HANDED_IN_TOO_OFTEN, params={"most": MOST_A_DAY}))


def _with_attachments(form: UnitForm, attachments: Sequence[Attachment]) -> UnitForm:
    if not attachments:
        return form
    if isinstance(form, ResultReport):
        return replace(form, conference=replace(form.conference, attachments=tuple(attachments)))
    return replace(form, attachments=tuple(attachments))


def _own_draft(record: Transaction, office: Office, unit_code: str, mark: str) -> FormDraft | None:
    draft, unit = record.drafts.get(unit_code, mark), record.register.unit(unit_code, office.clock.now().date())
    is_own = draft is not None and unit is not None and unit.is_valid_on(draft.saved_at.date())
    return draft if is_own else None


def _note(
    record: Transaction, office: Office, visitor: Visitor, what: str, *, unit: str, version: int, **details: object
) -> None:
    """Write down who of the unit it was: the row of the receipt says that it came from the unit."""
    record.ledger.append(
        LedgerEntry(
            kind=LedgerKind.SIGN_IN,
            at=office.clock.now(),
            actor=visitor.actor,
            what=what,
            unit=unit,
            channel=Channel.PAGE,
            version=version,
            details={"address": visitor.address, **details},
        )
    )

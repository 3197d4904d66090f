"""A document that one recorder entered counts once a second pair of eyes confirmed its very words."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from emulation_workflow.domain.approval.codes import MAX_WRONG_ANSWERS, CodeIssue, new_ref
from emulation_workflow.domain.approval.entries import (
    Check,
    DocumentEntry,
    PendingDocument,
    PendingState,
    answer_of,
)
from emulation_workflow.domain.approval.transitions import CONFIRMATION, CaseAnswer, Channel
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.mail import LetterKind
from emulation_workflow.domain.record.ledger import LedgerKind
from emulation_workflow.domain.registers import Decider, Official, is_same_person, searchable
from emulation_workflow.messages.days import at_words
from emulation_workflow.messages.screens.entries import CHECKS, entry_rows
from emulation_workflow.office.approval import letters
from emulation_workflow.office.approval.answer_outcomes import AnswerOutcome, apply_decision, refuse_entry
from emulation_workflow.office.approval.docket import Docket, docket
from emulation_workflow.office.approval.judgement import Judged, is_namesake, is_of_unit, judge_document, of_own_unit
from emulation_workflow.office.approval.opened_case import open_docket
from emulation_workflow.office.approval.pending_documents import (
    clerk_of,
    clerk_today,
    details,
    lapse_stale,
    settle,
    why_not_pending,
)
from emulation_workflow.office.approval.people_named import Clerks, tell_of_entry
from emulation_workflow.office.authority import find_decider
from emulation_workflow.office.codes import CodePurpose, issue_for, judge_entry, last_of_each, refuse_too_many
from emulation_workflow.office.letters.returned import is_doubted
from emulation_workflow.office.office import Office

_WHAT = {Check.CONFIRM: "paper_confirmed", Check.REFUSE: "paper_refused", Check.TAKE_BACK: "paper_taken_back"}


def is_needed(docket: Docket, signer: Official, clerk: Official) -> bool:
    """Return whether a document by this signer needs one: by the campaign, and where the signer could not be told.

    Also where `clerk`, who enters it, has the name of whoever signed or sent the plan.

    To confirm that what an opinion asked for is done clears the plan as the opinion would: the opinion's word holds.
    """
    gate, stage = docket.gate, docket.case.stage
    step = gate.asking if stage == CONFIRMATION else gate.step(stage)
    is_asked = (step is not None and step.needs_second_pair) or is_namesake(docket, clerk)
    return is_asked or not _has_good_address(docket, signer)


def others(docket: Docket, signer: str, clerk: Official) -> Sequence[Decider]:
    """Return who may confirm what `clerk` entered: other recorders, and the signer if still entitled today."""
    signing = find_decider(docket.deciders(), signer)
    people = {person.official.number: person for person in (*docket.recorders(), *((signing,) if signing else ()))}
    return [
        person
        for person in people.values()
        if not (is_same_person(person.official, clerk) or _is_biased(docket, person.official))
        and _has_good_address(docket, person.official)
    ]


def _is_biased(docket: Docket, official: Official) -> bool:
    return is_of_unit(docket, official) or is_namesake(docket, official)


def _has_good_address(docket: Docket, official: Official) -> bool:
    record, email = docket.record, official.email
    return bool(email) and record.inbox.takes_letters(email) and not is_doubted(record, email)


def ask_for(docket: Docket, entry: DocumentEntry, clerks: Clerks, sha256: str) -> None:
    """Keep the document as pending, and write to who may confirm or refuse it and to who may take it back."""
    case, clerk = docket.case, clerks.entered_by
    document = PendingDocument(
        ref=new_ref(case.unit),
        unit=case.unit,
        stage=case.stage,
        version=case.version,
        sha256=sha256,
        act=entry.act.value,
        signer=entry.signer,
        entered_by=entry.entered_by,
        paper_number=entry.paper.number,
        paper_signed_on=entry.paper.signed_on,
        paper_signer=entry.paper.signer,
        reason=entry.reason,
        fixed_day=entry.fixed_day,
        entered_at=docket.at,
        address=clerks.code_sent_to,
        entered_by_name=clerk.name,
    )
    docket.record.cases.add_pending(document)
    row = docket.record.ledger.append(
        docket.entry(
            LedgerKind.ENTRY,
            actor=clerk.number,
            what="paper_entered",
            channel=Channel.PAPER,
            **details(document),
            code_sent_to=clerks.code_sent_to,
        )
    )
    ask_those_without_code(docket)
    tell_of_entry(docket, row, "paper_entered", entry, _named(docket, document, clerks))


def ask_those_without_code(docket: Docket, *, anew: Collection[str] = ()) -> None:
    """Write to everybody who may answer about a pending document and has no code for it under their present standing.

    `anew`: who is written to whatever they have, as their codes are void.
    """
    lapse_stale(docket)
    for document in docket.record.cases.pending(docket.unit.code):
        # Of the one who entered it the used code for the entry itself is the first.
        last = last_of_each(issue for issue in _issues(docket, document) if not issue.used)
        own = clerk_today(docket, document)
        asked = [(person, (Check.CONFIRM, Check.REFUSE)) for person in others(docket, document.signer, document.clerk)]
        for person, checks in (*asked, *([(own, (Check.TAKE_BACK,))] if own else [])):
            number = person.official.number
            if number in anew or number not in last or last[number].standing != person.standing:
                _send_codes(docket, document, person, checks)


def ask_again(docket: Docket, sha256: str) -> bool:
    """Send new codes for the document of these words; return whether it waits. Rejected: too many codes in a day.

    With the new codes the counting of wrong ones begins anew.
    """
    lapse_stale(docket)
    document = next(
        (document for document in docket.record.cases.pending(docket.unit.code) if document.sha256 == sha256), None
    )
    if document is None:
        return False
    issues = _issues(docket, document)
    people = {issue.official for issue in issues}
    refuse_too_many(docket.office, issues, people, docket.at)
    docket.record.cases.reset_wrong_answers(document.unit, stage=document.sha256, version=document.version)
    ask_those_without_code(docket, anew=people)
    return True


def _issues(docket: Docket, document: PendingDocument) -> Sequence[CodeIssue]:
    return docket.record.cases.codes(document.unit, stage=document.sha256, version=document.version)


def _send_codes(docket: Docket, document: PendingDocument, person: Decider, checks: Sequence[Check]) -> None:
    issue = issue_for(docket.record, _purpose(document), person, docket.at)
    content = {
        "rows": _rows(docket, document),
        "answers": [{"act": check.value, "name": CHECKS[check]} for check in checks],
        "entered_by": document.entered_by_name,
        "entered_at": at_words(document.entered_at),
        "is_own": Check.TAKE_BACK in checks,
        "is_signer": person.official.number == document.signer,
        "max_attempts": MAX_WRONG_ANSWERS,
    }
    letters.post_to_person(docket, person, LetterKind.PAPER_TO_CONFIRM, issue, content)


def check_paper(
    office: Office, unit_code: str, *, number: str, by: str, check: Check, code: str, reason: str = ""
) -> AnswerOutcome:
    """Confirm or refuse the pending document with this number, or take it back, with one's own code for just that.

    One transaction. A confirmed document is judged once more and then counts as if it were entered now.
    """
    with open_docket(office, unit_code) as docket:
        lapse_stale(docket)
        document = pending_paper(docket, number)
        if document is None:
            problem = Problem(code=why_not_pending(docket, number), params={"number": number})
            return refuse_entry(docket, Judged(problems=(problem,)), what=_WHAT[check], claimed=by)
        person, judged = _judge(docket, document, by, check, code)
        if person is None or judged.problems or judged.issue is None:
            return refuse_entry(docket, judged, what=_WHAT[check], claimed=by)
        clerk = clerk_of(docket, document)
        docket.record.cases.use_code(judged.issue.ref)
        if check is Check.CONFIRM:
            clerks = Clerks(
                entered_by=clerk,
                code_sent_to=document.address,
                confirmed_by=person.official,
                confirmation_sent_to=judged.issue.address,
            )
            settle(docket, document, PendingState.CONFIRMED, by)
            return apply_decision(docket, _answer(docket, document), judged, channel=Channel.PAPER, clerks=clerks)
        what = _WHAT[check]
        settle(docket, document, PendingState.REFUSED if check is Check.REFUSE else PendingState.WITHDRAWN, by)
        docket.record.cases.void_codes(document.unit, stage=document.sha256)
        checked = {**details(document), "checked_because": reason, "code_sent_to": judged.issue.address}
        row = docket.record.ledger.append(
            docket.entry(LedgerKind.ENTRY, actor=by, what=what, channel=Channel.PAPER, **checked)
        )
        people = _named(docket, document, Clerks(entered_by=clerk, code_sent_to=document.address))
        if check is Check.REFUSE:
            people.append(("confirmer", person.official, judged.issue.address))
        tell_of_entry(docket, row, what, document.entry, people)
        return AnswerOutcome(case=docket.case, applied=True, decider=person)


def check_as_signer(office: Office, unit_code: str, *, number: str, check: Check, code: str) -> AnswerOutcome:
    """Do the same with the code that its signer was sent, and with nobody else's."""
    with office.store.look() as record:
        waiting = [paper for paper in record.cases.pending(unit_code) if paper.paper_number == number]
    by = waiting[0].signer if waiting else ""
    return check_paper(office, unit_code, number=number, by=by, check=check, code=code)


def pending_words(office: Office, unit_code: str, number: str) -> list[dict[str, str]]:
    """Return the very words of the pending document with this number. Rejected if there is none."""
    with office.store.look() as record:
        at = office.clock.now()
        file = docket(record, office, office.bound_unit(record.register, unit_code, at.date()), at)
        document = pending_paper(file, number)
        if document is None:
            raise Rejected(Problem(code=ProblemCode.PAPER_NOT_PENDING, params={"number": number}))
        return _rows(file, document)


def pending_paper(docket: Docket, number: str) -> PendingDocument | None:
    """Return the document with this number that waits for a second pair of eyes."""
    waiting = docket.record.cases.pending(docket.unit.code)
    return next((document for document in waiting if searchable(document.paper_number) == searchable(number)), None)


def waits_in_other_words(docket: Docket, number: str, sha256: str) -> bool:
    """Return whether a document with this number waits that says something else, or was entered by somebody else.

    Of two that wait under one number nobody could say which they mean.
    """
    lapse_stale(docket)
    document = pending_paper(docket, number)
    return document is not None and document.sha256 != sha256


def _judge(
    docket: Docket, document: PendingDocument, by: str, check: Check, code: str
) -> tuple[Decider | None, Judged]:
    """Judge who answers, with which code, and, where it is confirmed, the document itself."""
    signing = find_decider(docket.deciders(), document.signer)
    person = find_decider((*docket.recorders(), *((signing,) if signing else ())), by)
    own = clerk_today(docket, document)
    if person is None or (check is Check.TAKE_BACK and (own is None or by != own.official.number)):
        return None, Judged(problems=(Problem(code=ProblemCode.NOT_A_RECORDER, where=by),))
    issue, problems = judge_entry(
        docket.record,
        docket.office,
        _purpose(document),
        person,
        code,
        act=check.value,
        acts=[known.value for known in Check],
    )
    if check is not Check.TAKE_BACK and is_same_person(person.official, document.clerk):
        problems += (Problem(code=ProblemCode.OWN_CHECK, params={"name": person.official.name}),)
    if check is Check.CONFIRM and _is_biased(docket, person.official):
        problems += (of_own_unit(docket, person.official),)
    if check is not Check.CONFIRM:
        return person, Judged(decider=person, issue=issue, problems=problems)
    judged = judge_document(docket, _answer(docket, document), document.signer)
    return person, replace(judged, issue=issue, problems=problems + judged.problems)


def _answer(docket: Docket, document: PendingDocument) -> CaseAnswer:
    return answer_of(docket.case, document.entry)


def _purpose(document: PendingDocument) -> CodePurpose:
    return CodePurpose(subject=document.unit, sha256=document.sha256, version=document.version)


def _rows(docket: Docket, document: PendingDocument) -> list[dict[str, str]]:
    signer = docket.record.register.official(document.signer)
    return entry_rows(
        document.entry,
        docket.gate,
        unit_name=docket.unit.name,
        version=document.version,
        official=signer.name if signer else "",
    )


def _named(docket: Docket, document: PendingDocument, clerks: Clerks) -> list[tuple[str, Official, str]]:
    signer = docket.record.register.official(document.signer)
    return [*clerks.named(), *([("signer", signer, "")] if signer else [])]

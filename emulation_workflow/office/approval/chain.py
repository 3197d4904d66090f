"""The gated pilots' chain: answers are judged by the record, applied once or refused, and always written down."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from emulation_workflow.domain.approval.transitions import Case, CaseAnswer, Channel
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.record.ledger import LedgerKind
from emulation_workflow.domain.registers import Unit
from emulation_workflow.office.approval.answer_outcomes import AnswerOutcome, apply_decision, ask_again, refuse_answer
from emulation_workflow.office.approval.decision_requests import reissue_codes, renew_typed, request_decisions
from emulation_workflow.office.approval.docket import Docket, docket, former_runs
from emulation_workflow.office.approval.judgement import Judged, judge
from emulation_workflow.office.approval.opened_case import begun_anew, open_docket
from emulation_workflow.office.approval.second_pair import ask_those_without_code
from emulation_workflow.office.office import Office
from emulation_workflow.office.refusals import reasons
from emulation_workflow.ports import Transaction


def case_of(office: Office, unit_code: str) -> Case:
    """Return the gated pilot's case as the record has it, at DRAFTING if nothing came yet. Rejected for other units.

    Where another unit bears the code since, its case begins.
    """
    with office.store.look() as record:
        case, unit = record.cases.get(unit_code), record.register.unit(unit_code, office.clock.now().date())
    if case is not None and (unit is None or case.is_of(unit)):
        return case
    with open_docket(office, unit_code) as docket:
        return docket.case


def cases(office: Office) -> Sequence[Case]:
    """Return every case, settled ones too."""
    return office.read(lambda record: record.cases.all())


def has_to_pass(office: Office, unit_code: str) -> bool:
    """Return whether this unit's plan has to pass the gate today; a case of another stands still."""
    return office.read(lambda record: office.is_gated(record, unit_code))


def former_runs_of(office: Office, unit_code: str) -> set[str]:
    """Return the runs that were at the cases of units that bore the code before."""
    return office.read(lambda record: former_runs(record, unit_code))


def pilot_of_run(office: Office, run_id: str) -> str | None:
    """Return the code of the gated pilot whose case this run is, or was, at; whatever the unit's name is now."""
    with office.store.look() as record:
        codes = [case.unit for case in record.cases.all() if case.run_id == run_id]
        gated = office.plan_in_force(record).gated_units
        return next(iter(codes), None) or next((code for code in gated if run_id in former_runs(record, code)), None)


def assign_run(office: Office, unit_code: str, run_id: str) -> Case:
    """Note which run is at the case, and write to anybody who has become entitled to act since; one transaction.

    A run that was at the case of a unit which bore the code before gets no other.
    """
    with open_docket(office, unit_code) as docket:
        if run_id in former_runs(docket.record, unit_code):
            return docket.case
        if docket.case.run_id != run_id:
            docket = docket.write(replace(docket.case, run_id=run_id))  # noqa: PLW2901 - the same case, later
        request_decisions(docket)
        ask_those_without_code(docket)
        return docket.case


def ask_in_open_cases(record: Transaction, office: Office, changed: Collection[str], at: datetime) -> None:
    """Void every code of these officials, and write to whoever may act now in the cases under way.

    Within the act that changed the register. A case whose unit the plan binds no more is left alone.
    """
    record.cases.void_codes_of(changed)
    for opened in _open_cases(record, office, at):
        request_decisions(opened, anew=changed)
        ask_those_without_code(opened, anew=changed)


def ask_about_changed_units(
    record: Transaction, office: Office, changed: Sequence[tuple[Unit, Unit]], at: datetime
) -> None:
    """Void the codes of who may act no more since a unit is another, as below another unit, and write to who may now.

    Within the act that changed the register; `changed`: each unit as it was and as it is.
    """
    for opened in _open_cases(record, office, at):
        former = next((old for old, new in changed if new == opened.unit), None)
        if former is not None:
            before, now = _acting(replace(opened, unit=former)), _acting(opened)
            for number, stage in sorted(before - now, key=str):
                record.cases.void_codes(opened.unit.code, official=number, stage=stage)
            come = {number for number, _ in now - before}
            request_decisions(opened, anew=come)
            ask_those_without_code(opened, anew=come)


def _acting(opened: Docket) -> set[tuple[str, str | None]]:
    """Return who decides at this stage, and who acts in the case at all, by number."""
    deciding = {person.official.number for person in opened.deciders()}
    acting = deciding | {person.official.number for person in opened.recorders()}
    return {(number, opened.case.stage) for number in deciding} | {(number, None) for number in acting}


def _open_cases(record: Transaction, office: Office, at: datetime) -> Iterator[Docket]:
    if office.campaign.gate is None:
        return
    for case in record.cases.all():
        unit = record.register.unit(case.unit, at.date())
        if unit is not None and office.is_gated(record, case.unit):
            yield begun_anew(docket(record, office, unit, at))


def decide(office: Office, unit_code: str, answer: CaseAnswer) -> AnswerOutcome:
    """Judge an answer given in a run's form and apply it, or write down why not; one transaction.

    Never raises for a bad answer.
    """
    return _decide(office, unit_code, answer, Channel.RUN_FORM)


def decide_on_page(
    office: Office, unit_code: str, answer: CaseAnswer, *, signed_in: Collection[str] | None = None
) -> AnswerOutcome:
    """Judge an answer given on a page of our own as `decide` does; whatever question is asked by now is answered.

    No such answer lies anywhere else before it is read: one that is refused spends no code, and the run's question
    stays. `signed_in`: the numbers of whoever is signed in, for whom nobody else's code counts; None where a letter's
    link led to the page.
    """
    return _decide(office, unit_code, answer, Channel.PAGE, signed_in)


def _decide(
    office: Office, unit_code: str, answer: CaseAnswer, channel: Channel, signed_in: Collection[str] | None = None
) -> AnswerOutcome:
    with open_docket(office, unit_code) as docket:
        if channel is Channel.PAGE:
            answer = replace(answer, question_number=docket.case.question_number)
        judged = judge(docket, answer)
        if signed_in is not None and judged.issue is not None and judged.issue.official not in signed_in:
            problems = (Problem(code=ProblemCode.CODE_OF_ANOTHER),)
            judged = Judged(issue=judged.issue, problems=problems, signed_in=", ".join(sorted(signed_in)))
        if judged.problems:
            return refuse_answer(docket, answer, judged, channel=channel)
        return apply_decision(docket, answer, judged, channel=channel)


def refuse_unreadable(
    office: Office,
    unit_code: str,
    *,
    stage: str,
    version: int,
    question_number: int,
    problems: tuple[Problem, ...] = (Problem(code=ProblemCode.ANSWER_UNREADABLE),),
    code: str = "",
) -> Case:
    """Write down, in one transaction, an answer that cannot be judged, and ask again.

    Such an answer is empty, not by today's form, or not the only one to its question. One to an earlier question (by
    `question_number`) is written down and moves nothing. The `code` in it is spent.
    """
    with open_docket(office, unit_code) as docket:
        told = (*problems, *renew_typed(docket, code))
        entry = docket.entry(LedgerKind.REFUSED, actor="unknown", what="answer", channel=Channel.RUN_FORM)
        docket.record.ledger.append(
            replace(entry, version=version, details={"stage": stage, **reasons(told, docket.office.campaign)})
        )
        return docket.case if question_number != docket.case.question_number else ask_again(docket)


def reissue(office: Office, unit_code: str, *, official: str | None = None) -> int:
    """Send new codes to all who may act at the case's stage, or to one official (by number); return how many.

    One transaction. Rejected("no_code_due") if nobody there is entitled to one.
    """
    with open_docket(office, unit_code) as docket:
        count = reissue_codes(docket, only=official)
        if count == 0:
            raise Rejected(
                Problem(code=ProblemCode.NO_CODE_DUE, params={"unit": docket.unit.name, "stage": docket.stage_name})
            )
        return count

"""Which letters an act causes, to whom, under which key: posted in the act's transaction, with the context of then.

What the plan version they are about says is not part of that context: `delivery.rendering` adds it.
"""

from collections.abc import Collection, Iterable, Sequence

from emulation_workflow.domain.approval.codes import MAX_WRONG_ANSWERS, CodeIssue
from emulation_workflow.domain.approval.decisions import Decision, decisions
from emulation_workflow.domain.approval.transitions import (
    CLEARED,
    DECISIONS,
    DRAFTING,
    Act,
    Case,
    CaseAnswer,
    Channel,
    stage_name,
)
from emulation_workflow.domain.mail import Addressee, Letter, LetterKind
from emulation_workflow.domain.orders.in_force import terms_of
from emulation_workflow.domain.record.ledger import LedgerKind
from emulation_workflow.domain.record.plain_json import from_json
from emulation_workflow.domain.registers import Decider, Official, Unit, formal_name
from emulation_workflow.domain.submissions import PlanVersion, ResultVersion
from emulation_workflow.messages.days import at_words
from emulation_workflow.messages.labels import CHANNELS
from emulation_workflow.messages.names import decision_words, filled
from emulation_workflow.messages.order_words import when_and_by_whom
from emulation_workflow.office.approval.docket import Docket, standing
from emulation_workflow.office.approval.letters_of_acts import letter_of
from emulation_workflow.office.approval.question import question_at_stage
from emulation_workflow.office.authority import deciders
from emulation_workflow.office.letters import letter_context
from emulation_workflow.office.letters.posting import addressee_of, copies, enqueue, is_own_office
from emulation_workflow.office.office import Office
from emulation_workflow.office.reminders.lessons import attach_lessons_to_letter
from emulation_workflow.ports import Transaction

ACKNOWLEDGED_TO = "acknowledged_to"
"""What a sealed row of a receipt calls the address to which it is told."""


def acknowledge_plan(record: Transaction, office: Office, unit: Unit, version: PlanVersion, case: Case | None) -> None:
    """Tell the unit that its plan was received, with the findings in words; not the office that received it."""
    if is_own_office(office.campaign, unit):
        return
    content = {
        "gated": case is not None,
        "received_on": letter_context.day(version.received_at),
        "received_by": filled(CHANNELS[Channel(version.channel)], office.campaign),
        "stage_name": stage_name(office.gate, case.stage) if case else "",
    }
    at = version.received_at
    letter = Letter(
        key=_key(office, unit, LetterKind.PLAN_RECEIVED, version.version),
        kind=LetterKind.PLAN_RECEIVED,
        to=(_unit_addressee(unit),),
        cc=copies(record, office, unit, LetterKind.PLAN_RECEIVED, at),
        unit=unit.code,
        version=version.version,
        context={"addressees": [letter_context.to_unit(office.campaign, unit)], **content},
    )
    enqueue(record, letter, at=at)
    attach_lessons_to_letter(record, office, unit=unit.code, key=letter.key, at=at)


def acknowledged_to(docket: Docket, version: PlanVersion) -> Collection[str]:
    """Return the addresses, as they were then, that were told that this version was received.

    The letter itself gives no authority, and so may have been changed; the sealed row says the same, since it does so.
    """
    bodies = (from_json(row.body) for row in docket.record.ledger.entries(unit=docket.unit.code))
    of_row = {
        body["facts"].get(ACKNOWLEDGED_TO, "")
        for body in bodies
        if body["kind"] == LedgerKind.PLAN and body["version"] == version.version
    }
    key = _key(docket.office, docket.unit, LetterKind.PLAN_RECEIVED, version.version)
    return {*docket.record.letters.addresses(key), *of_row} - {""}


def acknowledge_report(
    record: Transaction, office: Office, unit: Unit, version: ResultVersion, *, written_to: Unit
) -> None:
    """Tell the unit, or who succeeded it, that its report was received, with the findings in words.

    Not the office that received it.
    """
    if is_own_office(office.campaign, written_to):
        return
    at, kind = version.received_at, LetterKind.RESULT_RECEIVED
    letter = Letter(
        key=_key(office, unit, kind, version.version),
        kind=kind,
        to=(_unit_addressee(written_to),),
        cc=copies(record, office, unit, kind, at),
        unit=unit.code,
        version=version.version,
        context={
            "addressees": [letter_context.to_unit(office.campaign, written_to)],
            "unit_name": formal_name(office.campaign, unit),
            "basis": letter_context.basis(office.plan_in_force(record), unit),
            "received_on": letter_context.day(at),
            "received_by": filled(CHANNELS[Channel(version.channel)], office.campaign),
        },
    )
    record.letters.post(letter, at=at)


def request_decision(docket: Docket, decider: Decider, earlier: Sequence[Decision], *, to: str = "") -> None:
    """Ask one official for the decision that is due at this stage; `earlier` are the decisions that count already.

    It is one letter to each; `to` names an address other than the first that was written to.
    """
    campaign = docket.office.campaign
    version = docket.version()
    content = {
        **question_at_stage(docket),
        **letter_context.no_due_day(),
        "role_name": campaign.role(docket.role or "").name,
        "decisions": [letter_context.decision(campaign, decision) for decision in earlier],
    }
    kind = LetterKind.DECISION_ASKED
    parts = (docket.case.stage, decider.official.number, *((to,) if to else ()))
    key = _key(docket.office, docket.unit, kind, version.version, *parts)
    _post_to_person(docket, decider, kind, key, content)


def send_confirmation_code(docket: Docket, decider: Decider, issue: CodeIssue, *, reissued: bool) -> None:
    """Send one person their codes, one for each answer, in a letter to that person's address alone."""
    named = decision_words(docket.gate, docket.case.stage)
    content = {
        **question_at_stage(docket),
        "role_name": docket.office.campaign.role(docket.role or "").name,
        "answers": [{"act": act.value, "name": name} for act, name in named.items()],
        "reissued": reissued,
        "max_attempts": MAX_WRONG_ANSWERS,
    }
    kind = LetterKind.CONFIRMATION_CODE
    key = _key(docket.office, docket.unit, kind, issue.version, issue.ref)
    _post_to_person(docket, decider, kind, key, content, code_ref=issue.ref)


def post_to_person(
    docket: Docket, person: Decider, kind: LetterKind, issue: CodeIssue, content: letter_context.Context
) -> None:
    """Send one person the code of something that was entered about the plan, to that person's address alone."""
    key = _key(docket.office, docket.unit, kind, issue.version, issue.ref)
    named = {"unit_name": formal_name(docket.office.campaign, docket.unit), "basis": [], **content}
    _post_to_person(docket, person, kind, key, named, code_ref=issue.ref)


def notify_of_decision(docket: Docket, version: PlanVersion, act: Act) -> None:
    """Tell the unit what was decided: that its plan came back, what must change, or that it may proceed.

    LookupError for an act that is no decision.
    """
    if act not in DECISIONS:
        raise LookupError(f"{act} is no decision")
    kind = letter_of(act)
    if kind is LetterKind.CLEARED and docket.case.stage != CLEARED:
        return
    campaign = docket.office.campaign
    taken = decisions(docket.record.ledger.entries(unit=docket.unit.code))
    fixed = {"fixed_day": letter_context.day(docket.case.fixed_day), "fixed_by": docket.case.fixed_by}
    ahead = {
        "decision": letter_context.decision(campaign, taken[-1]),
        "next_version": version.version + 1,
        **letter_context.no_due_day(),
    }
    match kind:
        case LetterKind.SENT_BACK:
            back_to = "drafting" if docket.case.stage == DRAFTING else "revision"
            content = {**ahead, "back_to": back_to, "asked_changes": docket.case.asked_changes}
        case LetterKind.CHANGES_ASKED:
            content = {**ahead, **fixed, "confirmed_by": campaign.role(docket.gate.confirmed_by).name}
        case LetterKind.DISAGREED:
            content = ahead
        case LetterKind.CLEARED:
            stood = [letter_context.decision(campaign, decision) for decision in standing(taken, docket.case)]
            content = {**fixed, **_terms_of_conference(docket), "decisions": stood}
        case _:
            raise LookupError(f"a letter {kind} tells of no decision")
    _post_to_unit(docket, kind, version, content)


def notify_of_withdrawal(docket: Docket, answer: CaseAnswer) -> None:
    """Tell everybody who has dealt with the plan, by rank, and the unit, that it was taken back or changed."""
    roles = dict.fromkeys([*(step.role for step in reversed(docket.gate.steps)), docket.gate.confirmed_by])
    involved = [
        decider.official
        for role in roles
        for decider in deciders(docket.record.register, docket.office.campaign, role, docket.unit, docket.today)
    ]
    content = {
        "by": {"name": answer.paper.signer, "title": "", "on_behalf_of": ""},
        "withdrawn_on": letter_context.day(answer.paper.signed_on or docket.at),
        "reason": answer.reason,
        "stage_name": docket.stage_name,
        "was_cleared": docket.case.stage == CLEARED,
    }
    _post_to_officials(docket, involved, LetterKind.WITHDRAWN, content, cc=(_unit_addressee(docket.unit),))


def notify_codes_locked(docket: Docket, wrong: int) -> None:
    """Tell the officials of the stage that its codes are void after too many wrong ones."""
    campaign = docket.office.campaign
    holders = [decider.official for decider in (*docket.deciders(), *docket.recorders())]
    content = {
        "role_name": campaign.role(docket.role or docket.gate.recorded_by).name,
        "asks": question_at_stage(docket)["asks"],
        "stage_name": docket.stage_name,
        "wrong_answers": wrong,
        "locked_on": at_words(docket.at),
    }
    _post_to_officials(docket, holders, LetterKind.CODES_LOCKED, content)


def _terms_of_conference(docket: Docket) -> letter_context.Context:
    """Return when the conference may be held and which clause says so, and the one that asks for lessons of a pilot."""
    pilot, campaign = docket.pilot, docket.office.campaign
    terms = terms_of(campaign, docket.unit, docket.record.orders.all(), on=docket.today)
    rule = campaign.window_rule(terms.level, pilot) if terms.level and not terms.is_by_order else ""
    asked = pilot.lessons_rule if pilot else ""
    return {
        "window_words": when_and_by_whom(terms) if terms.window or terms.is_by_order else "",
        "window_clause": campaign.rule(rule).clause if rule else "",
        "lessons": [letter_context.clause(campaign, asked)] if asked else [],
    }


def _post_to_person(
    docket: Docket,
    decider: Decider,
    kind: LetterKind,
    key: str,
    content: letter_context.Context,
    *,
    code_ref: str = "",
) -> None:
    """Post a letter to one official alone: a letter with a code is copied to nobody."""
    official, principal = decider.official, decider.on_behalf_of
    cc = () if code_ref else copies(docket.record, docket.office, docket.unit, kind, docket.at)
    letter = Letter(
        key=key,
        kind=kind,
        to=(addressee_of(official),),
        cc=cc,
        unit=docket.unit.code,
        version=docket.case.version,
        code_ref=code_ref,
        context={
            "addressees": [letter_context.to_official(official)],
            "on_behalf_of": principal.name if principal else "",
            **content,
        },
    )
    enqueue(docket.record, letter, at=docket.at)


def _post_to_unit(docket: Docket, kind: LetterKind, version: PlanVersion, content: letter_context.Context) -> None:
    letter = Letter(
        key=_key(docket.office, docket.unit, kind, version.version, f"w{docket.case.question_number}"),
        kind=kind,
        to=(_unit_addressee(docket.unit),),
        cc=copies(docket.record, docket.office, docket.unit, kind, docket.at),
        unit=docket.unit.code,
        version=version.version,
        context={"addressees": [letter_context.to_unit(docket.office.campaign, docket.unit)], **content},
    )
    enqueue(docket.record, letter, at=docket.at)


def _post_to_officials(
    docket: Docket,
    officials: Iterable[Official],
    kind: LetterKind,
    content: letter_context.Context,
    *,
    cc: tuple[Addressee, ...] = (),
) -> None:
    once = list({official.number: official for official in officials}.values())
    version = docket.version()
    letter = Letter(
        key=_key(docket.office, docket.unit, kind, version.version, f"w{docket.case.question_number}"),
        kind=kind,
        to=tuple(addressee_of(official) for official in once),
        cc=cc,
        unit=docket.unit.code,
        version=version.version,
        context={"addressees": [letter_context.to_official(official) for official in once], **content},
    )
    enqueue(docket.record, letter, at=docket.at)


def _key(office: Office, unit: Unit, kind: LetterKind, version: int, *parts: str) -> str:
    """Return a key unique for ever, the same whenever the same act causes the letter: made of stable ids alone."""
    return "/".join((office.campaign.id, unit.code, kind.value, f"v{version}", *parts))


def _unit_addressee(unit: Unit) -> Addressee:
    """Return the unit's registered address; "" keeps the letter for staff to see that none is known."""
    return Addressee(name=unit.name, email=unit.email)

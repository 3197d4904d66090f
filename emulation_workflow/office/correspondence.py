"""Which letters an act causes, to whom, under which key. Each is rendered and posted in the act's transaction."""

from collections.abc import Sequence
from datetime import datetime

from emulation_workflow.domain.approval import (
    CLEARED,
    CONFIRMATION,
    DRAFTING,
    Act,
    Answer,
    Case,
    stage_name,
)
from emulation_workflow.domain.codes import MAX_WRONG_ANSWERS, CodeIssue
from emulation_workflow.domain.decisions import Decision, decisions
from emulation_workflow.domain.letters import Addressee, Letter, LetterKind
from emulation_workflow.domain.records import PlanVersion
from emulation_workflow.domain.units import Decider, Official, Unit
from emulation_workflow.messages.labels import CHANNELS
from emulation_workflow.office import facts
from emulation_workflow.office.authority import deciders, recorders, role_at
from emulation_workflow.office.desk import Office
from emulation_workflow.ports import Transaction


def acknowledge(
    record: Transaction, office: Office, unit: Unit, version: PlanVersion, case: Case | None, *, at: datetime
) -> None:
    """Tell the unit that its plan was received, with the findings in words."""
    _post_to_unit(
        record,
        office,
        unit,
        LetterKind.PLAN_RECEIVED,
        version,
        {
            "gated": case is not None,
            "received_on": facts.day(version.received_at),
            "received_by": CHANNELS[version.channel],
            "stage_name": stage_name(office.gate, case.stage) if case else "",
            **facts.stands(version, office.campaign),
        },
        at=at,
    )


def ask(record: Transaction, office: Office, case: Case, unit: Unit, decider: Decider, *, at: datetime) -> None:
    """Ask one official for the decision that is due at this stage."""
    version = _version(record, case)
    role = role_at(office.gate, case.stage) or ""
    earlier = [facts.decision(office.campaign, one) for one in standing_decisions(record, case)]
    content = {
        **facts.common(office, unit, case.version, version.plan, at=at),
        **facts.asked(office, case, unit),
        **facts.stands(version, office.campaign),
        **facts.no_due_day(),
        **_to_person(decider),
        "role_name": office.campaign.role(role).name,
        "decisions": earlier,
    }
    _post(
        record,
        office,
        Letter(
            key=_key(office, case, LetterKind.DECISION_ASKED, case.stage, decider.official.number),
            kind=LetterKind.DECISION_ASKED,
            to=(_addressee(decider.official),),
            cc=_copies(record, office, unit, LetterKind.DECISION_ASKED, at),
            unit=unit.code,
            facts=content,
        ),
        at,
    )


def hand_code(
    record: Transaction,
    office: Office,
    case: Case,
    unit: Unit,
    decider: Decider,
    issue: CodeIssue,
    *,
    role: str,
    at: datetime,
    reissued: bool,
) -> None:
    """Hand one person their code, in a letter to that person's address alone."""
    asked = facts.asked(office, case, unit)
    if role == office.gate.recorded_by and role != role_at(office.gate, case.stage):
        asked = {**asked, "asks": "recording", "choices": []}
    version = _version(record, case)
    content = {
        **facts.common(office, unit, case.version, version.plan, at=at),
        **asked,
        **_to_person(decider),
        "role_name": office.campaign.role(role).name,
        "reissued": reissued,
        "max_attempts": MAX_WRONG_ANSWERS,
    }
    _post(
        record,
        office,
        Letter(
            key=_key(office, case, LetterKind.CONFIRMATION_CODE, issue.ref),
            kind=LetterKind.CONFIRMATION_CODE,
            to=(_addressee(decider.official),),
            unit=unit.code,
            facts=content,
            code_ref=issue.ref,
        ),
        at,
    )


def tell_of_decision(
    record: Transaction, office: Office, case: Case, unit: Unit, version: PlanVersion, act: Act, *, at: datetime
) -> None:
    """Tell the unit what was decided: that its plan came back, what must change, or that it may proceed."""
    taken = decisions(record.entries(unit=unit.code))
    last = facts.decision(office.campaign, taken[-1])
    ahead = {"decision": last, "next_version": version.version + 1, **facts.no_due_day()}
    fixed = {"fixed_day": facts.day(case.fixed_day), "fixed_by": case.fixed_by}
    if act is Act.SEND_BACK:
        back = {
            "back_to": "drafting" if case.stage == DRAFTING else "revision",
            "findings": facts.findings(office.campaign, version.findings),
            "asked_changes": case.asked_changes,
        }
        _post_to_unit(record, office, unit, LetterKind.SENT_BACK, version, {**ahead, **back}, at=at)
    elif act is Act.AGREE_WITH_CHANGES:
        confirmed_by = office.campaign.role(office.gate.confirmed_by).name
        content = {**ahead, **fixed, "confirmed_by": confirmed_by}
        _post_to_unit(record, office, unit, LetterKind.CHANGES_ASKED, version, content, at=at)
    elif act is Act.DISAGREE:
        _post_to_unit(record, office, unit, LetterKind.DISAGREED, version, ahead, at=at)
    if case.stage == CLEARED:
        standing = [facts.decision(office.campaign, one) for one in _standing(taken, case)]
        content = {**fixed, **_proceed(office, unit), **facts.stands(version, office.campaign), "decisions": standing}
        _post_to_unit(record, office, unit, LetterKind.CLEARED, version, content, at=at)


def _proceed(office: Office, unit: Unit) -> facts.Facts:
    pilot = office.campaign.pilot_of(unit.code)
    assert pilot is not None
    has_window = pilot.window is not None
    return {
        "window_words": pilot.window.words if pilot.window else "",
        "window_clause": office.campaign.rule(pilot.window_rule or pilot.rule).clause if has_window else "",
        "lessons": [facts.clause(office.campaign, pilot.lessons_rule)] if pilot.lessons_rule else [],
    }


def tell_of_withdrawal(
    record: Transaction, office: Office, case: Case, unit: Unit, answer: Answer, *, at: datetime
) -> None:
    """Tell everybody who has dealt with the plan, and the unit, that it was taken back or changed."""
    version = _version(record, case)
    roles = {step.role for step in office.gate.steps} | {office.gate.confirmed_by}
    involved = {
        one.official.number: one.official
        for role in sorted(roles)
        for one in deciders(record, office.campaign, role, unit, at.date())
    }
    content = {
        **facts.common(office, unit, case.version, version.plan, at=at),
        "addressees": [{"name": one.name, "title": one.title} for one in involved.values()],
        "by": {"name": answer.paper.signer, "title": "", "on_behalf_of": ""},
        "withdrawn_on": facts.day(answer.paper.signed_on or at),
        "reason": answer.reason,
        "stage_name": stage_name(office.gate, case.stage),
        "was_cleared": case.stage == CLEARED,
    }
    unit_copy = (_unit_addressee(unit),)
    _post(
        record,
        office,
        Letter(
            key=_key(office, case, LetterKind.WITHDRAWN, str(case.wait)),
            kind=LetterKind.WITHDRAWN,
            to=tuple(_addressee(one) for one in involved.values()) or unit_copy,
            cc=unit_copy if involved else (),
            unit=unit.code,
            facts=content,
        ),
        at,
    )


def tell_of_lock(record: Transaction, office: Office, case: Case, unit: Unit, wrong: int, *, at: datetime) -> None:
    """Tell the officials of the stage that its codes are void after too many wrong ones."""
    role = role_at(office.gate, case.stage) or office.gate.recorded_by
    held = {
        one.official.number: one.official
        for one in (
            *deciders(record, office.campaign, role, unit, at.date()),
            *recorders(record, office.campaign, office.gate, unit, at.date()),
        )
    }
    version = _version(record, case)
    content = {
        **facts.common(office, unit, case.version, version.plan, at=at),
        "addressees": [{"name": one.name, "title": one.title} for one in held.values()],
        "role_name": office.campaign.role(role).name,
        "stage_name": stage_name(office.gate, case.stage),
        "wrong_answers": wrong,
        "locked_on": f"{at:%d/%m/%Y %H:%M}",
    }
    letter = Letter(
        key=_key(office, case, LetterKind.CODES_LOCKED, case.stage, str(case.wait)),
        kind=LetterKind.CODES_LOCKED,
        to=tuple(_addressee(one) for one in held.values()),
        unit=unit.code,
        facts=content,
    )
    _post(record, office, letter, at)


def standing_decisions(record: Transaction, case: Case) -> list[Decision]:
    """The decisions that count for the plan version now under way."""
    return _standing(decisions(record.entries(unit=case.unit)), case)


def _standing(taken: Sequence[Decision], case: Case) -> list[Decision]:
    """Those on this very version, and, where changes were asked, those on the version they were asked of."""
    versions = {case.version, case.opinion_version}
    undone = (Act.SEND_BACK, Act.DISAGREE)
    return [one for one in taken if one.version in versions and (one.act not in undone or one.stage == CONFIRMATION)]


def _post_to_unit(
    record: Transaction,
    office: Office,
    unit: Unit,
    kind: LetterKind,
    version: PlanVersion,
    content: facts.Facts,
    *,
    at: datetime,
) -> None:
    case = record.case(unit.code)
    addressee = _unit_addressee(unit)
    common = facts.common(office, unit, version.version, version.plan, at=at)
    letter = Letter(
        key=f"{office.campaign.id}/{unit.code}/{kind.value}/v{version.version}/w{case.wait if case else 0}",
        kind=kind,
        to=(addressee,),
        cc=_copies(record, office, unit, kind, at),
        unit=unit.code,
        facts={**common, "addressees": [{"name": unit.name, "title": ""}], **content},
    )
    _post(record, office, letter, at)


def _copies(
    record: Transaction, office: Office, unit: Unit, kind: LetterKind, at: datetime
) -> tuple[Addressee, ...]:
    """Whom the campaign copies on letters of this kind."""
    roles = office.campaign.letters.copies.get(kind.value, ())
    return tuple(
        _addressee(one.official) for role in roles for one in deciders(record, office.campaign, role, unit, at.date())
    )


def _post(record: Transaction, office: Office, letter: Letter, at: datetime) -> None:
    record.post(letter, office.renderer.render(letter), at=at)


def _key(office: Office, case: Case, kind: LetterKind, *parts: str) -> str:
    return "/".join((office.campaign.id, case.unit, kind.value, f"v{case.version}", *parts))


def _version(record: Transaction, case: Case) -> PlanVersion:
    version = record.plan(case.unit, case.version)
    assert version is not None
    return version


def _to_person(decider: Decider) -> facts.Facts:
    official, principal = decider.official, decider.on_behalf_of
    return {
        "addressees": [{"name": official.name, "title": official.title}],
        "on_behalf_of": principal.name if principal else "",
    }


def _addressee(official: Official) -> Addressee:
    return Addressee(name=official.name, email=official.email)


def _unit_addressee(unit: Unit) -> Addressee:
    """The unit's registered address; "" keeps the letter for staff to see that none is known."""
    return Addressee(name=unit.name, email=unit.email)

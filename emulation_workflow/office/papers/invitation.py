"""A unit's invitation to its conference, with room for the guest's name and part."""

from datetime import date

from emulation_workflow.domain.approval.decisions import decisions
from emulation_workflow.domain.approval.transitions import CLEARED
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.orders.in_force import Terms, terms_of
from emulation_workflow.domain.papers.numbers import symbol_in
from emulation_workflow.domain.papers.paper import Paper, UnitIssuer
from emulation_workflow.domain.registers import formal_name
from emulation_workflow.messages import order_words
from emulation_workflow.messages.days import day_words, nth_words
from emulation_workflow.messages.papers.papers import (
    AGREED,
    DAY_PASSED,
    INPUT_PLAN,
    NOT_CLEARED,
    NOT_IN_WINDOW,
    SIGNED,
    STOPPED_BY,
    session_words,
)
from emulation_workflow.office.approval.docket import case_now, standing
from emulation_workflow.office.office import Office
from emulation_workflow.office.papers.request import PaperRequest, compose_paper, dated_early, needed_unit


def invitation(office: Office, request: PaperRequest) -> Paper:
    """Return the invitation by the unit's latest plan; a gated pilot's day is the one its opinion fixed, if any.

    A draft while the plan is not cleared, where it is dated before the plan was signed or cleared, or an order has
    stopped or moved the conference since.

    Rejected for a unit without a plan, or with one that names no day: nobody can be invited to it.
    """
    code, today = needed_unit(request), office.clock.now().date()
    with office.store.look() as record:
        unit = office.bound_unit(record.register, code, today)
        parent = record.register.unit(unit.parent, today) if unit.parent else None
        version, case = record.plans.get(code), case_now(record, unit)
        if version is not None and not unit.is_valid_on(version.received_at.date()):
            version = None  # It is of who bore the code before.
        plan_now = office.plan_in_force(record, today)
        terms = terms_of(plan_now, unit, record.orders.all(), on=today)
        taken = standing(decisions(record.ledger.entries(unit=code)), case) if case else []
    held_on = (case.fixed_day if case else None) or (version.plan.held_on if version else None)
    if version is None or held_on is None:
        raise Rejected(Problem(code=ProblemCode.PAPER_WITHOUT_PLAN, params={"unit": unit.name}))
    plan = version.plan
    names = {content.id: content.name for content in office.campaign.contents}
    return compose_paper(
        office,
        request,
        name=f"{unit.name} {unit.code} lần {version.version}",
        issuer=UnitIssuer(unit=unit, parent=parent, symbol=symbol_in(plan.number)),
        context={
            "unit": formal_name(office.campaign, unit),
            "conference": plan.conference_name,
            "when": session_words(held_on, plan.starts_at, plan.ends_at, office.campaign.half_day),
            "place": plan.place,
            "contents": [names.get(item.content, item.content) for item in plan.agenda],
            "submitted": {
                "number": plan.number,
                "day": day_words(plan.signed_on) if plan.signed_on else "",
            },
        },
        inputs=((INPUT_PLAN.format(unit=unit.name, version=nth_words(version.version)), version.sha256),),
        draft=NOT_CLEARED
        if case and case.stage != CLEARED
        else _untimely(terms, held_on, request.written_on)
        or dated_early(request, SIGNED, plan.signed_on)
        or dated_early(request, AGREED, max((decision.at.date() for decision in taken), default=None)),
    )


def _untimely(terms: Terms, held_on: date, written_on: date) -> str:
    """Return why nobody can be invited to this day, "" if guests can."""
    stopping = terms.orders.suspension or terms.orders.cancellation
    if stopping is not None:
        return STOPPED_BY.format(stopped=order_words.when(terms), order=stopping.number)
    window, moving = terms.window, terms.orders.window
    if moving is not None and window is not None and window.has_days and held_on not in window:
        return NOT_IN_WINDOW.format(day=day_words(held_on), order=moving.number, window=window.words)
    return DAY_PASSED.format(day=day_words(held_on)) if held_on < written_on else ""

"""A unit's invitation to its conference, with room for the guest's name and part."""

from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.papers.paper import Paper, UnitIssuer
from emulation_workflow.domain.registers import formal_name
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.papers.papers import INPUT_PLAN, session_words
from emulation_workflow.office.approval.docket import case_now
from emulation_workflow.office.office import Office
from emulation_workflow.office.papers.request import PaperRequest, compose_paper, needed_unit


def invitation(office: Office, request: PaperRequest) -> Paper:
    """Return the invitation by the unit's latest plan; a gated pilot's day is the one its opinion fixed, if any.

    Rejected for a unit without a plan, or with one that names no day: nobody can be invited to it.
    """
    code, today = needed_unit(request), office.clock.now().date()
    with office.store.look() as record:
        unit = office.bound_unit(record.register, code, today)
        parent = record.register.unit(unit.parent, today) if unit.parent else None
        version, case = record.plans.get(code), case_now(record, unit)
    held_on = (case.fixed_day if case else None) or (version.plan.held_on if version else None)
    if version is None or held_on is None:
        raise Rejected(Problem(code=ProblemCode.PAPER_WITHOUT_PLAN, params={"unit": unit.name}))
    plan = version.plan
    names = {content.id: content.name for content in office.campaign.contents}
    return compose_paper(
        office,
        request,
        name=f"{unit.code}-{version.version}",
        issuer=UnitIssuer(unit=unit, parent=parent),
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
        inputs=((INPUT_PLAN.format(unit=unit.name, version=version.version), version.sha256),),
    )

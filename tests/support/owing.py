"""What the made-up province's units owe, and evidence that they did it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from emulation_workflow.domain.campaign import Audience, Campaign, DueKind, Settlement, Task
from emulation_workflow.domain.obligations.obligation import Evidence, Obligation
from emulation_workflow.office.office import Office
from tests.support.builders import DEPARTMENT, campaign
from tests.support.offices import OUR_CAMPAIGN


def task(name: str, audience: Audience, due: DueKind, **more: Any) -> Task:
    return Task(**{"id": name, "name": f"Việc {name}", "audience": audience, "due": due, "evidence": "văn bản", **more})


OWN_PLAN = task(
    "own_plan", Audience.CONFERENCE_UNITS, DueKind.BEFORE_CONFERENCE, rule="T121", settled_by=Settlement.PLAN
)
CLEARANCE = task(
    "clearance", Audience.GATED_PILOTS, DueKind.BEFORE_CONFERENCE, rule="T123", settled_by=Settlement.CLEARANCE
)
CONFERENCE = task("conference", Audience.CONFERENCE_UNITS, DueKind.CONFERENCE)
DELEGATE_LIST = task("delegate_list", Audience.CONFERENCE_UNITS, DueKind.CONFERENCE, rule="T120")
COMMUNE_PILOT = task(
    "commune_pilot",
    Audience.PILOT_DIRECTORS,
    DueKind.PILOT_WINDOW,
    levels=("commune",),
    settled_by=Settlement.PILOTS_HELD,
    settling_task="conference",
)
COMMUNE_LESSONS = task("commune_lessons", Audience.PILOT_DIRECTORS, DueKind.BEFORE_GENERAL_WINDOW, levels=("commune",))
DEPARTMENT_LESSONS = task(
    "department_lessons", Audience.PILOT_DIRECTORS, DueKind.BEFORE_GENERAL_WINDOW, levels=("department",)
)
REPORT = task("report", Audience.CONFERENCE_UNITS, DueKind.NOT_STATED, rule="T121")
WEB = task("web", Audience.LEVELS, DueKind.NOT_STATED, rule="T121", levels=("district",))
GUIDANCE = task("guidance", Audience.UNITS, DueKind.NOT_STATED, rule="T121", units=("S2",))
PILOTS_ONLY = task("pilots_only", Audience.ALL_PILOTS, DueKind.CONFERENCE, rule="T100")

TASKS = (
    OWN_PLAN,
    CLEARANCE,
    CONFERENCE,
    DELEGATE_LIST,
    COMMUNE_PILOT,
    COMMUNE_LESSONS,
    DEPARTMENT_LESSONS,
    REPORT,
    WEB,
    GUIDANCE,
    PILOTS_ONLY,
)


def owing(of: Campaign | None = None, **changes: Any) -> Campaign:
    """Return the made-up province's plan with these tasks; the Council's work is done by the department S2."""
    plan = of or campaign()
    bodies = tuple(replace(body, unit=DEPARTMENT.code) if body.id == "council" else body for body in plan.bodies)
    return replace(plan, **{"tasks": TASKS, "bodies": bodies, **changes})


OUR_OWING_CAMPAIGN = owing(OUR_CAMPAIGN)


def evidence(unit: str, of: Task, done_on: date, **more: Any) -> Evidence:
    return Evidence(
        **{
            "unit": unit,
            "task": of.id,
            "done_on": done_on,
            "recorded_at": datetime(2020, 1, 1).astimezone(),
            "recorded_by": "R1",
            "number": "12/BC",
            **more,
        }
    )


def obligations(office: Office, unit: str) -> dict[str, Obligation]:
    """Return the unit's obligations in the record, by task."""
    with office.store.look() as record:
        found: Sequence[Obligation] = record.obligations.of_units([unit])
    return {obligation.derived.task: obligation for obligation in found}

"""Checks that what is owed can be derived: each task has somebody to owe it, a day or none, and what settles it."""

from collections.abc import Iterator

from emulation_workflow.adapters.campaign_file.draft import CampaignDraft, Found
from emulation_workflow.adapters.campaign_file.references import twice, unknown
from emulation_workflow.domain.campaign import Audience, Campaign, DueKind, OffsetBase, Settlement, Task
from emulation_workflow.domain.obligations.board_dates import SET_BY_PLAN

OF_DIRECTORS = frozenset({DueKind.PILOT_WINDOW, DueKind.BEFORE_GENERAL_WINDOW})
"""Days that only whoever directs pilots can have to keep."""


def tasks_hold(draft: CampaignDraft) -> Iterator[Found]:
    """Check that a task's audience, due day and settlement fit each other, and that what they refer to is given."""
    yield from twice([task.id for task in draft.campaign.tasks], "tasks", "id")
    for number, task in enumerate(draft.campaign.tasks):
        yield from ((f"tasks[{number}].{key}", sentence) for is_so, key, sentence in _may_be_wrong(task) if is_so)


def _may_be_wrong(task: Task) -> tuple[tuple[bool, str, str], ...]:
    """Return what may be wrong with a task: whether it is so, the key, and how to put it right."""
    is_held_by_pilots = task.settled_by is Settlement.PILOTS_HELD
    return (
        (
            task.audience is Audience.LEVELS and not task.levels,
            "levels",
            "The task is owed by units of some levels; name them.",
        ),
        (
            (task.audience is Audience.UNITS) != bool(task.units),
            "units",
            'Name units where the audience is "units", and nowhere else.',
        ),
        (
            task.due in OF_DIRECTORS and task.audience is not Audience.PILOT_DIRECTORS,
            "due",
            f'Only "{Audience.PILOT_DIRECTORS}" owe something by "{task.due}"; correct one of the two.',
        ),
        (
            (task.due is DueKind.MILESTONE) != bool(task.due_ref),
            "due_ref",
            'Name a milestone where the task is due by "milestone", and nowhere else.',
        ),
        (
            (task.due is DueKind.RELATIVE) != (task.offset is not None),
            "offset",
            'Say from what days are counted where the task is due by "relative", and nowhere else.',
        ),
        (
            task.offset is not None and (task.offset.base is OffsetBase.MILESTONE) != bool(task.offset.ref),
            "offset.ref",
            "Name a milestone where days are counted from one, and nowhere else.",
        ),
        (
            task.due in (DueKind.NOT_STATED, DueKind.RELATIVE) and not task.rule,
            "rule",
            "Nothing else names a rule here; give the rule that orders this.",
        ),
        (
            task.settled_by is Settlement.CLEARANCE and task.audience is not Audience.GATED_PILOTS,
            "settled_by",
            f'Only "{Audience.GATED_PILOTS}" are cleared; correct one of the two.',
        ),
        (
            is_held_by_pilots and task.due is not DueKind.PILOT_WINDOW,
            "settled_by",
            f'What pilots settle is due by "{DueKind.PILOT_WINDOW}"; correct one of the two.',
        ),
        (
            is_held_by_pilots != bool(task.settling_task),
            "settling_task",
            f'Name a task of the pilots where "{Settlement.PILOTS_HELD}" settles, and nowhere else.',
        ),
    )


def task_references_are_known(draft: CampaignDraft) -> Iterator[Found]:
    """Check that levels, milestones and tasks that tasks and the Board's dates name are in the file."""
    plan = draft.campaign
    levels = [(f"tasks[{number}].levels", task.levels) for number, task in enumerate(plan.tasks)]
    levels += [
        (f"board_dates[{number}].levels", board_date.levels) for number, board_date in enumerate(plan.board_dates)
    ]
    named = [(f"{path}[{index}]", level) for path, listed in levels for index, level in enumerate(listed)]
    yield from unknown(named, {level.id for level in plan.levels}, "level")
    milestones = [(f"tasks[{number}].due_ref", task.due_ref) for number, task in enumerate(plan.tasks)]
    milestones += [
        (f"tasks[{number}].offset.ref", task.offset.ref) for number, task in enumerate(plan.tasks) if task.offset
    ]
    yield from unknown(milestones, {milestone.id for milestone in plan.milestones}, "milestone")
    tasks = [(f"board_dates[{number}].task", board_date.task) for number, board_date in enumerate(plan.board_dates)]
    tasks += [(f"tasks[{number}].settling_task", task.settling_task) for number, task in enumerate(plan.tasks)]
    yield from unknown(tasks, {task.id for task in plan.tasks}, "task")


def board_dates_fill_gaps(draft: CampaignDraft) -> Iterator[Found]:
    """Check that the Board sets days only where the plan names none; the others an order alone changes (R137)."""
    due = {task.id: task.due for task in draft.campaign.tasks}
    for number, board_date in enumerate(draft.campaign.board_dates):
        if due.get(board_date.task) in SET_BY_PLAN:
            yield f"board_dates[{number}].task", "The plan itself says when this is due; take the Board's date out."


def directors_are_units(draft: CampaignDraft) -> Iterator[Found]:
    """Check that whoever directs pilots and owes something for it is a unit, and owes it once."""
    plan = draft.campaign
    without_unit = {body.id for body in plan.bodies if not body.unit} - {level.id for level in plan.levels}
    for number, task in enumerate(plan.tasks):
        directors = _directors(plan, task)
        yield from (
            (f"tasks[{number}].audience", f'"{body}" directs pilots, but no unit does its work; give its body a unit.')
            for body in sorted(without_unit.intersection(directors))
        )
        if len(directors) != len(set(directors)):
            yield (
                f"tasks[{number}].levels",
                "One directs several kinds of pilot; write a task for each level.",
            )


def _directors(plan: Campaign, task: Task) -> list[str]:
    if task.audience is not Audience.PILOT_DIRECTORS:
        return []
    return [pilot.director for pilot in plan.pilots if not task.levels or pilot.level in task.levels]


def units_are_registered(draft: CampaignDraft) -> Iterator[Found]:
    """Check that units that tasks and bodies name are in the register beside the file."""
    plan = draft.campaign
    named = [(f"bodies[{number}].unit", body.unit) for number, body in enumerate(plan.bodies)]
    for number, task in enumerate(plan.tasks):
        named += [(f"tasks[{number}].units[{index}]", code) for index, code in enumerate(task.units)]
    for path, code in named:
        if code and code not in (draft.unit_levels or {}):
            yield path, f'No unit "{code}" is in units.csv; correct the code or add the unit.'

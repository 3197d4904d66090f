"""Checks that what is owed can be derived: each task has somebody to owe it, a day or none, and what settles it."""

from collections.abc import Iterable, Iterator

from emulation_workflow.adapters.campaign_file.draft import CampaignDraft, Found, found
from emulation_workflow.adapters.campaign_file.references import twice, unknown
from emulation_workflow.adapters.campaign_file.written_out import periods
from emulation_workflow.domain.campaign import Audience, Campaign, DueKind, OffsetBase, Settlement, Task
from emulation_workflow.domain.obligations.board_dates import SET_BY_PLAN

LAST_OF_MONTH = 31
MOST_TIMES = 60
OF_DIRECTORS = frozenset({DueKind.PILOT_WINDOW, DueKind.BEFORE_GENERAL_WINDOW})
"""Days that only whoever directs pilots can have to keep."""


def tasks_hold(draft: CampaignDraft) -> Iterator[Found]:
    """Check that a task's audience, due day and settlement fit each other, and that what they refer to is given."""
    yield from twice([task.id for task in draft.campaign.tasks], "tasks", "id")
    for number, task in enumerate(draft.campaign.tasks):
        for is_so, key, code in _may_be_wrong(task):
            if is_so:
                yield found(f"tasks[{number}].{key}", code, due=task.due)


def _may_be_wrong(task: Task) -> tuple[tuple[bool, str, str], ...]:
    """Return what may be wrong with a task: whether it is so, the key, and the code of what is wrong."""
    is_held_by_pilots = task.settled_by is Settlement.PILOTS_HELD
    is_from_milestone = task.offset is not None and task.offset.base is OffsetBase.MILESTONE
    is_cleared, counts_days = task.settled_by is Settlement.CLEARANCE, task.due is DueKind.RELATIVE
    return (
        (task.audience is Audience.LEVELS and not task.levels, "levels", "task_without_levels"),
        ((task.audience is Audience.UNITS) != bool(task.units), "units", "task_units"),
        (task.due in OF_DIRECTORS and task.audience is not Audience.PILOT_DIRECTORS, "due", "due_of_directors"),
        ((task.due is DueKind.MILESTONE) != bool(task.due_ref), "due_ref", "due_ref"),
        (counts_days != (task.offset is not None), "offset", "offset"),
        (task.offset is not None and is_from_milestone != bool(task.offset.ref), "offset.ref", "offset_ref"),
        ((counts_days or task.due is DueKind.NOT_STATED) and not task.rule, "rule", "task_without_rule"),
        (is_cleared and task.audience is not Audience.GATED_PILOTS, "settled_by", "clearance_of_others"),
        (is_held_by_pilots and task.due is not DueKind.PILOT_WINDOW, "settled_by", "pilots_held_due"),
        (is_held_by_pilots != bool(task.settling_task), "settling_task", "settling_task"),
    )


def what_is_owed_again_has_its_days(draft: CampaignDraft) -> Iterator[Found]:
    """Check that a task of every month or quarter has days to be owed in, and is settled anew each time."""
    spans = {milestone.id: milestone.window for milestone in draft.campaign.milestones}
    for number, task in enumerate(draft.campaign.tasks):
        here, span = f"tasks[{number}]", spans.get(task.due_ref)
        if task.by_day is not None and (task.every is None or not 1 <= task.by_day <= LAST_OF_MONTH):
            yield found(f"{here}.by_day", "by_day_alone")
        if task.every is None:
            continue
        if span is None or span.start is None or span.end is None or task.settled_by is not Settlement.EVIDENCE:
            yield found(f"{here}.every", "every_without_span")
        elif len(periods(span.start, span.end, task.every)) > MOST_TIMES:
            yield found(f"{here}.every", "every_too_often", most=MOST_TIMES)


def each_is_somebodys(draft: CampaignDraft) -> Iterator[Found]:
    """Check that what is owed about one unit, or about each of a level, is owed by named units, about known ones."""
    known = draft.unit_levels or {}
    for number, task in enumerate(draft.campaign.tasks):
        here = f"tasks[{number}]"
        is_by_named = task.audience is Audience.UNITS and task.settled_by is Settlement.EVIDENCE
        if task.about and task.each_of:
            yield found(f"{here}.about", "about_one_or_each")
        if (task.about or task.each_of) and not is_by_named:
            yield found(f"{here}.{'about' if task.about else 'each_of'}", "about_others")
        if task.about and task.about not in known:
            yield found(f"{here}.about", "unit_unknown", code=task.about)
        is_somebody = any(of_level(draft.campaign, task.each_of, words) for words in known.values())
        if task.each_of and draft.unit_levels is not None and not is_somebody:
            yield found(f"{here}.each_of", "each_of_nobody", level=task.each_of)


def of_level(plan: Campaign, level: str, words: Iterable[str]) -> bool:
    """Return whether a unit with these words in the register is of the level."""
    return any(level == known.id and not set(words).isdisjoint(known.unit_levels) for known in plan.levels)


def task_references_are_known(draft: CampaignDraft) -> Iterator[Found]:
    """Check that levels, milestones and tasks that tasks and the Board's dates name are in the file."""
    plan = draft.campaign
    levels = [(f"tasks[{number}].levels", task.levels) for number, task in enumerate(plan.tasks)]
    levels += [
        (f"board_dates[{number}].levels", board_date.levels) for number, board_date in enumerate(plan.board_dates)
    ]
    named = [(f"{path}[{index}]", level) for path, listed in levels for index, level in enumerate(listed)]
    named += [(f"tasks[{number}].each_of", task.each_of) for number, task in enumerate(plan.tasks)]
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
            yield found(f"board_dates[{number}].task", "board_date_of_plan")


def directors_are_units(draft: CampaignDraft) -> Iterator[Found]:
    """Check that whoever directs pilots and owes something for it is a unit, and owes it once."""
    plan = draft.campaign
    without_unit = {body.id for body in plan.bodies if not body.unit} - {level.id for level in plan.levels}
    for number, task in enumerate(plan.tasks):
        levels = _levels_directed(plan, task)
        for body in sorted(without_unit.intersection(levels)):
            yield found(f"tasks[{number}].audience", "director_without_unit", body=body)
        for director, directed in levels.items():
            yield from _once(f"tasks[{number}].levels", director, directed)


def _once(path: str, director: str, directed: list[str]) -> Iterator[Found]:
    """Yield what makes one director owe a task twice: pilots of several levels, or several kinds at one."""
    twice_at = sorted({level for level in directed if directed.count(level) > 1})
    yield from (found(path, "director_of_several_pilots", director=director, level=level) for level in twice_at)
    if len(set(directed)) > 1:
        levels = ", ".join(f'["{level}"]' for level in dict.fromkeys(directed))
        yield found(path, "director_of_several_levels", director=director, levels=levels)


def _levels_directed(plan: Campaign, task: Task) -> dict[str, list[str]]:
    """Return the level of each kind of pilot for which the task is owed, by whoever directs it."""
    levels: dict[str, list[str]] = {}
    for pilot in plan.pilots if task.audience is Audience.PILOT_DIRECTORS else ():
        if not task.levels or pilot.level in task.levels:
            levels.setdefault(pilot.director, []).append(pilot.level)
    return levels


def units_are_registered(draft: CampaignDraft) -> Iterator[Found]:
    """Check that units that tasks and bodies name are in the register beside the file."""
    plan = draft.campaign
    named = [(f"bodies[{number}].unit", body.unit) for number, body in enumerate(plan.bodies)]
    for number, task in enumerate(plan.tasks):
        named += [(f"tasks[{number}].units[{index}]", code) for index, code in enumerate(task.units)]
    for path, code in named:
        if code and code not in (draft.unit_levels or {}):
            yield found(path, "unit_unknown", code=code)

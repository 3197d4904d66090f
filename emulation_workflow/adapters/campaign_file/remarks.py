"""What a sound campaign file leaves open, what is therefore never checked, and what its writer may have overlooked."""

from collections.abc import Callable, Iterator

from emulation_workflow.domain.campaign import Campaign, CheckKind, Conference, Pilot, RoleScope, Window

_OF_PLAN: dict[str, Callable[[Campaign], object]] = {
    "congress": lambda plan: plan.congress,
    "congress.window": lambda plan: plan.congress is None or plan.congress.window,
    "review_period": lambda plan: plan.review_period,
    "launch_period": lambda plan: plan.launch_period,
    "contents": lambda plan: plan.contents,
    "gate": lambda plan: plan.gate,
    "ladder": lambda plan: plan.ladder,
    "difficulties": lambda plan: plan.difficulties,
}

_OF_CONFERENCE: dict[str, Callable[[Conference], object]] = {
    "names": lambda conference: conference.names,
    "window": lambda conference: conference.window,
    "session_rule": lambda conference: conference.session_rule,
    "composition": lambda conference: conference.composition,
    "size": lambda conference: conference.size.branches,
}


def left_open(plan: Campaign) -> Iterator[str]:
    """Yield the keys that the file leaves out, for the plan says nothing there: nobody is asked or bound by them."""
    yield from (key for key, part in _OF_PLAN.items() if not part(plan))
    for level in plan.levels:
        if level.conference is not None:
            found = level.conference
            yield from (f"{level.id}: {key}" for key, part in _OF_CONFERENCE.items() if not part(found))


def silent_checks(plan: Campaign) -> Iterator[CheckKind]:
    """Yield the checks that no rule of the catalogue names, so that nothing is said of them."""
    return (kind for kind in CheckKind if plan.rule_for(kind) is None)


def remarks(plan: Campaign) -> Iterator[str]:
    """Yield, each as a sentence, what is allowed in a file but may not be meant."""
    for role in plan.roles:
        if role.scope is RoleScope.CAMPAIGN and not role.body:
            yield f'The role "{role.id}" acts for no body, so that no paper can bear its head; give it one.'
    if not any(body.may_change_plan for body in plan.bodies):
        yield 'No body may change the plan: no order can be entered; mark one with "may_change_plan = true".'
    for number, pilot in enumerate(plan.pilots):
        yield from _of_pilot(plan, pilot, f"pilots[{number}]")


def _of_pilot(plan: Campaign, pilot: Pilot, path: str) -> Iterator[str]:
    if not pilot.units:
        yield f'{path}: no unit is named; each "{pilot.director}" names {pilot.at_least} or more in the register.'
    conference, own = plan.level(pilot.level).conference, pilot.window or pilot.proposal
    general = conference.window if conference else None
    if own and general and (when := _place(own, general)):
        yield f"{path}: the pilot ({own.words}) comes {when} the others of its level ({general.words})."


def _place(own: Window, general: Window) -> str:
    """Return "after" or "at the time of" where a pilot cannot teach the others in time; "" where it can."""
    if own.start is None or general.start is None or own.start < general.start:
        return ""
    return "after" if general.end is not None and own.start > general.end else "at the time of"

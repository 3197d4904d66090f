"""What a sound campaign file leaves open, what is therefore never checked, and what its writer may have overlooked."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from datetime import date

from emulation_workflow.adapters.campaign_file.chain import roles_in_use
from emulation_workflow.adapters.campaign_file.draft import Found, entries, found
from emulation_workflow.domain.campaign import Campaign, CheckKind, Conference, Pilot, RoleScope, Window, is_nobodys
from emulation_workflow.domain.registers import Official, Unit, formal_name
from emulation_workflow.messages.days import days_in
from emulation_workflow.messages.problems.campaign_files import EXAMPLE_WORDS

MOST_NAMES = 10
"""Names of several units each that one remark lists."""

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
    "size": lambda conference: conference.size.branches or conference.size.decided_by_unit_rule,
}


def left_open(plan: Campaign) -> Iterator[str]:
    """Yield the keys that the file leaves out, for the plan says nothing there: nobody is asked or bound by them."""
    yield from (key for key, part in _OF_PLAN.items() if not part(plan))
    for level in plan.levels:
        if level.conference is not None:
            conference = level.conference
            yield from (f"{level.id}: {key}" for key, part in _OF_CONFERENCE.items() if not part(conference))


def silent_checks(plan: Campaign) -> Iterator[CheckKind]:
    """Yield the checks that no rule of the catalogue names, so that they give no finding."""
    return (kind for kind in CheckKind if plan.rule_for(kind) is None)


def remarks(plan: Campaign) -> Iterator[Found]:
    """Yield what is allowed in a file but may not be meant, with where it stands."""
    for number, role in enumerate(plan.roles):
        if role.scope is RoleScope.CAMPAIGN and not role.body:
            yield found(f"roles[{number}].body", "role_without_body", role=role.id)
    if not any(body.may_change_plan for body in plan.bodies):
        yield found("bodies", "nobody_changes_the_plan")
    yield from _without_hours(plan)
    for number, pilot in enumerate(plan.pilots):
        yield from _of_pilot(plan, pilot, f"pilots[{number}]")
    for number, board_date in enumerate(plan.board_dates):
        if any(day > plan.effective_from for day in days_in(board_date.document)):
            yield found(f"board_dates[{number}].document", "board_date_later", document=board_date.document)
    if is_nobodys(plan.letters.contact) and not is_of_an_example(plan.letters.contact):
        yield found("letters.contact", "contact_is_nobodys", contact=plan.letters.contact)
    if remains := list(_of_the_example(plan)):
        yield found(remains[0], "example_remains", places=", ".join(remains))


def _without_hours(plan: Campaign) -> Iterator[Found]:
    for number, level in enumerate(plan.levels):
        if plan.half_day is None and level.conference is not None and level.conference.session_rule:
            yield found(f"levels[{number}].conference.session_rule", "session_without_hours")


def roles_of_nobody(plan: Campaign, officials: Collection[Official], on: date) -> Iterator[Found]:
    """Yield each role by which somebody decides, enters or is written to, and in which nobody stands on that day."""
    known, held = (
        {role.id for role in plan.roles},
        {official.role for official in officials if official.is_valid_on(on)},
    )
    first: dict[str, str] = {}
    for path, role in roles_in_use(plan):
        if role in known and role not in held:
            first.setdefault(role, path)
    yield from (found(path, "role_of_nobody", role=role, name=plan.role(role).name) for role, path in first.items())


def same_names(plan: Campaign, units: Collection[Unit]) -> Iterator[Found]:
    """Yield the names by which the first letters would call several units, and what to write instead."""
    here = [unit for unit in units if unit.is_valid_on(plan.effective_from)]
    above = {unit.code: unit.name for unit in here}
    named: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in here:
        named[formal_name(plan, unit)].append(unit)
    alike = {name: bearers for name, bearers in named.items() if len(bearers) > 1}
    if not alike:
        return
    told = [f"“{name}” ({', '.join(unit.code for unit in bearers)})" for name, bearers in alike.items()]
    more = ["…"] if len(told) > MOST_NAMES else []
    name, [first, *_] = next(iter(alike.items()))
    upper = above.get(first.parent or "", "…")
    full = f"{name}, {upper[:1].lower()}{upper[1:]}"
    yield found("formal_names", "names_alike", names="; ".join([*told[:MOST_NAMES], *more]), code=first.code, full=full)


def is_of_an_example(text: str) -> bool:
    """Return whether a text bears the words by which examples are marked."""
    return any(word in text.casefold() for word in EXAMPLE_WORDS)


def _of_the_example(plan: Campaign) -> Iterator[str]:
    """Yield the keys that still say what an example says of itself; a plan's own words may give an example."""
    if plan.fictional:
        yield "fictional"
    for entry in entries(plan):
        if entry.field.name in {"quote", "assumed"}:
            continue
        values = entry.value if isinstance(entry.value, tuple) else (entry.value,)
        if any(isinstance(value, str) and is_of_an_example(value) for value in values):
            yield entry.path


def _of_pilot(plan: Campaign, pilot: Pilot, path: str) -> Iterator[Found]:
    if not pilot.units:
        yield found(path, "pilot_unnamed", director=pilot.director, number=pilot.at_least)
    conference, own = plan.level(pilot.level).conference, pilot.window or pilot.proposal
    general = conference.window if conference else None
    if own and general and (when := _place(own, general)):
        yield found(path, when, own=own.words, general=general.words)


def _place(own: Window, general: Window) -> str:
    """Return the code of a pilot that cannot teach the others in time; "" where it can."""
    if own.start is None or general.start is None or own.start < general.start:
        return ""
    is_after = general.end is not None and own.start > general.end
    return "pilot_after_others" if is_after else "pilot_among_others"

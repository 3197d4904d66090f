"""Checks of the gate, the roles and the pilots."""

from collections import Counter
from collections.abc import Iterator

from emulation_workflow.adapters.campaign_file.draft import CampaignDraft, Found, found
from emulation_workflow.adapters.campaign_file.references import twice, unknown
from emulation_workflow.domain.approval.transitions import CLEARED, CONFIRMATION, DRAFTING, REVISION, UNIT
from emulation_workflow.domain.campaign import Campaign, Gate, Pilot, RoleScope
from emulation_workflow.domain.registers import searchable

RESERVED_STAGES = {DRAFTING, REVISION, CONFIRMATION, CLEARED}
"""The stages every gate has of itself (the chain's table, `domain.approval`)."""


def gate_holds(draft: CampaignDraft) -> Iterator[Found]:
    """Check that the gate has steps, each with a stage of its own, and that changes are asked for at one alone."""
    gate = draft.campaign.gate
    if gate is None:
        yield from _gated_without_gate(draft.campaign)
        return
    if not gate.steps:
        yield found("gate.steps", "gate_without_steps")
    yield from twice([step.stage for step in gate.steps], "gate.steps", "stage")
    asking = [number for number, step in enumerate(gate.steps) if step.may_ask_changes]
    yield from (found(f"gate.steps[{number}].kind", "opinion_twice") for number in asking[1:])
    for number, step in enumerate(gate.steps):
        here = f"gate.steps[{number}]"
        if step.stage in RESERVED_STAGES:
            yield found(f"{here}.stage", "stage_reserved", stage=step.stage)
    for number, name in enumerate(gate.levels):
        if any(level.id == name and level.conference is None for level in draft.campaign.levels):
            yield found(f"gate.levels[{number}]", "gate_of_no_plans", level=name)


def _gated_without_gate(plan: Campaign) -> Iterator[Found]:
    for number, pilot in enumerate(plan.pilots):
        if pilot.gated:
            yield found(f"pilots[{number}].gated", "gated_without_gate")


def gate_roles_are_known(draft: CampaignDraft) -> Iterator[Found]:
    """Check that whoever decides at the gate, enters orders or sees lists is a role of the file, and never the unit."""
    plan = draft.campaign
    named = list(_roles_of(plan.gate)) if plan.gate else []
    named.append(("orders_recorded_by", plan.orders_recorded_by))
    readers = [(f"lists_seen_by[{number}]", role) for number, role in enumerate(plan.lists_seen_by)]
    yield from unknown([*named, *readers], {role.id for role in plan.roles}, "role")
    own = {role.id for role in plan.roles if role.scope is RoleScope.OWN_UNIT} | {UNIT}
    for path, role in named:
        if role in own:
            yield found(path, "unit_decides_for_itself", role=role)


def roles_in_use(plan: Campaign) -> Iterator[tuple[str, str]]:
    """Yield each place of the file that names a role of the whole campaign, with that role; "" where it names none."""
    yield from _roles_of(plan.gate) if plan.gate else ()
    yield "orders_recorded_by", plan.orders_recorded_by
    yield from ((f"lists_seen_by[{number}]", role) for number, role in enumerate(plan.lists_seen_by))
    if path := plan.difficulties:
        yield from (("difficulties.channel", path.channel), ("difficulties.addressee", path.addressee))
    if ladder := plan.ladder:
        yield from (("ladder.board", ladder.board), ("ladder.committee", ladder.committee))
    for kind, roles in plan.letters.copies.items():
        yield from ((f"letters.copies.{kind}[{number}]", role) for number, role in enumerate(roles))


def _roles_of(gate: Gate) -> Iterator[tuple[str, str]]:
    for number, step in enumerate(gate.steps):
        yield f"gate.steps[{number}].role", step.role
    yield "gate.confirmed_by", gate.confirmed_by
    yield "gate.recorded_by", gate.recorded_by


def difficulty_roles_are_known(draft: CampaignDraft) -> Iterator[Found]:
    """Check that difficulties go to roles of the whole campaign."""
    path = draft.campaign.difficulties
    if path is not None:
        named = [("difficulties.channel", path.channel), ("difficulties.addressee", path.addressee)]
        yield from unknown(named, {role.id for role in draft.campaign.roles}, "role")


def pilots_hold(draft: CampaignDraft) -> Iterator[Found]:
    """Check that a pilot names units once or leaves that to its director, and has one source of its date."""
    times = Counter(code for pilot in draft.campaign.pilots for code in pilot.units)
    for number, pilot in enumerate(draft.campaign.pilots):
        here = f"pilots[{number}]"
        yield from (found(f"{here}.{key}", code) for is_so, key, code in _may_be_wrong(pilot) if is_so)
        for index, code in enumerate(pilot.units):
            if times[code] > 1:
                yield found(f"{here}.units[{index}]", "pilot_twice", code=code)


def _may_be_wrong(pilot: Pilot) -> tuple[tuple[bool, str, str], ...]:
    """Return what may be wrong with a pilot: whether it is so, the key, and the code of what is wrong."""
    window, proposal = pilot.window is not None, pilot.proposal is not None
    return (
        (pilot.at_least < 1, "at_least", "pilot_of_none"),
        (window and proposal, "proposal", "proposal_beside_window"),
        (window and not pilot.window_rule, "window", "window_without_rule"),
        (proposal and not pilot.proposal_words, "proposal", "proposal_without_words"),
    )


def pilots_are_registered(draft: CampaignDraft) -> Iterator[Found]:
    """Check that each unit a pilot names is in the register beside the file, at the pilot's level."""
    if draft.unit_levels is None and any(pilot.units for pilot in draft.campaign.pilots):
        yield found("pilots", "no_register")
        return
    for number, pilot in enumerate(draft.campaign.pilots):
        for index, code in enumerate(pilot.units):
            yield from _registered(draft, pilot, code, f"pilots[{number}].units[{index}]")


def _registered(draft: CampaignDraft, pilot: Pilot, code: str, path: str) -> Iterator[Found]:
    levels = (draft.unit_levels or {}).get(code)
    if levels is None:
        yield found(path, "unit_unknown", code=code)
        return
    level = next((level for level in draft.campaign.levels if level.id == pilot.level), None)
    # As in the register's own reader, a level may be written by its word or by its name.
    if level and {searchable(word) for word in levels}.isdisjoint(map(searchable, (*level.unit_levels, level.name))):
        written = ", ".join(sorted(levels))
        yield found(path, "pilot_of_other_level", code=code, levels=written, level=pilot.level)

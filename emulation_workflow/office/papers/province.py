"""The province on a day as far as its obligations tell: who had to hold a conference, who did, in time or not."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from enum import StrEnum

from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.obligations import DueSource, Obligation, ObligationState
from emulation_workflow.domain.ordering import event_task
from emulation_workflow.domain.paper_inputs import Consolidation, GroupCount, UnitStanding
from emulation_workflow.domain.units import Unit
from emulation_workflow.messages.papers import HELD, TOTALS
from emulation_workflow.office.desk import Office
from emulation_workflow.office.papers.asked import digest


class Held(StrEnum):
    """How a unit stands to its conference on a day; each unit is counted once."""

    IN_TIME = "in_time"
    IN_TIME_BY_ORDER = "in_time_by_order"
    LATE = "late"
    NOT_HELD = "not_held"
    NOT_DUE = "not_due"
    NOT_OWED = "not_owed"


def consolidation(office: Office, on: date) -> Consolidation:
    """What every bound unit owes and has done by `on`, by level; what only result reports tell is left unstated."""
    with office.store.look() as record:
        units = {unit.code: unit for unit in record.units(on)}
        conferences = [one for one in record.obligations() if _is_conference(office.campaign, one)]
        planned = {one.unit for one in record.plan_versions() if one.received_at.date() <= on}
    groups = tuple(
        _count(level.name, [one for one in conferences if one.derived.level == level.id], planned, on)
        for level in office.campaign.levels
        if level.conference
    )
    standings = tuple(_standing(units, one, on) for one in conferences)
    return Consolidation(
        as_of=on,
        groups=groups,
        total=_count(TOTALS, conferences, planned, on),
        units=standings,
        sha256=digest([repr(one) for one in (*groups, *standings)]),
    )


def held(one: Obligation, on: date) -> Held:
    """How this conference stands on `on`; in time by an order alone where the plan's own day had passed."""
    derived = one.derived
    if one.done_on is not None and one.done_on <= on:
        if derived.due is not None and one.done_on > derived.due:
            return Held.LATE
        moved = derived.source is DueSource.ORDER and derived.plan_due is not None and one.done_on > derived.plan_due
        return Held.IN_TIME_BY_ORDER if moved else Held.IN_TIME
    if derived.is_cancelled:
        return Held.NOT_OWED
    return Held.NOT_HELD if not derived.is_suspended and derived.due and derived.due < on else Held.NOT_DUE


def _is_conference(campaign: Campaign, one: Obligation) -> bool:
    level = next((level for level in campaign.levels if level.id == one.derived.level), None)
    task = event_task(campaign, level) if level and level.conference else None
    return task is not None and one.derived.task == task.id and one.state is not ObligationState.ENDED


def _count(name: str, owed: Sequence[Obligation], planned: Collection[str], on: date) -> GroupCount:
    counts = Counter(held(one, on) for one in owed)
    return GroupCount(
        name=name,
        bound=len(owed),
        with_plan=sum(one.derived.unit in planned for one in owed),
        **{state.value: counts[state] for state in Held},
    )


def _standing(units: Mapping[str, Unit], one: Obligation, on: date) -> UnitStanding:
    derived = one.derived
    unit, above = units.get(derived.unit), units.get(derived.parent or "")
    return UnitStanding(
        name=unit.name if unit else derived.unit,
        above=derived.group or (above.name if above else ""),
        due=derived.source_words,
        held_on=one.done_on if one.done_on is not None and one.done_on <= on else None,
        standing=HELD[held(one, on).value].format(order=derived.order),
    )

"""The province on a day for the consolidated report: the figures of the roll-up, and how each unit stands."""

from collections.abc import Mapping
from datetime import date

from emulation_workflow.domain.figures import HOLDING, FigureKind
from emulation_workflow.domain.paper_inputs import Consolidation, GroupCount, UnitStanding
from emulation_workflow.domain.roll_up import Counts, number
from emulation_workflow.domain.units import Unit
from emulation_workflow.messages.papers import HELD, TOTALS
from emulation_workflow.office.desk import Office
from emulation_workflow.office.papers.asked import digest
from emulation_workflow.office.roll_up import Conference, conferences_on, rolled_up, stands_as_of


def consolidation(office: Office, on: date) -> Consolidation:
    """What every bound unit owes and has done by `on`, by level; what only result reports tell is left unstated."""
    with office.store.look() as record:
        units = {unit.code: unit for unit in record.units(on)}
        anew = not stands_as_of(record, office, on)
        found = rolled_up(record, office, on, opened=False, anew=anew)
        conferences = conferences_on(record, office, on, anew=anew)
    groups = tuple(
        _count(level.name, found.levels.get(level.id, {})) for level in office.campaign.levels if level.conference
    )
    standings = tuple(_standing(units, one) for one in conferences)
    return Consolidation(
        as_of=on,
        groups=groups,
        total=_count(TOTALS, found.root.total),
        units=standings,
        sha256=digest([repr(one) for one in (*groups, *standings)]),
    )


def _count(name: str, counts: Counts) -> GroupCount:
    return GroupCount(
        name=name,
        bound=number(counts, FigureKind.BOUND),
        with_plan=number(counts, FigureKind.PLANS),
        **{kind.value: number(counts, kind) for kind in HOLDING},
    )


def _standing(units: Mapping[str, Unit], one: Conference) -> UnitStanding:
    unit, above = units.get(one.derived.unit), units.get(one.derived.parent or "")
    return UnitStanding(
        name=unit.name if unit else one.derived.unit,
        above=one.derived.group or (above.name if above else ""),
        due=one.derived.source_words,
        held_on=one.held_on,
        standing=HELD[one.stands.kind.value].format(order=one.derived.order),
    )

"""Check who comes before whom, as far as the days of other units' conferences are known (R140-R142).

Where two conferences stand in the wrong order, the fault is that of the unit outside its own window. A unit inside its
own is told, and never found in breach for what another does; where both are inside theirs, both are asked.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial

from emulation_workflow.domain.campaign import Campaign, CheckKind, Level, Pilot
from emulation_workflow.domain.checks.examination import Examination, Neighbour
from emulation_workflow.domain.findings import Finding, Verdict
from emulation_workflow.domain.orders.in_force import terms_of
from emulation_workflow.domain.registers import Unit


def check_level_order(examination: Examination) -> Iterator[Finding]:
    """Check that the day is strictly before the level above and strictly after the units below."""
    held, own, campaign = examination.plan.held_on, examination.level, examination.campaign
    if held is None:
        return
    if own.before_level and own.order_rule:
        yield from _before_level_above(examination, campaign.level(own.before_level), held)
    for level in campaign.levels:
        if level.before_level == own.id and level.order_rule:
            yield from _after_units_below(examination, level, held)


def _before_level_above(examination: Examination, above: Level, held: date) -> Iterator[Finding]:
    rule, parent = examination.level.order_rule, examination.unit.parent
    if above.conference is None:
        yield from _before_the_congress(examination, held)
        return
    of_level = [neighbour for neighbour in _not_stopped(examination) if neighbour.unit.level in above.unit_levels]
    upper = [neighbour for neighbour in of_level if neighbour.unit.code == parent]
    early = [neighbour for neighbour in upper if neighbour.held_on <= held]
    if early:
        verdict = _whose_fault(examination, held, early)
        yield examination.finding(rule, verdict, "not_before_level_above", day=held, units=_listed(early))
    elif upper:
        yield examination.finding(rule, Verdict.OK, "before_level_above", day=held, units=_listed(upper))


def _before_the_congress(examination: Examination, held: date) -> Iterator[Finding]:
    """Check the day against the congress's, where the plan has a congress and names its days."""
    rule, window, congress = examination.level.order_rule, examination.congress, examination.campaign.congress
    if congress is None or window is None or not window.has_days:
        return
    params = {"day": held, "congress": congress.name, "window": window.words}
    if window.end is not None and held > window.end:
        verdict = Verdict.ASK if window.may_mean(held) else Verdict.BREACH
        yield examination.finding(rule, verdict, "after_congress", **params)
    elif window.start is None or held >= window.start:
        yield examination.finding(rule, Verdict.ASK, "in_congress_window", **params)
    else:
        yield examination.finding(rule, Verdict.OK, "before_congress", **params)


def _after_units_below(examination: Examination, level: Level, held: date) -> Iterator[Finding]:
    rule, code = level.order_rule, examination.unit.code
    of_level = [neighbour for neighbour in _not_stopped(examination) if neighbour.unit.level in level.unit_levels]
    below = [neighbour for neighbour in of_level if neighbour.unit.parent == code]
    late = [neighbour for neighbour in below if neighbour.held_on >= held]
    if late:
        # What a unit below does late never makes this unit's day a breach.
        verdict = Verdict.ASK if _whose_fault(examination, held, late) is Verdict.ASK else Verdict.NOTE
        yield examination.finding(rule, verdict, "not_after_units_below", day=held, units=_listed(late))
    elif below:
        yield examination.finding(rule, Verdict.OK, "after_units_below", day=held, count=len(below))


def check_pilot_first(examination: Examination) -> Iterator[Finding]:
    """Check that a pilot comes before the units that are to learn from it.

    Among the units of the body that directs it, who is outside its window is in breach; across a level, where a plan
    states a purpose and no ban, it is only noted, unless the campaign's rule binds.
    """
    held = examination.plan.held_on
    by_director = learns_within_director(examination.campaign, examination.level, examination.pilot)
    kind = CheckKind.PILOT_FIRST_OF_DIRECTOR if by_director else CheckKind.PILOT_FIRST_OF_LEVEL
    rule = examination.rule_for(kind)
    if not rule or held is None:
        return
    wrong = None if by_director else examination.against(rule, Verdict.NOTE)
    same_group = partial(_learns_together, examination, by_director=by_director)
    learning = [neighbour for neighbour in _not_stopped(examination) if same_group(neighbour.unit)]
    pilots = [neighbour for neighbour in learning if _is_pilot(examination, neighbour.unit)]
    others = [neighbour for neighbour in learning if neighbour not in pilots]
    if examination.pilot is None:
        yield from _after_pilots(examination, rule, held, pilots, wrong)
    else:
        yield from _pilot_before(examination, rule, held, others, wrong)


def _pilot_before(
    examination: Examination, rule: str, held: date, others: list[Neighbour], wrong: Verdict | None
) -> Iterator[Finding]:
    early = [neighbour for neighbour in others if neighbour.held_on <= held]
    if early:
        verdict = wrong or _whose_fault(examination, held, early)
        yield examination.finding(rule, verdict, "pilot_not_first", day=held, units=_listed(early))
    elif others:
        yield examination.finding(rule, Verdict.OK, "pilot_first", day=held, count=len(others))
    elif (general := examination.general_window) is not None and general.start is not None:
        late = held >= general.start
        verdict, code = (Verdict.NOTE, "pilot_too_late_to_teach") if late else (Verdict.OK, "pilot_before_others")
        yield examination.finding(rule, verdict, code, day=held, general=general.words)


def _after_pilots(
    examination: Examination, rule: str, held: date, pilots: list[Neighbour], wrong: Verdict | None
) -> Iterator[Finding]:
    late = [neighbour for neighbour in pilots if neighbour.held_on >= held]
    if late:
        verdict = wrong or _whose_fault(examination, held, late)
        yield examination.finding(rule, verdict, "before_pilot", day=held, units=_listed(late))
    elif pilots:
        yield examination.finding(rule, Verdict.OK, "after_pilot", day=held, units=_listed(pilots))


def _whose_fault(examination: Examination, held: date, others: Iterable[Neighbour]) -> Verdict:
    """Return BREACH if the unit is outside its own window, NOTE if the others are outside theirs, else ASK."""
    own = examination.terms.window
    if own is not None and not own.may_mean(held) and held not in own:
        return Verdict.BREACH
    return Verdict.NOTE if all(_is_outside(examination, other) for other in others) else Verdict.ASK


def _is_outside(examination: Examination, other: Neighbour) -> bool:
    window = terms_of(examination.campaign, other.unit, examination.orders, on=other.held_on).window
    return window is not None and other.held_on not in window


def _not_stopped(examination: Examination) -> Iterable[Neighbour]:
    """Return the neighbours whose day no order has stopped: one that was planned and then suspended is none."""
    if not examination.orders:
        return examination.neighbours
    return [
        neighbour
        for neighbour in examination.neighbours
        if terms_of(examination.campaign, neighbour.unit, examination.orders, on=neighbour.held_on).goes_ahead
    ]


def learns_within_director(campaign: Campaign, level: Level, pilot: Pilot | None) -> bool:
    """Return whether this level's pilots are named by each director, and so teach that director's own units only.

    `pilot`: the one that the unit in question is.
    """
    pilots = [pilot] if pilot else [named for named in campaign.pilots if named.level == level.id]
    return any(pilot.is_left_to_director for pilot in pilots)


def _learns_together(examination: Examination, unit: Unit, *, by_director: bool) -> bool:
    if unit.code == examination.unit.code or unit.level not in examination.level.unit_levels:
        return False
    return not by_director or unit.parent == examination.unit.parent


def _is_pilot(examination: Examination, unit: Unit) -> bool:
    return examination.campaign.pilot_of(unit.code, level=examination.level.id, designated=unit.pilot) is not None


def _listed(neighbours: Iterable[Neighbour]) -> list[dict[str, str]]:
    return [{"name": neighbour.unit.name, "day": neighbour.held_on.isoformat()} for neighbour in neighbours]

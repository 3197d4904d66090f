"""Who comes before whom, as far as the days of other units' conferences are known (R140-R142)."""

from collections.abc import Iterable, Iterator
from datetime import date

from emulation_workflow.domain.campaign import Campaign, CheckKind, Level, Pilot
from emulation_workflow.domain.checks.examination import Examination, Neighbour
from emulation_workflow.domain.findings import Finding, Verdict
from emulation_workflow.domain.registers.units import Unit


def check_level_order(x: Examination) -> Iterator[Finding]:
    """Strictly before the conference of the level above, strictly after those of the units below."""
    if x.plan.held_on is None:
        return
    if x.level.before_level and x.level.order_rule:
        yield from _before_level_above(x, x.campaign.level(x.level.before_level), x.plan.held_on)
    for level in x.campaign.levels:
        if level.before_level == x.level.id and level.order_rule:
            yield from _after_units_below(x, level, x.plan.held_on)


def _before_level_above(x: Examination, above: Level, held: date) -> Iterator[Finding]:
    rule = x.level.order_rule
    if above.conference is None:
        yield _before_the_congress(x, held)
        return
    upper = [one for one in x.neighbours if one.unit.code == x.unit.parent and one.unit.level in above.unit_levels]
    early = [one for one in upper if one.held_on <= held]
    if early:
        yield x.found(rule, Verdict.BREACH, "not_before_level_above", day=held.isoformat(), units=_listed(early))
    elif upper:
        yield x.found(rule, Verdict.OK, "before_level_above", day=held.isoformat(), units=_listed(upper))


def _before_the_congress(x: Examination, held: date) -> Finding:
    facts = {"day": held.isoformat(), "congress": x.campaign.congress.name, "window": x.congress.words}
    if held > x.congress.end:
        return x.found(x.level.order_rule, Verdict.BREACH, "after_congress", **facts)
    if held in x.congress:
        return x.found(x.level.order_rule, Verdict.ASK, "in_congress_window", **facts)
    return x.found(x.level.order_rule, Verdict.OK, "before_congress", **facts)


def _after_units_below(x: Examination, level: Level, held: date) -> Iterator[Finding]:
    below = [one for one in x.neighbours if one.unit.parent == x.unit.code and one.unit.level in level.unit_levels]
    late = [one for one in below if one.held_on >= held]
    if late:
        facts = {"day": held.isoformat(), "units": _listed(late)}
        yield x.found(level.order_rule, Verdict.BREACH, "not_after_units_below", **facts)
    elif below:
        yield x.found(level.order_rule, Verdict.OK, "after_units_below", day=held.isoformat(), count=len(below))


def check_pilot_first(x: Examination) -> Iterator[Finding]:
    """A pilot comes before the units that are to learn from it.

    Among the units of the body that directs it a later pilot is a breach; across a level the plan states a purpose
    and no ban, so it is pointed out.
    """
    held, by_director = x.plan.held_on, learns_within_director(x.campaign, x.level, x.pilot)
    kind = CheckKind.PILOT_FIRST_OF_DIRECTOR if by_director else CheckKind.PILOT_FIRST_OF_LEVEL
    rule, wrong = x.rule_for(kind), Verdict.BREACH if by_director else Verdict.NOTE
    if not rule or held is None:
        return
    learning = [one for one in x.neighbours if _learns_together(x, one.unit, by_director=by_director)]
    pilots = [one for one in learning if _is_pilot(x, one.unit)]
    if x.pilot is None:
        yield from _after_pilots(x, rule, wrong, held, pilots)
    else:
        yield from _pilot_before(x, rule, wrong, held, [one for one in learning if one not in pilots])


def _pilot_before(x: Examination, rule: str, wrong: Verdict, held: date, others: list[Neighbour]) -> Iterator[Finding]:
    early = [one for one in others if one.held_on <= held]
    if early:
        yield x.found(rule, wrong, "pilot_not_first", day=held.isoformat(), units=_listed(early))
    elif others:
        yield x.found(rule, Verdict.OK, "pilot_first", day=held.isoformat(), count=len(others))
    else:
        late = held >= x.general.start
        verdict, code = (Verdict.NOTE, "pilot_too_late_to_teach") if late else (Verdict.OK, "pilot_before_others")
        yield x.found(rule, verdict, code, day=held.isoformat(), general=x.general.words)


def _after_pilots(x: Examination, rule: str, wrong: Verdict, held: date, pilots: list[Neighbour]) -> Iterator[Finding]:
    late = [one for one in pilots if one.held_on >= held]
    if late:
        yield x.found(rule, wrong, "before_pilot", day=held.isoformat(), units=_listed(late))
    elif pilots:
        yield x.found(rule, Verdict.OK, "after_pilot", day=held.isoformat(), units=_listed(pilots))


def learns_within_director(campaign: Campaign, level: Level, pilot: Pilot | None) -> bool:
    """Whether this level's pilots are named by each director, and so teach that director's own units only.

    `pilot`: the one that the unit in question is.
    """
    pilots = [pilot] if pilot else [one for one in campaign.pilots if one.level == level.id]
    return any(not pilot.units for pilot in pilots)


def _learns_together(x: Examination, unit: Unit, *, by_director: bool) -> bool:
    if unit.code == x.unit.code or unit.level not in x.level.unit_levels:
        return False
    return not by_director or unit.parent == x.unit.parent


def _is_pilot(x: Examination, unit: Unit) -> bool:
    return x.campaign.pilot_of(unit.code, level=x.level.id, designated=unit.pilot) is not None


def _listed(neighbours: Iterable[Neighbour]) -> list[dict[str, str]]:
    return [{"name": one.unit.name, "day": one.held_on.isoformat()} for one in neighbours]

"""What the year's conferences bring: reports some days later, now and then corrected, lists, who goes to the congress.

When and whether is drawn by the seed for each unit, as everything in the year is.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from emulation_workflow.demo.made_up import made_up_delegates, made_up_report
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.delegates.lists import Delegate, DelegateList, ListKind, Quota
from emulation_workflow.domain.delegates.upward import units_below, upper_level
from emulation_workflow.domain.obligations.obligation import Obligation, ObligationState
from emulation_workflow.domain.orders.in_force import event_task
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.office.delegates.lists import receive_list
from emulation_workflow.office.delegates.quotas import record_quotas
from emulation_workflow.office.office import Office
from emulation_workflow.office.results.report_receipt import receive_report
from emulation_workflow.office.roll_up import publication

CORRECTION = "Đếm lại số đại biểu khách mời theo danh sách điểm danh"
NEVER_REPORTS, CORRECTS = 4, 7
"""Units in a hundred that send no report, and that send a second one."""

QUOTA = 4
"""Delegates that the congress allocates to each unit, in the year that is made up."""


@dataclass(frozen=True, slots=True)
class Manners:
    """Working days after its conference on which a unit sends its list, its report (None: never), and a correction."""

    list_after: int
    report_after: int | None
    corrects_after: int | None


def manners_of(seed: int, code: str) -> Manners:
    """Drawn from the seed and the unit's code alone."""
    draw = Random(f"{seed}/{code}/reports")  # noqa: S311 - a story, no secret
    report_after = draw.randint(2, 25)
    list_after = draw.randint(0, 4)
    if draw.randrange(100) < NEVER_REPORTS:
        return Manners(list_after, None, None)
    corrects = draw.randrange(100) < CORRECTS
    return Manners(list_after, report_after, report_after + 30 if corrects else None)


def units_report(office: Office, seed: int, day: date) -> int:
    """Every unit whose day has come sends its list or its report; how many came in."""
    if office.calendar.is_day_off(day):
        return 0
    with office.store.look() as record:
        units = {unit.code: unit for unit in record.register.units(day)}
        held = [one for one in record.obligations.of_units() if _is_held(office, units, one)]
    return sum(_sends(office, units[one.derived.unit], one, seed, day) for one in held)


def _is_held(office: Office, units: dict[str, Unit], one: Obligation) -> bool:
    unit = units.get(one.derived.unit)
    level = office.campaign.level_of(unit.level) if unit else None
    event = event_task(office.campaign, level) if level and level.conference else None
    return event is not None and one.derived.task == event.id and one.state is ObligationState.DONE


def _sends(office: Office, unit: Unit, held: Obligation, seed: int, day: date) -> int:
    if held.done_on is None:
        return 0
    manners, since = manners_of(seed, unit.code), held.done_on
    sent = 0
    if day == office.calendar.add_working_days(since, manners.list_after) and upper_level(office.campaign, unit):
        delegates = tuple(made_up_delegates(unit, seed))
        minutes = f"{unit.code}/BB"
        given = DelegateList(
            kind=ListKind.ADOPTED, unit=unit.code, delegates=delegates, minutes=minutes, adopted_on=since
        )
        receive_list(office, given, by="year", channel=Channel.COMMAND)
        sent += 1
    for after, correction in ((manners.report_after, ""), (manners.corrects_after, CORRECTION)):
        if after is not None and day == office.calendar.add_working_days(since, after):
            report = made_up_report(office.campaign, unit, since, sent_on=day, seed=seed, correction=correction)
            receive_report(office, report, channel=Channel.COMMAND)
            sent += 1
    return sent


def publish_figures(document: str) -> Callable[[Office, date], object]:
    """The office publishes the figures of the day by this document."""

    def act(office: Office, day: date) -> object:
        return publication.publish_figures(
            office, day, document=document, signed_on=day, by="year", channel=Channel.COMMAND
        )

    return act


def allocate_to_congress(document: str) -> Callable[[Office, date], object]:
    """The province allocates delegates by this document to each unit whose conference sends some to the congress."""

    def act(office: Office, day: date) -> object:
        upper = congress_unit(office, day)
        with office.store.look() as record:
            below = units_below(office.campaign, upper, record.register.units(), on=day)
        quotas = [
            Quota(
                upper=upper.code,
                unit=unit.code,
                number=QUOTA,
                document=document,
                signed_on=day,
                recorded_at=office.clock.now(),
                recorded_by="year",
            )
            for unit in below
        ]
        return record_quotas(office, quotas, channel=Channel.COMMAND)

    return act


def list_for_congress(office: Office, day: date) -> None:
    """Who attends the congress: of each adopted list as many as were allocated, nobody twice."""
    upper = congress_unit(office, day)
    with office.store.look() as record:
        adopted = [one for one in record.delegates.latest_lists(upper.code, day) if one.kind is ListKind.ADOPTED]
    people: dict[tuple[str, int | None], Delegate] = {}
    for one in adopted:
        for delegate in [each for each in one.delegates if not each.is_reserve][:QUOTA]:
            people.setdefault((delegate.name, delegate.born), replace(delegate, sent_by=one.unit))
    given = DelegateList(kind=ListKind.ATTENDING, unit=upper.code, delegates=tuple(people.values()))
    receive_list(office, given, by="year", channel=Channel.COMMAND)


def congress_unit(office: Office, day: date) -> Unit:
    """The unit of the congress's own level."""
    tops = [word for level in office.campaign.levels if level.conference is None for word in level.unit_levels]
    with office.store.look() as record:
        return next(unit for unit in record.register.units(day) if unit.level in tops)

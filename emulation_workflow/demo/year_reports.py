"""What the year's conferences bring: reports some days later, now and then corrected, lists, who goes to the congress.

When and whether is drawn by the seed for each unit, as everything in the year is.
"""

from dataclasses import dataclass, replace
from datetime import date
from random import Random

from emulation_workflow.demo.made_up import made_up_delegates, made_up_report
from emulation_workflow.domain.approval.codes import code_for
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.delegates.delegate_lists import Delegate, DelegateList, ListKind, Quota
from emulation_workflow.domain.delegates.upward import units_below, upper_level
from emulation_workflow.domain.difficulties import Difficulty, DifficultyStep
from emulation_workflow.domain.obligations.obligation import Obligation, ObligationState
from emulation_workflow.domain.orders.in_force import event_task
from emulation_workflow.domain.registers import Unit
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.authority import in_office
from emulation_workflow.office.clerk_entries import ClerkEntry, request_code
from emulation_workflow.office.delegates.list_receipt import receive_list
from emulation_workflow.office.delegates.quotas import quota_entry, record_quotas
from emulation_workflow.office.difficulties.handling import record_step, step_entry, step_taken
from emulation_workflow.office.office import Office
from emulation_workflow.office.results.report_receipt import receive_report
from emulation_workflow.office.roll_up import publication

CORRECTION = "Đếm lại số đại biểu khách mời theo danh sách điểm danh"
NEVER_REPORTS, CORRECTS = 4, 7
"""Units in a hundred that send no report, and that send a second one."""

QUOTA = 4
"""Delegates that the congress allocates to each unit, in the year that is made up."""


@dataclass(frozen=True, slots=True)
class Delays:
    """Working days after its conference on which a unit sends its list, its report (None: never), and a correction."""

    list_after: int
    report_after: int | None
    corrects_after: int | None


def delays_of(seed: int, code: str) -> Delays:
    """Draw them from the seed and the unit's code alone."""
    draw = Random(f"{seed}/{code}/reports")  # noqa: S311 - a story, no secret
    report_after = draw.randint(2, 25)
    list_after = draw.randint(0, 4)
    if draw.randrange(100) < NEVER_REPORTS:
        return Delays(list_after, None, None)
    corrects = draw.randrange(100) < CORRECTS
    return Delays(list_after, report_after, report_after + 30 if corrects else None)


def units_report(office: Office, seed: int, day: date) -> int:
    """Let every unit whose day has come send its list or its report; return how many came in."""
    if office.calendar.is_day_off(day):
        return 0
    with office.store.look() as record:
        units = {unit.code: unit for unit in record.register.units(day)}
        held = [obligation for obligation in record.obligations.of_units() if _is_held(office, units, obligation)]
    return sum(_sends(office, units[obligation.derived.unit], obligation, seed, day) for obligation in held)


def _is_held(office: Office, units: dict[str, Unit], obligation: Obligation) -> bool:
    unit = units.get(obligation.derived.unit)
    level = office.campaign.level_of(unit.level) if unit else None
    event = event_task(office.campaign, level) if level and level.conference else None
    return event is not None and obligation.derived.task == event.id and obligation.state is ObligationState.DONE


def _sends(office: Office, unit: Unit, held: Obligation, seed: int, day: date) -> int:
    if held.done_on is None:
        return 0
    delays, since = delays_of(seed, unit.code), held.done_on
    sent = 0
    if day == office.calendar.add_working_days(since, delays.list_after) and upper_level(office.campaign, unit):
        delegates = tuple(made_up_delegates(unit, seed))
        minutes = made_up_report(office.campaign, unit, since, sent_on=day, seed=seed).minutes
        delegate_list = DelegateList(
            kind=ListKind.ADOPTED, unit=unit.code, delegates=delegates, minutes=minutes, adopted_on=since
        )
        receive_list(office, delegate_list, by="year", channel=Channel.COMMAND)
        sent += 1
    for after, correction in ((delays.report_after, ""), (delays.corrects_after, CORRECTION)):
        if after is not None and day == office.calendar.add_working_days(since, after):
            report = made_up_report(office.campaign, unit, since, sent_on=day, seed=seed, correction=correction)
            receive_report(office, report, channel=Channel.COMMAND)
            sent += 1
    return sent


def publish_figures(office: Office, day: date, *, document: str) -> None:
    """Publish the figures of the day in this document."""
    publication.publish_figures(office, day, document=document, signed_on=day, by="year", channel=Channel.COMMAND)


def allocate_to_congress(office: Office, day: date, *, document: str) -> None:
    """Allocate delegates by this document to each unit that sends some to the congress."""
    upper = congress_unit(office, day)
    quotas = [
        Quota(
            upper=upper.code,
            unit=unit.code,
            number=QUOTA,
            document=document,
            signed_on=day,
            recorded_at=office.clock.now(),
            recorded_by=clerk_of(office, day),
        )
        for unit in units_below(office.campaign, upper, register.units(office), on=day)
    ]
    record_quotas(office, quotas, code=clerks_code(office, quota_entry(office, quotas)), channel=Channel.COMMAND)


def list_for_congress(office: Office, day: date) -> None:
    """List who attends the congress: of each adopted list as many as were allocated, nobody twice."""
    upper = congress_unit(office, day)
    latest = office.read(lambda record: record.delegates.latest_lists(upper.code, day))
    people: dict[tuple[str, int | None], Delegate] = {}
    for adopted_list in (latest_list for latest_list in latest if latest_list.kind is ListKind.ADOPTED):
        for delegate in [delegate for delegate in adopted_list.delegates if not delegate.is_reserve][:QUOTA]:
            people.setdefault((delegate.name, delegate.born), replace(delegate, sent_by=adopted_list.unit))
    attending = DelegateList(kind=ListKind.ATTENDING, unit=upper.code, delegates=tuple(people.values()))
    receive_list(office, attending, by="year", channel=Channel.COMMAND)


def congress_unit(office: Office, day: date) -> Unit:
    """Return the unit of the congress's own level."""
    tops = [word for level in office.campaign.levels if level.conference is None for word in level.unit_levels]
    return next(unit for unit in register.units(office, day) if unit.level in tops)


ANSWERED_AFTER, SETTLED_AFTER = 5, 15
"""Working days after it was raised on which the Board answers it or takes it up, and the Committee answers."""
TO_COMMITTEE, WAITS = 3, 7
"""One in so many goes to the Committee, and one in so many is still with the Board when the year ends."""


def answer_difficulties(office: Office, day: date) -> int:
    """Answer or take up every difficulty whose day has come; return how many."""
    raised = office.read(lambda record: record.difficulties.all())
    return sum(_has_moved_on(office, difficulty, day) for difficulty in raised if difficulty.number % WAITS)


def _has_moved_on(office: Office, difficulty: Difficulty, day: date) -> bool:
    goes_up = not difficulty.number % TO_COMMITTEE
    steps = [DifficultyStep.TAKEN_UP, DifficultyStep.SETTLED] if goes_up else [DifficultyStep.ANSWERED]
    after = [ANSWERED_AFTER, SETTLED_AFTER]
    due = [office.calendar.add_working_days(difficulty.raised_on, days) for days in after]
    if len(difficulty.steps) == len(steps) or day < due[len(difficulty.steps)]:
        return False
    step = steps[len(difficulty.steps)]
    document = f"{day.timetuple().tm_yday:02d}/{'UBND-NC' if step is DifficultyStep.SETTLED else 'BTĐKT-NV'}"
    taken = step_taken(office, step, done_on=day, by=clerk_of(office, day), document=document, words=WORDS)
    entry = step_entry(office, difficulty.number, taken)
    if entry is not None:
        code = clerks_code(office, entry)
        record_step(office, difficulty.number, taken, code=code, channel=Channel.COMMAND)
    return True


def clerk_of(office: Office, day: date) -> str:
    """Return the number of the first of those who enter documents on that day."""
    return office.read(lambda record: in_office(record.register, office.campaign.order_recorder, day)[0].number)


def clerks_code(office: Office, entry: ClerkEntry) -> str:
    """Return the code for this entry, as it stands in its clerk's own letter."""
    request_code(office, entry)
    purpose = entry.purpose
    issued = office.read(lambda record: record.cases.codes(purpose.subject, stage=purpose.sha256))
    return code_for(issued[-1], office.secret)


WORDS = "Đề nghị đơn vị thực hiện trong nguồn lực hiện có; Ban phối hợp, hướng dẫn."

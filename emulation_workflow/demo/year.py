"""A year of the whole province, played on the record itself: units act, orders arrive, the office sweeps each day."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from emulation_workflow.demo.behaviour import acts_on, punctuality_of
from emulation_workflow.demo.sample_office import MORNING
from emulation_workflow.demo.year_reports import answer_difficulties, units_report
from emulation_workflow.domain.approval.codes import code_for
from emulation_workflow.domain.approval.transitions import Act, Case, CaseAnswer, Channel, acting_role, decisions_at
from emulation_workflow.domain.calendar import days_from
from emulation_workflow.domain.campaign import Settlement
from emulation_workflow.domain.obligations.obligation import Evidence, Obligation, ObligationState
from emulation_workflow.domain.orders.order import Order, sha256_of
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.schedule.lessons import lessons_paths
from emulation_workflow.domain.schedule.settlement import BY_EVIDENCE
from emulation_workflow.domain.submissions import UnitPlan
from emulation_workflow.office.approval.chain import case_of, decide
from emulation_workflow.office.authority import deciders
from emulation_workflow.office.obligations.evidence import faults_of_evidence, record_evidence
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from emulation_workflow.office.orders.entry import enter_order, request_code
from emulation_workflow.office.plans.plan_receipt import receive_plan
from emulation_workflow.office.reminders.sweep import SweepResult, sweep

COMES_IN_ITSELF = frozenset({Settlement.RESULT_REPORT, Settlement.DELEGATE_LIST})
"""What is settled by what units send in, and not by evidence that staff record."""

SetTo = Callable[[datetime], None]
OfficeAct = Callable[[Office, date], object]
"""What the office does on a day besides its daily round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What happens besides the units' own doings, by day: plans of gated pilots, orders, acts of the office.

    `rounds` are done on every day, after the sweep.
    """

    first: date
    last: date
    seed: int
    plans: Mapping[date, Sequence[UnitPlan]]
    orders: Mapping[date, Sequence[Sequence[Order]]]
    clerk: str
    acts: Mapping[date, Sequence[OfficeAct]]
    outages: frozenset[date] = frozenset()
    rounds: Sequence[OfficeAct] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlayed:
    """What one day brought: what units did, what is late after it, and what the sweep did (None: nobody swept)."""

    day: date
    done: int
    late: int
    swept: SweepResult | None


def play_year(office: Office, set_to: SetTo, program: Program) -> list[DayPlayed]:
    """Play every day of the program on the office's record; return what each day brought."""
    played = []
    for day in days_from(program.first, program.last):
        set_to(datetime.combine(day, MORNING, office.clock.now().tzinfo))
        if day == program.first:
            derive_obligations(office, dry_run=False)
        for document in program.orders.get(day, ()):
            _enter(office, document, program.clerk)
        for plan in program.plans.get(day, ()):
            receive_plan(office, plan, channel=Channel.COMMAND)
        if not office.calendar.is_day_off(day):
            _officials_decide(office)
            answer_difficulties(office, day)
        done = _units_act(office, program, day) + units_report(office, program.seed, day)
        for act in program.acts.get(day, ()):
            act(office, day)
        swept = None if day in program.outages else sweep(office)
        for act in program.rounds:
            act(office, day)
        played.append(DayPlayed(day=day, done=done, late=_late(office), swept=swept))
    return played


def _late(office: Office) -> int:
    return office.read(
        lambda record: sum(obligation.state is ObligationState.OVERDUE for obligation in record.obligations.of_units())
    )


def _enter(office: Office, document: Sequence[Order], clerk: str) -> None:
    """Enter a document as its clerk does, with the code from the clerk's own letter."""
    request_code(office, document, entered_by=clerk)
    issued = office.read(lambda record: record.cases.codes(document[0].document, stage=sha256_of(document), version=0))
    if issued and not enter_order(office, document, entered_by=clerk, code=code_for(issued[-1], office.secret)).applied:
        raise RuntimeError(f"order {document[0].number} was not entered")


def _units_act(office: Office, program: Program, day: date) -> int:
    """Let every unit whose day has come do what it owes and report it; return how many did, none on a day off."""
    if office.calendar.is_day_off(day):
        return 0
    tasks = {task.id: task for task in office.campaign.tasks}
    with office.store.look() as record:
        every = list(record.obligations.of_units())
        untaught = _untaught(office, record.register.units(day), every)
    owed = [
        obligation
        for obligation in every
        if obligation.is_open
        and obligation.derived.task in tasks
        and (obligation.derived.unit, obligation.derived.task) not in untaught
    ]
    acting = [
        obligation
        for obligation in owed
        if tasks[obligation.derived.task].settled_by in BY_EVIDENCE - COMES_IN_ITSELF
        and acts_on(
            obligation,
            punctuality_of(program.seed, obligation),
            office.calendar,
            today=day,
            opens=office.campaign.effective_from,
        )
    ]
    rows = [_evidence(obligation, day, office.clock.now()) for obligation in acting]
    # What may not be done yet (a pilot's conference before its plan is cleared) is put off to another day.
    refused = {index for index, _, _ in faults_of_evidence(office, rows)} if rows else set()
    allowed = [row for index, row in enumerate(rows) if index not in refused]
    if allowed:
        record_evidence(office, allowed, channel=Channel.COMMAND)
    return len(allowed)


def _untaught(office: Office, units: Sequence[Unit], every: Iterable[Obligation]) -> set[tuple[str, str]]:
    """Return whose lessons nobody can draw yet, by unit and task: no pilot that they are of has held its conference."""
    held = {
        (obligation.derived.unit, obligation.derived.task)
        for obligation in every
        if obligation.state is ObligationState.DONE
    }
    waits: set[tuple[str, str]] = set()
    drawn: set[tuple[str, str]] = set()
    for path in lessons_paths(office.campaign):
        named = dict.fromkeys(path.pilots, path.director)
        marked = {unit.code: unit.parent or "" for unit in units if unit.pilot and unit.level in path.marked_words}
        for code, director in {**named, **marked}.items():
            (drawn if (code, path.event) in held else waits).add((director, path.task))
    return waits - drawn


def _evidence(obligation: Obligation, day: date, at: datetime) -> Evidence:
    derived = obligation.derived
    return Evidence(
        unit=derived.unit,
        task=derived.task,
        done_on=day,
        recorded_at=at,
        recorded_by="year",
        number=f"{day.timetuple().tm_yday:02d}/BC",
        signed_on=day,
        source="year",
    )


def _officials_decide(office: Office) -> None:
    """Let whoever has a gated plan before them pass it, one step a day."""
    for code in office.read(office.plan_in_force).gated_units:
        case = case_of(office, code)
        if decisions_at(office.gate, case.stage):
            _decide(office, case)


def _decide(office: Office, case: Case) -> None:
    with office.store.look() as record:
        today = office.clock.now().date()
        unit = office.bound_unit(record.register, case.unit, today)
        role = acting_role(office.gate, case.stage) or ""
        official = deciders(record.register, office.campaign, role, unit, today)[0].official
        issued = record.cases.codes(case.unit, stage=case.stage, version=case.version)
    theirs = [issue for issue in issued if issue.official == official.number and issue.is_live]
    act: Act = decisions_at(office.gate, case.stage)[0]
    answer = CaseAnswer(
        act=act,
        stage=case.stage,
        version=case.version,
        question_number=case.question_number,
        code=code_for(theirs[-1], office.secret, act),
        reason="",
    )
    outcome = decide(office, case.unit, answer)
    if not outcome.applied:
        raise RuntimeError(f"{act} on {case.unit} was refused: {[problem.code for problem in outcome.problems]}")


def totals(played: Iterable[DayPlayed]) -> Mapping[str, int]:
    """Return the year's sums."""
    swept = [day.swept for day in played if day.swept is not None]
    return {
        "letters": sum(result.letters for result in swept),
        "rungs": sum(result.rungs for result in swept),
        "became_overdue": sum(result.overdue for result in swept),
    }

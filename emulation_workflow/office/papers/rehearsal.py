"""Every paper that a campaign has, made once from a made-up record: to be looked at before a real one is written.

It writes into the record of the office that it is given, which is therefore nobody's.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.orders.order import Order, OrderKind, Scope
from emulation_workflow.domain.papers.inputs import AdoptedList, DelegateLine
from emulation_workflow.domain.papers.paper import Paper, PaperKind
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.submissions import ResultReport, UnitPlan
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office, is_bound
from emulation_workflow.office.papers import PaperRequest, make_papers
from emulation_workflow.office.papers.result_papers import delegate_list
from emulation_workflow.office.plans.plan_receipt import receive_plan
from emulation_workflow.office.results.report_receipt import receive_report
from emulation_workflow.ports import Clock

LATE = timedelta(days=3650)
"""How long after the plan everything that has a day is late."""

_OF_CASE = (PaperKind.APPRAISAL_REPORT, PaperKind.SUBMISSION, PaperKind.OPINION)
_NOTHING_LATE = ProblemCode.PAPER_NOBODY_LATE


@dataclass(frozen=True, slots=True)
class _Later:
    """A clock by which everything that has a day is late."""

    clock: Clock

    def now(self) -> datetime:
        return self.clock.now() + LATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsed:
    """A kind of paper, and the paper, or what keeps this campaign from having it."""

    kind: PaperKind
    paper: Paper | None = None
    problems: tuple[Problem, ...] = ()


def rehearse_papers(office: Office) -> Iterator[Rehearsed]:
    """Yield every paper that this campaign can come to need; a plan without a gate needs none about its cases."""
    with office.store.act() as record:
        units = record.register.units(office.clock.now().date())
        record.register.replace_units(_chosen(office, units))
        plan = office.plan_in_force(record)
    holding = [unit for unit in units if is_bound(plan, unit)]
    gated = [unit for unit in holding if plan.is_gated(unit.code)]
    if gated:
        receive_plan(office, _plan(office, gated[0]), channel=Channel.INTAKE_FORM)
        kinds = _OF_CASE if office.gate.opining else _OF_CASE[:1]
        yield from (_rehearsed(office, kind, unit=gated[0].code) for kind in kinds)
    for unit in [unit for unit in holding if unit not in gated][:1] or holding[:1]:
        yield from _of_unit(office, unit, is_planned=unit in gated)
    yield from _of_office(office)


def _chosen(office: Office, units: Sequence[Unit]) -> Iterator[Unit]:
    """Yield a unit, marked as a pilot, for each kind of gated pilot that the plan leaves to be chosen."""
    for pilot in office.campaign.pilots:
        if pilot.gated and pilot.is_left_to_director:
            words = office.campaign.level(pilot.level).unit_levels
            yield from (replace(unit, pilot=True) for unit in [unit for unit in units if unit.level in words][:1])


def _of_unit(office: Office, unit: Unit, *, is_planned: bool) -> Iterator[Rehearsed]:
    """Yield the papers that a unit signs."""
    plan = _plan(office, unit)
    if not is_planned:
        receive_plan(office, plan, channel=Channel.INTAKE_FORM)
    receive_report(office, ResultReport(conference=plan, lessons="…"), channel=Channel.INTAKE_FORM)
    yield _rehearsed(office, PaperKind.INVITATION, unit=unit.code)
    yield _rehearsed(office, PaperKind.RESULT_REPORT, unit=unit.code)
    adopted = AdoptedList(unit=unit, parent=None, upper="…", official=(DelegateLine(name="…"),))
    yield _made(
        PaperKind.DELEGATE_LIST, lambda: delegate_list(office, _request(office, PaperKind.DELEGATE_LIST), adopted)
    )


def _of_office(office: Office) -> Iterator[Rehearsed]:
    """Yield the papers of whoever runs the campaign, and of whoever may change its plan."""
    derive_obligations(office, dry_run=False)
    yield _rehearsed(office, PaperKind.CONSOLIDATED_REPORT)
    late = _rehearsed(replace(office, clock=_Later(office.clock)), PaperKind.REMINDER)
    if _NOTHING_LATE not in {problem.code for problem in late.problems}:
        yield late
    issuer = next((body.id for body in office.campaign.bodies if body.may_change_plan), None)
    if issuer is not None:
        _order(office, issuer)
        yield _rehearsed(office, PaperKind.ADJUSTMENT, order="1")


def _rehearsed(office: Office, kind: PaperKind, *, unit: str = "", order: str = "") -> Rehearsed:
    request = _request(office, kind, unit=unit, order=order)
    return _made(kind, lambda: make_papers(office, request)[0])


def _request(office: Office, kind: PaperKind, *, unit: str = "", order: str = "") -> PaperRequest:
    return PaperRequest(kind=kind, written_on=office.clock.now().date(), unit=unit, order=order)


def _made(kind: PaperKind, make: Callable[[], Paper]) -> Rehearsed:
    try:
        return Rehearsed(kind=kind, paper=make())
    except Rejected as refused:
        return Rehearsed(kind=kind, problems=refused.problems)


def _plan(office: Office, unit: Unit) -> UnitPlan:
    today = office.clock.now().date()
    return UnitPlan(
        unit=unit.code,
        number="1",
        signed_on=today,
        signer="…",
        conference_name="…",
        held_on=today,
        starts_at=None,
        ends_at=None,
        place="…",
        mode=None,
        delegates={},
        agenda=(),
    )


def _order(office: Office, issuer: str) -> None:
    now = office.clock.now()
    order = Order(
        number="1",
        kind=OrderKind.SUSPEND,
        issuer=issuer,
        signed_on=now.date(),
        signer="…",
        scope=Scope(),
        effective_from=now.date(),
        entered_at=now,
    )
    with office.store.act() as record:
        record.orders.add([order])

"""Obligations, ladders and days for tests of the sweep."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from emulation_workflow.domain.campaign import Audience, DueKind, Ladder, OwnRungs, Recipient, Rung, Task
from emulation_workflow.domain.obligations.obligation import Derived, DueSource, Obligation, ObligationState
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.schedule.ladder import EscalationStep
from emulation_workflow.office.office import Office
from emulation_workflow.ports import Store
from tests.support.offices import OUR_CAMPAIGN, UNITS, ZONE, FakeClock, open_office

UNIT, HEAD, UPPER = Recipient.UNIT, Recipient.UNIT_HEAD, Recipient.UPPER_UNIT
BOARD, COMMITTEE = Recipient.BOARD, Recipient.COMMITTEE

LADDER = Ladder(
    decided_by="Ban tự chọn; Kế hoạch không nêu",
    board="board",
    committee="committee",
    rungs=(
        Rung(id="reminder", name="Nhắc việc", working_days=-3, to=(UNIT,)),
        Rung(id="overdue", name="Đôn đốc lần thứ nhất", working_days=1, to=(UNIT,), cc=(UPPER,)),
        Rung(id="second", name="Đôn đốc lần thứ hai", working_days=5, to=(HEAD,), cc=(UPPER, BOARD)),
        Rung(id="acts", name="Ban trực tiếp làm việc", working_days=10, to=(BOARD,), cc=(COMMITTEE,)),
    ),
)
TASKS = tuple(
    Task(
        id=name,
        name=words,
        rule="T040",
        audience=Audience.CONFERENCE_UNITS,
        due=DueKind.CONFERENCE,
        evidence="Số, ngày báo cáo",
    )
    for name, words in (("conference", "Tổ chức hội nghị"), ("report", "Báo cáo kết quả"))
)
LADDER_CAMPAIGN = replace(OUR_CAMPAIGN, ladder=LADDER, tasks=TASKS)

OWN = OwnRungs(levels=("department",), rungs=(Rung(id="soon", name="Nhắc khối sở", working_days=2, to=(UNIT, BOARD)),))
"""Departments are reminded on one day alone, on which nobody else is."""

TWO_LADDERS = replace(LADDER_CAMPAIGN, ladder=replace(LADDER, own=(OWN,)))

DUE = date(2020, 3, 31)
"""A Tuesday; Giỗ Tổ (02/4) lies between it and the second rung."""


def at(day: date) -> datetime:
    return datetime.combine(day, time(7), tzinfo=ZONE)


def owes(unit: Unit | str, task: str = "conference", due: date | None = DUE, **more: Any) -> Obligation:
    """Return what a unit owes, by default on DUE and with nothing done about it yet."""
    known = {unit.code: unit for unit in UNITS}
    of = known.get(unit) if isinstance(unit, str) else unit
    level = LADDER_CAMPAIGN.level_of(of.level) if of else None
    derived = Derived(
        unit=of.code if of else str(unit),
        task=task,
        level=level.id if level else "commune",
        rule="T040",
        parent=of.parent if of else None,
        group=of.group if of else "",
        due=due,
        source=DueSource.PLAN if due else DueSource.NOT_STATED,
        source_words="tháng 3/2020" if due else "",
        plan_due=due,
        is_suspended=more.get("state") is ObligationState.SUSPENDED,
        is_cancelled=more.get("state") is ObligationState.CANCELLED,
    )
    values: dict[str, Any] = {
        "state": ObligationState.PENDING,
        "waiting_on": "unit",
        "waiting_since": at(date(2019, 9, 4)),
    }
    return Obligation(derived=derived, **values | more)


def sweeping_office(store: Store, owed: Iterable[Obligation], *, day: date = DUE, **more: Any) -> Office:
    """Return an office on `day`, in whose record these obligations stand."""
    office = open_office(store, of=more.pop("of", LADDER_CAMPAIGN), clock=FakeClock(at(day)), **more)
    with store.act() as record:
        record.obligations.add(owed)
    return office


def go_to(office: Office, day: date) -> None:
    clock = office.clock
    assert isinstance(clock, FakeClock)
    clock.moment = at(day)


def lines(steps: Iterable[EscalationStep]) -> set[tuple[str, str, int, str]]:
    """Return unit, task, rung and address of each step."""
    return {(step.unit, step.task, step.rung, step.email) for step in steps}

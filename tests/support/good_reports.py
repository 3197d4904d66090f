"""Reports on conferences that were held: a good one for every unit of whatever campaign, and what checks say of it."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

from emulation_workflow.demo.any_campaign.good_plans import good_plan
from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.checks import Neighbour
from emulation_workflow.domain.checks.reports.examine import NOTHING_KNOWN, ReportHistory, check_result
from emulation_workflow.domain.findings import Finding
from emulation_workflow.domain.orders.order import Order
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.plan import UnitPlan
from emulation_workflow.domain.submissions.report import Honour, Party, ResultReport, Talk
from tests.support.builders import CALENDAR, campaign, plan_of

PAPERS = (
    Talk(title="Dồn điền đổi thửa", field="Nông nghiệp", author="Thôn 1", kind=Party.COLLECTIVE),
    Talk(title="Lớp học đêm", field="Giáo dục", author="Y Mẫu", kind=Party.INDIVIDUAL),
)
HONOURS = (
    Honour(
        honoured="Thôn 1",
        kind=Party.COLLECTIVE,
        award="Giấy khen",
        decision="15/QĐ-UBND",
        signed_on=date(2020, 1, 15),
        put_forward="Biên bản họp thôn",
        field="Nông nghiệp",
        fostering="Nhân rộng ra các thôn",
    ),
    Honour(
        honoured="Y Mẫu",
        kind=Party.INDIVIDUAL,
        award="Giấy khen",
        decision="15/QĐ-UBND",
        put_forward="Bỏ phiếu kín",
        field="Giáo dục",
    ),
)

_OF_PLAN = {field.name for field in fields(UnitPlan)}


def reported(conference: UnitPlan, **changes: Any) -> ResultReport:
    """Return a whole report on this conference, signed two days after it, with `changes` to report or conference."""
    held = conference.held_on
    of_plan = {name: value for name, value in changes.items() if name in _OF_PLAN}
    told: dict[str, Any] = {
        "papers": PAPERS,
        "honours": HONOURS,
        "launched": "Đoàn kết, sáng tạo",
        "minutes": "03/BB",
        "lessons": "Chuẩn bị sớm",
        "shortcomings": "Tuyên truyền còn ít",
    }
    told |= {name: value for name, value in changes.items() if name not in _OF_PLAN}
    signed = held + timedelta(days=2) if held else None
    none = {"collective_papers": 0, "individual_papers": 0}
    as_held = {"number": "30/BC", "signed_on": signed, **none, **of_plan}
    return ResultReport(conference=replace(conference, **as_held), **told)


def report_of(unit: Unit, **changes: Any) -> ResultReport:
    """Return a report of a unit of the made-up province that breaks no rule."""
    return reported(plan_of(unit), **changes)


def good_report(of: Campaign, unit: Unit, **changes: Any) -> ResultReport:
    """Return the same for a unit of whatever campaign."""
    return reported(good_plan(of, unit), **changes)


def findings_of(  # noqa: PLR0913 - a report, and all that may be known around it
    unit: Unit,
    *,
    of: Campaign | None = None,
    report: ResultReport | None = None,
    as_of: date = date(2020, 12, 31),
    fixed_day: date | None = None,
    fixed_by: str = "",
    orders: Sequence[Order] = (),
    neighbours: Sequence[Neighbour] = (),
    pilot_is_named: bool = True,
    calendar: WorkCalendar = CALENDAR,
    before: ReportHistory = NOTHING_KNOWN,
    **changes: Any,
) -> dict[str, Finding]:
    """Return the findings by rule on the unit's good report with `changes` made to it, or on `report`."""
    found = check_result(
        report or report_of(unit, **changes),
        of or campaign(),
        unit,
        as_of=as_of,
        calendar=calendar,
        fixed_day=fixed_day,
        fixed_by=fixed_by,
        orders=orders,
        neighbours=neighbours,
        pilot_is_named=pilot_is_named,
        before=before,
    )
    return {finding.rule: finding for finding in found}

"""Check a unit's result report against the campaign, rule by rule: the conference as held, then the report itself.

The checks of plans look at the conference as held, except those that are about a plan only. Where their sentence would
speak of what is still to come, the finding has a code of its own ("held_…").
"""

from collections.abc import Sequence
from datetime import date

from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.checks.examination import Neighbour, examine
from emulation_workflow.domain.checks.reports.held_conference import (
    CHECKS_OF_HELD_CONFERENCES,
    REWORDED_FOR_REPORTS,
    as_held,
    contents_told_of,
    reworded_for_report,
)
from emulation_workflow.domain.checks.reports.report_only import (
    NOTHING_KNOWN,
    REPORT_ONLY_CHECKS,
    Account,
    Clearance,
    ReportHistory,
)
from emulation_workflow.domain.checks.verdicts import one_per_rule
from emulation_workflow.domain.findings import Finding
from emulation_workflow.domain.orders.order import Order
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.submissions import ResultReport


def check_result(  # noqa: PLR0913 - a report, and all that is known around it
    report: ResultReport,
    campaign: Campaign,
    unit: Unit,
    *,
    as_of: date,
    calendar: WorkCalendar,
    orders: Sequence[Order] = (),
    fixed_day: date | None = None,
    fixed_by: str = "",
    neighbours: Sequence[Neighbour] = (),
    pilot_is_named: bool = True,
    before: ReportHistory = NOTHING_KNOWN,
) -> list[Finding]:
    """Return one finding per rule that applies to this unit's report, in the order of the campaign's catalogue.

    `as_of`: the day of the check. `before`: what is known of the unit. The others as in `check_plan`.
    """
    examination = examine(
        as_held(report),
        campaign,
        unit,
        as_of=as_of,
        calendar=calendar,
        fixed_day=fixed_day,
        fixed_by=fixed_by,
        orders=orders,
        neighbours=neighbours,
        pilot_is_named=pilot_is_named,
    )
    if isinstance(examination, Finding):
        return [examination]
    account = Account(examination=examination, report=report, before=before)
    told_of = contents_told_of(examination, report)
    findings = [
        reworded_for_report(finding, told_of) for check in CHECKS_OF_HELD_CONFERENCES for finding in check(examination)
    ]
    findings += [findings for check in REPORT_ONLY_CHECKS for findings in check(account)]
    return one_per_rule(findings, campaign.rules)


__all__ = ["NOTHING_KNOWN", "REWORDED_FOR_REPORTS", "Clearance", "ReportHistory", "check_result"]

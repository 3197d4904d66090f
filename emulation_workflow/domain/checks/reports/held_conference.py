"""The checks of plans that apply to a conference that was held, and the codes whose sentence a report words anew."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from emulation_workflow.domain.checks.composition import check_composition, check_emphases, check_shares, check_sums
from emulation_workflow.domain.checks.contents import (
    check_contents,
    check_launch,
    check_papers,
    check_points,
    check_staging,
)
from emulation_workflow.domain.checks.dates import check_day_off
from emulation_workflow.domain.checks.examination import Examination
from emulation_workflow.domain.checks.names import check_name
from emulation_workflow.domain.checks.order import check_level_order, check_pilot_first
from emulation_workflow.domain.checks.session import check_one_date, check_session
from emulation_workflow.domain.checks.size import check_size
from emulation_workflow.domain.checks.standing import check_pilot, check_scope
from emulation_workflow.domain.checks.windows import check_order_named, check_window
from emulation_workflow.domain.findings import Finding
from emulation_workflow.domain.submissions.plan import UnitPlan
from emulation_workflow.domain.submissions.report import Party, ResultReport

CHECKS_OF_HELD_CONFERENCES: tuple[Callable[[Examination], Iterator[Finding]], ...] = (
    check_scope,
    check_name,
    check_composition,
    check_emphases,
    check_shares,
    check_size,
    check_session,
    check_window,
    check_pilot,
    check_contents,
    check_points,
    check_papers,
    check_launch,
    check_staging,
    check_level_order,
    check_pilot_first,
    check_one_date,
    check_day_off,
    check_order_named,
    check_sums,
)
"""The checks of plans that hold for a conference that is over."""

REWORDED_FOR_REPORTS = frozenset(
    {
        "above_cap",
        "above_cap_by_order",
        "after_congress",
        "afternoon_off",
        "called_off",
        "combined",
        "content_missing",
        "content_present",
        "content_unknown",
        "day_not_as_fixed",
        "day_not_stated",
        "day_not_stated_by_order",
        "day_off",
        "day_outside_window",
        "day_outside_window_by_order",
        "fixed_day_not_stated",
        "form_not_stated",
        "form_not_stated_by_order",
        "form_wrong",
        "form_wrong_by_order",
        "gap_ask_the_board",
        "gap_not_stated",
        "headcount_not_covered",
        "headcount_other_branch",
        "launch_period_not_stated",
        "launch_period_wrong",
        "morning_off",
        "name_missing",
        "name_wrong",
        "no_order_named",
        "not_after_units_below",
        "not_before_level_above",
        "one_of_missing",
        "online",
        "order_does_not_cover",
        "papers_of_one_kind",
        "pilot_before_general",
        "pilot_day_open",
        "pilot_day_proposed",
        "pilot_slipped_into_general",
        "points_missing",
        "points_stated",
        "several_dates",
        "share_missed",
        "suspended",
        "suspended_until",
        "two_half_days",
    }
)
"""Codes whose sentence for plans asks for what can no longer be done, or is about what is planned."""


def as_held(report: ResultReport) -> UnitPlan:
    """Return the conference with the papers that were read."""
    kinds = [paper.kind for paper in report.papers]
    return replace(
        report.conference,
        collective_papers=kinds.count(Party.COLLECTIVE),
        individual_papers=kinds.count(Party.INDIVIDUAL),
    )


def reworded_for_report(finding: Finding) -> Finding:
    """Return the finding with the code for a conference that is over, where its sentence needs one."""
    return replace(finding, code=f"held_{finding.code}") if finding.code in REWORDED_FOR_REPORTS else finding

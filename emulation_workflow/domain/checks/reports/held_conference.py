"""The checks of plans that apply to a conference that was held, and the codes whose sentence a report words anew."""

from collections.abc import Collection
from dataclasses import replace

from emulation_workflow.domain.campaign import CheckKind
from emulation_workflow.domain.checks import CHECKS
from emulation_workflow.domain.checks.contents import check_list_upwards, check_own_items, check_reading
from emulation_workflow.domain.checks.dates import check_dates_in_order
from emulation_workflow.domain.checks.examination import Examination
from emulation_workflow.domain.checks.session import check_agenda_time
from emulation_workflow.domain.checks.standing import check_gate, check_plan_paper
from emulation_workflow.domain.findings import Finding, Verdict
from emulation_workflow.domain.submissions import Party, ResultReport, UnitPlan

PLAN_ONLY_CHECKS = frozenset(
    {
        check_own_items,
        check_reading,
        check_agenda_time,
        check_list_upwards,
        check_plan_paper,
        check_gate,
        check_dates_in_order,
    }
)
"""Checks that are about a plan; a report has some of its own in their place."""

CHECKS_OF_HELD_CONFERENCES = tuple(check for check in CHECKS if check not in PLAN_ONLY_CHECKS)

REWORDED_FOR_REPORTS = frozenset(
    {
        "above_cap",
        "above_cap_by_order",
        "above_cap_of_share",
        "after_congress",
        "agenda_not_stated",
        "below_least",
        "afternoon_off",
        "afternoon_off_forbidden",
        "called_off",
        "combined",
        "combined_to_confirm",
        "content_in_own_words",
        "content_missing",
        "content_present",
        "cost_not_stated",
        "cost_too_high",
        "day_after_suspension",
        "day_not_as_fixed",
        "day_not_stated",
        "day_not_stated_by_order",
        "day_off",
        "day_off_forbidden",
        "day_outside_approximate",
        "day_outside_approximate_by_order",
        "day_outside_window",
        "day_outside_window_by_order",
        "days_too_many",
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
        "morning_off_forbidden",
        "name_missing",
        "name_with_more",
        "name_wrong",
        "no_time_after_suspension",
        "not_after_units_below",
        "not_before_level_above",
        "one_of_missing",
        "online",
        "online_forbidden",
        "order_does_not_cover",
        "papers_of_one_kind",
        "pilot_before_general",
        "pilot_day_open",
        "pilot_day_proposed",
        "pilot_not_named",
        "pilot_slipped_into_general",
        "points_missing",
        "points_stated",
        "several_dates",
        "share_above",
        "share_missed",
        "suspended",
        "suspended_until",
        "suspended_until_event",
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


def contents_told_of(examination: Examination, report: ResultReport) -> Collection[str]:
    """Return the rules of contents of which the report gives results: talks, honours, what was launched or adopted."""
    period = examination.campaign.launch_period
    told: dict[str, object] = {
        examination.rule_for(CheckKind.PAPERS): report.papers,
        examination.rule_for(CheckKind.HONOURS): report.honours,
        examination.level.upper_rule: report.minutes.strip(),
        period.rule if period else "": report.launched.strip(),
    }
    told |= {content.rule: report.conference.report_points for content in examination.contents if content.points}
    return {rule for rule, results in told.items() if results}


def reworded_for_report(finding: Finding, told_of: Collection[str]) -> Finding:
    """Return the finding with the code for a conference that is over, where its sentence needs one.

    A content that the report leaves out and gives results of is asked about: `told_of` has their rules.
    """
    if finding.code == "content_missing" and finding.rule in told_of:
        return replace(finding, verdict=Verdict.ASK, code="held_content_told_of")
    return replace(finding, code=f"held_{finding.code}") if finding.code in REWORDED_FOR_REPORTS else finding

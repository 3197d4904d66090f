"""What units send in: plans before their conferences, reports after them, and what was received of either."""

from emulation_workflow.domain.submissions.canonical import (
    canonical_body,
    list_sha256,
    plan_from_body,
    plan_sha256,
    report_from_body,
)
from emulation_workflow.domain.submissions.plan import AgendaItem, Attachment, Headcount, UnitPlan
from emulation_workflow.domain.submissions.received import IntakeOutcome, IntakeRecord, PlanVersion
from emulation_workflow.domain.submissions.report import (
    Honour,
    PaperGiven,
    Party,
    ResultReport,
    ResultVersion,
    UnitForm,
)

__all__ = [
    "AgendaItem",
    "Attachment",
    "Headcount",
    "Honour",
    "IntakeOutcome",
    "IntakeRecord",
    "PaperGiven",
    "Party",
    "PlanVersion",
    "ResultReport",
    "ResultVersion",
    "UnitForm",
    "UnitPlan",
    "canonical_body",
    "list_sha256",
    "plan_from_body",
    "plan_sha256",
    "report_from_body",
]

"""What units send in: plans before their conferences, reports after them, and what was received of either."""

from emulation_workflow.domain.submissions.canonical import (
    canonical_body,
    list_digest,
    list_sha256,
    plan_from_body,
    plan_sha256,
    report_from_body,
)
from emulation_workflow.domain.submissions.draft import DRAFTS_KEPT_FOR, FormDraft, Typed
from emulation_workflow.domain.submissions.plan import USUAL_HEADCOUNTS, AgendaItem, Attachment, Headcount, UnitPlan
from emulation_workflow.domain.submissions.received import IntakeOutcome, IntakeRecord, PlanVersion
from emulation_workflow.domain.submissions.report import (
    FormRead,
    Honour,
    Party,
    ResultReport,
    ResultVersion,
    Talk,
    UnitForm,
)

__all__ = [
    "DRAFTS_KEPT_FOR",
    "USUAL_HEADCOUNTS",
    "AgendaItem",
    "Attachment",
    "FormDraft",
    "FormRead",
    "Headcount",
    "Honour",
    "IntakeOutcome",
    "IntakeRecord",
    "Party",
    "PlanVersion",
    "ResultReport",
    "ResultVersion",
    "Talk",
    "Typed",
    "UnitForm",
    "UnitPlan",
    "canonical_body",
    "list_digest",
    "list_sha256",
    "plan_from_body",
    "plan_sha256",
    "report_from_body",
]

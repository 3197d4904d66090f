"""The fields of a plan's form that no other form has."""

from collections.abc import Iterator

from emulation_workflow.adapters.forms import entries as common
from emulation_workflow.adapters.forms.entries import FormContext
from emulation_workflow.adapters.forms.layout import EntryKind, FormEntry
from emulation_workflow.domain.campaign import CheckKind


def paper(asked: FormContext) -> Iterator[FormEntry]:
    clause = asked.clause_of(CheckKind.PLAN_PAPER)
    yield asked.entry("number", clause=clause)
    yield asked.entry("signed_on", kind=EntryKind.DAY, clause=clause)
    yield asked.entry("signer", clause=clause)
    yield asked.entry("submitted_by")
    yield asked.entry("submitter_email")


def report(asked: FormContext) -> Iterator[FormEntry]:
    yield from common.report_points(asked)
    papers = asked.clause_of(CheckKind.PAPERS)
    yield asked.entry("collective_papers", kind=EntryKind.COUNT, clause=papers)
    yield asked.entry("individual_papers", kind=EntryKind.COUNT, clause=papers)
    yield common.launch_period(asked)

"""Papers for signature, each made from what the record holds."""

import re
from collections.abc import Callable, Mapping

from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.papers.paper import Paper, PaperKind
from emulation_workflow.office.office import Office
from emulation_workflow.office.papers.adjustment import adjustment
from emulation_workflow.office.papers.adopted_list import adopted_list
from emulation_workflow.office.papers.case_papers import appraisal_report, opinion, submission
from emulation_workflow.office.papers.conference_outcome import outcome
from emulation_workflow.office.papers.consolidated import consolidated_report
from emulation_workflow.office.papers.invitation import invitation
from emulation_workflow.office.papers.reminder import reminder
from emulation_workflow.office.papers.request import PaperRequest
from emulation_workflow.office.papers.result_papers import result_report


def _of_result(office: Office, request: PaperRequest) -> Paper:
    return result_report(office, request, outcome(office, request))


MAKERS: Mapping[PaperKind, Callable[[Office, PaperRequest], Paper]] = {
    PaperKind.APPRAISAL_REPORT: appraisal_report,
    PaperKind.SUBMISSION: submission,
    PaperKind.OPINION: opinion,
    PaperKind.REMINDER: reminder,
    PaperKind.INVITATION: invitation,
    PaperKind.ADJUSTMENT: adjustment,
    PaperKind.RESULT_REPORT: _of_result,
    PaperKind.CONSOLIDATED_REPORT: consolidated_report,
    PaperKind.DELEGATE_LIST: adopted_list,
}

ON_THE_MACHINE = frozenset({PaperKind.DELEGATE_LIST})
"""Papers that name people: made only by command, for an official who may see them."""

_NUMBER = re.compile(r"\d{1,6}([-/]\S{1,40})?")
"""A bare number, which gets its symbol, or a number with the symbol that the clerk gives it."""


def make_paper(office: Office, request: PaperRequest) -> Paper:
    """Return the paper asked for, from the record as it is now. Rejected with what is missing."""
    if request.number and not _NUMBER.fullmatch(request.number):
        raise Rejected(Problem(code=ProblemCode.PAPER_NUMBER_UNFIT, params={"value": request.number}))
    return MAKERS[request.kind](office, request)


__all__ = ["MAKERS", "ON_THE_MACHINE", "PaperRequest", "make_paper"]

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
from emulation_workflow.office.papers.reminder import reminders
from emulation_workflow.office.papers.request import PaperRequest
from emulation_workflow.office.papers.result_papers import result_report
from emulation_workflow.office.papers.signers import ensured_signer

Maker = Callable[[Office, PaperRequest], tuple[Paper, ...]]


def _one(maker: Callable[[Office, PaperRequest], Paper]) -> Maker:
    return lambda office, request: (maker(office, request),)


MAKERS: Mapping[PaperKind, Maker] = {
    PaperKind.APPRAISAL_REPORT: _one(appraisal_report),
    PaperKind.SUBMISSION: _one(submission),
    PaperKind.OPINION: _one(opinion),
    PaperKind.REMINDER: reminders,
    PaperKind.INVITATION: _one(invitation),
    PaperKind.ADJUSTMENT: _one(adjustment),
    PaperKind.RESULT_REPORT: _one(lambda office, request: result_report(office, request, outcome(office, request))),
    PaperKind.CONSOLIDATED_REPORT: _one(consolidated_report),
    PaperKind.DELEGATE_LIST: _one(adopted_list),
}

ON_SCREEN = tuple(kind for kind in PaperKind if kind is not PaperKind.DELEGATE_LIST)
"""Papers that can be asked for on a page. Lists of delegates are made only by command, for who may see them."""

_NUMBER = re.compile(r"(?=0*[1-9])\d{1,6}([-/]\S{1,40})?")
"""A bare number from 1 up, which gets its symbol, or a number with the symbol that the clerk gives it."""


def make_papers(office: Office, request: PaperRequest) -> tuple[Paper, ...]:
    """Return the papers asked for, from the record as it is now: one, or as many as there are addressees to write to.

    Rejected with what is missing, or for a signer who may not sign, with who may.
    """
    if request.number and not _NUMBER.fullmatch(request.number):
        raise Rejected(Problem(code=ProblemCode.PAPER_NUMBER_UNFIT, params={"value": request.number}))
    return tuple(ensured_signer(office, paper) for paper in MAKERS[request.kind](office, request))


__all__ = ["MAKERS", "ON_SCREEN", "PaperRequest", "make_papers"]

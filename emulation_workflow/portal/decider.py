"""The decider's page: one case, whole, on a phone; the answer, and at once what became of it."""

from collections.abc import Collection, Sequence
from pathlib import PurePath
from typing import Annotated, Any

from fastapi import Depends, Form, HTTPException, Request, Response
from fastapi.responses import HTMLResponse

from emulation_workflow.adapters.forms.changes import OF_PEOPLE, changes
from emulation_workflow.adapters.page_links import CaseLink
from emulation_workflow.domain.approval.entries import Check
from emulation_workflow.domain.approval.transitions import DECISIONS, Act, CaseAnswer, OfficialDocument
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.papers.paper import PaperKind
from emulation_workflow.messages import sentence
from emulation_workflow.messages.papers.papers import kind_names
from emulation_workflow.messages.screens import run_words
from emulation_workflow.messages.screens.entries import CHECKS
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.approval.answer_outcomes import AnswerOutcome
from emulation_workflow.office.approval.chain import case_of, decide_on_page
from emulation_workflow.office.approval.second_pair import check_as_signer
from emulation_workflow.office.approval.sheets import CaseSheet, case_sheet
from emulation_workflow.office.entrance.cases import is_at_stage_of
from emulation_workflow.office.office import Office
from emulation_workflow.office.papers import PaperRequest
from emulation_workflow.portal import typed
from emulation_workflow.portal.papers import handed_out
from emulation_workflow.portal.surroundings import Portal, download, page, portal_of, visitor_of
from emulation_workflow.portal.views import viewed
from emulation_workflow.screens.cases import page_context

REFUSED, GONE = 422, 410
DRAFTS = (PaperKind.APPRAISAL_REPORT, PaperKind.SUBMISSION, PaperKind.OPINION)
CHECKED_HERE = (Check.CONFIRM, Check.REFUSE)
SHORT, LONG = 500, 5_000
"""Characters of a line and of a note that are looked at."""


class AnswerForm:
    """What somebody filled in: the stage and version that they saw, and their answer.

    `document`: of a paper with this number that waits for a second pair of eyes, whether it is as it was signed.
    """

    def __init__(  # noqa: PLR0917 - a field each
        self,
        stage: Annotated[str, Form(max_length=SHORT)] = "",
        version: Annotated[str, Form(max_length=9)] = "",
        act: Annotated[str, Form(max_length=SHORT)] = "",
        code: Annotated[str, Form(max_length=SHORT)] = "",
        reason: Annotated[str, Form(max_length=2 * LONG)] = "",
        paper_number: Annotated[str, Form(max_length=SHORT)] = "",
        paper_day: Annotated[str, Form(max_length=SHORT)] = "",
        fixed_day: Annotated[str, Form(max_length=SHORT)] = "",
        document: Annotated[str, Form(max_length=SHORT)] = "",
        check: Annotated[str, Form(max_length=SHORT)] = "",
    ) -> None:
        self.stage, self.version, self.act, self.code, self.reason = stage, version, act, code, reason
        self.paper_number, self.paper_day, self.fixed_day = paper_number, paper_day, fixed_day
        self.document, self.check = document, check

    @property
    def kept(self) -> dict[str, str]:
        """What stands in the form when it is shown again: a code is typed anew."""
        names = ("act", "reason", "paper_number", "paper_day", "fixed_day")
        return {name: getattr(self, name) for name in names}

    def read(self) -> CaseAnswer:
        """Return the answer. Rejected with what cannot be read."""
        if self.act not in {act.value for act in DECISIONS}:
            raise Rejected(Problem(code=ProblemCode.ACT_MISSING))
        if not self.version.isdecimal():
            raise Rejected(Problem(code=ProblemCode.ANSWER_UNREADABLE))
        return CaseAnswer(
            act=Act(self.act),
            stage=typed.text(self.stage),
            version=int(self.version),
            question_number=0,
            code=typed.text(self.code),
            reason=typed.text(self.reason),
            paper=OfficialDocument(
                number=typed.text(self.paper_number), signed_on=typed.day(self.paper_day, "Ngày văn bản")
            ),
            fixed_day=typed.day(self.fixed_day, "Ngày ấn định"),
        )

    def read_check(self) -> tuple[str, Check]:
        """Return the number of the paper that is checked, and the answer. Rejected if it is none of those offered."""
        if self.check not in CHECKED_HERE:
            raise Rejected(Problem(code=ProblemCode.PAPER_CHECK_MISSING))
        return typed.text(self.document), Check(self.check)


def show_case(request: Request, unit: str) -> HTMLResponse:
    viewed(request, "case", unit)
    return _case_page(request, unit, names_people=True)


def answer_case(request: Request, unit: str, form: Annotated[AnswerForm, Depends()]) -> HTMLResponse:
    numbers = {person.official.number for person in visitor_of(request).people}
    return _answered(request, unit, form, signed_in=numbers)


def read_case(request: Request, token: str) -> HTMLResponse:
    """Show the case that a letter is about, without people's names, as long as it is at the letter's stage."""
    portal = portal_of(request)
    link = portal.links.read_case(token)
    if link is None or not _is_alive(portal, link):
        return page(request, "case_link_over", {"problems": ()}, status=GONE)
    return _case_page(request, link.unit)


def answer_by_link(request: Request, token: str, form: Annotated[AnswerForm, Depends()]) -> HTMLResponse:
    """Take an answer from whoever has the letter: it is the code that decides."""
    portal = portal_of(request)
    link = portal.links.read_case(token)
    if link is not None and _is_alive(portal, link):
        return _answered(request, link.unit, form)
    problems = _refused_as_late(portal, link.unit, form) if link is not None else ()
    said = [sentence(problem, portal.office.campaign) for problem in problems]
    return page(request, "case_link_over", {"problems": said}, status=GONE)


def attachment(request: Request, unit: str, sha256: str) -> Response:
    """Hand out a file that came with a plan, under its hash: no browser shows it by itself."""
    office = portal_of(request).office
    known = {file.sha256: file for version in case_sheet(office, unit).versions for file in version.plan.attachments}
    content = office.read(lambda record: record.files.read(sha256)) if sha256 in known else None
    if content is None:
        raise HTTPException(404)
    viewed(request, "case", unit)
    suffix = PurePath(known[sha256].name).suffix.lower()
    return download(sha256 + (suffix if suffix[1:].isalnum() and suffix.isascii() else ""), content)


def draft(request: Request, unit: str, kind: str) -> Response:
    """Draw up a paper about the case: the Board's report and submission, the Committee's letter."""
    chosen = next((known for known in DRAFTS if known.value == kind), None)
    if chosen is None:
        raise HTTPException(404)
    on = portal_of(request).office.clock.now().date()
    return handed_out(request, PaperRequest(kind=chosen, written_on=on, unit=unit))


def _is_alive(portal: Portal, link: CaseLink) -> bool:
    return bool(portal.remembered.find(link, lambda: is_at_stage_of(portal.office, link.unit, link.written_at)))


def _refused_as_late(portal: Portal, unit: str, form: AnswerForm) -> Sequence[Problem]:
    """Refuse, with a row, what was asked while the letter's link lived; return why: somebody else has decided.

    What is asked now is never answered by that link, so nothing else is looked at.
    """
    try:
        answer = form.read()
    except Rejected:
        return ()
    case = case_of(portal.office, unit)
    if form.document or (answer.stage, answer.version) == (case.stage, case.version):
        return ()
    return decide_on_page(portal.office, unit, answer).problems


def _case_page(
    request: Request,
    unit: str,
    *,
    names_people: bool = False,
    filled: dict[str, str] | None = None,
    problems: tuple[Problem, ...] = (),
) -> HTMLResponse:
    portal = portal_of(request)
    found = portal.remembered.find(
        ("case", unit, names_people),
        lambda: _shown(portal, case_sheet(portal.office, unit), names_people=names_people),
    )
    said = [sentence(problem, portal.office.campaign) for problem in problems]
    shown = {**found, "filled": filled or {}, "problems": said}
    return page(request, "case", shown, status=REFUSED if problems else 200)


def _shown(portal: Portal, sheet: CaseSheet, *, names_people: bool) -> dict[str, Any]:
    shown = page_context(portal.office, sheet, zone=portal.zone, names_people=names_people)
    found = [change for change in _changes(portal.office, sheet) if names_people or change.key not in OF_PEOPLE]
    names, most = kind_names(portal.office.campaign), len(DRAFTS) if portal.office.gate.opining else 1
    kinds = DRAFTS[:most] if names_people and sheet.versions else ()
    return shown | {"changes": found, "drafts": [{"kind": kind.value, "name": names[kind]} for kind in kinds]}


def _changes(office: Office, sheet: CaseSheet) -> list[Any]:
    """Return what the version under way says otherwise than the one before it, which deciders saw last."""
    by_number = {version.version: version.plan for version in sheet.versions}
    now = by_number.get(sheet.case.version)
    before = by_number.get(max((number for number in by_number if number < sheet.case.version), default=0))
    return changes(office.campaign, sheet.unit, before, now) if now and before else []


def _answered(
    request: Request, unit: str, form: AnswerForm, *, signed_in: Collection[str] | None = None
) -> HTMLResponse:
    portal, names_people = portal_of(request), signed_in is not None
    if form.document:
        return _checked(request, unit, form, names_people=names_people)
    try:
        outcome = decide_on_page(portal.office, unit, form.read(), signed_in=signed_in)
    except Rejected as rejected:
        return _case_page(request, unit, names_people=names_people, filled=form.kept, problems=rejected.problems)
    portal.aftermath.send_letters()
    if not outcome.applied:
        return _case_page(request, unit, names_people=names_people, filled=form.kept, problems=outcome.problems)
    portal.aftermath.wake(outcome.case)
    return page(request, "answered", _result(portal, unit, form, outcome) | {"names_people": names_people})


def _checked(request: Request, unit: str, form: AnswerForm, *, names_people: bool) -> HTMLResponse:
    """Take the word of whoever is to have signed the document that was entered for them."""
    portal = portal_of(request)
    try:
        number, check = form.read_check()
        outcome = check_as_signer(portal.office, unit, number=number, check=check, code=typed.text(form.code))
    except Rejected as rejected:
        return _case_page(request, unit, names_people=names_people, problems=rejected.problems)
    portal.aftermath.send_letters()
    if not outcome.applied:
        return _case_page(request, unit, names_people=names_people, problems=outcome.problems)
    portal.aftermath.wake(outcome.case)
    name = register.unit_name(portal.office, unit, portal.office.clock.now().date())
    done = run_words.PAPER_CHECKED.format(number=number, unit=name, answer=CHECKS[check])
    return page(request, "checked", {"done": done})


def _result(portal: Portal, unit: str, form: AnswerForm, outcome: AnswerOutcome) -> dict[str, Any]:
    sheet = case_sheet(portal.office, unit)
    shown = page_context(portal.office, sheet, zone=portal.zone, names_people=True)
    return {
        "unit": unit,
        "unit_name": sheet.unit.name,
        "decision": shown["taken"][-1],
        "stage_name": sheet.stage_name,
        "holder": sheet.holder_of_case,
        "is_settled": outcome.case.is_settled,
        "act": form.act,
    }

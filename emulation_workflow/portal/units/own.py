"""A unit's own page: what it owes and by when, where its plan stands, its letters; it sends forms and asks for help."""

from pathlib import PurePath
from typing import Annotated, Any

from fastapi import File, Form, HTTPException, Request, Response
from fastapi import UploadFile as SentFile
from fastapi.responses import HTMLResponse
from starlette.datastructures import UploadFile

from emulation_workflow.adapters.forms.kinds import PLAN_FORM, RESULT_FORM
from emulation_workflow.adapters.forms.written import form_bytes, result_form_bytes
from emulation_workflow.adapters.submissions.files import read_incoming_file
from emulation_workflow.adapters.submissions.shared_folder import MAX_BYTES
from emulation_workflow.adapters.submissions.unit_forms import XLSX
from emulation_workflow.domain.campaign import Settlement
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.mail import RUN_LINK_MARK
from emulation_workflow.messages import sentence
from emulation_workflow.messages.days import nth_words
from emulation_workflow.messages.labels import NO_LINK, WORDS_FORGOTTEN
from emulation_workflow.messages.screens import pages as words
from emulation_workflow.office.entrance.handing_in import hand_in, raise_on_page
from emulation_workflow.office.entrance.units import letter_to_unit, unit_sheet
from emulation_workflow.office.intake import IncomingFile, Received
from emulation_workflow.office.obligations.form_terms import limit_of, window_of
from emulation_workflow.office.plans.plan_receipt import PlanReceived
from emulation_workflow.office.register_queries import units
from emulation_workflow.portal import typed
from emulation_workflow.portal.surroundings import Portal, download, guest_of, page, portal_of
from emulation_workflow.portal.views import viewed
from emulation_workflow.screens.pages.unit import unit_context

REFUSED, MISSING = 422, 404
FORM_MARKS = {words.PLAN_FORM: PLAN_FORM.mark, words.RESULT_FORM: RESULT_FORM.mark}
"""The forms' marks by their names in the address of the page."""
LONGEST_NAME = 150


def show_unit(request: Request, unit: str) -> HTMLResponse:
    return shown_unit(request, unit)


def send_form(request: Request, unit: str, file: Annotated[SentFile, File()]) -> HTMLResponse:
    """Take in the form that the unit filled, as if it had come by mail, and say at once what is found in it."""
    portal = portal_of(request)
    try:
        received = _received(portal, guest_of(request).session, unit, incoming(file))
    except Rejected as rejected:
        return shown_unit(request, unit, problems=rejected.problems, at="send")
    portal.aftermath.send_letters()
    wake_after(portal, received)
    return shown_unit(request, unit, done=taken_words(received))


def ask_for_help(
    request: Request, unit: str, words_of_unit: Annotated[str, Form(max_length=10_000)] = ""
) -> HTMLResponse:
    portal = portal_of(request)
    try:
        is_new = raise_on_page(portal.office, guest_of(request).session, unit, typed.text(words_of_unit))
    except Rejected as rejected:
        return shown_unit(request, unit, problems=rejected.problems, at="help", asked=words_of_unit)
    portal.aftermath.send_letters()
    return shown_unit(request, unit, done=words.HELP_ASKED if is_new else words.HELP_KNOWN)


def unit_form(request: Request, unit: str, form: str) -> Response:
    """Hand out the unit's own form, with what it sent last written in, to be corrected."""
    office = portal_of(request).office
    if form not in words.FORM_FILES:
        raise HTTPException(MISSING)
    sheet = unit_sheet(office, unit)
    plan = office.read(office.plan_in_force)
    today, above = office.clock.now().date(), sheet.unit.parent or ""
    parent = office.read(lambda record: record.register.unit(above, today))
    last = sheet.plan.plan if sheet.plan else None
    if form == words.PLAN_FORM:
        limit = limit_of(sheet.obligations, Settlement.PLAN, plan)
        content = form_bytes(plan, sheet.unit, parent=parent, plan=last, by_when=limit)
    else:
        report = sheet.report.report if sheet.report else None
        content = result_form_bytes(
            plan,
            sheet.unit,
            parent=parent,
            plan=last,
            report=report,
            in_force=window_of(sheet.obligations, sheet.unit, plan),
            by_when=limit_of(sheet.obligations, Settlement.RESULT_REPORT, plan),
        )
    return download(words.FORM_FILES[form].format(unit=sheet.unit.code), content, XLSX)


def unit_letter(request: Request, unit: str, number: int) -> HTMLResponse:
    letter = letter_to_unit(portal_of(request).office, unit, number) if 0 < number < 2**31 else None
    if letter is None:
        raise HTTPException(MISSING)
    viewed(request, "letter", unit)
    text = letter.text.replace(RUN_LINK_MARK, NO_LINK) or WORDS_FORGOTTEN
    return page(request, "unit_letter", {"unit": unit, "subject": letter.subject, "text": text})


def shown_unit(
    request: Request,
    unit: str,
    *,
    problems: tuple[Problem, ...] = (),
    at: str = "",
    done: str = "",
    asked: str = "",
) -> HTMLResponse:
    portal = portal_of(request)
    said = [sentence(problem, portal.office.campaign) for problem in problems]
    shown = {**unit_shown(portal, unit), "problems": said, "at": at, "done": done, "asked": asked}
    return page(request, "unit", shown, status=REFUSED if problems else 200)


def unit_shown(portal: Portal, unit: str) -> dict[str, Any]:
    """Return what there is to see of the unit. Rejected if the register has no such unit."""
    office = portal.office
    return portal.remembered.find(
        ("unit", unit), lambda: unit_context(office, unit_sheet(office, unit), zone=portal.zone)
    )


def incoming(upload: UploadFile) -> IncomingFile:
    """Return the file that was sent. Rejected if it is none, or larger than any that is read."""
    content = upload.file.read(MAX_BYTES + 1)
    name = typed.text(PurePath(upload.filename or "").name)[-LONGEST_NAME:]
    if not content:
        raise Rejected(Problem(code=ProblemCode.PLAN_FILE_EMPTY, where=name))
    return IncomingFile(name=name or words.UNNAMED, content=content)


def _received(portal: Portal, session: str, unit: str, file: IncomingFile) -> Received:
    """Return what was received. Rejected with every fault of the file."""
    office = portal.office
    read = read_incoming_file(file.name, file.content, campaign=office.campaign, units=units(office))
    if read.form is None:
        raise Rejected(*read.problems)
    return hand_in(office, session, unit, file, read.form)


def wake_after(portal: Portal, received: Received) -> None:
    """Wake the run of the case whose plan was received."""
    if isinstance(received, PlanReceived) and received.case is not None:
        portal.aftermath.wake(received.case)


def taken_words(received: Received) -> str:
    kinds = words.PLAN_TAKEN if isinstance(received, PlanReceived) else words.REPORT_TAKEN
    return (kinds if received.is_new else words.SAME_AS_BEFORE).format(version=nth_words(received.version.version))

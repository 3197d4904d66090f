"""A unit takes its plan back with a letter of its own."""

from typing import Annotated

from fastapi import Depends, File, Form, HTTPException, Request, UploadFile
from fastapi.responses import HTMLResponse

from emulation_workflow.domain.approval.transitions import DRAFTING, OfficialDocument
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.messages import sentence
from emulation_workflow.messages.screens import pages as words
from emulation_workflow.office.entrance.taking_back import take_back
from emulation_workflow.office.entrance.units import unit_sheet
from emulation_workflow.portal import typed
from emulation_workflow.portal.surroundings import guest_of, page, portal_of
from emulation_workflow.portal.units.own import MISSING, REFUSED, incoming, shown_unit

Line = Annotated[str, Form(max_length=500)]


class LetterForm:
    """The unit's letter, as somebody typed it; `version` is the one of the plan that they saw."""

    def __init__(
        self,
        number: Line = "",
        signed_on: Line = "",
        signer: Line = "",
        reason: Annotated[str, Form(max_length=10_000)] = "",
        version: Annotated[str, Form(max_length=9)] = "",
    ) -> None:
        self.number, self.signed_on, self.signer, self.reason = number, signed_on, signer, reason
        self.version = int(version) if version.isascii() and version.isdecimal() else 0

    @property
    def kept(self) -> dict[str, str]:
        """What stands in the form when it is shown again."""
        return {name: getattr(self, name) for name in ("number", "signed_on", "signer", "reason")}

    @property
    def paper(self) -> OfficialDocument:
        """Return number, day and signer. Rejected with what cannot be read."""
        return OfficialDocument(
            number=typed.text(self.number),
            signed_on=typed.day(self.signed_on, words.LETTER_DAY),
            signer=typed.text(self.signer),
        )


def show_taking_back(request: Request, unit: str) -> HTMLResponse:
    return _page(request, unit)


def take_plan_back(
    request: Request,
    unit: str,
    form: Annotated[LetterForm, Depends()],
    file: Annotated[UploadFile | None, File()] = None,
) -> HTMLResponse:
    """Take the plan back in one act; its deciders are written to, and its run is woken."""
    portal = portal_of(request)
    try:
        letter = incoming(file) if file is not None and file.filename else None
        outcome = take_back(
            portal.office,
            guest_of(request).session,
            unit,
            form.paper,
            reason=typed.text(form.reason),
            version=form.version,
            letter=letter,
        )
    except Rejected as rejected:
        return _page(request, unit, problems=rejected.problems, filled=form.kept)
    portal.aftermath.send_letters()
    portal.aftermath.wake(outcome.case)
    return shown_unit(request, unit, done=words.TAKEN_BACK)


def _page(
    request: Request, unit: str, *, problems: tuple[Problem, ...] = (), filled: dict[str, str] | None = None
) -> HTMLResponse:
    portal = portal_of(request)
    sheet = unit_sheet(portal.office, unit)
    if sheet.case is None or sheet.case.stage == DRAFTING or sheet.plan is None:
        raise HTTPException(MISSING)
    context = {
        "unit": unit,
        "unit_name": sheet.unit.name,
        "stage_name": portal.office.stage_name(sheet.case),
        "is_cleared": sheet.case.is_settled,
        "version": sheet.case.version,
        "number": sheet.plan.plan.number,
        "filled": filled or {},
        "problems": [sentence(problem, portal.office.campaign) for problem in problems],
    }
    return page(request, "unit_taking_back", context, status=REFUSED if problems else 200)

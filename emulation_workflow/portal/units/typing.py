"""A unit types its plan or report, part by part; what is typed is kept until it is sent, and checked beforehand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Annotated, Any

from fastapi import Depends, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import UploadFile

from emulation_workflow.adapters.forms.kinds import PLAN_FORM, RESULT_FORM
from emulation_workflow.adapters.page_forms.page_form import (
    KINDS,
    PageForm,
    PagePart,
    begun,
    keys_of,
    page_form,
    shown_marks,
    with_part,
    with_row,
)
from emulation_workflow.adapters.page_forms.typed_form import field_of, read_typed
from emulation_workflow.domain.campaign import Settlement
from emulation_workflow.domain.errors import Problem, ProblemCode, RecordChanged, Rejected
from emulation_workflow.domain.findings import Finding, Verdict
from emulation_workflow.domain.submissions import FormDraft, Typed, UnitForm
from emulation_workflow.messages import finding_sentence, sentence
from emulation_workflow.messages.screens import pages as words
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.entrance.handing_in import draft_of, drop_draft, hand_in_typed, preview_form, save_draft
from emulation_workflow.office.entrance.units import UnitSheet, unit_sheet
from emulation_workflow.office.obligations.form_terms import limit_of, window_of
from emulation_workflow.portal.posted import Posted
from emulation_workflow.portal.surroundings import Portal, guest_of, page, portal_of
from emulation_workflow.portal.units.form_context import overview_context, part_context, row_context
from emulation_workflow.portal.units.own import (
    FORM_MARKS,
    MISSING,
    REFUSED,
    incoming,
    shown_unit,
    taken_words,
    wake_after,
)
from emulation_workflow.screens.cases import by_verdict
from emulation_workflow.screens.letters import moment

SEE_OTHER = 303
DROP, NEXT = "drop", "next"
"""What the pages' buttons do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What is typed, looked at as if it were sent now: what it says, or by field what cannot be read; what is found.

    `draft` is where it was kept, None if nothing is but what was sent last.
    """

    form: PageForm
    draft: FormDraft | None
    read: UnitForm | None
    problems: tuple[Problem, ...]
    findings: Sequence[Finding]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in which form somebody is: unit, form, part, and the mark of the row that is changed (`dong`)."""

    unit: str
    form: str
    part: str = ""
    dong: str = ""

    @property
    def mark(self) -> str:
        """Return the form's mark. HTTPException if there is no such form."""
        if self.form not in FORM_MARKS:
            raise HTTPException(MISSING)
        return FORM_MARKS[self.form]

    @property
    def address(self) -> str:
        return f"/don-vi/{self.unit}/soan/{self.form}"


Here = Annotated[Place, Depends()]


def show_typed(request: Request, here: Here) -> HTMLResponse:
    """Show how far the form is filled, and what would be found if it were sent now."""
    return _overview(request, here)


def send_typed(request: Request, here: Here, posted: Posted) -> Response:
    """Send what is typed, as it was when somebody looked at it, or forget it. RecordChanged if it is other by now."""
    portal, session = portal_of(request), guest_of(request).session
    checked = _checked(portal, here)
    is_as_seen = posted.get("seen") == checked.form.typed.sha256
    if posted.get("act") == DROP:
        if not is_as_seen:
            raise RecordChanged
        drop_draft(portal.office, session, here.unit, here.mark, draft=checked.draft)
        return RedirectResponse(f"/don-vi/{here.unit}", SEE_OTHER)
    try:
        if checked.read is None:
            return _overview(request, here, is_refused=True)
        if not is_as_seen:
            raise RecordChanged
        upload = posted.get("file")
        files = [incoming(upload)] if isinstance(upload, UploadFile) and upload.filename else []
        received = hand_in_typed(
            portal.office, session, here.unit, checked.read, mark=here.mark, draft=checked.draft, files=files
        )
    except Rejected as rejected:
        return _overview(request, here, problems=rejected.problems)
    portal.aftermath.send_letters()
    wake_after(portal, received)
    return shown_unit(request, here.unit, done=taken_words(received))


def show_part(request: Request, here: Here) -> HTMLResponse:
    """Show one part's fields, or a table's rows and the one that is being written."""
    checked = _checked(portal_of(request), here)
    return _part_page(request, here, checked, _found(checked.form, here.part))


def save_part(request: Request, here: Here, posted: Posted) -> Response:
    """Keep what was typed in one part, whatever is wrong with it, and say beside each field what is.

    What somebody else has typed there meanwhile stays until a button is pressed below its words: by itself the page
    saves over nothing.
    """
    portal = portal_of(request)
    given = {key: value for key, value in posted.items() if isinstance(value, str)}
    part = _found(_form(portal, here)[0], here.part)
    try:
        others = _keep(portal, guest_of(request).session, here, given)
    except Rejected as rejected:
        return _refused(request, here, given, rejected.problems)
    checked = _checked(portal, here)
    if others:
        return _told_apart(request, here, checked, part, given=given, others=others)
    keys = {key for key, _ in _beside(checked)}
    if posted.get("act") == NEXT and not any(entry.key in keys for entry in part.entries):
        return RedirectResponse(f"{here.address}/{_after(checked.form, part)}".rstrip("/"), SEE_OTHER)
    if part.table is not None:
        return RedirectResponse(f"{here.address}/{part.slug}#dong", SEE_OTHER)
    return _part_page(request, here, checked, part, is_saved=True, seen=_seen_now(checked, part, given, others))


def _keep(portal: Portal, session: str, here: Place, given: Mapping[str, str]) -> list[str]:
    """Keep what was typed; return the keys of the fields that somebody else has changed since they were shown."""
    sheet, others = unit_sheet(portal.office, here.unit), list[str]()
    seen = given.get("seen", "").split()

    def change(draft: FormDraft | None) -> Typed:
        form = _form_of(portal, sheet, here.mark, draft)
        part = _found(form, here.part)
        if part.table is None:
            typed, others[:] = with_part(form, part, given, seen)
            return typed
        return with_row(form, part.table, here.dong, given)

    save_draft(portal.office, session, here.unit, here.mark, change)
    return others


def _told_apart(
    request: Request, here: Place, checked: Checked, part: PagePart, *, given: Mapping[str, str], others: Sequence[str]
) -> HTMLResponse:
    """Show what was typed, and beside it what somebody else has typed in the same fields."""
    kept = checked.form.typed.values
    told = [
        Problem(code=ProblemCode.PLAN_FIELD_CHANGED, where=key, params={"value": kept.get(key) or words.LEFT_EMPTY})
        for key in others
    ]
    labels = {key: entry.label for entry in part.entries for key in keys_of(entry)}
    mine = Typed(values={**kept, **{key: given.get(key, "") for key in others}}, rows=checked.form.typed.rows)
    return _part_page(
        request,
        here,
        replace(checked, form=replace(checked.form, typed=mine), problems=(*checked.problems, *told)),
        part,
        refused=[replace(problem, where=labels[problem.where]) for problem in told],
        seen=_seen_now(checked, part, given, others),
    )


def _seen_now(checked: Checked, part: PagePart, given: Mapping[str, str], others: Sequence[str]) -> list[str]:
    """Return the marks of what whoever typed has before them once the page is shown again.

    A page that saved by itself still has the boxes as they were typed, and shows none of what others typed.
    """
    if "act" in given:
        return [*shown_marks(part, checked.form.typed.values).values()]
    return [mark for key, mark in shown_marks(part, given).items() if key not in others]


def _refused(request: Request, here: Place, given: Mapping[str, str], problems: Sequence[Problem]) -> HTMLResponse:
    """Show again what was typed and could not be kept."""
    form, _ = _form(portal_of(request), here)
    seen = {key: _seen(value) for key, value in given.items()}
    typed = Typed(values={**form.typed.values, **seen}, rows=form.typed.rows)
    checked = Checked(form=replace(form, typed=typed), draft=None, read=None, problems=(), findings=())
    part, was_seen = _found(form, here.part), given.get("seen", "").split()
    return _part_page(request, here, checked, part, refused=problems, given=seen, seen=was_seen)


def _seen(text: str) -> str:
    """Return the text as it can be shown again: it was refused for signs that cannot."""
    return "".join(sign if sign.isprintable() or sign in "\r\n" else "\ufffd" for sign in text)


def _found(form: PageForm, slug: str) -> PagePart:
    part = form.part(slug)
    if part is None:
        raise HTTPException(MISSING)
    return part


def _after(form: PageForm, part: PagePart) -> str:
    """Return the address of the part after this one, "" after the last."""
    return dict(pairwise(each.slug for each in form.parts)).get(part.slug, "")


def _form(portal: Portal, here: Place) -> tuple[PageForm, FormDraft | None]:
    draft = draft_of(portal.office, here.unit, here.mark)
    return _form_of(portal, unit_sheet(portal.office, here.unit), here.mark, draft), draft


def _form_of(portal: Portal, sheet: UnitSheet, mark: str, draft: FormDraft | None) -> PageForm:
    office = portal.office
    today = office.clock.now().date()
    campaign = office.read(office.plan_in_force)
    parent = office.read(lambda record: record.register.unit(sheet.unit.parent or "", today))
    plan = sheet.plan.plan if sheet.plan else None
    report = sheet.report.report if sheet.report else None
    kind = KINDS[mark]
    return page_form(
        kind,
        campaign,
        sheet.unit,
        draft.typed if draft else begun(kind, plan, report),
        parent=parent,
        plan=plan,
        in_force=window_of(sheet.obligations, sheet.unit, campaign) if kind is RESULT_FORM else None,
        by_when=limit_of(
            sheet.obligations, Settlement.PLAN if kind is PLAN_FORM else Settlement.RESULT_REPORT, campaign
        ),
    )


def _checked(portal: Portal, here: Place) -> Checked:
    form, draft = _form(portal, here)
    try:
        read = read_typed(form, register.units(portal.office))
        findings = preview_form(portal.office, read)
    except Rejected as rejected:
        return Checked(form=form, draft=draft, read=None, problems=rejected.problems, findings=())
    return Checked(form=form, draft=draft, read=read, problems=(), findings=findings)


def _beside(checked: Checked) -> list[tuple[str, str]]:
    """Return what cannot be read, in words, each with the key of its field."""
    campaign = checked.form.campaign
    told = [problem for problem in checked.problems if problem.code != ProblemCode.PLAN_FORM_EMPTY]
    return [(problem.where, sentence(replace(problem, where=""), campaign)) for problem in told]


_TOLD_BESIDE = (Verdict.BREACH, Verdict.ASK)


def _notes(checked: Checked) -> list[tuple[str, str, str]]:
    """Return what was found that the unit may want to change: the field's key, verdict, words with the clause."""
    campaign = checked.form.campaign
    return [
        (field_of(checked.form, finding), finding.verdict.value, finding_sentence(finding, campaign))
        for finding in checked.findings
        if finding.verdict in _TOLD_BESIDE
    ]


def _overview(
    request: Request, here: Place, *, problems: Sequence[Problem] = (), is_refused: bool = False
) -> HTMLResponse:
    portal = portal_of(request)
    checked = _checked(portal, here)
    context: dict[str, Any] = overview_context(checked.form, _beside(checked), _notes(checked))
    context |= {
        "unit": here.unit,
        "unit_name": checked.form.unit.name,
        "form": here.form,
        "names": words.FORM_NAMES[here.form],
        "saved_at": moment(checked.draft.saved_at, portal.zone) if checked.draft else "",
        "seen": checked.form.typed.sha256,
        "groups": by_verdict(checked.form.campaign, checked.findings),
        "can_be_sent": checked.read is not None,
        "problems": [sentence(problem, portal.office.campaign) for problem in problems],
        "is_refused": is_refused,
    }
    return page(request, "unit_form", context, status=REFUSED if problems or is_refused else 200)


def _part_page(
    request: Request,
    here: Place,
    checked: Checked,
    part: PagePart,
    *,
    is_saved: bool = False,
    refused: Sequence[Problem] = (),
    given: Mapping[str, str] | None = None,
    seen: Sequence[str] | None = None,
) -> HTMLResponse:
    campaign = checked.form.campaign
    beside = _beside(checked)
    context: dict[str, Any] = {
        "unit": here.unit,
        "unit_name": checked.form.unit.name,
        "form": here.form,
        "names": words.FORM_NAMES[here.form],
        "part": part,
        "place": (checked.form.parts.index(part) if part in checked.form.parts else 0) + 1,
        "places": len(checked.form.parts),
        "following": _after(checked.form, part),
        "seen": " ".join(shown_marks(part, checked.form.typed.values).values() if seen is None else seen),
        "is_saved": is_saved,
        "is_faulty": is_saved and bool(beside),
        "problems": [sentence(problem, campaign) for problem in refused],
    }
    if part.table is None:
        context |= part_context(checked.form, part, beside, _notes(checked))
    else:
        context |= row_context(checked.form, part.table, beside, row=here.dong, given=given or {})
    return page(request, "unit_form_part", context, status=REFUSED if refused else 200)

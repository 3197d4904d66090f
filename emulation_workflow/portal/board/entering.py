"""The Board enters what came on paper: filled in, looked at, confirmed by one's own code for its very words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from fastapi import HTTPException, Request
from fastapi.responses import HTMLResponse

from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.messages import sentence
from emulation_workflow.messages.names import filled
from emulation_workflow.messages.screens import pages as words
from emulation_workflow.office.office import Office
from emulation_workflow.portal import typed
from emulation_workflow.portal.board.case_entries import CASE_ENTRIES
from emulation_workflow.portal.board.date_entry import DATE_ENTRY
from emulation_workflow.portal.board.difficulty_entries import DIFFICULTY_ENTRY, STEP_ENTRY
from emulation_workflow.portal.board.entry_kinds import DeskEntry, EntryField, Given, LookedAt, Texts
from emulation_workflow.portal.board.evidence_entry import EVIDENCE_ENTRY
from emulation_workflow.portal.board.order_entry import ORDER_ENTRY
from emulation_workflow.portal.board.quota_entry import QUOTA_ENTRY
from emulation_workflow.portal.posted import Posted
from emulation_workflow.portal.surroundings import page, portal_of, visitor_of
from emulation_workflow.portal.views import viewed

OTHER_ENTRIES: Sequence[DeskEntry] = (
    *(ORDER_ENTRY, EVIDENCE_ENTRY, DIFFICULTY_ENTRY, STEP_ENTRY),
    *(DATE_ENTRY, QUOTA_ENTRY),
)
"""What can be entered under any plan."""
ENTRIES: Mapping[str, DeskEntry] = {kind.slug: kind for kind in (*CASE_ENTRIES, *OTHER_ENTRIES)}
"""What can be entered, by its place in the address."""
FILL, ADD, LOOK, CODE, RECORD = "fill", "add", "look", "code", "record"
"""The steps: each shows what the next one takes along."""
PARTS = "parts"
"""How many parts the form shows."""
REFUSED, MISSING = 422, 404


def show_entries(request: Request) -> HTMLResponse:
    campaign = portal_of(request).office.campaign
    kinds = [{"slug": kind.slug, "title": filled(kind.words.title, campaign)} for kind in _offered(request).values()]
    return page(request, "desk_entries", {"kinds": kinds})


def show_entry(request: Request, kind: str) -> HTMLResponse:
    """Show the entry's fields; some offer the people of the register."""
    viewed(request, "officials")
    return _form(request, _kind(request, kind), Given(by="", texts={}, parts=[{}]))


def enter(request: Request, kind: str, posted: Posted) -> HTMLResponse:
    """Take one step further with what is filled in; only the last one records it."""
    asked, office = _kind(request, kind), portal_of(request).office
    given = _given(office, asked, visitor_of(request).actor, posted)
    step = posted.get("act")
    if step == ADD and asked.part is not None:
        return _form(request, asked, replace(given, parts=[*given.parts, {}][: asked.part.most]))
    if step == FILL:
        return _form(request, asked, given)
    try:
        looked = asked.look(office, given)
        if step == RECORD:
            return _recorded(request, asked, given, looked, str(posted.get("code") or ""))
        if step == CODE and asked.ask_code is not None:
            asked.ask_code(office, given)
            portal_of(request).aftermath.send_letters()
    except Rejected as rejected:
        return _form(request, asked, given, problems=rejected.problems)
    return _looked_at(request, asked, given, looked, has_code=step == CODE or asked.has_code_already)


def _given(office: Office, asked: DeskEntry, by: str, posted: Posted) -> Given:
    """Return what was filled in; a part's fields bear its number behind their key."""

    def texts(fields: Sequence[EntryField], behind: str = "") -> Texts:
        keys = [each.key for each in fields]
        return {key: [text for text in posted.getlist(key + behind) if isinstance(text, str)] for key in keys}

    if asked.part is None:
        return Given(by=by, texts=texts(asked.fields(office)))
    typed_count = str(posted.get(PARTS) or "")
    count = int(typed_count) if re.fullmatch("[0-9]{1,3}", typed_count, re.ASCII) else 1
    fields = asked.part.fields(office)
    parts = [texts(fields, f"-{number + 1}") for number in range(max(1, min(count, asked.part.most)))]
    return Given(by=by, texts=texts(asked.fields(office)), parts=parts)


def _offered(request: Request) -> Mapping[str, DeskEntry]:
    """Return what can be entered under this plan: without a gate there are no cases."""
    has_gate = portal_of(request).office.campaign.gate is not None
    return ENTRIES if has_gate else {kind.slug: kind for kind in OTHER_ENTRIES}


def _kind(request: Request, slug: str) -> DeskEntry:
    kind = _offered(request).get(slug)
    if kind is None:
        raise HTTPException(MISSING)
    return kind


def _recorded(request: Request, kind: DeskEntry, given: Given, looked: LookedAt, code: str) -> HTMLResponse:
    """Record it; what does not count is told beside the code, and everything else stays filled in."""
    portal = portal_of(request)
    try:
        taken = kind.record(portal.office, given, typed.text(code))
    except Rejected as rejected:
        portal.aftermath.send_letters()
        return _looked_at(request, kind, given, looked, has_code=True, problems=rejected.problems)
    portal.aftermath.send_letters()
    if taken.case is not None:
        portal.aftermath.wake(taken.case)
    return page(request, "desk_entered", {"title": _title(request, kind), "slug": kind.slug, "done": taken.words})


def _title(request: Request, kind: DeskEntry) -> str:
    return filled(kind.words.title, portal_of(request).office.campaign)


def _form(request: Request, kind: DeskEntry, given: Given, *, problems: Sequence[Problem] = ()) -> HTMLResponse:
    office, part = portal_of(request).office, kind.part
    parts = [
        {
            "title": part.words.format(number=number),
            "fields": _shown(office, part.fields(office), texts, behind=f"-{number}"),
        }
        for number, texts in enumerate(given.parts, 1)
        if part is not None
    ]
    context = {
        "title": _title(request, kind),
        "about": filled(kind.words.about, office.campaign),
        "slug": kind.slug,
        "fields": _shown(office, kind.fields(office), given.texts),
        "parts_of": parts,
        "further": part.words.format(number=len(parts) + 1) if part is not None and len(parts) < part.most else "",
        "problems": [sentence(problem, office.campaign) for problem in problems],
    }
    return page(request, "desk_entry", context, status=REFUSED if problems else 200)


def _shown(office: Office, fields: Sequence[EntryField], texts: Texts, behind: str = "") -> list[dict[str, Any]]:
    """Return the fields as the page shows them, with what is filled in."""
    return [
        {
            "key": each.key + behind,
            "title": filled(each.words.title, office.campaign),
            "about": filled(each.words.about, office.campaign),
            "box": each.box,
            "choices": each.choices,
            "values": [_seen(text) for text in texts.get(each.key, ())],
        }
        for each in fields
    ]


def _carried(given: Given, kind: DeskEntry) -> list[tuple[str, str]]:
    """Return everything that is filled in, as name and text."""
    of_parts = {f"{key}-{number}": texts for number, part in enumerate(given.parts, 1) for key, texts in part.items()}
    count = [(PARTS, str(len(given.parts)))] if kind.part else []
    return [*count, *((key, text) for key, texts in {**given.texts, **of_parts}.items() for text in texts)]


def _looked_at(
    request: Request,
    kind: DeskEntry,
    given: Given,
    looked: LookedAt,
    *,
    has_code: bool,
    problems: Sequence[Problem] = (),
) -> HTMLResponse:
    context = {
        "title": _title(request, kind),
        "slug": kind.slug,
        "rows": looked.rows,
        "effects": looked.effects,
        "carried": _carried(given, kind),
        "needs_code": kind.ask_code is not None or kind.has_code_already,
        "can_ask_anew": kind.ask_code is not None,
        "has_code": has_code,
        "code_words": words.CODE_IN_EARLIER_LETTER if kind.has_code_already else words.CODE_SENT,
        "problems": [sentence(problem, portal_of(request).office.campaign) for problem in problems],
    }
    return page(request, "desk_entry_looked", context, status=REFUSED if problems else 200)


def _seen(text: str) -> str:
    """Return the text as it can be shown again."""
    return "".join(sign if sign.isprintable() or sign in "\r\n" else "\ufffd" for sign in text)

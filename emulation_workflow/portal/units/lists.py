"""A unit's list of delegates, typed on the page or sent as a file; nothing is kept before it is sent."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from fastapi import HTTPException, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData, UploadFile

from emulation_workflow.adapters.page_forms.typed_list import (
    COLUMNS,
    MOST_TYPED,
    as_file,
    by_typed_rows,
    headings,
    rows_of,
    rows_typed,
)
from emulation_workflow.adapters.spreadsheets.delegates import read_delegates
from emulation_workflow.adapters.spreadsheets.reading import TableBytes
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.delegates import DelegateList, DelegateListVersion, ListKind, categories_for, upper_unit
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.findings import Finding
from emulation_workflow.domain.registers import Unit
from emulation_workflow.messages import sentence
from emulation_workflow.messages.days import day_words, nth_words
from emulation_workflow.messages.delegates import GENDERS, LIST_KINDS
from emulation_workflow.messages.screens import delegates as list_words
from emulation_workflow.messages.screens import pages as words
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.delegates.list_receipt import receive_list
from emulation_workflow.office.entrance.handing_in import hand_in_list
from emulation_workflow.office.entrance.units import own_list, unit_sheet
from emulation_workflow.portal import typed
from emulation_workflow.portal.posted import Posted
from emulation_workflow.portal.surroundings import Portal, guest_of, page, portal_of, visitor_of
from emulation_workflow.portal.units.own import MISSING, REFUSED, incoming
from emulation_workflow.portal.views import viewed
from emulation_workflow.screens.cases import by_verdict
from emulation_workflow.screens.delegates import figures_of_list

CHECK, MORE, SEND = "check", "more", "send"
FIRST_ROWS, MORE_ROWS = 10, 10
LAST = "cuoi"
"""In the address: begin with the list that was sent last."""


def show_list(request: Request, unit: str, loai: str = "", tu: str = "") -> HTMLResponse:
    """Show an empty list, or the one that was sent last, which leaves a row: it names people."""
    portal = portal_of(request)
    kind = ListKind(loai) if loai in set(ListKind) else ListKind.ADOPTED
    last = own_list(portal.office, unit, kind)
    filled = {"kind": kind.value}
    rows: list[dict[str, str]] = []
    if tu == LAST and last is not None and last.erased_at is None:
        viewed(request, "delegate_list", unit)
        rows = _rows_of(portal, unit, last)
        filled |= {"minutes": last.minutes, "adopted_on": day_words(last.adopted_on) if last.adopted_on else ""}
    return _page(request, unit, filled, rows)


def send_list(request: Request, unit: str, posted: Posted) -> HTMLResponse:
    """Take the list, look at it first, or show more rows to type in."""
    given = {key: value for key, value in posted.items() if isinstance(value, str)}
    filled = {key: given.get(key, "") for key in ("kind", "adopted_on", "minutes")}
    count = int(given["count"]) if given.get("count", "").isdecimal() and len(given["count"]) < len("1000") else 0
    rows = rows_typed(given, count)
    act = given.get("act", CHECK)
    if act == MORE:
        return _page(request, unit, filled, rows, more=MORE_ROWS)
    try:
        sent = _list_in(portal_of(request), unit, filled, _file_in(posted, rows))
        return _taken(request, sent, filled, rows, is_sent=act == SEND)
    except Rejected as rejected:
        return _page(request, unit, filled, rows, problems=by_typed_rows(rejected).problems)


def _taken(
    request: Request, sent: DelegateList, filled: dict[str, str], rows: list[dict[str, str]], *, is_sent: bool
) -> HTMLResponse:
    """Keep the list, or say what would be found in it."""
    portal = portal_of(request)
    if is_sent:
        received = hand_in_list(portal.office, guest_of(request).session, sent)
        portal.aftermath.send_letters()
        told = words.LIST_TAKEN if received.is_new else words.SAME_AS_BEFORE
        done = told.format(version=nth_words(received.version.version), counts=figures_of_list(received.version))
        return _page(request, sent.unit, {"kind": filled["kind"]}, [], done=done, findings=received.version.findings)
    by = visitor_of(request).actor
    received = receive_list(portal.office, sent, by=by, channel=Channel.PAGE, dry_run=True)
    done = words.LIST_FORESEEN.format(counts=figures_of_list(received.version))
    return _page(request, sent.unit, filled, rows, done=done, findings=received.version.findings, is_checked=True)


def _file_in(posted: FormData, rows: Sequence[Mapping[str, str]]) -> TableBytes:
    upload = posted.get("file")
    if isinstance(upload, UploadFile) and upload.filename:
        file = incoming(upload)
        return TableBytes(name=file.name, content=file.content)
    return as_file(rows)


def _list_in(portal: Portal, unit_code: str, filled: Mapping[str, str], file: TableBytes) -> DelegateList:
    """Return the list in the file. Rejected with what is wrong, by row; people's names are not repeated."""
    if filled["kind"] not in set(ListKind):
        raise Rejected(Problem(code=ProblemCode.LIST_KIND_MISSING, where=list_words.FIELDS["list_kind"].title))
    kind = ListKind(filled["kind"])
    adopted_on = typed.day(filled["adopted_on"], list_words.FIELDS["adopted_on"].title)
    on = adopted_on or portal.office.clock.now().date()
    units = register.units(portal.office)
    unit = _unit_on(units, unit_code, on)
    categories = _categories(portal, unit, kind, units, on)
    people = read_delegates(file, kind=kind, unit=unit, categories=categories, units=units, on=on)
    minutes = typed.text(filled["minutes"])
    return DelegateList(kind=kind, unit=unit.code, delegates=people, adopted_on=adopted_on, minutes=minutes)


def _unit_on(units: Sequence[Unit], code: str, on: date) -> Unit:
    known = [unit for unit in units if unit.code == code]
    found = next((unit for unit in known if unit.is_valid_on(on)), next(iter(known), None))
    if found is None:
        raise HTTPException(MISSING)
    return found


def _categories(portal: Portal, unit: Unit, kind: ListKind, units: Sequence[Unit], on: date) -> dict[str, str]:
    campaign = portal.office.campaign
    upper = unit if kind is ListKind.ATTENDING else upper_unit(campaign, unit, units, on=on)
    return categories_for(campaign, upper) if upper else {}


def _rows_of(portal: Portal, unit_code: str, last: DelegateListVersion) -> list[dict[str, str]]:
    units, on = register.units(portal.office), last.received_at.date()
    categories = _categories(portal, _unit_on(units, unit_code, on), last.kind, units, on)
    return rows_of(last.delegates, categories, {unit.code: unit for unit in units})


def _page(
    request: Request,
    unit: str,
    filled: Mapping[str, str],
    rows: Sequence[Mapping[str, str]],
    *,
    more: int = 0,
    problems: Sequence[Problem] = (),
    done: str = "",
    findings: Sequence[Finding] = (),
    is_checked: bool = False,
) -> HTMLResponse:
    portal = portal_of(request)
    office, units = portal.office, register.units(portal.office)
    sheet = unit_sheet(office, unit)
    kind = ListKind(filled["kind"]) if filled.get("kind") in set(ListKind) else ListKind.ADOPTED
    last = own_list(office, unit, kind)
    count = min(max(len(rows) + more, FIRST_ROWS), MOST_TYPED)
    empty = dict.fromkeys(COLUMNS, "")
    context: dict[str, Any] = {
        "unit": unit,
        "unit_name": sheet.unit.name,
        "kinds": {each.value: name for each, name in LIST_KINDS.items()},
        "filled": {"kind": kind.value, "adopted_on": "", "minutes": "", **filled},
        "headings": headings(),
        "rows": [*rows, *[empty] * (count - len(rows))],
        "genders": list(GENDERS.values()),
        "categories": list(_categories(portal, sheet.unit, kind, units, office.clock.now().date()).values()),
        "most": MOST_TYPED,
        "last": last and {"version": last.version, "counts": figures_of_list(last), "is_erased": bool(last.erased_at)},
        "done": done,
        "is_checked": is_checked,
        "groups": by_verdict(office.campaign, findings),
        "problems": [sentence(problem, office.campaign) for problem in problems],
    }
    return page(request, "unit_list", context, status=REFUSED if problems else 200)

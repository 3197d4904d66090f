"""The Board's desk: what waits for it, and the few things that are done there without Prefect."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated, Any

from fastapi import Depends, Form, HTTPException, Request, Response
from fastapi.responses import HTMLResponse

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.messages import sentence
from emulation_workflow.messages.names import filled as in_names
from emulation_workflow.messages.papers.papers import FIELDS, kind_names
from emulation_workflow.messages.screens import pages as words
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.board_items import board_items, close_item
from emulation_workflow.office.delivery.delivery import settle_doubt
from emulation_workflow.office.delivery.sending_again import AgainFate, send_again
from emulation_workflow.office.entrance.units import letter_on_desk
from emulation_workflow.office.letters.letter_queries import unsent_letters
from emulation_workflow.office.office import Office, refuse_any
from emulation_workflow.office.papers import ON_SCREEN
from emulation_workflow.office.pressing import pressing
from emulation_workflow.office.reminders.digest import overview
from emulation_workflow.portal import typed
from emulation_workflow.portal.papers import PaperForm, handed_out
from emulation_workflow.portal.surroundings import page, portal_of, visitor_of
from emulation_workflow.portal.units.own import unit_shown
from emulation_workflow.portal.views import viewed
from emulation_workflow.screens.pages import desk as screen

REFUSED, MISSING = 422, 404
LARGEST_NUMBER = 2**31
LONGEST_NUMBER = 9
AGAIN, ARRIVED = "again", "arrived"
"""What can be done about letters: the values of the page's buttons."""

Chosen = Annotated[list[str], Form(max_length=1000)]


def show_desk(request: Request) -> HTMLResponse:
    portal = portal_of(request)
    shown = portal.remembered.find("desk", lambda: screen.desk_context(pressing(portal.office), zone=portal.zone))
    return page(request, "desk", shown)


def show_late(request: Request) -> HTMLResponse:
    portal = portal_of(request)
    return page(request, "desk_late", portal.remembered.find("late", lambda: _late(portal.office)))


def _late(office: Office) -> dict[str, Any]:
    today = office.clock.now().date()
    found = overview(office, today)
    return {
        "late": screen.late_rows(office.campaign, found.overdue, today),
        "late_in_all": len(found.overdue),
        "soon": screen.late_rows(office.campaign, found.soon, today),
        "soon_in_all": len(found.soon),
    }


def search(request: Request, q: str = "") -> HTMLResponse:
    portal = portal_of(request)
    asked = typed.text(q)[: typed.LONGEST_SEARCH]
    found = portal.finder.find(asked)
    return page(request, "desk_search", {"asked": asked, "found": found, "kinds": words.DOCUMENT_KINDS})


def show_unit_to_board(request: Request, unit: str) -> HTMLResponse:
    portal = portal_of(request)
    viewed(request, "unit", unit)
    return page(request, "desk_unit", unit_shown(portal, unit))


def show_people(request: Request) -> HTMLResponse:
    viewed(request, "officials")
    office = portal_of(request).office
    today = office.clock.now().date()
    officials = office.read(lambda record: record.register.officials())
    names = {official.unit: register.unit_name(office, official.unit, today) for official in officials if official.unit}
    return page(request, "desk_people", {"people": screen.people_rows(office.campaign, officials, names, today)})


def show_letters(request: Request) -> HTMLResponse:
    return _letters(request)


def show_letter(request: Request, number: int) -> HTMLResponse:
    """Show one letter: to whom, what became of it, its words. It names people; what stands for a code is none."""
    portal = portal_of(request)
    found = letter_on_desk(portal.office, number) if 0 < number < LARGEST_NUMBER else None
    if found is None:
        raise HTTPException(MISSING)
    status, words_of_letter = found
    viewed(request, "letter", status.unit)
    shown = screen.letter_page(status, words_of_letter, portal.zone)
    return page(request, "desk_letter", shown)


def settle_letters(request: Request, chosen: Chosen = [], act: Annotated[str, Form()] = "") -> HTMLResponse:  # noqa: B006 - FastAPI copies it
    """Send the chosen letters again, or note that those in doubt did arrive."""
    portal, by = portal_of(request), visitor_of(request).actor
    try:
        numbers = _numbers(chosen)
        if act == ARRIVED:
            settle = partial(settle_doubt, portal.office, was_sent=True, by=by, channel=Channel.PAGE)
            settled, problems = _each(numbers, settle)
            return _letters(request, problems=problems, done=_said(words.SETTLED, settled))
        refuse_any([] if act == AGAIN else [Problem(code=ProblemCode.NOTHING_CHOSEN)])
        sent = send_again(portal.office, by=by, numbers=numbers, channel=Channel.PAGE)
    except Rejected as rejected:
        return _letters(request, problems=rejected.problems)
    portal.aftermath.send_letters()
    again = sum(letter.fate is AgainFate.AGAIN for letter in sent)
    return _letters(request, done=words.SENT_AGAIN.format(again=again, left=len(sent) - again))


def show_items(request: Request) -> HTMLResponse:
    return _items(request)


def close_items(
    request: Request,
    chosen: Chosen = [],  # noqa: B006 - FastAPI copies it
    note: Annotated[str, Form(max_length=10_000)] = "",
) -> HTMLResponse:
    """Close what somebody has dealt with; the record keeps who and how."""
    portal, by = portal_of(request), visitor_of(request).actor
    try:
        numbers, how = _numbers(chosen), typed.text(note)
        closed, problems = _each(numbers, partial(close_item, portal.office, by=by, note=how, channel=Channel.PAGE))
    except Rejected as rejected:
        return _items(request, problems=rejected.problems, note=note)
    return _items(request, problems=problems, done=_said(words.CLOSED, closed), note=note if problems else "")


def _each(numbers: Sequence[int], act: Callable[[int], object]) -> tuple[int, tuple[Problem, ...]]:
    """Do it to each; return to how many it was done, and why not to the others: one stops no other."""
    done, problems = 0, list[Problem]()
    for number in numbers:
        try:
            act(number)
        except Rejected as rejected:
            problems += rejected.problems
        else:
            done += 1
    return done, tuple(problems)


def _said(told: str, number: int) -> str:
    return told.format(number=number) if number else ""


def offer_papers(request: Request) -> HTMLResponse:
    viewed(request, "officials")
    return _papers(request)


def make_paper(request: Request, form: Annotated[PaperForm, Depends()]) -> Response:
    """Draw up a paper from the record and hand it out; nothing is written."""
    portal = portal_of(request)
    try:
        return handed_out(request, form.read(portal), form.file_kind)
    except Rejected as rejected:
        said = [sentence(problem, portal.office.campaign) for problem in rejected.problems]
        return _papers(request, said=said, filled=form)


def _letters(request: Request, *, problems: Sequence[Problem] = (), done: str = "") -> HTMLResponse:
    portal = portal_of(request)
    rows = screen.unsent_rows(unsent_letters(portal.office), portal.zone)
    said = [sentence(problem, portal.office.campaign) for problem in problems]
    context = {"letters": rows, "problems": said, "done": done}
    return page(request, "desk_letters", context, status=REFUSED if problems else 200)


def _items(request: Request, *, problems: Sequence[Problem] = (), done: str = "", note: str = "") -> HTMLResponse:
    portal = portal_of(request)
    rows = screen.item_rows(board_items(portal.office), portal.zone)
    said = [sentence(problem, portal.office.campaign) for problem in problems]
    context = {"items": rows, "problems": said, "done": done, "note": note}
    return page(request, "desk_items", context, status=REFUSED if problems else 200)


def _papers(request: Request, *, said: Sequence[str] = (), filled: PaperForm | None = None) -> HTMLResponse:
    office = portal_of(request).office
    context = {
        "kinds": {kind.value: name for kind, name in kind_names(office.campaign).items() if kind in ON_SCREEN},
        "people": office.read(lambda record: record.register.officials()),
        "about": {name: in_names(words.about, office.campaign) for name, words in FIELDS.items()},
        "problems": said,
        "filled": filled or PaperForm(),
    }
    return page(request, "desk_papers", context, status=REFUSED if said else 200)


def _numbers(chosen: Sequence[str]) -> list[int]:
    """Return the numbers that were ticked. Rejected if none was, or one is no number."""
    if not chosen or any(not number.isdecimal() or len(number) > LONGEST_NUMBER for number in chosen):
        raise Rejected(Problem(code=ProblemCode.NOTHING_CHOSEN))
    return [int(number) for number in dict.fromkeys(chosen)]

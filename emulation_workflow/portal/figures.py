"""Consolidated figures, for the People's Committee's office and the Board: from the province down to each report."""

import tempfile
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from fastapi import HTTPException, Request, Response
from fastapi.responses import HTMLResponse

from emulation_workflow.adapters.documents.files import FileKind
from emulation_workflow.domain.papers.paper import PaperKind
from emulation_workflow.domain.roll_up import Node, Publication, RollUp
from emulation_workflow.messages import roll_up as roll_up_words
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.screens import pages as words
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.office import Office
from emulation_workflow.office.papers import PaperRequest
from emulation_workflow.office.roll_up import conferences, consolidation
from emulation_workflow.office.roll_up.publication import restatements
from emulation_workflow.office.roll_up.publication_queries import publications
from emulation_workflow.portal import typed
from emulation_workflow.portal.papers import handed_out
from emulation_workflow.portal.surroundings import Portal, page, portal_of
from emulation_workflow.screens import roll_up as screen
from emulation_workflow.screens.letters import moment

MISSING = 404
PATH = "/so-lieu"
COURSES, BARS = "theo-thoi-gian", "theo-dia-phuong-khoi"
PICTURES = {COURSES: roll_up_words.COURSES_TITLE, BARS: roll_up_words.BARS_TITLE}
"""What the pictures show, by their names in the address."""


def show_figures(request: Request, noi: str = "", ngay: str = "") -> HTMLResponse:
    """Show one place as of a day: what is below it, its own figures, and the reports that stand behind them."""
    portal = portal_of(request)
    on = typed.day(ngay, words.DAY) or portal.office.clock.now().date()
    results = consolidation.roll_up(portal.office, on)
    node = results.root.find(typed.text(noi)) if noi else results.root
    if node is None:
        raise HTTPException(MISSING)
    links = {child.key: _link(child.key, ngay) for child in node.children}
    shown = screen.node_context(portal.office.campaign, results, node, above=_above(results, node, ngay), links=links)
    shown |= {"reports_link": f"{PATH}/bao-cao/", "day_typed": ngay, "place": noi}
    if node is results.root:
        shown["levels"] = screen.level_rows(portal.office.campaign, results)
        shown["pictures"] = {name: title.format(day=day_words(on)) for name, title in PICTURES.items()}
    return page(request, "figures", shown)


def show_picture(name: str, request: Request, ngay: str = "") -> Response:
    """Draw a picture of the day's figures, as on paper."""
    portal = portal_of(request)
    on = typed.day(ngay, words.DAY) or portal.office.clock.now().date()
    if name not in PICTURES:
        raise HTTPException(MISSING)
    drawn = portal.remembered.find(("picture", name, on), lambda: _drawn(portal.office, name, on))
    return Response(drawn, media_type="image/png")


def _drawn(office: Office, name: str, on: date) -> bytes:
    # Loaded with the first picture: a start need not wait for what draws.
    from emulation_workflow.adapters.pictures.charts import draw_bars, draw_courses  # noqa: PLC0415 - see above

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "picture.png"
        if name == COURSES:
            draw_courses(path, conferences.courses_of_levels(office, on), on)
        else:
            results = consolidation.roll_up(office, on)
            draw_bars(path, [(node.name, node.total) for node in results.root.children], on)
        return path.read_bytes()


def consolidated(request: Request, file: str, ngay: str = "") -> Response:
    """Draw up the consolidated report on the figures of a day, to be edited and signed, or to be read."""
    portal = portal_of(request)
    today = portal.office.clock.now().date()
    if file not in set(FileKind):
        raise HTTPException(MISSING)
    asked = PaperRequest(
        kind=PaperKind.CONSOLIDATED_REPORT, written_on=today, as_of=typed.day(ngay, words.DAY) or today
    )
    return handed_out(request, asked, FileKind(file))


def show_published(request: Request) -> HTMLResponse:
    """Show what was published, and what of the last is another figure now, and why."""
    portal = portal_of(request)
    made = publications(portal.office)
    changed = restatements(portal.office, made[-1]) if made else []
    units = register.unit_names(portal.office) if changed else {}
    rows = [screen.restated_row(portal.office.campaign, restated, units) for restated in changed]
    context = {
        "published": [_publication(portal, published) for published in reversed(made)],
        "restated": [list(row.values()) for row in rows],
        "columns": list(rows[0]) if rows else [],
    }
    return page(request, "figures_published", context)


def _publication(portal: Portal, published: Publication) -> dict[str, str]:
    return {
        "document": published.document,
        "as_of": day_words(published.found.as_of),
        "published_at": moment(published.published_at, portal.zone),
    }


def _link(key: str, day: str) -> str:
    return f"{PATH}?{urlencode({'noi': key, **({'ngay': day} if day else {})})}"


def _above(results: RollUp, node: Node, day: str) -> dict[str, str] | None:
    above = next((each for each in results.root.walk() if node in each.children), None)
    return {"name": above.name, "link": _link(above.key, day)} if above else None

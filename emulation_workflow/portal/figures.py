"""Consolidated figures, for the People's Committee's office and the Board: from the province down to each report."""

from urllib.parse import urlencode

from fastapi import HTTPException, Request
from fastapi.responses import HTMLResponse

from emulation_workflow.domain.roll_up import Node, Publication, RollUp
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.screens import pages as words
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.roll_up import consolidation
from emulation_workflow.office.roll_up.publication import restatements
from emulation_workflow.office.roll_up.publication_queries import publications
from emulation_workflow.portal import typed
from emulation_workflow.portal.surroundings import Portal, page, portal_of
from emulation_workflow.screens import roll_up as screen
from emulation_workflow.screens.letters import moment

MISSING = 404
PATH = "/so-lieu"


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
    return page(request, "figures", shown)


def show_report(request: Request, unit: str, version: int) -> HTMLResponse:
    """Show the figures that one report adds."""
    portal = portal_of(request)
    office, today = portal.office, portal.office.clock.now().date()
    report = office.read(lambda record: record.reports.get(unit, version)) if 0 < version < 2**31 else None
    if report is None:
        raise HTTPException(MISSING)
    counted = screen.report_rows(report, office.campaign, _levels_of(portal, unit))
    context = {
        "unit_name": register.unit_name(office, unit, today),
        "version": version,
        "received_at": moment(report.received_at, portal.zone),
        "number": report.report.conference.number,
        "figures": [{"number": count, "name": name} for count, name in counted],
    }
    return page(request, "figures_report", context)


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


def _levels_of(portal: Portal, unit: str) -> frozenset[str]:
    """Return the level of the unit, which has names of its own for what is counted."""
    office = portal.office
    known = office.read(lambda record: record.register.unit(unit, office.clock.now().date()))
    level = office.campaign.level_of(known.level) if known else None
    return frozenset({level.id} if level else ())


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

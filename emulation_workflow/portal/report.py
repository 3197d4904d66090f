"""One report, whole, for whoever sees figures: what it says, what was found, what it adds, what it has restated."""

from pathlib import PurePath
from typing import Any

from fastapi import HTTPException, Request, Response
from fastapi.responses import HTMLResponse

from emulation_workflow.adapters.forms.kinds import RESULT_FORM
from emulation_workflow.adapters.page_forms.page_form import begun, keys_of, page_form
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.submissions import ResultVersion
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.roll_up.publication import restatements
from emulation_workflow.office.roll_up.publication_queries import publications
from emulation_workflow.portal.surroundings import Portal, download, page, portal_of
from emulation_workflow.portal.views import viewed
from emulation_workflow.screens import roll_up as screen
from emulation_workflow.screens.cases import by_verdict
from emulation_workflow.screens.letters import moment

MISSING = 404
LARGEST_VERSION = 2**31


def show_report(request: Request, unit: str, version: int) -> HTMLResponse:
    """Show what one report says and adds; it names people, so that looking at it leaves a row."""
    portal = portal_of(request)
    office, today = portal.office, portal.office.clock.now().date()
    report = _report(portal, unit, version)
    viewed(request, "report", unit)
    known = office.read(lambda record: record.register.unit(unit, today))
    level = office.campaign.level_of(known.level) if known else None
    counted = screen.report_rows(report, office.campaign, frozenset({level.id} if level else ()))
    conference = report.report.conference
    context = {
        "unit": unit,
        "unit_name": register.unit_name(office, unit, today),
        "version": version,
        "received_at": moment(report.received_at, portal.zone),
        "number": conference.number,
        "figures": [{"number": count, "name": name} for count, name in counted],
        "parts_of_report": _parts(portal, known, report) if known else [],
        "groups": by_verdict(office.campaign, report.findings),
        "files": conference.attachments,
        "restated": _restated(portal, unit),
        "corrected": report.report.correction,
    }
    return page(request, "figures_report", context)


def report_file(request: Request, unit: str, version: int, sha256: str) -> Response:
    """Hand out a file that came with the report, under its hash."""
    portal = portal_of(request)
    known = {file.sha256: file for file in _report(portal, unit, version).report.conference.attachments}
    content = portal.office.read(lambda record: record.files.read(sha256)) if sha256 in known else None
    if content is None:
        raise HTTPException(MISSING)
    viewed(request, "report", unit)
    suffix = PurePath(known[sha256].name).suffix.lower()
    return download(sha256 + (suffix if suffix[1:].isalnum() and suffix.isascii() else ""), content)


def _report(portal: Portal, unit: str, version: int) -> ResultVersion:
    office = portal.office
    is_number = 0 < version < LARGEST_VERSION
    report = office.read(lambda record: record.reports.get(unit, version)) if is_number else None
    if report is None:
        raise HTTPException(MISSING)
    return report


def _parts(portal: Portal, unit: Unit, version: ResultVersion) -> list[dict[str, Any]]:
    """Return what the report says, part by part as on its form; what it does not say is left out."""
    campaign = portal.office.campaign
    if (level := campaign.level_of(unit.level)) is None or level.conference is None:
        return []
    form = page_form(RESULT_FORM, campaign, unit, begun(RESULT_FORM, None, version.report))
    values, found = form.typed.values, list[dict[str, Any]]()
    for part in form.parts:
        said = [
            {"name": entry.label, "value": "; ".join(values[key] for key in keys_of(entry) if values.get(key))}
            for entry in part.entries
            if entry.key and values.get(entry.key)
        ]
        columns = part.table.columns if part.table else ()
        rows = form.typed.rows.get(part.table.key, ()) if part.table else ()
        cells = [[row.get(column.key.rpartition(".")[2], "") for column in columns] for row in rows]
        if said or cells:
            found.append(
                {"title": part.title, "said": said, "columns": [column.label for column in columns], "rows": cells}
            )
    return found


def _restated(portal: Portal, unit: str) -> list[list[Any]]:
    """Return the published figures that this unit's reports have changed since."""
    made = publications(portal.office)
    changed = restatements(portal.office, made[-1]) if made else []
    theirs = [each for each in changed if any(cause.unit == unit for cause in each.causes)]
    units = register.unit_names(portal.office) if theirs else {}
    return [list(screen.restated_row(portal.office.campaign, each, units).values()) for each in theirs]

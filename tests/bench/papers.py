"""A list of 300 names and the consolidated report of a whole country's units, each file in a process of its own."""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl

from emulation_workflow.adapters.documents.files import Documents, FileKind
from emulation_workflow.domain.papers.paper import Paper, PaperKind
from emulation_workflow.office.office import Office
from emulation_workflow.office.papers import PaperRequest, make_papers
from emulation_workflow.office.papers.result_papers import delegate_list
from emulation_workflow.settings import PROJECT
from tests.bench.roll_ups import TODAY, country
from tests.support.kon_tum import kon_tum, kon_tum_office
from tests.support.patience import PATIENCE
from tests.support.samples import papers as sample

NAMES = 300
UNITS = (147, 11_000)
"""A small province's, and as many as a whole country has."""

OPENPYXL, PYTHON_DOCX = "openpyxl", "python-docx"
"""The same tables alone, written cell by cell, as one would without a writer made for it."""

KILOBYTES = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Seconds from the record to the file, its size and the most memory that the process ever held (both bytes)."""

    seconds: float
    size: int
    peak: int


def made(units: int, way: str) -> Made:
    """Return the report of so many units (0: the list of names), by one of FileKind, OPENPYXL or PYTHON_DOCX."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.bench.papers", str(units), way],
        check=True,
        capture_output=True,
        text=True,
        cwd=PROJECT,
        timeout=PATIENCE,
    )
    seconds, size, peak = told.stdout.split()
    return Made(seconds=float(seconds), size=int(size), peak=int(peak))


def main() -> None:
    units, way = int(sys.argv[1]), sys.argv[2]
    with tempfile.TemporaryDirectory() as folder:
        office, make = _maker(Path(folder), units)
        documents = Documents(PROJECT / "templates" / "documents", office.campaign)
        began = time.perf_counter()
        paper = make()
        if way in _BY_CELL:
            path = _BY_CELL[way](paper, Path(folder) / "cells")
        else:
            [path] = documents.write(paper, Path(folder), [FileKind(way)]).files
        seconds = time.perf_counter() - began
        print(seconds, path.stat().st_size, _peak())


def _signing(office: Office) -> Office:
    """Return the office with bodies that sign reports, which the made-up province lacks."""
    known = {body.id for body in office.campaign.bodies}
    more = tuple(kon_tum().body(name) for name in ("board", "committee") if name not in known)
    return replace(office, campaign=replace(office.campaign, bodies=(*office.campaign.bodies, *more)))


def _peak() -> int:
    """Return the most memory held, in bytes. Only Linux counts it anew for each program."""
    status = Path("/proc/self/status")
    if status.exists():
        [line] = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
        return int(line.split()[1]) * KILOBYTES
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTES


def _maker(folder: Path, units: int) -> tuple[Office, Callable[[], Paper]]:
    if not units:
        office, adopted = kon_tum_office(folder), sample.delegates(NAMES)
        return office, lambda: delegate_list(
            office, PaperRequest(kind=PaperKind.DELEGATE_LIST, written_on=TODAY), adopted
        )
    office = _signing(country(folder / "record", units))
    return office, lambda: make_papers(office, PaperRequest(kind=PaperKind.CONSOLIDATED_REPORT, written_on=TODAY))[0]


def _by_openpyxl(paper: Paper, path: Path) -> Path:
    book = openpyxl.Workbook()
    for table in paper.tables.values():
        sheet = book.create_sheet()
        for row in ([column.title for column in table.columns], *table.rows):
            sheet.append(row)
    book.save(path)
    return path


def _by_python_docx(paper: Paper, path: Path) -> Path:
    """Write the table row by row, the quickest way that python-docx has."""
    # Only this group of ours has it.
    import docx  # noqa: PLC0415

    document = docx.Document()
    for table in paper.tables.values():
        drawn = document.add_table(rows=1, cols=len(table.columns))
        for cell, column in zip(drawn.rows[0].cells, table.columns, strict=True):
            cell.text = column.title
        for row in table.rows:
            for cell, value in zip(drawn.add_row().cells, row, strict=True):
                cell.text = "" if value is None else str(value)
    document.save(str(path))
    return path


_BY_CELL: Mapping[str, Callable[[Paper, Path], Path]] = {OPENPYXL: _by_openpyxl, PYTHON_DOCX: _by_python_docx}


if __name__ == "__main__":
    main()

"""A list of 300 names and the consolidated report of a whole country's units, each file in a process of its own."""

import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl

from emulation_workflow.adapters.documents.files import Documents, FileKind
from emulation_workflow.domain.papers import Paper, PaperKind
from emulation_workflow.office.papers import Asked
from emulation_workflow.office.papers.consolidated import report_on
from emulation_workflow.office.papers.of_results import delegate_list
from emulation_workflow.settings import PROJECT
from tests import papers as sample
from tests.kon_tum import kon_tum, kon_tum_office

NAMES = 300
UNITS = (147, 11_000)
"""A small province's, and as many as a whole country has."""

OPENPYXL = "openpyxl"
"""The same tables written cell by cell, as one would without a writer made for it."""

KILOBYTES = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Seconds from the figures to the file, its size and the most memory that the process ever held (both bytes)."""

    seconds: float
    size: int
    peak: int


def made(units: int, way: str) -> Made:
    """The report of so many units (0: the list of names), by one of FileKind or OPENPYXL."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.bench.papers", str(units), way],
        check=True,
        capture_output=True,
        text=True,
        cwd=PROJECT,
        timeout=600,
    )
    seconds, size, peak = told.stdout.split()
    return Made(seconds=float(seconds), size=int(size), peak=int(peak))


def main() -> None:
    units, way = int(sys.argv[1]), sys.argv[2]
    with tempfile.TemporaryDirectory() as folder:
        paper = _paper(Path(folder), units)
        documents = Documents(PROJECT / "templates" / "documents", kon_tum())
        began = time.perf_counter()
        if way == OPENPYXL:
            path = _by_openpyxl(paper, Path(folder) / "x.xlsx")
        else:
            [path] = documents.write(paper, Path(folder), [FileKind(way)]).files
        seconds = time.perf_counter() - began
        print(seconds, path.stat().st_size, _peak())


def _peak() -> int:
    """Linux counts it for each program anew; elsewhere a child begins with what its parent held."""
    status = Path("/proc/self/status")
    if status.exists():
        [line] = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
        return int(line.split()[1]) * KILOBYTES
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTES


def _paper(folder: Path, units: int) -> Paper:
    office, day = kon_tum_office(folder), date(2020, 7, 10)
    if not units:
        return delegate_list(office, Asked(kind=PaperKind.DELEGATE_LIST, written_on=day), sample.delegates(NAMES))
    asked = Asked(kind=PaperKind.CONSOLIDATED_REPORT, written_on=day)
    return report_on(office, asked, sample.province(units))


def _by_openpyxl(paper: Paper, path: Path) -> Path:
    book = openpyxl.Workbook()
    for table in paper.tables.values():
        sheet = book.create_sheet()
        for row in ([column.title for column in table.columns], *table.rows):
            sheet.append(row)
    book.save(path)
    return path


if __name__ == "__main__":
    main()

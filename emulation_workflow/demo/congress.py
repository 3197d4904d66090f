"""The consolidated report on the year that was played: added up, written, and compared with what its units did."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from emulation_workflow import bootstrap
from emulation_workflow.domain.papers.paper import PaperKind
from emulation_workflow.domain.roll_up import HOLDING, FigureKind, RollUp, added, held, number
from emulation_workflow.office.audit import audit
from emulation_workflow.office.office import Office
from emulation_workflow.office.papers import PaperRequest, make_papers
from emulation_workflow.office.roll_up.consolidation import roll_up
from emulation_workflow.office.roll_up.publication import restatements
from emulation_workflow.office.roll_up.publication_queries import publications
from emulation_workflow.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class CongressHeld:
    """The figures that the congress is told, the files they stand in, and what does not agree (nothing)."""

    figures: RollUp
    restated: int
    files: tuple[Path, ...]
    faults: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        total = self.figures.root.total
        kinds = (FigureKind.BOUND, *HOLDING, FigureKind.REPORTS, FigureKind.REPORTS_MISSING, FigureKind.LISTS)
        return {
            "as_of": self.figures.as_of.isoformat(),
            **{kind.value: number(total, kind) for kind in kinds},
            "delegates": number(total, FigureKind.DELEGATES),
            "restated": self.restated,
            "files": [str(path) for path in self.files],
        }


def hold_congress(office: Office, settings: Settings, folder: Path, tell: Callable[[str], None]) -> CongressHeld:
    """Add the year up as of today, write the consolidated report to `folder`, and tell where it lies."""
    on = office.clock.now().date()
    figures = roll_up(office, on)
    [paper] = make_papers(office, PaperRequest(kind=PaperKind.CONSOLIDATED_REPORT, written_on=on))
    written = bootstrap.documents(settings).write(paper, folder)
    restated = sum(len(restatements(office, publication)) for publication in publications(office))
    congress = CongressHeld(
        figures=figures, restated=restated, files=written.files, faults=tuple(_faults(office, figures, on))
    )
    total = figures.root.total
    tell(
        f"Consolidated to {on:%d/%m/%Y}: {number(total, FigureKind.BOUND)} conferences owed, {held(total)} held, "
        f"{number(total, FigureKind.REPORTS)} reports, {number(total, FigureKind.DELEGATES)} delegates; "
        f"{restated} published figures restated since."
    )
    for path in congress.files:
        tell(f"Consolidated report: {path}")
    return congress


def _faults(office: Office, figures: RollUp, on: date) -> Iterator[str]:
    """Compare the province with its levels, its units with the ways of holding, and the record with its seals."""
    total = figures.root.total
    over_levels = added(*figures.levels.values())
    for figure in total.keys() | over_levels.keys():
        in_all, by_level = total.get(figure, 0), over_levels.get(figure, 0)
        if in_all != by_level:
            yield f"{figure.key} is {in_all} in the province, {by_level} over its levels"
    if number(total, *HOLDING) != number(total, FigureKind.BOUND):
        yield f"{number(total, FigureKind.BOUND)} units are bound on {on}, {number(total, *HOLDING)} are told of"
    yield from audit(office.store).faults

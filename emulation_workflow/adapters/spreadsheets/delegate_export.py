"""A delegate list as a workbook: typed cells, a heading row that stays, filters; it can be read in again as it is."""

import os
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from emulation_workflow.adapters.documents.xlsx import write_tables
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.delegates import Delegate, categories_for
from emulation_workflow.domain.papers.paper import Cell, ColumnKind, PaperColumn, PaperTable
from emulation_workflow.domain.registers import Unit
from emulation_workflow.messages.days import day_words, nth_words
from emulation_workflow.messages.delegates import (
    DELEGATE_COLUMNS,
    EXPORT_BY,
    EXPORT_SOURCE,
    EXPORT_TITLE,
    GENDERS,
    LIST_KINDS,
    TICK,
)
from emulation_workflow.office.delegates.personal_data import ListExport

_ORDER = "TT"
_WIDTHS = {
    "name": 40,
    "born": 18,
    "gender": 18,
    "ethnicity": 22,
    "post": 55,
    "category": 40,
    "sent_by": 50,
    "is_reserve": 18,
    "replaces": 40,
    "namesake": 25,
}
_ONLY_THEIRS = 0o600


def write_list(taken: ListExport, campaign: Campaign, path: Path, *, on: date, by: str) -> None:
    """Write the list to `path`, to be read by whoever runs the program and nobody else. OSError if it cannot be."""
    headings = {column: names[0] for column, names in DELEGATE_COLUMNS.items()}
    columns = (
        PaperColumn(title=_ORDER, width=12, kind=ColumnKind.ORDER),
        *(
            PaperColumn(title=headings[name], width=width, kind=ColumnKind.YEAR if name == "born" else ColumnKind.TEXT)
            for name, width in _WIDTHS.items()
        ),
    )
    categories = categories_for(campaign, taken.units[taken.lists[0].upper])
    rows = [(order, *_row(delegate, categories, taken.units)) for order, delegate in enumerate(taken.people, start=1)]
    title = EXPORT_TITLE.format(unit=taken.unit.name)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _ONLY_THEIRS), "wb") as out:
        write_tables(
            [PaperTable(title=title, columns=columns, rows=rows)],
            out,
            title=title,
            author=by,
            written_on=on,
            source=(
                title,
                EXPORT_BY.format(day=day_words(on), by=by),
                *_sources(taken),
            ),
        )


def _row(delegate: Delegate, categories: Mapping[str, str], units: Mapping[str, Unit]) -> tuple[Cell, ...]:
    sender = units.get(delegate.sent_by)
    return (
        delegate.name,
        delegate.born,
        GENDERS[delegate.gender] if delegate.gender else "",
        delegate.ethnicity,
        delegate.post,
        categories.get(delegate.category, delegate.category),
        f"{sender.name} ({sender.code})" if sender else delegate.sent_by,
        TICK if delegate.is_reserve else "",
        delegate.replaces,
        TICK if delegate.namesake else "",
    )


def _sources(taken: ListExport) -> Iterator[str]:
    for sent in taken.lists:
        unit = taken.units[sent.unit].name
        yield EXPORT_SOURCE.format(
            kind=LIST_KINDS[sent.kind], unit=unit, version=nth_words(sent.version), sha256=sent.sha256
        )

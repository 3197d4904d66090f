"""The tables of a paper as XLSX: typed cells, a heading row that stays, filters; and where the data come from."""

import math
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.format import Format as CellFormat
from xlsxwriter.worksheet import Worksheet

from emulation_workflow.adapters.documents.composed import ComposedPaper
from emulation_workflow.domain.papers.paper import Cell, ColumnKind, PaperTable
from emulation_workflow.messages.papers import papers as words

_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_PER_MILLIMETRE = 0.55
"""Spreadsheets measure columns in digits; about so many of the usual face go into a millimetre."""
_A4 = 9
_LINE = 16.5
_LETTERS = 1.2
"""So many letters of words go where one digit does."""
_FACE: dict[str, object] = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
_KINDS: dict[ColumnKind, dict[str, object]] = {
    ColumnKind.ORDER: {"align": "center"},
    ColumnKind.TEXT: {"text_wrap": True},
    ColumnKind.COUNT: {"num_format": "#,##0"},
    ColumnKind.YEAR: {"align": "center"},
    ColumnKind.DAY: {"num_format": "dd/mm/yyyy", "align": "center"},
}


def write_xlsx(paper: ComposedPaper, out: BinaryIO) -> None:
    """Write every table of the paper on a sheet of its own; a count that nobody stated is left blank, and said so."""
    gaps = [words.UNSTATED_CELLS] if any(table.has_gaps for table in paper.tables) else []
    write_tables(
        paper.tables,
        out,
        title=paper.caption,
        author=paper.author,
        keywords=paper.keywords,
        written_on=paper.written_on,
        source=(paper.caption, paper.number, *gaps, *paper.source),
    )


def write_tables(
    tables: Iterable[PaperTable],
    out: BinaryIO,
    *,
    title: str,
    author: str,
    written_on: date,
    source: Iterable[str],
    keywords: str = "",
) -> None:
    """Write each table on a sheet of its own; a row is written down before the next is looked at.

    The lines of `source` say on a last sheet which paper the tables are of.
    """
    # Without "in_memory" the archive would bear the time of the temporary files it is made of.
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "in_memory": True})
    book.set_properties(
        {
            "title": title,
            "author": author,
            "keywords": keywords,
            "created": datetime.combine(written_on, time(), UTC),
        }
    )
    formats = {kind: book.add_format(_FACE | {"border": 1} | look) for kind, look in _KINDS.items()}
    bold = {kind: book.add_format(_FACE | {"border": 1, "bold": True} | look) for kind, look in _KINDS.items()}
    heading = book.add_format(
        _FACE | {"border": 1, "bold": True, "align": "center", "valign": "vcenter", "text_wrap": True}
    )
    for number, table in enumerate(tables, start=1):
        _write_table(book.add_worksheet(_sheet_name(table.title, number)), table, heading, formats, bold)
    _write_source(book.add_worksheet(words.SOURCE_SHEET), source, book.add_format(_FACE | {"text_wrap": True}))
    book.close()


def _write_table(
    sheet: Worksheet,
    table: PaperTable,
    heading: CellFormat,
    formats: dict[ColumnKind, CellFormat],
    bold: dict[ColumnKind, CellFormat],
) -> None:
    widths = [max(column.width * _PER_MILLIMETRE, 5) for column in table.columns]
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    titles = tuple(column.title for column in table.columns)
    sheet.set_row(0, _height(titles, widths))
    for at, title in enumerate(titles):
        sheet.write_string(0, at, title, heading)
    for number, row in enumerate(table.rows, start=1):
        sheet.set_row(number, _height(row, widths))
        _write_row(sheet, number, row, [formats[column.kind] for column in table.columns])
    if table.totals:
        _write_row(sheet, len(table.rows) + 1, table.totals, [bold[column.kind] for column in table.columns])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    sheet.repeat_rows(0)
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write_row(sheet: Worksheet, number: int, row: tuple[Cell, ...], formats: list[CellFormat]) -> None:
    for at, (value, look) in enumerate(zip(row, formats, strict=True)):
        match value:
            case None:
                sheet.write_blank(number, at, None, look)
            case str():
                sheet.write_string(number, at, value, look)
            case date():
                sheet.write_datetime(number, at, datetime.combine(value, time()), look)
            case _:
                sheet.write_number(number, at, value, look)


def _height(row: Sequence[Cell], widths: Sequence[float]) -> float:
    """Return the height for as many lines as the longest words need, since not every program finds it by itself."""
    lines = (
        max(math.ceil(len(value) / (width * _LETTERS)), 1)
        for value, width in zip(row, widths, strict=True)
        if isinstance(value, str)
    )
    return _LINE * max(lines, default=1)


def _write_source(sheet: Worksheet, source: Iterable[str], look: CellFormat) -> None:
    sheet.set_column(0, 0, 110)
    for number, line in enumerate(source):
        sheet.write_string(number, 0, line, look)


def _sheet_name(title: str, number: int) -> str:
    """Return a sheet name that a workbook takes, unique by its number."""
    return f"{number}. {_FORBIDDEN.sub(' ', title)}"[:_LONGEST_NAME].strip()

"""A workbook as plain cells: its sheets are read as streams, so that nothing but cells is ever built of it.

Styles, charts, pictures, rules and merged ranges of a file from outside are not looked at: a range of a few letters
can stand for 17 billion cells.
"""

import io
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from emulation_workflow.adapters.spreadsheets.package import Bounds, ensure_bounded


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell's value, and its kind in openpyxl's letters: f a formula, e an error."""

    value: Any = None
    data_type: str = "n"


_EMPTY = SheetCell()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a sheet, row by row from its first."""

    title: str
    rows: Sequence[Sequence[SheetCell]] = field(repr=False)

    @property
    def max_row(self) -> int:
        return len(self.rows)

    def __getitem__(self, address: str) -> SheetCell:
        """Return the cell at an address like C12, an empty one beyond the last."""
        letters = address.rstrip("0123456789")
        row = int(address[len(letters) :]) - 1
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - ord("A") + 1
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column - 1] if column <= len(cells) else _EMPTY


Sheets = Mapping[str, Sheet]
"""By title, in the workbook's order."""


def read_sheets(data: bytes, bounds: Bounds, *, rows: int, sheets: int | None = None) -> Sheets:
    """Return the first `rows` of each sheet, or of the first few `sheets`.

    TooMuch before anything is opened if the package exceeds the bounds; else whatever a damaged part makes openpyxl
    trip over.
    """
    # Loaded here because every start reads a table, and hardly ever a workbook.
    from openpyxl import load_workbook  # noqa: PLC0415 - see above

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        ensure_bounded(package, bounds)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of features it drops; nothing is written back.
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        return {sheet.title: Sheet(sheet.title, list(_rows(sheet, rows))) for sheet in book.worksheets[:sheets]}


def _rows(sheet: Any, most: int) -> Iterator[Sequence[SheetCell]]:
    # A sheet may state a size that is not its own.
    sheet.reset_dimensions()
    for cells in islice(sheet.iter_rows(), most):
        yield [_EMPTY if cell.value is None else SheetCell(cell.value, cell.data_type) for cell in cells]

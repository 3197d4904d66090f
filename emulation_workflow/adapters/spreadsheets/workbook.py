"""A workbook of any kind that offices save, as plain cells and what is seen of them; its kind is known by its bytes."""

import io
import zipfile

from emulation_workflow.adapters.spreadsheets.formats import ods, xls, xlsb, xlsx
from emulation_workflow.adapters.spreadsheets.formats.sheet import Sheet, SheetCell, Sheets
from emulation_workflow.adapters.spreadsheets.package import Bounds

WORKBOOK_SUFFIXES = (".xlsx", ".xls", ".xlsb", ".ods")

__all__ = ["WORKBOOK_SUFFIXES", "Sheet", "SheetCell", "Sheets", "read_sheets"]


class Damaged(Exception):
    """The bytes are no workbook that any reader can read."""


def read_sheets(data: bytes, bounds: Bounds, *, rows: int) -> Sheets:
    """Return the first `rows` of each sheet.

    TooMuch before anything costly is opened if the workbook exceeds the bounds; else whatever a damaged part makes its
    reader trip over.
    """
    if data.startswith(xls.OLE):
        return xls.read_xls(data, bounds, rows=rows)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = frozenset(package.namelist())
    if xlsb.WORKBOOK_PART in parts:
        return _without_panic(data, bounds, rows)
    read = ods.read_ods if ods.CONTENT_PART in parts else xlsx.read_xlsx
    return read(data, bounds, rows=rows)


def _without_panic(data: bytes, bounds: Bounds, rows: int) -> Sheets:
    try:
        return xlsb.read_xlsb(data, bounds, rows=rows)
    except BaseException as fault:
        # A library in Rust that panics raises what is no Exception.
        if type(fault).__name__ == "PanicException":
            raise Damaged from None
        raise

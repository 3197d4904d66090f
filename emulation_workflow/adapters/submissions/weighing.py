"""What a file may cost to read, told before it is read: by its bytes, and by the tags of its parts."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import PurePath

from emulation_workflow.adapters.schemas.plan_text import READERS
from emulation_workflow.adapters.spreadsheets.formats import ods, xls, xlsb, xlsx
from emulation_workflow.adapters.spreadsheets.workbook_guard import BOUNDS
from emulation_workflow.adapters.submissions.files import MAX_TEXT_BYTES

_WORKBOOKS = frozenset({xlsx.WORKBOOK_PART, xlsb.WORKBOOK_PART, ods.CONTENT_PART})
_OF_CELL, _BYTES_OF_CELL = 2, 6
"""What a cell weighs, and the fewest bytes that one takes, in the binary formats."""
_BYTES_OF_ONE = 400
"""Bytes that are unpacked in the time in which one element is read."""
_HEAVIEST_TEXT = 350_000
"""What a text of its utmost size weighs."""
_PIECE = 1 << 20


def weight_of(name: str, data: bytes, *, at_most: int) -> int:
    """Return what a file may cost, in elements of XML; 0 for what is no form by its kind, or is refused unread.

    One that by its size alone weighs more than `at_most` is not looked into.
    """
    if data.startswith(xls.OLE):
        return _OF_CELL * min(BOUNDS.cells, len(data) // _BYTES_OF_CELL)
    if zipfile.is_zipfile(io.BytesIO(data)):
        return _of_package(data, at_most)
    is_text = PurePath(name).suffix.lower() in READERS and len(data) <= MAX_TEXT_BYTES
    return len(data) * _HEAVIEST_TEXT // MAX_TEXT_BYTES if is_text else 0


def _of_package(data: bytes, at_most: int) -> int:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
            unpacked = sum(part.file_size for part in parts)
            if names.isdisjoint(_WORKBOOKS) or unpacked > BOUNDS.unpacked:
                return 0
            if xlsb.WORKBOOK_PART in names:
                return _OF_CELL * min(BOUNDS.cells, unpacked // _BYTES_OF_CELL)
            by_size = unpacked // _BYTES_OF_ONE
            return by_size if by_size > at_most else by_size + _elements(package, parts)
    except Exception:  # noqa: BLE001 - zipfile raises whatever it meets in a damaged archive; it is refused as such
        return 0


def _elements(package: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo]) -> int:
    """Return how many elements the parts hold, as far as their tags tell."""
    count = 0
    for part in parts:
        with package.open(part) as stream:
            while piece := stream.read(_PIECE):
                count += piece.count(b"<") - piece.count(b"</")
    return count

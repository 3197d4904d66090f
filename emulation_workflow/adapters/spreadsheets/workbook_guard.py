"""Opening a spreadsheet that came by mail or upload: known by its bytes, refused if it grows or runs."""

import io
import re
import zipfile
from collections.abc import Callable, Collection, Iterable, Mapping

from emulation_workflow.adapters.spreadsheets.formats import ods, xls, xlsb, xlsx
from emulation_workflow.adapters.spreadsheets.package import Bounds, TooMuch
from emulation_workflow.adapters.spreadsheets.workbook import Sheets, read_sheets
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected

BOUNDS = Bounds(unpacked=20_000_000, cells=50_000)
"""A filled form unpacks to a few hundred thousand bytes and has a few thousand cells."""

MAX_ROWS = 2_000
"""Rows of a sheet that are read; no form foresees as many."""

_ZIP = b"PK\x03\x04"
_BY_START = {
    b"%PDF": ProblemCode.PLAN_FILE_PDF,
    b"{\\rtf": ProblemCode.PLAN_FILE_WORD,
    b"\x89PNG": ProblemCode.PLAN_FILE_PICTURE,
    b"\xff\xd8\xff": ProblemCode.PLAN_FILE_PICTURE,
    b"GIF8": ProblemCode.PLAN_FILE_PICTURE,
    b"II*\0": ProblemCode.PLAN_FILE_PICTURE,
    b"MM\0*": ProblemCode.PLAN_FILE_PICTURE,
    b"Rar!": ProblemCode.PLAN_FILE_ARCHIVE,
    b"7z\xbc\xaf": ProblemCode.PLAN_FILE_ARCHIVE,
    b"\x1f\x8b": ProblemCode.PLAN_FILE_ARCHIVE,
    b"BZh": ProblemCode.PLAN_FILE_ARCHIVE,
    b"\xfd7zXZ": ProblemCode.PLAN_FILE_ARCHIVE,
}
_PICTURES_OF_PHONES = re.compile(rb"....ftyp(?:hei|hev|mif1|msf1|avif)|RIFF....WEBP", re.DOTALL)
_WORKBOOK_PARTS = frozenset({xlsx.WORKBOOK_PART, xlsb.WORKBOOK_PART})
_FLAT_OPEN_DOCUMENT = b"urn:oasis:names:tc:opendocument"
_OF_SHEETS = b"application/vnd.oasis.opendocument.spreadsheet"

_DANGERS: Mapping[ProblemCode, Callable[[str], bool]] = {
    ProblemCode.PLAN_FILE_MACROS: lambda name: (
        name.startswith(("xl/macrosheets", "Basic/", "Scripts/")) or name.endswith("vbaProject.bin")
    ),
    ProblemCode.PLAN_FILE_LINKS: lambda name: name.startswith(
        ("xl/externalLinks/", "xl/connections", "xl/queryTables/")
    ),
    ProblemCode.PLAN_FILE_OBJECTS: lambda name: name.startswith(("xl/embeddings/", "xl/activeX/", "xl/ctrlProps/")),
}
"""What no form of ours holds, and what no form should bring along: by the names of a workbook's parts."""


def other_kind(data: bytes) -> ProblemCode | None:
    """Return as what the bytes are known that are neither a table nor a form, by its code."""
    if _PICTURES_OF_PHONES.match(data):
        return ProblemCode.PLAN_FILE_PICTURE
    return next((code for start, code in _BY_START.items() if data.startswith(start)), None)


def is_workbook(data: bytes) -> bool:
    """Return whether these bytes are a workbook, by what is in them. Rejected for a kind known to be wrong."""
    if data.startswith(xls.OLE):
        if code := danger_in_ole(data):
            raise Rejected(Problem(code=code))
        return True
    if other := other_kind(data):
        raise Rejected(Problem(code=other))
    if not data.startswith(_ZIP):
        if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml") and _FLAT_OPEN_DOCUMENT in data[:10_000]:
            raise Rejected(Problem(code=ProblemCode.PLAN_FILE_OPEN_DOCUMENT))
        return False
    names = _parts(data)
    if _WORKBOOK_PARTS.isdisjoint(names) and not _is_open_sheet(data, names):
        raise Rejected(Problem(code=_other_package(names)))
    return True


def _is_open_sheet(data: bytes, parts: Collection[str]) -> bool:
    """Return whether a package is an OpenDocument spreadsheet, as its mimetype, stored plainly, says."""
    return ods.CONTENT_PART in parts and _OF_SHEETS in data


def _other_package(parts: Collection[str]) -> ProblemCode:
    if "word/document.xml" in parts:
        return ProblemCode.PLAN_FILE_WORD
    return ProblemCode.PLAN_FILE_OPEN_DOCUMENT if ods.CONTENT_PART in parts else ProblemCode.PLAN_FILE_ARCHIVE


def danger_among(parts: Iterable[str]) -> ProblemCode | None:
    """Return which danger the parts of a workbook hold, by its code; None if there is none."""
    names = list(parts)
    return next((code for code, is_such in _DANGERS.items() if any(map(is_such, names))), None)


def danger_in_ole(data: bytes) -> ProblemCode | None:
    """Return what keeps an old Office file closed, by its code; None if it is a plain workbook.

    Old Excel and Word files, and new ones with a password, share one container, whose entries have names.
    """
    return next((code for name, code in _OLE_ENTRIES.items() if name.encode("utf-16-le") in data), None)


_OLE_ENTRIES = {
    "EncryptedPackage": ProblemCode.PLAN_FILE_PASSWORD,
    "WordDocument": ProblemCode.PLAN_FILE_WORD,
    "_VBA_PROJECT": ProblemCode.PLAN_FILE_MACROS,
    "MBD00": ProblemCode.PLAN_FILE_OBJECTS,
}


def _parts(data: bytes) -> Collection[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except Exception:  # noqa: BLE001 - zipfile raises whatever it meets in a damaged directory
        raise Rejected(Problem(code=ProblemCode.PLAN_FILE_DAMAGED)) from None
    if any(part.flag_bits & 1 for part in parts):
        raise Rejected(Problem(code=ProblemCode.PLAN_FILE_PASSWORD))
    return [part.filename for part in parts]


def open_workbook(data: bytes) -> Sheets:
    """Return the workbook's sheets. Formulas are kept as formulas, so that none passes for a value."""
    if not data.startswith(xls.OLE) and (danger := danger_among(_parts(data))):
        raise Rejected(Problem(code=danger))
    try:
        return read_sheets(data, BOUNDS, rows=MAX_ROWS)
    except TooMuch:
        raise Rejected(Problem(code=ProblemCode.PLAN_FILE_GROWS)) from None
    except Exception as fault:  # noqa: BLE001 - readers raise whatever a damaged part makes them trip over
        code = ProblemCode.PLAN_FILE_PASSWORD if has_password(fault) else ProblemCode.PLAN_FILE_DAMAGED
        raise Rejected(Problem(code=code)) from None


def has_password(fault: Exception) -> bool:
    """Return whether a reader stopped because the workbook is encrypted; xlrd says so in words alone."""
    return "encrypted" in str(fault)

"""Opening a spreadsheet that came by mail or upload: known by its bytes, refused if it grows or runs."""

import io
import zipfile
from collections.abc import Callable, Collection, Iterable, Mapping

from emulation_workflow.adapters.spreadsheets.package import Bounds, TooMuch
from emulation_workflow.adapters.spreadsheets.workbook import Sheets, read_sheets
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected

BOUNDS = Bounds(unpacked=20_000_000, cells=50_000)
"""A filled form unpacks to a few hundred thousand bytes and has a few thousand cells."""

MAX_ROWS = 2_000
"""Rows of a sheet that are read; no form foresees as many."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_BY_START = {
    b"%PDF": ProblemCode.PLAN_FILE_PDF,
    b"{\\rtf": ProblemCode.PLAN_FILE_WORD,
    b"\x89PNG": ProblemCode.PLAN_FILE_PICTURE,
    b"\xff\xd8\xff": ProblemCode.PLAN_FILE_PICTURE,
    b"Rar!": ProblemCode.PLAN_FILE_ARCHIVE,
    b"7z\xbc\xaf": ProblemCode.PLAN_FILE_ARCHIVE,
}
_BY_PART = {
    "word/document.xml": ProblemCode.PLAN_FILE_WORD,
    "content.xml": ProblemCode.PLAN_FILE_OPEN_DOCUMENT,
}


_DANGERS: Mapping[ProblemCode, Callable[[str], bool]] = {
    ProblemCode.PLAN_FILE_MACROS: lambda name: name.startswith("xl/macrosheets") or name.endswith("vbaProject.bin"),
    ProblemCode.PLAN_FILE_LINKS: lambda name: name.startswith(
        ("xl/externalLinks/", "xl/connections", "xl/queryTables/")
    ),
    ProblemCode.PLAN_FILE_OBJECTS: lambda name: name.startswith(("xl/embeddings/", "xl/activeX/", "xl/ctrlProps/")),
}
"""What no form of ours holds, and what no form should bring along: by the names of a workbook's parts."""


def is_workbook(data: bytes) -> bool:
    """Return whether these bytes are an XLSX workbook, by what is in them. Rejected for a kind known to be wrong."""
    if data.startswith(_OLE):
        raise Rejected(Problem(code=_ole_kind(data)))
    for start, code in _BY_START.items():
        if data.startswith(start):
            raise Rejected(Problem(code=code))
    if not data.startswith(_ZIP):
        return False
    names = _parts(data)
    for part, code in _BY_PART.items():
        if part in names:
            raise Rejected(Problem(code=code))
    if "xl/workbook.xml" not in names:
        raise Rejected(Problem(code=ProblemCode.PLAN_FILE_ARCHIVE))
    return True


def danger_among(parts: Iterable[str]) -> ProblemCode | None:
    """Return which danger the parts of a workbook hold, by its code; None if there is none."""
    names = list(parts)
    return next((code for code, is_such in _DANGERS.items() if any(map(is_such, names))), None)


def _ole_kind(data: bytes) -> ProblemCode:
    """Old Excel and Word files, and new ones with a password, share one container."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return ProblemCode.PLAN_FILE_PASSWORD
    return ProblemCode.PLAN_FILE_WORD if "WordDocument".encode("utf-16-le") in data else ProblemCode.PLAN_FILE_OLD_EXCEL


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
    if danger := danger_among(_parts(data)):
        raise Rejected(Problem(code=danger))
    try:
        return read_sheets(data, BOUNDS, rows=MAX_ROWS)
    except TooMuch:
        raise Rejected(Problem(code=ProblemCode.PLAN_FILE_GROWS)) from None
    except Exception:  # noqa: BLE001 - openpyxl raises whatever a damaged part makes it trip over
        raise Rejected(Problem(code=ProblemCode.PLAN_FILE_DAMAGED)) from None

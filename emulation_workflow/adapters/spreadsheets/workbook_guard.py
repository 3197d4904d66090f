"""Opening a spreadsheet that came by mail or upload: known by its bytes, refused if it grows or runs."""

import io
import warnings
import zipfile
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected

if TYPE_CHECKING:
    from openpyxl import Workbook

MAX_UNPACKED = 20_000_000
"""Bytes. A filled form unpacks to a few hundred thousand."""

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
            if any(part.flag_bits & 1 for part in archive.infolist()):
                raise Rejected(Problem(code=ProblemCode.PLAN_FILE_PASSWORD))
            if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
                raise Rejected(Problem(code=ProblemCode.PLAN_FILE_GROWS))
            return archive.namelist()
    except zipfile.BadZipFile:
        raise Rejected(Problem(code=ProblemCode.PLAN_FILE_DAMAGED)) from None


def open_workbook(data: bytes) -> "Workbook":
    """Return the workbook. Formulas are kept as formulas, so that none passes for a value."""
    from openpyxl import load_workbook  # noqa: PLC0415 - takes long to load, and most plans are typed

    if danger := danger_among(_parts(data)):
        raise Rejected(Problem(code=danger))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of features it drops; nothing is written back.
            return load_workbook(io.BytesIO(data))
    except Exception:  # noqa: BLE001 - openpyxl raises whatever a damaged part makes it trip over
        raise Rejected(Problem(code=ProblemCode.PLAN_FILE_DAMAGED)) from None

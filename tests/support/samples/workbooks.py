"""Workbooks as other programs write them, made of rows, for tests of reading."""

import io
import struct
import zipfile
from collections.abc import Sequence

from emulation_workflow.adapters.spreadsheets.formats.xlsb import _record

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    '<Override PartName="/xl/worksheets/sheet1.bin" ContentType="application/vnd.ms-excel.worksheet"/>'
    '<Override PartName="/xl/styles.bin" ContentType="application/vnd.ms-excel.styles"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/>{}</Relationships>'
)
_STYLES = (
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" '
    'Target="styles.bin"/>'
)
_STRICT = (
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)


def strict(data: bytes) -> bytes:
    """Return an XLSX workbook as "Strict Open XML" has it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in package.namelist():
            part = package.read(name)
            for transitional, strict_name in _STRICT:
                part = part.replace(transitional, strict_name)
            made.writestr(name, part)
    return out.getvalue()


def xlsb(
    rows: Sequence[Sequence[str]],
    *,
    hidden: Sequence[int] = (),
    struck: Sequence[int] = (),
    white: Sequence[int] = (),
    formatted_away: Sequence[int] = (),
    tiny: Sequence[int] = (),
    low: Sequence[int] = (),
    narrow: int = 0,
    comment: tuple[int, int, str] | None = None,
    titles: Sequence[str] = ("Bảng",),
) -> bytes:
    """Return a binary workbook of one sheet, its rows looking as said; rows, and the `narrow` column, count from 1.

    `comment`: row and column, counted from 1, and what it says. With more `titles` it has as many sheets, all of the
    one part.
    """
    looks_of_rows = (struck, white, formatted_away, tiny)
    look_of = {row: look for look, marked in enumerate(looks_of_rows, start=1) for row in marked}
    lines = bytearray()
    for number, cells in enumerate(rows, start=1):
        is_hidden = 0x10 if number in hidden else 0
        lines += _record(0, struct.pack("<IIHBBBI", number - 1, 0, 10 if number in low else 300, 0, is_hidden, 0, 0))
        for column, text in enumerate(cells):
            look = look_of.get(number, 0)
            lines += _record(6, struct.pack("<II", column, look) + _text(text))
    colours = (bytes(8), bytes(8), b"\x05\xff\0\0\xff\xff\xff\xff")
    fonts = b"".join(
        _record(43, struct.pack("<HH", height, grbit) + bytes(8) + colour + bytes(5))
        for height, grbit, colour in zip((220, 220, 220, 20), (0, 8, 0, 0), (*colours, colours[0]), strict=True)
    )
    formats = _record(44, struct.pack("<H", 164) + _text(";;;"))
    looks = b"".join(
        _record(47, struct.pack("<HHHHHBBHH", 0, number, font, 0, 0, 0, 0, 0, 0))
        for number, font in ((0, 0), (0, 1), (0, 2), (164, 0), (0, 3))
    )
    sheets = b"".join(
        _record(156, struct.pack("<II", 0, number) + _text("rId1") + _text(title))
        for number, title in enumerate(titles, start=1)
    )
    parts = {
        "[Content_Types].xml": _TYPES.encode(),
        "_rels/.rels": _RELATIONS.format("officeDocument", "xl/workbook.bin", "").encode(),
        "xl/_rels/workbook.bin.rels": _RELATIONS.format("worksheet", "worksheets/sheet1.bin", _STYLES).encode(),
        "xl/workbook.bin": _record(131, b"") + _record(143, b"") + sheets + _record(144, b"") + _record(132, b""),
        "xl/styles.bin": _record(278, b"")
        + formats
        + fonts
        + _record(617, b"\4\0\0\0")
        + looks
        + _record(618, b"")
        + _record(279, b""),
        "xl/worksheets/sheet1.bin": _record(129, b"")
        + _record(148, struct.pack("<IIII", 0, len(rows) - 1, 0, 9))
        + (_record(60, struct.pack("<IIIIH", narrow - 1, narrow - 1, 20, 0, 0)) if narrow else b"")
        + _record(145, b"")
        + bytes(lines)
        + _record(146, b"")
        + _record(130, b""),
    }
    if comment:
        row, column, said = comment
        place = struct.pack("<IIIII", 0, row - 1, row - 1, column - 1, column - 1) + bytes(16)
        parts["xl/comments1.bin"] = _record(635, place) + _record(637, b"\0" + _text(said)) + _record(636, b"")
        parts["xl/worksheets/_rels/sheet1.bin.rels"] = _RELATIONS.format("comments", "../comments1.bin", "").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return out.getvalue()


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xls(records: bytes, *, titles: Sequence[str] = ("a",)) -> bytes:
    """Return an old workbook of one sheet with these records (MS-XLS), in its compound file (MS-CFB).

    With more `titles` it has as many sheets, all in the one place.
    """
    fonts = _old(0x31, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + b"\x05\0Arial") * 4
    looks = _old(0xE0, struct.pack("<HHHBBBBIIH", 0, 0, 1, 0x20, 0, 0, 0, 0, 0, 0x20C0)) * 16
    start = len(_globals(fonts + looks, 0, titles))
    return _compound(_globals(fonts + looks, start, titles) + _begin(0x10) + records + _old(10, b""))


def old_cell(row: int, column: int) -> bytes:
    """Return the record of a number in a cell, counted from 0."""
    return _old(0x27E, struct.pack("<HHHI", row, column, 15, 30))


def _globals(looks: bytes, sheet_at: int, titles: Sequence[str]) -> bytes:
    sheets = b"".join(
        _old(0x85, struct.pack("<IHBB", sheet_at, 0, len(title), 0) + title.encode("ascii")) for title in titles
    )
    return _begin(5) + _old(0x42, struct.pack("<H", 1200)) + looks + sheets + _old(10, b"")


def _begin(kind: int) -> bytes:
    return _old(0x809, struct.pack("<HHHHII", 0x600, kind, 0xDBB, 0x7CC, 0, 6))


def _old(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


_SECTOR, _END, _FREE, _TABLE = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def _compound(stream: bytes) -> bytes:
    """Return a compound file whose one stream takes at most 109 sectors of the allocation table, 7 MB."""
    stream += bytes(max(4096 - len(stream), -len(stream) % _SECTOR))
    stream += bytes(-len(stream) % _SECTOR)
    count, tables = len(stream) // _SECTOR, 1
    while tables * 128 < tables + 1 + count:
        tables += 1
    first = tables + 1
    chain = [*[_TABLE] * tables, _END, *range(first + 1, first + count), _END]
    chain += [_FREE] * (tables * 128 - len(chain))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, tables, tables, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<109I", *range(tables), *[_FREE] * (109 - tables))
    entries = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, first, len(stream)) + bytes(256)
    return head + struct.pack(f"<{len(chain)}I", *chain) + entries + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    title = name.encode("utf-16-le") + bytes(2)
    links = struct.pack("<HBBIII", len(title), kind, 1, _FREE, _FREE, child)
    return title.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)


_ODS = (
    b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    b'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    b'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    b'<table:table table:name="a">%s</table:table></office:spreadsheet></office:body></office:document-content>'
)


def ods(rows: bytes) -> bytes:
    """Return an OpenDocument spreadsheet of one sheet with these elements."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        made.writestr("content.xml", _ODS % rows)
    return out.getvalue()

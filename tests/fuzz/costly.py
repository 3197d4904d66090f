"""Files up to their limits that are made to cost, each read at every door, in a process of its own, and measured.

Run as a program, it prints a line of JSON for each file and door: their names, megabytes of memory above the idle
process, seconds of the processor, and whether it was taken, refused, or ended the process.
"""

import io
import json
import os
import resource
import sys
import tempfile
import time
import zipfile
from base64 import b64encode, encodebytes
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import openpyxl

from emulation_workflow.adapters.mail.mailbox import MAX_BYTES as MAX_MAIL_BYTES
from emulation_workflow.adapters.mail.reading import read_mail
from emulation_workflow.adapters.spreadsheets.reading import MAX_BYTES as MAX_TABLE_BYTES
from emulation_workflow.adapters.spreadsheets.register import read_units
from emulation_workflow.adapters.spreadsheets.workbook import WORKBOOK_SUFFIXES
from emulation_workflow.adapters.submissions.archives import unpacked
from emulation_workflow.adapters.submissions.files import MAX_TEXT_BYTES, read_unit_file
from emulation_workflow.adapters.submissions.unit_forms import UnitForms
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.mail.letters import Enclosure
from emulation_workflow.domain.registers.consistency import known_to
from emulation_workflow.office.mailbox.forms import MAX_UNPACKED, read_files
from tests.support import builders
from tests.support.offices import UNITS
from tests.support.samples.workbooks import ods, old_cell, xls, xlsb

CAMPAIGN = builders.campaign()
FORMS = UnitForms(CAMPAIGN, domain="tinh.example")
Door = Callable[[Path], None]
KNOWN = known_to(CAMPAIGN, units=UNITS)
_MOST_MEMORY, _MOST_SECONDS = 4 << 30, 60
_SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData>%s</worksheet>'
_TEXTS = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
    b'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
_ODS_CELL = b'<table:table-cell %s office:value-type="string"><text:p>%s</text:p></table:table-cell>'
_HEAD = b"From: a@b.vn\r\nSubject: x\r\nMessage-ID: <a@b.vn>\r\n"
_HTML = _HEAD + b"Content-Type: text/html\r\n\r\n"


def _workbook(rows: bytes, after: bytes = b"", **parts: bytes) -> bytes:
    plain, out = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(plain)
    changed = {"xl/worksheets/sheet1.xml": _SHEET % (rows, after), "xl/sharedStrings.xml": _strings(1), **parts}
    with zipfile.ZipFile(plain) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in {*package.namelist(), *changed}:
            part = changed[name] if name in changed else package.read(name)
            made.writestr(name, part.replace(b"</Types>", _TEXTS + b"</Types>"))
    return out.getvalue()


def _rows(cell: bytes, columns: int, rows: int) -> bytes:
    return (b"<row>" + cell * columns + b"</row>") * rows


def _many_cells(cell: bytes) -> bytes:
    return _workbook(_rows(cell, 25, 1_990))


def _ods_row(cells: bytes, attributes: bytes = b"") -> bytes:
    return b"<table:table-row " + attributes + b">" + cells + b"</table:table-row>"


def _strings(count: int) -> bytes:
    many = b"".join(b"<si><t>chu %d</t></si>" % number for number in range(count))
    return b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + many + b"</sst>"


def _register() -> bytes:
    book, out = openpyxl.Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    sheet.append(["code", "name", "level", "note"])
    for number in range(10_000):
        sheet.append([f"X{number:05}", f"Xã số {number} huyện Đăk Glei", "xa", f"ghi chú {number}"])
    book.save(out)
    return out.getvalue()


def _text(piece: str) -> bytes:
    return (piece * (MAX_TEXT_BYTES // len(piece.encode()))).encode()


def _parts(count: int) -> bytes:
    return b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (at, at) for at in range(count))


def _mailed(megabytes: int) -> bytes:
    body = encodebytes(os.urandom(megabytes * 740_000)).replace(b"\n", b"\r\n")
    part = b"--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n"
    mixed = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    return _HEAD + mixed + part + b"Content-Transfer-Encoding: base64\r\n\r\n" + body + b"\r\n--b--\r\n"


def _with_files(name: str, content: bytes, count: int) -> bytes:
    """Return a message with a file, that often."""
    kind = f"Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename={name}\r\n"
    body = encodebytes(content).replace(b"\n", b"\r\n")
    part = b"--b\r\n" + kind.encode() + b"Content-Transfer-Encoding: base64\r\n\r\n" + body
    mixed = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    return (_HEAD + mixed + part * count + b"--b--\r\n")[:MAX_MAIL_BYTES]


_MIXED = b"Content-Type: multipart/mixed; boundary=f\r\n\r\n"


def _as_file(message: bytes) -> bytes:
    """Return a message as a file of another."""
    head = b"--f\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=a.eml\r\n"
    body = encodebytes(message).replace(b"\n", b"\r\n")
    return head + b"Content-Transfer-Encoding: base64\r\n\r\n" + body + b"--f--\r\n"


def _zipped(content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xlsx", content)
    return made.getvalue()


def _le(size: int) -> bytes:
    return size.to_bytes(4, "little")


def _sheets_of_one_part(count: int, rows: bytes) -> bytes:
    """Return a workbook that names its one sheet's part that often."""
    with zipfile.ZipFile(io.BytesIO(_workbook(b""))) as package:
        part = package.read("xl/workbook.xml")
    sheet, end = part.index(b"<sheet "), part.index(b"</sheets>")
    named = part[sheet:end]
    many = b"".join(named.replace(b'name="Sheet"', b'name="S%d"' % at) for at in range(count))
    return _workbook(rows, **{"xl/workbook.xml": part[:sheet] + many + part[end:]})


def _tables(content: bytes, count: int) -> bytes:
    """Return an OpenDocument spreadsheet that has so many tables besides its first."""
    return ods(b"".join(content + b'</table:table><table:table table:name="t%d">' % at for at in range(count)))


def with_texts(kind: str, text: str) -> bytes:
    """Return a message with this text as often as it holds it, each in a part of its own."""
    head = f"--b\r\nContent-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    part = head.encode() + b64encode(text.encode()) + b"\r\n"
    mixed = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    return _HEAD + mixed + part * min(190, (MAX_MAIL_BYTES - 1_000) // len(part)) + b"--b--\r\n"


_CELL = b'<c t="inlineStr"><is><t>%s</t></is></c>'
_NAMES = b"<definedName name='n'>A1</definedName>"
_LAUGHS = b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'

_IN_PIECES = b'<text:span text:style-name="x"><text:s/></text:span>'
_FAR = b'<row r="1040000"><c r="A1040000"><v>1</v></c></row>'
_FAR_ODS = _ods_row(b"<table:table-cell/>", b'table:number-rows-repeated="1990"') + _ods_row(_ODS_CELL % (b"", b"a"))
_HIDDEN_ODS = _ods_row(b"<table:table-cell/>", b'table:visibility="collapse" table:number-rows-repeated="1048576"')

_MANY = 25
"""Files of a message: more than are looked into."""

FILES: Mapping[str, Callable[[], bytes]] = {
    "a register of 10000 rows.xlsx": _register,
    "a row of three million cells.xlsx": lambda: _workbook(_rows(b"<c><v>1</v></c>", 2_000_000, 1)),
    "as many cells as there may be.xlsx": lambda: _workbook(_rows(b"<c><v>1</v></c>", 25, 9_999)),
    "as many texts.xlsx": lambda: _workbook(_rows(b'<c t="inlineStr"><is><t>a</t></is></c>', 25, 9_999)),
    "as many formulas.xlsx": lambda: _workbook(_rows(b"<c><f>A1</f></c>", 25, 9_999)),
    "as many shared texts.xlsx": lambda: _workbook(b"", **{"xl/sharedStrings.xml": _strings(249_000)}),
    "rows that end far right.xlsx": lambda: _workbook(b'<row><c r="XFD1"><v>1</v></c></row>' * 20_000),
    "a merged range of all cells.xlsx": lambda: _workbook(
        b"<row><c><v>1</v></c></row>", b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    ),
    "as many merged ranges.xlsx": lambda: _workbook(
        b"<row>"
        + b"".join(_CELL % word for word in (b"code", b"name", b"level"))
        + b"</row>"
        + b"".join(b"<row>" + (_CELL % b"X%d" % row) * 3 + b"</row>" for row in range(19_900)),
        b"<mergeCells>"
        + b"".join(b'<mergeCell ref="Z%d:Z%d"/>' % (row, row + 1) for row in range(1, 90_000, 2))
        + b"</mergeCells>",
    ),
    "a text of megabytes.xlsx": lambda: _workbook(b"<row><c t='str'><v>" + b"a" * 19_000_000 + b"</v></c></row>"),
    "a tag of megabytes.xlsx": lambda: _workbook(b"<row><c s='" + b"1" * 19_000_000 + b"'/></row>"),
    "sheets of one part.xlsx": lambda: _sheets_of_one_part(200, _rows(b"<c><v>1</v></c>", 25, 1_990)),
    "sheets of one part with a far row.xlsx": lambda: _sheets_of_one_part(5_000, _FAR),
    "hidden columns.xlsx": lambda: _workbook(
        _rows(_CELL % b"a", 100, 490),
        b"<cols>"
        + b"".join(b'<col hidden="1" min="%d" max="%d"/>' % (at, at) for at in range(1, 99_000, 2))
        + b"</cols>",
    ),
    "tags in tags.xlsx": lambda: _workbook(b"<c>" * 1_000_000 + b"</c>" * 1_000_000),
    "names without end.xlsx": lambda: _workbook(b"", b"<x>" + _NAMES * 400_000 + b"</x>"),
    "entities.xlsx": lambda: _workbook(b"", **{"xl/styles.xml": _LAUGHS + b"<styleSheet>&b;</styleSheet>"}),
    "as many cells.ods": lambda: ods(_ods_row(_ODS_CELL % (b"", b"a") * 25) * 9_999),
    "a cell said to stand everywhere.ods": lambda: ods(
        _ods_row(_ODS_CELL % (b'table:number-columns-repeated="16384"', b"a"), b'table:number-rows-repeated="1048576"')
    ),
    "spaces without end.ods": lambda: ods(_ods_row(_ODS_CELL % (b"", b'<text:s text:c="39000"/>')) * 15_000),
    "tables with a far row.ods": lambda: _tables(_FAR_ODS, 20_000),
    "tables with hidden rows.ods": lambda: _tables(_HIDDEN_ODS, 20_000),
    "empty rows.ods": lambda: ods(_ods_row(b"<table:table-cell/>") * 400_000),
    "a cell in the last corner.xlsb": lambda: xlsb([["a"], *[[]] * 1_048_574, ["a"] * 2]),
    "rows that end far right.xls": lambda: xls(b"".join(old_cell(row, 255) for row in range(65_536))),
    "cells in pieces.ods": lambda: ods(_ods_row(_ODS_CELL % (b"", _IN_PIECES) * 25) * 9_900),
    "sheets in one place.xls": lambda: xls(old_cell(0, 0) * 100_000, titles=[f"s{at}" for at in range(5_000)]),
    "sheets of one part.xlsb": lambda: xlsb([["a"] * 25] * 1_900, titles=[f"s{at}" for at in range(5_000)]),
    "as many cells.xls": lambda: xls(b"".join(old_cell(at // 25, at % 25) for at in range(249_000))),
    "a key of many parts.toml": (".".join("a" * 20_000) + "=1").encode,
    "a key of many quoted parts.toml": (".".join(['"\\""'] * 50_000) + "=1").encode,
    "quotes in quotes.toml": lambda: b'"' + _text('\\"')[:-2],
    "keys.toml": lambda: "".join(f"a{at}=0\n" for at in range(25_000)).encode(),
    "tables.toml": lambda: _text("[[a]]\n"),
    "nested.toml": lambda: b"a=" + _text("["),
    "lists.json": lambda: b"[" + _text("[],")[:-1] + b"]",
    "keys.json": ("{" + ",".join(f'"a{at}":0' for at in range(25_000)) + "}").encode,
    "a key twice.json": ("{" + ",".join(f'"a{at}":0' for at in range(25_000)) + ',"z":1,"z":2}').encode,
    "nested.json": lambda: _text("["),
    "lists.yaml": lambda: b"a: [" + _text("[],")[:-8] + b"]",
    "keys.yaml": lambda: "".join(f"a{at}: 0\n" for at in range(23_000)).encode(),
    "questions.yaml": lambda: _text("? "),
    "short lines.csv": lambda: b"code,name,level\n" + b"a\n" * (MAX_TABLE_BYTES // 2 - 20),
    "commas.csv": lambda: b"code,name,level\n" + b"," * (MAX_TABLE_BYTES - 20),
    "cells.csv": lambda: b"code,name,level\n" + b"a,b,c,d,e,f,g,h,i,j,k,l\n" * 19_990,
    "a report of many letters.eml": lambda: (
        _HEAD + b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: message/delivery-status\r\n\r\n" + b"Final-Recipient: a\n\n" * 290_000 + b"--b--\r\n"
    ),
    "an open quote.csv": lambda: b'code,name,level\n"' + b"a\n" * (MAX_TABLE_BYTES // 2 - 20),
    "25 MB.eml": lambda: _mailed(25),
    "one line.eml": lambda: _HEAD + b"\r\n" + b"a" * (MAX_MAIL_BYTES - 100),
    "empty lines.eml": lambda: _HEAD + b"\r\n" + b"\n" * (MAX_MAIL_BYTES - 100),
    "text.eml": lambda: _HEAD + b"\r\n" + ("ế" * 60 + "\r\n").encode() * 140_000,
    "brackets.eml": lambda: b"From: " + b"(" * 19_000 + b"a@b.vn\r\n" + _HEAD[14:] + b"\r\nx",
    "a header of megabytes.eml": lambda: _HEAD + b"X: " + b"y" * 20_000_000 + b"\r\n\r\nx",
    "headers.eml": lambda: _HEAD + b"X: y\r\n" * 4_000_000 + b"\r\nx",
    "encoded words.eml": lambda: b"Subject:" + b" =?utf-8?q?a?=\r\n" * 1_200 + _HEAD + b"\r\nx",
    "parameters.eml": lambda: _HEAD + b"Content-Type: text/plain" + b';a="\\"' * 700 + b"\r\n\r\nx",
    "parts in parts.eml": lambda: _HEAD + _parts(100) + b"\r\n" + b"-x\r\n" * 400_000,
    "letters in letters.eml": lambda: _HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 100_000,
    "open tags.eml": lambda: _HTML + b"<blockquote>" * 10_000 + b"</p>" * 10_000,
    "messages in files.eml": lambda: _HEAD + _MIXED + _as_file(_HEAD + _MIXED + _as_file(_mailed(13))),
    "alternatives in alternatives.eml": lambda: _HEAD + _parts(100).replace(b"mixed", b"alternative") + b"\r\nx\r\n",
    "uuencode.eml": lambda: _HEAD + b"\r\n" + b"begin 644 a\r\n" * 20_000 + b"M" + b"x" * 60 + b"\r\n",
    "heads of former messages.eml": lambda: _HEAD + b"\r\n" + b"From: a\r\nSent: b\r\nwrote:\r\n" * 100_000,
    "an introduction without end.eml": lambda: _HEAD + b"\r\n" + b"on " * 33_000 + b"\r\n" + b"on \r\n" * 30_000,
    "an archive that grows.zip": lambda: _zipped(b"\0" * 300_000_000),
    "an archive that lies.zip": lambda: _zipped(b"\0" * 90_000_000).replace(_le(90_000_000), _le(90)),
    "workbooks of many cells.eml": lambda: _with_files("a.xlsx", _many_cells(b"<c><v>1</v></c>"), _MANY),
    "workbooks of many texts.eml": lambda: _with_files(
        "a.xlsx", _many_cells(b'<c t="inlineStr"><is><t>a</t></is></c>'), _MANY
    ),
    "workbooks of empty cells.eml": lambda: _with_files("a.xlsx", _many_cells(b"<c/>"), _MANY),
    "workbooks beyond their limit.eml": lambda: _with_files(
        "a.xlsx", _workbook(_rows(b"<c><v>1</v></c>", 25, 20_000)), _MANY
    ),
    "workbooks of texts unused.eml": lambda: _with_files(
        "a.xlsx", _workbook(b"", **{"xl/sharedStrings.xml": _strings(24_000)}), _MANY
    ),
    "workbooks of blanks.eml": lambda: _with_files("a.xlsx", _workbook(b" " * 18_000_000), _MANY),
    "old workbooks of many cells.eml": lambda: _with_files(
        "a.xls", xls(b"".join(old_cell(at // 25, at % 25) for at in range(49_000))), _MANY
    ),
    "binary workbooks of many cells.eml": lambda: _with_files("a.xlsb", xlsb([["a"] * 25] * 1_900), _MANY),
    "open workbooks of many cells.eml": lambda: _with_files(
        "a.ods", ods(_ods_row(_ODS_CELL % (b"", b"a") * 25) * 1_990), _MANY
    ),
    "open workbooks of repeated cells.eml": lambda: _with_files(
        "a.ods",
        ods(_ods_row(_ODS_CELL % (b'table:number-columns-repeated="25"', b"a"), b'table:number-rows-repeated="1990"')),
        _MANY,
    ),
    "lists in YAML.eml": lambda: _with_files("a.yaml", b"a: [" + _text("[],")[:-8] + b"]", _MANY),
    "keys in YAML.eml": lambda: _with_files("a.yaml", "".join(f"a{at}: 0\n" for at in range(23_000)).encode(), _MANY),
    "keys in TOML.eml": lambda: _with_files("a.toml", "".join(f"a{at}=0\n" for at in range(25_000)).encode(), _MANY),
    "lists in JSON.eml": lambda: _with_files("a.json", b"[" + _text("[],")[:-1] + b"]", _MANY),
    "archives that grow.eml": lambda: _with_files("a.zip", _zipped(b"PK" + b"\0" * 29_000_000), _MANY),
    "archives of workbooks.eml": lambda: _with_files("a.zip", _zipped(_many_cells(b"<c><v>1</v></c>")), _MANY),
    "tags without end.eml": lambda: _HTML + b"<b \r\n" * 500_000,
    "texts of dots.eml": lambda: with_texts("plain", ("." * 132 + "\n") * 740),
    "texts of short lines.eml": lambda: with_texts("plain", "a\n" * 50_000),
    "texts of dashes.eml": lambda: with_texts("plain", ("-" * 399 + "\n") * 250),
    "texts of words.eml": lambda: with_texts("plain", ("sent from" + " iphone ...." * 30 + " x\n") * 270),
    "pages of short lines.eml": lambda: with_texts("html", "a<p>" * 25_000),
    "texts of files.eml": lambda: with_texts("plain", "begin 644 a\n" + "a\n" * 50_000),
    "spaces behind a file's name.eml": lambda: with_texts("plain", "begin 644 a" + " " * 700_000 + "x"),
    "comments without end.eml": lambda: _HTML + b"<!--\r\n" * 500_000,
}


def _doors(suffix: str) -> Sequence[Door]:
    """Return what reads such a file, each of which is measured by itself: one that refuses it hides no other."""
    if suffix == ".eml":
        return (_read_message,)
    if suffix == ".zip":
        return (_read_archive,)
    if suffix == ".csv":
        return (_read_list,)
    return (_read_list, _read_form) if suffix in WORKBOOK_SUFFIXES else (_read_form,)


def _read_message(path: Path) -> None:
    read_files(read_mail(path.read_bytes()).files, FORMS, UNITS)


def _read_archive(path: Path) -> None:
    unpacked(Enclosure(name=path.name, mime_type="", content=path.read_bytes()), at_most=MAX_UNPACKED)


def _read_list(path: Path) -> None:
    read_units(path, KNOWN)


def _read_form(path: Path) -> None:
    read_unit_file(path.name, path.read_bytes(), campaign=CAMPAIGN, units=UNITS)


def _measured(door: Door, path: Path) -> dict[str, object]:
    idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        door(path)
        outcome = "taken"
    except Rejected:
        outcome = "refused"
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {"megabytes": (used.ru_maxrss - idle) / 1024, "seconds": time.process_time(), "outcome": outcome}


def _measured_apart(door: Door, path: Path) -> dict[str, object]:
    reading, writing = os.pipe()
    if child := os.fork():
        os.close(writing)
        with os.fdopen(reading, "rb") as answer:
            said = answer.read()
        os.waitpid(child, 0)
        return json.loads(said) if said else {"megabytes": 0, "seconds": 0, "outcome": "ended"}
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
    with os.fdopen(writing, "wb") as answer:
        answer.write(json.dumps(_measured(door, path)).encode())
    os._exit(0)


def main(names: list[str]) -> None:
    """Measure the files with these names, all where none is given."""
    _read_once()
    with tempfile.TemporaryDirectory() as folder:
        for name in names or FILES:
            path = Path(folder) / name
            path.write_bytes(FILES[name]())
            for door in _doors(path.suffix):
                found = {"name": name, "door": door.__name__.lstrip("_"), **_measured_apart(door, path)}
                print(json.dumps(found), flush=True)  # noqa: T201 - what it is for


def _read_once() -> None:
    """Load what every process that reads files has loaded, so that it is not counted."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        path.write_bytes(_workbook(b""))
        for door in _doors(path.suffix):
            with suppress(Rejected):
                door(path)


if __name__ == "__main__":
    main(sys.argv[1:])

"""Files in a ZIP archive that came by mail: read within bounds, one level deep; no name leads anywhere."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import PurePosixPath

from emulation_workflow.adapters.submissions.files import in_file
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.mail import Enclosure
from emulation_workflow.domain.problem_codes import ProblemCode

MAX_MEMBERS = 200
MAX_MEMBER = 10_000_000
"""Bytes of one file in it; no form is as large."""
_ZIP = b"PK\x03\x04"
_OFFICE = frozenset({"[Content_Types].xml", "mimetype", "META-INF/manifest.xml"})
"""Parts by which a document, itself a ZIP, shows that it is one."""
_PACKED_PLAINLY = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LEFT_BY_SYSTEMS = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
_WHOLE = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".toml", ".yaml", ".yml", ".json", ".csv")
_WHOLE_STARTS = (b"PK", b"\xd0\xcf")
_IS_UTF_8 = 0x800
_START = 4_096
"""Bytes that tell of any other file what it is."""


def unpacked(file: Enclosure, *, at_most: int) -> list[Enclosure]:
    """Return the files of an archive, "archive.zip/form.xlsx"; of what is none, the file itself.

    What may be a form comes first; of what can be none, only the start is read. Rejected if it cannot be opened, or
    unpacks to more bytes.
    """
    if not file.content.startswith(_ZIP):
        return [file]
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            members = archive.infolist()
            if any(member.filename in _OFFICE for member in members):
                return [file]
            _ensure_readable(members)
            return list(_members(archive, file, at_most))
    except Rejected as rejected:
        raise in_file(file.name, rejected) from None
    except Exception:  # noqa: BLE001 - zipfile raises whatever it meets in a damaged archive
        if file.name.lower().endswith(_WHOLE):
            return [file]  # Meant as a form: whoever reads it says that it is damaged.
        raise Rejected(Problem(code=ProblemCode.PLAN_FILE_ARCHIVE, where=file.name)) from None


def _ensure_readable(members: Sequence[zipfile.ZipInfo]) -> None:
    if any(member.flag_bits & 1 for member in members):
        raise Rejected(Problem(code=ProblemCode.PLAN_FILE_PASSWORD))
    if len(members) > MAX_MEMBERS or any(member.compress_type not in _PACKED_PLAINLY for member in members):
        raise Rejected(Problem(code=ProblemCode.PLAN_FILE_ARCHIVE))


def _members(archive: zipfile.ZipFile, file: Enclosure, room: int) -> Iterator[Enclosure]:
    for member in sorted(archive.infolist(), key=lambda one: not one.filename.lower().endswith(_WHOLE)):
        name = _name(member)
        if member.is_dir() or not name or member.filename.startswith(_LEFT_BY_SYSTEMS) or name in _LEFT_BY_SYSTEMS:
            continue
        content = _content(archive, member, min(room, MAX_MEMBER))
        room -= len(content)
        yield Enclosure(name=f"{file.name}/{name}", mime_type="application/octet-stream", content=content)


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, room: int) -> bytes:
    """Return the file's bytes, counted as they are unpacked: what a directory says of sizes need not be true."""
    with archive.open(member) as stream:
        start = stream.read(_START)
        if not (start.startswith(_WHOLE_STARTS) or member.filename.lower().endswith(_WHOLE)):
            return start
        content = start + stream.read(room - len(start) + 1 if room >= len(start) else 0)
    if len(content) > room:
        raise Rejected(Problem(code=ProblemCode.PLAN_FILE_GROWS))
    return content


def _name(member: zipfile.ZipInfo) -> str:
    """Return the file's name alone; programs write it in UTF-8 whether they say so or not."""
    name = member.filename
    if not member.flag_bits & _IS_UTF_8:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    name = PurePosixPath(name.replace("\\", "/")).name
    return "".join(sign for sign in name if sign.isprintable()).strip()

"""A composed paper as DOCX: the parts in templates/documents/docx, filled and zipped, the same bytes every time."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from emulation_workflow.adapters.documents.composed import Annex, Block, ComposedPaper, alignment
from emulation_workflow.messages.papers import papers as words

PARTS = (
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/app.xml",
    "docProps/core.xml",
    "word/_rels/document.xml.rels",
    "word/document.xml",
    "word/footer.xml",
    "word/header.xml",
    "word/settings.xml",
    "word/styles.xml",
)
_NUMBER = re.compile(r"\d[^\s/]*/\S+")
_HYPHEN = "\ue000"
"""Stands for a hyphen that does not break while a text is put together: a sign that nobody types."""
_HYPHEN_ELEMENT = Markup('</w:t><w:noBreakHyphen/><w:t xml:space="preserve">')
_FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_POINT = 25.4 / 72
_CAPITAL = 0.6
"""The mean width of a bold capital, in em."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """What stands in one section: the paper itself, or an annex."""

    blocks: tuple[Block, ...]
    is_wide: bool
    annex: Annex | None = None


class DocxWriter:
    """Writes DOCX files from the parts of `folder`, each compiled once."""

    def __init__(self, folder: Path) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            undefined=StrictUndefined,
            autoescape=True,
            extensions=["jinja2.ext.do"],
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.filters |= {
            "alignment": alignment,
            "halves": lambda points: round(points * 2),
            "millimetres": lambda points: points * _POINT,
            # The rule under the issuer's name: between a third and half of its length, in millimetres.
            "short_rule": lambda line, size: len(line) * _CAPITAL * size * _POINT * 0.4,
            "twentieths": lambda points: round(points * 20),
            "unbroken": _unbroken,
            "twips": lambda millimetres: round(millimetres / _POINT * 20),
        }

    def write(self, paper: ComposedPaper, out: BinaryIO) -> None:
        """Write the paper; rows of its tables are filled in and compressed as they come."""
        context = {"paper": paper, "parts": tuple(_parts(paper)), "said": words}
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in PARTS:
                with archive.open(_entry(name), "w") as part:
                    stream = self._environment.get_template(name).generate(context)
                    part.writelines(chunk.encode() for chunk in _in_chunks(stream))


def _unbroken(text: str) -> Markup:
    """Return the text for a run; the number of a document in it is not broken at its hyphens."""
    if "-" not in text:
        return escape(text)
    marked = _NUMBER.sub(lambda found: found.group().replace("-", _HYPHEN), text)
    return _HYPHEN_ELEMENT.join(map(escape, marked.split(_HYPHEN)))


def _parts(paper: ComposedPaper) -> Iterable[_Part]:
    yield _Part(blocks=paper.blocks, is_wide=False)
    for annex in paper.annexes:
        yield _Part(blocks=annex.blocks, is_wide=annex.is_wide, annex=annex)


def _entry(name: str) -> zipfile.ZipInfo:
    """Return an archive entry that bears no trace of when and where it was written."""
    entry = zipfile.ZipInfo(name, _FIRST_DAY_OF_ZIP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = _UNIX
    entry.external_attr = 0o644 << 16
    return entry


def _in_chunks(pieces: Iterable[str], least: int = 1 << 16) -> Iterator[str]:
    """Yield the pieces joined into larger ones: a table has hundreds of thousands of them."""
    held: list[str] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= least:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)

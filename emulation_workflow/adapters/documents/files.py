"""A paper as the files that people work with."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from emulation_workflow.adapters.documents.composed import ComposedPaper
from emulation_workflow.adapters.documents.composing import Composer
from emulation_workflow.adapters.documents.docx import DocxWriter
from emulation_workflow.adapters.documents.pdf import PdfWriter
from emulation_workflow.adapters.documents.xlsx import write_xlsx
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.papers.paper import Paper
from emulation_workflow.domain.registers import searchable
from emulation_workflow.messages.papers import papers as words

_BETWEEN = re.compile(r"[^a-z0-9]+")


class FileKind(StrEnum):
    """DOCX to edit and sign, PDF to read, XLSX for the tables."""

    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPaper:
    """A paper in words, and the files it was written to."""

    document: ComposedPaper
    files: tuple[Path, ...]


class Documents:
    """Writes the papers of one campaign with the templates in `folder`."""

    def __init__(self, folder: Path, campaign: Campaign) -> None:
        self._composer, self._kinds = Composer(folder, campaign), words.kind_names(campaign)
        docx, pdf = DocxWriter(folder / "docx"), PdfWriter(folder)
        self._writers: dict[FileKind, Callable[[ComposedPaper, BinaryIO], object]] = {
            FileKind.DOCX: docx.write,
            FileKind.PDF: lambda document, out: out.write(pdf.pdf(document)),
            FileKind.XLSX: write_xlsx,
        }

    def compose(self, paper: Paper) -> ComposedPaper:
        """Return the paper in words."""
        return self._composer.compose(paper)

    def write(self, paper: Paper, folder: Path, kinds: Iterable[FileKind] = tuple(FileKind)) -> WrittenPaper:
        """Write the paper to `folder`; a file of its name is replaced whole or not at all.

        The name says in plain letters what it is: to-trinh-phuong-duy-tan-23284-lan-1.docx.

        XLSX is left out for a paper without tables. OSError where the folder cannot be written to.
        """
        document = self.compose(paper)
        folder.mkdir(parents=True, exist_ok=True)
        kind_name = self._kinds[paper.kind].partition(" (")[0]
        stem = _BETWEEN.sub("-", searchable(f"{kind_name} {paper.name}")).strip("-")
        wanted = [kind for kind in kinds if kind is not FileKind.XLSX or document.tables]
        files = [self._write(document, folder / f"{stem}.{kind.value}", kind) for kind in wanted]
        return WrittenPaper(document=document, files=tuple(files))

    def _write(self, document: ComposedPaper, path: Path, kind: FileKind) -> Path:
        unfinished = path.with_name(f".{path.name}.{uuid4().hex}")
        try:
            with unfinished.open("wb") as out:
                self._writers[kind](document, out)
            return unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)

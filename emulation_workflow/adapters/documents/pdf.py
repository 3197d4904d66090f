"""A composed paper as PDF: templates/documents/frame.typ, set in type by typst with the faces shipped beside it."""

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import typst
from pypdf import PdfReader
from pypdf import PdfWriter as Joined

from emulation_workflow.adapters.documents.composed import Annex, Block, ComposedPaper, TextTable, alignment
from emulation_workflow.messages.papers import papers as words

FACE = "Liberation Serif"
"""As wide as Times New Roman, glyph by glyph, and free."""


AT_ONCE = 1_500
"""A paper with more rows in its annexes is set in parts: typst holds all that it sets, a hundred kilobytes a row."""

IN_A_PART = 400

_KEPT_FOR, _FORGET_AFTER = 10, 2


class PdfWriter:
    """Writes PDF files with `folder`/frame.typ and the faces in `folder`/fonts, never with the machine's own."""

    def __init__(self, folder: Path) -> None:
        self._frame = (folder / "frame.typ").read_bytes()
        self._fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder / "fonts"]
        )

    def pdf(self, paper: ComposedPaper) -> bytes:
        """Return the paper as PDF; the same paper gives the same bytes.

        A table in an annex that has to be set in parts begins a page anew with each of them.
        """
        rows = sum(len(block.table.table.rows) for annex in paper.annexes for block in annex.blocks if block.table)
        return self._set(_plain(paper)) if rows <= AT_ONCE else self._joined(paper)

    def _set(self, plain: dict[str, Any], *, tagged: bool = True) -> bytes:
        """Set one part in type. Tags let screen readers find their way; parts that are joined would lose them."""
        data = json.dumps(plain, ensure_ascii=False)
        return typst.compile(self._frame, sys_inputs={"paper": data}, font_paths=self._fonts, pdf_tags=tagged)

    def _joined(self, paper: ComposedPaper) -> bytes:
        whole, pages = Joined(), 0
        for number, part in enumerate(_parts(paper), start=1):
            pages = pages if part["continues"] else 0
            read = PdfReader(io.BytesIO(self._set(part | {"pages_before": pages}, tagged=False)))
            whole.append(read, import_outline=False)
            pages += len(read.pages)
            if number % _FORGET_AFTER == 0:
                self._forget()
        whole.add_metadata({"/Title": paper.caption, "/Author": paper.author, "/Keywords": paper.keywords})
        whole.compress_identical_objects()
        joined = io.BytesIO()
        whole.write(joined)
        return joined.getvalue()

    def _forget(self) -> None:
        """Make typst forget what it has set, which it keeps for its next ten runs, by runs that set nothing."""
        for _ in range(_KEPT_FOR + 1):
            typst.compile(b"", font_paths=self._fonts)


def _parts(paper: ComposedPaper) -> Iterator[dict[str, Any]]:
    """Yield the paper without its annexes, then each annex, long tables cut; `continues`: it follows the last."""
    plain = _plain(replace(paper, annexes=()))
    yield plain
    for annex in paper.annexes:
        for number, blocks in enumerate(_cut(annex.blocks)):
            cut = _annex(replace(annex, blocks=blocks)) | {"has_head": number == 0}
            yield plain | {"has_body": False, "annexes": [cut], "continues": number > 0}


def _cut(blocks: Iterable[Block]) -> Iterator[tuple[Block, ...]]:
    """Yield the blocks with no more than IN_A_PART rows at a time; a table's totals stand under its last rows."""
    for block in blocks:
        rows = block.table.table.rows if block.table else ()
        if block.table is None or len(rows) <= IN_A_PART:
            yield (block,)
            continue
        for start in range(0, len(rows), IN_A_PART):
            is_last = start + IN_A_PART >= len(rows)
            part = replace(
                block.table.table,
                rows=rows[start : start + IN_A_PART],
                totals=block.table.table.totals if is_last else (),
            )
            yield (replace(block, table=TextTable(table=part)),)


def _plain(paper: ComposedPaper) -> dict[str, Any]:
    look = paper.format
    return {
        "has_body": True,
        "continues": False,
        "pages_before": 0,
        "face": FACE,
        "caption": paper.caption,
        "author": paper.author,
        "keywords": paper.keywords,
        "date": [paper.written_on.year, paper.written_on.month, paper.written_on.day],
        "page": dict(look.page),
        "sizes": dict(look.sizes),
        "body": dict(look.body),
        "page_number": look.page_number.value,
        "nation": look.head.nation,
        "motto": look.head.motto,
        "separator": look.head.separator,
        "superior": paper.superior,
        "issuer": paper.issuer,
        "number": paper.number,
        "about": paper.about,
        "draft_mark": paper.draft_mark,
        "place_and_day": paper.place_and_day,
        "title": paper.title,
        "subject": paper.subject,
        "note": paper.note,
        "addressed": words.ADDRESSED,
        "addressees": paper.addressees,
        "blocks": _blocks(paper.blocks),
        "copies_head": words.COPIES,
        "copies": paper.copies,
        "signing": paper.signing,
        "signer": paper.signer,
        "annexes": [_annex(annex) for annex in paper.annexes],
        "source": paper.source,
    }


def _annex(annex: Annex) -> dict[str, Any]:
    return {
        "has_head": True,
        "heading": annex.heading,
        "title": annex.title,
        "note": annex.note,
        "is_wide": annex.is_wide,
        "blocks": _blocks(annex.blocks),
    }


def _blocks(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    return [
        {"kind": block.kind.value, "text": block.text} | (_table(block.table) if block.table else {})
        for block in blocks
    ]


def _table(table: TextTable) -> dict[str, Any]:
    return {
        "columns": [column.title for column in table.columns],
        "shares": table.shares,
        "aligned": [alignment(column) for column in table.columns],
        "rows": [text for row in table.rows() for text in row],
        "totals": table.totals,
    }

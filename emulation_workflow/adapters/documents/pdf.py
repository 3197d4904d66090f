"""A composed paper as PDF: templates/documents/frame.typ, set in type by typst with the faces shipped beside it."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import typst

from emulation_workflow.adapters.documents.composed import Annex, Block, Document, TextTable, alignment
from emulation_workflow.messages import papers as words

FACE = "Liberation Serif"
"""As wide as Times New Roman, glyph by glyph, and free."""


class PdfWriter:
    """Writes PDF files with `folder`/frame.typ and the faces in `folder`/fonts, never with the machine's own."""

    def __init__(self, folder: Path) -> None:
        self._frame = (folder / "frame.typ").read_bytes()
        self._fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder / "fonts"]
        )

    def pdf(self, paper: Document) -> bytes:
        """The paper as PDF; the same paper gives the same bytes."""
        data = json.dumps(_plain(paper), ensure_ascii=False)
        return typst.compile(self._frame, sys_inputs={"paper": data}, font_paths=self._fonts)


def _plain(paper: Document) -> dict[str, Any]:
    look = paper.format
    return {
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
        "heading": annex.heading,
        "title": annex.title,
        "note": annex.note,
        "is_wide": annex.is_wide,
        "blocks": _blocks(annex.blocks),
    }


def _blocks(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    return [{"kind": one.kind.value, "text": one.text} | (_table(one.table) if one.table else {}) for one in blocks]


def _table(table: TextTable) -> dict[str, Any]:
    return {
        "title": table.table.title,
        "columns": [column.title for column in table.columns],
        "shares": table.shares,
        "aligned": [alignment(column) for column in table.columns],
        "rows": [text for row in table.rows() for text in row],
        "totals": table.totals,
    }

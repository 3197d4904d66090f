"""The page of a paper: its words, and what its files are called."""

from collections.abc import Iterable
from typing import Any

from prefect.artifacts import acreate_markdown_artifact

from emulation_workflow.adapters.documents.composed import Block, BlockKind
from emulation_workflow.adapters.documents.files import WrittenPaper
from emulation_workflow.domain.registers import searchable
from emulation_workflow.messages.papers import papers as words
from flows.running import (
    page,
    slug,
)


async def publish_paper(kind: str, written: WrittenPaper) -> None:
    """Show the paper's words and what its files are called. Tables stay in the files: they may hold people's names."""
    document = written.document
    await acreate_markdown_artifact(
        key=f"van-ban-{slug(searchable(written.files[0].stem))}",
        markdown=page(
            "paper",
            {
                "kind": kind,
                "subject": document.subject or document.about,
                "issuer": " ".join(document.issuer),
                "number": document.number,
                "place_and_day": document.place_and_day,
                "format": document.format.name,
                "files": [path.name for path in written.files],
                "folder": written.files[0].parent.name,
                "blocks": list(_blocks(document.blocks)),
                "source": document.source,
            },
        ),
        description=words.PAPER_ABOUT.format(kind=kind, subject=document.subject or document.about),
    )


def _blocks(blocks: Iterable[Block]) -> Iterable[dict[str, Any]]:
    for block in blocks:
        yield {
            "text": block.text,
            "is_heading": block.kind in (BlockKind.HEADING, BlockKind.SUBHEADING),
            "title": block.table.table.title if block.table else "",
            "rows": len(block.table.table.rows) if block.table else None,
        }

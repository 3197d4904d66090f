"""The words of papers: templates/documents/<kind>.txt, in named blocks of marked lines.

Blocks: `subject`, `addressees`, `body`, `copies` and, where there are any, `annexes`. In `body` and
`annexes` each line is a paragraph, and its first sign says which: `> ` a basis, `# ` a heading, `## ` a subheading,
`[[name]]` the table of that name, `= ` an annex with this title; anything else is plain. Values never break a line.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateError

from emulation_workflow.adapters.documents.composed import Block, BlockKind, TextTable, one_line
from emulation_workflow.domain.papers.paper import Paper, PaperKind, PaperTable
from emulation_workflow.messages.days import nth_words
from emulation_workflow.messages.formats import clause_words, padded
from emulation_workflow.messages.papers.papers import UNSTATED_NOTE

_MARKS = {"> ": BlockKind.BASIS, "# ": BlockKind.HEADING, "## ": BlockKind.SUBHEADING}
_ANNEX = "= "


class PaperNotWorded(Exception):
    """A template asks for a value or table that the paper does not carry, or is itself broken: a fault of ours."""

    def __init__(self, kind: PaperKind, reason: str) -> None:
        super().__init__(f"paper {kind.value!r} cannot be put into words: {reason}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWords:
    """A paper's own words. An annex is its title and its blocks."""

    subject: str
    addressees: tuple[str, ...]
    body: tuple[Block, ...]
    copies: tuple[str, ...]
    annexes: tuple[tuple[str, tuple[Block, ...]], ...]


class PaperTemplates:
    """The templates of `folder`, each compiled once. A value that one uses and a paper lacks is refused."""

    def __init__(self, folder: Path) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            undefined=StrictUndefined,
            extensions=["jinja2.ext.do"],
            autoescape=False,  # noqa: S701 - plain text; the writers escape for their own formats
            finalize=_fact,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.filters |= {"clause": clause_words, "nth": nth_words, "padded": padded}

    def words(self, paper: Paper) -> PaperWords:
        """Return the paper in words. PaperNotWorded if a value or a table is missing."""
        try:
            template = self._environment.get_template(f"{paper.kind.value}.txt")
            lines = {name: _lines(template, name, paper.context) for name in template.blocks}
            return PaperWords(
                subject=" ".join(lines["subject"]),
                addressees=tuple(lines["addressees"]),
                body=tuple(_blocks(lines["body"], paper.tables)),
                copies=tuple(lines["copies"]),
                annexes=tuple(_annexes(lines.get("annexes", ()), paper.tables)),
            )
        except (TemplateError, KeyError) as fault:
            raise PaperNotWorded(paper.kind, f"{type(fault).__name__}: {fault}") from fault


def _fact(value: object) -> object:
    return one_line(value) if isinstance(value, str) else value


def _lines(template: Template, block: str, context: Mapping[str, object]) -> list[str]:
    written = "".join(template.blocks[block](template.new_context(dict(context))))
    return [line for line in (" ".join(line.split()) for line in written.splitlines()) if line]


def _blocks(lines: Iterable[str], tables: Mapping[str, PaperTable]) -> Iterator[Block]:
    for line in lines:
        if line.startswith("[[") and line.endswith("]]"):
            yield from _table(tables[line[2:-2]])
            continue
        mark = next((mark for mark in _MARKS if line.startswith(mark)), "")
        yield Block(kind=_MARKS.get(mark, BlockKind.BODY), text=line.removeprefix(mark))


def _table(table: PaperTable) -> Iterator[Block]:
    yield Block(kind=BlockKind.TABLE, table=TextTable(table=table))
    if table.has_gaps:
        yield Block(kind=BlockKind.NOTE, text=UNSTATED_NOTE)


def _annexes(lines: Iterable[str], tables: Mapping[str, PaperTable]) -> Iterator[tuple[str, tuple[Block, ...]]]:
    title, held = "", list[str]()
    for line in lines:
        if line.startswith(_ANNEX):
            if title:
                yield title, tuple(_blocks(held, tables))
            title, held = line.removeprefix(_ANNEX), []
        else:
            held.append(line)
    if title:
        yield title, tuple(_blocks(held, tables))

"""Letters turned into words: one folder of templates for each kind of letter."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateError

from emulation_workflow.domain.mail import (
    CODE_MARK,
    RUN_LINK_MARK,
    Letter,
    LetterKind,
    Rendered,
    code_mark,
    without_marks,
)
from emulation_workflow.messages.days import nth_words, opinion_words
from emulation_workflow.messages.formats import clause_words

TEXT_WIDTH = 76
"""Columns of a plain-text letter: short enough to be quoted once in a reply without being broken again."""

_BLANKS = re.compile(r"[ \t\r\n]+")

SUBJECT, REQUEST, TEXT, HTML = "subject.txt", "request.txt", "body.txt", "body.html"
_HELD = "\u00a0"
"""A space at which no line is broken."""


class LetterNotRendered(Exception):
    """A template asks for a value that the letter does not carry, or is itself broken: a fault of the program."""

    def __init__(self, kind: LetterKind, reason: str) -> None:
        super().__init__(f"letter {kind.value!r} cannot be rendered: {reason}")


class LetterTemplates:
    """The letters of `folder` (`<kind>/subject.txt`, `request.txt`, `body.txt`, `body.html`), compiled when needed.

    A run of a flow is a process of its own and writes a few kinds of letter, so the others are only seen to be there.

    A fact that a template uses and the letter lacks is refused, never left blank. Only HTML is escaped. Besides
    the facts the templates know `about` (the subject line), `request` (what is asked, and by when), and `code`
    (`code_of(act)` where each answer has its own) and `run_link`, which stand for what is put in while the letter is
    sent. In the facts of a letter with a code nothing stands for one, whoever wrote them.
    """

    def __init__(self, folder: Path) -> None:
        environment = Environment(
            loader=FileSystemLoader(folder),
            undefined=StrictUndefined,
            autoescape=_is_html,  # noqa: S701 - subjects and texts are plain text
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        environment.globals |= {"code": CODE_MARK, "code_of": code_mark, "run_link": RUN_LINK_MARK, "width": TEXT_WIDTH}
        environment.filters |= {
            "paragraph": paragraph,
            "paragraphs": paragraphs,
            "whole": whole,
            "by_clause": by_clause,
            "clause": clause_words,
            "opinion": opinion_words,
            "nth": nth_words,
            "with_verdict": with_verdict,
            "without_verdict": without_verdict,
        }
        self._environment = environment
        self._templates: dict[LetterKind, tuple[Template, ...]] = {}
        _refuse_gaps(environment)

    def render(self, letter: Letter) -> Rendered:
        """Return the letter in words. LetterNotRendered if a value is missing."""
        subject, request, text, html = self._of(letter.kind)
        facts = without_marks(letter.context) if letter.code_ref else letter.context
        try:
            told = {"about": _line(subject.render(facts)), "request": _line(request.render(facts))}
            return Rendered(
                subject=told["about"],
                text=tidy(text.render(facts, **told)).replace(_HELD, " "),
                html=held_in_page(html.render(facts, **told)),
            )
        except (TemplateError, ValueError) as fault:
            raise LetterNotRendered(letter.kind, str(fault)) from fault

    def _of(self, kind: LetterKind) -> tuple[Template, ...]:
        if kind not in self._templates:
            self._templates[kind] = _parts(self._environment, kind)
        return self._templates[kind]


def _is_html(name: str | None) -> bool:
    return name is not None and name.endswith(".html")


def _refuse_gaps(environment: Environment) -> None:
    there = set(environment.list_templates())
    for kind in LetterKind:
        for name in _names(kind):
            if name not in there:
                raise LetterNotRendered(kind, f"there is no template {name}")


def _names(kind: LetterKind) -> tuple[str, ...]:
    return tuple(f"{kind.value}/{part}" for part in (SUBJECT, REQUEST, TEXT, HTML))


def _parts(environment: Environment, kind: LetterKind) -> tuple[Template, ...]:
    try:
        return tuple(environment.get_template(name) for name in _names(kind))
    except TemplateError as fault:
        raise LetterNotRendered(kind, f"{type(fault).__name__}: {fault}") from fault


def by_clause(basis: Iterable[Mapping[str, str]]) -> list[tuple[str, list[str]]]:
    """Return each clause once, in order, with all quotations from it."""
    return [
        (clause, [quotation["quote"] for quotation in group]) for clause, group in groupby(basis, itemgetter("clause"))
    ]


def whole(name: str) -> str:
    """Return a name that no line breaks."""
    return _HELD.join(name.split())


def _line(text: str) -> str:
    """Return the text as one line, without a blank at either end; a name that is whole stays so."""
    return _BLANKS.sub(" ", text).strip()


# Of many letters most paragraphs are the same.
@lru_cache(maxsize=1024)
def paragraph(text: str, first: str = "", then: str | None = None) -> str:
    """Return `text` as a paragraph broken at TEXT_WIDTH; `first` begins its first line, `then` (or blanks) the others.

    Links and numbers such as 12/KH-UBND are never broken, nor names ("Quang Trung"), nor what is `whole`.
    """
    words = _BLANKS.split(text.strip()) if text.strip() else []
    return "\n".join(_lines(_with_names(words), first, " " * len(first) if then is None else then))


def _with_names(words: Iterable[str]) -> Iterator[str]:
    """Yield words, those that follow one another in a name as one: each with a capital, and none with a stop behind."""
    name = ""
    for word in words:
        if name and word[:1].isupper() and name[-1].isalpha():
            name = f"{name}{_HELD}{word}"
            continue
        if name:
            yield name
        name = word if word.istitle() else ""
        if not name:
            yield word
    if name:
        yield name


def _lines(words: Iterable[str], first: str, then: str) -> Iterator[str]:
    """Yield words laid in lines. The standard library's wrapper is too slow for a letter of a hundred paragraphs."""
    line, is_empty = first, True
    for word in words:
        if not is_empty and len(line) + 1 + len(word) > TEXT_WIDTH:
            yield line
            line, is_empty = then, True
        line = f"{line}{word}" if is_empty else f"{line} {word}"
        is_empty = False
    if not is_empty:
        yield line


_TAGS = re.compile(r"(<style.*?</style>|<[^>]*>)", re.DOTALL)
_NUMBER = re.compile(r"\d+/[A-ZĐ]\w*(?:-\w+)+")
_HELD_NUMBER = r'<span style="white-space:nowrap">\g<0></span>'


def held_in_page(html: str) -> str:
    """Return the page with no line break within a name or the number of a document, however narrow the screen."""
    parts = _TAGS.split(html)
    parts[::2] = (_held_in_text(text) for text in parts[::2])
    return "".join(parts)


@lru_cache(maxsize=1024)
def _held_in_text(text: str) -> str:
    if text.isupper():  # A heading, in which every word is one of a name: its last two are left together.
        return _HELD.join(text.rsplit(" ", 1))
    return _NUMBER.sub(_HELD_NUMBER, " ".join(_with_names(text.split(" "))))


def with_verdict(findings: Iterable[Mapping[str, str]], verdict: str) -> list[Mapping[str, str]]:
    return [finding for finding in findings if finding["verdict"] == verdict]


def without_verdict(findings: Iterable[Mapping[str, str]], verdict: str) -> list[Mapping[str, str]]:
    return [finding for finding in findings if finding["verdict"] != verdict]


def paragraphs(text: str, indent: str = "") -> str:
    """Return what a person wrote, each of its lines a paragraph of its own."""
    return "\n".join(paragraph(line, indent) for line in text.splitlines() if line.strip())


def tidy(text: str) -> str:
    """Return `text` with no blanks at line ends, at most one empty line in a row, and one line end at its end."""
    return "\n".join(_no_double_blanks(line.rstrip() for line in text.strip("\n").splitlines())) + "\n"


def _no_double_blanks(lines: Iterable[str]) -> Iterable[str]:
    before = ""
    for line in lines:
        if line or before:
            yield line
        before = line

"""Markdown that people read on screen, from templates/screens; what units wrote can break no table and no page."""

import html
import re
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from emulation_workflow.domain.mail.letters import LetterStatus
from emulation_workflow.messages.screens import run_words
from flows.running import context

_MARKDOWN = re.compile(r"([\\`*_\[\]#>~])")


def page(name: str, facts: dict[str, Any]) -> str:
    """The page templates/screens/<name>.md with these facts. A fact that it uses and that is missing is an error."""
    written = _templates().get_template(f"{name}.md").render(facts)
    return re.sub(r"\n{3,}", "\n\n", written).strip() + "\n"


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(context.settings().templates_dir / "screens"),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - Markdown; `inline` and `cell` escape what people wrote
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"inline": inline, "cell": cell}
    return environment


def said_of(letter: LetterStatus) -> str:
    """What keeps the letter: that it could not be put into words, or what the mail server said."""
    if letter.fault:
        return run_words.NOT_IN_WORDS.format(fault=letter.fault)
    return "; ".join(dict.fromkeys(one.words for one in letter.receipts if one.words))


def inline(text: str) -> str:
    """People's own words on one line, no sign of theirs taken for HTML or Markdown."""
    one_line = " ".join(str(text).split())
    return _MARKDOWN.sub(r"\\\1", html.escape(one_line, quote=False))


def cell(text: str) -> str:
    """As `inline`, inside a table."""
    return inline(text).replace("|", "\\|")

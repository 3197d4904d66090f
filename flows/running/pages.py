"""Markdown that people read on screen, from templates/screens; what units wrote can break no table and no page."""

import html
import re
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from prefect.artifacts import acreate_progress_artifact

from emulation_workflow import bootstrap
from emulation_workflow.messages.days import nth_words
from emulation_workflow.messages.formats import clause_words
from emulation_workflow.messages.names import gate_words
from flows.running import context

_MARKDOWN = re.compile(r"([\\`*_\[\]#>~])")


def board_key(key: str, *, preview: bool) -> str:
    """Return the key of a board; what was only looked at, or is of another day, never takes the day's board's place."""
    return f"xem-truoc-{key}" if preview else key


def page(name: str, context: dict[str, Any]) -> str:
    """Return the page templates/screens/<name>.md with this context. It is an error if one that it uses is missing."""
    written = _templates().get_template(f"{name}.md").render(context)
    return re.sub(r"\n{3,}", "\n\n", written).strip() + "\n"


async def publish_bar(key: str, words: str, *, done: int, of: int) -> None:
    """Put a progress bar among the artifacts: how much is done of a whole that may be empty."""
    await acreate_progress_artifact(progress=done / of * 100 if of else 0.0, key=key, description=words)


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(context.settings().templates_dir / "screens"),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - Markdown; `inline` and `cell` escape what people wrote
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["opinion"] = gate_words(bootstrap.campaign(context.settings()))
    environment.filters |= {"inline": inline, "cell": cell, "nth": nth_words, "clause": clause_words}
    return environment


def inline(text: str) -> str:
    """Return people's own words on one line, with no sign of theirs taken for HTML or Markdown."""
    return _MARKDOWN.sub(r"\\\1", html.escape(" ".join(str(text).split()), quote=False))


def cell(text: str) -> str:
    """Return the same for a table's cell."""
    return inline(text).replace("|", "\\|")

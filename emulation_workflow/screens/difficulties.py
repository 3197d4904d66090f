"""Difficulties as staff choose among them and read of them."""

from collections.abc import Iterable, Mapping
from datetime import date

from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.difficulties import Difficulty
from emulation_workflow.messages.screens import difficulties as words
from emulation_workflow.office.difficulties.letters import holder_name
from emulation_workflow.office.letters.letter_context import day
from emulation_workflow.screens.tables import Row, row

MAX_LETTERS = 80
"""So many letters of a difficulty's words stand in a choice."""


def choice(difficulty: Difficulty, unit: str) -> str:
    """Return number, unit's name and words, as a form offers them."""
    text = difficulty.words
    short = text if len(text) <= MAX_LETTERS else f"{text[:MAX_LETTERS].rstrip()}…"
    return f"{difficulty.number}{words.AFTER_NUMBER}{unit}: {' '.join(short.split())}"


def rows(campaign: Campaign, difficulties: Iterable[Difficulty], units: Mapping[int, str], on: date) -> list[Row]:
    """Return the rows of the table, open ones first, then by age; `units` are their units' names by number."""
    by_age = sorted(difficulties, key=lambda kept: (not kept.holder_on(on), kept.raised_on, kept.number))
    return [
        row(
            words.COLUMNS,
            kept.number,
            units[kept.number],
            kept.words,
            day(kept.raised_on),
            kept.age_on(on),
            holder_name(campaign, kept.holder_on(on)) or words.NOBODY,
            "; ".join(filter(None, [kept.source, *(step.document for step in kept.steps)])),
        )
        for kept in by_age
    ]

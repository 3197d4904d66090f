"""What people type into the pages' forms: read as everywhere, and refused with the same sentences."""

from datetime import date

from emulation_workflow.adapters.schemas.typed import day_in, usable
from emulation_workflow.messages.forms.fields import FieldWords

LONGEST_SEARCH = 200
"""Characters of what somebody looks for."""


def text(typed: str) -> str:
    """Return the text without signs that do not show. Rejected if it cannot be shown and kept."""
    return usable(typed).strip()


def day(typed: str, title: str) -> date | None:
    """Return the day, None if nothing was typed. Rejected if it is none."""
    return day_in(text(typed), FieldWords(title=title))

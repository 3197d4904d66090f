"""What a form's cells accept while they are typed in: numbers are stopped, days outside the window only warned of."""

from datetime import date

from openpyxl.worksheet.datavalidation import DataValidation

from emulation_workflow.domain.campaign import Window
from emulation_workflow.domain.texts import FIRST_YEAR, LAST_YEAR
from emulation_workflow.messages.forms import forms as words


def whole_number() -> DataValidation:
    """Return the check for whole numbers from 0 up."""
    return DataValidation(
        type="whole",
        operator="greaterThanOrEqual",
        formula1="0",
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=words.WRONG_TITLE,
        error=words.COUNT_STOP,
    )


def day_in(window: Window, hint: str) -> DataValidation:
    """Return the check for days, which warns but does not stop: an order may cover another day."""
    return DataValidation(
        type="date",
        operator="between",
        formula1=_formula(window.start or date(FIRST_YEAR, 1, 1)),
        formula2=_formula(window.end or date(LAST_YEAR, 12, 31)),
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="warning",
        errorTitle=words.DAY_WARNING_TITLE,
        error=words.DAY_WARNING.format(window=hint),
    )


def one_of(choices: str, *, only: bool) -> DataValidation:
    """Return the check for a list at `choices`, a range; anything else is stopped if `only`, or else warned of."""
    return DataValidation(
        type="list",
        formula1=choices,
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="stop" if only else "warning",
        errorTitle=words.WRONG_TITLE if only else words.CHOICE_WARNING_TITLE,
        error=words.CHOICE_STOP if only else words.CHOICE_WARNING,
    )


def _formula(day: date) -> str:
    return f"DATE({day.year},{day.month},{day.day})"

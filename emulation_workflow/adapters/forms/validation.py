"""What a form's cells accept while they are typed in: numbers are stopped, days outside the window only warned of."""

from datetime import date

from openpyxl.worksheet.datavalidation import DataValidation

from emulation_workflow.domain.campaign import Window
from emulation_workflow.messages.forms import forms as words


def whole_number() -> DataValidation:
    """From nought up."""
    return DataValidation(
        type="whole",
        operator="greaterThanOrEqual",
        formula1="0",
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=words.WRONG_TITLE,
        error=words.COUNT_STOP,
    )


def day_in(window: Window, said: str) -> DataValidation:
    """Another day is warned of, not stopped: an order may cover it, and the plan must be told as it is."""
    return DataValidation(
        type="date",
        operator="between",
        formula1=_formula(window.start),
        formula2=_formula(window.end),
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="warning",
        errorTitle=words.DAY_WARNING_TITLE,
        error=words.DAY_WARNING.format(window=said),
    )


def one_of(choices: str, *, only: bool) -> DataValidation:
    """A list, at `choices` (a range); `only`: whether anything else is stopped or warned of."""
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

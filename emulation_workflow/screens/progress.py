"""How far every level and pilot is on its way to the congress, as it is shown."""

from typing import Any

from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.messages import order_words
from emulation_workflow.messages.capitals import capitalised
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.approval.sheets import LevelProgress, PilotProgress, Progress
from emulation_workflow.office.letters.letter_context import day
from emulation_workflow.screens.tables import Row, row

LEVEL_COLUMNS = ("Cấp", "Thời gian tổ chức", "Số đơn vị", "Đã gửi kế hoạch", "Không trái quy định", "Còn lại")


def level_row(level: LevelProgress) -> Row:
    """Return a level's row in the table of levels."""
    return row(LEVEL_COLUMNS, *_level(level).values())


def level_bar(level: LevelProgress) -> str:
    """Return the words at a level's progress bar."""
    name = capitalised(level.level.name)
    return run_words.LEVEL_BAR.format(level=name, with_plan=level.with_plan, bound=level.bound)


def pilot_bar(pilot: PilotProgress) -> str:
    """Return the words at a pilot's progress bar."""
    return run_words.PILOT_BAR.format(unit=pilot.unit.name, stage=pilot.stage_name)


def progress_context(campaign: Campaign, progress: Progress) -> dict[str, Any]:
    """Return the context of the page that shows it all."""
    return {
        "congress": campaign.congress.name if campaign.congress else "",
        "congress_window": order_words.when_and_by_whom(progress.congress),
        "days_to_congress": progress.days_to_congress,
        "on": day(progress.on),
        "levels": [_level(level) for level in progress.levels],
        "pilots": [_pilot(pilot) for pilot in progress.pilots],
    }


def _level(level: LevelProgress) -> dict[str, Any]:
    return {
        "name": capitalised(level.level.name),
        "window": order_words.when_and_by_whom(level.terms),
        "bound": level.bound,
        "with_plan": level.with_plan,
        "without_breach": level.without_breach,
        "left": _left(level.days_left),
    }


def _left(days: int | None) -> str:
    if days is None:
        return run_words.STOPPED
    return run_words.DAYS_LEFT.format(days=days) if days >= 0 else run_words.DAYS_PAST.format(days=-days)


def _pilot(pilot: PilotProgress) -> dict[str, Any]:
    return {
        "unit": pilot.unit.name,
        "stage_name": pilot.stage_name,
        "holder_of_case": pilot.holder_of_case,
        "version": pilot.version,
        "held_on": day(pilot.held_on),
    }

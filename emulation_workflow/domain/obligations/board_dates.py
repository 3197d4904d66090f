"""Days that the Board sets where the plan names none (A12): shown as the Board's, never as a rule of the plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from emulation_workflow.domain.campaign import BoardDate, Campaign, DueKind, Task

SET_BY_PLAN = frozenset({DueKind.CONFERENCE, DueKind.PILOT_WINDOW, DueKind.MILESTONE})
"""Kinds of due day that the plan itself states: only an order changes them (R137)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateSet:
    """That the Board set a day for `task` at `levels` (empty: at all), or took it back (`day` None); never changed.

    The latest row about a level counts; taken back, the campaign file's own date stands again, if there is one.
    `document` and `signed_on`: the paper that says so. `note`: why, if it is taken back.
    """

    task: str
    levels: tuple[str, ...]
    day: date | None
    document: str
    signed_on: date | None
    set_by: str
    set_at: datetime
    note: str = ""


def may_be_dated(task: Task) -> bool:
    """Return whether the plan leaves the Board a day to set."""
    return task.due not in SET_BY_PLAN


def with_dates_set(campaign: Campaign, rows: Sequence[DateSet]) -> Campaign:
    """Return the campaign with the days that the Board has set; `rows` oldest first."""
    if not rows:
        return campaign
    touched = {row.task for row in rows}
    untouched = [board_date for board_date in campaign.board_dates if board_date.task not in touched]
    dates = [
        board_date for task in campaign.tasks if task.id in touched for board_date in _of_task(campaign, task, rows)
    ]
    return replace(campaign, board_dates=(*untouched, *dates))


def standing_date(rows: Sequence[DateSet], task: str, level: str) -> DateSet | None:
    """Return the latest row about this task at this level."""
    return next(
        (row for row in reversed(rows) if row.task == task and (not row.levels or level in row.levels)),
        None,
    )


def _of_task(campaign: Campaign, task: Task, rows: Sequence[DateSet]) -> Iterator[BoardDate]:
    """Yield the dates of one task, level by level."""
    for level in campaign.levels:
        latest = standing_date(rows, task.id, level.id)
        if latest is not None and latest.day is not None:
            yield BoardDate(
                id=f"{task.id}/{level.id}",
                name=task.name,
                day=latest.day,
                document=latest.document,
                rule=task.rule,
                task=task.id,
                levels=(level.id,),
            )
            continue
        for board_date in campaign.board_dates:
            if board_date.task == task.id and (not board_date.levels or level.id in board_date.levels):
                yield replace(board_date, levels=(level.id,))

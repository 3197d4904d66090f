"""Writes out what a campaign file says once of many: a task of each unit of a level, of each period of a time."""

import calendar
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from emulation_workflow.domain.campaign import BoardDate, Campaign, Every, Milestone, Task, Window
from emulation_workflow.messages.days import half_year_words, month_words, quarter_words

_WORDS: Mapping[Every, Callable[[date], str]] = {
    Every.MONTH: month_words,
    Every.QUARTER: quarter_words,
    Every.HALF: lambda first: half_year_words(1 if first.month == 1 else 2, first.year),
}

RegisteredUnit = tuple[str, str, str]
"""Code, level and name."""

_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF: 6}


def written_out(plan: Campaign, units: Iterable[RegisteredUnit]) -> Campaign:
    """Return the campaign with a task for each period, and for each of `units`, in place of one that stands for all."""
    return _with_each_unit(_with_each_period(plan), units)


def periods(first: date, last: date, every: Every) -> list[tuple[date, date]]:
    """Return the first and last day of each month, quarter or half-year that has a day from `first` to `last`."""
    found, length = [], _MONTHS[every]
    start = date(first.year, (first.month - 1) // length * length + 1, 1)
    while start <= last:
        closing = date(start.year, start.month + length - 1, 1)
        end = closing.replace(day=calendar.monthrange(closing.year, closing.month)[1])
        found.append((start, end))
        start = end + timedelta(days=1)
    return found


def _with_each_period(plan: Campaign) -> Campaign:
    spans = {milestone.id: milestone for milestone in plan.milestones}
    tasks, milestones = list[Task](), list(plan.milestones)
    for task in plan.tasks:
        if task.every is None:
            tasks.append(task)
            continue
        for milestone in _periods_of(task, spans[task.due_ref]):
            milestones.append(milestone)
            name = f"{task.name} ({milestone.window.words})"
            tasks.append(replace(task, id=milestone.id, name=name, due_ref=milestone.id, every=None, by_day=None))
    return replace(plan, tasks=tuple(tasks), milestones=tuple(milestones))


def _periods_of(task: Task, span: Milestone) -> Iterator[Milestone]:
    """Yield each period of a task as a milestone of its own, within the days of `span`."""
    opens, closes, every = span.window.start, span.window.end, task.every
    if opens is None or closes is None or every is None:
        return
    for first, last in periods(opens, closes, every):
        due = min(last.replace(day=min(task.by_day or last.day, last.day)), closes)
        if due >= opens:
            window = Window(start=max(first, opens), end=due, words=_WORDS[every](first))
            yield Milestone(id=f"{task.id}-{first:%Y-%m}", name=task.name, window=window, rule=task.rule or span.rule)


def _with_each_unit(plan: Campaign, units: Iterable[RegisteredUnit]) -> Campaign:
    """Return the campaign with a task about each unit of a level; such tasks keep the level as `each_of`."""
    listed = {code: (level, name) for code, level, name in units}
    tasks, dates = list[Task](), list[BoardDate]()
    for task in plan.tasks:
        made = [task]
        if task.each_of:
            words = plan.level(task.each_of).unit_levels
            made = [
                replace(task, id=f"{task.id}-{code}", name=f"{task.name}: {name}", about=code)
                for code, (level, name) in listed.items()
                if level in words
            ]
        tasks += made
        own = [board_date for board_date in plan.board_dates if board_date.task == task.id]
        dates += [replace(board_date, task=copy.id) for board_date in own for copy in made]
    shown = [board_date for board_date in plan.board_dates if not board_date.task]
    return replace(plan, tasks=tuple(tasks), board_dates=(*dates, *shown))

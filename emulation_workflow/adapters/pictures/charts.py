"""Pictures of the roll-up, legible in print, and of the letters of each day.

Those of the roll-up are in shades and hatches, with no words below 9 points at the width of A4.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.dates import MonthLocator, date2num, num2date
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from emulation_workflow.domain.campaign import Window
from emulation_workflow.domain.roll_up.figures import HOLDING, FigureKind
from emulation_workflow.domain.roll_up.tree import Counts, Course, number
from emulation_workflow.domain.schedule.what_if import Played
from emulation_workflow.messages import pictures
from emulation_workflow.messages import roll_up as words
from emulation_workflow.messages.capitals import capitalised
from emulation_workflow.messages.days import day_words

WIDTH, POINTS, DPI = 7.1, 9, 150
"""Inches between the margins of A4; the smallest letters; enough for a laser printer."""

_LOOKS: dict[FigureKind, tuple[str, str]] = {
    FigureKind.IN_TIME: ("#404040", ""),
    FigureKind.IN_TIME_BY_ORDER: ("#a6a6a6", ""),
    FigureKind.LATE: ("#ffffff", "////"),
    FigureKind.NOT_HELD: ("#ffffff", "xxxx"),
    FigureKind.NOT_DUE: ("#e8e8e8", ""),
    FigureKind.NOT_OWED: ("#ffffff", "...."),
}
"""Shade and hatch of each way of holding, told apart without colour."""


def draw_courses(path: Path, courses: Sequence[Course], on: date) -> None:
    """Draw how many of each level had held their conference by when, against the windows, as PNG.

    Levels of which nobody has to hold one are left out, unless they are all.
    matplotlib's own DejaVu Sans has every Vietnamese mark. OSError if `path` cannot be written.
    """
    courses = [course for course in courses if course.bound] or courses
    figure = _figure(1.2 + 1.6 * len(courses))
    axes = figure.subplots(len(courses), 1, sharex=True, squeeze=False)[:, 0]
    figure.suptitle(words.COURSES_TITLE.format(day=day_words(on)), fontsize=POINTS + 2, fontweight="bold")
    first = min(_begins(course, on) for course in courses)
    for axis, course in zip(axes, courses, strict=True):
        _draw_course(axis, course, first, on)
    axes[-1].xaxis.set_major_locator(MonthLocator())  # type: ignore[no-untyped-call]  # matplotlib types no locators
    axes[-1].xaxis.set_major_formatter(lambda position, _: _month(position))
    for label in axes[-1].get_xticklabels():
        label.set(rotation=45, ha="right")
    shown = {label: handle for axis in axes for handle, label in zip(*axis.get_legend_handles_labels(), strict=True)}
    figure.legend(shown.values(), shown.keys(), loc="outside lower center", ncols=2, fontsize=POINTS, frameon=False)
    figure.savefig(path, format="png", dpi=DPI)


def draw_bars(path: Path, places: Sequence[tuple[str, Counts]], on: date) -> None:
    """Draw a bar for each district and block: how its units stand to their conferences, as PNG. OSError as above."""
    figure = _figure(1.4 + 0.36 * len(places))
    axis = figure.subplots()
    figure.suptitle(words.BARS_TITLE.format(day=day_words(on)), fontsize=POINTS + 2, fontweight="bold")
    names = [_in_lines(capitalised(name)) for name, _ in places]
    left = [0] * len(places)
    for kind in HOLDING:
        counts = [number(figures, kind) for _, figures in places]
        shade, hatch = _LOOKS[kind]
        bars = axis.barh(
            names,
            counts,
            left=left,
            color=shade,
            hatch=hatch,
            edgecolor="black",
            linewidth=0.6,
            label=words.FIGURES[kind],
        )
        ink = "white" if kind is FigureKind.IN_TIME else "black"
        box = {"facecolor": "white", "edgecolor": "none", "pad": 0.8} if hatch else None
        texts = [str(count) if count else "" for count in counts]
        axis.bar_label(bars, texts, label_type="center", color=ink, fontsize=POINTS)
        for text in axis.texts[-len(texts) :]:
            if box and text.get_text():
                text.set_bbox(box)
        left = [before + count for before, count in zip(left, counts, strict=True)]
    axis.set_ylim(len(places) - 0.4, -0.6)
    axis.set_xlabel(words.UNITS_AXIS, fontsize=POINTS)
    axis.xaxis.set_major_locator(MaxNLocator(integer=True))
    axis.tick_params(labelsize=POINTS)
    _without_frame(axis)
    figure.legend(loc="outside lower center", ncols=3, fontsize=POINTS, frameon=False)
    figure.savefig(path, format="png", dpi=DPI)


def _figure(height: float, width: float = WIDTH) -> Figure:
    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure


def _begins(course: Course, on: date) -> date:
    starts = (window.start for window in (course.plan, course.moved) if window and window.start)
    return min([*course.held_on, *starts, on]).replace(day=1)


def _draw_course(axis: Axes, course: Course, first: date, on: date) -> None:
    if course.plan:
        _shade(axis, course.plan, first, on, color="#dedede", label=words.PLAN_WINDOW)
    if course.moved:
        _shade(axis, course.moved, first, on, color="#ffffff", hatch="////", label=words.ORDER_WINDOW)
    days = sorted(day for day in course.held_on if day <= on)
    steps = [first, *days, on]
    axis.step(date2num(steps), [0, *range(1, len(days) + 1), len(days)], where="post", color="black", linewidth=1.8)  # type: ignore[no-untyped-call]  # as above
    axis.axhline(course.bound, color="black", linewidth=0.8, linestyle="--")
    axis.set_ylim(0, max(course.bound * 1.15, 1))
    axis.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=4))
    title = words.COURSE.format(level=capitalised(course.name), held=len(days), bound=course.bound)
    by_order = words.BY_ORDER.format(order=course.order) if course.moved else ""
    axis.set_title(f"{title}{by_order}", fontsize=POINTS, loc="left")
    axis.tick_params(labelsize=POINTS)
    _without_frame(axis)


def _shade(axis: Axes, window: Window, first: date, on: date, *, color: str, label: str, hatch: str = "") -> None:
    """Shade the window; one that is open on a side up to what is drawn, one without days not at all."""
    if not window.has_days:
        return
    ends = (window.end or on) + timedelta(days=1)
    axis.axvspan(
        date2num(window.start or first),  # type: ignore[no-untyped-call]  # as above
        date2num(ends),  # type: ignore[no-untyped-call]  # as above
        facecolor=color,
        edgecolor="#707070",
        hatch=hatch,
        alpha=0.7,
        linewidth=0.6,
        label=label,
    )


def _without_frame(axis: Axes) -> None:
    for side in ("top", "right"):
        axis.spines[side].set_visible(False)


def _month(position: float) -> str:
    day = num2date(position)  # type: ignore[no-untyped-call]  # as above
    return f"{day.month}/{day.year}"


def _in_lines(name: str, most: int = 42) -> str:
    """Return a long name on as many lines as it takes."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + len(word) >= most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


BARS, LINE, GRID = "#1f4e79", "#b3261e", "#d0d0d0"


def draw_letters_per_day(path: Path, panels: Sequence[tuple[str, Played]]) -> None:
    """Draw one panel for each (name, history), on one scale, as PNG. OSError if `path` cannot be written."""
    figure = _figure(1 + 3.4 * len(panels), width=12)
    axes = figure.subplots(len(panels), 1, sharex=True, sharey=True, squeeze=False)
    figure.suptitle(pictures.LETTERS_PER_DAY, fontweight="bold")
    most_late = max((day.late for _, played in panels for day in played.days), default=0)
    for axis, (name, played) in zip(axes[:, 0], panels, strict=True):
        _draw_panel(axis, name, played, most_late)
    figure.savefig(path, format="png", dpi=110)


def _draw_panel(axis: Axes, name: str, played: Played, most_late: int) -> None:
    days = [day.day for day in played.days]
    axis.bar(days, [day.letters for day in played.days], width=1.0, color=BARS, label=pictures.LETTERS)  # type: ignore[arg-type]  # Matplotlib takes days, its annotations only numbers
    axis.set_ylabel(pictures.LETTERS, color=BARS)
    axis.grid(axis="y", color=GRID)
    axis.set_axisbelow(True)
    axis.xaxis.set_major_formatter(lambda position, _: day_words(num2date(position)))  # type: ignore[no-untyped-call]  # Matplotlib has no annotations there
    late = axis.twinx()
    late.plot(days, [day.late for day in played.days], color=LINE, linewidth=1.5, label=pictures.LATE)  # type: ignore[arg-type]  # Matplotlib takes days, its annotations only numbers
    late.set_ylabel(pictures.LATE, color=LINE)
    late.set_ylim(0, most_late * 1.08 + 1)
    figures = {"letters": played.letters, "days_late": played.days_late, "busiest": played.busiest.letters}
    axis.set_title(pictures.PANEL.format(name=name, **figures), fontsize=10, loc="left")

"""Pictures of days: bars of letters, a line of what is late."""

from collections.abc import Sequence
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.dates import num2date
from matplotlib.figure import Figure

from emulation_workflow.domain.schedule.what_if import Played
from emulation_workflow.messages import pictures as words
from emulation_workflow.messages.days import day_words

BARS, LINE, GRID = "#1f4e79", "#b3261e", "#d0d0d0"


def draw_letters_per_day(path: Path, panels: Sequence[tuple[str, Played]]) -> None:
    """Draw one panel for each (name, history), on one scale, as PNG. OSError if `file` cannot be written.

    OSError if `path` cannot be written.
    """
    figure = Figure(figsize=(12, 1 + 3.4 * len(panels)), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots(len(panels), 1, sharex=True, sharey=True, squeeze=False)
    figure.suptitle(words.LETTERS_PER_DAY, fontweight="bold")
    most_late = max((day.late for _, played in panels for day in played.days), default=0)
    for axis, (name, played) in zip(axes[:, 0], panels, strict=True):
        _draw_panel(axis, name, played, most_late)
    figure.savefig(path, format="png", dpi=110)


def _draw_panel(axis: Axes, name: str, played: Played, most_late: int) -> None:
    days = [day.day for day in played.days]
    axis.bar(days, [day.letters for day in played.days], width=1.0, color=BARS, label=words.LETTERS)  # type: ignore[arg-type]  # Matplotlib takes days, its annotations only numbers
    axis.set_ylabel(words.LETTERS, color=BARS)
    axis.grid(axis="y", color=GRID)
    axis.set_axisbelow(True)
    axis.xaxis.set_major_formatter(lambda position, _: day_words(num2date(position)))  # type: ignore[no-untyped-call]  # Matplotlib has no annotations there
    late = axis.twinx()
    late.plot(days, [day.late for day in played.days], color=LINE, linewidth=1.5, label=words.LATE)  # type: ignore[arg-type]  # Matplotlib takes days, its annotations only numbers
    late.set_ylabel(words.LATE, color=LINE)
    late.set_ylim(0, most_late * 1.08 + 1)
    facts = {"letters": played.letters, "days_late": played.days_late, "busiest": played.busiest.letters}
    axis.set_title(words.PANEL.format(name=name, **facts), fontsize=10, loc="left")

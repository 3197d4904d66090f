"""The plan's days: windows, dates that are no level's window, days off, and what half a day is."""

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Days `start`..`end`, both included, with the plan's own words for them ("tháng 3/2020").

    `start` None: a last day alone ("hoàn thành trước …"), which is no beginning. `end` None: no last day ("từ …").
    Both None: the plan names an event, or a day to be announced. `is_approximate`: the plan says "khoảng …", and the
    days are its widest reading; `about_only` is "from" or "to" where it says so of the first or the last day alone.
    """

    start: date | None
    end: date | None
    words: str
    is_approximate: bool = False
    about_only: str = ""

    def may_mean(self, day: date) -> bool:
        """Return whether the words are so vague that a day beyond those days may be meant all the same."""
        is_early = self.start is not None and day < self.start
        is_vague_there = not self.about_only or self.about_only == ("from" if is_early else "to")
        return self.is_approximate and is_vague_there

    @property
    def has_days(self) -> bool:
        """Whether the words name any day at all."""
        return self.start is not None or self.end is not None

    def __contains__(self, day: object) -> bool:
        return (
            isinstance(day, date)
            and (self.start is None or self.start <= day)
            and (self.end is None or day <= self.end)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Years `first`..`last`, written as the plan writes them ("2020-2025")."""

    first: int
    last: int
    rule: str

    @property
    def words(self) -> str:
        return f"{self.first}-{self.last}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A date of the plan itself that is not a level's window (the national congress, the end of communication)."""

    id: str
    name: str
    window: Window
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardDate:
    """A day the Board set where the plan is silent (A12): shown as "mốc do Ban đặt", never as a rule of the plan.

    It is the due day of `task` at `levels` (empty: at all); without a task it is only shown.
    """

    id: str
    name: str
    day: date
    document: str
    rule: str
    task: str = ""
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfDay:
    """What "01 buổi" means here (A05): the two half-days' hours, and from how many minutes on to warn."""

    morning_start: time
    morning_end: time
    afternoon_start: time
    afternoon_end: time
    warn_above_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Holidays:
    """The calendar: `country` in the holiday library, and the days and half-days the campaign adds or takes away.

    A day of which only the morning or the afternoon is off is still a working day. `years_compared`: those whose days
    off somebody compared with what was announced; a day of the campaign's own says nothing of the others of its year.
    """

    country: str
    extra_days_off: tuple[date, ...] = ()
    working_days: tuple[date, ...] = ()
    years_compared: tuple[int, ...] = ()
    mornings_off: tuple[date, ...] = ()
    afternoons_off: tuple[date, ...] = ()

"""Random histories: ladders, registers, windows, orders, evidence, plans, reports, days on which nobody swept."""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from datetime import date, timedelta
from enum import Enum

from hypothesis import strategies as st

from emulation_workflow.domain.campaign import (
    BoardDate,
    Body,
    Campaign,
    Ladder,
    OwnRungs,
    Recipient,
    Role,
    RoleScope,
    Rung,
    Settlement,
    Window,
)
from emulation_workflow.domain.orders.order import OrderKind, Scope
from emulation_workflow.domain.registers.units import Official, Unit
from tests.support.builders import (
    CITY,
    COMMUNE,
    DEPARTMENT,
    DISTRICT,
    PILOT_COMMUNE,
    PILOT_DEPARTMENT,
    unit,
)
from tests.support.offices import CLERK, OUR_CAMPAIGN, UNITS
from tests.support.owing import COMMUNE_LESSONS, CONFERENCE, DEPARTMENT_LESSONS, OWN_PLAN, REPORT, evidence, owing
from tests.support.reminding.events import Bounces, Enters, Event, Moves, Plans, Records, Reports, TakesBack
from tests.support.samples.orders import order

START = date(2020, 3, 23)
"""A Monday; Giỗ Tổ (02/4) and 30/4 lie in the weeks after it."""

GROUPS = ("", "Khối 1")
ADDRESSES = ("", "a@tinh.example", "A@Tinh.example", "b@tinh.example", "c@tinh.example")
"""Few, so that several read at one address; one of them is spelled in two ways, as it may be in a register."""

ALL_UNITS = (
    *UNITS,
    unit("X3", "xa", parent=DISTRICT.code, email="x3@tinh.example"),
    unit("X4", "xa", parent=CITY.code, email="x4@tinh.example"),
    unit("S3", "so", email="s3@tinh.example"),
)
"""Two more communes and a department, so that each kind of pilot has whom to teach."""

_HEADS = Role(id="unit_head", name="Thủ trưởng đơn vị", scope=RoleScope.OWN_UNIT)
_HEADED = (DISTRICT, COMMUNE, PILOT_COMMUNE, DEPARTMENT)
_TASKS = (
    OWN_PLAN,
    CONFERENCE,
    COMMUNE_LESSONS,
    DEPARTMENT_LESSONS,
    replace(REPORT, settled_by=Settlement.RESULT_REPORT),
)
_CAMPAIGN = owing(
    OUR_CAMPAIGN,
    tasks=_TASKS,
    levels=tuple(
        replace(level, reports_to="parent" if level.id == "commune" else "board") for level in OUR_CAMPAIGN.levels
    ),
    roles=(*OUR_CAMPAIGN.roles, _HEADS),
)


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day with a sweep, and what happens after it.

    `sweeps_first`: before obligations were derived again. `sweeps_again`: once more, after all that.
    """

    events: tuple[Event, ...] = ()
    sweeps_first: bool = False
    sweeps_again: bool = False


@dataclass(frozen=True, kw_only=True, repr=False)
class History:
    """A campaign, its register, what happened `before` the first sweep, and the days on which somebody sweeps."""

    campaign: Campaign
    units: tuple[Unit, ...]
    officials: tuple[Official, ...]
    days: Mapping[date, Day]
    before: tuple[Event, ...] = ()

    def __repr__(self) -> str:
        """Return in few words what a reader of a failure needs."""
        plan = self.campaign
        windows = [(level.name, level.conference.window) for level in plan.levels if level.conference]
        windows += [(f"{pilot.level} pilots", pilot.window) for pilot in plan.pilots if pilot.window]
        shown = ["", f"opens {plan.effective_from}", *(f"due {due.task} {due.day}" for due in plan.board_dates)]
        shown += [f"{name}: {window.start} to {window.end}" for name, window in windows if window]
        shown += [brief(part) for part in (plan.ladder, *self.units, *self.officials)]
        shown += [f"before: {brief(event)}" for event in self.before]
        shown += [f"{day}: {brief(of_day)}" for day, of_day in self.days.items()]
        return "\n  ".join(shown)

    @property
    def outages(self) -> frozenset[date]:
        first, last = min(self.campaign.effective_from, *self.days), max(self.days)
        return frozenset(first + timedelta(days=number) for number in range((last - first).days)) - self.days.keys()


def brief(value: object) -> str:
    """Return the value in few words: what is as by default is left out, and units of events are their codes."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(brief, value))}]"
    if not is_dataclass(value):
        return str(value)
    parts = [
        f"{known.name}={part.code if isinstance(part, Unit) else brief(part)}"
        for known in fields(value)
        if (part := getattr(value, known.name)) and (known.default is MISSING or part != known.default)
    ]
    return f"{type(value).__name__}({', '.join(parts)})"


def _after(day: date, number: int) -> date:
    return day + timedelta(days=number)


_addresses = st.sampled_from(ADDRESSES)
_people = st.permutations(list(Recipient)).flatmap(
    lambda order: st.tuples(st.integers(1, 3), st.integers(0, 2)).map(
        lambda sizes: (tuple(order[: sizes[0]]), tuple(order[sizes[0] : sum(sizes)]))
    )
)


@st.composite
def _windows(draw: st.DrawFn, day: date = START, *, until: date = date.min) -> Window:
    """Return a window that begins around `day` and is over no earlier than `until`."""
    start = _after(day, draw(st.integers(-15, 20)))
    return Window(start=start, end=max(_after(start, draw(st.integers(0, 15))), until), words="khoảng này")


@st.composite
def _rungs(draw: st.DrawFn) -> tuple[Rung, ...]:
    working_days = draw(st.lists(st.integers(-6, 9), min_size=1, max_size=4, unique=True))
    people = [draw(_people) for _ in working_days]
    return tuple(
        Rung(id=f"r{days}", name="Nhắc việc", working_days=days, to=to, cc=cc)
        for days, (to, cc) in zip(sorted(working_days), people, strict=True)
    )


_own = st.one_of(
    st.builds(OwnRungs, rungs=_rungs(), levels=st.just(("commune", "department"))),
    st.builds(OwnRungs, rungs=_rungs(), groups=st.just(("Khối 1",))),
    st.builds(OwnRungs, rungs=_rungs(), levels=st.just(("commune",)), groups=st.just(("Khối 1",))),
)
_ladders = st.builds(
    Ladder,
    decided_by=st.just("Ban tự chọn"),
    board=st.just("board"),
    committee=st.just("committee"),
    rungs=_rungs(),
    own=st.lists(_own, max_size=2).map(tuple),
    soon=st.integers(1, 10),
)


@st.composite
def _campaigns(draw: st.DrawFn) -> Campaign:
    """Return a campaign with windows around START for every level and pilot, and perhaps a day for the reports."""
    levels = tuple(
        replace(level, conference=replace(level.conference, window=draw(_windows()))) if level.conference else level
        for level in _CAMPAIGN.levels
    )
    pilots = tuple(replace(pilot, window=draw(_windows())) if pilot.window else pilot for pilot in _CAMPAIGN.pilots)
    days = draw(st.lists(st.integers(-5, 20), max_size=1))
    board_dates = tuple(
        BoardDate(id="b1", name="", day=_after(START, number), document="3/BTĐKT", rule="T121", task="report")
        for number in days
    )
    opens = _after(START, draw(st.sampled_from([-30, -30, 0, 3])))
    own_office = draw(st.sampled_from(["", "", DEPARTMENT.code, COMMUNE.code]))
    office = Body(id="office", name="Ban", short_name="Ban", letter_head=("BAN",), place="", unit=own_office)
    return replace(
        _CAMPAIGN,
        ladder=draw(_ladders),
        levels=levels,
        pilots=pilots,
        board_dates=board_dates,
        bodies=(*_CAMPAIGN.bodies, office),
        effective_from=opens,
    )


@st.composite
def _registers(draw: st.DrawFn) -> tuple[tuple[Unit, ...], tuple[Official, ...]]:
    begins = st.sampled_from([None, None, None, None, _after(START, 2)])
    ends = st.sampled_from([None, None, None, _after(START, 4)])
    units = tuple(
        replace(
            known,
            email=draw(_addresses),
            group=draw(st.sampled_from(GROUPS)),
            pilot=known.pilot or draw(st.sampled_from([False, False, True])),
            valid_from=draw(begins),
            valid_to=draw(ends),
        )
        for known in ALL_UNITS
    )
    posts = draw(
        st.lists(
            st.tuples(
                st.sampled_from(("unit_head", "unit_head", "board", "committee")),
                st.sampled_from(_HEADED),
                _addresses,
                ends,
            ),
            max_size=6,
        )
    )
    officials = tuple(
        Official(
            number=f"O{number}",
            name="Lê Văn A",
            title="Thủ trưởng",
            role=role,
            email=email,
            unit=headed.code if role == "unit_head" else None,
            valid_to=end,
        )
        for number, (role, headed, email, end) in enumerate(posts)
    )
    return units, (CLERK, *officials)


_codes = st.sampled_from([known.code for known in ALL_UNITS])
_scopes = st.sampled_from(
    [
        Scope(),
        Scope(levels=("commune",)),
        Scope(levels=("district", "department")),
        Scope(groups=("Khối 1",)),
        Scope(units=(COMMUNE.code,)),
        Scope(units=(PILOT_COMMUNE.code, DEPARTMENT.code)),
        Scope(tasks=("conference",)),
        Scope(tasks=("report",)),
        Scope(units=(COMMUNE.code,), tasks=("own_plan",)),
    ]
)
_kinds = st.sampled_from([OrderKind.MOVE, OrderKind.MOVE, OrderKind.SUSPEND, OrderKind.SUSPEND, *OrderKind])


@st.composite
def _orders(draw: st.DrawFn, day: date, number: int) -> Event:
    """Return a real order of that day; another may take its place, be signed before it or hold from a later day."""
    signed_on = _after(day, -draw(st.sampled_from([0, 0, 1, 5])))
    effective_from = _after(day, draw(st.sampled_from([0, 0, 0, 2])))
    kind = draw(_kinds)
    of_kind: dict[str, object] = {}
    if kind is OrderKind.MOVE:
        of_kind = {"window": draw(_windows(day, until=effective_from))}
    if kind is OrderKind.SUSPEND:
        of_kind = {"until": draw(st.none() | st.integers(0, 8).map(lambda days: _after(effective_from, days)))}
    moved = order(
        kind,
        number=f"{number}/UBND",
        signed_on=signed_on,
        effective_from=effective_from,
        scope=draw(_scopes),
        **of_kind,
    )
    return Enters(order=moved)


@st.composite
def _evidence(draw: st.DrawFn, day: date) -> Event:
    unit, task = draw(
        st.one_of(
            st.tuples(_codes, st.just(CONFERENCE)),
            st.just((DISTRICT.code, COMMUNE_LESSONS)),
            st.just((DEPARTMENT.code, DEPARTMENT_LESSONS)),
        )
    )
    is_withdrawn = draw(st.sampled_from([False, False, True]))
    done_on = _after(day, -draw(st.sampled_from([0, 0, 1, 8])))
    return Records(evidence=evidence(unit, task, done_on, withdrawn=is_withdrawn, note="Ghi nhầm"))


@st.composite
def _plans_and_reports(draw: st.DrawFn, day: date, number: int) -> Event:
    of = draw(st.sampled_from([known for known in ALL_UNITS if known.level != "tinh"]))
    if draw(st.booleans()):
        return Plans(unit=of, held_on=_after(day, draw(st.integers(-2, 6))), number=f"{number}/KH")
    held_on = _after(day, -draw(st.integers(0, 5)))
    return Reports(unit=of, held_on=held_on, lessons=draw(st.sampled_from(["", f"Chuẩn bị sớm {number}"])))


@st.composite
def _lessons(draw: st.DrawFn, day: date, number: int) -> Event:
    """Return what brings others lessons: a report of a unit that may be a pilot."""
    of = draw(st.sampled_from([known for known in ALL_UNITS if known.level in ("xa", "so")]))
    return Reports(unit=of, held_on=day, lessons=f"Phân công rõ {number}")


@st.composite
def _days(draw: st.DrawFn, day: date, place: int) -> Day:
    """Return a day of at most two events; where it is swept again, lessons came meanwhile."""
    events = tuple(draw(_events(day, 10 * place + number)) for number in range(draw(st.integers(0, 2))))
    again = draw(st.booleans())
    lessons = (draw(_lessons(day, 10 * place)),) if again else ()
    return Day(events=(*events, *lessons), sweeps_first=draw(st.booleans()), sweeps_again=again)


def _events(day: date, number: int) -> st.SearchStrategy[Event]:
    return st.one_of(
        _orders(day, number),
        _orders(day, number),
        _evidence(day),
        _evidence(day),
        _plans_and_reports(day, number),
        _plans_and_reports(day, number),
        st.builds(Bounces, email=_addresses.filter(bool)),
        st.builds(Moves, unit=_codes, email=_addresses),
        st.just(TakesBack(unit=CITY)),
    )


_LESSONS = (
    Records(evidence=evidence(DISTRICT.code, COMMUNE_LESSONS, START)),
    Records(evidence=evidence(DEPARTMENT.code, DEPARTMENT_LESSONS, START)),
    Reports(unit=PILOT_COMMUNE, held_on=START, lessons="Chuẩn bị sớm"),
    Reports(unit=PILOT_DEPARTMENT, held_on=START, lessons="Chuẩn bị sớm"),
)
_CORRECTIONS = tuple(Reports(unit=pilot, held_on=START, lessons="") for pilot in (PILOT_COMMUNE, PILOT_DEPARTMENT))
"""A corrected report that tells no lessons any more, or the first to come."""


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Return a history that is swept on three to five days of the weeks from START on."""
    units, officials = draw(_registers())
    gaps = draw(st.lists(st.integers(1, 6), min_size=3, max_size=5))
    days = [_after(START, sum(gaps[:number])) for number in range(len(gaps))]
    return History(
        campaign=draw(_campaigns()),
        units=units,
        officials=officials,
        days={day: draw(_days(day, place)) for place, day in enumerate(days)},
        before=(
            *(lesson for lesson in _LESSONS if draw(st.booleans())),
            *(report for report in _CORRECTIONS if draw(st.sampled_from([False, False, False, True]))),
        ),
    )


def history_of(recipient: Recipient) -> History:
    """Return a history of the communes' reports and one rung to `recipient`; everybody has their own address."""
    rungs = (Rung(id="overdue", name="Nhắc việc", working_days=1, to=(recipient,)),)
    ladder = Ladder(decided_by="Ban tự chọn", board="board", committee="committee", rungs=rungs)
    heads = [("unit_head", known.code) for known in ALL_UNITS]
    officials = tuple(
        Official(number=f"O{number}", name="Lê Văn A", title="", role=role, email=f"o{number}@tinh.example", unit=code)
        for number, (role, code) in enumerate([("board", None), ("committee", None), *heads])
    )
    due = BoardDate(id="b1", name="", day=START, document="3/BTĐKT", rule="T121", task="report", levels=("commune",))
    return History(
        campaign=replace(_CAMPAIGN, ladder=ladder, board_dates=(due,)),
        units=ALL_UNITS,
        officials=(CLERK, *officials),
        days={START: Day(), _after(START, 7): Day()},
    )

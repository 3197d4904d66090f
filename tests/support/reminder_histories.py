"""Random histories of what units owe: ladders, registers, orders, bounced addresses, days on which nobody swept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import strategies as st

from emulation_workflow.domain.campaign import Campaign, Ladder, OwnRungs, Recipient, Role, RoleScope, Rung
from emulation_workflow.domain.obligations.obligation import Obligation, ObligationState
from emulation_workflow.domain.registers.units import Official, Unit
from tests.support.builders import COMMUNE, DEPARTMENT, DISTRICT, PILOT_COMMUNE
from tests.support.offices import UNITS
from tests.support.sweeping import LADDER_CAMPAIGN, owes

START = date(2020, 3, 23)
"""A Monday; Giỗ Tổ (02/4) and 30/4 lie in the weeks after it."""

GROUPS = ("", "Khối 1")
ADDRESSES = ("", "a@tinh.example", "A@Tinh.example", "b@tinh.example", "c@tinh.example")
"""Few, so that several read at one address; one of them is spelled in two ways, as it may be in a register."""

_HEADS = Role(id="unit_head", name="Thủ trưởng đơn vị", scope=RoleScope.OWN_UNIT)
_OWNERS = (DISTRICT, COMMUNE, PILOT_COMMUNE, DEPARTMENT)
"""Few, so that what befalls one of them mostly befalls one that owes something."""


_CAMPAIGN = replace(
    LADDER_CAMPAIGN,
    levels=tuple(
        replace(level, reports_to="parent" if level.id == "commune" else "board") for level in LADDER_CAMPAIGN.levels
    ),
    roles=(*LADDER_CAMPAIGN.roles, _HEADS),
)


@dataclass(frozen=True, kw_only=True)
class Change:
    """What happens after the sweep of a day: `state`, `waiting_on` or `due` of an obligation changes, or an address.

    `bounces` and `moves` (a unit's code and its new address) are about addresses, and `number` is then of no account.
    """

    number: int = 0
    values: tuple[tuple[str, object], ...] = ()
    bounces: str = ""
    moves: tuple[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class History:
    """A campaign, its register, what is owed at first, and what happens after each of the days that are swept."""

    campaign: Campaign
    units: tuple[Unit, ...]
    officials: tuple[Official, ...]
    owed: tuple[Obligation, ...]
    swept: Mapping[date, tuple[Change, ...]]

    @property
    def outages(self) -> frozenset[date]:
        first, last = min(self.campaign.effective_from, *self.swept), max(self.swept)
        return frozenset(first + timedelta(days=number) for number in range((last - first).days)) - self.swept.keys()


_addresses = st.sampled_from(ADDRESSES)
_days = st.integers(min_value=-15, max_value=25).map(lambda number: START + timedelta(days=number))
_people = st.permutations(list(Recipient)).flatmap(
    lambda order: st.tuples(st.integers(1, 3), st.integers(0, 2)).map(
        lambda sizes: (tuple(order[: sizes[0]]), tuple(order[sizes[0] : sum(sizes)]))
    )
)


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
)


@st.composite
def _registers(draw: st.DrawFn) -> tuple[tuple[Unit, ...], tuple[Official, ...]]:
    ends = st.sampled_from([None, None, None, START + timedelta(days=4)])
    units = tuple(
        replace(unit, email=draw(_addresses), group=draw(st.sampled_from(GROUPS)), valid_to=draw(ends))
        for unit in UNITS
    )
    posts = draw(
        st.lists(
            st.tuples(
                st.sampled_from(("unit_head", "unit_head", "board", "committee")),
                st.sampled_from(_OWNERS),
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
            unit=unit.code if role == "unit_head" else None,
            valid_to=end,
        )
        for number, (role, unit, email, end) in enumerate(posts)
    )
    return units, officials


_WAITING = (("waiting_on", "unit"),)
_changes_of_values = st.one_of(
    st.just((("state", ObligationState.DONE), ("waiting_on", ""))),
    st.just((("state", ObligationState.SUSPENDED), ("waiting_on", ""))),
    st.just((("state", ObligationState.CANCELLED), ("waiting_on", ""))),
    st.just((("state", ObligationState.PENDING), *_WAITING)),
    st.just((("waiting_on", "board"),)),
    st.just(_WAITING),
    # An order moves it: the ladder begins anew. Perhaps another moved it back before anybody swept.
    st.sampled_from([START + timedelta(days=3), START + timedelta(days=10), None]).map(
        lambda due: (("due", due), ("rung", 0), ("state", ObligationState.PENDING))
    ),
    st.just((("rung", 0),)),
)
_changes = st.one_of(
    st.builds(Change, number=st.integers(0, 5), values=_changes_of_values),
    st.builds(Change, number=st.integers(0, 5), values=_changes_of_values),
    st.builds(Change, bounces=_addresses.filter(bool)),
    st.builds(Change, moves=st.tuples(st.sampled_from([unit.code for unit in UNITS]), _addresses)),
)


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Return a history of up to six obligations, swept on three to six days of the weeks from START on."""
    units, officials = draw(_registers())
    effective_from = START + timedelta(days=draw(st.sampled_from([-30, 0, 0, 3])))
    campaign = replace(_CAMPAIGN, ladder=draw(_ladders), effective_from=effective_from)
    known = {unit.code: unit for unit in units}
    keys = st.tuples(
        st.sampled_from([unit.code for unit in _OWNERS]), st.sampled_from([task.id for task in campaign.tasks])
    )
    owed = tuple(
        owes(known[code], task, draw(st.none() | _days | _days))
        for code, task in draw(st.lists(keys, min_size=1, max_size=6, unique=True))
    )
    gaps = draw(st.lists(st.integers(1, 6), min_size=3, max_size=6))
    swept = [START + timedelta(days=sum(gaps[:number])) for number in range(len(gaps))]
    return History(
        campaign=campaign,
        units=units,
        officials=officials,
        owed=owed,
        swept={day: tuple(draw(st.lists(_changes, max_size=3))) for day in swept},
    )


def history_of(recipient: Recipient) -> History:
    """Return a history of one commune's obligation and one rung to `recipient`; everybody has their own address."""
    rungs = (Rung(id="overdue", name="Nhắc việc", working_days=1, to=(recipient,)),)
    ladder = Ladder(decided_by="Ban tự chọn", board="board", committee="committee", rungs=rungs)
    heads = [("unit_head", unit.code) for unit in UNITS]
    officials = tuple(
        Official(number=f"O{number}", name="Lê Văn A", title="", role=role, email=f"o{number}@tinh.example", unit=unit)
        for number, (role, unit) in enumerate([("board", None), ("committee", None), *heads])
    )
    return History(
        campaign=replace(_CAMPAIGN, ladder=ladder),
        units=UNITS,
        officials=officials,
        owed=(owes(COMMUNE, due=START),),
        swept={START + timedelta(days=7): ()},
    )

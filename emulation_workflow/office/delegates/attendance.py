"""Who goes to a conference, counted: each person once, by what the tables ask; without a single name."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from emulation_workflow.domain.delegates.counting import Counts, ListEntry, counts_of, going, people_of, placed
from emulation_workflow.domain.delegates.lists import DelegateListVersion, ListKind
from emulation_workflow.domain.delegates.upward import units_below
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.problem_codes import ProblemCode
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.office.delegates.quotas import in_force
from emulation_workflow.office.office import Office
from emulation_workflow.ports import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaUsed:
    """What a unit was allocated, None where nothing was yet, and how many of it go; None where it has no list."""

    unit: Unit
    quota: int | None
    used: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """The delegates to one conference on a day.

    `source`: the list of who attends, or, before there is one, the lists that the units below adopted. `counts` is None
    where a list was erased: nobody can be told apart any more. `of_several` counts people whom several units name.
    """

    upper: Unit
    on: date
    source: ListKind
    counts: Counts | None
    quotas: tuple[QuotaUsed, ...]
    without_list: tuple[Unit, ...]
    reserves: int = 0
    of_several: int = 0
    lists: tuple[DelegateListVersion, ...] = field(default=(), repr=False)


def attending(office: Office, upper: str, on: date) -> Attendance:
    """Who goes to the conference of the unit `upper`, as the record stood at the end of that day."""
    with office.store.look() as record:
        return attending_within(record, office, upper, on)


def attending_within(record: Transaction, office: Office, upper: str, on: date) -> Attendance:
    """As `attending`, with a transaction that has begun."""
    units = record.register.units()
    unit = next((one for one in units if one.code == upper and one.is_valid_on(on)), None)
    if unit is None:
        raise Rejected(Problem(code=ProblemCode.UNIT_UNKNOWN, where=upper, params={"unit": upper}))
    below = units_below(office.campaign, unit, units, on=on)
    latest = record.delegates.latest_lists(upper, on)
    adopted = [one for one in latest if one.kind is ListKind.ADOPTED]
    attended = [one for one in latest if one.kind is ListKind.ATTENDING]
    lists = attended or adopted
    people = people_of(_going(lists))
    quotas = {code: one.number for code, one in in_force(record.delegates.quotas(upper), on=on).items()}
    used = _used(lists)
    unless_listed = 0 if attended and not attended[0].erased_at else None
    with_list = _with_list(adopted, units, on)
    return Attendance(
        upper=unit,
        on=on,
        source=ListKind.ATTENDING if attended else ListKind.ADOPTED,
        counts=None if any(one.erased_at for one in lists) else counts_of(people),
        quotas=tuple(
            QuotaUsed(unit=one, quota=quotas.get(one.code), used=used.get(one.code, unless_listed)) for one in below
        ),
        without_list=tuple(one for one in below if one.code not in with_list),
        reserves=sum(one.reserves for one in lists),
        of_several=sum(len(one.units) > 1 for one in people),
        lists=tuple(lists),
    )


def _with_list(adopted: Sequence[DelegateListVersion], units: Sequence[Unit], on: date) -> set[str]:
    """Who has adopted a list, and who has taken the place of such a unit by that day."""
    own = {one.unit for one in adopted}
    over = [one for one in units if one.code in own and one.valid_to is not None and one.valid_to < on]
    return own | {one.successor for one in over if one.successor}


def _going(lists: Sequence[DelegateListVersion]) -> list[ListEntry]:
    return [named for one in lists for named in going(placed(one.delegates))]


def _used(lists: Sequence[DelegateListVersion]) -> dict[str, int]:
    """How many go of each unit; of an erased list of its own, what the list said."""
    used = {one.unit: one.official for one in lists if one.kind is ListKind.ADOPTED}
    attending = [one for one in lists if one.kind is ListKind.ATTENDING]
    for one in attending:
        sent: dict[str, list[ListEntry]] = {}
        for named in going(placed(one.delegates)):
            sent.setdefault(named.delegate.sent_by, []).append(named)
        used |= {code: len(people_of(named)) for code, named in sent.items()}
    return used

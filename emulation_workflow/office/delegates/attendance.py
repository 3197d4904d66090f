"""Who goes to a conference, counted: each person once, by what the tables ask for; without a single name."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from emulation_workflow.domain.delegates import (
    Counts,
    DelegateListVersion,
    ListEntry,
    ListKind,
    counts_of,
    going,
    people_of,
    placed,
    units_below,
)
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.registers import Unit
from emulation_workflow.office.delegates.quotas import numbers_in_force
from emulation_workflow.office.office import Office
from emulation_workflow.ports import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaUsed:
    """A unit's quota, None where none was allocated yet, and how many of it go, None where it has no list."""

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


def count_attendance(office: Office, upper: str, on: date) -> Attendance:
    """Return who goes to the conference of the unit `upper`, as the record was at the end of that day."""
    return office.read(lambda record: count_attendance_within(record, office, upper, on))


def count_attendance_within(record: Transaction, office: Office, upper: str, on: date) -> Attendance:
    """Return the same within a transaction that has begun. Rejected("unit_unknown") for a unit not registered then."""
    units = record.register.units()
    unit = next((unit for unit in units if unit.code == upper and unit.is_valid_on(on)), None)
    if unit is None:
        raise Rejected(Problem(code=ProblemCode.UNIT_UNKNOWN, where=upper, params={"unit": upper}))
    plan = office.plan_in_force(record, on)
    below = units_below(plan, unit, units, on=on)
    latest = record.delegates.latest_lists(upper, on)
    adopted = [version for version in latest if version.kind is ListKind.ADOPTED]
    attended = [version for version in latest if version.kind is ListKind.ATTENDING]
    lists = attended or adopted
    people = people_of(_going(lists))
    quotas = numbers_in_force(plan, below, record.delegates.quotas(upper), on=on)
    used = _used(lists)
    unless_listed = 0 if attended and not attended[0].erased_at else None
    with_list = _with_list(adopted, units, on)
    return Attendance(
        upper=unit,
        on=on,
        source=ListKind.ATTENDING if attended else ListKind.ADOPTED,
        counts=None if any(version.erased_at for version in lists) else counts_of(people),
        quotas=tuple(
            QuotaUsed(unit=unit, quota=quotas.get(unit.code), used=used.get(unit.code, unless_listed)) for unit in below
        ),
        without_list=tuple(unit for unit in below if unit.code not in with_list),
        reserves=sum(version.reserves for version in lists),
        of_several=sum(len(person.units) > 1 for person in people),
        lists=tuple(lists),
    )


def _with_list(adopted: Sequence[DelegateListVersion], units: Sequence[Unit], on: date) -> set[str]:
    """Return the codes of units that adopted a list, and of those that succeeded such a unit by that day."""
    own = {version.unit for version in adopted}
    over = [unit for unit in units if unit.code in own and unit.valid_to is not None and unit.valid_to < on]
    return own | {unit.successor for unit in over if unit.successor}


def _going(lists: Sequence[DelegateListVersion]) -> list[ListEntry]:
    return [named for version in lists for named in going(placed(version.delegates))]


def _used(lists: Sequence[DelegateListVersion]) -> dict[str, int]:
    """Return how many go of each unit; of a unit whose own list was erased, the number that the list stated."""
    used = {version.unit: version.official for version in lists if version.kind is ListKind.ADOPTED}
    attending = [version for version in lists if version.kind is ListKind.ATTENDING]
    for version in attending:
        sent: dict[str, list[ListEntry]] = {}
        for named in going(placed(version.delegates)):
            sent.setdefault(named.delegate.sent_by, []).append(named)
        used |= {code: len(people_of(named)) for code, named in sent.items()}
    return used

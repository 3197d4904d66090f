"""What has become of an obligation: settled or not, since when, in which state, and who is waited for.

Evidence, plans and cases belong to whoever bore the unit's code on that day: codes are reused in time. A successor owes
what its predecessors owed, unless each of them had settled it (A21).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from emulation_workflow.domain.approval.transitions import UNIT, Case, acting_role
from emulation_workflow.domain.campaign import Campaign, Pilot, Settlement, Task
from emulation_workflow.domain.obligations.obligation import Derived, Evidence, ObligationState
from emulation_workflow.domain.registers import Unit

BY_EVIDENCE = frozenset(
    {
        Settlement.EVIDENCE,
        Settlement.PLAN,
        Settlement.RESULT_REPORT,
        Settlement.DELEGATE_LIST,
        Settlement.PILOTS_NAMED,
    }
)
"""What rows of evidence settle, be it beside what settles it by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlements:
    """What settles obligations as of `on`: all that is recorded of the units named in `units`, in all their days.

    `campaign` is the plan in force on that day, with its gated pilots by name.
    `evidence` oldest first, by unit and task; `plan_days`: the days on which plans were received, by unit.
    """

    campaign: Campaign
    units: Mapping[str, Sequence[Unit]]
    evidence: Mapping[tuple[str, str], Sequence[Evidence]]
    plan_days: Mapping[str, Sequence[date]]
    cases: Mapping[str, Case]
    on: date
    _days: dict[tuple[str, str], date | None] = field(default_factory=dict)

    def done_on(self, code: str, task: Task) -> date | None:
        """Return the day on which the unit with this code, or whoever it succeeds, settled the task; None if not."""
        key = (code, task.id)
        if key not in self._days:
            unit = self.bearer(code)
            self._days[key] = self._done(unit, task) if unit else None
        return self._days[key]

    def bearer(self, code: str) -> Unit | None:
        """Return who bears the code on the day, or bore it last."""
        borne = self.units.get(code, ())
        valid = [unit for unit in borne if unit.is_valid_on(self.on)]
        past = [unit for unit in borne if unit.valid_to is not None and unit.valid_to < self.on]
        return next(iter(valid), None) or max(past, key=lambda unit: unit.valid_to or date.max, default=None)

    def waiting_on(self, derived: Derived, task: Task, state: ObligationState) -> str:
        """Return who has to act: the unit, or, for a gated pilot's conference, whoever its case is with."""
        if state not in (ObligationState.PENDING, ObligationState.OVERDUE):
            return ""
        unit, gate = self.bearer(derived.unit), self.campaign.gate
        case = self._case_of(unit) if unit else None
        # A gated pilot can get on with its conference only while its plan is not with somebody else.
        if case is None or gate is None or not task.goes_with_conference:
            return UNIT
        return acting_role(gate, case.stage) or UNIT

    def _done(self, unit: Unit, task: Task) -> date | None:
        own = self._own(unit, task)
        if own is not None:
            return own
        days = [self._done(predecessor, task) for predecessor in self._predecessors(unit)]
        settled = [day for day in days if day is not None]
        return max(settled) if settled and len(settled) == len(days) else None

    def _own(self, unit: Unit, task: Task) -> date | None:
        match task.settled_by:
            case Settlement.EVIDENCE | Settlement.RESULT_REPORT | Settlement.DELEGATE_LIST:
                return self._evidence_day(unit, task)
            case Settlement.PLAN:
                return self._plan_day(unit) or self._evidence_day(unit, task)
            case Settlement.CLEARANCE:
                case_ = self._case_of(unit)
                return case_.since.date() if case_ and case_.is_settled else None
            case Settlement.PILOTS_HELD:
                return self._pilots_day(unit, task)
            case Settlement.PILOTS_NAMED:
                return self._evidence_day(unit, task) or self._named_day(unit, task)

    def _case_of(self, unit: Unit) -> Case | None:
        """Return the unit's own case, not that of who bears or bore its code besides; none if it passes no gate."""
        case = self.cases.get(unit.code)
        is_gated = self.campaign.is_gated(unit.code)
        return case if case is not None and is_gated and unit.is_valid_on(case.since.date()) else None

    def _evidence_day(self, unit: Unit, task: Task) -> date | None:
        recorded = self.evidence.get((unit.code, task.id), ())
        latest = next((evidence for evidence in reversed(recorded) if unit.is_valid_on(evidence.done_on)), None)
        return latest.done_on if latest and not latest.withdrawn else None

    def _plan_day(self, unit: Unit) -> date | None:
        """Return the day the first plan came; none while a gated pilot has taken its plan back."""
        case = self._case_of(unit)
        if case is not None and not case.plan_sha256:
            return None
        return min((day for day in self.plan_days.get(unit.code, ()) if unit.is_valid_on(day)), default=None)

    def _pilots_day(self, director: Unit, task: Task) -> date | None:
        """Return the day by which as many pilots as the plan asks of this director had settled theirs."""
        settling = self.campaign.task(task.settling_task)
        for pilot in directed_by(self.campaign, director, task):
            days = sorted(filter(None, (self._done(unit, settling) for unit in self._pilots(pilot, director))))
            needed = _needed(pilot)
            return days[needed - 1] if len(days) >= needed > 0 else None
        return None

    def _named_day(self, director: Unit, task: Task) -> date | None:
        """Return since when as many pilots as the plan asks may stand marked in the register: no mark has a day."""
        for pilot in directed_by(self.campaign, director, task):
            named = [unit for unit in self._pilots(pilot, director) if unit.is_valid_on(self.on)]
            needed = _needed(pilot)
            since = [unit.valid_from or self.campaign.effective_from for unit in named]
            return max([*since, self.campaign.effective_from]) if len(named) >= needed > 0 else None
        return None

    def _pilots(self, pilot: Pilot, director: Unit) -> Iterator[Unit]:
        words = self.campaign.level(pilot.level).unit_levels
        is_for_body = any(body.id == pilot.director for body in self.campaign.bodies)
        for borne in self.units.values():
            for unit in borne:
                is_directed = is_for_body or not pilot.is_left_to_director or unit.parent == director.code
                if is_directed and pilot.has(unit.code, designated=unit.pilot and unit.level in words):
                    yield unit

    def _predecessors(self, unit: Unit) -> list[Unit]:
        """Return units of its level whose days were over before it began, and which it succeeds."""
        if unit.valid_from is None or unit.valid_from <= self.campaign.effective_from:
            return []
        return [
            earlier
            for borne in self.units.values()
            for earlier in borne
            if earlier.successor == unit.code
            and earlier.level == unit.level
            and earlier.valid_to is not None
            and self.campaign.effective_from <= earlier.valid_to < unit.valid_from
        ]


def _needed(pilot: Pilot) -> int:
    """Return how many pilots the plan asks of a director: those it names, or the number it states."""
    return pilot.at_least if pilot.is_left_to_director else len(pilot.codes)


def directed_by(campaign: Campaign, director: Unit, task: Task) -> Iterator[Pilot]:
    """Yield the pilots, of those that the task is about, which this unit directs, for itself or for a body."""
    level = campaign.level_of(director.level)
    own = {body.id for body in campaign.bodies if body.unit == director.code}
    for pilot in campaign.pilots:
        if task.levels and pilot.level not in task.levels:
            continue
        if pilot.director in own or (level is not None and pilot.director == level.id):
            yield pilot


def state_of(derived: Derived, done_on: date | None, *, on: date) -> ObligationState:
    """Return the state of an obligation on a day; what is settled stays so, whatever an order says later."""
    if done_on is not None:
        return ObligationState.DONE
    if derived.is_cancelled:
        return ObligationState.CANCELLED
    if derived.is_suspended:
        return ObligationState.SUSPENDED
    is_over = derived.due is not None and derived.due < on
    return ObligationState.OVERDUE if is_over else ObligationState.PENDING


def by_code(units: Iterable[Unit]) -> dict[str, list[Unit]]:
    """Return everybody who ever bore a code, by the code."""
    borne: dict[str, list[Unit]] = {}
    for unit in units:
        borne.setdefault(unit.code, []).append(unit)
    return borne

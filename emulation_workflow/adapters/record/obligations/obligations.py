"""What units owe, what settled it and how long each party held it, in the record."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from emulation_workflow.adapters.record.sql import OnConnection, values_of
from emulation_workflow.adapters.record.tables.cases import PlanVersionRow
from emulation_workflow.adapters.record.tables.obligations import EvidenceRow, HoldingTimeRow, ObligationRow
from emulation_workflow.domain.obligations.obligation import (
    Derived,
    DueSource,
    Evidence,
    HoldingTime,
    Obligation,
    ObligationState,
)

_DERIVED = tuple(Derived.__slots__)
_STANDING = tuple(name for name in Obligation.__slots__ if name != "derived")

_OBLIGATIONS = select(*(ObligationRow.c[name] for name in (*_DERIVED, *_STANDING))).order_by(
    ObligationRow.c.unit, ObligationRow.c.task
)
_OBLIGATIONS_OF_UNIT = _OBLIGATIONS.where(ObligationRow.c.unit == bindparam("of_unit"))

_EVIDENCE = select(*(EvidenceRow.c[name] for name in Evidence.__slots__)).order_by(EvidenceRow.c.id)
_EVIDENCE_OF_UNIT = _EVIDENCE.where(EvidenceRow.c.unit == bindparam("of_unit"))

_PLAN_DAYS = select(PlanVersionRow.c.unit, PlanVersionRow.c.received_at).order_by(PlanVersionRow.c.version)
_PLAN_DAYS_OF_UNIT = _PLAN_DAYS.where(PlanVersionRow.c.unit == bindparam("of_unit"))

_HOLDING_TIMES = select(HoldingTimeRow).order_by(HoldingTimeRow.c.since, HoldingTimeRow.c.unit, HoldingTimeRow.c.task)
_HOLDING_TIMES_OF_UNIT = _HOLDING_TIMES.where(HoldingTimeRow.c.unit == bindparam("of_unit"))


class ObligationTables(OnConnection):
    """`ports.Obligations` on the tables."""

    def of_units(self, units: Collection[str] | None = None) -> Sequence[Obligation]:
        return [_obligation(row) for row in self._of_units(_OBLIGATIONS, _OBLIGATIONS_OF_UNIT, units)]

    def add(self, new: Iterable[Obligation]) -> None:
        self._insert(ObligationRow, [_row(obligation) for obligation in new])

    def change(self, changed: Iterable[Obligation]) -> None:
        self._put(ObligationRow, [_row(obligation) for obligation in changed])

    def evidence(self, units: Collection[str] | None = None) -> Sequence[Evidence]:
        return [Evidence(**row) for row in self._of_units(_EVIDENCE, _EVIDENCE_OF_UNIT, units)]

    def add_evidence(self, evidence: Iterable[Evidence]) -> None:
        self._insert(EvidenceRow, [values_of(row) for row in evidence])

    def plan_days(self, units: Collection[str] | None = None) -> Mapping[str, Sequence[date]]:
        days: dict[str, list[date]] = {}
        for row in self._of_units(_PLAN_DAYS, _PLAN_DAYS_OF_UNIT, units):
            days.setdefault(row["unit"], []).append(row["received_at"].date())
        return days

    def holding_times(self, units: Collection[str] | None = None) -> Sequence[HoldingTime]:
        return [HoldingTime(**row) for row in self._of_units(_HOLDING_TIMES, _HOLDING_TIMES_OF_UNIT, units)]

    def add_holding_times(self, times: Iterable[HoldingTime]) -> None:
        self._insert(HoldingTimeRow, [values_of(row) for row in times])

    def _of_units(self, everybodys: Any, of_unit: Any, units: Collection[str] | None) -> Iterator[dict[str, Any]]:
        """Yield the rows of all units, or of these."""
        if units is None:
            yield from self._rows(everybodys)
        else:
            for code in units:
                yield from self._rows(of_unit, of_unit=code)


def _row(obligation: Obligation) -> dict[str, object]:
    values = values_of(obligation.derived) | values_of(obligation)
    del values["derived"]
    return values | {"source": obligation.derived.source.value, "state": obligation.state.value}


def _obligation(row: dict[str, Any]) -> Obligation:
    derived = {name: row[name] for name in _DERIVED} | {"source": DueSource(row["source"])}
    standing = {name: row[name] for name in _STANDING} | {"state": ObligationState(row["state"])}
    return Obligation(derived=Derived(**derived), **standing)

"""What an act on one case starts from, read in two statements: the case itself, and what it is judged by."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import BindParameter, and_, bindparam, or_, select, true, union_all

from emulation_workflow.adapters.record.obligations.neighbours import LATEST_PLAN
from emulation_workflow.adapters.record.parts import Parts
from emulation_workflow.adapters.record.sql import OnConnection, Row
from emulation_workflow.adapters.record.tables.cases import CodeIssueRow, PilotCaseRow, PlanVersionRow
from emulation_workflow.adapters.record.tables.ledger import LedgerHeadRow, LedgerRow
from emulation_workflow.adapters.record.tables.letters import BouncedAddressRow
from emulation_workflow.adapters.record.tables.obligations import OrderRow
from emulation_workflow.adapters.record.tables.register import OfficialRow, SubstitutionRow, UnitRow

_OF_CASE = Parts(
    units=UnitRow.c,
    cases=PilotCaseRow.c,
    plans=PlanVersionRow.c,
    heads=(LedgerHeadRow.c.number, LedgerHeadRow.c.seal),
)
_CASE = (
    select(*_OF_CASE.columns)
    .select_from(UnitRow)
    .outerjoin(PilotCaseRow, PilotCaseRow.c.unit == UnitRow.c.code)
    .outerjoin(PlanVersionRow, and_(PlanVersionRow.c.unit == UnitRow.c.code, PlanVersionRow.c.version == LATEST_PLAN))
    .outerjoin(LedgerHeadRow, true())
    .where(UnitRow.c.code == bindparam("of_unit"))
    .order_by(UnitRow.c.valid_from)
)

_BESIDE_CASE = Parts(
    officials=(
        *OfficialRow.c,
        *(SubstitutionRow.c[name] for name in ("position", "substitute", "start", "end")),
    ),
    codes=CodeIssueRow.c,
    entries=LedgerRow.c,
    bounced=BouncedAddressRow.c,
    orders=OrderRow.c,
)
_ROLES: BindParameter[str] = bindparam("in_roles", expanding=True)
_holders = OfficialRow.__table__.alias("holder")
_SUBSTITUTES = (
    select(SubstitutionRow.c.substitute)
    .join(_holders, _holders.c.number == SubstitutionRow.c.official)
    .where(_holders.c.role.in_(_ROLES))
)
_WHAT_JUDGES = union_all(
    select(*_BESIDE_CASE.only("officials"))
    .select_from(OfficialRow)
    .outerjoin(SubstitutionRow, SubstitutionRow.c.official == OfficialRow.c.number)
    .where(or_(OfficialRow.c.role.in_(_ROLES), OfficialRow.c.number.in_(_SUBSTITUTES))),
    select(*_BESIDE_CASE.only("codes")).where(CodeIssueRow.c.unit == bindparam("of_unit")),
    select(*_BESIDE_CASE.only("entries")).where(LedgerRow.c.unit == bindparam("of_unit")),
    select(*_BESIDE_CASE.only("bounced")),
    select(*_BESIDE_CASE.only("orders")),
)


class CaseReading(NamedTuple):
    """Rows of everything that an act on a unit's case asks for; but for `units`, in no order."""

    units: list[Row]
    case: Row | None
    plan: Row | None
    head: Row | None
    officials: list[Row]
    codes: list[Row]
    entries: list[Row]
    bounced: list[Row]
    orders: list[Row]


class CaseReader(OnConnection):
    """The joint reading, on the transaction's connection."""

    def read(self, unit: str, roles: Collection[str]) -> CaseReading:
        """Return the rows for the unit with this code, the latest plan among them, and for the officials in `roles`."""
        found = self._tuples(_CASE, of_unit=unit)
        beside = self._tuples(_WHAT_JUDGES, of_unit=unit, in_roles=sorted(roles))
        case, plan, head = (next(iter(_OF_CASE.rows(part, found)), None) for part in ("cases", "plans", "heads"))
        return CaseReading(
            units=_OF_CASE.rows("units", found),
            case=case,
            plan=plan,
            head=head,
            **{
                name: _BESIDE_CASE.rows(name, beside) for name in ("officials", "codes", "entries", "bounced", "orders")
            },
        )

"""What an act on one case starts from, read in one statement: the case itself, and what it is judged by."""

from collections.abc import Collection
from functools import cache

from sqlalchemy import BindParameter, bindparam, func, not_, or_, select
from sqlalchemy.sql.selectable import TextualSelect

from emulation_workflow.adapters.record.approval.register import WITH_SUBSTITUTIONS
from emulation_workflow.adapters.record.ledger import HEAD
from emulation_workflow.adapters.record.parts import Parts
from emulation_workflow.adapters.record.sql import OnConnection, Row
from emulation_workflow.adapters.record.tables.cases import (
    CodeIssueRow,
    PendingDocumentRow,
    PilotCaseRow,
    PlanVersionRow,
)
from emulation_workflow.adapters.record.tables.ledger import LedgerRow
from emulation_workflow.adapters.record.tables.mail import BouncedAddressRow, LetterRecipientRow, LetterRow
from emulation_workflow.adapters.record.tables.obligations import OrderRow
from emulation_workflow.adapters.record.tables.register import OfficialRow, SubstitutionRow, UnitRow
from emulation_workflow.domain.mail import LetterKind

_PARTS = Parts(
    units=UnitRow.c,
    cases=PilotCaseRow.c,
    plans=PlanVersionRow.c,
    heads=HEAD.selected_columns,
    officials=WITH_SUBSTITUTIONS,
    codes=CodeIssueRow.c,
    entries=LedgerRow.c,
    bounced=BouncedAddressRow.c,
    orders=OrderRow.c,
    pending=PendingDocumentRow.c,
    receipts=(LetterRow.c.key, LetterRecipientRow.c.email),
)
_OF_UNIT: BindParameter[str] = bindparam("of_unit")
_LATEST = select(func.max(PlanVersionRow.c.version)).where(PlanVersionRow.c.unit == _OF_UNIT).scalar_subquery()
_holders = OfficialRow.__table__.alias("holder")


class CaseReader(OnConnection):
    """The joint reading, on the transaction's connection."""

    def read(self, unit: str, roles: Collection[str]) -> dict[str, list[Row]]:
        """Return, in no order, all rows for the unit with this code, and the officials in `roles`.

        Of plans it is the latest, of letters the addresses that were told of its receipt, by the letter's key. Orders
        and addresses that take no letters are everybody's.
        """
        in_roles = {f"role_{place}": role for place, role in enumerate(roles)}
        return _PARTS.rows(self._tuples(_case_file(len(roles), self._work.dialect), of_unit=unit, **in_roles))


@cache
def _case_file(roles: int, dialect: str) -> TextualSelect:
    """Return the statement for as many roles: written out, they need not be put into its text at each use."""
    in_roles: list[BindParameter[str]] = [bindparam(f"role_{place}") for place in range(roles)]
    substitutes = (
        select(SubstitutionRow.c.substitute)
        .join(_holders, _holders.c.number == SubstitutionRow.c.official)
        .where(_holders.c.role.in_(in_roles))
    )
    selected = (
        _PARTS.select("units").where(UnitRow.c.code == _OF_UNIT),
        _PARTS.select("cases").where(PilotCaseRow.c.unit == _OF_UNIT),
        _PARTS.select("plans").where(PlanVersionRow.c.unit == _OF_UNIT, PlanVersionRow.c.version == _LATEST),
        _PARTS.select("heads").select_from(*HEAD.get_final_froms()),
        _PARTS.select("officials")
        .select_from(OfficialRow)
        .outerjoin(SubstitutionRow, SubstitutionRow.c.official == OfficialRow.c.number)
        .where(
            or_(OfficialRow.c.role.in_(in_roles), OfficialRow.c.number.in_(substitutes), OfficialRow.c.unit == _OF_UNIT)
        ),
        _PARTS.select("codes").where(CodeIssueRow.c.unit == _OF_UNIT),
        _PARTS.select("entries").where(LedgerRow.c.unit == _OF_UNIT),
        _PARTS.select("bounced"),
        _PARTS.select("orders"),
        _PARTS.select("pending").where(PendingDocumentRow.c.unit == _OF_UNIT),
        _PARTS.select("receipts")
        .select_from(LetterRow)
        .join(LetterRecipientRow, LetterRecipientRow.c.letter == LetterRow.c.number)
        .where(
            LetterRow.c.unit == _OF_UNIT,
            LetterRow.c.kind == LetterKind.PLAN_RECEIVED.value,
            LetterRow.c.plan_version == _LATEST,
            not_(LetterRecipientRow.c.is_copy),
        ),
    )
    return _PARTS.unite(selected, dialect)

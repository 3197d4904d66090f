"""The gated pilots' cases, their codes and the wrong answers in the record."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from operator import itemgetter

from sqlalchemy import bindparam, delete, not_, select

from emulation_workflow.adapters.record.sql import OnConnection, Row, UnitOfWork, values_of, without_mac
from emulation_workflow.adapters.record.tables.cases import (
    CodeIssueRow,
    PendingDocumentRow,
    PilotCaseRow,
    WrongAnswerRow,
)
from emulation_workflow.domain.approval.codes import CodeIssue
from emulation_workflow.domain.approval.entries import PendingDocument, PendingState
from emulation_workflow.domain.approval.transitions import Case
from emulation_workflow.domain.errors import RecordChanged

_CASES = select(PilotCaseRow).order_by(PilotCaseRow.c.unit)
_CASE = select(PilotCaseRow).where(PilotCaseRow.c.unit == bindparam("of_unit"))

_CODE = select(CodeIssueRow).where(CodeIssueRow.c.ref == bindparam("of_ref"))
_CODES = (
    select(CodeIssueRow)
    .where(CodeIssueRow.c.unit == bindparam("of_unit"))
    .order_by(CodeIssueRow.c.issued_at, CodeIssueRow.c.ref)
)
_LIVE_CODES_OF = select(CodeIssueRow).where(
    CodeIssueRow.c.official.in_(bindparam("of_officials", expanding=True)),
    not_(CodeIssueRow.c.void),
    not_(CodeIssueRow.c.used),
)

_AT_STAGE = (
    (WrongAnswerRow.c.unit == bindparam("of_unit"))
    & (WrongAnswerRow.c.stage == bindparam("at_stage"))
    & (WrongAnswerRow.c.version == bindparam("of_version"))
)
_WRONG_ANSWERS = select(WrongAnswerRow).where(_AT_STAGE)
_FORGET_WRONG_ANSWERS = delete(WrongAnswerRow).where(_AT_STAGE)

_PENDING = (
    select(PendingDocumentRow)
    .where(PendingDocumentRow.c.unit == bindparam("of_unit"))
    .order_by(PendingDocumentRow.c.entered_at, PendingDocumentRow.c.ref)
)


class CaseTables(OnConnection):
    """`ports.Cases` on the tables.

    A case and a unit's codes are read once in a transaction: nobody else writes meanwhile.
    """

    def __init__(self, work: UnitOfWork) -> None:
        super().__init__(work)
        self._cases: dict[str, Case | None] = {}
        self._codes: dict[str, dict[str, CodeIssue]] = {}
        self._pending: dict[str, dict[str, PendingDocument]] = {}

    def remember(self, unit: str, cases: Iterable[Row], codes: Iterable[Row], pending: Iterable[Row]) -> None:
        """Keep the unit's case, if there is one, codes and pending documents, read beforehand."""
        self._remember_pending(unit, sorted(pending, key=itemgetter("entered_at", "ref")))
        self._remember_case(unit, next(iter(cases), None))
        self._remember_codes(unit, sorted(codes, key=itemgetter("issued_at", "ref")))

    def get(self, unit: str) -> Case | None:
        if unit not in self._cases:
            self._remember_case(unit, self._row(_CASE, of_unit=unit))
        return self._cases[unit]

    def all(self) -> Sequence[Case]:
        return [self._case(row) for row in self._rows(_CASES)]

    def add(self, case: Case) -> None:
        self._put(PilotCaseRow, [values_of(case)])
        self._cases[case.unit] = case

    def change(self, case: Case) -> None:
        known = self.get(case.unit)
        if known is None or known.lock != case.lock:
            raise RecordChanged(f"the case of {case.unit} is no longer as it was read")
        changed = replace(case, lock=case.lock + 1)
        self._put(PilotCaseRow, [values_of(changed)])
        self._cases[case.unit] = changed

    def add_code(self, issue: CodeIssue) -> None:
        self._put_code(issue)

    def code(self, ref: str) -> CodeIssue | None:
        if row := self._row(_CODE, of_ref=ref):
            return self._issue(row)
        self._work.rest_on_none(CodeIssueRow, ref)
        return None

    def codes(self, unit: str, *, stage: str | None = None, version: int | None = None) -> Sequence[CodeIssue]:
        issues = self._codes_of(unit).values()
        return [issue for issue in issues if stage in (None, issue.stage) and version in (None, issue.version)]

    def void_codes(self, unit: str, *, official: str | None = None, stage: str | None = None) -> None:
        for issue in tuple(self._codes_of(unit).values()):
            is_meant = official in (None, issue.official) and stage in (None, issue.stage)
            if is_meant and not issue.used and not issue.void:
                self._put_code(replace(issue, void=True))

    def void_codes_of(self, officials: Collection[str]) -> None:
        for official in sorted(officials):
            self._work.rest_on_all(CodeIssueRow, "official", official)
        live = self._rows(_LIVE_CODES_OF, of_officials=sorted(officials))
        self._put(CodeIssueRow, [without_mac(row) | {"void": True} for row in live])
        self._codes.clear()

    def use_code(self, ref: str) -> None:
        read = (issues[ref] for issues in self._codes.values() if ref in issues)
        issue = next(read, None) or self.code(ref)
        if issue is not None:
            self._put_code(replace(issue, used=True))

    def count_wrong_answer(self, unit: str, *, stage: str, version: int) -> int:
        at_stage = {"of_unit": unit, "at_stage": stage, "of_version": version}
        row = self._row(_WRONG_ANSWERS, **at_stage)
        if row is None:
            self._work.rest_on_none(WrongAnswerRow, unit, stage, version)
            row = {"unit": unit, "stage": stage, "version": version, "count": 0}
        else:
            self._work.rest_on(WrongAnswerRow, row)
        counted = row | {"count": row["count"] + 1}
        self._put(WrongAnswerRow, [counted])
        return int(counted["count"])

    def reset_wrong_answers(self, unit: str, *, stage: str, version: int) -> None:
        self._write(_FORGET_WRONG_ANSWERS, of_unit=unit, at_stage=stage, of_version=version)

    def pending(self, unit: str) -> Sequence[PendingDocument]:
        if unit not in self._pending:
            self._remember_pending(unit, self._rows(_PENDING, of_unit=unit))
        return [document for document in self._pending[unit].values() if document.state == PendingState.PENDING]

    def add_pending(self, document: PendingDocument) -> None:
        self._insert(PendingDocumentRow, [values_of(document)])
        self._pending.pop(document.unit, None)

    def settle_pending(self, document: PendingDocument) -> None:
        self._put(PendingDocumentRow, [values_of(document)])
        self._pending.pop(document.unit, None)

    def _codes_of(self, unit: str) -> dict[str, CodeIssue]:
        if unit not in self._codes:
            self._remember_codes(unit, self._rows(_CODES, of_unit=unit))
        return self._codes[unit]

    def _remember_case(self, unit: str, row: Row | None) -> None:
        if row is None:
            self._work.rest_on_none(PilotCaseRow, unit)
        self._cases[unit] = self._case(row) if row else None

    def _remember_codes(self, unit: str, rows: Iterable[Row]) -> None:
        self._work.rest_on_all(CodeIssueRow, "unit", unit)
        self._codes[unit] = {row["ref"]: self._issue(row) for row in rows}

    def _remember_pending(self, unit: str, rows: Iterable[Row]) -> None:
        self._work.rest_on_all(PendingDocumentRow, "unit", unit)
        self._pending[unit] = {row["ref"]: self._paper(row) for row in rows}

    def _case(self, row: Row) -> Case:
        return Case(**self._ensured(PilotCaseRow, row))

    def _paper(self, row: Row) -> PendingDocument:
        return PendingDocument(**self._ensured(PendingDocumentRow, row))

    def _issue(self, row: Row) -> CodeIssue:
        """Return the issue; on one that counts no more nothing rests."""
        counts = not row["void"] and not row["used"]
        return CodeIssue(**(self._ensured(CodeIssueRow, row) if counts else without_mac(row)))

    def _put_code(self, issue: CodeIssue) -> None:
        """Write the code as it is from here on, whether it is new or not."""
        self._codes_of(issue.unit)[issue.ref] = issue
        self._put(CodeIssueRow, [values_of(issue)])

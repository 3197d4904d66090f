"""The gated pilots' cases, their codes and the wrong answers in the record."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from sqlalchemy import bindparam, delete, not_, select, update

from emulation_workflow.adapters.record.sql import OnConnection, Row, UnitOfWork, values_of
from emulation_workflow.adapters.record.tables.cases import (
    CodeIssueRow,
    PendingPaperRow,
    PilotCaseRow,
    WrongAnswerRow,
)
from emulation_workflow.domain.approval.codes import CodeIssue
from emulation_workflow.domain.approval.entries import PendingPaper, PendingState
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
_VOID_CODES_OF = (
    update(CodeIssueRow)
    .where(
        CodeIssueRow.c.official.in_(bindparam("of_officials", expanding=True)),
        not_(CodeIssueRow.c.void),
        not_(CodeIssueRow.c.used),
    )
    .values(void=True)
)

_AT_STAGE = (
    (WrongAnswerRow.c.unit == bindparam("of_unit"))
    & (WrongAnswerRow.c.stage == bindparam("at_stage"))
    & (WrongAnswerRow.c.version == bindparam("of_version"))
)
_COUNT_WRONG_ANSWER = update(WrongAnswerRow).where(_AT_STAGE).values(count=WrongAnswerRow.c.count + 1)
_WRONG_ANSWERS = select(WrongAnswerRow.c.count).where(_AT_STAGE)
_FORGET_WRONG_ANSWERS = delete(WrongAnswerRow).where(_AT_STAGE)

_PENDING = (
    select(PendingPaperRow)
    .where(PendingPaperRow.c.unit == bindparam("of_unit"))
    .order_by(PendingPaperRow.c.entered_at, PendingPaperRow.c.ref)
)


class CaseTables(OnConnection):
    """`ports.Cases` on the tables.

    A case and a unit's codes are read once in a transaction: nobody else writes meanwhile.
    """

    def __init__(self, work: UnitOfWork) -> None:
        super().__init__(work)
        self._cases: dict[str, Case | None] = {}
        self._codes: dict[str, dict[str, CodeIssue]] = {}
        self._pending: dict[str, dict[str, PendingPaper]] = {}

    def remember(self, unit: str, cases: Iterable[Row], codes: Iterable[Row], pending: Iterable[Row]) -> None:
        """Keep the unit's case, if there is one, codes and pending papers, read beforehand."""
        papers = sorted((PendingPaper(**row) for row in pending), key=lambda paper: (paper.entered_at, paper.ref))
        self._pending[unit] = {paper.ref: paper for paper in papers}
        self._cases[unit] = next((Case(**row) for row in cases), None)
        issues = sorted((CodeIssue(**row) for row in codes), key=lambda issue: (issue.issued_at, issue.ref))
        self._codes[unit] = {issue.ref: issue for issue in issues}

    def get(self, unit: str) -> Case | None:
        if unit not in self._cases:
            row = self._row(_CASE, of_unit=unit)
            self._cases[unit] = Case(**row) if row else None
        return self._cases[unit]

    def all(self) -> Sequence[Case]:
        return [Case(**row) for row in self._rows(_CASES)]

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
        return CodeIssue(**row) if (row := self._row(_CODE, of_ref=ref)) else None

    def codes(self, unit: str, *, stage: str | None = None, version: int | None = None) -> Sequence[CodeIssue]:
        issues = self._codes_of(unit).values()
        return [issue for issue in issues if stage in (None, issue.stage) and version in (None, issue.version)]

    def void_codes(self, unit: str, *, official: str | None = None, stage: str | None = None) -> None:
        for issue in tuple(self._codes_of(unit).values()):
            is_meant = official in (None, issue.official) and stage in (None, issue.stage)
            if is_meant and not issue.used and not issue.void:
                self._put_code(replace(issue, void=True))

    def void_codes_of(self, officials: Collection[str]) -> None:
        self._write(_VOID_CODES_OF, of_officials=sorted(officials))
        self._codes.clear()

    def use_code(self, ref: str) -> None:
        read = (issues[ref] for issues in self._codes.values() if ref in issues)
        issue = next(read, None) or self.code(ref)
        if issue is not None:
            self._put_code(replace(issue, used=True))

    def count_wrong_answer(self, unit: str, *, stage: str, version: int) -> int:
        at_stage = {"of_unit": unit, "at_stage": stage, "of_version": version}
        if not self._write(_COUNT_WRONG_ANSWER, **at_stage):
            self._insert(WrongAnswerRow, [{"unit": unit, "stage": stage, "version": version, "count": 1}])
        [counted] = self._rows(_WRONG_ANSWERS, **at_stage)
        return int(counted["count"])

    def reset_wrong_answers(self, unit: str, *, stage: str, version: int) -> None:
        self._write(_FORGET_WRONG_ANSWERS, of_unit=unit, at_stage=stage, of_version=version)

    def pending(self, unit: str) -> Sequence[PendingPaper]:
        if unit not in self._pending:
            papers = (PendingPaper(**row) for row in self._rows(_PENDING, of_unit=unit))
            self._pending[unit] = {paper.ref: paper for paper in papers}
        return [paper for paper in self._pending[unit].values() if paper.state == PendingState.PENDING]

    def add_pending(self, paper: PendingPaper) -> None:
        self._insert(PendingPaperRow, [values_of(paper)])
        self._pending.pop(paper.unit, None)

    def settle_pending(self, paper: PendingPaper) -> None:
        self._put(PendingPaperRow, [values_of(paper)])
        self._pending.pop(paper.unit, None)

    def _codes_of(self, unit: str) -> dict[str, CodeIssue]:
        if unit not in self._codes:
            rows = self._rows(_CODES, of_unit=unit)
            self._codes[unit] = {row["ref"]: CodeIssue(**row) for row in rows}
        return self._codes[unit]

    def _put_code(self, issue: CodeIssue) -> None:
        """Write the code as it is from here on, whether it is new or not."""
        self._codes_of(issue.unit)[issue.ref] = issue
        self._put(CodeIssueRow, [values_of(issue)])

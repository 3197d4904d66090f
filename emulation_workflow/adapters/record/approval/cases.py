"""The gated pilots' cases, their codes and the wrong answers in the record."""

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, insert, not_, select, update

from emulation_workflow.adapters.record.sql import OnConnection, values_of
from emulation_workflow.adapters.record.tables.cases import CodeIssueRow, PilotCaseRow, WrongAnswerRow
from emulation_workflow.domain.approval.codes import CodeIssue
from emulation_workflow.domain.approval.transitions import Case
from emulation_workflow.domain.errors import RecordChanged

_CASES = select(PilotCaseRow).order_by(PilotCaseRow.c.unit)
_CASE = select(PilotCaseRow).where(PilotCaseRow.c.unit == bindparam("of_unit"))
_ADD_CASE = insert(PilotCaseRow)
_CHANGE_CASE = update(PilotCaseRow).where(
    PilotCaseRow.c.unit == bindparam("of_unit"), PilotCaseRow.c.lock == bindparam("at_lock")
)

_CODE = select(CodeIssueRow).where(CodeIssueRow.c.ref == bindparam("of_ref"))
_CODES = (
    select(CodeIssueRow)
    .where(
        CodeIssueRow.c.unit == bindparam("of_unit"),
        CodeIssueRow.c.stage == bindparam("at_stage"),
        CodeIssueRow.c.version == bindparam("of_version"),
    )
    .order_by(CodeIssueRow.c.issued_at, CodeIssueRow.c.ref)
)
_ADD_CODE = insert(CodeIssueRow)
_USE_CODE = update(CodeIssueRow).where(CodeIssueRow.c.ref == bindparam("of_ref")).values(used=True)
_VOID_CODES = (
    update(CodeIssueRow)
    .where(CodeIssueRow.c.unit == bindparam("of_unit"), not_(CodeIssueRow.c.used), not_(CodeIssueRow.c.void))
    .values(void=True)
)
_VOID_CODES_OF_OFFICIAL = _VOID_CODES.where(CodeIssueRow.c.official == bindparam("of_official"))

_AT_STAGE = (
    (WrongAnswerRow.c.unit == bindparam("of_unit"))
    & (WrongAnswerRow.c.stage == bindparam("at_stage"))
    & (WrongAnswerRow.c.version == bindparam("of_version"))
)
_COUNT_WRONG_ANSWER = (
    update(WrongAnswerRow)
    .where(_AT_STAGE)
    .values(count=WrongAnswerRow.c.count + 1)
    .returning(WrongAnswerRow.c.count.label("so_far"))
)
_FIRST_WRONG_ANSWER = insert(WrongAnswerRow)
_FORGET_WRONG_ANSWERS = delete(WrongAnswerRow).where(_AT_STAGE)


class CaseTables(OnConnection):
    """`ports.Cases` on the tables."""

    def get(self, unit: str) -> Case | None:
        row = self._row(_CASE, of_unit=unit)
        return Case(**row) if row else None

    def all(self) -> Sequence[Case]:
        return [Case(**row) for row in self._rows(_CASES)]

    def add(self, case: Case) -> None:
        self._write(_ADD_CASE, **values_of(case))

    def change(self, case: Case) -> None:
        values = values_of(case) | {"lock": case.lock + 1}
        del values["unit"]
        if self._write(_CHANGE_CASE, **values, of_unit=case.unit, at_lock=case.lock) == 0:
            raise RecordChanged(f"the case of {case.unit} is no longer as it was read")

    def add_code(self, issue: CodeIssue) -> None:
        self._write(_ADD_CODE, **values_of(issue))

    def code(self, ref: str) -> CodeIssue | None:
        row = self._row(_CODE, of_ref=ref)
        return CodeIssue(**row) if row else None

    def codes(self, unit: str, *, stage: str, version: int) -> Sequence[CodeIssue]:
        rows = self._rows(_CODES, of_unit=unit, at_stage=stage, of_version=version)
        return [CodeIssue(**row) for row in rows]

    def void_codes(self, unit: str, *, official: str | None = None) -> None:
        if official is None:
            self._write(_VOID_CODES, of_unit=unit)
        else:
            self._write(_VOID_CODES_OF_OFFICIAL, of_unit=unit, of_official=official)

    def use_code(self, ref: str) -> None:
        self._write(_USE_CODE, of_ref=ref)

    def count_wrong_answer(self, unit: str, *, stage: str, version: int) -> int:
        counted = self._row(_COUNT_WRONG_ANSWER, of_unit=unit, at_stage=stage, of_version=version)
        if counted is None:
            self._write(_FIRST_WRONG_ANSWER, unit=unit, stage=stage, version=version, count=1)
            return 1
        return int(counted["so_far"])

    def reset_wrong_answers(self, unit: str, *, stage: str, version: int) -> None:
        self._write(_FORGET_WRONG_ANSWERS, of_unit=unit, at_stage=stage, of_version=version)

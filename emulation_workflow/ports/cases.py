"""The gated pilots' cases."""

from collections.abc import Sequence
from typing import Protocol

from emulation_workflow.domain.approval.codes import CodeIssue
from emulation_workflow.domain.approval.transitions import Case


class Cases(Protocol):
    """The gated pilots' cases, their codes and wrong answers."""

    def get(self, unit: str) -> Case | None: ...

    def all(self) -> Sequence[Case]: ...

    def add(self, case: Case) -> None: ...

    def change(self, case: Case) -> None:
        """Write `case` if the record still has `case.lock`, and count the lock up. RecordChanged otherwise."""

    def add_code(self, issue: CodeIssue) -> None: ...

    def code(self, ref: str) -> CodeIssue | None: ...

    def codes(self, unit: str, *, stage: str, version: int) -> Sequence[CodeIssue]: ...

    def void_codes(self, unit: str, *, official: str | None = None) -> None:
        """Void every unused code of the unit's case, or of one official for it."""

    def use_code(self, ref: str) -> None: ...

    def count_wrong_answer(self, unit: str, *, stage: str, version: int) -> int:
        """Count one more and return how many there now are since the codes were last locked."""

    def reset_wrong_answers(self, unit: str, *, stage: str, version: int) -> None: ...

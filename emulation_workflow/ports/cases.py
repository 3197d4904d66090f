"""The gated pilots' cases."""

from collections.abc import Collection, Sequence
from typing import Protocol

from emulation_workflow.domain.approval.codes import CodeIssue
from emulation_workflow.domain.approval.entries import PendingDocument
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

    def codes(self, unit: str, *, stage: str | None = None, version: int | None = None) -> Sequence[CodeIssue]:
        """Return the codes issued for the unit's case, oldest first: all of them, or those for a stage or version."""

    def void_codes(self, unit: str, *, official: str | None = None, stage: str | None = None) -> None:
        """Void every unused code of the unit's case, or those of one official or stage for it."""

    def void_codes_of(self, officials: Collection[str]) -> None:
        """Void every unused code of these officials, whatever it is for."""

    def use_code(self, ref: str) -> None: ...

    def count_wrong_answer(self, unit: str, *, stage: str, version: int) -> int:
        """Count one more and return how many there now are since the codes were last locked."""

    def reset_wrong_answers(self, unit: str, *, stage: str, version: int) -> None: ...

    def pending(self, unit: str) -> Sequence[PendingDocument]:
        """Return the documents about the unit's case that wait for a second pair of eyes, oldest first."""

    def add_pending(self, document: PendingDocument) -> None: ...

    def settle_pending(self, document: PendingDocument) -> None:
        """Write what became of a pending document, by whom and when."""

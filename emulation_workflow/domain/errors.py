"""Problems, as a code and its params; `emulation_workflow.messages` turns codes into sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from emulation_workflow.domain.problem_codes import ProblemCode

__all__ = ["Problem", "ProblemCode", "RecordChanged", "Rejected"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong: `code` names the sentence, `params` fill it, `where` is the field, row or sheet cell."""

    code: ProblemCode
    where: str = ""
    params: Mapping[str, object] = field(default_factory=dict)


class Rejected(Exception):
    """Input or an act that must not reach the record, with every reason found."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


class RecordChanged(Exception):
    """Another act was recorded between our reading and our writing; read again and decide again."""

"""Problems, as a code and its params; `emulation_workflow.messages` turns codes into sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from emulation_workflow.domain.problem_codes import ProblemCode

__all__ = ["Problem", "ProblemCode", "RecordAltered", "RecordChanged", "Rejected"]

MAX_TOLD: Final = 50
"""Faults that anybody reads at once; of the others their number is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong: `code` names the sentence, `params` fill it, `where` is the field, row or sheet cell."""

    code: ProblemCode
    where: str = ""
    params: Mapping[str, object] = field(default_factory=dict)


class Rejected(Exception):
    """Input or an act that must not reach the record, with the reasons found: the first of them, and how many more."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = _told(problems)
        super().__init__(", ".join(problem.code for problem in self.problems))

    @property
    def count(self) -> int:
        """Return how many faults were found."""
        return sum(map(_counted, self.problems))


def _told(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    first, others = problems[:MAX_TOLD], problems[MAX_TOLD:]
    more = sum(map(_counted, others))
    return (*first, Problem(code=ProblemCode.PROBLEMS_MORE, params={"count": more})) if more else first


def _counted(problem: Problem) -> int:
    count = problem.params["count"] if problem.code is ProblemCode.PROBLEMS_MORE else 1
    return count if isinstance(count, int) else 1


class RecordUnreadable(Exception):
    """The record's database cannot be read at all; the reason is an English sentence for the operator."""


class RecordUnreachable(RecordUnreadable):
    """There is no way to the record's database, or what is there is none."""


class RecordAltered(Exception):
    """A row that an act rests on is not as this program wrote it; the words are for the operator, in English."""

    def __init__(self, table: str, key: str) -> None:
        self.table, self.key = table, key
        super().__init__(
            f"{table} {key} is not as this program wrote it: somebody changed the database. What rests on it is "
            "refused. `emulation audit verify` says what else is wrong; put back what stood there, from a backup."
        )


class RecordChanged(Exception):
    """Another act was recorded between our reading and our writing; read again and decide again."""

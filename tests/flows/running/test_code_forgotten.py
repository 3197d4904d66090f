"""A code that was typed stays in Prefect no longer than its run, whichever way that ends."""

import pytest
from prefect import Flow
from prefect.client.schemas.objects import State
from prefect.exceptions import Pause
from prefect.logging import disable_run_logger

from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from flows.approval.document_check import CheckForm, document_check
from flows.approval.document_entry import DocumentForm, document_entry
from flows.approval.namesake import NamesakeForm, namesake
from flows.approval.withdrawal import WithdrawalForm, withdrawal
from flows.obligations.board_date_form import BoardDateForm
from flows.obligations.board_dates import board_date
from flows.obligations.order_entry import order_entry
from flows.results.difficulty_step import DifficultyStepForm, difficulty_step
from flows.results.quota_allocation import quota_allocation
from flows.results.quota_form import QuotaForm
from flows.running import done, office_flow, waiting
from flows.running.own_code import QUESTION
from flows.running.steps import Turn
from flows.running.waiting import Question

NOBODY = "Đơn vị không có"
ENDS = {
    "done": None,
    "refused": Rejected(Problem(code=ProblemCode.CODE_MISSING)),
    "failed": RuntimeError(),
    "waits": Pause(),
}


@pytest.mark.parametrize(
    ("entering", "request_"),
    [
        (order_entry, {}),
        (namesake, NamesakeForm(pilot=NOBODY)),
        (document_check, CheckForm(pilot=NOBODY)),
        (document_entry, DocumentForm(pilot=NOBODY)),
        (withdrawal, WithdrawalForm(pilot=NOBODY)),
        (board_date, BoardDateForm()),
        (quota_allocation, QuotaForm(upper=NOBODY)),
        (difficulty_step, DifficultyStepForm()),
    ],
    ids=["order", "namesake", "check", "paper", "withdrawal", "board date", "quotas", "difficulty"],
)
async def test_what_is_refused_before_the_code_is_used_forgets_it(
    monkeypatch: pytest.MonkeyPatch, entering: Flow[..., Turn], request_: object
) -> None:
    """It still counts then, so it must not be left for whoever reads the run."""
    forgotten: list[Question] = []

    async def forget(question: Question) -> None:
        forgotten.append(question)

    monkeypatch.setattr(waiting, "forget_question", forget)
    with disable_run_logger():
        state = await entering.fn(request=request_)
    assert state.is_cancelled()
    assert forgotten == [QUESTION]


@pytest.mark.parametrize(("end", "count"), [("done", 1), ("refused", 1), ("failed", 1), ("waits", 0)])
async def test_a_flow_ends_in_many_ways_and_waiting_is_none(end: str, count: int) -> None:
    """A run that is left waiting keeps its question."""
    ended: list[str] = []

    async def at_end() -> None:
        ended.append(end)

    async def body() -> State[None]:
        if fault := ENDS[end]:
            raise fault
        return done("")

    made = office_flow("Thử", at_end=at_end)(body)
    try:
        with disable_run_logger():
            await made.fn()
    except (RuntimeError, Pause):
        assert end in ("failed", "waits")
    assert len(ended) == count

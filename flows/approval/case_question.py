"""What a waiting run asks of whoever acts next in a case, and what it does with the answer."""

from collections.abc import Iterator, Sequence
from typing import NoReturn
from uuid import UUID

from prefect import get_run_logger
from prefect.client.schemas.objects import State
from prefect.states import Cancelled, Completed

from emulation_workflow import bootstrap
from emulation_workflow.domain.approval.codes import normalised
from emulation_workflow.domain.approval.transitions import Case, transitions
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.messages.names import decision_words
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.approval import chain
from emulation_workflow.office.approval.sheets import case_sheet
from emulation_workflow.office.office import refuse_any
from emulation_workflow.screens.cases import asks_day, state_name, state_words
from flows.running import (
    StoredAnswer,
    code_in,
    context,
    decision_form,
    office_step,
    question_of,
    question_page,
    read_answer,
    reasons,
    runs,
    waiting,
)


def is_contested(answer: StoredAnswer, answers: Sequence[StoredAnswer]) -> bool:
    """Return whether another answer to the same question came with the same code: somebody read it, and typed anew.

    What else lies there stops nobody.
    """
    code = normalised(code_in(answer.given))
    others = [other for other in answers if other is not answer and other.question == answer.question]
    return bool(code) and any(normalised(code_in(other.given)) == code for other in others)


@office_step(name="Ghi nhận câu trả lời")
def record_answer(pilot: str, stored: StoredAnswer, *, is_only: bool = True) -> State[None]:
    """Have an answer judged: applied or refused, once, and on record either way; of several to one question none.

    Return the step's state: a refused answer is not shown as taken.
    """
    office, question = context.office(), stored.question
    stages = {stage for stage, _, _ in transitions(office.gate)}
    stage = next((known for known in stages if waiting.slug(known) == question.stage), question.stage)
    try:
        refuse_any([] if is_only else [Problem(code=ProblemCode.ANSWER_TWICE)])
        refuse_any(_not_here())
        answer = read_answer(stored.given, question, stage)
    except Rejected as rejected:
        chain.refuse_unreadable(
            office,
            pilot,
            stage=stage,
            version=question.version,
            question_number=question.question_number,
            problems=rejected.problems,
            code=code_in(stored.given),
        )
        problems = rejected.problems
    else:
        problems = chain.decide(office, pilot, answer).problems
    if not problems:
        return Completed(name=run_words.DONE)
    get_run_logger().warning("%s: %s", run_words.NOT_RECORDED, reasons(problems))
    return Cancelled(name=run_words.NOT_RECORDED, message=reasons(problems))


def _not_here() -> Iterator[Problem]:
    """Yield why no answer is taken from Prefect, where the operator wants none from there."""
    settings = context.settings()
    if not bootstrap.answers_in_prefect(settings):
        yield Problem(code=ProblemCode.ANSWER_ON_PAGE, params={"link": settings.pages_url})


async def wait_for_whoever_acts_next(case: Case, sheet_id: UUID | None) -> NoReturn:
    """Suspend with the form of this stage; without one where nobody is to answer in Prefect.

    While the unit is waited for, its plan comes by the intake; decisions may be asked for on the pages alone.
    """
    office, question = context.office(), question_of(case)
    try:
        sheet = case_sheet(office, case.unit)
        name = state_name(sheet)
        settings = context.settings()
        pages = "" if bootstrap.answers_in_prefect(settings) else settings.pages_url
        message = state_words(office, sheet, pages=pages)
        if question is None:
            await waiting.wait(name, message=message)
        decisions = decision_words(office.gate, case.stage)
        form = decision_form(decisions.values(), asks_day=asks_day(office, sheet))
        await waiting.ask(question, form, words=question_page(sheet, sheet_id), waiting=name, message=message)
    finally:
        # Whoever moved the case while this run was being suspended found no suspended run to wake.
        if chain.case_of(office, case.unit).lock != case.lock:
            await runs.wake(waiting.run_id())

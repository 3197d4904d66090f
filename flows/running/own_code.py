"""Asking staff for their own one-time code: after the form, as a run's parameters stay on screen for everybody."""

from collections.abc import Callable

from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.approval.chain import AnswerOutcome
from flows.running import context, waiting
from flows.running.acting import continue_case
from flows.running.forms import CodeForm
from flows.running.texts import ensure_texts
from flows.running.waiting import Question

QUESTION = Question(stage="code", version=0, question_number=0)


async def own_code(words: str = run_words.CODE_ASKED) -> str:
    """Return the code that was typed in this run, which waits for it first. Rejected if the answer holds none.

    `words` is Markdown, shown above the field.
    """
    answers = await waiting.stored_answers()
    if not answers:
        return await waiting.ask(QUESTION, CodeForm, words=words, waiting=run_words.WAITING_FOR_CODE)
    given = (answers[0].given or {}).get("code")
    if isinstance(given, str) and given.strip():
        ensure_texts(given)
        return given
    raise Rejected(Problem(code=ProblemCode.CODE_MISSING))


async def forget_code() -> None:
    """Remove the code from the run's inputs once it is used; it is stored nowhere else."""
    await waiting.forget(QUESTION)


async def act_with_own_code(pilot: str, entered_by: str, act: Callable[[str], AnswerOutcome]) -> None:
    """Do `act` on the pilot's case with the code of whoever enters it; the case goes on. Rejected if the act is."""
    context.official_number(entered_by)
    outcome = act(await own_code())
    await forget_code()
    await continue_case(pilot)
    if not outcome.applied:
        raise Rejected(*outcome.problems)

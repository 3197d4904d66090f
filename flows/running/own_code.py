"""Asking staff for their own one-time code: after the form, as a run's parameters stay on screen for everybody."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from emulation_workflow.adapters.schemas.typed import usable
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office import clerk_entries
from emulation_workflow.office.approval.answer_outcomes import AnswerOutcome
from emulation_workflow.office.clerk_entries import ClerkEntry
from emulation_workflow.office.refusals import RefusedOnRecord, refusals_recorded
from flows.running import context, waiting
from flows.running.forms import CodeForm
from flows.running.letters import send_letters
from flows.running.pages import page
from flows.running.steps import office_step
from flows.running.waiting import Question

QUESTION = Question(stage="code", version=0, question_number=0)


async def own_code(words: str = run_words.CODE_ASKED) -> str:
    """Return the code that was typed in this run, which waits for it first. Rejected if the answer holds none.

    `words` is Markdown, shown above the field. What is no answer by the form leaves a row, and the run waits on.
    """
    answers = []
    for answer in await waiting.stored_answers():
        if answer.question == QUESTION and (answer.given is None or isinstance(answer.given, Mapping)):
            answers.append(answer.given or {})
        else:
            _note_unreadable()
            await waiting.forget(answer)
    if not answers:
        return await waiting.ask(QUESTION, CodeForm, words=words, waiting=run_words.WAITING_FOR_CODE)
    given = answers[0].get("code")
    if isinstance(given, str) and given.strip():
        return usable(given)
    raise Rejected(Problem(code=ProblemCode.CODE_MISSING))


def _note_unreadable() -> None:
    with suppress(RefusedOnRecord), refusals_recorded(context.office(), "answer", channel=Channel.RUN_FORM):
        raise Rejected(Problem(code=ProblemCode.ANSWER_UNREADABLE))


async def code_for_words(rows: Sequence[Mapping[str, str]], request: Callable[[], AnswerOutcome]) -> str:
    """Return the code for what is entered: mailed by `request` once the run shows its very words, then asked for.

    Each run has its own, so that whoever lost theirs starts another run; a resumed run brings one. RefusedOnRecord if
    the entry has faults.
    """
    if not await waiting.stored_answers():
        requested = request()
        await send_letters()
        if requested.problems:
            raise RefusedOnRecord(*requested.problems)
    return await own_code(page("entry", {"rows": rows, "asked": run_words.CODE_ASKED}))


async def code_for_entry(entry: ClerkEntry) -> str:
    """Return the code for what a clerk enters for the Board: mailed once the run shows its very words, then asked for.

    Each run has its own, as in `code_for_words`. Rejected: somebody who may not enter it.
    """
    if not await waiting.stored_answers():
        send_code(entry)
        await send_letters()
    return await own_code(page("entry", {"rows": entry.rows, "asked": run_words.CODE_ASKED}))


@office_step(name="Gửi mã cho người nhập")
def send_code(entry: ClerkEntry) -> None:
    """Write to the clerk in one transaction. Run twice it writes twice, and only the last code counts."""
    clerk_entries.request_code(context.office(), entry)


async def forget_code() -> None:
    """Remove the code from the run's inputs, whether it was used or not; it is stored nowhere else."""
    await waiting.forget_question(QUESTION)

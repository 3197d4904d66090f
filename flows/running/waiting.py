"""Waiting for a person: a run is left with a question, ends its process, and finds the answer when it runs again.

Prefect's own `suspend_flow_run(wait_for_input=...)` reads an answer only on the run that it believes to be resumed, and
a run that crashed or was cancelled forgets that it asked. Here the answer lies in the run's letterbox under a key that
names what was asked, and is looked for first: so it is read however the run came to run again, and used once.
"""

import json
import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import NoReturn
from uuid import UUID, uuid4

from prefect import get_client
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import FlowRunInput, State, StateType
from prefect.exceptions import Pause, PrefectHTTPStatusError
from prefect.flow_runs import asuspend_flow_run
from prefect.input import RunInput
from prefect.runtime import flow_run

from emulation_workflow.domain.keyed import hmac_sha256
from flows.running import context

RESUMING = "Resuming"
"""Prefect's name of the state of a run that a person resumed."""

_ANSWERS = "answer-"
_ANSWER = re.compile(r"answer-(?P<stage>[a-z0-9-]{0,60})-v(?P<version>[0-9]{1,9})-w(?P<wait>[0-9]{1,9})")
_A_TIME = 50
_MOST_ANSWERS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of a person: the stage, plan version and question number of the case it is asked for."""

    stage: str
    version: int
    question_number: int

    @property
    def keys(self) -> dict[str, str]:
        """Return where the question's form, its words and its answer are stored; Prefect allows a-z, 0-9 and dashes."""
        name = f"{slug(self.stage)}-v{self.version}-w{self.question_number}"
        return {"schema": f"form-{name}", "description": f"text-{name}", "response": f"answer-{name}"}

    @property
    def seal(self) -> str:
        """Return under which key the seal of form and words is stored."""
        return self.keys["response"].replace("answer", "seal", 1)


NO_QUESTION = Question(stage="", version=0, question_number=-1)
"""What an answer is to whose key names no question of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAnswer:
    """An answer in the letterbox. `given` is as it was stored, by whatever form the code had then; None: a bare resume.

    What is no JSON is given as its text. `question.stage` is the stage's slug; `key` is where the answer lies.
    """

    question: Question
    given: object = field(repr=False)
    key: str = ""


def slug(text: str) -> str:
    """Return the text in small letters and dashes, as Prefect's keys want it."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def run_id() -> str:
    """Return the id of the run that this process is."""
    return str(flow_run.id)


async def stored_answers() -> list[StoredAnswer]:
    """Return the answers that were not used yet, oldest question first, or a resume that brought none."""
    inputs: dict[str, FlowRunInput] = {}
    async with get_client() as client:
        while len(inputs) < _MOST_ANSWERS:
            found = await client.filter_flow_run_input(
                flow_run_id=UUID(run_id()), key_prefix=_ANSWERS, limit=_A_TIME, exclude_keys=set(inputs)
            )
            inputs |= {stored.key: stored for stored in found}
            if len(found) < _A_TIME:
                break
    answers = read_inputs(inputs.values())
    if not answers and (question := await _resumed_bare()):
        answers = [StoredAnswer(question=question, given=None)]
    return answers


def read_inputs(inputs: Iterable[FlowRunInput]) -> list[StoredAnswer]:
    """Return the answers as they were stored, oldest question first. Whoever holds Prefect's API can store anything."""
    answers = [
        StoredAnswer(question=_question(stored.key) or NO_QUESTION, given=_value(stored), key=stored.key)
        for stored in inputs
    ]
    return sorted(answers, key=lambda answer: answer.question.question_number)


def _value(stored: FlowRunInput) -> object:
    try:
        return stored.decoded_value
    except ValueError:
        return stored.value


def _question(key: str) -> Question | None:
    match = _ANSWER.fullmatch(key)
    return (
        Question(stage=match["stage"], version=int(match["version"]), question_number=int(match["wait"]))
        if match
        else None
    )


async def _resumed_bare() -> Question | None:
    """Return the question on which somebody resumed the run without any answer (Prefect stores nothing of that)."""
    async with get_client() as client:
        states = sorted(await client.read_flow_run_states(UUID(run_id())), key=_moment)
    asked: State | None = None
    resumed_from: State | None = None
    for state in states:
        if state.type is StateType.PAUSED:
            asked = state
        elif state.type is StateType.SCHEDULED:
            resumed_from = asked if state.name == RESUMING else None
    keys = resumed_from.state_details.run_input_keyset if resumed_from else None
    return _question(keys["response"]) if keys else None


def _moment(state: State) -> float:
    return state.timestamp.timestamp()


async def forget(answer: StoredAnswer) -> None:
    """Take an answer out of the letterbox once it is in the record, and its question: a typed code stays nowhere else.

    What lies under another spelling of the question's key goes too.
    """
    await _remove(*{*answer.question.keys.values(), answer.question.seal, answer.key} - {""})


async def forget_question(question: Question) -> None:
    """Take a question, and any answer to it, out of the letterbox."""
    await _remove(*question.keys.values(), question.seal)


async def _remove(*keys: str) -> None:
    async with get_client() as client:
        for key in keys:
            await _take_out(client, UUID(run_id()), key)


async def _take_out(client: PrefectClient, run: UUID, key: str) -> None:
    try:
        await client.delete_flow_run_input(flow_run_id=run, key=key)
    except PrefectHTTPStatusError as refused:
        if refused.response.status_code != HTTPStatus.NOT_FOUND:
            raise


async def ask(question: Question, form: type[RunInput], *, words: str, waiting: str, message: str = "") -> NoReturn:
    """Leave the run waiting with this question under the state name `waiting`; its process ends here.

    `words` is Markdown, shown above the form; `message` is plain, shown on the run's page to whoever opens no form. An
    earlier form of the question is replaced, an answer never.
    """
    await leave_question(UUID(run_id()), question, form, words=words)
    await _suspend(waiting, message=message, keys=question.keys)


async def leave_question(run: UUID, question: Question, form: type[RunInput], *, words: str) -> None:
    """Put the question into the run's letterbox, in place of an earlier form of it, and a seal of both."""
    async with get_client() as client:
        for key in (question.keys["schema"], question.keys["description"], question.seal):
            await _take_out(client, run, key)
        with_words = form.with_initial_data(description=words)
        await with_words.asave(question.keys, run)  # type: ignore[arg-type]  # what Prefect annotates as a keyset is a dictionary
        await client.create_flow_run_input(run, question.seal, await _seal(run, question))


async def is_as_asked(run: UUID, question: Question) -> bool:
    """Return whether the form and the words of a waiting run's question are those that it was left with.

    Whoever holds Prefect's API can take them away or put others there. A seal by the office's key tells.
    """
    return await _stored(run, question.seal) == await _seal(run, question)


async def _seal(run: UUID, question: Question) -> str:
    """Return the seal of what is stored now as the question's form and words."""
    key = hmac_sha256(context.office().secret, b"questions of runs")
    found = [await _stored(run, question.keys[part]) for part in ("schema", "description")]
    return hmac_sha256(key, json.dumps([str(run), question.seal, *found]).encode()).hex()


async def _stored(run: UUID, key: str) -> str:
    """Return what is stored under a key, "" where nothing is."""
    async with get_client() as client:
        try:
            return await client.read_flow_run_input(run, key)
        except PrefectHTTPStatusError as refused:
            if refused.response.status_code != HTTPStatus.NOT_FOUND:
                raise
            return ""


async def holds_answer(run: UUID) -> bool:
    """Return whether an answer, or what somebody has put in its place, lies in the run's letterbox."""
    async with get_client() as client:
        return bool(await client.filter_flow_run_input(run, key_prefix=_ANSWERS, limit=1, exclude_keys=set()))


async def wait(waiting: str, *, message: str = "") -> NoReturn:
    """Leave the run waiting for something that does not come through it; a resume just looks again."""
    await _suspend(waiting, message=message, keys=None)


async def _suspend(waiting: str, *, message: str, keys: dict[str, str] | None) -> NoReturn:
    # Each suspension has a key of its own: that one was answered shows in the letterbox, not in Prefect's memory. It
    # brings no keys of the letterbox: Prefect would delete what lies under them. The forced state below names them.
    mute_suspension_error()
    try:
        await asuspend_flow_run(key=uuid4().hex)
    except Pause as pause:
        state = pause.state
        if state is None:
            raise
        details = state.state_details.model_copy(update={"run_input_keyset": keys})
        named = state.model_copy(update={"name": waiting, "message": message or None, "state_details": details})
        async with get_client() as client:
            await client.set_flow_run_state(UUID(run_id()), named, force=True)
        raise
    raise RuntimeError("The run was not suspended.")


class _NoFalseAlarm(logging.Filter):
    """Prefect logs that an async flow was suspended as an error, in red, to people who did nothing wrong."""

    def filter(self, record: logging.LogRecord) -> bool:
        return "Finished in state Suspended" not in record.getMessage()


_QUIET = _NoFalseAlarm()


def mute_suspension_error() -> None:
    logging.getLogger("prefect.flow_runs").addFilter(_QUIET)

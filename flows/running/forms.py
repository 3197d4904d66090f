"""The forms of runs and what is read from them.

A form takes whatever a person types, as text: Prefect's own check speaks English and leaves no trace, ours is in the
record and says in Vietnamese what is missing. So no field is required here, and none is filled in beforehand.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from prefect.input import RunInput
from prefect.runtime import flow_run
from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model
from pydantic_core import PydanticCustomError, PydanticUndefined

from emulation_workflow.adapters.schemas.values import read_day
from emulation_workflow.domain.approval.transitions import DECISIONS, Act, Answer, OfficialPaper
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.problem_codes import ProblemCode
from emulation_workflow.messages.forms.fields import FieldWords
from emulation_workflow.messages.labels import ACTS
from emulation_workflow.messages.screens import run_words
from flows.running import context
from flows.running.waiting import Question


def text_field(words: FieldWords, *, choices: Sequence[str] = (), required: bool = False) -> Any:
    """A field of text with its Vietnamese title, offered as a choice where there are `choices`."""
    extra: dict[str, Any] = {"enum": list(choices)} if choices else {}
    empty = run_words.NOT_CHOSEN if run_words.NOT_CHOSEN in choices else ""
    default = PydanticUndefined if required else empty
    return Field(default, title=words.title, description=words.about or None, json_schema_extra=extra)


def unit_field(words: FieldWords) -> Any:
    """A required choice among the units that the plan binds."""
    return text_field(words, choices=list(context.unit_names()), required=True)


def unit_chosen() -> str:
    """The unit in the form of the run under way, "" without one: a run's name, when nothing is known of it yet."""
    request = flow_run.parameters.get("request")
    return str(dict(request or {}).get("unit") or "")


def titled(words: FieldWords) -> ConfigDict:
    """A form's title and words on screen, in place of its class's name and docstring."""
    return ConfigDict(
        title=words.title,
        json_schema_extra={"description": words.about},
        extra="forbid",
        str_strip_whitespace=True,
    )


PILOT_NAMES = list(context.pilots())


class PilotForm(BaseModel):
    """Which gated pilot."""

    model_config = titled(run_words.PILOT_FORM)

    pilot: str = text_field(run_words.PILOT, choices=PILOT_NAMES, required=True)


class DecisionForm(RunInput):
    """What a decider answers."""

    model_config = titled(run_words.DECISION_FORM)

    decision: str = text_field(run_words.DECISION, choices=[run_words.NOT_CHOSEN])
    code: str = text_field(run_words.CODE)
    reason: str = text_field(run_words.REASON)
    paper_number: str = text_field(run_words.PAPER_NUMBER)
    paper_day: str = text_field(run_words.PAPER_DAY)


class DecisionAndDayForm(DecisionForm):
    """The same for a pilot that the plan gives no date: the opinion may fix the day (A07)."""

    fixed_day: str = text_field(run_words.FIXED_DAY)


class CodeForm(RunInput):
    """A one-time code alone."""

    model_config = titled(run_words.CODE_FORM)

    code: str = text_field(run_words.CODE)


def decision_form(acts: Sequence[Act], *, asks_day: bool) -> type[RunInput]:
    """The form with just the decisions that are open now."""
    base = DecisionAndDayForm if asks_day else DecisionForm
    choices = [run_words.NOT_CHOSEN, *(ACTS[act] for act in acts)]
    decision = text_field(run_words.DECISION, choices=choices)
    return create_model(base.__name__, __base__=base, decision=(str, decision))


def read_answer(given: Mapping[str, Any] | None, question: Question, stage: str) -> Answer:
    """The answer to `question`, asked at `stage`. Rejected if it is empty, chooses nothing or cannot be read today."""
    if given is None:
        raise Rejected(Problem(code=ProblemCode.ANSWER_EMPTY))
    try:
        form = DecisionAndDayForm.model_validate(given)
    except ValidationError:
        raise Rejected(Problem(code=ProblemCode.ANSWER_UNREADABLE)) from None
    return Answer(
        act=act_named(form.decision, missing=ProblemCode.ACT_MISSING),
        stage=stage,
        version=question.version,
        wait=question.wait,
        code=form.code,
        reason=form.reason,
        paper=OfficialPaper(number=form.paper_number, signed_on=day_in(form.paper_day, run_words.PAPER_DAY)),
        fixed_day=day_in(form.fixed_day, run_words.FIXED_DAY),
    )


def act_named(label: str, *, missing: ProblemCode) -> Act:
    """The decision with this name on screen. Rejected(`missing`) if none was chosen."""
    if label in ("", run_words.NOT_CHOSEN):
        raise Rejected(Problem(code=missing))
    for act in DECISIONS:
        if ACTS[act] == label:
            return act
    raise Rejected(Problem(code=ProblemCode.ANSWER_UNREADABLE))


def day_in(text: str, field: FieldWords) -> date | None:
    """The day that was typed, None if none was. Rejected, naming the field, if it is no day."""
    try:
        return read_day(text.strip())
    except PydanticCustomError as fault:
        facts = dict(fault.context or {})
        raise Rejected(Problem(code=ProblemCode(fault.type), where=field.title, params=facts)) from None

"""The forms of runs and what is read from them.

A form takes whatever a person types, as text: Prefect's own check speaks English and leaves no trace, ours is in the
record and says in Vietnamese what is missing. So no field is required here, and none is filled in beforehand.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Annotated, Any, TypeVar

from prefect.input import RunInput
from prefect.runtime import flow_run
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, create_model
from pydantic_core import PydanticUndefined

from emulation_workflow.adapters.schemas.typed import day_in, usable
from emulation_workflow.domain.approval.transitions import Act, CaseAnswer, OfficialDocument
from emulation_workflow.domain.campaign import Level, Task
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.registers import searchable
from emulation_workflow.messages.forms.fields import FieldWords
from emulation_workflow.messages.names import decision_named
from emulation_workflow.messages.screens import run_words
from flows.running import choices, context
from flows.running.waiting import Question

Chosen = TypeVar("Chosen")

IfChosen = Annotated[str, BeforeValidator(choices.chosen)]
"""What was chosen, empty where nothing was."""

LONGEST_CODE = 100
"""Characters of a typed code that are looked at, with all its spaces and dashes."""

LONGEST_NUMBER = 9
"""Digits of a number that people type."""


def _field(
    words: FieldWords,
    offer: Callable[[choices.Schema], None] | None = None,
    *,
    default: Any = "",
    is_shown: bool = True,
) -> Any:
    """Return a field with its title and what to write in it, in the campaign's words, and what `offer` puts there."""
    return Field(
        default,
        title=words.title,
        description=words.about or None,
        repr=is_shown,
        json_schema_extra=_worded(words, offer),
    )


def _worded(
    words: FieldWords, offer: Callable[[choices.Schema], None] | None = None, *, is_told: bool = False
) -> Callable[[choices.Schema], None]:
    """Return what puts the words into a schema; `is_told`: even if there is nothing to say, as a docstring would."""

    def put(schema: choices.Schema) -> None:
        schema["title"] = context.in_words(words.title)
        if words.about or is_told:
            schema["description"] = context.in_words(words.about)
        if offer is not None:
            offer(schema)

    return choices.when_asked_for(put)


def text_field(words: FieldWords, *, is_shown: bool = True) -> Any:
    """Return a field of text with its Vietnamese title, empty beforehand; one that is not shown stays out of logs."""
    return _field(words, is_shown=is_shown)


def choice_field(words: FieldWords, names: Callable[[], Iterable[str]]) -> Any:
    """Return a field of text that offers these names; nothing is chosen beforehand."""
    return _offering(words, names, run_words.NOT_CHOSEN, before=[run_words.NOT_CHOSEN])


def person_field(words: FieldWords) -> Any:
    """Return a field that offers the people of the register; for a field of type `IfChosen`."""
    return choice_field(words, choices.people)


def required_choice(words: FieldWords, names: Callable[[], Iterable[str]]) -> Any:
    """Return the same, without which Prefect starts no run."""
    return _offering(words, names, PydanticUndefined)


def _offering(words: FieldWords, names: Callable[[], Iterable[str]], default: Any, before: Sequence[str] = ()) -> Any:
    def offer(schema: choices.Schema) -> None:
        schema["enum"] = [*before, *names()]
        if (known := getattr(names, "__name__", "")) in choices.FROM_REGISTER:
            schema[choices.MARK] = known

    return _field(words, offer, default=default)


def choose_several(words: FieldWords, names: Callable[[], Iterable[str]]) -> Any:
    """Return a field of a list of text, chosen among these names."""

    def offer(schema: choices.Schema) -> None:
        schema["items"] = {"type": "string", "enum": list(names())}

    return _field(words, offer, default=[])


def preview_field(words: FieldWords) -> Any:
    """Return a box to tick for a look at what would be done."""
    return _field(words, default=False)


def in_campaign_words(form_of: Callable[..., type[BaseModel]]) -> Callable[[choices.Schema], None]:
    """Return what puts the campaign's words and choices into a form's schema, as `form_of` does for its campaign.

    It gets a page for each level that holds conferences, with that level's units, categories and questions alone.
    """

    def page(schema: choices.Schema, level: Level) -> choices.Schema:
        paged = deepcopy(schema)
        put: Any = form_of(context.office().campaign, on_screen=True, level=level).model_config["json_schema_extra"]
        put(paged)
        offered = choices.bound_units
        paged["properties"]["unit"] |= {
            "enum": offered(level.id),
            choices.MARK: f"{offered.__name__}{choices.OF_LEVEL}{level.id}",
        }
        return paged

    def reword(schema: choices.Schema) -> None:
        levels = [level for level in context.office().campaign.levels if level.conference is not None]
        pages = [page(schema, level) for level in levels]
        schema.clear()
        if len(pages) == 1:
            schema.update(pages[0])
        else:
            paged = [{**found, "title": level.name} for found, level in zip(pages, levels, strict=True)]
            schema.update(title=pages[0]["title"], anyOf=paged)

    return choices.when_asked_for(reword)


def unit_chosen() -> str:
    """Return the unit in the form of the run under way, "" without one: for a run's name, before the form is read."""
    request = flow_run.parameters.get("request")
    return str(choices.chosen(dict(request or {}).get("unit")) or "")


def titled(words: FieldWords) -> ConfigDict:
    """Return a form's title and words on screen, in place of its class's name and docstring."""
    return ConfigDict(
        title=words.title,
        json_schema_extra=_worded(words, is_told=True),
        extra="forbid",
        validate_default=True,
        str_strip_whitespace=True,
    )


class PilotForm(BaseModel):
    """Which gated pilot."""

    model_config = titled(run_words.FIELDS["pilot_form"])

    pilot: IfChosen = choice_field(run_words.FIELDS["pilot"], choices.pilot_names)


class DecisionForm(RunInput):
    """What a decider answers."""

    model_config = titled(run_words.FIELDS["decision_form"])

    decision: str = choice_field(run_words.FIELDS["decision"], tuple)
    code: str = text_field(run_words.FIELDS["code"], is_shown=False)
    reason: str = text_field(run_words.FIELDS["reason"])
    paper_number: str = text_field(run_words.FIELDS["paper_number"])
    paper_day: str = text_field(run_words.FIELDS["paper_day"])


class DecisionAndDayForm(DecisionForm):
    """The same for a pilot that the plan gives no date: the opinion may fix the day (A07)."""

    fixed_day: str = text_field(run_words.FIELDS["fixed_day"])


class CodeForm(RunInput):
    """A one-time code alone."""

    model_config = titled(run_words.FIELDS["code_form"])

    code: str = text_field(run_words.FIELDS["code"], is_shown=False)


def decision_form(decisions: Iterable[str], *, asks_day: bool) -> type[RunInput]:
    """Return the form with just these decisions, by their names."""
    base = DecisionAndDayForm if asks_day else DecisionForm
    decision = choice_field(run_words.FIELDS["decision"], lambda: decisions)
    return create_model(base.__name__, __base__=base, decision=(str, decision))


def read_answer(given: object, question: Question, stage: str) -> CaseAnswer:
    """Return the answer to `question`, asked at `stage`. Rejected if it is empty or cannot be read."""
    if given is None:
        raise Rejected(Problem(code=ProblemCode.ANSWER_EMPTY))
    try:
        form = usable(DecisionAndDayForm.model_validate(given))
    except ValidationError:
        raise Rejected(Problem(code=ProblemCode.ANSWER_UNREADABLE)) from None
    return CaseAnswer(
        act=act_named(form.decision, missing=ProblemCode.ACT_MISSING),
        stage=stage,
        version=question.version,
        question_number=question.question_number,
        code=form.code,
        reason=form.reason,
        paper=OfficialDocument(
            number=form.paper_number, signed_on=day_in(form.paper_day, run_words.FIELDS["paper_day"])
        ),
        fixed_day=day_in(form.fixed_day, run_words.FIELDS["fixed_day"]),
    )


def code_in(given: object) -> str:
    """Return the code in an answer that cannot be read, "" without one: whatever it came with, it has been seen."""
    code = given.get("code") if isinstance(given, Mapping) else None
    return code[:LONGEST_CODE] if isinstance(code, str) else ""


def act_named(label: str, *, missing: ProblemCode) -> Act:
    """Return the decision with this name on screen. Rejected(`missing`) if none was chosen."""
    if label in ("", run_words.NOT_CHOSEN):
        raise Rejected(Problem(code=missing))
    act = decision_named(context.office().gate, label)
    if act is None:
        raise Rejected(Problem(code=ProblemCode.ANSWER_UNREADABLE))
    return act


def number_in(text: str, *, otherwise: Problem) -> int:
    """Return the number that was typed. Rejected(`otherwise`) if it is none, or longer than any of ours."""
    digits = text.strip()
    if not digits.isdecimal() or len(digits) > LONGEST_NUMBER:
        raise Rejected(otherwise)
    return int(digits)


def chosen_of(names: Mapping[Chosen, str], name: str, *, otherwise: Problem) -> Chosen:
    """Return what has this name on screen. Rejected(`otherwise`) if none was chosen."""
    for chosen, known in names.items():
        if known == name:
            return chosen
    raise Rejected(otherwise)


def task_named(name: str, tasks: Iterable[Task], *, otherwise: Problem) -> Task:
    """Return the task with this name or id. Rejected(`otherwise`) if it is none of these."""
    for known in tasks:
        if searchable(name) in (searchable(known.name), searchable(known.id)):
            return known
    raise Rejected(otherwise)

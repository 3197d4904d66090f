"""`emulation difficulty …`: what units ask help with, answered by the Board or taken to the People's Committee."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated

import typer

from emulation_workflow import bootstrap
from emulation_workflow.adapters.account import own_account
from emulation_workflow.cli.answers import DAY, MOST, AsJsonList, OnlyOfUnit, print_list
from emulation_workflow.cli.attempts import attempted, named
from emulation_workflow.cli.entry_codes import Confirm, typed_code
from emulation_workflow.cli.units import code_of
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.difficulties import Difficulty, DifficultyStep
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.difficulties import step_names
from emulation_workflow.office.difficulties.difficulty_queries import difficulties_on
from emulation_workflow.office.difficulties.handling import raise_difficulty, record_step, step_entry, step_taken
from emulation_workflow.office.difficulties.letters import holder_and_age
from emulation_workflow.office.register_queries import unit_names

app = typer.Typer(help="The register of units' difficulties.", no_args_is_help=True)

Number = Annotated[int, typer.Argument(min=1, max=MOST, help="The difficulty's number, as `difficulty list` shows it.")]
By = Annotated[
    str, typer.Option(help="Who enters it: for a step, a clerk's number in the register.", default_factory=own_account)
]
On = Annotated[datetime | None, typer.Option(formats=DAY, help="The day; today without it.")]
DocumentNumber = Annotated[str, typer.Option(help="Number and symbol of the document.")]
Note = Annotated[str, typer.Option("--words", help="What is answered, asked or wrong.")]


@app.command("raise")
def raise_(
    unit: Annotated[str, typer.Argument(help="The unit's code.", show_default=False)],
    words: Annotated[str, typer.Argument(help="The unit's own words.", show_default=False)],
    by: By,
    on: On = None,
    source: Annotated[str, typer.Option(help="The paper that it stands in.")] = "",
) -> None:
    """Enter what a unit told the Board; the same words of a unit are entered once."""
    office = bootstrap.office()
    with attempted(office, "difficulty", by=by):
        taken = raise_difficulty(
            office,
            unit=unit,
            words=words,
            raised_on=_day(on, office.clock.now()),
            by=named(office, by),
            channel=Channel.COMMAND,
            source=source,
        )
    typer.echo(f"Difficulty {taken.difficulty.number} {'is entered' if taken.is_new else 'stands already'}.")


@app.command(help="The Board answers the unit, which is told by a letter.")
def answer(
    number: Number, *, by: By, on: On = None, document: DocumentNumber = "", words: Note = "", confirm: Confirm = False
) -> None:
    _record_step(number, DifficultyStep.ANSWERED, by=by, on=on, document=document, words=words, confirm=confirm)


@app.command("take-up", help="The Board takes it to the People's Committee.")
def take_up(
    number: Number, *, by: By, on: On = None, document: DocumentNumber = "", words: Note = "", confirm: Confirm = False
) -> None:
    _record_step(number, DifficultyStep.TAKEN_UP, by=by, on=on, document=document, words=words, confirm=confirm)


@app.command(help="The People's Committee answers; the unit is told by a letter.")
def settle(
    number: Number, *, by: By, on: On = None, document: DocumentNumber = "", words: Note = "", confirm: Confirm = False
) -> None:
    _record_step(number, DifficultyStep.SETTLED, by=by, on=on, document=document, words=words, confirm=confirm)


@app.command(help="It is with the Board again; --words says why.")
def reopen(
    number: Number, *, by: By, on: On = None, document: DocumentNumber = "", words: Note = "", confirm: Confirm = False
) -> None:
    _record_step(number, DifficultyStep.REOPENED, by=by, on=on, document=document, words=words, confirm=confirm)


@app.command("list")
def list_difficulties(
    *,
    every: Annotated[bool, typer.Option("--all", help="Those that are closed, too.")] = False,
    unit: OnlyOfUnit = None,
    as_of: Annotated[datetime | None, typer.Option(formats=DAY, help="As of this day.")] = None,
    as_json: AsJsonList = False,
) -> None:
    """List difficulties: what, since when, how old, who has to act."""
    office = bootstrap.office()
    on = _day(as_of, office.clock.now())
    code = code_of(office, unit) if unit is not None else None
    difficulties, names = difficulties_on(office, on, unit=code, closed_too=every), unit_names(office)
    print_list(
        difficulties,
        "difficulty(ies)",
        as_json=as_json,
        plain=lambda difficulty: _plain(difficulty, office.campaign, names, on),
        row=lambda difficulty: _row(difficulty, office.campaign, names, on),
    )


def _record_step(
    number: int, step: DifficultyStep, *, by: str, on: datetime | None, document: str, words: str, confirm: bool
) -> None:
    """Record the step with the clerk's code; without `confirm` one is written to them, and the command ends."""
    office = bootstrap.office()
    day = _day(on, office.clock.now())
    with attempted(office, "difficulty_step", by=by):
        taken = step_taken(office, step, done_on=day, by=by, document=document, words=words)
        entry = step_entry(office, number, taken)
        if entry is not None:
            code = typed_code(office, entry, confirm=confirm)
            record_step(office, number, taken, code=code, channel=Channel.COMMAND)
    note = "" if entry else " (it stood so already)"
    typer.echo(f"Difficulty {number}: {step_names(office.campaign)[step]}{note}.")


def _day(chosen: datetime | None, now: datetime) -> date:
    return (chosen or now).date()


def _row(difficulty: Difficulty, campaign: Campaign, unit_names: Mapping[str, str], on: date) -> tuple[str, str]:
    unit = f"{unit_names.get(difficulty.unit, difficulty.unit)} ({difficulty.unit})"
    lines = [f"{unit}, {day_words(difficulty.raised_on)}", difficulty.words, holder_and_age(campaign, difficulty, on)]
    return str(difficulty.number), "\n".join(lines)


def _plain(difficulty: Difficulty, campaign: Campaign, unit_names: Mapping[str, str], on: date) -> dict[str, object]:
    steps = [{name: getattr(step, name) for name in step.__slots__} for step in difficulty.steps if step.done_on <= on]
    return {
        "number": difficulty.number,
        "unit": difficulty.unit,
        "unit_name": unit_names.get(difficulty.unit, difficulty.unit),
        "words": difficulty.words,
        "raised_on": difficulty.raised_on,
        "source": difficulty.source,
        "recorded_by": difficulty.recorded_by,
        "stage": difficulty.stage_on(on).value,
        "holder": difficulty.holder_on(on),
        "age": difficulty.age_on(on),
        "message": holder_and_age(campaign, difficulty, on),
        "steps": steps,
    }

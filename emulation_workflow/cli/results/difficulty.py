"""`emulation difficulty …`: what units ask help with, answered by the Board or taken to the People's Committee."""

from collections.abc import Mapping
from datetime import date, datetime
from getpass import getuser
from typing import Annotated

import typer

from emulation_workflow import bootstrap
from emulation_workflow.cli.answers import MOST, print_json
from emulation_workflow.cli.units import code_of
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.difficulties import Difficulty, DifficultyStep
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.difficulties import STEP_NAMES
from emulation_workflow.office.difficulties.handling import raise_difficulty, record_step
from emulation_workflow.office.difficulties.letters import holder_and_age

app = typer.Typer(help="The register of units' difficulties.", no_args_is_help=True)

Number = Annotated[int, typer.Argument(min=1, max=MOST, help="The difficulty's number, as `difficulty list` shows it.")]
By = Annotated[str, typer.Option(help="Who enters it.", default_factory=getuser)]
On = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day; today without it.")]
Document = Annotated[str, typer.Option(help="Number and symbol of the document.")]
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
    desk = bootstrap.office()
    taken = raise_difficulty(
        desk,
        unit=unit,
        words=words,
        raised_on=_day(on, desk.clock.now()),
        by=by,
        channel=Channel.COMMAND,
        source=source,
    )
    typer.echo(f"Difficulty {taken.difficulty.number} {'is entered' if taken.is_new else 'stands already'}.")


@app.command()
def answer(number: Number, by: By, on: On = None, document: Document = "", words: Note = "") -> None:
    """The Board answers the unit, which is told by a letter."""
    _take(number, DifficultyStep.ANSWERED, by=by, on=on, document=document, words=words)


@app.command("take-up")
def take_up(number: Number, by: By, on: On = None, document: Document = "", words: Note = "") -> None:
    """The Board takes it to the People's Committee."""
    _take(number, DifficultyStep.TAKEN_UP, by=by, on=on, document=document, words=words)


@app.command()
def settle(number: Number, by: By, on: On = None, document: Document = "", words: Note = "") -> None:
    """The People's Committee answers; the unit is told by a letter."""
    _take(number, DifficultyStep.SETTLED, by=by, on=on, document=document, words=words)


@app.command()
def reopen(number: Number, by: By, on: On = None, document: Document = "", words: Note = "") -> None:
    """It is with the Board again; --words says why."""
    _take(number, DifficultyStep.REOPENED, by=by, on=on, document=document, words=words)


@app.command("list")
def list_difficulties(
    *,
    every: Annotated[bool, typer.Option("--all", help="Those that are closed, too.")] = False,
    unit: Annotated[str | None, typer.Option(help="Only those of this unit: code or name.", show_default=False)] = None,
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="As of this day.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON list.")] = False,
) -> None:
    """List difficulties: what, since when, how old, who has to act."""
    desk = bootstrap.office()
    on = _day(as_of, desk.clock.now())
    code = code_of(desk, unit) if unit is not None else None
    with desk.store.look() as record:
        raised = [one for one in record.difficulties.all(code) if one.raised_on <= on]
        names = {one.code: one.name for one in record.register.units()}
    found = [one for one in raised if every or one.holder_on(on)]
    if as_json:
        print_json([_plain(one, desk.campaign, names, on) for one in found])
        return
    for one in found:
        typer.echo(f"{one.number:>5}  {names.get(one.unit, one.unit)} ({one.unit}), {day_words(one.raised_on)}")
        typer.echo(f"       {one.words}")
        typer.echo(f"       {holder_and_age(desk.campaign, one, on)}")
    typer.echo(f"{len(found)} difficulty(ies).")


def _take(number: int, step: DifficultyStep, *, by: str, on: datetime | None, document: str, words: str) -> None:
    desk = bootstrap.office()
    taken = record_step(
        desk,
        number,
        step,
        done_on=_day(on, desk.clock.now()),
        by=by,
        channel=Channel.COMMAND,
        document=document,
        words=words,
    )
    stood = "" if taken.is_new else " (it stood so already)"
    typer.echo(f"Difficulty {number}: {STEP_NAMES[step]}{stood}.")


def _day(given: datetime | None, now: datetime) -> date:
    return (given or now).date()


def _plain(one: Difficulty, campaign: Campaign, names: Mapping[str, str], on: date) -> dict[str, object]:
    steps = [{name: getattr(step, name) for name in step.__slots__} for step in one.steps if step.done_on <= on]
    return {
        "number": one.number,
        "unit": one.unit,
        "unit_name": names.get(one.unit, one.unit),
        "words": one.words,
        "raised_on": one.raised_on,
        "source": one.source,
        "recorded_by": one.recorded_by,
        "stage": one.stage_on(on).value,
        "holder": one.holder_on(on),
        "age": one.age_on(on),
        "message": holder_and_age(campaign, one, on),
        "steps": steps,
    }

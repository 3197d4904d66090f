"""`emulation ladder …`: try another ladder or calendar on what has been, or on a made-up year, before it is used."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from emulation_workflow import bootstrap
from emulation_workflow.adapters.campaign_file import CampaignUnreadable, NotACampaignFile, load_variant
from emulation_workflow.adapters.spreadsheets.history import read_duties
from emulation_workflow.adapters.spreadsheets.reading import Unreadable
from emulation_workflow.cli.answers import AsJson, print_json, print_sheet, print_table
from emulation_workflow.cli.shell import end, writing_to
from emulation_workflow.cli.words import told
from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.campaign import Campaign, Ladder
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.obligations.obligation import ObligationState
from emulation_workflow.domain.schedule.derivation import derive
from emulation_workflow.domain.schedule.what_if import Duty, Played, generated, play
from emulation_workflow.messages import pictures
from emulation_workflow.office.obligations.obligation_queries import campaign_with_board_dates, obligations_of
from emulation_workflow.office.office import Office
from emulation_workflow.office.register_queries import units as registered_units

app = typer.Typer(help="The ladder by which the late are reminded.", no_args_is_help=True)

REFUSED, UNREADABLE = 1, 2
AFTER_THE_LAST = timedelta(days=60)
"""A made-up year goes on for so long after the last due day."""

GENERATED = "generated"

NAMES = ("in_use", "tried")
"""The ladder of the campaign file, and the one that is tried beside it."""


@app.callback()
def ladder() -> None:
    """Keep `try`, the only command, a command of its own."""


@app.command("try")
def try_ladder(
    file: Annotated[Path, typer.Argument(help="A TOML file with the tables ladder, holidays or both.")],
    history: Annotated[
        str, typer.Option(help='"record", "generated", or a spreadsheet or CSV of unit, due, done_on, above.')
    ] = "record",
    seed: Annotated[int, typer.Option(help="Which made-up year.")] = 1,
    picture: Annotated[Path, typer.Option(help="Where the picture goes (PNG).")] = Path("ladder.png"),
    as_json: AsJson = False,
) -> None:
    """Play a history under the ladder in use and under FILE's; compare letters, days overdue and load; draw both.

    Recorded days are as the record has them now: what an order moved counts by its last day. Nothing is written to it.
    Exit 1: FILE has faults, or there is nothing to play. 2: a file cannot be read, or FILE is no TOML.
    """
    office = bootstrap.office()
    tried = _variant(file)
    duties = _duties(office, history, seed)
    if not duties:
        end("There is nothing to play: nothing with a due day is on record. Try --history generated.", REFUSED)
    first = office.campaign.effective_from
    last = _last_day(office, duties, history)
    played = {
        pictures.AS_IT_IS: _played(duties, office.campaign, first, last),
        pictures.AS_TRIED: _played(duties, tried, first, last),
    }
    # Loading the plotting library takes longer than the play; no other command pays for it.
    from emulation_workflow.adapters.pictures.charts import draw_letters_per_day  # noqa: PLC0415 - see above

    with writing_to(picture):
        draw_letters_per_day(picture, list(played.items()))
    _print_comparison(played, len(duties), first, last, picture, as_json=as_json)
    if not as_json and tried.ladder:
        typer.echo(f"The ladder that was tried is decided by: {tried.ladder.decided_by}")


def _variant(file: Path) -> Campaign:
    settings = bootstrap.settings()
    try:
        return load_variant(bootstrap.campaign_folder(settings), file)
    except CampaignUnreadable as refused:
        for fault in refused.faults:
            typer.echo(fault.told_of(file), err=True)
        raise typer.Exit(UNREADABLE if isinstance(refused, NotACampaignFile) else REFUSED) from None


def _duties(office: Office, history: str, seed: int) -> Sequence[Duty]:
    if history == "record":
        return _recorded(office)
    if history == GENERATED:
        campaign = campaign_with_board_dates(office)
        owed = derive(campaign, registered_units(office), on=campaign.effective_from)
        return generated(owed, office.campaign, office.calendar, seed=seed)
    try:
        duties = read_duties(Path(history))
        print_sheet(duties.sheet)
        return _placed(office, duties)
    except Rejected as rejected:
        words = "\n".join(told(problem) for problem in rejected.problems)
        end(words, UNREADABLE if isinstance(rejected, Unreadable) else REFUSED)


def _placed(office: Office, duties: Iterable[Duty]) -> list[Duty]:
    """Return duties of units that the register knows with their level and group, which the ladder may differ by."""
    units = {unit.code: unit for unit in registered_units(office)}
    placed = []
    for duty in duties:
        unit = units.get(duty.unit)
        level = office.campaign.level_of(unit.level) if unit else None
        placed.append(replace(duty, level=level.id, group=unit.group) if unit and level else duty)
    return placed


def _recorded(office: Office) -> list[Duty]:
    """Return what is on record with a due day, and when it was done; what an order stopped is left out."""
    below = {level.id for level in office.campaign.levels if level.reports_to == "parent"}
    left_out = (ObligationState.SUSPENDED, ObligationState.CANCELLED)
    return [
        Duty(
            unit=obligation.derived.unit,
            due=obligation.derived.due,
            done_on=obligation.done_on,
            above=(obligation.derived.parent or "") if obligation.derived.level in below else "",
        )
        for obligation in obligations_of(office)
        if obligation.derived.due is not None and obligation.state not in left_out
    ]


def _last_day(office: Office, duties: Sequence[Duty], history: str) -> date:
    if history == "record":
        return max(office.clock.now().date(), office.campaign.effective_from)
    return max(max(duty.due, duty.done_on or duty.due) for duty in duties) + AFTER_THE_LAST


def _played(duties: Sequence[Duty], campaign: Campaign, first: date, last: date) -> Played:
    rungs = campaign.ladder or Ladder(decided_by="", rungs=(), board="")
    return play(duties, rungs, WorkCalendar(campaign.holidays), first=first, last=last)


def _print_comparison(
    played: dict[str, Played], number: int, first: date, last: date, picture: Path, *, as_json: bool
) -> None:
    figures = {name: _figures(play) for name, play in zip(NAMES, played.values(), strict=True)}
    if as_json:
        output: dict[str, Any] = {"duties": number, "first": str(first), "last": str(last), "picture": str(picture)}
        print_json(output | figures)
        return
    typer.echo(f"{number} duties, {first} to {last}")
    rows = [(key.replace("_", " "), *(figures[name][key] for name in NAMES)) for key in figures["in_use"]]
    print_table(rows, headings=("", *(name.replace("_", " ") for name in NAMES)), numbers=(1, 2), indent=2)
    typer.echo(f"The picture is in {picture}.")


def _figures(played: Played) -> dict[str, Any]:
    return {
        "letters": played.letters,
        "rungs_spent": played.rungs,
        "days_overdue": played.days_late,
        "letters_per_working_day": round(played.letters_per_working_day, 2),
        "busiest_day": str(played.busiest.day) if played.letters else "",
        "letters_on_that_day": played.busiest.letters,
    }

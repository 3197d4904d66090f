"""`emulation campaign open`: every unit's own letter, once."""

from collections import Counter
from typing import Annotated

import typer

from emulation_workflow import bootstrap
from emulation_workflow.cli.answers import By, print_only_shown, print_table
from emulation_workflow.cli.attempts import attempted, named
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.office.reminders.opening import Opened, OpeningFate, open_campaign

_MARKS = {OpeningFate.WRITTEN: "+", OpeningFate.BEFORE: "=", OpeningFate.NO_ADDRESS: "!"}


def open_(
    by: By,
    apply: Annotated[
        bool, typer.Option("--apply", help="Write the letters; without this they are only shown.")
    ] = False,
) -> None:
    """Write to every unit what it owes, with its form and its days; those written to before get nothing.

    + a letter, = written to before, ! no address (the Board's list has it).
    """
    settings = bootstrap.settings()
    office, forms = bootstrap.office(settings), bootstrap.forms(settings)
    with attempted(office, "opening", by=by, applied=apply):
        opened = open_campaign(office, forms=forms, dry_run=not apply, by=named(office, by), channel=Channel.COMMAND)
    print_table([_row(letter) for letter in opened])
    counts = Counter(letter.fate for letter in opened)
    words = {fate: fate.value.replace("_", " ") for fate in OpeningFate}
    if not apply:
        words[OpeningFate.WRITTEN] = "would be written"
    typer.echo(", ".join(f"{words[fate]}: {counts[fate]}" for fate in OpeningFate))
    if counts[OpeningFate.WRITTEN] and not apply:
        print_only_shown()


def _row(letter: Opened) -> tuple[str, str, str]:
    addressee = f"{letter.unit.name} <{letter.unit.email or 'no address'}>"
    return _MARKS[letter.fate], letter.unit.code, f"{addressee}: {letter.tasks} task(s), {letter.with_day} with a day"

"""`emulation campaign …`: look at a campaign file before it is used."""

import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path
from typing import Annotated, Any

import typer

from emulation_workflow import bootstrap
from emulation_workflow.adapters.campaign_file import (
    CAMPAIGN_FILE,
    UNITS_FILE,
    CampaignUnreadable,
    NotACampaignFile,
    load_campaign,
)
from emulation_workflow.adapters.campaign_file.reference import explained, page
from emulation_workflow.adapters.campaign_file.reference import schema as file_schema
from emulation_workflow.adapters.campaign_file.remarks import left_open, remarks, silent_checks
from emulation_workflow.adapters.mail.samples import sample_letters
from emulation_workflow.adapters.spreadsheets.register import read_officials, read_units
from emulation_workflow.cli.answers import ONE_RECORDER, AsJson, print_json, print_table
from emulation_workflow.cli.shell import writing_to
from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.campaign import Campaign, Level, Pilot, Window
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.registers import Official, known_to
from emulation_workflow.office.register import needs_another_recorder
from emulation_workflow.office.reminders.opening import preview_opening
from emulation_workflow.settings import BadSetting

app = typer.Typer(help="The plan as data: the campaign file.", no_args_is_help=True)

FAULTY, UNREADABLE = 1, 2

TEMPLATE = bootstrap.CAMPAIGNS / "huyen_vi_du_2026"
"""What `campaign new` copies: it is an example itself, and played through a year like the others."""


@app.callback()
def campaign() -> None:
    """Keep `check` a command of its own beside `open`."""


@app.command()
def check(
    path: Annotated[Path, typer.Argument(help="A campaign folder, or its campaign.toml.")],
    as_json: AsJson = False,
) -> None:
    """Say whether a campaign is sound: every fault with its key and line, or a summary of what it orders.

    What lies beside the file is read too: the units, whose opening letters are made and one of each level shown, and
    the officials. Exit 0: sound. 1: it has faults. 2: no such file, or no TOML.
    """
    try:
        loaded = load_campaign(path)
    except CampaignUnreadable as refused:
        _print_faults(path, refused, as_json=as_json)
        raise typer.Exit(UNREADABLE if isinstance(refused, NotACampaignFile) else FAULTY) from None
    _print_summary(loaded, _officials_beside(path, loaded), as_json=as_json)
    folder = path if path.is_dir() else path.parent
    if (folder / UNITS_FILE).is_file() and not as_json:
        _show_opening(folder, loaded)


def _show_opening(folder: Path, loaded: Campaign) -> None:
    """Make every kind of letter once in this campaign's words; show the opening letter of one unit of each level.

    All in an office of its own, in a folder that is gone afterwards. Exit 1 if the units cannot be read.
    """
    with tempfile.TemporaryDirectory() as place:
        clock = Path(place, "clock")
        real = bootstrap.settings()
        opens = datetime.combine(loaded.effective_from, time(8), real.time_zone)
        clock.write_text(opens.isoformat(), encoding="utf-8")
        own = real.model_copy(
            update={
                "campaign": str(folder.absolute()),
                "data_dir": Path(place),
                "database_url": f"sqlite:///{place}/rehearsal.db",
                "set_clock": clock,
            }
        )
        try:
            office = bootstrap.office(own)
        except (BadSetting, Rejected) as refused:
            typer.echo(f"{folder / UNITS_FILE} cannot be used: {refused}", err=True)
            raise typer.Exit(FAULTY) from None
        templates = bootstrap.letter_templates(own)
        for sample in sample_letters(own.templates_dir / "email", loaded, loaded.levels[0]):
            templates.render(sample)
        for letter in preview_opening(office, forms=bootstrap.forms(own)):
            words = templates.render(letter)
            typer.echo(f"\n--- {letter.unit}: {words.subject} ---\n\n{words.text}")


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(help="Where the new campaign is to stand; it must not be there yet.")],
) -> None:
    """Make a campaign folder to write a plan into: a complete, commented example that `check` finds sound.

    At a terminal, it asks for what the plan is called; otherwise the example's own words stay, to be changed by hand.
    """
    if folder.exists():
        typer.echo(f"{folder} is there already; name a folder that is not.", err=True)
        raise typer.Exit(UNREADABLE)
    with writing_to(folder):
        shutil.copytree(TEMPLATE, folder)
        if sys.stdin.isatty():
            file = folder / CAMPAIGN_FILE
            file.write_text(_answered(file.read_text(encoding="utf-8")), encoding="utf-8")
    typer.echo(f"Written: {folder}. Change {CAMPAIGN_FILE}, units.csv and officials.csv, then: campaign check {folder}")


def _answered(text: str) -> str:
    """Return the example with what is answered at the terminal in place of its own; an empty answer leaves it."""
    for key, question in _QUESTIONS.items():
        found = re.search(rf'^{key} = (?:"(.*)"|(\S+))$', text, re.MULTILINE)
        if found is None:
            continue
        given = typer.prompt(question, default=found[1] or found[2]).strip().replace('"', "”")
        written = given if found[2] else f'"{given}"'
        text = f"{text[: found.start()]}{key} = {written}{text[found.end() :]}"
    return text


_QUESTIONS = {
    "id": "Mã của đợt, chữ thường và gạch nối (id)",
    "title": "Tên đợt (title)",
    "province": "Địa phương hoặc tổ chức (province)",
    "number": "Số, ký hiệu kế hoạch (plan.number)",
    "issuer": "Cơ quan ban hành (plan.issuer)",
}
"""What `campaign new` asks for: of each key, the first that stands at the beginning of a line."""


@app.command()
def keys() -> None:
    """Print what every key of a campaign file means, as Markdown (docs/campaign-file.md)."""
    typer.echo(page())


@app.command()
def schema() -> None:
    """Print the JSON Schema of a campaign file, for editors that check while one writes."""
    print_json(file_schema())


def _print_faults(path: Path, refused: CampaignUnreadable, *, as_json: bool) -> None:
    if as_json:
        faults = [{"path": fault.path, "line": fault.line, "message": fault.sentence} for fault in refused.faults]
        print_json({"ok": False, "faults": faults})
        return
    for fault in refused.faults:
        typer.echo(fault.told_of(path), err=True)
        if about := explained(fault.path):
            typer.echo(f"    {about}", err=True)
    typer.echo(f"{len(refused.faults)} fault(s); nothing was loaded.", err=True)


def _officials_beside(path: Path, loaded: Campaign) -> Sequence[Official] | None:
    """Return the officials of the list in the campaign's folder, or of its samples; None if there is none.

    A list that cannot be read is told on stderr: `register officials` says what is wrong with it.
    """
    folder = path if path.is_dir() else path.parent
    lists = (folder / place / f"officials.{kind}" for place in ("", "samples") for kind in ("csv", "xlsx"))
    listed = next((file for file in lists if file.is_file()), None)
    if listed is None:
        return None
    try:
        units = read_units(folder / "units.csv", known_to(loaded)).entries
        return read_officials(listed, known_to(loaded, units=units)).entries
    except Rejected:
        typer.echo(f"Warning: {listed} cannot be read; emulation register officials says what is wrong.", err=True)
        return None


def _warnings(loaded: Campaign, officials: Sequence[Official] | None) -> list[str]:
    """Return what is sound but may not be meant, or will trouble somebody; recorders count in the campaign's time."""
    told, gate = list(remarks(loaded)), loaded.gate
    if gate is None or officials is None:
        return told
    on = loaded.nearest_day(bootstrap.clock(bootstrap.settings()).now().date())
    recorders = [person for person in officials if person.role == gate.recorded_by and person.is_valid_on(on)]
    return [*told, ONE_RECORDER] if needs_another_recorder(gate, recorders) else told


def _print_summary(loaded: Campaign, officials: Sequence[Official] | None, *, as_json: bool) -> None:
    summary, warnings = _summary(loaded), _warnings(loaded, officials)
    if as_json:
        print_json({"ok": True, **summary} | ({"warnings": warnings} if warnings else {}))
        return
    typer.echo(f"{loaded.id}: sound. {loaded.title}")
    rows = [
        ("plan", f"{loaded.plan.number}, {loaded.plan.date}, {loaded.plan.issuer}"),
        *((key, "\n".join(summary[key]) or "none") for key in ("levels", "pilots", "gate")),
        ("rules", f"{len(loaded.rules)}, {summary['assumed']} of them with a treatment the plan does not state"),
        ("sha256", loaded.sha256),
    ]
    for key, told in (("left_open", "left open"), ("silent_checks", "never checked")):
        if key in summary:
            rows.append((told, "\n".join(summary[key])))
    if "years_not_compared" in summary:
        years = ", ".join(map(str, summary["years_not_compared"]))
        told = f"{years}: days off are the library's alone; give announced swaps as extra_days_off and working_days"
        rows.append(("holidays", told))
    if officials is None and needs_another_recorder(loaded.gate, ()):
        rows.append(("recorders", "papers need two: register officials warns of fewer, as no officials.csv lies here"))
    print_table(rows, indent=2)
    for warning in warnings:
        typer.echo(f"Warning: {warning}", err=True)


def _summary(loaded: Campaign) -> dict[str, Any]:
    gate = loaded.gate
    last = loaded.last_day or loaded.plan.date
    unknown = WorkCalendar(loaded.holidays).years_not_compared(loaded.plan.date, last)
    more: dict[str, list[Any]] = {
        "left_open": list(left_open(loaded)),
        "silent_checks": [kind.value for kind in silent_checks(loaded)],
        "years_not_compared": list(unknown),
    }
    return {
        "id": loaded.id,
        "title": loaded.title,
        "fictional": loaded.fictional,
        "plan": loaded.plan.number,
        "levels": [_level(level) for level in loaded.levels],
        "pilots": [_pilot(pilot) for pilot in loaded.pilots],
        "gate": [f"{step.stage} ({step.kind} by {step.role})" for step in gate.steps] if gate else [],
        "rules": len(loaded.rules),
        "assumed": sum(bool(rule.assumed) for rule in loaded.rules),
        "sha256": loaded.sha256,
    } | {key: found for key, found in more.items() if found}


def _level(level: Level) -> str:
    conference = level.conference
    if conference is None:
        return f"{level.id}: a plan of its own"
    return f"{level.id}: {' / '.join(conference.names) or 'no name in the plan'}, {_window(conference.window)}"


def _pilot(pilot: Pilot) -> str:
    units = ", ".join(pilot.units) or f"at least {pilot.at_least}, named by each {pilot.director}"
    return f"{pilot.level}: {units}; {_window(pilot.window)}; {'passes the gate' if pilot.gated else 'no gate'}"


def _window(window: Window | None) -> str:
    if window is None or not window.has_days:
        return window.words if window else "no date in the plan"
    start, end = window.start or "any day", window.end or "no last day"
    return f"{start} to {end}"

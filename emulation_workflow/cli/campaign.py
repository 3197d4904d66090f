"""`emulation campaign …`: look at a campaign file before it is used."""

from pathlib import Path
from typing import Annotated, Any

import typer

from emulation_workflow.adapters.campaign_file import CampaignUnreadable, NotACampaignFile, load_campaign
from emulation_workflow.cli.answers import AsJson, print_json, print_table
from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.campaign import Campaign, Level, Pilot

app = typer.Typer(help="The plan as data: the campaign file.", no_args_is_help=True)

FAULTY, UNREADABLE = 1, 2


@app.callback()
def campaign() -> None:
    """Keep `check` a command of its own beside `open`."""


@app.command()
def check(
    path: Annotated[Path, typer.Argument(help="A campaign folder, or its campaign.toml.")],
    as_json: AsJson = False,
) -> None:
    """Say whether a campaign file is sound: every fault with its key and line, or a summary of what it orders.

    Exit 0: sound. 1: it has faults. 2: no such file, or no TOML.
    """
    try:
        loaded = load_campaign(path)
    except CampaignUnreadable as refused:
        _print_faults(path, refused, as_json=as_json)
        raise typer.Exit(UNREADABLE if isinstance(refused, NotACampaignFile) else FAULTY) from None
    _print_summary(loaded, as_json=as_json)


def _print_faults(path: Path, refused: CampaignUnreadable, *, as_json: bool) -> None:
    if as_json:
        faults = [{"path": fault.path, "line": fault.line, "message": fault.sentence} for fault in refused.faults]
        print_json({"ok": False, "faults": faults})
        return
    for fault in refused.faults:
        typer.echo(fault.told_of(path), err=True)
    typer.echo(f"{len(refused.faults)} fault(s); nothing was loaded.", err=True)


def _print_summary(loaded: Campaign, *, as_json: bool) -> None:
    summary = _summary(loaded)
    if as_json:
        print_json({"ok": True, **summary})
        return
    typer.echo(f"{loaded.id}: sound. {loaded.title}")
    rows = [
        ("plan", f"{loaded.plan.number}, {loaded.plan.date}, {loaded.plan.issuer}"),
        *((key, "\n".join(summary[key]) or "none") for key in ("levels", "pilots", "gate")),
        ("rules", f"{len(loaded.rules)}, {summary['assumed']} of them with a treatment the plan does not state"),
        ("sha256", loaded.sha256),
    ]
    if "years_not_compared" in summary:
        years = ", ".join(map(str, summary["years_not_compared"]))
        told = f"{years}: days off are the library's alone; give announced swaps as extra_days_off and working_days"
        rows.append(("holidays", told))
    print_table(rows, indent=2)


def _summary(loaded: Campaign) -> dict[str, Any]:
    gate = loaded.gate
    last = max(window.end for window in (loaded.congress.window, *(item.window for item in loaded.milestones)))
    unknown = WorkCalendar(loaded.holidays).years_not_compared(loaded.plan.date, last)
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
    } | ({"years_not_compared": unknown} if unknown else {})


def _level(level: Level) -> str:
    conference = level.conference
    if conference is None:
        return f"{level.id}: a plan of its own"
    window = f"{conference.window.start} to {conference.window.end}"
    return f"{level.id}: {' / '.join(conference.names)}, {window}"


def _pilot(pilot: Pilot) -> str:
    units = ", ".join(pilot.units) or f"at least {pilot.at_least}, named by each {pilot.director}"
    window = f"{pilot.window.start} to {pilot.window.end}" if pilot.window else "no date in the plan"
    return f"{pilot.level}: {units}; {window}; {'passes the gate' if pilot.gated else 'no gate'}"

"""`emulation campaign …`: look at a campaign file before it is used."""

import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from emulation_workflow import bootstrap
from emulation_workflow.adapters.campaign_file import (
    CAMPAIGN_FILE,
    UNITS_FILE,
    CampaignUnreadable,
    NotACampaignFile,
    faults_beyond,
    load_campaign,
)
from emulation_workflow.adapters.campaign_file.draft import fault, found
from emulation_workflow.adapters.campaign_file.reference import explained, page
from emulation_workflow.adapters.campaign_file.reference import keys as keys_in_words
from emulation_workflow.adapters.campaign_file.reference import schema as file_schema
from emulation_workflow.adapters.campaign_file.remarks import (
    is_of_an_example,
    left_open,
    remarks,
    roles_of_nobody,
    same_names,
    silent_checks,
)
from emulation_workflow.cli.answers import ONE_RECORDER, AsJson, print_json, print_table
from emulation_workflow.cli.rehearsal import Beside, Rehearsal, beside, rehearse
from emulation_workflow.cli.shell import writing_to
from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.campaign import Campaign, CheckKind, Document, Level, Pilot, Window
from emulation_workflow.domain.registers import Official
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.names import gate_words
from emulation_workflow.messages.screens import campaign_check as words
from emulation_workflow.office.register import needs_another_recorder

app = typer.Typer(help="The plan as data: the campaign file.", no_args_is_help=True)

FAULTY, UNREADABLE = 1, 2

OFFICIALS_FILE = "officials.csv"

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
    """Say in Vietnamese whether a campaign is sound: every fault with its key and line, or a summary of what it orders.

    What lies beside the file is read too: units, officials, sample plans and reports. Every letter and paper is made
    once in the campaign's words, and the opening letter of one unit of each level shown. Exit 0: sound. 1: something
    has faults. 2: no such file, or no TOML.
    """
    try:
        loaded = load_campaign(path)
    except CampaignUnreadable as refused:
        _print_faults(path, refused, as_json=as_json)
        raise typer.Exit(UNREADABLE if isinstance(refused, NotACampaignFile) else FAULTY) from None
    folder = path if path.is_dir() else path.parent
    lists = beside(folder, loaded)
    played = Rehearsal() if lists.faults else rehearse(folder, loaded, lists.officials)
    beyond = (fault.told_in_vietnamese(path) for fault in faults_beyond(path, loaded))
    faults = [*beyond, *lists.faults, *played.faults]
    _print_summary(folder, loaded, lists, played, faults, as_json=as_json)
    if faults:
        raise typer.Exit(FAULTY)


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(help="Where the new campaign is to stand; it must not be there yet.")],
) -> None:
    """Make a campaign folder to write a plan into: a complete, commented example that `check` finds sound.

    At a terminal, it asks for what the plan is called; otherwise the example's own words stay, to be changed by hand.
    """
    if folder.exists():
        typer.echo(words.THERE_ALREADY.format(folder=folder), err=True)
        raise typer.Exit(UNREADABLE)
    with writing_to(folder):
        shutil.copytree(TEMPLATE, folder)
        if sys.stdin.isatty():
            file = folder / CAMPAIGN_FILE
            file.write_text(_answered(file.read_text(encoding="utf-8")), encoding="utf-8")
    typer.echo(words.WRITTEN.format(folder=folder, file=CAMPAIGN_FILE))


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
        faults = [{"path": wrong.path, "line": wrong.line, "message": wrong.sentence} for wrong in refused.faults]
        print_json({"ok": False, "faults": faults})
        return
    for wrong in refused.faults:
        typer.echo(wrong.told_in_vietnamese(path), err=True)
        for more in (wrong.sentence, explained(wrong.path)):
            if more:
                typer.echo(f"    {more}", err=True)
    typer.echo(words.FAULTY.format(number=len(refused.faults)), err=True)


def _warnings(folder: Path, loaded: Campaign, lists: Beside) -> list[tuple[str, str]]:
    """Return what is sound but may not be meant, or will trouble somebody: in English, and in Vietnamese.

    Who stands in a role counts in the campaign's time.
    """
    on, officials = loaded.nearest_day(bootstrap.clock(bootstrap.settings()).now().date()), lists.officials
    examples = [name for name in (UNITS_FILE, OFFICIALS_FILE) if _is_of_an_example(folder / name)]
    remains = [found(name, "example_remains", places=name) for name in examples]
    nobodys = [] if officials is None else list(roles_of_nobody(loaded, officials, on))
    alike = same_names(loaded, lists.units)
    told = [fault(what, 0) for what in (*remarks(loaded), *alike, *nobodys, *remains)]
    warnings = [(f"{remark.path}: {remark.sentence}", f"{remark.path}: {remark.vietnamese}") for remark in told]
    gate = loaded.gate
    if gate is None or officials is None:
        return warnings
    recorders = [person for person in officials if person.role == gate.recorded_by and person.is_valid_on(on)]
    return [*warnings, (ONE_RECORDER, words.ONE_RECORDER)] if needs_another_recorder(gate, recorders) else warnings


def _is_of_an_example(file: Path) -> bool:
    return file.is_file() and is_of_an_example(file.read_text(encoding="utf-8", errors="replace"))


def _print_summary(
    folder: Path,
    loaded: Campaign,
    lists: Beside,
    played: Rehearsal,
    faults: Sequence[str],
    *,
    as_json: bool,
) -> None:
    warnings = _warnings(folder, loaded, lists)
    if as_json:
        more = {"warnings": [english for english, _ in warnings], "beside": list(faults)}
        made = {
            "letters": played.letters,
            "papers": played.papers,
            "openings": [opening.unit for opening in played.openings],
        }
        summary = {"ok": not faults, **_summary(loaded), "made": made}
        print_json(summary | {key: told for key, told in more.items() if told})
        return
    if not faults:
        typer.echo(words.SOUND.format(id=loaded.id, title=loaded.title))
    print_table(list(_rows(loaded, lists.officials, played)), indent=2)
    for english, vietnamese in warnings:
        typer.echo(words.NOTE.format(words=vietnamese), err=True)
        typer.echo(f"    {english}", err=True)
    for told in faults:
        typer.echo(told, err=True)
    for opening in played.openings:
        typer.echo(f"\n{words.LETTER_OF.format(unit=opening.unit, subject=opening.subject)}\n\n{opening.text}")


def _rows(loaded: Campaign, officials: Sequence[Official] | None, played: Rehearsal) -> Iterator[tuple[str, str]]:
    """Yield what the campaign orders and leaves open, and what was made of it, as a table's rows."""
    gate = loaded.gate
    steps = [words.STEP.format(waiting=step.waiting, stage=step.stage) for step in gate.steps] if gate else []
    yield words.PLAN, ", ".join(filter(None, _of_plan(loaded.plan)))
    yield words.LEVELS, "\n".join(map(_level_words, loaded.levels))
    yield words.PILOTS, "\n".join(_pilot_words(loaded, pilot) for pilot in loaded.pilots) or words.NONE
    of_levels = [words.OF_EVERY_PLAN.format(levels=", ".join(gate.levels))] if gate and gate.levels else []
    yield words.GATE, "\n".join([*of_levels, *steps]) or words.NONE
    yield words.RULES, words.OF_RULES.format(number=len(loaded.rules), assumed=_assumed(loaded))
    yield "sha256", loaded.sha256
    if open_keys := [_key_words(key) for key in left_open(loaded)]:
        yield words.LEFT_OPEN, "\n".join(open_keys)
    meanings = keys_in_words()[CheckKind.__name__]
    if silent := [f"{kind.value}: {meanings[kind.value].meaning}" for kind in silent_checks(loaded)]:
        yield words.SILENT, "\n".join(silent)
    if years := _years_not_compared(loaded):
        yield words.HOLIDAYS, words.NOT_COMPARED.format(years=", ".join(map(str, years)))
    if officials is None and needs_another_recorder(gate, ()):
        yield words.RECORDERS, words.TWO_RECORDERS
    if played.letters:
        yield words.MADE, "\n".join([words.LETTERS_MADE.format(number=played.letters), *played.papers])


def _of_plan(plan: Document) -> tuple[str, ...]:
    """Return number, day, issuer and who signed, as the file says it."""
    return plan.number, day_words(plan.date), plan.issuer, plan.signer, plan.capacity


def _key_words(key: str) -> str:
    """Return a key that is left out ("commune: window"), with what it is called."""
    return f"{key} ({words.KEYS[key.rpartition(': ')[2]]})"


def _level_words(level: Level) -> str:
    """Return what the plan orders of the level."""
    conference = level.conference
    if conference is None:
        return words.NO_CONFERENCE.format(level=level.id)
    names = " / ".join(conference.names) or words.NO_NAME
    return words.LEVEL.format(level=level.id, names=names, window=_window_words(conference.window))


def _pilot_words(loaded: Campaign, pilot: Pilot) -> str:
    units = ", ".join(pilot.units) or words.NAMED_BY.format(number=pilot.at_least, director=pilot.director)
    gate = words.GATED.format(**gate_words(loaded)) if pilot.gated else words.NO_GATE
    return words.PILOT.format(level=pilot.level, units=units, window=_window_words(pilot.window), gate=gate)


def _window_words(window: Window | None) -> str:
    """Return the plan's words with the days that they were read into."""
    if window is None or not window.has_days:
        return window.words if window else words.NO_DATE
    start, end = (day_words(day) if day else "" for day in (window.start, window.end))
    days = (words.FROM_TO if start and end else words.FROM if start else words.UNTIL).format(start=start, end=end)
    return words.DAYS.format(words=window.words, days=f"{words.ABOUT} {days}" if window.is_approximate else days)


def _assumed(loaded: Campaign) -> int:
    return sum(bool(rule.assumed) for rule in loaded.rules)


def _years_not_compared(loaded: Campaign) -> Sequence[int]:
    last = loaded.last_day or loaded.plan.date
    return WorkCalendar(loaded.holidays).years_not_compared(loaded.plan.date, last)


def _summary(loaded: Campaign) -> dict[str, Any]:
    """Return the same for programs, in English."""
    gate = loaded.gate
    more: dict[str, list[Any]] = {
        "left_open": list(left_open(loaded)),
        "silent_checks": [kind.value for kind in silent_checks(loaded)],
        "years_not_compared": list(_years_not_compared(loaded)),
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
        "assumed": _assumed(loaded),
        "sha256": loaded.sha256,
    } | {key: found for key, found in more.items() if found}


def _level(level: Level) -> str:
    """Return what the plan orders of the level."""
    conference = level.conference
    if conference is None:
        return f"{level.id}: no conference in this plan"
    return f"{level.id}: {' / '.join(conference.names) or 'no name in the plan'}, {_window(conference.window)}"


def _pilot(pilot: Pilot) -> str:
    units = ", ".join(pilot.units) or f"at least {pilot.at_least}, named by each {pilot.director}"
    return f"{pilot.level}: {units}; {_window(pilot.window)}; {'passes the gate' if pilot.gated else 'no gate'}"


def _window(window: Window | None) -> str:
    if window is None or not window.has_days:
        return window.words if window else "no date in the plan"
    days = f"{window.start or 'any day'} to {window.end or 'no last day'}"
    return f"{days}, about ({window.words})" if window.is_approximate else days

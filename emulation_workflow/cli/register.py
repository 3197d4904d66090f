"""`emulation register …`: who is bound by the plan, who decides, and where they are written to."""

from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from emulation_workflow import bootstrap
from emulation_workflow.adapters.schemas.legacy_letters import readings
from emulation_workflow.adapters.spreadsheets.reading import Entries, Unreadable
from emulation_workflow.adapters.spreadsheets.register import read_addresses, read_officials, read_units
from emulation_workflow.cli.answers import (
    DAY,
    ONE_RECORDER,
    Apply,
    AsJson,
    day_of,
    print_json,
    print_only_shown,
    print_problems,
    print_sheet,
    print_table,
)
from emulation_workflow.cli.attempts import attempted
from emulation_workflow.cli.shell import end
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.registers import Known, Official, RegisterList, Unit, UnitAddress, display_name
from emulation_workflow.office.office import Office
from emulation_workflow.office.register import (
    RegisterChange,
    find_units,
    import_addresses,
    import_officials,
    import_units,
    known,
    lacks_second_recorder,
)
from emulation_workflow.office.register_queries import units as registered_units

app = typer.Typer(help="The registers of units and officials.", no_args_is_help=True)

REFUSED, UNREADABLE = 1, 2

Listed = TypeVar("Listed", RegisterList[Unit], RegisterList[Official], Entries[UnitAddress])
Changed = RegisterChange[Unit] | RegisterChange[Official]

File = Annotated[Path, typer.Argument(help="A spreadsheet (.xlsx, .xls, .xlsb, .ods) or CSV.", show_default=False)]
Clear = Annotated[bool, typer.Option("--clear", help="Clear what the file leaves blank in a column that it has.")]


@app.command()
def units(file: File, clear: Clear = False, apply: Apply = False, as_json: AsJson = False) -> None:
    """Add or change units; units, columns and cells that the file does not fill stay as they are.

    Exit 0: fit to be written, or written with --apply. 1: rows are refused, nothing was written. 2: no such table.
    """
    _import(
        file,
        read_units,
        lambda office, listed: import_units(
            office, listed.entries, columns=listed.columns, clear=clear, dry_run=not apply
        ),
        apply=apply,
        as_json=as_json,
    )


@app.command()
def officials(file: File, clear: Clear = False, apply: Apply = False, as_json: AsJson = False) -> None:
    """Add or change officials with their substitutions; what the file does not fill stays as it is.

    Exit 0, 1 and 2 as for `units`.
    """
    _import(
        file,
        read_officials,
        lambda office, listed: import_officials(
            office, listed.entries, columns=listed.columns, clear=clear, dry_run=not apply
        ),
        apply=apply,
        as_json=as_json,
    )
    if apply and lacks_second_recorder(bootstrap.office()):
        typer.echo(f"Warning: {ONE_RECORDER}", err=True)


@app.command()
def addresses(file: File, apply: Apply = False, as_json: AsJson = False) -> None:
    """Set e-mail addresses and heads of registered units, and nothing else of them.

    Exit 0, 1 and 2 as for `units`.
    """
    _import(
        file,
        read_addresses,
        lambda office, listed: import_addresses(office, listed, dry_run=not apply),
        apply=apply,
        as_json=as_json,
    )


@app.command()
def find(
    words: Annotated[list[str], typer.Argument(help="A code, or words of the name, with or without marks.")],
    on: Annotated[
        datetime | None, typer.Option(formats=DAY, help="Only units valid on this day.", show_default=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show every unit that the words may mean, with the unit above it. Exit 1 if there is none."""
    office = bootstrap.office()
    typed = readings(" ".join(words))
    units_found = next((found for each in typed if (found := find_units(office, each, day_of(on)))), ())
    by_code = {unit.code: unit for unit in registered_units(office)}
    named = [(unit, display_name(unit, by_code.get(unit.parent or ""))) for unit in units_found]
    if as_json:
        print_json([{"code": unit.code, "name": name, "level": unit.level} for unit, name in named])
    else:
        print_table([(unit.code, f"{name}{_validity(unit)}") for unit, name in named])
    if not units_found:
        end("No unit of that name or code is registered.", REFUSED)


def _import(
    file: Path,
    read: Callable[[Path, Known], Listed],
    write: Callable[[Office, Listed], Changed],
    *,
    apply: bool,
    as_json: bool,
) -> None:
    office = bootstrap.office()
    try:
        with attempted(office, "register", applied=apply):
            listed = read(file, known(office))
            change = write(office, listed)
    except Rejected as refused:
        print_problems(refused, as_json=as_json)
        raise typer.Exit(UNREADABLE if isinstance(refused, Unreadable) else REFUSED) from None
    print_sheet(listed.sheet)
    _print_change(change, applied=apply and bool(change), as_json=as_json)


def _print_change(change: Changed, *, applied: bool, as_json: bool) -> None:
    changed = [(new, _differences(old, new)) for old, new in (*change.changed, *change.held)]
    if as_json:
        blank = [{"entry": _named(entry), "fields": list(names)} for entry, names in change.blank]
        print_json(
            {
                "applied": applied,
                "added": [_named(entry) for entry in change.added],
                "changed": [{"entry": _named(new), "fields": differences} for new, differences in changed],
                "same": len(change.same),
            }
            | ({"blank": blank} if blank else {})
        )
        return
    for entry in change.added:
        typer.echo(f"+ {_named(entry)}")
    for new, differences in changed:
        typer.echo(
            f"~ {_named(new)}: " + "; ".join(f"{name} {old} → {now}" for name, (old, now) in differences.items())
        )
    for entry, names in change.blank:
        typer.echo(f"! {_named(entry)}: blank in the file, stays as registered: {', '.join(names)}")
    if change.blank:
        typer.echo("Add --clear to clear what is blank.")
    typer.echo(f"{len(change.added)} new, {len(changed)} changed, {len(change.same)} as they were.")
    if change and not applied:
        print_only_shown()


def _differences(old: Unit | Official, new: Unit | Official) -> dict[str, tuple[str, str]]:
    pairs = {field.name: (getattr(old, field.name), getattr(new, field.name)) for field in fields(new)}
    return {name: (_shown(was), _shown(now)) for name, (was, now) in pairs.items() if was != now}


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(f"{period.substitute} {period.start}..{period.end}" for period in value) or "none"
    return str(value) if value not in (None, "") else "none"


def _named(entry: Unit | Official) -> str:
    key = entry.code if isinstance(entry, Unit) else entry.number
    return f"{key} {entry.name}"


def _validity(unit: Unit) -> str:
    if unit.valid_from is None and unit.valid_to is None:
        return ""
    return f"  [{unit.valid_from or ''}..{unit.valid_to or ''}]"

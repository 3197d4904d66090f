"""`emulation record …` and `emulation audit …`: the database the record is in, and whether its rows are whole."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from emulation_workflow import bootstrap, migrations
from emulation_workflow.adapters.record import migration
from emulation_workflow.adapters.record.copying import copy_record
from emulation_workflow.adapters.record.migration import unusable
from emulation_workflow.cli.answers import AsJsonArray, print_json, print_table
from emulation_workflow.cli.shell import end
from emulation_workflow.domain.record.ledger import SealedEntry, seal_key
from emulation_workflow.domain.record.noted import NotedSeal, is_seal, read_seals
from emulation_workflow.office.audit import audit
from emulation_workflow.office.ledger_queries import sealed_entries
from emulation_workflow.screens.ledger import entry_row
from emulation_workflow.settings import Settings

record_app = typer.Typer(help="The record's database.", no_args_is_help=True)
audit_app = typer.Typer(
    help="The record's sealed rows: whether they are whole, and what they say.", no_args_is_help=True
)

BROKEN, NOTHING, UNCOMPARED = 1, 1, 3


@record_app.command()
def upgrade() -> None:
    """Bring the record to this program's version, making it if there is none. Every start does so by itself."""
    settings = bootstrap.settings()
    key, since = seal_key(bootstrap.secret(settings)), bootstrap.sealed_since(settings)
    migration.upgrade(settings.database_url, key, bootstrap.clock(settings).now, since=since)
    typer.echo(f"The record is at version {migrations.HEAD}.")


@record_app.command()
def reseal() -> None:
    """Seal the whole record with the key at hand, after the key was changed or lost; the record says so for ever.

    Run `emulation audit verify` with the former key first, if you have it: afterwards nothing can be compared with what
    was sealed by it. What shows without it is checked, and what is found wrong is told by each later verification.
    """
    settings = bootstrap.settings()
    key = seal_key(bootstrap.secret(settings))
    if migration.reseal(settings.database_url, key, bootstrap.clock(settings).now):
        typer.echo("The record is sealed with the key at hand; run `emulation audit verify`.")
    else:
        typer.echo("The record is sealed with this key already.")


@record_app.command()
def copy(
    url: Annotated[
        str, typer.Argument(help="sqlite:////full/path/of/file.db or postgresql://user:password@host/database")
    ],
) -> None:
    """Carry the whole record to another database that has none yet, seals and all, and check it there.

    End the program first: what is written meanwhile is not in the copy. Afterwards set EMULATION_DATABASE_URL to the
    new address. Exit 0: all is there as it was sealed. 1: something is not, as each line says. 2: nothing was copied.
    """
    settings = bootstrap.settings()
    if not bootstrap.is_record_there(settings):
        end("There is no record to copy.")
    target = settings.model_copy(update={"database_url": Settings.read(database_url=url).database_url})
    copied = copy_record(settings.database_url, target.database_url)
    result = audit(bootstrap.record_as_it_is(target))
    for told in result.faults:
        typer.echo(told, err=True)
    if result.faults:
        end(f"{len(result.faults)} fault(s) in the copy; look at the record itself: emulation audit verify.", BROKEN)
    typer.echo(f"Copied {copied.rows} row(s) of {copied.tables} table(s), all as they were sealed.")
    typer.echo(f"Last seal: {result.seal}")


def _ensure_seal(text: str | None) -> str | None:
    if text is not None and not is_seal(text):
        raise typer.BadParameter("a seal is 64 characters of 0-9 and a-f, as `emulation audit verify` prints it")
    return text


@audit_app.command()
def verify(
    expect_seal: Annotated[
        str | None,
        typer.Option(
            callback=_ensure_seal, help="A seal noted down earlier, which a row must still bear.", show_default=False
        ),
    ] = None,
    seals: Annotated[
        Path | None,
        typer.Option(
            help="A file of seals noted down each day; by default that of EMULATION_SEAL_TO.", show_default=False
        ),
    ] = None,
) -> None:
    """Check that nothing in the record was changed, removed, swapped or added since it was sealed: no row of any table.

    Exit 0: all is as it was sealed, and the last seal is printed, to be noted down elsewhere. Exit 1: each fault on a
    line. Exit 2: there is no way to the database, or what is there is none. Exit 3: no fault, but the office's key is
    not there, or is another one, so that what rows hold was not compared. Who can write to the database can also cut
    rows off at the end; only a seal noted down elsewhere shows that. docs/security.md says what not even that shows.
    """
    settings = bootstrap.settings()
    noted = [*_noted(seals or settings.seal_file, is_asked=seals is not None)]
    if expect_seal is not None:
        noted.append(NotedSeal(expect_seal))
    try:
        since = bootstrap.sealed_since(settings).day()
        result = audit(bootstrap.record_as_it_is(settings), noted=noted, sealed_since=since)
    except ValueError as fault:  # An address that is none.
        raise unusable(fault) from fault
    if not result.is_reached:
        raise unusable("; ".join(result.faults))
    for told in result.faults:
        typer.echo(told, err=True)
    if result.uncompared:
        typer.echo(result.uncompared, err=True)
    if result.faults:
        end(f"{len(result.faults)} fault(s) in {result.rows} row(s).", BROKEN)
    for told in (*result.resealed, *result.erased):
        typer.echo(told)
    if noted:
        typer.echo(f"{result.noted} of {len(noted)} seal(s) noted elsewhere found.")
    if result.uncompared:
        raise typer.Exit(UNCOMPARED)
    typer.echo(f"{result.rows} row(s), all as they were sealed. Last seal: {result.seal}")


def _noted(file: Path | None, *, is_asked: bool) -> Sequence[NotedSeal]:
    """Return the seals in the file; none if there is no file and none was asked for, which is told."""
    if file is None:
        return ()
    if not is_asked and not file.exists():
        reason = "no seal noted elsewhere was compared; a tail that was cut would not show"
        typer.echo(f"{file} is not there: {reason}.", err=True)
        return ()
    try:
        return list(read_seals(file.read_text(encoding="utf-8").splitlines()))
    except (OSError, ValueError) as fault:
        raise typer.BadParameter(f"{file} cannot be read as seals: {fault}") from None


@audit_app.command()
def show(
    unit: Annotated[str | None, typer.Option(help="Only rows about this unit (code).", show_default=False)] = None,
    as_json: AsJsonArray = False,
) -> None:
    """Show what the record says, oldest first, in the words of the staff. Exit 1 if it has no row."""
    settings = bootstrap.settings()
    entries, people = sealed_entries(bootstrap.store(settings), unit=unit)
    if as_json:
        print_json([_plain(entry) for entry in entries])
    else:
        campaign = bootstrap.campaign(settings)
        rows = (entry_row(entry, campaign, people) for entry in entries)
        print_table([(number, f"{at:%d/%m/%Y %H:%M}" if at else "", text) for number, at, text in rows], numbers=(0,))
    if not entries:
        end(f"The record has no row{f' about unit {unit}' if unit else ''}.", NOTHING)


def _plain(entry: SealedEntry) -> dict[str, object]:
    try:
        body = json.loads(entry.body)
    except ValueError:
        body = entry.body
    return {"number": entry.number, "entry": body, "previous": entry.previous, "seal": entry.seal}

"""`emulation backup` and `emulation restore`: everything that must not be lost, and how it comes back."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from emulation_workflow import bootstrap, migrations
from emulation_workflow.adapters import backups
from emulation_workflow.adapters.backups import CAMPAIGN, INTAKE, KEYS, RECORD, Manifest
from emulation_workflow.adapters.record.copying import copy_record
from emulation_workflow.cli.shell import end, writing_to
from emulation_workflow.domain.record.noted import NotedSeal
from emulation_workflow.office.audit import Audit, audit
from emulation_workflow.settings import BadSetting, Settings

BROKEN = 1


def backup(
    folder: Annotated[Path, typer.Argument(help="Where the backup goes: best on another machine's disk.")],
    keys_to: Annotated[
        Path | None, typer.Option(help="Where the keys go: better not beside the record.", show_default=False)
    ] = None,
) -> None:
    """Write the record, the intake folder and a campaign of your own into one archive, the keys into another.

    It may be done while the program runs, of SQLite and PostgreSQL alike, and is checked: exit 0 means that every row
    in it is as it was sealed. Who has both archives has all codes. Exit 1: something in the record is not. 2: nothing
    could be written.
    """
    settings = bootstrap.settings()
    if not bootstrap.is_record_there(settings):
        end("There is no record to back up.")
    now = bootstrap.clock(settings).now()
    name = f"emulation-{now:%Y-%m-%dT%H%M%S}"
    keys = {file: settings.data_dir / file for file in KEYS if (settings.data_dir / file).is_file()}
    with tempfile.TemporaryDirectory(prefix="emulation-backup-") as scratch:
        copy = Path(scratch) / RECORD
        copied = settings.model_copy(update={"database_url": f"sqlite:///{copy}"})
        copy_record(settings.database_url, copied.database_url)
        result = audit(bootstrap.record_as_it_is(copied))
        manifest = Manifest(
            taken_at=now.isoformat(),
            version=migrations.HEAD,
            rows=result.rows,
            seal=result.seal,
            campaign=settings.campaign,
        )
        files = {RECORD: copy, INTAKE: settings.intake_dir}
        if not (bootstrap.CAMPAIGNS / settings.campaign).is_dir():
            files[CAMPAIGN] = bootstrap.campaign_folder(settings)
        with writing_to(folder):
            backups.pack(folder / f"{name}.tar", files, manifest)
            typer.echo(f"Wrote {folder / f'{name}.tar'}: {result.rows} sealed row(s), last seal {result.seal}")
    if keys:
        place = (keys_to or folder) / f"{name}-keys.tar"
        with writing_to(place):
            backups.pack(place, keys)
        typer.echo(f"Wrote {place}: {', '.join(keys)}")
    if settings.secret_key is not None:
        typer.echo("EMULATION_SECRET_KEY is not in it: keep it yourself; without it the record proves nothing.")
    _end_if_broken(result)


def restore(
    archive: Annotated[Path, typer.Argument(help="What `emulation backup` wrote.", exists=True, dir_okay=False)],
    keys: Annotated[
        Path | None,
        typer.Option(help="The archive of keys; else the one beside.", show_default=False, exists=True, dir_okay=False),
    ] = None,
) -> None:
    """Put a backup back: into the data folder and the database of the settings, both of which must be empty.

    Path, machine and kind of database may be others than before. The record is checked with its key, and must bear the
    seal that the backup names. Exit 0: all is as it was. 1: something is not, as each line says. 2: nothing was done.
    """
    settings = bootstrap.settings()
    manifest = backups.manifest_of(archive)
    if manifest.version != migrations.HEAD:
        end(f"The backup is of version {manifest.version}, this program of {migrations.HEAD}: install that one first.")
    beside = archive.with_name(f"{archive.stem}-keys.tar")
    kept = keys or (beside if beside.is_file() else None)
    if kept is None and not bootstrap.has_key(settings):
        end(f"The keys are missing: {beside} is not there. Name them by --keys, or set EMULATION_SECRET_KEY.")
    _ensure_empty(settings)
    with tempfile.TemporaryDirectory(prefix="emulation-restore-") as scratch:
        backups.unpack(archive, Path(scratch))
        copy_record(f"sqlite:///{scratch}/{RECORD}", settings.database_url)
        if kept is not None:
            backups.unpack(kept, settings.data_dir)
        _put(Path(scratch) / INTAKE, settings.intake_dir)
        _put(Path(scratch) / CAMPAIGN, settings.data_dir / CAMPAIGN)
    typer.echo(f"Put back the record of {manifest.taken_at} into {settings.data_dir}.")
    if (settings.data_dir / CAMPAIGN).is_dir():
        typer.echo(f"Its campaign is in {settings.data_dir / CAMPAIGN}: set EMULATION_CAMPAIGN to that.")
    result = audit(bootstrap.record_as_it_is(settings), noted=[NotedSeal(manifest.seal)])
    _end_if_broken(result)
    typer.echo(f"{result.rows} row(s), all as they were sealed. Next: emulation start.")


def _ensure_empty(settings: Settings) -> None:
    """Ensure that nothing of a record is there. BadSetting otherwise."""
    there = [name for name in ("emulation.db", *KEYS) if (settings.data_dir / name).exists()]
    if there:
        raise BadSetting(f"{settings.data_dir / there[0]} is there already: restore into an empty data folder.")


def _put(source: Path, place: Path) -> None:
    """Move what was unpacked to its place, beside whatever lies there already."""
    for file in sorted(source.rglob("*")):
        where = place / file.relative_to(source)
        if file.is_file() and not where.exists():
            where.parent.mkdir(parents=True, exist_ok=True)
            where.write_bytes(file.read_bytes())


def _end_if_broken(result: Audit) -> None:
    for told in result.faults:
        typer.echo(told, err=True)
    if result.uncompared:
        typer.echo(result.uncompared, err=True)
    if result.faults or result.uncompared:
        end(f"{len(result.faults)} fault(s): see docs/operations.md, “When something is wrong”.", BROKEN)

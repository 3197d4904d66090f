"""What an earlier version stored, and what today's program makes of it.

Run as a module, with FOLDER, it writes anew what is expected of the stored files in FOLDER (see its README.md): for a
new version's folder, or where people were meant to see something else.
"""

import hashlib
import json
import lzma
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, Row, inspect, text
from typer.testing import CliRunner

from emulation_workflow import bootstrap
from emulation_workflow.adapters.record.engine import open_engine, read_transaction
from emulation_workflow.adapters.record.migration import upgrade
from emulation_workflow.adapters.submissions.files import read_unit_file
from emulation_workflow.cli import app
from emulation_workflow.cli.context import load_context
from emulation_workflow.domain.record.ledger import seal_key
from emulation_workflow.domain.record.noted import NotedSeal
from emulation_workflow.domain.submissions.canonical import canonical_body
from emulation_workflow.office.audit import audit
from emulation_workflow.office.delivery.rendering import render_pending_letters
from tests.support.paths import TESTS
from tests.support.patience import PATIENCE
from tests.support.servers.databases import PostgresServer, postgres_server
from tests.support.servers.programs import find_program

OF_0_1_0 = TESTS / "fixtures" / "of_0_1_0"
SETTINGS = {
    "SECRET_KEY": "fixtures-of-0.1.0-no-secret-at-all",
    "MAIL_DOMAIN": "kontum.example",
}
"""Those the record was played with, besides places."""

KEY = seal_key(SETTINGS["SECRET_KEY"].encode())
"""What it is sealed with once it is upgraded."""

NOW = "2020-11-17T09:00:00+07:00"
"""When the record was left."""

Json = Any


def load(path: Path) -> Json:
    return json.loads(path.read_text(encoding="utf-8"))


def unpacked(path: Path) -> bytes:
    return lzma.decompress(path.read_bytes())


def sqlite_record(kept: Path, folder: Path) -> str:
    """Return the address of a copy of the kept record in `folder`, as it was stored."""
    path = folder / "record.db"
    path.write_bytes(unpacked(kept / "record.db.xz"))
    return f"sqlite:///{path}"


def postgres_record(kept: Path, server: PostgresServer) -> str:
    """Return the address of a new database with the kept dump in it, as it was stored."""
    url = server.bare_database()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(unpacked(kept / "record.sql.xz"))
    return url


@contextmanager
def _connection(url: str) -> Iterator[Connection]:
    engine = open_engine(url)
    with read_transaction(engine) as connection:
        yield connection
    engine.dispose()


def tables_of(url: str) -> dict[str, list[str]]:
    """Return the columns of every table of the record at `url`, but for the one that names its version."""
    with _connection(url) as connection:
        found = inspect(connection)
        names = sorted(set(found.get_table_names()) - {"alembic_version"})
        return {name: sorted(column["name"] for column in found.get_columns(name)) for name in names}


def contents_of(url: str, tables: Mapping[str, list[str]]) -> dict[str, dict[str, Any]]:
    """Return how many rows each of `tables` has, and a SHA-256 of what these columns of them hold."""
    with _connection(url) as connection:
        return {name: _digest(connection, name, columns) for name, columns in tables.items()}


def _digest(connection: Connection, table: str, columns: list[str]) -> dict[str, Any]:
    names = ", ".join(f'"{column}"' for column in columns)
    rows = connection.execute(text(f'SELECT {names} FROM "{table}"'))
    lines = sorted(json.dumps([_plain(value) for value in row], ensure_ascii=False, sort_keys=True) for row in rows)
    return {"rows": len(lines), "sha256": hashlib.sha256("\n".join(lines).encode()).hexdigest(), "columns": columns}


def _plain(value: Any) -> Any:
    match value:
        case bytes():
            return hashlib.sha256(value).hexdigest()
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case _:
            return value


@contextmanager
def settled(kept: Path, folder: Path, url: str) -> Iterator[None]:
    """Yield the program set up in `folder` as it was when the record at `url` was left, with the folder to work in."""
    (folder / "campaign").mkdir()
    for file in (kept / "campaign").iterdir():
        (folder / "campaign" / file.stem).write_bytes(unpacked(file))
    (folder / "clock").write_text(NOW, encoding="utf-8")
    places = {"DATA_DIR": folder / "data", "SET_CLOCK": folder / "clock", "CAMPAIGN": folder / "campaign"}
    settings = {"DATABASE_URL": url, **{name: str(place) for name, place in places.items()}, **SETTINGS}
    before, work = dict(os.environ), Path.cwd()
    os.environ |= {f"EMULATION_{name}": value for name, value in settings.items()}
    os.chdir(folder)
    bootstrap.settings.cache_clear()
    try:
        yield
    finally:
        os.chdir(work)
        os.environ.clear()
        os.environ |= before
        bootstrap.settings.cache_clear()


def audited(*noted: NotedSeal) -> dict[str, Any]:
    """Return what the audit of the record finds."""
    found = audit(bootstrap.office().store, noted=noted)
    return {"rows": found.rows, "seal": found.seal, "faults": list(found.faults), "erased": list(found.erased)}


def letters_put_into_words() -> dict[str, Any]:
    """Return each letter that waited for its words when the record was left: what it says, or why it cannot be said."""
    office = bootstrap.office()
    with office.store.look() as record:
        waiting = {letter.number for letter in record.letters.statuses() if not letter.subject}
    render_pending_letters(office)
    with _connection(bootstrap.settings().database_url) as connection:
        rows = connection.execute(text("SELECT number, kind, subject, text, html, fault FROM letter ORDER BY number"))
        return {str(row.number): _letter(row) for row in rows if row.number in waiting}


def _letter(row: Row[Any]) -> dict[str, Any]:
    """Return the words themselves are long: of each only a hash is kept."""
    words = hashlib.sha256(f"{row.text}\n{row.html}".encode()).hexdigest()
    return {"kind": row.kind, "subject": row.subject, "words_sha256": words, "fault": row.fault}


def readings(kept: Path) -> dict[str, str]:
    """Return the canonical JSON of each plan and report that a unit sent, by the file's name."""
    given = load_context(None)
    return {
        path.name: canonical_body(
            read_unit_file(path.name, path.read_bytes(), campaign=given.campaign, units=given.units)
        )
        for path in sorted((kept / "sent").iterdir())
        if path.suffix != ".canonical"
    }


def answer_of(kept: Path, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return a command's exit code and JSON, run in a folder with the kept files. `asked` may name another now."""
    for file in [*(kept / "commands" / "files").iterdir(), *(kept / "sent").iterdir()]:
        shutil.copy(file, Path(file.name))
    clock = Path("clock")
    clock.write_text(asked.get("now", NOW), encoding="utf-8")
    result = CliRunner().invoke(app, asked["command"])
    clock.write_text(NOW, encoding="utf-8")
    try:
        answer = json.loads(result.stdout)
    except ValueError:
        raise AssertionError(f"{asked['command']} answers no JSON: {result.output}") from result.exception
    return {**asked, "exit_code": result.exit_code, "answer": answer}


def run_forms(kept: Path) -> Json:
    """Return what Prefect stores of deployments and waiting runs: see `stored_forms.py`, run as a program."""
    program = [sys.executable, "-m", "tests.support.stored_forms", str(kept / "waiting_runs.json")]
    done = subprocess.run(program, cwd=TESTS.parent, capture_output=True, check=False, timeout=PATIENCE)
    if done.returncode:
        raise AssertionError(done.stderr.decode())
    return json.loads(done.stdout)


def main(kept: Path) -> None:
    """Write what is expected of the stored files in `kept`."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        url = sqlite_record(kept, folder)
        record = {"sqlite": contents_of(url, tables_of(url))}
        with settled(kept, folder, url):
            record["sqlite_audit"] = audited()
            for name, body in readings(kept).items():
                (kept / "sent" / f"{name}.canonical").write_text(f"{body}\n", encoding="utf-8")
            for path in sorted((kept / "commands").glob("*.json")):
                _write(path, answer_of(kept, load(path)))
            _write(kept / "runs.json", run_forms(kept))
            _write(kept / "letters.json", letters_put_into_words())
    with tempfile.TemporaryDirectory() as work, postgres_server(_initdb()) as server:
        url = postgres_record(kept, server)
        record["postgresql"] = contents_of(url, tables_of(url))
        upgrade(url, KEY)
        with settled(kept, Path(work), url):
            record["postgresql_audit"] = audited()
    _write(kept / "record.json", record)


def _initdb() -> Path:
    found = find_program("initdb")
    if found is None:
        raise SystemExit("PostgreSQL's programs are needed")
    return found.resolve().parent


def _write(path: Path, told: Json) -> None:
    path.write_text(f"{json.dumps(told, ensure_ascii=False, indent=1)}\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute())

"""Databases for tests: SQLite in a file of the test's own, PostgreSQL in a server that lives as long as the session."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import delete, event, insert, select

from emulation_workflow.adapters.record.engine import open_engine
from emulation_workflow.adapters.record.migration import upgrade
from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.adapters.record.tables import Record
from emulation_workflow.domain.record.ledger import seal_key
from tests.support.patience import PATIENCE, wait_for

MAIL_DOMAIN = "kontum.example"
SEAL_KEY = seal_key(b"a secret that seals the records of tests")


def open_store(url: str, key: bytes | None = SEAL_KEY) -> SqlStore:
    return SqlStore(open_engine(url), key=key, mail_domain=MAIL_DOMAIN)


def sqlite_url(folder: Path) -> str:
    """Return the address of a new, empty record in `folder`."""
    path = folder / "record.db"
    path.write_bytes(_empty_record())
    return f"sqlite:///{path}"


def sqlite_store(folder: Path) -> SqlStore:
    """Return a new, empty record in `folder`."""
    return open_store(sqlite_url(folder))


class PlayedRecord:
    """A record that is emptied and used again: each new one would prepare its statements anew."""

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)
        if self.engine.dialect.name == "sqlite":
            # Nothing is lost if the machine dies, for nobody keeps it; waiting for the disk is most of a year.
            event.listen(self.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
        self.store = SqlStore(self.engine, key=SEAL_KEY, mail_domain=MAIL_DOMAIN)

    def empty(self) -> SqlStore:
        """Return its store, with nothing in it."""
        with self.engine.begin() as connection:
            head = Record.metadata.tables["ledger_head"]
            seed = dict(connection.execute(select(head)).mappings().one()) | {"number": 0, "seal": "0" * 64}
            for table in reversed(Record.metadata.sorted_tables):
                connection.execute(delete(table))
            connection.execute(insert(head), seed)
        return self.store


@cache
def _empty_record() -> bytes:
    """Return what an upgraded record's file holds: to copy it is quicker than to migrate for every test."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        upgrade(f"sqlite:///{path}", SEAL_KEY)
        return path.read_bytes()


class PostgresServer:
    """A PostgreSQL server of our own on a socket in `folder`; reached by nobody else."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)
        upgrade(self._url(self._create("migrated", template="template0")), SEAL_KEY)

    def migrated_database(self) -> str:
        """Return the address of a new, empty record."""
        return self._url(self._create(f"record_{next(self._numbers)}", template="migrated"))

    def bare_database(self) -> str:
        """Return the address of a new database without any table."""
        return self._url(self._create(f"bare_{next(self._numbers)}", template="template0"))

    def _create(self, name: str, *, template: str) -> str:
        with psycopg.connect(host=str(self._folder), user="record", dbname="postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        return name

    def _url(self, name: str) -> str:
        return f"postgresql://record@/{name}?host={self._folder}"


@contextmanager
def postgres_server(programs: Path, *more: str) -> Iterator[PostgresServer]:
    """Start a throw-away server with the PostgreSQL programs in `programs`, and stop it at the end.

    `more`: further options of `postgres`.
    """
    # Short, because the path of a socket may not be long.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    identity = _unprivileged(folder)
    try:
        _make_cluster(programs, folder, identity)
        settings = [f"-cunix_socket_directories={folder}", "-clisten_addresses=", "-cfsync=off", *more]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [programs / "postgres", "-D", folder / "cluster", *settings], cwd=folder, stderr=log, **identity
            )
        try:
            _await_server(server, folder)
            yield PostgresServer(folder)
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(PATIENCE)
    finally:
        shutil.rmtree(folder)


def _unprivileged(folder: Path) -> dict[str, Any]:
    """Return whom PostgreSQL runs as, to whom `folder` is given: it refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = known.get("postgres") or known["nobody"]
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _make_cluster(programs: Path, folder: Path, identity: dict[str, Any]) -> None:
    options = ["--username=record", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
    subprocess.run(
        [programs / "initdb", "--pgdata", folder / "cluster", *options],
        cwd=folder,
        check=True,
        stdout=subprocess.DEVNULL,
        timeout=PATIENCE,
        **identity,
    )


def _await_server(server: subprocess.Popen[bytes], folder: Path) -> None:
    def look() -> bool | None:
        if server.poll() is not None:
            raise RuntimeError((folder / "log").read_text())
        try:
            psycopg.connect(host=str(folder), user="record", dbname="postgres").close()
        except psycopg.OperationalError:
            return None
        return True

    wait_for(look, "PostgreSQL to come up")

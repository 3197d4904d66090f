"""The whole cluster as processes on loopback: PostgreSQL, Redis, haproxy, two servers, services, two workers, pages.

Each part of the program is started as an operator starts it, by `emulation start --only`, from two data folders that
stand for two machines.
"""

import os
import shutil
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx
import psycopg

from emulation_workflow.settings import LOOPBACK, PROJECT, Settings
from emulation_workflow.stack.addresses import answers
from emulation_workflow.stack.part import Part, run_to_its_end
from emulation_workflow.stack.prefect_service import PrefectApi
from emulation_workflow.stack.sign_in import SignIn
from tests.support.patience import PATIENCE, wait_for
from tests.support.servers.databases import _unprivileged
from tests.support.servers.programs import needs_program

EMULATION = str(Path(sys.executable).with_name("emulation"))
WORDS = "ban:khong-ai-biet-ngoai-thu-nghiem"
KEY = "a-secret-key-of-the-cluster-on-loopback-0001"
FASTER = 20
"""How much faster than ours the office's time goes: what a dead sender had claimed is free in a minute, not fifteen."""

HAPROXY = """
global
    maxconn 500
defaults
    mode http
    timeout connect 2s
    timeout client 60s
    timeout server 60s
    option redispatch
    retries 3
frontend api
    bind 127.0.0.1:{port}
    default_backend servers
backend servers
    option httpchk GET /api/health
    default-server check inter 500ms fall 2 rise 1
    server a 127.0.0.1:{a}
    server b 127.0.0.1:{b}
"""


class RunningClock:
    """The office's time in a file that all parts share: it goes on by itself, `FASTER` than ours."""

    def __init__(self, file: Path, begins: datetime) -> None:
        self._file, self._begins = file, begins
        self._began = time.monotonic()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._write()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.wait(0.1):
            self._write()

    def _write(self) -> None:
        now = self._begins + timedelta(seconds=(time.monotonic() - self._began) * FASTER)
        beside = self._file.with_suffix(".new")
        beside.write_text(now.isoformat(), encoding="ascii")
        beside.replace(self._file)


class Cluster:
    """All programs by name. `settings`: the office's, for whoever works on its record beside them."""

    def __init__(self, folder: Path, *, campaign: str, mail: tuple[str, int] | None = None) -> None:
        self.folder = folder
        self._identity = _unprivileged(folder)
        names = ("postgres", "redis", "api", "a", "b", "pages", "smtp", "mailbox")
        self.ports = dict(zip(names, free_ports(len(names)), strict=True))
        self.clock = folder / "clock"
        self._mail = mail
        self.environment = self._told(campaign)
        self.parts: dict[str, Part] = {}
        self._make_system()
        self._make_parts()
        self.sign_in = SignIn(words=WORDS, file=None)
        self.api = PrefectApi(self.api_url, self.sign_in)

    @property
    def api_url(self) -> str:
        return f"http://{LOOPBACK}:{self.ports['api']}/api"

    @property
    def settings(self) -> Settings:
        return Settings.read(
            **{
                name.removeprefix("EMULATION_").lower(): value
                for name, value in self.environment["first"].items()
                if name.startswith("EMULATION_")
            }
        )

    def _told(self, campaign: str) -> dict[str, Mapping[str, str]]:
        """Return the environment of each of two machines, as an operator sets it."""
        database = f"record@{LOOPBACK}:{self.ports['postgres']}"
        shared = {
            "EMULATION_CAMPAIGN": campaign,
            "EMULATION_DATABASE_URL": f"postgresql://{database}/emulation",
            "EMULATION_SECRET_KEY": KEY,
            "EMULATION_SET_CLOCK": str(self.clock),
            "EMULATION_INTAKE_DIR": str(self.folder / "intake"),
            "EMULATION_REDIS_URL": f"redis://{LOOPBACK}:{self.ports['redis']}/0",
            "EMULATION_SMTP_PORT": str(self._mail[1] if self._mail else self.ports["smtp"]),
            "EMULATION_PAGES_URL": f"http://{LOOPBACK}:{self.ports['pages']}",
            "EMULATION_LOST_AFTER": "40",
            "PREFECT_API_URL": self.api_url,
            "PREFECT_SERVER_API_AUTH_STRING": WORDS,
            "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"postgresql+asyncpg://{database}/prefect",
            "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
        }
        if self._mail:
            shared["EMULATION_SMTP_HOST"] = self._mail[0]
        outside = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "EMULATION_"))}
        return {
            machine: {**outside, **shared, "EMULATION_DATA_DIR": str(self.folder / machine)}
            for machine in ("first", "second")
        }

    def _make_system(self) -> None:
        ports = self.ports
        postgres, redis, haproxy = (needs_program(name) for name in ("postgres", "redis-server", "haproxy"))
        as_user: Sequence[str] = ()
        if self._identity:
            user, group = self._identity["user"], self._identity["group"]
            as_user = (shutil.which("setpriv") or "setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups")
        run_to_its_end(
            "initdb",
            (*as_user, str(needs_program("initdb")), f"--pgdata={self.folder}/cluster", "--username=record",
             "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"),
            environment=os.environ,
            folder=self.folder,
            log=self.folder / "logs" / "initdb.log",
        )  # fmt: skip
        settings = (
            f"-p{ports['postgres']}",
            f"-k{self.folder}",
            "-cmax_connections=300",
            f"-clisten_addresses={LOOPBACK}",
        )
        self._part(
            "PostgreSQL", (*as_user, str(postgres), "-D", f"{self.folder}/cluster", *settings), self._has_postgres
        )
        listens = partial(answers, LOOPBACK, ports["redis"])
        kept = ("--appendonly", "yes", "--save", "", "--dir", str(self.folder / "redis"))
        (self.folder / "redis").mkdir()
        self._part("Redis", (str(redis), "--port", str(ports["redis"]), "--bind", LOOPBACK, *kept), listens)
        config = self.folder / "haproxy.cfg"
        config.write_text(HAPROXY.format(port=ports["api"], a=ports["a"], b=ports["b"]), encoding="ascii")
        self._part("haproxy", (str(haproxy), "-db", "-f", str(config)), partial(answers, LOOPBACK, ports["api"]))

    def _has_postgres(self) -> bool:
        with suppress(psycopg.OperationalError):
            self._ask_postgres("SELECT 1")
            return True
        return False

    def _ask_postgres(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        where = {"host": LOOPBACK, "port": self.ports["postgres"], "user": "record", "dbname": database}
        with psycopg.connect(**where, autocommit=True, connect_timeout=2) as connection:  # type: ignore[arg-type]
            answer = connection.execute(statement.encode())
            return answer.fetchall() if answer.description else []

    def _make_parts(self) -> None:
        for name, machine, more in (
            ("server a", "first", ("--only", "server", "--port", str(self.ports["a"]))),
            ("server b", "second", ("--only", "server", "--port", str(self.ports["b"]))),
            ("services", "first", ("--only", "services")),
            ("worker 1", "first", ("--only", "worker", "--worker-name", "may-1")),
            ("worker 2", "second", ("--only", "worker", "--worker-name", "may-2")),
            ("catcher", "first", ("--only", "catcher", "--mailbox-port", str(self.ports["mailbox"]))),
            ("pages", "first", ("--only", "pages", "--pages-port", str(self.ports["pages"]))),
        ):
            if name == "catcher" and self._mail:
                continue
            self._part(name, (EMULATION, "start", *more), lambda: True, self.environment[machine])

    def _part(
        self, name: str, command: Sequence[str], is_up: Callable[[], bool], environment: Mapping[str, str] | None = None
    ) -> None:
        log = self.folder / "logs" / f"{name.replace(' ', '-')}.log"
        folder = PROJECT if environment else self.folder
        self.parts[name] = Part(
            name, command, environment=environment or os.environ, folder=folder, log=log, is_up=is_up, grace=20
        )

    def start(self, *names: str) -> None:
        for name in names:
            self.parts[name].start()
        for name in names:
            self.parts[name].wait_until_up(PATIENCE)

    def come_up(self) -> None:
        """Start everything as docs/operations.md says: both servers at once, on a fresh database."""
        self.start("PostgreSQL", "Redis", "haproxy")
        for name in ("emulation", "prefect"):
            self._ask_postgres(f"CREATE DATABASE {name}")
        rest = [name for name in self.parts if name not in {"PostgreSQL", "Redis", "haproxy"}]
        self.start(*rest)
        run_to_its_end(
            "emulation deploy",
            (EMULATION, "deploy"),
            environment=self.environment["second"],
            folder=PROJECT,
            log=self.folder / "logs" / "deploy.log",
        )
        wait_for(lambda: True if {"may-1", "may-2"} <= set(self.api.workers_seen()) else None, "both workers")

    def kill(self, name: str) -> None:
        """Kill a part with all that it started, as a power cut on its machine does."""
        self.parts[name].kill()

    def end(self) -> None:
        for part in reversed(self.parts.values()):
            part.kill()
        self.api.close()


def free_ports(number: int) -> list[int]:
    with ExitStack() as held:
        bound = [held.enter_context(socket.create_server((LOOPBACK, 0))) for _ in range(number)]
        return [listener.getsockname()[1] for listener in bound]


@contextmanager
def cluster(folder: Path, *, campaign: str, begins: datetime, mail: tuple[str, int] | None = None) -> Iterator[Cluster]:
    """A cluster that runs, in an empty folder whose path is short."""
    made = Cluster(folder, campaign=campaign, mail=mail)
    with RunningClock(made.clock, begins):
        try:
            made.come_up()
            yield made
        finally:
            made.end()


def health(url: str) -> httpx.Response | None:
    with suppress(httpx.HTTPError):
        return httpx.get(url, timeout=5, trust_env=False)
    return None

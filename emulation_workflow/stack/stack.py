"""The whole stack, in order up and in order down."""

import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import gethostname
from types import TracebackType
from typing import Any, NoReturn, Self
from urllib.parse import urlsplit

from emulation_workflow.messages.names import NEUTRAL
from emulation_workflow.settings import LOOPBACK, PROJECT, BadSetting, Settings, is_loopback
from emulation_workflow.stack.addresses import (
    LETTERS,
    MAILBOX,
    PAGES,
    PREFECT,
    Addresses,
    answers,
    free_addresses,
    refuse_open_door,
    refuse_taken_ports,
)
from emulation_workflow.stack.database_turn import turn_on
from emulation_workflow.stack.environment import environment_of
from emulation_workflow.stack.folder import keep_private, sole_user
from emulation_workflow.stack.former_names import retire_former_names
from emulation_workflow.stack.keeping import Keeper
from emulation_workflow.stack.only import KEEPING, LISTENING, SHARING, Only
from emulation_workflow.stack.part import Part, PartFailed, run_to_its_end
from emulation_workflow.stack.prefect_programs import (
    API_URL,
    DATABASE,
    DEPLOY,
    SERVER,
    SERVER_ALONE,
    SERVICES,
    UPGRADE,
    ensure_shared,
    work,
)
from emulation_workflow.stack.prefect_service import SEEN_WITHIN, PoolNotMade, PrefectApi
from emulation_workflow.stack.sign_in import SignIn
from emulation_workflow.stack.waiting import Tell, each_look, say_nothing

EMULATION = str(Path(sys.executable).with_name("emulation"))
REGISTERING_TRIED = 3
"""How often the flows are registered until it succeeds: that asks some hundred things of a server just come up."""

WATCH_EVERY = 2.0
"""Seconds."""

_MARGIN = 5.0
"""Seconds."""


class Stack:
    """Server, worker, pages and mail catcher: up inside `with`, ended in order after it, whatever ends it.

    Everything is kept under `settings.data_dir`. Without `addresses` it is a world of its own for a demonstration or a
    test: free loopback ports, the catcher for a mail server, and no setting of a Prefect used otherwise. With them, it
    serves the office: the operator's mail server and Prefect settings hold. `settings` afterwards holds the addresses
    in use, for whoever works on the same record. `names` are the campaign's own words in deployments.

    `only`: that part alone; the others run elsewhere, and PREFECT_API_URL of the environment says where the servers
    are reached. `worker`: its name, its own in the cluster.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        addresses: Addresses | None = None,
        names: Mapping[str, str] = NEUTRAL,
        tell: Tell = say_nothing,
        only: Only | None = None,
        worker: str = "",
    ) -> None:
        self._names = names
        self._is_apart = addresses is None
        self._addresses = addresses or free_addresses()
        self._only = only
        self._catches_mail = self._is_apart or not settings.has_mail_server
        self._tell = tell
        self._worker_name = worker or f"{gethostname()}-1"
        self.settings = settings.model_copy(update=self._in_use(settings))
        self.sign_in = SignIn.of(settings, {} if self._is_apart else os.environ, is_made=self._has_server_near)
        self.environment = environment_of(
            self.settings,
            self._addresses,
            api_url=self.api_url,
            sign_in=self.sign_in,
            names=names,
            only=only,
            is_apart=self._is_apart,
        )
        if only in SHARING:
            ensure_shared(self.environment)
        self._api = PrefectApi(self.api_url, self.sign_in)
        self._near = PrefectApi(self._own_api_url, self.sign_in)
        self._make_parts()
        self._held = ExitStack()

    def _make_parts(self) -> None:
        self.catcher = self._make_catcher()
        self.pages = self._make_pages()
        command = SERVER_ALONE if self._only is Only.SERVER else SERVER
        self.server = self._part("Prefect's server", command, self._near.is_healthy)
        self.services = self._part("Prefect's services", SERVICES, self._api.is_healthy)
        self.worker = self._part("the worker", work(self._worker_name), self._worker_is_seen)

    @property
    def _has_server_near(self) -> bool:
        """Whether the server that answers is of this machine, as far as can be told."""
        return self._only in (None, Only.SERVER, Only.CATCHER) or is_loopback(urlsplit(self.api_url).hostname or "")

    @property
    def api_url(self) -> str:
        """Prefect's API, as this machine reaches it: where parts run by themselves, what PREFECT_API_URL says."""
        elsewhere = "" if self._is_apart or self._only is None else os.environ.get(API_URL, "")
        return elsewhere.rstrip("/") or self._own_api_url

    @property
    def _own_api_url(self) -> str:
        return f"{self._addresses.url(self._addresses.prefect)}/api"

    @property
    def mailbox_url(self) -> str | None:
        """The page that shows caught letters; None if they go to a mail server."""
        return self._addresses.url(self._addresses.mailbox) if self._catches_mail else None

    @property
    def mailbox(self) -> Path:
        """Where caught letters lie, one .eml each."""
        return self.settings.data_dir / "mail"

    @property
    def logs(self) -> Path:
        return self.settings.data_dir / "logs"

    def __enter__(self) -> Self:
        """Start everything. BadSetting if folder or port is taken, PartFailed if a part does not come up."""
        if self._only in (None, *LISTENING):
            refuse_open_door(self._addresses, self.settings)
        self.settings.data_dir.mkdir(parents=True, exist_ok=True)
        with ExitStack() as held:
            for api in (self._api, self._near):
                held.callback(api.close)
            if self._only in (None, *KEEPING):
                held.enter_context(sole_user(self.settings.data_dir, is_part=self._only is not None))
            refuse_taken_ports(self._addresses, self._uses())
            for line in keep_private(self.settings.data_dir, but=self.settings.intake_dir):
                self._tell(line)
            held.callback(self.stop)
            self._come_up()
            self._held = held.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._held.close()

    def watch(self) -> NoReturn:
        """Keep every part at work until somebody asks to end: see `Keeper`."""
        keepers = self.keepers()
        while True:
            for keeper in keepers:
                keeper.look()
            time.sleep(WATCH_EVERY)

    def check(self) -> None:
        """Raise PartFailed if a part ended by itself."""
        for part in self._parts:
            part.check()

    def keepers(self) -> Sequence[Keeper]:
        """Return who keeps each part at work."""
        kept = {
            self.pages: Keeper(self.pages, tell=self._tell),
            self.server: Keeper(self.server, tell=self._tell, idle=self._undone_by_server),
            self.services: Keeper(self.services, tell=self._tell, idle=self._undone_by_services),
            self.worker: Keeper(
                self.worker,
                tell=self._tell,
                idle=self._undone_by_worker,
                after=self._start_rounds,
            ),
        }
        if self.catcher:
            kept[self.catcher] = Keeper(self.catcher, tell=self._tell)
        return [kept[part] for part in self._parts]

    def _undone_by_server(self) -> str:
        if not self._near.is_healthy():
            return "it gives no answer"
        return "" if self._only else self._undone_by_services()

    def _undone_by_services(self) -> str:
        return self._api.scheduler_is_idle() if self._api.is_healthy() else ""

    def _undone_by_worker(self) -> str:
        seen = self._api.worker_was_seen(self._worker_name, datetime.now(UTC) - SEEN_WITHIN)
        return "" if seen or not self._api.is_healthy() else "it has given no sign of life to the server"

    def _worker_is_seen(self) -> bool:
        return self._api.worker_was_seen(self._worker_name, self.worker.started_at)

    def _start_rounds(self) -> None:
        """Have what died started again: at once, and once more when what died just now is known to be dead."""
        for after in (timedelta(), timedelta(seconds=self.settings.lost_after + _MARGIN)):
            self._api.start_round(after=after)

    def stop(self) -> None:
        """End what runs: first who takes work, last who keeps what is left. Asked again meanwhile, end it at once."""
        try:
            for part in reversed(self._parts):
                if part.is_running:
                    self._tell(f"Stopping {part.name} ...")
                part.stop()
        except BaseException:
            for part in self._parts:
                part.kill()
            raise

    @property
    def _parts(self) -> Sequence[Part]:
        if self._only is None:
            chosen = [self.catcher, self.server, self.pages, self.worker]
        else:
            chosen = [getattr(self, self._only.value)]
        return [part for part in chosen if part is not None]

    def _come_up(self) -> None:
        match self._only:
            case None:
                self._come_up_whole()
            case Only.SERVER:
                self._come_up_in_turn()
            case Only.CATCHER | Only.PAGES:
                self._start_alone()
            case Only.SERVICES:
                self._wait_for_servers()
                self._start_alone()
            case Only.WORKER:
                self._wait_for_servers()
                self._make_pool(self._api, until=lambda: None)
                self._start_alone()
                self._start_rounds()

    def _come_up_whole(self) -> None:
        if self.catcher:
            self._tell(f"Starting {self.catcher.name} ...")
            self.catcher.start()
        self._tell(f"Starting {self.server.name} and {self.pages.name} ...")
        self.server.start()
        self.pages.start()
        self.server.wait_until_up()
        if self.catcher:
            self.catcher.wait_until_up()
        self._make_pool(self._api, until=self.server.check)
        # Each takes seconds of one core to come up, and neither needs the other.
        self._tell(f"Starting {self.worker.name}, registering the flows ...")
        self.worker.start()
        self.deploy()
        retire_former_names(self._api, self._names)
        self.worker.wait_until_up()
        self.pages.wait_until_up()
        self._start_rounds()

    def _come_up_in_turn(self) -> None:
        """Bring Prefect's database up to date and start one of several servers, while no other does."""
        with turn_on(self.environment[DATABASE], tell=self._tell):
            self._run("Bringing Prefect's database up to date", UPGRADE, log="upgrade.log")
            self._start_alone()

    def _start_alone(self) -> None:
        (part,) = self._parts
        self._tell(f"Starting {part.name} ...")
        part.start()
        part.wait_until_up()

    def _wait_for_servers(self) -> None:
        for _ in each_look(f"Prefect's server at {self.api_url}", tell=self._tell, every=0.5):
            if self._api.is_healthy():
                return
        raise BadSetting(f"No server of Prefect's answers at {self.api_url}: start it, or set {API_URL}.")

    def _make_pool(self, api: PrefectApi, *, until: Callable[[], None]) -> None:
        """Make the work pool; `until` raises once there is nothing more to wait for."""
        log = self.server.log
        try:
            for _ in each_look("the work pool", tell=self._tell):
                until()
                if api.make_pool():
                    return
        except PoolNotMade as refused:
            raise PartFailed("Prefect's server", f"did not make the work pool ({refused})", log) from None
        raise PartFailed("Prefect's server", "gave no answer", log)

    def register(self) -> None:
        """Register the flows with servers that run already, and have the rounds run. PartFailed if that fails."""
        self._wait_for_servers()
        self._make_pool(self._api, until=lambda: None)
        self.deploy()
        retire_former_names(self._api, self._names)
        self._start_rounds()

    def deploy(self) -> None:
        """Register the flows of prefect.yaml with the server. PartFailed if that fails."""
        self._run("Registering the flows", DEPLOY, log="deploy.log", attempts=REGISTERING_TRIED)

    def _run(self, name: str, command: Sequence[str], *, log: str, attempts: int = 1) -> None:
        run_to_its_end(
            name,
            command,
            environment=self.environment,
            folder=PROJECT,
            log=self.logs / log,
            tell=self._tell,
            attempts=attempts,
        )

    def _in_use(self, settings: Settings) -> dict[str, Any]:
        """Return the addresses as they are, over what `settings` say."""
        api = self.api_url
        pages = self._addresses.url(self._addresses.pages)
        urls = {"prefect_ui_url": api.removesuffix("/api"), "prefect_api_url": api, "pages_url": pages}
        if not self._is_apart:
            # What the operator set is how people reach the server, perhaps through another.
            urls = {name: value for name, value in urls.items() if name not in settings.model_fields_set}
        if not self._catches_mail:
            return urls
        catcher = {"smtp_host": None, "smtp_port": self._addresses.smtp, "smtp_security": "none"}
        return {**urls, **catcher, "smtp_username": None, "smtp_password": None}

    def _make_catcher(self) -> Part | None:
        if not self._catches_mail:
            return None
        smtp, page = self._addresses.smtp, self._addresses.mailbox
        ports = ("--smtp-port", str(smtp), "--web-port", str(page))
        return self._part(
            "the mail catcher",
            (EMULATION, "catch-mail", "--folder", str(self.mailbox), *ports),
            lambda: answers(LOOPBACK, smtp) and answers(LOOPBACK, page),
        )

    def _make_pages(self) -> Part:
        host, port = self._addresses.host, self._addresses.pages
        where = ("--host", host, "--port", str(port), "--api", self.api_url)
        command = (sys.executable, "-m", "emulation_workflow.portal", *where)
        return self._part("the pages", command, lambda: answers(self._addresses.near, port))

    def _part(self, name: str, command: Sequence[str], is_up: Callable[[], bool]) -> Part:
        log = self.logs / f"{self._log_name(name.rsplit(maxsplit=1)[-1])}.log"
        return Part(name, command, environment=self.environment, folder=PROJECT, log=log, is_up=is_up, tell=self._tell)

    def _log_name(self, part: str) -> str:
        """Return the name of a part's log; of several workers and servers on one machine each writes its own."""
        if self._only is None:
            return part
        return {"worker": f"worker-{self._worker_name}", "server": f"server-{self._addresses.prefect}"}.get(part, part)

    def _uses(self) -> tuple[str, ...]:
        """Return for what ports are needed."""
        caught = (LETTERS, MAILBOX) if self._catches_mail else ()
        match self._only:
            case None:
                return (PREFECT, PAGES, *caught)
            case Only.SERVER:
                return (PREFECT,)
            case Only.PAGES:
                return (PAGES,)
            case Only.CATCHER:
                return caught
            case Only.SERVICES | Only.WORKER:
                return ()

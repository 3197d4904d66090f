"""The whole stack, in order up and in order down."""

import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn, Self

from emulation_workflow.messages.names import NEUTRAL
from emulation_workflow.settings import LOOPBACK, PROJECT, BadSetting, Settings
from emulation_workflow.stack.addresses import Addresses, answers, free_addresses, is_free
from emulation_workflow.stack.folder import keep_private, sole_user
from emulation_workflow.stack.former_names import retire_former_names
from emulation_workflow.stack.keeping import Keeper
from emulation_workflow.stack.part import Part, PartFailed, run_to_its_end
from emulation_workflow.stack.prefect_service import (
    DEPLOY,
    PREFECT_DEFAULTS,
    SEEN_WITHIN,
    SERVER,
    WORK,
    PoolNotMade,
    PrefectApi,
    prefect_environment,
    without_prefect,
)
from emulation_workflow.stack.sign_in import SignIn
from emulation_workflow.stack.waiting import Tell, each_look, say_nothing

EMULATION = str(Path(sys.executable).with_name("emulation"))
REGISTERING_TRIED = 3
"""How often the flows are registered until it succeeds: that asks some hundred things of a server just come up."""

WATCH_EVERY = 2.0
"""Seconds."""

_MARGIN = 5.0
"""Seconds."""


def _words(names: Mapping[str, str]) -> Mapping[str, str]:
    """Return what prefect.yaml takes from its environment."""
    return {"APP_BOARD": names["board"], "APP_GATE": names["gate"]}


class Stack:
    """Server, worker, pages and mail catcher: up inside `with`, ended in order after it, whatever ends it.

    Everything is kept under `settings.data_dir`. Without `addresses` it is a world of its own for a demonstration or a
    test: free loopback ports, the catcher for a mail server, and no setting of a Prefect used otherwise. With them, it
    serves the office: the operator's mail server and Prefect settings hold. `settings` afterwards holds the addresses
    in use, for whoever works on the same record. `names` are the campaign's own words in deployments.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        addresses: Addresses | None = None,
        names: Mapping[str, str] = NEUTRAL,
        tell: Tell = say_nothing,
    ) -> None:
        self._names = names
        self._is_apart = addresses is None
        self._addresses = addresses or free_addresses()
        self._catches_mail = self._is_apart or not settings.has_mail_server
        self._tell = tell
        self.settings = settings.model_copy(update=self._in_use(settings))
        self.sign_in = SignIn.of(settings, {} if self._is_apart else os.environ)
        self.environment = self._environment()
        self._api = PrefectApi(self.api_url, self.sign_in)
        self.catcher = self._make_catcher()
        self.pages = self._make_pages()
        self.server = self._part("Prefect's server", SERVER, self._api.is_healthy)
        self.worker = self._part("the worker", WORK, lambda: self._api.worker_was_seen(self.worker.started_at))
        self._held = ExitStack()

    @property
    def api_url(self) -> str:
        """Prefect's API, as this machine reaches it."""
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
        self._refuse_open_door()
        self.settings.data_dir.mkdir(parents=True, exist_ok=True)
        with ExitStack() as held:
            held.callback(self._api.close)
            held.enter_context(sole_user(self.settings.data_dir))
            self._refuse_taken_ports()
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
        kept = [
            Keeper(self.pages, tell=self._tell),
            Keeper(self.server, tell=self._tell, idle=self._undone_by_server),
            Keeper(
                self.worker,
                tell=self._tell,
                idle=self._undone_by_worker,
                after=self._start_rounds,
            ),
        ]
        return [*kept, Keeper(self.catcher, tell=self._tell)] if self.catcher else kept

    def _undone_by_server(self) -> str:
        return self._api.scheduler_is_idle() if self._api.is_healthy() else "it gives no answer"

    def _undone_by_worker(self) -> str:
        seen = self._api.worker_was_seen(datetime.now(UTC) - SEEN_WITHIN)
        return "" if seen or not self._api.is_healthy() else "it has given no sign of life to the server"

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
        return [part for part in (self.catcher, self.server, self.pages, self.worker) if part is not None]

    def _come_up(self) -> None:
        if self.catcher:
            self._tell(f"Starting {self.catcher.name} ...")
            self.catcher.start()
        self._tell(f"Starting {self.server.name} and {self.pages.name} ...")
        self.server.start()
        self.pages.start()
        self.server.wait_until_up()
        if self.catcher:
            self.catcher.wait_until_up()
        self._make_pool()
        # Each takes seconds of one core to come up, and neither needs the other.
        self._tell(f"Starting {self.worker.name}, registering the flows ...")
        self.worker.start()
        self.deploy()
        retire_former_names(self._api, self._names)
        self.worker.wait_until_up()
        self.pages.wait_until_up()
        self._start_rounds()

    def _make_pool(self) -> None:
        try:
            for _ in each_look("the work pool", tell=self._tell):
                self.server.check()
                if self._api.make_pool():
                    return
        except PoolNotMade as refused:
            raise PartFailed(self.server.name, f"did not make the work pool ({refused})", self.server.log) from None
        raise PartFailed(self.server.name, "gave no answer", self.server.log)

    def deploy(self) -> None:
        """Register the flows of prefect.yaml with the server. PartFailed if that fails."""
        run_to_its_end(
            "Registering the flows",
            DEPLOY,
            environment=self.environment,
            folder=PROJECT,
            log=self.logs / "deploy.log",
            tell=self._tell,
            attempts=REGISTERING_TRIED,
        )

    def _in_use(self, settings: Settings) -> dict[str, Any]:
        """Return the addresses as they are, over what `settings` say."""
        url = self._addresses.url(self._addresses.prefect)
        pages = self._addresses.url(self._addresses.pages)
        urls = {"prefect_ui_url": url, "prefect_api_url": f"{url}/api", "pages_url": pages}
        if not self._is_apart:
            # What the operator set is how people reach the server, perhaps through another.
            urls = {name: value for name, value in urls.items() if name not in settings.model_fields_set}
        if not self._catches_mail:
            return urls
        catcher = {"smtp_host": None, "smtp_port": self._addresses.smtp, "smtp_security": "none"}
        return {**urls, **catcher, "smtp_username": None, "smtp_password": None}

    def _environment(self) -> dict[str, str]:
        prefect = prefect_environment(
            home=self.settings.data_dir / "prefect",
            host=self._addresses.host,
            port=self._addresses.prefect,
            api_url=self.api_url,
            settings=self.settings,
        )
        # Somebody watches one that stands apart: its worker looks for runs more often than an office's needs to.
        apart = without_prefect(os.environ) | {"PREFECT_WORKER_QUERY_SECONDS": "0.5"}
        outside = apart if self._is_apart else os.environ
        own = {"APP_DIR": str(PROJECT), "APP_PYTHON": sys.executable, **_words(self._names)}
        ours = {**own, **self.settings.environment()}
        return {**PREFECT_DEFAULTS, **outside, **prefect, **self.sign_in.environment, **ours}

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
        log = self.logs / f"{name.rsplit(maxsplit=1)[-1]}.log"
        return Part(name, command, environment=self.environment, folder=PROJECT, log=log, is_up=is_up, tell=self._tell)

    def _refuse_open_door(self) -> None:
        """Refuse to listen where other machines are, unless TLS stands before it: the secret would travel in clear."""
        settings = self.settings
        is_tls = all(
            url.startswith("https://")
            for url in (settings.prefect_ui_url, settings.prefect_api_url, settings.pages_url)
        )
        if self._addresses.is_open and not (settings.tls_proxy and is_tls):
            raise BadSetting(
                f"{self._addresses.host} can be reached by other machines, and the secret would travel in clear: put a "
                "proxy with TLS before the pages, set EMULATION_TLS_PROXY=true and let EMULATION_PREFECT_UI_URL, "
                "EMULATION_PREFECT_API_URL and EMULATION_PAGES_URL say its https addresses; or listen on 127.0.0.1, "
                "the default."
            )

    def _refuse_taken_ports(self) -> None:
        ports = [("Prefect", self._addresses.prefect, "--port"), ("the pages", self._addresses.pages, "--pages-port")]
        if self._catches_mail:
            ports += [
                ("letters", self._addresses.smtp, "EMULATION_SMTP_PORT"),
                ("the page of caught letters", self._addresses.mailbox, "--mailbox-port"),
            ]
        taken = [
            f"Port {port} on {self._addresses.host}, meant for {use}, is in use: end what uses it, or name another "
            f"by {option}."
            for use, port, option in ports
            if not is_free(self._addresses.host, port)
        ]
        if taken:
            raise BadSetting(*taken)

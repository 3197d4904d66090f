"""The whole program on one machine, as `emulation start` keeps it: SQLite, a server, a worker, catcher and pages."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import psutil

from emulation_workflow.settings import LOOPBACK, PROJECT, Settings
from emulation_workflow.stack.part import Part
from emulation_workflow.stack.sign_in import SignIn
from tests.scale.cluster import EMULATION, RunningClock, free_ports, health
from tests.support.patience import PATIENCE

EVERYTHING = "everything"
"""The machine itself: all parts and their keeper."""

PARTS: Mapping[str, str] = {
    "the server": "flows.starting.server",
    "the worker": "flows.starting.starter",
    "the catcher": "catch-mail",
    "the pages": "emulation_workflow.portal",
}
"""What the command line of each part has in it."""


class OneMachine:
    """`emulation start` in a folder of its own; what is killed of its parts it starts again by itself."""

    def __init__(self, folder: Path, *, campaign: str) -> None:
        self.folder = folder
        prefect, pages, mailbox, smtp = free_ports(4)
        self.api_url = f"http://{LOOPBACK}:{prefect}/api"
        self.pages_url = f"http://{LOOPBACK}:{pages}"
        told = {
            "EMULATION_CAMPAIGN": campaign,
            "EMULATION_DATA_DIR": str(folder / "data"),
            "EMULATION_DATABASE_URL": f"sqlite:///{folder}/data/emulation.db",
            "EMULATION_INTAKE_DIR": str(folder / "intake"),
            "EMULATION_SET_CLOCK": str(folder / "clock"),
            "EMULATION_SMTP_PORT": str(smtp),
            "EMULATION_PAGES_URL": self.pages_url,
            "EMULATION_LOST_AFTER": "40",
        }
        (folder / "data").mkdir(mode=0o700)
        self.settings = Settings.read(**{key.removeprefix("EMULATION_").lower(): value for key, value in told.items()})
        self.sign_in = SignIn.of(self.settings, {})
        outside = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "EMULATION_"))}
        ports = ("--port", str(prefect), "--pages-port", str(pages), "--mailbox-port", str(mailbox))
        self._whole = Part(
            "emulation start",
            (EMULATION, "start", *ports),
            environment=outside | told,
            folder=PROJECT,
            log=folder / "start.log",
            is_up=self._has_come_up,
        )
        self._starts = 0

    def _has_come_up(self) -> bool:
        """Return whether every part is there and the flows are registered, as the last line of a start says."""
        return (self.folder / "start.log").read_text(encoding="utf-8").count("Ctrl-C ends it.") >= self._starts

    def is_well(self) -> bool:
        """Return whether the pages say that all is well."""
        answer = health(f"{self.pages_url}/health")
        return answer is not None and answer.is_success

    def kill(self, name: str) -> None:
        """Kill a part with all that it started, or everything, as a power cut does."""
        if name == EVERYTHING:
            self._whole.kill()
            return
        keeper = psutil.Process(self._whole.pid)
        for process in keeper.children():
            with suppress(psutil.NoSuchProcess):
                if PARTS[name] in " ".join(process.cmdline()):
                    for each in (process, *process.children(recursive=True)):
                        with suppress(psutil.NoSuchProcess):
                            each.kill()

    def start(self, name: str) -> None:
        """Start everything; a part comes back by itself."""
        if name == EVERYTHING:
            self._starts += 1
            self._whole.start()
            self._whole.wait_until_up(PATIENCE)


@contextmanager
def one_machine(folder: Path, *, campaign: str, begins: datetime) -> Iterator[OneMachine]:
    """The program at work in an empty folder."""
    made = OneMachine(folder, campaign=campaign)
    with RunningClock(folder / "clock", begins):
        try:
            made.start(EVERYTHING)
            yield made
        finally:
            made.kill(EVERYTHING)

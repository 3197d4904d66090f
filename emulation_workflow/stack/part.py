"""One program that we start, watch and end."""

import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import current_thread, main_thread
from typing import IO

import psutil

from emulation_workflow.settings import PRIVATE
from emulation_workflow.stack.waiting import GIVE_UP_AFTER, Tell, each_look, say_nothing

TAIL = 15
"""How many last lines of a log show why a program did not come up."""

GRACE = 60.0
"""Seconds that a program gets to end by itself before it is killed."""


class PartFailed(Exception):
    """A program did not come up or failed; says which, and what its log ends with. For the operator."""

    def __init__(self, name: str, what: str, log: Path) -> None:
        ending = "\n".join(f"    {line}" for line in last_lines(log))
        super().__init__(f"{name} {what}. Its log, {log}, ends:\n{ending}" if ending else f"{name} {what}.")


class Part:
    """A program in a session of its own, so that Ctrl-C reaches only us and we end everything in order.

    `is_up` says whether it does its work yet. `tell` hears what is waited for when that takes long.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        environment: Mapping[str, str],
        folder: Path,
        log: Path,
        is_up: Callable[[], bool],
        tell: Tell = say_nothing,
        grace: float = GRACE,
    ) -> None:
        self.name = name
        self.log = log
        self._command = tuple(command)
        self._environment = dict(environment)
        self._folder = folder
        self.is_up = is_up
        self._tell = tell
        self._grace = grace
        self._process: subprocess.Popen[bytes] | None = None
        self.started_at = datetime.min.replace(tzinfo=UTC)

    @property
    def pid(self) -> int | None:
        """Its process, while it runs."""
        return self._process.pid if self.is_running and self._process else None

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it; `wait_until_up` tells when it does its work."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.started_at = datetime.now(UTC)
        with self.log.open("ab") as log, _allowing_interrupts():
            self._process = _spawn(self._command, self._environment, self._folder, log)

    def wait_until_up(self, at_most: float = GIVE_UP_AFTER) -> None:
        """Wait until it does its work. PartFailed if it ends before, or hangs for `at_most` seconds."""
        for _ in each_look(f"{self.name} to come up", tell=self._tell, at_most=at_most):
            # Asked before: what answers may be another program in its place.
            if not self.is_running:
                raise PartFailed(self.name, "ended instead of coming up", self.log)
            if self.is_up():
                return
        raise PartFailed(self.name, f"did not come up within {at_most:g} seconds", self.log)

    def check(self) -> None:
        """Raise PartFailed if it ended by itself."""
        if not self.is_running:
            raise PartFailed(self.name, "ended by itself", self.log)

    def stop(self) -> None:
        """Ask it to end; after its grace, end it and all it started."""
        if self._process is None:
            return
        family = self._family()
        if self.is_running:
            self._process.terminate()
            try:
                self._process.wait(self._grace)
            except subprocess.TimeoutExpired:
                family |= self._family()
        self._end(family)

    def kill(self) -> None:
        """End it and all it started at once, as a power cut would."""
        if self._process is not None:
            self._end(self._family())

    def _family(self) -> set[psutil.Process]:
        """Return the program and what it started, which may be in sessions of their own."""
        if not self.is_running or self._process is None:
            return set()
        try:
            itself = psutil.Process(self._process.pid)
            return {itself, *itself.children(recursive=True)}
        except psutil.NoSuchProcess:
            return set()

    def _end(self, family: set[psutil.Process]) -> None:
        for process in family:
            # psutil compares start times: a number that was given to another program meanwhile is left alone.
            try:
                process.kill()
            except psutil.NoSuchProcess:
                continue
        if self._process is not None:
            self._process.wait()
            self._process = None


def run_to_its_end(
    name: str,
    command: Sequence[str],
    *,
    environment: Mapping[str, str],
    folder: Path,
    log: Path,
    tell: Tell = say_nothing,
    attempts: int = 1,
) -> None:
    """Run a program to its end, so many times until it ends well: a busy server refuses one question of a thousand.

    PartFailed if it never ends well, or hangs for GIVE_UP_AFTER seconds.
    """
    for left in reversed(range(attempts)):
        code = _run(name, command, environment=environment, folder=folder, log=log, tell=tell)
        if code == 0:
            return
        if left:
            tell(f"“{name}” ended with code {code}; once more ...")
    raise PartFailed(name, f"ended with code {code}", log)


def _run(
    name: str, command: Sequence[str], *, environment: Mapping[str, str], folder: Path, log: Path, tell: Tell
) -> int:
    """Run a program to its end and return its code. PartFailed if it hangs."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output, _allowing_interrupts():
        process = _spawn(tuple(command), dict(environment), folder, output)
    try:
        for _ in each_look(f"“{name}” to end", tell=tell):
            if process.poll() is not None:
                break
        else:
            raise PartFailed(name, f"was not done within {GIVE_UP_AFTER:g} seconds", log)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    return process.returncode


def last_lines(log: Path, count: int = TAIL) -> list[str]:
    """Return the last lines of a log that say something."""
    if not log.exists():
        return []
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return [line for line in lines if line.strip()][-count:]


def _spawn(
    command: Sequence[str], environment: Mapping[str, str], folder: Path, log: IO[bytes]
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - the commands are our own, none comes from outside
        command,
        env=environment,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        umask=PRIVATE,
    )


@contextmanager
def _allowing_interrupts() -> Iterator[None]:
    """Let what is started here be interrupted by SIGINT.

    In the background of a script SIGINT is ignored, and programs inherit that; a Prefect worker turns the SIGTERM that
    ends it into a SIGINT to itself, and would never end. A handler of our own is not inherited.
    """
    if current_thread() is not main_thread() or signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        yield
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)

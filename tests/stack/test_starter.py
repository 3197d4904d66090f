"""Runs forked from a process that has loaded everything: as if started by the launcher itself, and never without it."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest

from emulation_workflow.settings import PROJECT
from flows.starting import launcher
from tests.support.patience import wait_for

LAUNCHER = (sys.executable, "-I", "-S", str(launcher.__file__), "-m", "tests.support.processes.engine")
STARTER = (sys.executable, "-m", "tests.support.processes.starting")
SHOWN = "import os, sys; print(os.environ['APP_STARTER'], flush=True); sys.stdin.read(); sys.exit(3)"


@pytest.fixture(scope="module")
def starter() -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A starter whose worker waits, and the name that launchers find it by."""
    with _starter() as started:
        yield started


@contextmanager
def _starter() -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = (*STARTER, sys.executable, "-c", SHOWN)
    process = subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    with process:
        yield process, process.stdout.readline().strip()
        process.stdin.close()


def launch(name: str, folder: Path = PROJECT, **environment: str) -> subprocess.Popen[str]:
    told = {**os.environ, "PYTHONPATH": str(PROJECT), launcher.STARTER: name, **environment}
    return subprocess.Popen(LAUNCHER, cwd=folder, env=told, stdout=subprocess.PIPE, text=True)


def said_by(process: subprocess.Popen[str]) -> dict[str, Any]:
    assert process.stdout is not None
    return dict(json.loads(process.stdout.readline()))


def has_died(pid: int) -> bool | None:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE or None


def test_a_run_has_the_launchers_folder_environment_outputs_and_exit_code(
    starter: tuple[subprocess.Popen[str], str], tmp_path: Path
) -> None:
    """The worker cannot tell a forked run from one that was started."""
    with launch(starter[1], tmp_path, WORD="thư", CODE="5") as process:
        said = said_by(process)
    assert (said["folder"], said["word"], process.returncode) == (str(tmp_path), "thư", 5)
    assert said["pid"] != process.pid


def test_what_the_launcher_is_asked_reaches_the_run(starter: tuple[subprocess.Popen[str], str]) -> None:
    """The worker cancels a run by asking its process to end."""
    with launch(starter[1], LIVES="1") as process:
        said_by(process)
        process.send_signal(signal.SIGTERM)
    assert process.returncode == 7


def test_a_run_dies_with_its_launcher(starter: tuple[subprocess.Popen[str], str]) -> None:
    """What the worker holds for dead does not go on."""
    with launch(starter[1], LIVES="1") as process:
        run = said_by(process)["pid"]
        process.kill()
    wait_for(lambda: has_died(run), "the run to die")


def test_a_run_that_is_killed_kills_its_launcher(starter: tuple[subprocess.Popen[str], str]) -> None:
    """The worker is told of the signal, as of its own process."""
    with launch(starter[1], LIVES="1") as process:
        os.kill(said_by(process)["pid"], signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL


def test_runs_die_with_the_starter() -> None:
    """A run that nobody watches any more would be started a second time."""
    with _starter() as (process, name), launch(name, LIVES="1") as run:
        pid = said_by(run)["pid"]
        process.kill()
        wait_for(lambda: has_died(pid), "the run to die")
        assert run.wait() != 0


def test_a_launcher_that_dies_before_it_is_told_of_its_run_harms_no_other() -> None:
    """Killed at any moment it takes its run along, and the starter goes on."""
    with _starter() as (process, name):
        process.send_signal(signal.SIGSTOP)
        with socket.socket(socket.AF_UNIX) as dying:
            dying.connect(f"\0{name}")
            told = json.dumps({"folder": str(PROJECT), "environment": {**os.environ, "LIVES": "1"}}).encode()
            socket.send_fds(dying, [launcher.SIZE.pack(len(told))], [0, 1, 2])
            dying.sendall(told)
        process.send_signal(signal.SIGCONT)
        with launch(name, CODE="5") as after:
            said_by(after)
        assert (after.returncode, process.poll()) == (5, None)
        wait_for(lambda: len(psutil.Process(process.pid).children()) == 1 or None, "its run to die")


def test_the_worker_dies_with_the_starter() -> None:
    """One left over would take runs beside the worker that is started in its place."""
    with _starter() as (process, _):
        [worker] = psutil.Process(process.pid).children()
        process.kill()
        wait_for(lambda: has_died(worker.pid), "the worker to die")


@pytest.mark.parametrize("name", ["", "no-such-starter"])
def test_without_a_starter_the_launcher_becomes_the_program(name: str) -> None:
    """Slower, and otherwise the same."""
    with launch(name, WORD="thư") as process:
        said = said_by(process)
    assert (said["pid"], said["word"], process.returncode) == (process.pid, "thư", 0)


def test_the_starter_ends_with_its_worker() -> None:
    """Whoever keeps the worker at work sees that it ended, and how."""
    with _starter() as (process, _):
        pass
    assert process.returncode == 3


def test_what_is_loaded_before_a_fork_starts_no_thread_and_opens_nothing(tmp_path: Path) -> None:
    """What another thread holds at a fork is held for ever in the run."""
    loaded = "import os; from flows.starting.starter import load; load(); print(len(os.listdir('/proc/self/task')))"
    environment = {**os.environ, "EMULATION_DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-c", loaded]
    said = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=True)
    assert (said.stdout.split(), list(tmp_path.iterdir())) == (["1"], [])

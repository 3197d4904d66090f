"""Start runs in a fraction of a second: fork each from one process that has loaded Prefect, the flows and the office.

`python -m flows.starting.starter PROGRAM …` starts the worker and ends with it. The worker starts a run by
`launcher.py`, which hands it over here: environment, folder and outputs are the launcher's, exit code and signals go
through it. A run dies with its launcher or with this process, so that none goes on that the worker holds for dead; the
worker dies with this process too, so that no second one takes runs beside that which is started in its place.

Nothing is opened before a fork: no record, no settings of the office, no thread (importing a module reads nothing).
"""

import contextlib
import ctypes
import gc
import json
import os
import runpy
import selectors
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pkgutil import walk_packages
from secrets import token_hex

from flows.starting.launcher import SIGNAL, SIZE, STARTER, is_own, receive

ENGINE = "prefect.engine"
USED_BY_PREFECT = ("prefect.flow_engine", "prefect._internal.metrics", "prefect.deployments.steps.core")
DAYS_OFF = "holidays.countries.vietnam"
"""What the library of days off loads when the first day is counted, in every run; another country's it loads then."""
PR_SET_PDEATHSIG = 1
FORWARDED = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


@dataclass(slots=True)
class Starter:
    """The socket that launchers come to, the worker, and the runs by their processes with whom to tell of their end."""

    listener: socket.socket
    worker: subprocess.Popen[bytes]
    runs: dict[int, socket.socket] = field(default_factory=dict)


def load() -> None:
    """Load whatever runs load, in one thread: what other threads hold at a fork is held for ever."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    for name in (*USED_BY_PREFECT, DAYS_OFF):
        import_module(name)
    flows = import_module("flows")
    for module in walk_packages(flows.__path__, "flows."):
        if not module.name.startswith("flows.starting."):
            import_module(module.name)
    gc.freeze()


def serve(starter: Starter) -> Mapping[str, str] | int:
    """Fork a run for each launcher that comes, until the worker ends.

    Return the worker's exit code; in a run's own process, the run's environment.
    """
    wakes, waker = socket.socketpair()
    waker.settimeout(0)
    signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
    with selectors.DefaultSelector() as selector:
        selector.register(starter.listener, selectors.EVENT_READ)
        selector.register(wakes, selectors.EVENT_READ)
        while True:
            for run, code in _ended(starter):
                selector.unregister(launcher := starter.runs.pop(run))
                with launcher, contextlib.suppress(OSError):
                    launcher.sendall(SIGNAL.pack(code))
            if starter.worker.poll() is not None:
                return starter.worker.returncode
            for key, _ in selector.select():
                if key.fileobj is wakes:
                    wakes.recv(4096)
                elif key.fileobj is starter.listener:
                    launcher, _ = starter.listener.accept()
                    with contextlib.suppress(OSError, ValueError):
                        started = _fork(starter, launcher)
                        if not isinstance(started, int):
                            return started
                        # Before it is told: it may have died meanwhile, and its run has to die with it.
                        selector.register(launcher, selectors.EVENT_READ)
                        launcher.sendall(SIGNAL.pack(started))
                else:  # It says nothing more: it has died, and its run with it.
                    _kill(starter, key.fileobj)


def _ended(starter: Starter) -> Iterator[tuple[int, int]]:
    """Yield the runs that have ended with their exit codes, a signal's negative."""
    for run in list(starter.runs):
        pid, status = os.waitpid(run, os.WNOHANG)
        if pid:
            yield run, os.waitstatus_to_exitcode(status)


def _kill(starter: Starter, launcher: object) -> None:
    for run in (run for run, peer in starter.runs.items() if peer is launcher):
        os.kill(run, signal.SIGKILL)


def _fork(starter: Starter, launcher: socket.socket) -> Mapping[str, str] | int:
    """Start a run for this launcher; return its environment in the run's process, its number in this one."""
    if not is_own(launcher):
        launcher.close()
        raise ConnectionRefusedError
    size, outputs, _, _ = socket.recv_fds(launcher, SIZE.size, 3)
    told = json.loads(receive(launcher, SIZE.unpack(size)[0]))
    parent = os.getpid()
    run = os.fork()
    if run:
        for output in outputs:
            os.close(output)
        starter.runs[run] = launcher
        return run
    _die_with(parent)
    signal.set_wakeup_fd(-1)
    for number in (*FORWARDED, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for place, output in enumerate(outputs):
        os.dup2(output, place)
        os.close(output)
    for peer in (starter.listener, launcher, *starter.runs.values()):
        peer.close()
    os.chdir(told["folder"])
    return dict(told["environment"])


def _die_with(parent: int) -> None:
    """Have this process killed when its parent dies, however that may be; a worker left over would start runs still."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def main(worker: Sequence[str]) -> int:
    """Start the worker, load, and serve its launchers; return the worker's exit code. Never returns in a run."""
    name = f"emulation-{token_hex(16)}"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(f"\0{name}")
        listener.listen(64)
        process = subprocess.Popen(  # noqa: S603 - our own worker
            worker,
            env={**os.environ, STARTER: name},
            preexec_fn=partial(_die_with, os.getpid()),  # noqa: PLW1509 - there is no other thread yet
        )
        for number in FORWARDED:
            signal.signal(number, lambda number, _frame: process.send_signal(number))
        load()
        served = serve(Starter(listener, process))
    if isinstance(served, int):
        return served
    os.environ.clear()
    os.environ.update(served)
    sys.argv = [ENGINE]
    import_module("prefect.context").refresh_global_settings_context()
    sys.modules.pop(ENGINE, None)  # Loaded it may be, but not run.
    runpy.run_module(ENGINE, run_name="__main__", alter_sys=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

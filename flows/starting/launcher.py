"""What the worker starts for each run: hand the run to the starter, and live and die with it.

It loads nothing, so that it is there at once. Where no starter answers, it becomes the program it was given.
"""

import contextlib
import json
import os
import signal
import socket
import struct
import sys
from typing import NoReturn

STARTER = "APP_STARTER"
"""The environment variable with the name of the starter's socket, an abstract one."""

SIZE = struct.Struct("!I")
SIGNAL = struct.Struct("!i")
UCRED = struct.Struct("3i")


def is_own(peer: socket.socket) -> bool:
    """Return whether the program at the other end is of the same user: an abstract socket is open to everybody."""
    _, user, _ = UCRED.unpack(peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, UCRED.size))
    return bool(user == os.getuid())


def receive(peer: socket.socket, size: int) -> bytes:
    """Return so many bytes. ConnectionError if the other end closes before."""
    taken = bytearray()
    while len(taken) < size:
        part = peer.recv(size - len(taken))
        if not part:
            raise ConnectionError
        taken += part
    return bytes(taken)


def hand_over(peer: socket.socket) -> int:
    """Have the run started with this process's environment, folder and outputs; return its process."""
    told = json.dumps({"folder": os.getcwd(), "environment": dict(os.environ)}).encode()  # noqa: PTH109 - loads nothing
    socket.send_fds(peer, [SIZE.pack(len(told))], [0, 1, 2])
    peer.sendall(told)
    return int(SIGNAL.unpack(receive(peer, SIGNAL.size))[0])


def wait(peer: socket.socket, run: int) -> int:
    """Pass on what this process is asked, until the run has ended; return its exit code, 1 if the starter died."""

    def pass_on(number: int, _frame: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(run, number)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, pass_on)
    try:
        return int(SIGNAL.unpack(receive(peer, SIGNAL.size))[0])
    except OSError:
        return 1


def end(code: int) -> NoReturn:
    """End as the run did, a negative `code` being the signal that killed it."""
    if code < 0:
        with contextlib.suppress(OSError):  # What cannot be caught needs not be let through.
            signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    os._exit(code)


def main() -> NoReturn:
    """Hand the run to the starter; without one, become `python` with the arguments given."""
    name = os.environ.get(STARTER)
    if name and hasattr(socket, "SO_PEERCRED"):
        with socket.socket(socket.AF_UNIX) as peer:
            run = None
            # A run that was handed over to a starter which died then has died with it.
            with contextlib.suppress(OSError):
                peer.connect(f"\0{name}")
                run = hand_over(peer) if is_own(peer) else None
            if run is not None:
                end(wait(peer, run))
    os.execv(sys.executable, [sys.executable, *sys.argv[1:]])  # noqa: S606 - the very program it stands for


if __name__ == "__main__":
    main()

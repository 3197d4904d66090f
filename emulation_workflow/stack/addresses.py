"""Where on this machine the parts of the stack listen."""

import socket
from contextlib import ExitStack
from dataclasses import dataclass

from emulation_workflow.settings import LOOPBACK, is_loopback

EVERYWHERE = "0.0.0.0"  # noqa: S104 - recognised here, bound only where the operator says so


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """One port each for Prefect's API and pages, for our own, for letters, and for the page that shows caught ones."""

    host: str = LOOPBACK
    prefect: int
    pages: int
    smtp: int
    mailbox: int

    @property
    def near(self) -> str:
        """The host as this machine itself reaches it."""
        return LOOPBACK if self.host == EVERYWHERE else self.host

    @property
    def is_open(self) -> bool:
        """Whether other machines reach what listens here."""
        return not is_loopback(self.host)

    def url(self, port: int) -> str:
        return f"http://[{self.near}]:{port}" if ":" in self.near else f"http://{self.near}:{port}"


def free_addresses() -> Addresses:
    """Return addresses with four different ports that nobody uses."""
    with ExitStack() as held:
        prefect, pages, smtp, mailbox = (held.enter_context(_bound(0)).getsockname()[1] for _ in range(4))
    return Addresses(prefect=prefect, pages=pages, smtp=smtp, mailbox=mailbox)


def is_free(host: str, port: int) -> bool:
    """Return whether nobody listens there."""
    try:
        _bound(port, host).close()
    except OSError:
        return False
    return True


def answers(host: str, port: int) -> bool:
    """Return whether somebody takes connections there."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def _bound(port: int, host: str = LOOPBACK) -> socket.socket:
    bound = socket.socket()
    try:
        # As servers do: a port whose last connections are still dying is free.
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
    except OSError:
        bound.close()
        raise
    return bound

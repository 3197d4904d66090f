"""Where on this machine the parts of the stack listen, and where they must not."""

import socket
from contextlib import ExitStack
from dataclasses import dataclass

from emulation_workflow.settings import LOOPBACK, BadSetting, Settings, is_loopback

EVERYWHERE = "0.0.0.0"  # noqa: S104 - recognised here, bound only where the operator says so


PREFECT, PAGES, LETTERS, MAILBOX = "Prefect", "the pages", "letters", "the page of caught letters"
"""What ports are for."""


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


def refuse_open_door(addresses: Addresses, settings: Settings) -> None:
    """Refuse to listen where other machines are, unless TLS stands before it: the secret would travel in clear."""
    is_tls = all(
        url.startswith("https://") for url in (settings.prefect_ui_url, settings.prefect_api_url, settings.pages_url)
    )
    if addresses.is_open and not (settings.tls_proxy and is_tls):
        raise BadSetting(
            f"{addresses.host} can be reached by other machines, and the secret would travel in clear: put a "
            "proxy with TLS before the pages, set EMULATION_TLS_PROXY=true and let EMULATION_PREFECT_UI_URL, "
            "EMULATION_PREFECT_API_URL and EMULATION_PAGES_URL say its https addresses; or listen on 127.0.0.1, "
            "the default."
        )


def refuse_taken_ports(addresses: Addresses, uses: tuple[str, ...]) -> None:
    """Refuse to start what is meant to listen at a port that another program has."""
    ports = {
        PREFECT: (addresses.prefect, "--port"),
        PAGES: (addresses.pages, "--pages-port"),
        LETTERS: (addresses.smtp, "EMULATION_SMTP_PORT"),
        MAILBOX: (addresses.mailbox, "--mailbox-port"),
    }
    taken = [
        f"Port {port} on {addresses.host}, meant for {use}, is in use: end what uses it, or name another by {option}."
        for use, (port, option) in ports.items()
        if use in uses and not is_free(addresses.host, port)
    ]
    if taken:
        raise BadSetting(*taken)


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

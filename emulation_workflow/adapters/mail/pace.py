"""Connections to a mailbox that end when too little comes over them: the time-out bounds silence, and no trickle."""

import socket
import ssl
import time
from typing import Any

from imapclient import IMAPClient
from imapclient.imap4 import IMAP4WithTimeout

SLOWEST = 10_000
"""Bytes in a second, once the time-out has passed: a message of 25 MB may take three quarters of an hour."""


class _Paced:
    """What is read since something was sent last has to come at this pace; TimeoutError otherwise."""

    _since: float | None = None
    _come = 0

    def sendall(self, *data: Any) -> None:
        self._since, self._come = time.monotonic(), 0
        super().sendall(*data)  # type: ignore[misc]  # the socket's

    def recv_into(self, *into: Any) -> int:
        return self._kept(super().recv_into(*into))  # type: ignore[misc]  # the socket's

    def recv(self, *size: Any) -> bytes:
        found: bytes = super().recv(*size)  # type: ignore[misc]  # the socket's
        self._kept(len(found))
        return found

    def _kept(self, come: int) -> int:
        now = time.monotonic()
        self._since = self._since or now
        self._come += come
        patience: float | None = self.gettimeout()  # type: ignore[attr-defined]  # the socket's
        if patience is not None and now - self._since > patience + self._come / SLOWEST:
            raise TimeoutError("its answer comes too slowly")
        return come


class PacedTls(_Paced, ssl.SSLSocket):
    """A connection in TLS; a context makes it by its `sslsocket_class`."""


class _PacedPlain(_Paced, socket.socket):
    """The connection before STARTTLS."""


class _PlainImap(IMAP4WithTimeout):  # type: ignore[misc]  # the client is not typed
    def _create_socket(self, timeout: float | None = None) -> socket.socket:
        found = super()._create_socket(timeout)
        patience = found.gettimeout()
        paced = _PacedPlain(fileno=found.detach())
        paced.settimeout(patience)
        return paced


class PacedClient(IMAPClient):  # type: ignore[misc]  # see above
    """The client on such connections, given a context that makes them."""

    def _create_IMAP4(self) -> Any:  # noqa: N802 - the client's name for it
        return super()._create_IMAP4() if self.ssl else _PlainImap(self.host, self.port, self._timeout.connect)

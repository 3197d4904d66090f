"""The embedded default in place of a mail server: takes every letter over real SMTP, keeps it, and shows it.

It is for trying: it shows one-time codes, so it listens on this machine alone and asks who reads to sign in.
"""

import asyncio
import socket
from collections.abc import Callable
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path

import uvicorn
from aiosmtpd.smtp import SMTP, Envelope, Session

from emulation_workflow.adapters.mail.catcher.folder import CaughtMail
from emulation_workflow.adapters.mail.catcher.pages import pages
from emulation_workflow.settings import PROJECT

TEMPLATES = PROJECT / "templates" / "catcher"
SIZE_LIMIT = 50 * 1024 * 1024
LOOPBACK = "127.0.0.1"


async def run_catcher(
    smtp_port: int,
    web_port: int,
    folder: Path,
    *,
    now: Callable[[], datetime],
    sign_in: str,
    host: str = LOOPBACK,
    templates: Path = TEMPLATES,
    on_ready: Callable[[int, int], None] = lambda _smtp, _web: None,
) -> None:
    """Take mail on `smtp_port` and show it on `web_port` until SIGINT or SIGTERM; port 0 is any free one.

    `sign_in` is the HTTP header that the pages ask for. `on_ready` is told the two ports once both answer. ValueError
    for a `host` that others can reach; OSError if a port is taken.
    """
    _ensure_loopback(host)
    caught = CaughtMail(folder)
    with _listening(host, smtp_port) as for_smtp, _listening(host, web_port) as for_web:
        smtp_server = await asyncio.get_running_loop().create_server(_smtp(caught, now), sock=for_smtp)
        web_server = uvicorn.Server(
            uvicorn.Config(
                pages(caught, templates, sign_in=sign_in), log_level="warning", access_log=False, lifespan="off"
            )
        )
        on_ready(for_smtp.getsockname()[1], for_web.getsockname()[1])
        async with smtp_server:
            await web_server.serve(sockets=[for_web])


def _ensure_loopback(host: str) -> None:
    if not ip_address(host).is_loopback:
        raise ValueError(f"the mail catcher shows one-time codes and listens on this machine alone, not on {host}")


def _listening(host: str, port: int) -> socket.socket:
    return socket.create_server((host, port), backlog=128)


def _smtp(caught: CaughtMail, now: Callable[[], datetime]) -> Callable[[], SMTP]:
    handler = _Keep(caught, now)
    return lambda: SMTP(
        handler, hostname="localhost", ident="catcher", data_size_limit=SIZE_LIMIT, enable_SMTPUTF8=True
    )


class _Keep:
    """What aiosmtpd calls: every recipient is welcome, every message is kept before it is answered for."""

    def __init__(self, caught: CaughtMail, now: Callable[[], datetime]) -> None:
        self._caught = caught
        self._now = now

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd calls it so
        content = envelope.original_content or b""
        try:
            number = self._caught.keep(
                content, sender=envelope.mail_from or "", recipients=envelope.rcpt_tos, at=self._now()
            )
        except OSError as fault:
            return f"452 cannot be kept: {fault.strerror}"
        return f"250 kept as {number}"

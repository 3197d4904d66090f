"""A mail server that follows a script: it answers what a test tells it to, and breaks where a test tells it to."""

import asyncio
import base64
import ssl
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

CLOSE = "close"
"""Instead of a reply: the connection is cut."""

HANG = "hang"
"""Instead of a reply: nothing, for ever."""

GREETING, BODY = "GREETING", "BODY"
"""Besides the commands' names: the greeting, and the reply once the message has come in whole."""

Reply = str | Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A message as it came: the envelope, and the bytes with their dots taken back."""

    sender: str
    recipients: tuple[str, ...]
    message: bytes


@dataclass(slots=True, kw_only=True)
class ScriptedServer:
    """`replies` maps a command (or GREETING, BODY) to what it answers, each time or one after the other.

    `received` holds what came in whole, whatever was answered then; `taken` what was answered with a 250.
    `hung` says whether it has left something without an answer.
    """

    replies: Mapping[str, Reply | Iterable[Reply]] = field(default_factory=dict)
    tls: ssl.SSLContext | None = None
    starts_in_tls: bool = False
    login: tuple[str, str] | None = None
    port: int = 0
    received: list[Received] = field(default_factory=list)
    taken: list[Received] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    hung: bool = False
    connections: int = 0
    logins: list[tuple[str, str]] = field(default_factory=list)
    _queues: dict[str, deque[Reply]] = field(default_factory=dict)
    _server: asyncio.Server | None = None
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)

    async def __aenter__(self) -> Self:
        secure = self.tls if self.starts_in_tls else None
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port, ssl=secure)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        for writer in self._writers:
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._writers.add(writer)
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError, ssl.SSLError):
            await _Session(self, reader, writer).run()
        self._writers.discard(writer)
        with suppress(ConnectionError, ssl.SSLError):
            writer.close()

    def reply(self, command: str, line: str, default: str) -> str:
        """Return what the script answers now: a single reply each time, a list in turn and then the default."""
        if command not in self.replies:
            return default
        scripted = self.replies[command]
        if isinstance(scripted, str) or callable(scripted):
            reply: Reply = scripted
        else:
            queue = self._queues.setdefault(command, deque(scripted))
            reply = queue.popleft() if queue else default
        return reply(line) if callable(reply) else reply


class _Cut(ConnectionError):
    pass


class _Session:
    def __init__(self, server: ScriptedServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._server = server
        self._reader = reader
        self._writer = writer
        self._sender = ""
        self._recipients: list[str] = []

    async def run(self) -> None:
        await self._say(GREETING, "", "220 mail.example.vn ready")
        while line := (await self._reader.readline()).decode().rstrip("\r\n"):
            self._server.commands.append(line)
            command = line.split()[0].upper()
            if command == "DATA":
                await self._take_message(line)
            elif command == "AUTH":
                await self._log_in(line)
            else:
                await self._say(command, line, self._usual(command, line))
                if command == "STARTTLS" and self._server.tls:
                    await self._writer.start_tls(self._server.tls)
            if command == "QUIT":
                return

    def _usual(self, command: str, line: str) -> str:
        if command == "EHLO":
            offers = ["250-mail.example.vn"]
            offers += ["250-STARTTLS"] if self._server.tls else []
            offers += ["250-AUTH PLAIN"] if self._server.login else []
            return "\r\n".join([*offers, "250 8BITMIME"])
        if command == "MAIL":
            self._sender, self._recipients = line[10:].strip("<>"), []
        return {"QUIT": "221 bye", "STARTTLS": "220 go ahead"}.get(command, "250 ok")

    async def _say(self, command: str, line: str, default: str) -> str:
        reply = self._server.reply(command, line, default)
        if reply == CLOSE:
            self._writer.transport.abort()
            raise _Cut
        if reply == HANG:
            self._server.hung = True
            await asyncio.sleep(3600)
        if command == "RCPT" and reply.startswith("25"):
            self._recipients.append(line[8:].strip("<>"))
        self._writer.write(f"{reply}\r\n".encode())
        await self._writer.drain()
        return reply

    async def _take_message(self, line: str) -> None:
        reply = await self._say("DATA", line, "354 go on")
        if not reply.startswith("354"):
            return
        lines = []
        while (data := await self._reader.readuntil(b"\r\n")) != b".\r\n":
            lines.append(data.removeprefix(b"."))
        come = Received(sender=self._sender, recipients=tuple(self._recipients), message=b"".join(lines))
        self._server.received.append(come)
        answered = await self._say(BODY, "", "250 taken")
        if answered.startswith("250"):
            self._server.taken.append(come)

    async def _log_in(self, line: str) -> None:
        _, user, password = base64.b64decode(line.split()[2]).decode().split("\0")
        self._server.logins.append((user, password))
        right = (user, password) == self._server.login
        await self._say("AUTH", line, "235 welcome" if right else "535 wrong user or password")

"""Handing letters to a mail server, telling "not sent" from "perhaps sent".

The server has a letter when it says so after the body. Up to the moment the body goes out, whatever fails has sent
nothing and may be tried again. From then on a lost connection leaves the letter in doubt.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import Literal, Self

import aiosmtplib

from emulation_workflow.adapters.mail.message import build, is_usable, one_line
from emulation_workflow.domain.mail import (
    Addressee,
    Cause,
    CodeOf,
    OutgoingLetter,
    Receipt,
    ReceiptState,
    Stage,
    cause_of,
    state_after,
    tagged,
)

log = logging.getLogger(__name__)

_MESSAGE_WANTED = 354
_SERVER_CLOSES = 421
_WORDS_KEPT = 500
_NOT_OURS = "another delivery has this letter by now"

MayLeave = Callable[[], Awaitable[bool]]

_Faults = (aiosmtplib.SMTPException, OSError)
"""All that a server and the way to it can do to us; a certificate that does not hold is an OSError too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpAccount:
    """How to reach the mail server. `timeout` in seconds, for each reply; `connections` are kept open at most.

    `ca_file`: certificates to trust besides the system's, for a server that signs its own.
    """

    host: str
    port: int
    security: Literal["none", "starttls", "tls"] = "none"
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout: float = 30.0
    connections: int = 4
    ca_file: str | None = None

    def __post_init__(self) -> None:
        if self.username and self.security == "none":
            raise ValueError("the SMTP password would travel in clear: set the security to starttls or tls")


class SmtpMailer:
    """`ports.Mailer` over SMTP. Use it as an async context: leaving it closes its connections politely.

    `tags_replies`: whether mail to the reply address with a tag after a plus sign arrives there too.
    """

    def __init__(self, account: SmtpAccount, *, sender: Addressee, reply_to: str, tags_replies: bool = False) -> None:
        self._account = account
        self._sender = sender
        self._reply_to = reply_to
        self._tags_replies = tags_replies
        self._idle: list[aiosmtplib.SMTP] = []
        self._free = asyncio.Semaphore(account.connections)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._idle:
            connection = self._idle.pop()
            try:
                await connection.quit()
            except _Faults:
                connection.close()

    async def fault(self) -> str:
        """Return why the server does not let us in, "" if it does; no letter is sent."""
        try:
            self._idle.append(await self._connect())
        except _Faults as fault:
            return _words(fault)
        return ""

    async def send(
        self,
        letter: OutgoingLetter,
        *,
        code: CodeOf | None,
        run_link: str,
        date: datetime,
        may_leave: MayLeave,
    ) -> Sequence[Receipt]:
        """Send a letter and return one receipt for each pending address. Nothing that the server does is raised.

        Each failure names its cause. A server that turns us away (greeting, login, sender) has not judged the letter.
        """
        pending = dict.fromkeys(letter.pending)
        unusable = [
            Receipt(email=email, state=ReceiptState.REFUSED, words="not a usable e-mail address", cause=Cause.ADDRESS)
            for email in pending
            if not is_usable(email)
        ]
        usable = [email for email in pending if is_usable(email)]
        if not usable:
            return unusable
        reply_to = tagged(self._reply_to, letter.reply_tag) if self._tags_replies else self._reply_to
        message = build(letter, sender=self._sender, reply_to=reply_to, code=code, run_link=run_link, date=date)
        async with self._free:
            return [*unusable, *await self._hand_over(usable, message, may_leave)]

    async def _hand_over(self, recipients: Sequence[str], message: bytes, may_leave: MayLeave) -> Sequence[Receipt]:
        try:
            connection, is_kept = await self._connection()
        except _Faults as fault:
            log.warning("cannot reach the mail server %s:%s: %s", self._account.host, self._account.port, _words(fault))
            return _failed(recipients, Stage.ARRIVAL, fault)
        conversation = _Conversation(connection, self._account.timeout, may_leave)
        try:
            refused = await conversation.begin(self._sender.email)
            if refused is not None and is_kept and not connection.is_connected:
                # A server ends a conversation after some letters, or some time: that is no word on this one.
                return await self._hand_over(recipients, message, may_leave)
            receipts = (
                await conversation.post(recipients, message)
                if refused is None
                else _failed(recipients, Stage.SENDER, refused)
            )
        except BaseException:
            connection.close()
            raise
        if connection.is_connected:
            self._idle.append(connection)
        return receipts

    async def _connection(self) -> tuple[aiosmtplib.SMTP, bool]:
        """Return a connection and whether it was kept; one that was closed meanwhile shows at the first command."""
        while self._idle:
            connection = self._idle.pop()
            if connection.is_connected:
                return connection, True
        return await self._connect(), False

    async def _connect(self) -> aiosmtplib.SMTP:
        account = self._account
        connection = aiosmtplib.SMTP(
            hostname=account.host,
            port=account.port,
            username=account.username,
            password=account.password,
            use_tls=account.security == "tls",
            start_tls=account.security == "starttls",
            cert_bundle=account.ca_file,
            timeout=account.timeout,
            # The name of this machine would have to be looked up, and says nothing to the server.
            local_hostname=self._sender.email.rpartition("@")[2] or "localhost",
        )
        await connection.connect()
        return connection


class _Conversation:
    """One letter over one connection. A connection on which something broke is closed, never kept."""

    def __init__(self, connection: aiosmtplib.SMTP, timeout: float, may_leave: MayLeave) -> None:
        self._connection = connection
        self._timeout = timeout
        self._may_leave = may_leave

    async def begin(self, sender: str) -> Exception | None:
        """Name the sender; return what came of it if that was not taken.

        A server has forgotten the letter before when it took it; after one that it refused it is told to.
        """
        try:
            await self._connection.mail(sender)
        except _Faults as fault:
            if not isinstance(fault, aiosmtplib.SMTPSenderRefused) or fault.code == _SERVER_CLOSES:
                self._connection.close()
            return fault
        return None

    async def post(self, recipients: Sequence[str], message: bytes) -> Sequence[Receipt]:
        receipts = await self._post(recipients, message)
        if self._connection.is_connected and any(receipt.state is not ReceiptState.ACCEPTED for receipt in receipts):
            try:
                await self._connection.rset()
            except _Faults:
                self._connection.close()
        return receipts

    async def _post(self, recipients: Sequence[str], message: bytes) -> Sequence[Receipt]:
        refused: list[Receipt] = []
        for email in recipients:
            try:
                await self._connection.rcpt(email)
            except aiosmtplib.SMTPRecipientRefused as refusal:
                refused.append(_refusal(email, Stage.RECIPIENT, refusal.code, refusal.message))
            except _Faults as fault:
                self._connection.close()
                unsettled = _except(recipients, refused)
                return [*refused, *_failed(unsettled, Stage.RECIPIENT, fault)]
        taken = _except(recipients, refused)
        return [*refused, *(await self._data(taken, message) if taken else ())]

    async def _data(self, recipients: Sequence[str], message: bytes) -> Sequence[Receipt]:
        """Send DATA in its two steps: what breaks before the body goes out has sent nothing."""
        try:
            reply = await self._connection.execute_command(b"DATA")
            if reply.code != _MESSAGE_WANTED:
                return self._unless_accepted(recipients, reply, otherwise=ReceiptState.RETRY)
            if not await self._may_leave():
                # Closed before the final dot, the server has no message.
                self._connection.close()
                return [Receipt(email=email, state=ReceiptState.RETRY, words=_NOT_OURS) for email in recipients]
            protocol = self._connection.protocol
            if protocol is None:
                raise aiosmtplib.SMTPServerDisconnected("closed before the message")
            protocol.write(_stuffed(message))
        except _Faults as fault:
            self._connection.close()
            return _failed(recipients, Stage.MESSAGE, fault)
        try:
            reply = await protocol.read_response(timeout=self._timeout)
        except _Faults as fault:
            self._connection.close()
            return _failed(recipients, Stage.MESSAGE, fault, state=ReceiptState.IN_DOUBT)
        if 200 <= reply.code < 300:  # noqa: PLR2004 - the class of codes that say yes (RFC 5321, 4.2.1)
            return [
                Receipt(email=email, state=ReceiptState.ACCEPTED, code=reply.code, words=_line(reply.message))
                for email in recipients
            ]
        return self._unless_accepted(recipients, reply, otherwise=ReceiptState.IN_DOUBT)

    def _unless_accepted(
        self, recipients: Sequence[str], reply: aiosmtplib.SMTPResponse, *, otherwise: ReceiptState
    ) -> Sequence[Receipt]:
        """Return receipts by the code where it says no, `otherwise` where it says nothing that fits."""
        if 400 <= reply.code < 600:  # noqa: PLR2004 - the classes of codes that say no
            if reply.code == _SERVER_CLOSES:
                self._connection.close()
            return [_refusal(email, Stage.MESSAGE, reply.code, reply.message) for email in recipients]
        self._connection.close()
        return [
            Receipt(email=email, state=otherwise, code=reply.code, words=_line(reply.message)) for email in recipients
        ]


def _stuffed(message: bytes) -> bytes:
    """Return the message as it follows the 354: lone dots doubled, the final dot added."""
    ended = message if message.endswith(b"\r\n") else message + b"\r\n"
    return ended.replace(b"\r\n.", b"\r\n..") + b".\r\n"


def _refusal(email: str, stage: Stage, code: int, words: str) -> Receipt:
    """Return a refusal that is final for 5xx, unless its cause passes with time."""
    code, line = max(code, 0), _line(words)
    cause = cause_of(stage, code, line)
    return Receipt(email=email, state=state_after(cause, code), code=code, words=line, cause=cause, stage=stage)


def _failed(
    recipients: Iterable[str], stage: Stage, fault: Exception, *, state: ReceiptState = ReceiptState.RETRY
) -> list[Receipt]:
    """Return receipts for a conversation that ended at this stage."""
    code = max(getattr(fault, "code", 0), 0)
    cause = cause_of(stage, code, _line(getattr(fault, "message", "") or str(fault)))
    if cause is Cause.LETTER:
        state = state_after(cause, code)
    words = _words(fault)
    return [Receipt(email=email, state=state, code=code, words=words, cause=cause, stage=stage) for email in recipients]


def _except(recipients: Iterable[str], settled: Iterable[Receipt]) -> list[str]:
    gone = {receipt.email for receipt in settled}
    return [email for email in recipients if email not in gone]


def _words(fault: Exception) -> str:
    reason = getattr(fault, "message", "") or str(fault)
    return _line(f"{type(fault).__name__}: {reason}")


def _line(words: str) -> str:
    """Return a server's words as one line that any database takes."""
    return one_line(words.encode("utf-8", "replace").decode())[:_WORDS_KEPT]

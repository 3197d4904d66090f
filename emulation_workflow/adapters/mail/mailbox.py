"""The Board's mailbox over IMAP (RFC 3501), always encrypted. It is only read: no flag, no folder, no message changes.

What was seen to is in the record, by the folder's validity and the message's UID; so staff may read, move and flag
their mail as they like.
"""

import hashlib
import logging
import ssl
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import TracebackType
from typing import Any, Literal, Self

from imapclient.exceptions import IMAPClientError

from emulation_workflow.adapters.mail.bounds import LONGEST_HEADERS
from emulation_workflow.adapters.mail.message import one_line
from emulation_workflow.adapters.mail.pace import PacedClient, PacedTls
from emulation_workflow.adapters.mail.reading import read_mail, unread_mail
from emulation_workflow.domain.mail import IncomingMail
from emulation_workflow.office.mailbox.reading import MessagePlace

log = logging.getLogger(__name__)

MAX_BYTES = 27_000_000
"""Of a larger message only the headers are fetched."""

_LONGEST_ANSWER = 2 * MAX_BYTES
"""To one command, whatever length a server says before it: that much is set aside before it is read."""

_TRIES = 2
"""Each on a connection of its own."""
_MAX_FAILED = 10
_FAULTS = (IMAPClientError, OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What a server, the way to it, or an answer that is none, makes the client raise."""

_PASSED_OVER = frozenset({b"\\noselect", b"\\nonexistent", b"\\sent", b"\\drafts", b"\\trash", b"\\junk", b"\\all"})
"""Folders that "and all below it" does not mean."""

_Listed = tuple[Collection[bytes], bytes | None, str]
"""A folder as the server lists it: flags, what parts its levels, name."""

_SIZE, _WHOLE, _HEADERS = b"RFC822.SIZE", b"BODY[]", b"BODY[HEADER]"


class MailboxUnreachable(Exception):
    """The mailbox cannot be read just now, or not with these settings. An English sentence for the operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxAccount:
    """How to reach the mailbox. `timeout` in seconds, for each reply; a longer one goes on at some pace (`pace`).

    `folders`: as people write them, with / between levels; "INBOX/*" is that folder and all below it.
    `ca_file`: certificates to trust besides the system's, for a server that signs its own.
    """

    host: str
    port: int
    username: str
    password: str = field(repr=False)
    security: Literal["tls", "starttls"] = "tls"
    folders: tuple[str, ...] = ("INBOX",)
    timeout: float = 30.0
    ca_file: str | None = None


class ImapMailbox:
    """The messages of its folders. Use it as a context: it logs in on entering and out on leaving.

    MailboxUnreachable for whatever the server, the way to it or the login does.
    """

    def __init__(self, account: MailboxAccount) -> None:
        self._account = account
        self._client: Any = None
        self._folder = ""
        self._place = ""
        self._has_validity = True
        self._left = _LONGEST_ANSWER
        self.without_validity: list[str] = []
        """The folders whose server does not say how long a UID holds: their messages are handed out in each round."""

    def __enter__(self) -> Self:
        try:
            self._client = self._connected()
            self._log_in()
        except _FAULTS as fault:
            self._leave()
            raise self._unreachable(fault) from None
        except BaseException:
            self._leave()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()

    def messages(
        self, *, since: date, seen_at: Callable[[str], Collection[int]]
    ) -> Iterator[tuple[MessagePlace, IncomingMail]]:
        """Yield the messages of that day and later that are not among those seen at their place, oldest first.

        One that vanishes meanwhile is passed over. One that the server does not hand out comes unread, with
        `is_fetched` False, and stops no other; many of them in turn are a mailbox that cannot be read. A folder that
        cannot be opened stops no other folder: MailboxUnreachable names it once the others are read.
        """
        missing: list[str] = []
        for folder in self._folders():
            try:
                self._open(folder)
            except IMAPClientError as fault:
                missing.append(f"the folder {folder} cannot be opened: {self._plain(fault)}")
                continue
            except _FAULTS as fault:
                raise self._unreachable(fault) from None
            seen = seen_at(self._place) if self._has_validity else ()
            yield from self._in_folder(since, seen)
        if missing:
            raise self._unreachable(LookupError("; ".join(missing)))

    def _folders(self) -> list[str]:
        """Return the folders that are to be read, each once, as the server spells them."""
        listed = [] if self._account.folders == ("INBOX",) else self._listed()
        return list(dict.fromkeys(name for wanted in self._account.folders for name in _chosen(wanted, listed)))

    def _listed(self) -> Sequence[_Listed]:
        try:
            return self._ask("list_folders")  # type: ignore[no-any-return]  # the client is not typed
        except MailboxUnreachable as fault:
            log.warning("the server does not list its folders; they are opened as they are written: %s", fault)
            return []

    def _open(self, folder: str) -> None:
        """Select a folder for reading alone. Its place holds its validity: a UID then names one message for ever."""
        self._left = _LONGEST_ANSWER
        selected = self._client.select_folder(folder, readonly=True)
        validity = selected.get(b"UIDVALIDITY")
        self._has_validity = validity is not None
        if validity is None and folder not in self.without_validity:
            self.without_validity.append(folder)
        self._folder, self._place = folder, f"{self._account.username}/{folder}/{validity or 0}"

    def _in_folder(self, since: date, seen: Collection[int]) -> Iterator[tuple[MessagePlace, IncomingMail]]:
        failed = 0
        for uid in sorted(set(self._ask("search", ["SINCE", since])) - set(seen)):
            mail = self._guarded(uid)
            if mail is None:
                continue
            failed = 0 if mail.is_fetched else failed + 1
            if failed > _MAX_FAILED:
                raise self._unreachable(TimeoutError("it hands out no message"))
            yield MessagePlace(name=self._place, uid=uid), mail

    def _guarded(self, uid: int) -> IncomingMail | None:
        """Return the message, unread if the server does not hand it out, on a new connection either.

        MailboxUnreachable where no connection comes about: then it is not the message.
        """
        for _ in range(_TRIES):
            try:
                mail = self._message(uid)
            except MailboxUnreachable as fault:
                log.warning("message %s: %s", uid, fault)
                self._leave()
                self.__enter__()
                self._open_again()
                continue
            if mail is not None or uid not in self._ask("search", ["UID", str(uid)]):
                return mail
        return replace(unread_mail(hashlib.sha256(f"{self._place}/{uid}".encode()).hexdigest()), is_fetched=False)

    def _open_again(self) -> None:
        try:
            self._open(self._folder)
        except _FAULTS as fault:
            raise self._unreachable(fault) from None

    def _message(self, uid: int) -> IncomingMail | None:
        size = self._fetch(uid, _SIZE, _SIZE)
        if not isinstance(size, int):
            return None
        is_whole = size <= MAX_BYTES
        # PEEK: staff still see what they have not read.
        asked, answered = (b"BODY.PEEK[]", _WHOLE) if is_whole else (b"BODY.PEEK[HEADER]", _HEADERS)
        content = self._fetch(uid, asked, answered)
        if not isinstance(content, bytes):
            return None
        if is_whole and len(content) <= MAX_BYTES:
            return read_mail(content)
        # Headers alone, or more than the server said that it holds.
        return read_mail(content[:LONGEST_HEADERS], size=max(size, len(content)))

    def _fetch(self, uid: int, asked: bytes, answered: bytes) -> object:
        return self._ask("fetch", [uid], [asked]).get(uid, {}).get(answered)

    def _ask(self, command: str, *words: object) -> Any:
        self._left = _LONGEST_ANSWER
        try:
            return getattr(self._client, command)(*words)
        except _FAULTS as fault:
            raise self._unreachable(fault) from None

    def _connected(self) -> Any:
        account = self._account
        context = ssl.create_default_context()
        if account.ca_file:
            context.load_verify_locations(account.ca_file)
        in_tls = account.security == "tls"
        context.sslsocket_class = PacedTls
        client = PacedClient(
            account.host,
            port=account.port,
            ssl=in_tls,
            ssl_context=context if in_tls else None,
            timeout=account.timeout,
        )
        if not in_tls:
            client.starttls(context)
        protocol = client._imap  # noqa: SLF001 - the client has no other way to bound what it reads
        protocol.read, protocol.readline = self._bounded(protocol.read), self._bounded(protocol.readline)
        return client

    def _bounded(self, read: Callable[..., bytes]) -> Callable[..., bytes]:
        """Return the same reading, but of no longer answer than there is room for."""

        def bounded(*size: int) -> bytes:
            if sum(size) > self._left:
                raise ValueError(f"its answer is longer than {_LONGEST_ANSWER} bytes")
            found = read(*size)
            self._left -= len(found)
            return found

        return bounded

    def _log_in(self) -> None:
        account = self._account
        # The plain LOGIN command has no way to say in which characters a password is written.
        is_plain = account.username.isascii() and account.password.isascii()
        log_in = self._client.login if is_plain else self._client.plain_login
        log_in(account.username, account.password)

    def _leave(self) -> None:
        client, self._client = self._client, None
        if client is None:
            return
        try:
            client.logout()
        except _FAULTS:
            log.debug("the mailbox was left without a farewell")

    def _unreachable(self, fault: Exception) -> MailboxUnreachable:
        """Return the fault in words without the password, which a server may repeat."""
        return MailboxUnreachable(
            f"the mailbox at {self._account.host}:{self._account.port} cannot be read: {self._plain(fault)}."
        )

    def _plain(self, fault: Exception) -> str:
        return (one_line(str(fault).replace(self._account.password, "…")) or type(fault).__name__).rstrip(".")


def _chosen(wanted: str, listed: Sequence[_Listed]) -> list[str]:
    """Return the server's names for a folder as people write it; what it does not list, as it was written."""
    folder, star, _ = wanted.partition("/*")
    names = {_spelled(name, delimiter): (flags, name) for flags, delimiter, name in listed}
    if not star:
        return [names[_spelled(folder, None)][1]] if _spelled(folder, None) in names else [folder]
    within = [
        name
        for spelled, (flags, name) in names.items()
        if f"{spelled}/".startswith(f"{_spelled(folder, None)}/")
        and not {flag.lower() for flag in flags} & _PASSED_OVER
    ]
    return within or [folder]


def _spelled(name: str, delimiter: bytes | None) -> str:
    """Return a folder's name for comparing: levels parted by /, letters composed, INBOX in any case."""
    levels = name.split(delimiter.decode()) if delimiter else name.split("/")
    first = levels[0].upper() if levels[0].upper() == "INBOX" else levels[0]
    return unicodedata.normalize("NFC", "/".join([first, *levels[1:]]))

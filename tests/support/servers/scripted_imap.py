"""An IMAP server that answers as a test tells it to: it refuses a message, says nothing, or says nonsense."""

import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from emulation_workflow.adapters.mail.mailbox import MailboxAccount
from tests.support.servers.certificates import self_signed

_COMMAND = re.compile(rb"(\S+) (UID )?(\S+) ?(.*)\r\n")
_FETCH = re.compile(rb"(\d+) \(?([^)\r\n]+?)\)?$")
_SAID = {b"CAPABILITY": b"* CAPABILITY IMAP4rev1\r\n", b"LOGOUT": b"* BYE\r\n"}

Change = Callable[[bytes], bytes]


@dataclass
class ScriptedImap:
    """What the server holds and how it answers; `change` gets each answer to a FETCH before it is sent.

    `refused` maps a message's UID to the tagged answer in place of the message: NO, BAD, OK, or "" for silence.
    """

    port: int
    certificate: Path
    messages: Mapping[int, bytes]
    refused: Mapping[int, str] = field(default_factory=dict)
    validity: bool = True
    change: Change = bytes
    folders: Mapping[str, str] = field(default_factory=dict)
    """What LIST says of each folder ("(\\Flags) separator"); one that is called shut is not opened."""

    def account(self, *, timeout: float, folders: tuple[str, ...] = ("INBOX",)) -> MailboxAccount:
        return MailboxAccount(
            host="127.0.0.1",
            port=self.port,
            username="ban",
            password="mat-khau",
            ca_file=str(self.certificate),
            timeout=timeout,
            folders=folders,
        )

    def answer(self, tag: bytes, command: bytes, words: bytes) -> bytes:
        """Return what is sent for a command, "" for silence."""
        done = tag + b" OK done\r\n"
        match command.upper():
            case b"LIST":
                return (
                    b"".join(b'* LIST %b "%b"\r\n' % (self.folders[f].encode(), f.encode()) for f in self.folders)
                    + done
                )
            case b"EXAMINE" | b"SELECT" if b"shut" in words:
                return tag + b" NO permission denied\r\n"
            case b"EXAMINE" | b"SELECT":
                validity = b"* OK [UIDVALIDITY 7] it is\r\n" if self.validity else b""
                return b"* %d EXISTS\r\n" % len(self.messages) + validity + tag + b" OK [READ-ONLY] done\r\n"
            case b"SEARCH":
                found = _FETCH.search(words) if words.upper().startswith(b"UID") else None
                uids = [int(words.split()[-1])] if found or b"UID" in words.upper() else list(self.messages)
                return b"* SEARCH " + b" ".join(b"%d" % uid for uid in uids if uid in self.messages) + b"\r\n" + done
            case b"FETCH":
                return self._fetched(tag, words, done)
        return _SAID.get(command.upper(), b"") + done

    def _fetched(self, tag: bytes, words: bytes, done: bytes) -> bytes:
        uid, asked = int(words.split()[0]), words.upper()
        if uid in self.refused:
            said = self.refused[uid]
            return b"%b %b no message\r\n" % (tag, said.encode()) if said else b""
        message = self.messages[uid]
        if b"RFC822.SIZE" in asked:
            return self.change(b"* 1 FETCH (UID %d RFC822.SIZE %d)\r\n" % (uid, len(message))) + done
        return self.change(b"* 1 FETCH (UID %d BODY[] {%d}\r\n%b)\r\n" % (uid, len(message), message)) + done


@contextmanager
def scripted_imap(folder: Path, messages: Mapping[int, bytes], **more: object) -> Iterator[ScriptedImap]:
    """Start the server on a free port of this machine alone, and stop it at the end."""
    certificate = self_signed(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        server = ScriptedImap(port=port, certificate=certificate, messages=messages, **more)  # type: ignore[arg-type]  # fields by name
        threading.Thread(target=_serve, args=(listening, context, server), daemon=True).start()
        yield server


def _serve(listening: socket.socket, context: ssl.SSLContext, server: ScriptedImap) -> None:
    while True:
        try:
            plain, _ = listening.accept()
        except OSError:
            return
        threading.Thread(target=_talk, args=(plain, context, server), daemon=True).start()


def _talk(plain: socket.socket, context: ssl.SSLContext, server: ScriptedImap) -> None:
    try:
        with context.wrap_socket(plain, server_side=True) as connection, connection.makefile("rb") as lines:
            connection.sendall(b"* OK ready\r\n")
            for line in lines:
                if found := _COMMAND.match(line):
                    tag, _, command, words = found.groups()
                    connection.sendall(server.answer(tag, command, words))
    except OSError:
        return

"""A real IMAP server for tests: Dovecot on loopback, with a configuration, mail and certificate of its own."""

import grp
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from imapclient.imap_utf7 import encode

from emulation_workflow.adapters.mail.mailbox import MailboxAccount
from emulation_workflow.stack.addresses import answers, free_addresses
from tests.support.patience import PATIENCE, wait_for
from tests.support.servers.certificates import self_signed

USER, PASSWORD = "ban", "mật khẩu của Ban"

_CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
default_internal_user = {internal}
default_login_user = {login}
default_internal_group = {group}
first_valid_uid = 0
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{certificate}
ssl_key = <{certificate}
disable_plaintext_auth = yes
auth_mechanisms = plain login
mail_location = maildir:{folder}/mail/%u
passdb {{
  driver = passwd-file
  args = {folder}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {starttls}
  }}
  inet_listener imaps {{
    port = {tls}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@dataclass
class ImapServer:
    """The running server. `port` speaks TLS from the start, `starttls_port` after STARTTLS."""

    folder: Path
    certificate: Path
    port: int
    starttls_port: int

    def account(self, **changes: object) -> MailboxAccount:
        usual = {
            "host": "127.0.0.1",
            "port": self.port,
            "username": USER,
            "password": PASSWORD,
            "ca_file": str(self.certificate),
            "timeout": PATIENCE,
        }
        return MailboxAccount(**{**usual, **changes})  # type: ignore[arg-type]  # fields by name, of any type

    def deliver(self, *messages: bytes, folder: str = "") -> None:
        """Lay messages into the inbox, or into a folder by the server's own name of it, as the mail server does."""
        new = self._maildir / "new"
        if folder:
            new = self._maildir / f".{encode(folder).decode()}" / "new"
            new.mkdir(parents=True, exist_ok=True)
            if os.geteuid() == 0:
                for path in (new.parent, new):
                    shutil.chown(path, *self._owner)
        for message in messages:
            path = new / f"{time.time_ns()}.{next(_NUMBERS)}.test"
            path.write_bytes(message)
            path.chmod(0o644)  # The server is another user, and the office writes for its own alone.

    def flags(self) -> list[str]:
        """Return the file names of the messages in the inbox, which end in their flags after a comma if any are set."""
        return sorted(path.name for name in ("new", "cur") for path in (self._maildir / name).iterdir())

    def renumber(self) -> None:
        """Make the folder's numbers begin anew, as a restored mailbox does."""
        # The folder's validity is the second in which it was made; the new one must be another.
        time.sleep(1.1)
        for index in self._maildir.glob("dovecot*"):
            index.unlink()

    @property
    def _owner(self) -> tuple[int, int]:
        made = self._maildir.stat()
        return made.st_uid, made.st_gid

    @property
    def _maildir(self) -> Path:
        return self.folder / "mail" / USER


_NUMBERS = count()


@contextmanager
def imap_server(dovecot: Path) -> Iterator[ImapServer]:
    """Start Dovecot on free ports of this machine alone, and stop it at the end."""
    # Short, because the path of a socket may not be long.
    folder = Path(tempfile.mkdtemp(prefix="imap-"))
    try:
        folder.chmod(0o755)
        addresses = free_addresses()
        server = ImapServer(
            folder=folder, certificate=self_signed(folder), port=addresses.smtp, starttls_port=addresses.mailbox
        )
        identity = _identity()
        (folder / "dovecot.conf").write_text(_config(server, identity), encoding="utf-8")
        (folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n", encoding="utf-8")
        (folder / "users").chmod(0o644)
        _make_folders(folder, identity)
        process = subprocess.Popen([dovecot, "-F", "-c", folder / "dovecot.conf"], stderr=subprocess.DEVNULL)
        try:
            _await(process, server)
            yield server
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True)
class _Identity:
    """Whom the server's parts run as: started by root they are two others, for Dovecot does nothing as root."""

    internal: pwd.struct_passwd
    login: pwd.struct_passwd


def _identity() -> _Identity:
    if os.geteuid() != 0:
        me = pwd.getpwuid(os.getuid())
        return _Identity(internal=me, login=me)
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    nobody = known["nobody"]
    return _Identity(internal=known.get("dovecot", nobody), login=known.get("dovenull", nobody))


def _make_folders(folder: Path, identity: _Identity) -> None:
    for path in (folder / "mail", *(folder / "mail" / USER / name for name in ("new", "cur", "tmp")), folder / "home"):
        path.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        for path in (folder / "home", folder / "mail", *(folder / "mail").rglob("*")):
            os.chown(path, identity.internal.pw_uid, identity.internal.pw_gid)


def _config(server: ImapServer, identity: _Identity) -> str:
    return _CONFIG.format(
        folder=server.folder,
        certificate=server.certificate,
        internal=identity.internal.pw_name,
        login=identity.login.pw_name,
        group=grp.getgrgid(identity.internal.pw_gid).gr_name,
        uid=identity.internal.pw_uid,
        gid=identity.internal.pw_gid,
        tls=server.port,
        starttls=server.starttls_port,
    )


def _await(process: subprocess.Popen[bytes], server: ImapServer) -> None:
    def look() -> bool | None:
        if process.poll() is not None:
            raise RuntimeError((server.folder / "log").read_text(encoding="utf-8", errors="replace"))
        return answers("127.0.0.1", server.port) or None

    wait_for(look, "Dovecot to come up")

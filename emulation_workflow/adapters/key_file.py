"""Secrets in files of their own, where the operator sets none: what codes derive from, what people sign in with."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from emulation_workflow.settings import PRIVATE, BadSetting

KEY_BYTES = 32

SIGN_IN_NAME = "ban"
_READABLE = "abcdefghjkmnpqrstuvwxyz23456789"
"""No sign that is taken for another where people type what they read."""
_GROUPS, _GROUP = 5, 5


def read_or_make_key(file: Path) -> bytes:
    """Return the key in `file`; made at first need, once however many ask at once, readable by its owner alone.

    BadSetting if the file holds no key or others may read it: codes made from such a key prove nothing.
    """
    text = _read_or_make(file, lambda: secrets.token_hex(KEY_BYTES))
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise BadSetting(
            f"{file} holds no key. Put the right one back from a backup. If there is none, remove it: codes in letters "
            "are void then, and the record has to be sealed anew (`emulation record reseal`)."
        )
    return key


def read_or_make_sign_in(file: Path) -> str:
    """Return the name and secret, `name:secret`, that people sign in with; made and guarded as a key is.

    BadSetting if the file holds none or others may read it.
    """
    text = _read_or_make(file, _new_sign_in).strip()
    if not is_sign_in(text):
        raise BadSetting(
            f"{file} holds no name and secret to sign in with: remove it, and the next start makes new ones."
        )
    return text


def is_sign_in(text: str) -> bool:
    """Return whether this is a name and a secret that pages and programs can be signed in to with."""
    name, colon, secret = text.partition(":")
    return bool(name and colon and secret) and text.isascii() and text.isprintable() and " " not in text


def _new_sign_in() -> str:
    groups = ("".join(secrets.choice(_READABLE) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return f"{SIGN_IN_NAME}:{'-'.join(groups)}"


def _read_or_make(file: Path, make: Callable[[], str]) -> str:
    if not file.exists():
        _make(file, make())
    if file.stat().st_mode & PRIVATE:
        raise BadSetting(f"Others may read the secret in {file}: run chmod 600 {file}.")
    try:
        return file.read_text(encoding="ascii")
    except UnicodeDecodeError:
        return ""


def _make(file: Path, content: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    beside.touch(mode=0o600, exist_ok=False)
    try:
        beside.write_text(content, encoding="ascii")
        # A link, unlike a rename, leaves in place what another process made meanwhile.
        os.link(beside, file)
    except FileExistsError:
        pass
    finally:
        beside.unlink()

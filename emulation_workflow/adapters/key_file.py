"""The secret key in a file of its own, when the operator sets none."""

import os
import secrets
from pathlib import Path

from emulation_workflow.settings import BadSetting

KEY_BYTES = 32


def read_or_make_key(file: Path) -> bytes:
    """Return the key in `file`; made at first need, once however many ask at once, readable by its owner alone.

    BadSetting if the file holds no key or others may read it: codes made from such a key prove nothing.
    """
    if not file.exists():
        _make_key(file)
    if file.stat().st_mode & 0o077:
        raise BadSetting(f"Others may read the secret key: run chmod 600 {file}.")
    try:
        key = bytes.fromhex(file.read_text(encoding="ascii"))
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise BadSetting(f"{file} holds no key. Put the right one back from a backup, or remove it to void open codes.")
    return key


def _make_key(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    beside.touch(mode=0o600, exist_ok=False)
    try:
        beside.write_text(secrets.token_hex(KEY_BYTES), encoding="ascii")
        # A link, unlike a rename, leaves in place the key that another process made meanwhile.
        os.link(beside, file)
    except FileExistsError:
        pass
    finally:
        beside.unlink()

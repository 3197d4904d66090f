"""Pure tests: none writes a file or opens a database or a connection; what comes with the program may be read."""

import os
import sys
from collections.abc import Iterator
from typing import Any

import pytest

_FORBIDDEN = {"sqlite3.connect", "socket.connect", "subprocess.Popen", "os.mkdir"}
_OWN = (".hypothesis", "__pycache__", os.devnull)
"""Where the test tools keep their own notes."""

_running = False


def _watch(event: str, args: tuple[Any, ...]) -> None:
    if not _running:
        return
    if event in _FORBIDDEN and not any(own in str(args[0]) for own in _OWN):
        raise AssertionError(f"a pure test came to {event}: {args[0]}")
    is_write = event == "open" and isinstance(args[1], str) and bool(set(args[1]) & set("wax+"))
    if is_write and not any(own in str(args[0]) for own in _OWN):
        raise AssertionError(f"a pure test wrote a file: {args[0]}")


sys.addaudithook(_watch)


@pytest.fixture(autouse=True)
def pure() -> Iterator[None]:
    """Watch each test while it runs; an audit hook cannot be taken away again, so it is switched off."""
    global _running  # noqa: PLW0603 - an audit hook belongs to the whole process
    _running = True
    yield
    _running = False

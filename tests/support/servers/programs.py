"""Programs of the system that some tests need."""

import os
import shutil
from pathlib import Path

import pytest

_NOT_ON_PATH = ("usr/lib/postgresql/*/bin", "usr/local/pgsql/bin", "usr/sbin", "usr/local/sbin")
"""Where distributions keep programs that are not on everybody's PATH."""


def find_program(*names: str) -> Path | None:
    """Return the first of these programs that this machine has."""
    elsewhere = [str(place) for pattern in _NOT_ON_PATH for place in sorted(Path("/").glob(pattern), reverse=True)]
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), *elsewhere])
    return next((Path(found) for name in names if (found := shutil.which(name, path=path))), None)


def needs_program(*names: str) -> Path:
    """Return the first of these programs; without any, the test is skipped and says which it wanted."""
    if found := find_program(*names):
        return found
    pytest.skip(f"{' or '.join(names)} is not installed")

"""One data folder, one stack."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from emulation_workflow.settings import BadSetting


@contextmanager
def sole_user(folder: Path) -> Iterator[None]:
    """Hold the folder for one stack alone. BadSetting if another has it: two servers would spoil each other's database.

    The lock is the system's, so that it ends with the program however that ends.
    """
    with (folder / "stack.lock").open("a", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BadSetting(
                f"{folder} is in use by another `emulation start`: end that, or set another data folder."
            ) from None
        yield

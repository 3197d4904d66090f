"""One data folder, one stack, one user."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from socket import gethostname
from typing import IO

from emulation_workflow.settings import PRIVATE, BadSetting


@contextmanager
def sole_user(folder: Path, *, is_part: bool = False) -> Iterator[None]:
    """Hold the folder for one stack alone, or beside other parts that are started one by one.

    BadSetting if another has it: two servers would spoil each other's database. The lock is the system's, so that it
    ends with the program however that ends.
    """
    with (folder / "stack.lock").open("a", encoding="ascii") as file:
        if not _locked(file, fcntl.LOCK_SH if is_part else fcntl.LOCK_EX):
            raise BadSetting(f"{folder} is in use by another `emulation start`: end that, or set another data folder.")
        yield


@contextmanager
def own_worker_name(folder: Path) -> Iterator[str]:
    """Hold a name for a worker that no other has: this machine's with the first number that is free on it.

    A worker that is started again gets its name again, so that Prefect lists no more of them than there are.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for number in count(1):
        with (folder / f"worker-{number}.lock").open("a", encoding="ascii") as file:
            if _locked(file, fcntl.LOCK_EX):
                yield f"{gethostname()}-{number}"
                return


def _locked(file: IO[str], mode: int) -> bool:
    try:
        fcntl.flock(file, mode | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def keep_private(folder: Path, *, but: Path) -> Iterator[str]:
    """Close to others what lies in the folder, as an earlier version or a copy may have left it; say what was done.

    What lies in `but`, the intake folder, is other people's and keeps the mode they gave it.
    """
    opened, stuck = 0, []
    # The folder first: once it is closed, nobody else puts a link in the place of what is closed next.
    for path in _ours(folder, but):
        try:
            mode = path.lstat().st_mode
            if mode & PRIVATE:
                path.chmod(mode & ~PRIVATE & 0o7777)
                opened += 1
        except FileNotFoundError:
            continue
        except OSError:
            stuck.append(path)
    if opened:
        yield f"{opened} file(s) and folder(s) in {folder} were open to other users of this machine; now they are not."
    if stuck:
        yield f"{stuck[0]} is open to other users of this machine and not ours to close: run chmod -R go= {folder}."


def _ours(folder: Path, but: Path) -> Iterator[Path]:
    yield folder
    for place, folders, files in os.walk(folder):
        here = Path(place)
        folders[:] = [name for name in folders if here / name != but]
        yield from (path for name in (*folders, *files) if not (path := here / name).is_symlink())

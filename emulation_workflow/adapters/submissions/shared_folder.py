"""A folder that other people write to: its own plain files, and nothing that a link in it leads to.

Everything goes through the open folder and the open file, so that nothing put in their place meanwhile is followed.
"""

import os
import stat
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from errno import EACCES, ELOOP, ENOTDIR, ENXIO, EPERM
from pathlib import Path
from uuid import uuid4

from emulation_workflow.domain.board_list import LeftBecause
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected

MAX_BYTES = 10_000_000
"""Bytes: more than any plan or report may have."""

_UNFOLLOWED = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_SAID_BY: dict[int | None, LeftBecause] = {
    ELOOP: LeftBecause.LINK,
    ENXIO: LeftBecause.SPECIAL,
    EACCES: LeftBecause.UNREADABLE,
    EPERM: LeftBecause.UNREADABLE,
}


class NotTaken(Exception):
    """What lies in the folder under this name is not opened, or not used."""

    def __init__(self, why: LeftBecause) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class SharedFolder:
    """A folder held open by its descriptor."""

    descriptor: int

    @classmethod
    @contextmanager
    def opened(cls, path: Path) -> Iterator["SharedFolder"]:
        """Hold open the folder that the operator named, made where there is none; links to it are the operator's."""
        path.mkdir(parents=True, exist_ok=True)
        with _held(os.open(path, _FOLDER)) as folder:
            yield folder

    @contextmanager
    def within(self, name: str) -> Iterator["SharedFolder"]:
        """Hold open a folder in this one, made where there is none. Rejected if something else has its name."""
        with suppress(FileExistsError):
            os.mkdir(name, dir_fd=self.descriptor)
        try:
            opened = os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=self.descriptor)
        except OSError as fault:
            if fault.errno in (ELOOP, ENOTDIR):
                raise Rejected(Problem(code=ProblemCode.INTAKE_FOLDER_ODD, params={"folder": name})) from None
            raise
        with _held(opened) as folder:
            yield folder

    def names(self) -> Sequence[str]:
        return sorted(os.listdir(self.descriptor))  # noqa: PTH208 - a descriptor is no path

    def look(self, name: str) -> os.stat_result:
        """Return what is known of an entry, of a link itself rather than of what it leads to."""
        return os.stat(name, dir_fd=self.descriptor, follow_symlinks=False)

    def read(self, name: str, *, most: int, rested: float = 0.0) -> bytes:
        """Return the file, or as much of it as shows that it has more than `most` bytes.

        NotTaken if it is no plain file of this folder alone, or was written to less than `rested` seconds ago.
        """
        descriptor = self._open(name, os.O_RDONLY)
        try:
            before = _plain(descriptor)
            with os.fdopen(descriptor, "rb", closefd=False) as file:
                content = file.read(most + 1)
            after = os.fstat(descriptor)
        finally:
            os.close(descriptor)
        has_changed = (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns)
        if has_changed or (rested and time.time() - after.st_mtime < rested):
            raise NotTaken(LeftBecause.UNSETTLED)
        return content

    def write(self, name: str, content: bytes) -> None:
        """Write a file, over one of that name. NotTaken if something else has its name."""
        descriptor = self._open(name, os.O_WRONLY | os.O_CREAT)
        try:
            _plain(descriptor)
            os.ftruncate(descriptor, 0)
            with os.fdopen(descriptor, "wb", closefd=False) as file:
                file.write(content)
        finally:
            os.close(descriptor)

    def move(self, name: str, folder: "SharedFolder", new_name: str) -> None:
        os.rename(name, new_name, src_dir_fd=self.descriptor, dst_dir_fd=folder.descriptor)

    def move_read(self, name: str, content: bytes, folder: "SharedFolder", new_name: str) -> bool:
        """Move a file that was read; return whether it was moved. What was put in its place meanwhile stays.

        FileNotFoundError if nothing has its name any more.
        """
        if not self._holds(name, content):
            return False
        self.move(name, folder, new_name)
        if folder._holds(new_name, content):  # noqa: SLF001 - of the same class
            return True
        # It was replaced at the last moment: back, and not over what came since.
        folder.move(new_name, self, f"{uuid4().hex[:8]}-{name}" if name in self.names() else name)
        return False

    def remove(self, name: str, content: bytes) -> None:
        """Remove a file that was read, if it is still there; what was put in its place meanwhile stays."""
        with suppress(FileNotFoundError):
            gone = f".{uuid4().hex}"
            if self.move_read(name, content, self, gone):
                os.unlink(gone, dir_fd=self.descriptor)

    def _holds(self, name: str, content: bytes) -> bool:
        try:
            found = self.read(name, most=len(content))
        except NotTaken:
            return False
        # Of a file that is too large only the beginning was read.
        return found == content or (len(content) > MAX_BYTES and found.startswith(content))

    def _open(self, name: str, how: int) -> int:
        try:
            return os.open(name, how | _UNFOLLOWED, mode=0o666, dir_fd=self.descriptor)
        except IsADirectoryError:
            raise NotTaken(LeftBecause.FOLDER) from None
        except OSError as fault:
            if (why := _SAID_BY.get(fault.errno)) is not None:
                raise NotTaken(why) from None
            raise


@contextmanager
def _held(descriptor: int) -> Iterator[SharedFolder]:
    try:
        yield SharedFolder(descriptor)
    finally:
        os.close(descriptor)


def _plain(descriptor: int) -> os.stat_result:
    """Return what is known of an open file. NotTaken unless it is a plain file that lies in one place alone."""
    known = os.fstat(descriptor)
    if stat.S_ISDIR(known.st_mode):
        raise NotTaken(LeftBecause.FOLDER)
    # A second name of a file that its finder may not read is a link in all but its kind.
    if not stat.S_ISREG(known.st_mode) or known.st_nlink > 1:
        raise NotTaken(LeftBecause.SPECIAL)
    return known

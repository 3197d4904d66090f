"""The intake folder: inbox/ where staff lay files, taken/ for those received, set_aside/ for those with a reason.

A file leaves the inbox only after the record has it, and by one rename; its new name holds its hash, so that a round
that was cut short and run again does the very same. So nothing is lost and nothing taken twice.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from emulation_workflow.office.intake import IncomingFile

SETTLED_AFTER = 5.0
"""Seconds without a change before a file counts as whole; a younger one is left for the next round."""

_UNFINISHED = (".part", ".tmp", ".crdownload")
_REASON = ".lý-do.txt"


@dataclass(frozen=True, slots=True)
class IntakeFolder:
    """The folder that files are laid in, and where they go from there."""

    root: Path

    @property
    def inbox(self) -> Path:
        return self.root / "inbox"

    @property
    def taken(self) -> Path:
        return self.root / "taken"

    @property
    def set_aside(self) -> Path:
        return self.root / "set_aside"

    def make(self) -> None:
        for folder in (self.inbox, self.taken, self.set_aside):
            folder.mkdir(parents=True, exist_ok=True)

    def waiting(self) -> Iterator[Path]:
        """Yield the files in the inbox by name, without those half written or of another program's own."""
        for path in sorted(self.inbox.iterdir()):
            if path.is_file() and not path.name.startswith((".", "~$")) and path.suffix.lower() not in _UNFINISHED:
                yield path

    def put_away(self, path: Path, file: IncomingFile) -> None:
        """Move a received file to taken/."""
        _move(path, self.taken, file)

    def put_aside(self, path: Path, file: IncomingFile, reason: str) -> None:
        """Move a file to set_aside/, its reason beside it; the reason goes first, so that none lies there without."""
        (self.set_aside / f"{_name_with_hash(path, file)}{_REASON}").write_text(reason, encoding="utf-8")
        _move(path, self.set_aside, file)


def is_settled(path: Path) -> bool:
    """Return whether nobody has written to the file lately."""
    try:
        return time.time() - path.stat().st_mtime >= SETTLED_AFTER
    except FileNotFoundError:
        return False


def _move(path: Path, folder: Path, file: IncomingFile) -> None:
    try:
        path.rename(folder / _name_with_hash(path, file))
    except FileNotFoundError:
        return  # Another round at the same time has moved it: to the same name, as it holds the same.


def _name_with_hash(path: Path, file: IncomingFile) -> str:
    return f"{path.stem}.{file.sha256[:8]}{path.suffix}"

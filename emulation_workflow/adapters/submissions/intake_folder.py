"""The intake folder: inbox/ where staff lay files, taken/ for those received, set_aside/ for those with a reason.

A file leaves the inbox only after the record has it, and by one rename; its new name holds its hash, so that a round
that was cut short and run again does the very same. So nothing is lost and nothing taken twice.
"""

import json
import time
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from emulation_workflow.adapters.submissions.shared_folder import MAX_BYTES, NotTaken, SharedFolder
from emulation_workflow.domain.board_list import LeftBecause
from emulation_workflow.office.intake import IncomingFile

SETTLED_AFTER = 5.0
"""Seconds without a change before a file counts as whole; a younger one is left for the next round."""

OVERDUE_AFTER = 3600.0
"""Seconds in which a file may go on being written, or be another program's own; longer, and somebody should look."""

MAX_NAME_BYTES = 220
"""Bytes; what is added to the names of files that were seen to must find room in the 255 that a name may have."""

_FOLDERS = _INBOX, _TAKEN, _SET_ASIDE = ("inbox", "taken", "set_aside")
_HIDDEN = (".", "~$")
"""How names begin that other programs give to what they need for a while, and that people are not shown."""
_BESIDE = "../"
_UNFINISHED = (".part", ".tmp", ".crdownload")
_REASON = ".lý-do.txt"
_UNSETTLED = ".unsettled.json"
_MAX_NOTED = 1_000_000


@dataclass(frozen=True, slots=True)
class IntakeFolder:
    """The folder that files are laid in, and where they go from there."""

    root: Path

    @property
    def inbox(self) -> Path:
        return self.root / _INBOX

    @property
    def taken(self) -> Path:
        return self.root / _TAKEN

    @property
    def set_aside(self) -> Path:
        return self.root / _SET_ASIDE

    def count_set_aside(self) -> int:
        """Return how many files lie aside, each with its reason beside it."""
        if not self.set_aside.is_dir():
            return 0
        return sum(path.name.endswith(_REASON) for path in self.set_aside.iterdir())

    def make(self) -> None:
        with self.opened():
            pass

    @contextmanager
    def opened(self) -> Iterator["OpenIntake"]:
        """Hold the folder open for one round. Rejected if something that is no folder stands in the place of one."""
        with ExitStack() as held:
            root = held.enter_context(SharedFolder.opened(self.root))
            inbox, taken, set_aside = (
                held.enter_context(root.within(path.name)) for path in (self.inbox, self.taken, self.set_aside)
            )
            yield OpenIntake(root=root, inbox=inbox, taken=taken, set_aside=set_aside)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIntake:
    """The folder during one round."""

    root: SharedFolder
    inbox: SharedFolder
    taken: SharedFolder
    set_aside: SharedFolder
    _unsettled: dict[str, float] = field(default_factory=dict)

    def waiting(self) -> Iterator[str]:
        """Yield the names in the inbox."""
        yield from self.inbox.names()

    def beside(self, *, but: Collection[str]) -> Iterator[str]:
        """Yield the names of what somebody laid beside the inbox, where nothing is taken, `but` these.

        What other programs hide there while they work is among them once it has stayed for longer than copying takes.
        """
        for name in self.root.names():
            if name in {*_FOLDERS, _UNSETTLED, *but}:
                continue
            if not name.startswith(_HIDDEN) or self.is_overdue(f"{_BESIDE}{name}"):
                yield name

    def file(self, name: str) -> IncomingFile:
        """Return the file of this name, too large a one in part. NotTaken if it is none that can be taken now."""
        if name.startswith(_HIDDEN):
            raise NotTaken(LeftBecause.HIDDEN)
        if not _is_usable(name):
            raise NotTaken(LeftBecause.NAME)
        content = self.inbox.read(name, most=MAX_BYTES, rested=SETTLED_AFTER)
        if PurePath(name).suffix.lower() in _UNFINISHED:
            raise NotTaken(LeftBecause.UNSETTLED)
        return IncomingFile(name=name, content=content)

    def is_overdue(self, name: str) -> bool:
        """Note that this file is not to be taken yet; return whether it has stayed for longer than copying takes."""
        since = self._noted().get(name, time.time())
        self._unsettled[name] = since
        return time.time() - since >= OVERDUE_AFTER

    def identity(self, name: str, *, is_beside: bool = False) -> int:
        """Return what tells this entry from an earlier one of the same name."""
        return (self.root if is_beside else self.inbox).look(name).st_ino

    def put_away(self, file: IncomingFile) -> None:
        """Move a received file to taken/. What has its name by now and is another stays for the next round."""
        self._move(file, self.taken)

    def put_aside(self, file: IncomingFile, reason: str) -> None:
        """Move a file to set_aside/, its reason beside it; the reason goes first, so that none lies there without."""
        beside = f"{_name_with_hash(file)}{_REASON}"
        self.set_aside.write(beside, reason.encode())
        if not self._move(file, self.set_aside):
            self.set_aside.remove(beside, reason.encode())

    def close(self) -> None:
        """Keep since when the files of this round that are not settled have been so."""
        if self._unsettled or self._noted():
            with suppress(NotTaken):  # Something else has its name; whoever put it there gains that nothing is overdue.
                self.root.write(_UNSETTLED, json.dumps(self._unsettled).encode())

    def _noted(self) -> dict[str, float]:
        try:
            noted = json.loads(self.root.read(_UNSETTLED, most=_MAX_NOTED))
        except (FileNotFoundError, NotTaken, ValueError):
            return {}
        return noted if isinstance(noted, dict) and all(isinstance(at, float) for at in noted.values()) else {}

    def _move(self, file: IncomingFile, folder: SharedFolder) -> bool:
        """Move the file; return False where it was replaced since it was read: the next round reads what is there."""
        try:
            return self.inbox.move_read(file.name, file.content, folder, _name_with_hash(file))
        except FileNotFoundError:
            return True  # Another round at the same time has moved it: to the same name, as it holds the same.


def _is_usable(name: str) -> bool:
    """Return whether a name can stand in the record and in other names: not too long, UTF-8, all of it seen."""
    try:
        return len(name.encode()) <= MAX_NAME_BYTES and name.isprintable()
    except UnicodeEncodeError:
        return False


def _name_with_hash(file: IncomingFile) -> str:
    path = PurePath(file.name)
    return f"{path.stem}.{file.sha256[:8]}{path.suffix}"

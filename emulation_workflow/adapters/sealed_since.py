"""The file that says since when records are sealed by a key here: outside the record, where no database leads to."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SealedSince:
    """A day in a file of its own, written once. Without the file no record was sealed from here yet."""

    path: Path

    @property
    def is_noted(self) -> bool:
        return self.path.exists()

    def note(self, day: date) -> None:
        """Write the day, unless one is there. OSError if that cannot be done."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            self.path.touch(mode=0o600, exist_ok=False)
            self.path.write_text(f"{day.isoformat()}\n", encoding="ascii")

    def day(self) -> date | None:
        """Return the day; None if none is noted, or what stands there is none."""
        try:
            return date.fromisoformat(self.path.read_text(encoding="ascii").strip())
        except (OSError, ValueError):
            return None

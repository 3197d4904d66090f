"""The file that the record's seal is noted in each day, a line a day."""

import os
from dataclasses import dataclass
from pathlib import Path

from emulation_workflow.domain.record.noted import NotedSeal


@dataclass(frozen=True, slots=True)
class AppendedSeals:
    """`ports.SealFile` on a file that is only ever appended to; made readable by its owner alone."""

    path: Path

    def note(self, seal: NotedSeal) -> None:
        """Add the day's line, if the day has none yet. OSError if that cannot be done."""
        file = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(file, "r+", encoding="utf-8", errors="replace") as lines:
            if not any(line.startswith(f"{seal.day} ") for line in lines):
                lines.write(f"{seal.line}\n")
                lines.flush()
                os.fsync(lines.fileno())

"""The two clocks: the real one, and one that is set by a file so that the past can be played."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from emulation_workflow.settings import BadSetting


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's clock, read in the office's time zone."""

    zone: ZoneInfo

    def now(self) -> datetime:
        return datetime.now(self.zone)


@dataclass(frozen=True, slots=True)
class SetClock:
    """A clock that stands where `file` says (ISO 8601; without an offset it is the office's time).

    The file is read each time, so that whoever plays the past moves every process at once.
    """

    file: Path
    zone: ZoneInfo

    def now(self) -> datetime:
        """Return the moment in the file. BadSetting if the file is missing or holds something else."""
        try:
            moment = datetime.fromisoformat(self.file.read_text(encoding="utf-8").strip())
        except (OSError, ValueError):
            raise BadSetting(
                f"EMULATION_SET_CLOCK cannot be used: {self.file} holds no moment such as 2020-01-15T08:00."
            ) from None
        return moment.replace(tzinfo=self.zone) if moment.tzinfo is None else moment.astimezone(self.zone)

    def set(self, moment: datetime) -> None:
        """Put the clock at `moment`; a process that reads meanwhile sees the old moment or the new, never half."""
        beside = self.file.with_name(f"{self.file.name}.new")
        beside.write_text(moment.astimezone(self.zone).isoformat(), encoding="utf-8")
        beside.replace(self.file)

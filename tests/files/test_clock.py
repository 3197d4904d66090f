"""One clock, real or set."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from emulation_workflow.adapters.clock import SetClock, SystemClock
from emulation_workflow.settings import BadSetting

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def test_the_real_clock_tells_the_office_s_time() -> None:
    """Every moment is aware, in the campaign's time zone."""
    before = datetime.now(UTC)
    now = SystemClock(VIETNAM).now()
    assert before <= now <= datetime.now(UTC)
    assert now.tzinfo == VIETNAM


def test_a_set_clock_stands_where_it_was_put(tmp_path: Path) -> None:
    """2020 can be played today."""
    clock = SetClock(tmp_path / "clock", VIETNAM)
    clock.set(datetime(2020, 1, 14, 17, 0, tzinfo=UTC))
    assert clock.now() == datetime(2020, 1, 15, 0, 0, tzinfo=VIETNAM)
    assert clock.now().tzinfo == VIETNAM


def test_a_moment_without_an_offset_is_the_office_s_time(tmp_path: Path) -> None:
    """A person who writes the file thinks in Vietnam's time."""
    (tmp_path / "clock").write_text("2020-02-29T08:00\n", encoding="utf-8")
    assert SetClock(tmp_path / "clock", VIETNAM).now() == datetime(2020, 2, 29, 8, 0, tzinfo=VIETNAM)


@pytest.mark.parametrize("content", ["", "30/02/2020", "2020-02-30T08:00"])
def test_a_clock_file_that_says_no_time_is_refused(tmp_path: Path, content: str) -> None:
    """A wrong clock stops the work; it never falls back to the real time."""
    (tmp_path / "clock").write_text(content, encoding="utf-8")
    with pytest.raises(BadSetting, match="EMULATION_SET_CLOCK"):
        SetClock(tmp_path / "clock", VIETNAM).now()


def test_a_missing_clock_file_is_refused(tmp_path: Path) -> None:
    """As above."""
    with pytest.raises(BadSetting, match="EMULATION_SET_CLOCK"):
        SetClock(tmp_path / "clock", VIETNAM).now()

"""Programs that we start, watch and end."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from emulation_workflow.stack.part import Part, PartFailed, last_lines, run_to_its_end
from tests.support.patience import PATIENCE, wait_for

SAYS_IT_IS_UP = "import pathlib, time; print('đang chạy', flush=True); pathlib.Path('up').touch(); time.sleep(3600)"
IGNORES_SIGTERM = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SAYS_IT_IS_UP}"
ENDS_AT_SIGINT = f"import signal; assert signal.getsignal(signal.SIGINT) is not signal.SIG_IGN; {SAYS_IT_IS_UP}"
HAS_A_CHILD_IN_ITS_OWN_SESSION = (
    "import subprocess, sys; "
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(3600)'], start_new_session=True); "
    f"open('child', 'w').write(str(child.pid)); {SAYS_IT_IS_UP}"
)


def python_part(folder: Path, program: str, *, grace: float = PATIENCE) -> Part:
    """A program that is up when it has made the file `up`."""
    return Part(
        "the example",
        (sys.executable, "-c", program),
        environment=os.environ,
        folder=folder,
        log=folder / "logs" / "example.log",
        is_up=(folder / "up").exists,
        grace=grace,
    )


def is_alive(pid: int) -> bool:
    """Whether this process still does something."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def is_dead_soon(pid: int) -> bool:
    """Whether this process ends now that it was killed."""
    return wait_for(lambda: None if is_alive(pid) else True, f"process {pid} to end")


def test_a_part_is_up_until_it_is_stopped(tmp_path: Path) -> None:
    """What we start, we end."""
    part = python_part(tmp_path, SAYS_IT_IS_UP)
    part.start()
    part.wait_until_up(PATIENCE)
    pid = part.pid
    assert pid is not None
    part.stop()
    assert part.pid is None
    assert not is_alive(pid)
    assert last_lines(part.log) == ["đang chạy"]


def test_a_part_can_be_killed_and_started_again(tmp_path: Path) -> None:
    """As after a power cut."""
    part = python_part(tmp_path, SAYS_IT_IS_UP)
    part.start()
    part.wait_until_up(PATIENCE)
    first = part.pid
    part.kill()
    assert part.pid is None
    (tmp_path / "up").unlink()
    part.start()
    part.wait_until_up(PATIENCE)
    assert part.pid != first
    part.stop()


def test_a_part_that_will_not_end_is_ended(tmp_path: Path) -> None:
    """Nothing of ours outlives us."""
    part = python_part(tmp_path, IGNORES_SIGTERM, grace=0.2)
    part.start()
    part.wait_until_up(PATIENCE)
    pid = part.pid
    assert pid is not None
    part.stop()
    assert not is_alive(pid)


@pytest.mark.parametrize("end", [Part.stop, Part.kill])
def test_what_a_part_started_ends_with_it(tmp_path: Path, end: Callable[[Part], None]) -> None:
    """A worker's flow runs are in sessions of their own, and are ours to end all the same."""
    part = python_part(tmp_path, HAS_A_CHILD_IN_ITS_OWN_SESSION)
    part.start()
    part.wait_until_up(PATIENCE)
    child = int((tmp_path / "child").read_text(encoding="ascii"))
    assert is_alive(child)
    end(part)
    assert is_dead_soon(child)


def test_a_part_that_ends_instead_of_coming_up_shows_why(tmp_path: Path) -> None:
    """The operator sees the end of its log without looking for it."""
    part = python_part(tmp_path, "raise SystemExit('no such port')")
    part.start()
    with pytest.raises(PartFailed, match=r"the example ended instead of coming up(?s:.*)no such port"):
        part.wait_until_up(PATIENCE)


def test_a_part_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    """Nobody waits for ever."""
    part = python_part(tmp_path, "import time; time.sleep(3600)")
    part.start()
    with pytest.raises(PartFailed, match="did not come up within"):
        part.wait_until_up(0.2)
    part.stop()


def test_a_part_can_be_interrupted_even_if_we_cannot(tmp_path: Path) -> None:
    """In the background of a script SIGINT is ignored, and a worker that inherits that cannot be ended."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        part = python_part(tmp_path, ENDS_AT_SIGINT)
        part.start()
        part.wait_until_up(PATIENCE)
        part.stop()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_program_that_fails_shows_why(tmp_path: Path) -> None:
    """As for a part: which, how, and the end of its log."""
    with pytest.raises(PartFailed, match=r"the errand ended with code 3(?s:.*)not today"):
        run_to_its_end(
            "the errand",
            (sys.executable, "-c", "print('not today'); raise SystemExit(3)"),
            environment=os.environ,
            folder=tmp_path,
            log=tmp_path / "errand.log",
        )


def test_another_program_in_its_place_is_not_the_part(tmp_path: Path) -> None:
    """A server of somebody else's that answers at our address is not ours."""
    (tmp_path / "up").touch()
    part = python_part(tmp_path, "raise SystemExit('address in use')")
    part.start()
    assert part._process is not None
    part._process.wait()
    with pytest.raises(PartFailed, match="address in use"):
        part.wait_until_up(PATIENCE)


def test_what_ends_badly_once_is_run_again(tmp_path: Path) -> None:
    """A busy server turned one question away: nobody has to start everything anew for it."""
    told: list[str] = []
    program = "import pathlib, sys; been = pathlib.Path('been'); sys.exit(0 if been.exists() else been.touch() or 3)"
    run_to_its_end(
        "Registering",
        (sys.executable, "-c", program),
        environment=dict(os.environ),
        folder=tmp_path,
        log=tmp_path / "log",
        tell=told.append,
        attempts=2,
    )
    assert told == ["“Registering” ended with code 3; once more ..."]

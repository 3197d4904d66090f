"""A folder that others write to: what lies in it is opened only if it is a plain file of that folder alone."""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from emulation_workflow.adapters.submissions.shared_folder import NotTaken, SharedFolder
from emulation_workflow.domain.board_list import LeftBecause
from emulation_workflow.domain.errors import Rejected

SECRET = b"the key of the office"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "secret.key"
    file.write_bytes(SECRET)
    return file


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def folder(place: Path) -> Iterator[SharedFolder]:
    with SharedFolder.opened(place) as opened:
        yield opened


def pipe(path: Path, _secret: Path) -> None:
    os.mkfifo(path)


def plug(path: Path, _secret: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server, suppress(OSError):
        server.bind(str(path))


ODD: dict[str, tuple[Callable[[Path, Path], object], LeftBecause]] = {
    "a link to a file": (Path.symlink_to, LeftBecause.LINK),
    "a link to a folder": (lambda path, secret: path.symlink_to(secret.parent), LeftBecause.LINK),
    "a link to nothing": (lambda path, _: path.symlink_to("nowhere"), LeftBecause.LINK),
    "a link to the processes": (lambda path, _: path.symlink_to("/proc/self/environ"), LeftBecause.LINK),
    "a second name of a file": (Path.hardlink_to, LeftBecause.SPECIAL),
    "a folder": (lambda path, _: path.mkdir(), LeftBecause.FOLDER),
    "a pipe": (pipe, LeftBecause.SPECIAL),
    "a socket": (plug, LeftBecause.SPECIAL),
}


@pytest.mark.parametrize("name", ODD)
def test_only_a_plain_file_of_the_folder_is_read(folder: SharedFolder, place: Path, secret: Path, name: str) -> None:
    """Whoever may lay files there reads nothing by it that they could not read before; and no pipe is waited for."""
    make, why = ODD[name]
    make(place / "plan.toml", secret)
    with pytest.raises(NotTaken) as refused:
        folder.read("plan.toml", most=100)
    assert refused.value.why is why


@pytest.mark.parametrize("name", ODD)
def test_nothing_is_written_through_what_lies_there(folder: SharedFolder, place: Path, secret: Path, name: str) -> None:
    """A reason file goes to the folder or nowhere."""
    make, _ = ODD[name]
    make(place / "plan.lý-do.txt", secret)
    with pytest.raises(NotTaken):
        folder.write("plan.lý-do.txt", b"reasons")
    assert secret.read_bytes() == SECRET
    assert not (place / "nowhere").exists()


def test_a_file_is_read_written_and_moved(folder: SharedFolder, tmp_path: Path) -> None:
    """By its own name, and no more of it than is asked for."""
    folder.write("a.toml", b"0123456789")
    folder.write("a.toml", b"01234")
    assert folder.read("a.toml", most=100) == b"01234"
    assert len(folder.read("a.toml", most=2)) == 3
    with SharedFolder.opened(tmp_path / "made") as other:
        folder.move("a.toml", other, "b.toml")
    assert (tmp_path / "made" / "b.toml").read_bytes() == b"01234"
    assert folder.names() == []


def test_a_file_that_was_just_written_to_is_not_settled(folder: SharedFolder, place: Path) -> None:
    """Half a file is none; neither is one of tomorrow."""
    file = place / "a.toml"
    file.write_bytes(b"half")
    for moved, settled in ((-60, True), (0, False), (86400, False)):
        moment = time.time() + moved
        os.utime(file, (moment, moment))
        if settled:
            assert folder.read("a.toml", most=100, rested=30) == b"half"
            continue
        with pytest.raises(NotTaken) as refused:
            folder.read("a.toml", most=100, rested=30)
        assert refused.value.why is LeftBecause.UNSETTLED


def test_a_link_in_the_place_of_a_folder_is_not_entered(folder: SharedFolder, place: Path, tmp_path: Path) -> None:
    """Neither a link nor a file stands for inbox/, taken/ or set_aside/."""
    (place / "taken").symlink_to(tmp_path)
    (place / "set_aside").touch()
    for name in ("taken", "set_aside"):
        with pytest.raises(Rejected), folder.within(name):
            pass


def test_whatever_is_put_in_its_place_while_it_is_read_is_not_read(
    folder: SharedFolder, place: Path, secret: Path
) -> None:
    """Between the look and the reading nothing can be changed: what was looked at is what is open."""
    over = threading.Event()

    def swap() -> None:
        while not over.is_set():
            (place / "b").write_bytes(b"plan")
            (place / "b").replace(place / "plan.toml")
            (place / "c").symlink_to(secret)
            (place / "c").replace(place / "plan.toml")

    swapping = threading.Thread(target=swap)
    swapping.start()
    try:
        read = set()
        for _ in range(2000):
            with suppress(NotTaken, FileNotFoundError):
                read.add(folder.read("plan.toml", most=100))
    finally:
        over.set()
        swapping.join()
    assert SECRET not in read


def test_what_was_put_in_the_place_of_a_file_that_was_read_stays(folder: SharedFolder, tmp_path: Path) -> None:
    """It is neither moved away nor removed as the one that was read: nobody has read it yet."""
    folder.write("a.toml", b"new")
    with SharedFolder.opened(tmp_path / "made") as other:
        for read in (b"old", b"new, and longer", b"ne"):
            assert not folder.move_read("a.toml", read, other, "b.toml")
            folder.remove("a.toml", read)
        assert (folder.read("a.toml", most=9), other.names()) == (b"new", [])
        assert folder.move_read("a.toml", b"new", other, "b.toml")
        assert other.read("b.toml", most=9) == b"new"
        other.remove("b.toml", b"new")
        other.remove("b.toml", b"new")
        assert (folder.names(), other.names()) == ([], [])


def test_what_is_put_there_at_the_last_moment_comes_back(folder: SharedFolder, place: Path, tmp_path: Path) -> None:
    """Between the look and the move; what has its name by then is not written over."""

    class Hasty(SharedFolder):
        """In which somebody lays two further files at the worst moment."""

        def move(self, name: str, folder: SharedFolder, new_name: str) -> None:
            (place / name).write_bytes(b"second")
            super().move(name, folder, new_name)
            (place / name).write_bytes(b"third")

    folder.write("a.toml", b"first")
    with SharedFolder.opened(tmp_path / "made") as other:
        assert not Hasty(folder.descriptor).move_read("a.toml", b"first", other, "b.toml")
        assert other.names() == []
    assert {folder.read(name, most=9) for name in folder.names()} == {b"second", b"third"}

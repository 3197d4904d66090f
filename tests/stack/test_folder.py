"""One data folder, one stack."""

from pathlib import Path

import pytest

from emulation_workflow.settings import BadSetting
from emulation_workflow.stack.folder import keep_private, sole_user


def test_a_second_stack_is_kept_out_of_the_folder(tmp_path: Path) -> None:
    """Two Prefect servers on one database file would spoil it."""
    with sole_user(tmp_path), pytest.raises(BadSetting, match="in use"), sole_user(tmp_path):
        pass


def test_the_folder_is_free_again_afterwards(tmp_path: Path) -> None:
    """Nothing that was left behind keeps the next start out."""
    with sole_user(tmp_path):
        pass
    with sole_user(tmp_path):
        pass


def test_what_others_could_read_is_closed_and_told(tmp_path: Path) -> None:
    """A folder of 0.1.0, or one that was copied, is mended; the intake folder keeps its users' modes."""
    data = tmp_path / "data"
    (data / "mail").mkdir(parents=True)
    (data / "intake" / "inbox").mkdir(parents=True)
    (data / "mail" / "000001.eml").touch()
    (data / "emulation.db").touch()
    outside = tmp_path / "outside"
    outside.touch()
    (data / "link").symlink_to(outside)
    for path in (data, outside, *data.rglob("*")):
        path.chmod(0o775 if path.is_dir() else 0o664)

    (line,) = keep_private(data, but=data / "intake")

    assert line.startswith("4 file(s) and folder(s)")
    modes = {str(path.relative_to(tmp_path)): path.stat().st_mode & 0o777 for path in (data, *data.rglob("*"))}
    assert {name for name, mode in modes.items() if mode & 0o077} == {"data/intake", "data/intake/inbox", "data/link"}
    assert outside.stat().st_mode & 0o777 == 0o664
    assert list(keep_private(data, but=data / "intake")) == []

"""The key that one-time codes derive from."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from emulation_workflow.adapters.key_file import KEY_BYTES, read_or_make_key
from emulation_workflow.settings import BadSetting


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    """A second start finds the codes of the first still valid; nobody else on the machine can make codes."""
    file = tmp_path / "data" / "secret.key"
    key = read_or_make_key(file)
    assert len(key) == KEY_BYTES
    assert read_or_make_key(file) == key
    assert file.stat().st_mode & 0o777 == 0o600


def test_many_who_need_the_key_at_once_get_the_same(tmp_path: Path) -> None:
    """Server, worker and commands may all start together on an empty folder."""
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(read_or_make_key, [tmp_path / "secret.key"] * 32))
    assert len(keys) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["secret.key"]


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    """Whoever reads the key can make anybody's code."""
    file = tmp_path / "secret.key"
    read_or_make_key(file)
    file.chmod(0o644)
    with pytest.raises(BadSetting, match="chmod 600"):
        read_or_make_key(file)


@pytest.mark.parametrize("content", ["", "abc", "zz" * KEY_BYTES, "không"])
def test_a_spoilt_key_file_is_refused(tmp_path: Path, content: str) -> None:
    """A spoilt key is never quietly replaced: all open codes would be void and nobody would know why."""
    file = tmp_path / "secret.key"
    file.touch(mode=0o600)
    file.write_text(content, encoding="utf-8")
    with pytest.raises(BadSetting, match="holds no key"):
        read_or_make_key(file)

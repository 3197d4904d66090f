"""One data folder, one stack."""

from pathlib import Path

import pytest

from emulation_workflow.settings import BadSetting
from emulation_workflow.stack.folder import sole_user


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

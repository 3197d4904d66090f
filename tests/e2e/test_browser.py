"""What a person sees in a browser: the pages of Prefect with our words in them."""

import subprocess
from pathlib import Path

import pytest

from tests.e2e.conftest import World
from tests.support.patience import PATIENCE
from tests.support.servers.programs import needs_program

pytestmark = [pytest.mark.e2e, pytest.mark.browser, pytest.mark.timeout(2400)]

CITY = "608"
PAGE_SETTLES_WITHIN = 15_000
"""Milliseconds of the page's own time."""


def seen(address: str, profile: Path) -> str:
    """The page at `address` as the browser has it once its scripts have run."""
    chromium = needs_program("chromium", "chromium-browser", "google-chrome")
    quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
    command = (chromium, *quiet, f"--user-data-dir={profile}", f"--virtual-time-budget={PAGE_SETTLES_WITHIN}")
    shown = subprocess.run(
        [*command, "--dump-dom", address], capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    return shown.stdout


def test_a_waiting_case_is_seen_in_vietnamese(world: World, tmp_path: Path) -> None:
    """A run that waits bears its stage's name, its unit's and its flow's, diacritics and all."""
    world.submit("608_tp_kon_tum.toml")
    case = world.waits(CITY)
    page = world.patiently(
        lambda: shown if "Chờ Ban thẩm định" in (shown := seen(f"{_pages(world)}/runs", tmp_path)) else None,
        "the page of runs to show the waiting case",
    )
    assert "Thành phố Kon Tum" in page
    assert case.run_id is not None
    assert "Phê duyệt kế hoạch điểm" in seen(f"{_pages(world)}/runs/flow-run/{case.run_id}", tmp_path)


def _pages(world: World) -> str:
    return f"{world.stack.settings.prefect_ui_url}/v2"

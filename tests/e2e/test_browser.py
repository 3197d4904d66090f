"""What a person sees in a browser: the pages of Prefect with our words in them."""

from pathlib import Path

import pytest

from tests.e2e.conftest import World
from tests.support.browser import browser

pytestmark = [pytest.mark.e2e, pytest.mark.browser, pytest.mark.timeout(2400)]

CITY = "608"


def test_a_waiting_case_is_seen_in_vietnamese(world: World, tmp_path: Path) -> None:
    """A run that waits bears its stage's name, its unit's and its flow's; whoever signs in sees it, nobody before."""
    world.submit("608_tp_kon_tum.toml")
    case = world.waits(CITY)
    assert case.run_id is not None
    with browser(tmp_path / "profile") as person:
        person.open(f"{_pages(world)}/runs")
        assert "Kon Tum" not in person.await_text("Login")
        person.type_into("input[type=password]", world.stack.sign_in.words)
        person.await_text("Deployments")
        person.open(f"{_pages(world)}/runs")
        assert "Thành phố Kon Tum" in person.await_text("Chờ Ban thẩm định")
        person.open(f"{_pages(world)}/runs/flow-run/{case.run_id}")
        person.await_text("Phê duyệt kế hoạch điểm")


def _pages(world: World) -> str:
    return f"{world.stack.settings.prefect_ui_url}/v2"

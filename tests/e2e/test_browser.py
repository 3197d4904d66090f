"""What a person sees in a browser: the pages of Prefect with our words in them."""

import pytest

from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.messages.labels import ACTS
from tests.e2e.conftest import World
from tests.support.browser import browser

pytestmark = [pytest.mark.e2e, pytest.mark.browser, pytest.mark.timeout(2400)]

CITY = "608"


def test_a_waiting_case_is_seen_in_vietnamese(world: World) -> None:
    """A run that waits bears its stage's name, its unit's and its flow's; whoever signs in sees it, nobody before."""
    world.submit("608_tp_kon_tum.toml")
    case = world.waits(CITY)
    assert case.run_id is not None
    with browser() as person:
        person.open(f"{_pages(world)}/runs")
        assert "Kon Tum" not in person.await_text("Login")
        person.type_into("input[type=password]", world.stack.sign_in.words)
        person.await_text("Deployments")
        person.open(f"{_pages(world)}/runs")
        assert "Thành phố Kon Tum" in person.await_text("Chờ Ban thẩm định")
        person.open(f"{_pages(world)}/runs/flow-run/{case.run_id}")
        person.await_text("Thẩm định, xin ý kiến kế hoạch điểm")


def _pages(world: World) -> str:
    return f"{world.stack.settings.prefect_ui_url}/v2"


def leads_to(world: World, run_id: str) -> bool | None:
    """Return True once the start page has a link to this run."""
    pages = (artifact["data"] for artifact in world.prefect.artifacts() if artifact["key"] == "hom-nay")
    return any(run_id in page for page in pages) or None


def test_a_newcomers_first_minutes(world: World) -> None:
    """From the one page to the case, to what staff use most, and to why something was not taken; 1366 pixels wide."""
    world.submit("608_tp_kon_tum.toml")
    case = world.waits(CITY)
    assert world.answer(case, decision=ACTS[Act.ENDORSE], code="AAAAA-AAAAA")
    again = world.waits(CITY, after=case.question_number)
    refused = world.prefect.start("Ghi nhận kết quả thực hiện", {"unit": "Phường Duy Tân", "done_on": "30/02/2020"})
    assert world.ended(refused)["type"] == "CANCELLED"
    # A round that began while the record was another's, that of the test before, may have renewed the page last.
    world.patiently(lambda: leads_to(world, again.run_id or ""), "the start page to lead to the run")
    with browser() as person:
        person.open(f"{_pages(world)}/artifacts/key/hom-nay")
        person.type_into("input[type=password]", world.stack.sign_in.words)
        person.await_text("Deployments")
        person.open(f"{_pages(world)}/artifacts/key/hom-nay")
        assert "1 hồ sơ đang chờ" in person.await_text("Mở trang hôm nay")
        person.click("Mở trang hôm nay")
        assert "Thành phố Kon Tum" in person.await_text("Hồ sơ đang chờ")
        person.click("Thành phố Kon Tum")
        person.await_text("Không được ghi nhận (Chờ Ban thẩm định)")
        person.open(f"{_pages(world)}/deployments")
        assert "11 Tiếp nhận kế hoạch" in person.await_text("17 Gửi lại thư")
        person.open(f"{_pages(world)}/runs/flow-run/{refused}")
        assert "Không được chấp nhận" in person.await_text("không có trong lịch")
    assert again.run_id == case.run_id

"""Pages in a real browser: on a phone and at a desk, with labels, headings and nothing that runs over the edge."""

import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
import uvicorn

from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from tests.support.browser import Browser, browser
from tests.support.builders import CITY
from tests.support.offices import HEAD, case, code_of, submit
from tests.support.pages.person import Person, case_link, last_link
from tests.support.patience import wait_for

pytestmark = pytest.mark.browser

PHONE, DESK = (390, 844), (1366, 768)
SHOWN = (
    "/",
    "/ban",
    "/ban/qua-han",
    "/ban/tim?q=xa",
    "/ban/nguoi",
    "/ban/thu",
    "/ban/viec",
    "/ban/van-ban",
    "/so-lieu",
)

FAULTS = """(() => {
  const told = [];
  if (document.documentElement.scrollWidth > window.innerWidth) told.push('wider than the window');
  if (document.querySelectorAll('h1').length !== 1) told.push('not one heading');
  if (!document.documentElement.lang || !document.title) told.push('no language or title');
  for (const box of document.querySelectorAll('input:not([type=hidden]), select, textarea'))
    if (!box.labels.length && !box.getAttribute('aria-label')) told.push('no label: ' + box.name);
  for (const one of document.querySelectorAll('a, button'))
    if (!one.innerText.trim() && !one.getAttribute('aria-label')) told.push('says nothing: ' + one.outerHTML);
  return told;
})()"""


@pytest.fixture
def served(office: Office) -> Iterator[str]:
    """The pages at an address of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        app = Person(office, pages_url=f"http://127.0.0.1:{port}").app
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
        thread = Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        wait_for(lambda: server.started or None, "the pages to come up", every=0.1)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join()


def _size(person: Browser, width: int, height: int) -> None:
    person._ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)


def test_a_decider_answers_on_a_phone(office: Office, served: str, tmp_path: Path) -> None:
    """Two clicks and the code, from the letter; the result at once."""
    submit(office, CITY)
    with browser(tmp_path / "profile") as person:
        _size(person, *PHONE)
        person.open(served + case_link(office, CITY.code))
        assert person.run(FAULTS) == []
        person.run("document.querySelector('input[value=endorse]').click()")
        person.run(f"document.querySelector('#code').value = {code_of(office, CITY, HEAD, Act.ENDORSE)!r}")
        person.click("Gửi trả lời")
        assert "Việc tiếp theo" in person.await_text("Đã ghi nhận")
        assert person.run(FAULTS) == []
    assert case(office, CITY).stage == "OPINION"


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_no_page_runs_over_the_edge_or_lacks_a_label(
    office: Office, served: str, tmp_path: Path, size: tuple[int, int]
) -> None:
    """What axe would call serious: a box without a name, a page without one heading."""
    derive_obligations(office, dry_run=False)
    submit(office, CITY)
    Person(office).send("/vao", {"address": HEAD.email})
    with browser(tmp_path / "profile") as person:
        _size(person, *size)
        person.open(served + last_link(office, HEAD.email))
        person.click("Vào trang")
        person.await_text("Việc đang chờ Ông/Bà")
        for path in (*SHOWN, f"/ho-so/{CITY.code}", f"/ban/don-vi/{CITY.code}"):
            person.open(served + path)
            assert person.run(FAULTS) == [], path

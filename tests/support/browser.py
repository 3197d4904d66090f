"""Chromium as a person uses it: pages opened, boxes typed into, what is shown read; driven by playwright.

It is the system's Chromium: playwright fetches none. Nothing here may run inside an event loop.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no annotations
from playwright.sync_api import Page, sync_playwright

from tests.support.patience import PATIENCE
from tests.support.servers.programs import needs_program

QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
PHONE, DESK = (390, 844), (1366, 768)
"""Pixels of a phone, and of a desk's screen."""
SERIOUS = {"serious", "critical"}
BAD = 400
"""From here on an answer is none."""


class Browser:
    """One page of a browser."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, url: str) -> None:
        """Go to an address. What its scripts do afterwards is waited for by what they show."""
        answer = self.page.goto(url)
        if answer is not None and answer.status >= BAD:
            raise LookupError(f"{url}: {answer.status}")

    def run(self, script: str) -> Any:
        """Return the value of a script; a promise is waited for."""
        return self.page.evaluate(script)

    def shown(self) -> str:
        """Return the text that is to be seen."""
        return self.page.locator("body").inner_text()

    def await_text(self, text: str) -> str:
        """Return what is shown, once `text` is among it."""
        self.page.get_by_text(text).first.wait_for()
        return self.shown()

    def click(self, text: str) -> None:
        """Click the first link or button of exactly this text, once it is there."""
        named = self.page.get_by_role("link", name=text, exact=True)
        named.or_(self.page.get_by_role("button", name=text, exact=True)).first.click()

    def type_into(self, selector: str, text: str) -> None:
        """Type into the first such box and press Enter."""
        self.page.locator(selector).first.fill(text)
        self.page.locator(selector).first.press("Enter")

    def tab_to(self, name: str, *, most: int = 60) -> None:
        """Go on with the Tab key alone until the box, link or button of this name has the focus."""
        wanted = self.page.get_by_label(name, exact=True)
        wanted = wanted.or_(self.page.get_by_role("button", name=name, exact=True))
        wanted = wanted.or_(self.page.get_by_role("link", name=name, exact=True)).first
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if wanted.evaluate("one => one === document.activeElement"):
                return
        raise LookupError(f"{name!r} is not reached by the Tab key")

    def barriers(self) -> list[str]:
        """Return what axe calls serious or critical on this page."""
        found = Axe().run(self.page).response["violations"]
        return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found if each["impact"] in SERIOUS]

    def picture(self, file: Path) -> None:
        """Write a picture of the whole page."""
        self.page.screenshot(path=file, full_page=True)


@contextmanager
def browser(size: tuple[int, int] = DESK, *, with_scripts: bool = True) -> Iterator[Browser]:
    """Yield a browser with a profile of its own. Skips the test where there is no Chromium."""
    chromium = needs_program("chromium", "chromium-browser", "google-chrome")
    width, height = size
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=chromium, args=QUIET)
        context = running.new_context(viewport={"width": width, "height": height}, java_script_enabled=with_scripts)
        context.set_default_timeout(PATIENCE * 1000)
        try:
            yield Browser(context.new_page())
        finally:
            running.close()

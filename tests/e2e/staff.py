"""Staff in Prefect's pages: what they press, choose and fill in, counted; each act done again until its effect is seen.

While its page is busy Prefect loses a press without a word, so nothing here rests on one, nor on a fixed time.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Error, Locator, Request, expect

from emulation_workflow.messages.screens import run_words
from emulation_workflow.stack.waiting import each_look
from tests.support.browser import Browser
from tests.support.patience import PATIENCE

ENDS = (run_words.DONE, run_words.NOT_TAKEN, run_words.BROKEN_OFF, "Failed", "Crashed", "Cancelled")

SOON = 5_000.0
"""Milliseconds in which a quiet page shows what a press did. Later it is looked at, and pressed again."""

LOST = 60.0
"""Seconds after which whoever looks for a form takes another way: back to the list."""


@dataclass
class Staff:
    """Somebody before Prefect's pages. `clicks` counts what has to be clicked, each once, however often it is lost."""

    browser: Browser
    pages: str
    clicks: int = 0

    def sign_in(self, words: str) -> None:
        self.browser.open(f"{self.pages}/deployments")
        self.browser.type_into("input[type=password]", words)
        self._button("Logout").wait_for()

    def open_form(self, number: str) -> None:
        """Open the form of the task with this number, from the list of deployments; clicks are counted from there.

        Who presses a name while the list is being searched may be led to the page of no deployment, and begins again.
        """
        for _ in each_look(f"the form of {number}", at_most=PATIENCE):
            with suppress(LookupError):
                self._find_form(number)
                return
            self.browser.open(f"{self.pages}/deployments")
        raise LookupError(f"the form of {number} does not open")

    def _find_form(self, number: str) -> None:
        page = self.browser.page
        search = page.get_by_placeholder("Search deployments")
        name = page.get_by_role("link", name=re.compile(rf"^{number} "))
        run, custom = self._button("Run"), page.get_by_role("menuitem", name="Custom run")
        # By the menu, as people do, for then nothing is loaded anew.
        self._click(page.get_by_role("link", name="Deployments", exact=True).first, search, at_most=LOST)
        self.clicks = 0
        self._click(search, page.locator("input:focus"), at_most=LOST)
        self._fill(search, number)
        self._click(name, run, at_most=LOST)
        self._click(run, custom, at_most=LOST)
        self._click(custom, self._button("Submit"), at_most=LOST)

    def choose(self, title: str, choice: str, *, sought: str = "") -> None:
        """Choose in the list of this title the one that has these words; `sought`: what is typed to find it."""
        listed, offered = self._button(f"Select {title}"), self._option(choice)
        self._click(listed, offered)
        if sought:
            self._fill(self.browser.page.get_by_placeholder("Search..."), sought)
            expect(self.browser.page.get_by_role("option")).to_have_count(1)
        self._click(offered, listed.locator("..").get_by_text(choice))
        if offered.is_visible():  # of a list of several, which stays open
            self.browser.page.keyboard.press("Escape")

    def turn_to(self, page: str) -> None:
        """Turn to this page of a form that has several."""
        tab = self.browser.page.get_by_role("tab", name=page, exact=True)
        self._click(tab, tab.and_(self.browser.page.locator("[aria-selected=true]")))

    def write(self, title: str, text: str) -> None:
        """Click into the box of this title and type."""
        self.clicks += 1
        self._fill(self._box(title), text)

    def tick(self, title: str) -> None:
        titled = re.compile(rf"^{re.escape(title)}( \(Optional\))?$")
        self._click(self._box(title), self.browser.page.get_by_role("switch", name=titled, checked=True))

    def add(self, shown: str) -> None:
        """Add a row to the list of the form that has none yet; it begins with the choice of this title."""
        self._click(self._button("Add item").first, self._button(f"Select {shown}"))

    def submit(self) -> str:
        """Send the form and open the run that it started; return the run's id."""
        run = self._send("Submit", "/create_flow_run")
        self._see_run(str(run["id"]))
        return str(run["id"])

    def resume(self, code: str, *, title: str) -> None:
        """Answer the run that is open with the code."""
        page = self.browser.page
        menu, resume = self._button("Open menu").first, page.get_by_role("menuitem", name="Resume")
        self._click(menu, resume)
        self._click(resume, self._box(title))
        self.write(title, code)
        answer = self._send("Resume", "/resume")
        assert answer["status"] == "ACCEPT", answer

    def await_state(self, name: str) -> None:
        """Wait until the page of the run shows this state. AssertionError if the run ended in another."""
        ends = "|".join(map(re.escape, {name, *ENDS}))
        shown = self.browser.page.get_by_text(re.compile(rf"^({ends})$")).first
        shown.wait_for()
        assert shown.inner_text() == name, self.browser.shown()

    def _see_run(self, run_id: str) -> None:
        """Press *View run*, which goes away by itself; whoever misses it finds the run among the runs."""
        self.clicks += 1
        address = f"{self.pages}/runs/flow-run/{run_id}"
        with suppress(Error):
            self._button("View run").first.click(timeout=SOON)
            self.browser.page.wait_for_url(address, timeout=SOON)
            return
        self.browser.open(address)

    def _button(self, name: str) -> Locator:
        return self.browser.page.get_by_role("button", name=name, exact=True)

    def _option(self, words: str) -> Locator:
        return self.browser.page.get_by_role("option", name=re.compile(rf"(^|– ){re.escape(words)}( · .*)?$"))

    def _box(self, title: str) -> Locator:
        return self.browser.page.get_by_label(re.compile(rf"^{re.escape(title)}( \(Optional\))?$"))

    def _fill(self, box: Locator, text: str) -> None:
        for _ in each_look(f"{text!r} to stand in its box", at_most=PATIENCE):
            with suppress(Error, AssertionError):
                box.fill(text, timeout=SOON)
                expect(box).to_have_value(text, timeout=SOON)
                return
        raise LookupError(f"{text!r} does not stay in its box")

    def _click(self, pressed: Locator, effect: Locator, *, at_most: float = PATIENCE) -> None:
        """Click once by count, and in truth until the effect is seen."""
        self.clicks += 1
        for _ in each_look(f"the effect of {pressed}", at_most=at_most):
            if effect.first.is_visible():
                return
            with suppress(Error):
                pressed.click(timeout=SOON)
                effect.first.wait_for(timeout=SOON)
        raise LookupError(f"{pressed} has no effect")

    def _send(self, name: str, path: str) -> Any:
        """Press the button until the page has sent its request; return the answer of the server that took it."""
        self.clicks += 1
        with self._requests(path) as sent:
            for _ in each_look(f"{path} to be sent", at_most=PATIENCE):
                if sent and (answer := sent[-1].response()) is not None and answer.ok:
                    return answer.json()
                sent.clear()
                with suppress(Error):
                    self._button(name).click(timeout=SOON)
                    self._await(sent)
        raise LookupError(f"{name} sends nothing")

    def _await(self, sent: list[Request]) -> None:
        """Let the page work until it sent something, for as long as a quiet one may take."""
        for _ in each_look("a request", every=0, at_most=SOON / 1000):
            if sent:
                return
            self.browser.page.wait_for_timeout(50)

    @contextmanager
    def _requests(self, path: str) -> Iterator[list[Request]]:
        """Yield what the page sends to this path from now on."""
        sent: list[Request] = []

        def note(request: Request) -> None:
            if request.method == "POST" and request.url.endswith(path):
                sent.append(request)

        self.browser.page.on("request", note)
        try:
            yield sent
        finally:
            self.browser.page.remove_listener("request", note)

"""Chromium as a person uses it: pages opened, boxes typed into, what is shown read; over its own debugging protocol."""

import base64
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from websockets.sync.client import connect
from websockets.sync.connection import Connection

from tests.support.patience import PATIENCE, wait_for
from tests.support.servers.programs import needs_program

QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
SIZE = "--window-size=1366,768"


class Browser:
    """One page of a browser."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._numbers = count(1)

    def open(self, url: str) -> None:
        """Go to an address. What its scripts do afterwards is waited for by what they show."""
        self._ask("Page.navigate", url=url)
        wait_for(lambda: self.run("document.readyState") == "complete" or None, f"{url} to be loaded", every=0.2)

    def run(self, script: str) -> Any:
        """Return the value of a script; a promise is waited for."""
        answer = self._ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        return answer.get("result", {}).get("value")

    def shown(self) -> str:
        """Return the text that is to be seen."""
        return str(self.run("document.body ? document.body.innerText : ''"))

    def await_text(self, text: str) -> str:
        """Return what is shown, once `text` is among it."""
        return wait_for(lambda: shown if text in (shown := self.shown()) else None, f"{text!r} on the page", every=0.3)

    def click(self, text: str) -> None:
        """Click the first link or button of exactly this text, once it is there."""
        wanted = json.dumps(text)
        script = (
            "(() => { const found = [...document.querySelectorAll('a, button')]"
            f".find(one => one.innerText.trim() === {wanted});"
            " if (found) found.click(); return !!found || null; })()"
        )
        wait_for(lambda: self.run(script), f"{text!r} to click", every=0.3)

    def type_into(self, selector: str, text: str) -> None:
        """Type into the first such box and press Enter."""
        there = f"!!document.querySelector({json.dumps(selector)})"
        wait_for(lambda: self.run(there) or None, f"a box {selector} on the page", every=0.3)
        self.run(f"document.querySelector({json.dumps(selector)}).focus()")
        self._ask("Input.insertText", text=text)
        for kind in ("keyDown", "keyUp"):
            self._ask("Input.dispatchKeyEvent", type=kind, key="Enter", text="\r", windowsVirtualKeyCode=13)

    def picture(self, file: Path) -> None:
        """Write a picture of the page."""
        file.write_bytes(base64.b64decode(self._ask("Page.captureScreenshot", format="png")["data"]))

    def _ask(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._numbers)
        self._connection.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._connection.recv(timeout=PATIENCE))
            if answer.get("id") == number:
                return dict(answer.get("result", {}))


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """Yield a browser with a profile of its own. Skips the test where there is no Chromium."""
    chromium = needs_program("chromium", "chromium-browser", "google-chrome")
    command = [str(chromium), *QUIET, SIZE, "--remote-debugging-port=0", f"--user-data-dir={profile}", "about:blank"]
    with (
        (profile.parent / "browser.log").open("wb") as log,
        subprocess.Popen(command, stdout=log, stderr=log) as running,
    ):
        try:
            port_file = profile / "DevToolsActivePort"
            port = wait_for(lambda: _first_line(port_file), "the browser to come up")
            with connect(_page(port), max_size=None, open_timeout=PATIENCE) as connection:
                yield Browser(connection)
        finally:
            running.terminate()


def _first_line(file: Path) -> str | None:
    return file.read_text(encoding="ascii").split("\n")[0] or None if file.exists() else None


def _page(port: str) -> str:
    import httpx  # noqa: PLC0415 - with the browser alone

    pages = httpx.get(f"http://127.0.0.1:{port}/json/list", trust_env=False, timeout=PATIENCE).json()
    return str(next(page["webSocketDebuggerUrl"] for page in pages if page["type"] == "page"))

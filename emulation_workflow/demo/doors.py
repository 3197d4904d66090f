"""The doors people use: Prefect's API as its pages call it, our own pages, the intake folder, and one's own mailbox."""

import os
import re
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from html import unescape
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import httpx

from emulation_workflow.stack import Stack
from emulation_workflow.stack.prefect_service import SignedIn
from emulation_workflow.stack.waiting import GIVE_UP_AFTER, Tell, each_look

CODE = re.compile(r"\b[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}\b")
LINK = re.compile(r"https?://\S+/thu/\S+")
_HIDDEN = re.compile(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)">')
_SAID = re.compile(r'role="alert".*?<ul>(.*?)</ul>', re.DOTALL)
ASK_AGAIN_AFTER = 0.5
"""Seconds until a server is asked again that is busy, or whose connection broke."""

LOOK_EVERY = 0.3
"""Seconds between two looks at what the demonstration waits for."""

FILE_REST = 60
"""Seconds since a file laid in the intake folder was last written: it is whole and may be taken."""

T = TypeVar("T")


class DoorClosed(Exception):
    """A door did not do what it does for people; says which, for whoever runs the demonstration."""


def patiently(look: Callable[[], T | None], what: str, *, check: Callable[[], object], tell: Tell) -> T:
    """Return what `look` finds once it finds something; `check` raises what makes it vain to wait longer.

    `tell` hears from time to time of `what` is still waited for. DoorClosed if it hangs.
    """
    for _ in each_look(what, tell=tell, every=LOOK_EVERY):
        if (found := look()) is not None:
            return found
        check()
    raise DoorClosed(f"Waited {GIVE_UP_AFTER:g} seconds for {what}.")


@dataclass(frozen=True, slots=True)
class PrefectDoor:
    """What staff and deciders do in Prefect's pages, by the calls those pages make.

    `check` raises once it is vain to ask again; `patience` is how many seconds a server that lives is asked again.
    """

    client: httpx.Client
    check: Callable[[], object] = lambda: None
    patience: float = GIVE_UP_AFTER

    @classmethod
    def of(cls, stack: Stack) -> "PrefectDoor":
        # The server closes a connection after five seconds' rest; one that we use again just then would break.
        limits = httpx.Limits(keepalive_expiry=2)
        signed_in = SignedIn(stack.sign_in.header)
        client = httpx.Client(base_url=stack.api_url, auth=signed_in, timeout=60, trust_env=False, limits=limits)
        return cls(client, check=stack.server.check)

    def start(
        self, deployment: str, request: Mapping[str, Any] | None = None, *, environment: Mapping[str, str] | None = None
    ) -> str:
        """Start a deployment with its form filled; return the run's id. `environment` goes before the worker's.

        It is found as people find it, by its name with or without the number.
        """
        looked_for = {"deployments": {"flow_or_deployment_name": {"like_": deployment}}}
        found = self.ask("POST", "/deployments/filter", looked_for)
        named = [known for known in found if known["name"].endswith(deployment) and not known["paused"]]
        if len(named) != 1:
            raise DoorClosed(f"There are {len(named)} deployments named {deployment!r}.")
        parameters = {"request": request} if request is not None else {}
        # The key makes it one run, should only the answer have been lost.
        asked: dict[str, Any] = {"parameters": parameters, "idempotency_key": uuid4().hex}
        if environment:
            asked["job_variables"] = {"env": dict(environment)}
        run = self.ask("POST", f"/deployments/{named[0]['id']}/create_flow_run", asked)
        return str(run["id"])

    def run(self, run_id: str) -> dict[str, Any] | None:
        """Return the run as its page shows it; None if there is none."""
        response = self._patiently("GET", f"/flow_runs/{run_id}")
        return dict(response.json()) if response.is_success else None

    def state(self, run_id: str) -> dict[str, Any]:
        """Return the run's state: `type` and `name`, and the `message` left with it."""
        return dict(self.ask("GET", f"/flow_runs/{run_id}")["state"])

    def resume(self, run_id: str, answer: Mapping[str, str]) -> bool:
        """Press Resume with the form filled; return whether Prefect took it.

        Whoever gets no word back looks at the page first: if the run has moved on, the answer was taken, and pressed
        again it would answer the next question.
        """
        waiting = self.state(run_id)["id"]
        for _ in each_look("an answer of Prefect", every=ASK_AGAIN_AFTER, at_most=self.patience):
            if self.state(run_id)["id"] != waiting:
                return True
            response = self._once("POST", f"/flow_runs/{run_id}/resume", {"run_input": dict(answer)})
            if response is not None:
                return response.is_success and response.json()["status"] == "ACCEPT"
        raise DoorClosed(f"Prefect gave no answer, asked to resume {run_id}.")

    def delete(self, run_id: str) -> None:
        """Delete the run; one that is gone already will do."""
        self.ask("DELETE", f"/flow_runs/{run_id}", done=httpx.codes.NOT_FOUND)

    def artifacts(self) -> list[dict[str, Any]]:
        """Return the latest of each artifact."""
        return list(self.ask("POST", "/artifacts/latest/filter", {"limit": 200}))

    def ask(self, method: str, path: str, body: Mapping[str, Any] | None = None, *, done: int | None = None) -> Any:
        """Return Prefect's answer to a request that may be made twice; status `done` says that the first did it."""
        response = self._patiently(method, path, body)
        if not response.is_success and response.status_code != done:
            raise DoorClosed(f"Prefect answered {response.status_code} to {method} {path}: {response.text[:300]}")
        return response.json() if response.content else None

    def _patiently(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> httpx.Response:
        """Return Prefect's answer. Where there is none the server is asked again, as people press the button again."""
        for _ in each_look("an answer of Prefect", every=ASK_AGAIN_AFTER, at_most=self.patience):
            if (response := self._once(method, path, body)) is not None:
                return response
            self.check()
        raise DoorClosed(f"Prefect gave no answer, asked to {method} {path}.")

    def _once(self, method: str, path: str, body: Mapping[str, Any] | None) -> httpx.Response | None:
        """Return Prefect's answer; None if its database was busy or the connection broke, with unknown effect."""
        try:
            response = self.client.request(method, path, json=body)
        except httpx.TransportError:
            return None
        return None if response.status_code == httpx.codes.SERVICE_UNAVAILABLE else response


@dataclass(frozen=True, slots=True)
class PagesDoor:
    """A browser of somebody who is not signed in."""

    client: httpx.Client

    @classmethod
    def of(cls, stack: Stack) -> "PagesDoor":
        return cls(httpx.Client(base_url=stack.settings.pages_url, timeout=60, trust_env=False))

    def answer(self, link: str, filled: Mapping[str, str]) -> None:
        """Open the link of a letter, fill in the form and send it. DoorClosed, with what the page says, if refused."""
        shown = self.client.get(link)
        form = shown.text.partition('class="answer"')[2]
        said = self.client.post(link, data={**dict(_HIDDEN.findall(form)), **filled})
        if not said.is_success:
            reasons = " ".join(re.sub(r"<[^>]*>", " ", unescape("".join(_SAID.findall(said.text)))).split())
            raise DoorClosed(f"The page answered {said.status_code}: {reasons}")


def lay_in_folder(inbox: Path, name: str, content: bytes) -> None:
    """Lay a file in the intake folder as a finished copy."""
    inbox.mkdir(parents=True, exist_ok=True)
    beside = inbox / f".{name}"
    beside.write_bytes(content)
    rested = time.time() - FILE_REST
    os.utime(beside, (rested, rested))
    beside.rename(inbox / name)


def _code_in(words: str, answer: str) -> str | None:
    """Return the first code in a letter, or the first after the line that names the answer."""
    if answer:
        named = re.search(rf"^ *\d+\. {re.escape(answer)}\s*$", words, flags=re.MULTILINE)
        words = words[named.end() :] if named else ""
    found = CODE.search(words)
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Mailbox:
    """The letters that were caught, as each recipient would find them."""

    folder: Path

    def newest_code(self, email: str, *, about: Collection[str], answer: str = "") -> str | None:
        """Return the code in the newest letter to this address alone that names everything in `about`.

        A name may begin with a small letter there: "Ủy ban nhân dân thành phố …". `answer` is the one whose code it is,
        where each answer has its own.
        """
        found = self.newest_code_and_link(email, about=about, answer=answer)
        return found[0] if found else None

    def newest_code_and_link(self, email: str, *, about: Collection[str], answer: str = "") -> tuple[str, str] | None:
        """Return the same with the letter's link to the pages, "" without one."""
        for content in self.letters_to(email):
            letter = message_from_bytes(content, policy=default)
            body = letter.get_body(("plain",))
            words = body.get_content() if body else ""
            is_theirs = [address.addr_spec for address in letter["To"].addresses] == [email]
            text = " ".join(words.split()).casefold()
            if is_theirs and all(name.casefold() in text for name in about) and (code := _code_in(words, answer)):
                link = LINK.search(words)
                return code, link[0] if link else ""
        return None

    def letters_to(self, email: str) -> Iterator[bytes]:
        """Yield the letters that name this address, the newest first; most others would be parsed in vain."""
        for file in sorted(self.folder.glob("*.eml"), reverse=True):
            if email.encode() in (content := file.read_bytes()):
                yield content

    def count(self) -> int:
        return sum(1 for _ in self.folder.glob("*.eml"))

"""People at the pages, without a browser: what they open, press and read."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi.testclient import TestClient
from httpx import Response

from emulation_workflow.adapters.page_links import CaseLink, PageLinks
from emulation_workflow.domain.approval.transitions import Case
from emulation_workflow.domain.mail import LetterKind
from emulation_workflow.office.entrance.sign_in import ref_in
from emulation_workflow.office.office import Office
from emulation_workflow.portal.application import application
from emulation_workflow.settings import Settings
from tests.support.offices import SECRET

LINKS = PageLinks(SECRET, "http://127.0.0.1:4280")
_TOKEN = re.compile(r'name="form_token" value="([0-9a-f]{64})"')
_SEEN = re.compile(r'name="seen" value="([0-9a-f ]*)"')


@dataclass
class Noted:
    """An aftermath that notes what it was asked for."""

    letters: int = 0
    woken: list[str] = field(default_factory=list)

    def send_letters(self) -> None:
        self.letters += 1

    def wake(self, case: Case) -> None:
        self.woken.append(case.unit)


class Person:
    """Somebody with a browser of their own."""

    def __init__(self, office: Office, aftermath: Noted | None = None, **settings: Any) -> None:
        self.office = office
        self.aftermath = aftermath or Noted()
        app = application(office, Settings(**settings), links=LINKS, aftermath=self.aftermath)
        self.app = app
        self.client = TestClient(app, base_url="http://127.0.0.1:4280", follow_redirects=False)

    def open(self, path: str) -> Response:
        response: Response = self.client.get(path)
        return response

    def pages(self, *, most: int = 40) -> Iterator[tuple[str, str]]:
        """Yield the pages that are reached from the first by links, each once, with what they are made of."""
        ahead, seen = ["/"], set[str]()
        while ahead and len(seen) < most:
            path = ahead.pop(0)
            if path in seen:
                continue
            seen.add(path)
            answer = self.open(path)
            if answer.is_redirect:
                ahead.append(answer.headers["location"])
            elif "text/html" in answer.headers["content-type"]:
                yield path, answer.text
                ahead += re.findall(r'href="(/[^"#?]*)"', answer.text)

    def send(self, path: str, fields: Mapping[str, str] | None = None, *, at: str = "", **rest: Any) -> Response:
        """Fill in the form of the page at `at` (the same path), and send it."""
        filled = {**self.hidden(at or path), **(fields or {})}
        response: Response = self.client.post(path, data=filled, **rest)
        return response

    def token(self, path: str = "/vao") -> str:
        return self.hidden(path)["form_token"]

    def hidden(self, path: str) -> dict[str, str]:
        """Return what the form of this page sends besides what is typed."""
        page = self.open(path).text
        found, seen = _TOKEN.search(page), _SEEN.search(page)
        assert found, path
        return {"form_token": found[1], **({"seen": seen[1]} if seen else {})}

    def sign_in(self, address: str) -> Response:
        """Ask for a link, and press the button of the one in the letter."""
        self.send("/vao", {"address": address})
        return self.send(last_link(self.office, address))


def last_link(office: Office, address: str) -> str:
    """Return the path of the newest link that was sent to this address."""
    with office.store.look() as record:
        found = record.letters.statuses(kind=LetterKind.SIGN_IN)
    to = [letter for letter in found if letter.to[0].email == address.lower()]
    return LINKS.sign_in(ref_in(max(to, key=lambda letter: letter.number).key))


def case_link(office: Office, unit: str) -> str:
    """Return the path of the link in the unit's newest letter that asks for a decision."""
    with office.store.look() as record:
        asked = record.letters.statuses(unit=unit, kind=LetterKind.DECISION_ASKED)
    written_at = max(letter.written_at for letter in asked)
    return LINKS.case(CaseLink(unit=unit, written_at=written_at))

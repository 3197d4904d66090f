"""Prefect's API as people use it: who gets no answer presses the button again, and no answer is given twice."""

from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import httpx
import pytest

from emulation_workflow.demo import doors
from emulation_workflow.demo.doors import DoorClosed, Mailbox, PrefectDoor
from emulation_workflow.stack.waiting import GIVE_UP_AFTER

Fault = Callable[[httpx.Request], httpx.Response]


class Server:
    """A Prefect with one run that waits. The first `faults` requests meet `fault`: before or after they were obeyed."""

    def __init__(
        self, fault: Fault | None = None, *, faults: int = 1, obeys: bool = False, patience: float = GIVE_UP_AFTER
    ) -> None:
        self._fault, self._faults, self._obeys = fault, faults, obeys
        self._patience = patience
        self.state = 0
        self.is_gone = False
        self.answers: list[bytes] = []

    def door(self) -> PrefectDoor:
        return PrefectDoor(
            httpx.Client(base_url="http://prefect.example", transport=httpx.MockTransport(self._serve)),
            patience=self._patience,
        )

    def _serve(self, request: httpx.Request) -> httpx.Response:
        if self._fault is None or self._faults == 0 or request.method == "GET":
            return self._obey(request)
        self._faults -= 1
        if self._obeys:
            self._obey(request)
        return self._fault(request)

    def _obey(self, request: httpx.Request) -> httpx.Response:
        if request.method == "DELETE":
            was_gone, self.is_gone = self.is_gone, True
            return httpx.Response(404 if was_gone else 204)
        if request.method == "GET":
            return httpx.Response(200, json={"state": {"id": self.state}})
        if request.url.path.endswith("/resume"):
            self.answers.append(request.content)
            self.state += 1
            return httpx.Response(200, json={"status": "ACCEPT"})
        return httpx.Response(200, json=[])


def breaks(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadError("[Errno 104] Connection reset by peer", request=request)


def is_busy(request: httpx.Request) -> httpx.Response:
    return httpx.Response(503, request=request)


@pytest.fixture(autouse=True)
def _in_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "ASK_AGAIN_AFTER", 0.0)


@pytest.mark.parametrize("fault", [breaks, is_busy])
@pytest.mark.parametrize("is_lost_after", [False, True])
def test_a_server_that_gives_no_answer_is_asked_again(fault: Fault, *, is_lost_after: bool) -> None:
    """A connection may break at rest, and a database be busy; that is no reason to give up."""
    assert Server(fault, obeys=is_lost_after).door().artifacts() == []


@pytest.mark.parametrize("fault", [breaks, is_busy])
@pytest.mark.parametrize("is_lost_after", [False, True])
def test_an_answer_whose_receipt_was_lost_is_given_once(fault: Fault, *, is_lost_after: bool) -> None:
    """Prefect may have taken it before the connection broke: given again it would answer the next question."""
    server = Server(fault, obeys=is_lost_after)
    assert server.door().resume("1", {"code": "AAAAA-22222"})
    assert len(server.answers) == 1


def test_a_run_deleted_at_the_second_go_is_deleted() -> None:
    """The first go did it and could not say so."""
    server = Server(breaks, obeys=True)
    server.door().delete("1")
    assert server.is_gone


def test_a_server_that_never_answers_closes_the_door() -> None:
    """Patience ends, with a word on what was asked."""
    door = Server(breaks, faults=10**9, patience=0.05).door()
    with pytest.raises(DoorClosed, match="/artifacts/latest/filter"):
        door.artifacts()
    with pytest.raises(DoorClosed, match="resume 1"):
        door.resume("1", {})


@pytest.mark.parametrize(
    ("answer", "code"), [("Đồng ý trình", "AAAAA-22222"), ("Trả lại để hoàn thiện", "BBBBB-33333"), ("Không có", None)]
)
def test_each_answer_has_its_own_code_in_a_letter_as_it_travels(tmp_path: Path, answer: str, code: str | None) -> None:
    """Letters travel in base64 with CRLF; of an answer that the letter does not name, there is no code."""
    letter = EmailMessage(policy=SMTP)
    letter["To"] = "an@kontum.example"
    letter.set_content(
        "Hồ sơ của Ủy ban nhân dân thành phố X1\n\n"
        "  1. Đồng ý trình\n     AAAAA-22222\n\n  2. Trả lại để hoàn thiện\n     BBBBB-33333\n",
        cte="base64",
    )
    (tmp_path / "0001.eml").write_bytes(letter.as_bytes())

    assert Mailbox(tmp_path).newest_code("an@kontum.example", about=["Thành phố X1"], answer=answer) == code

"""How many pages a second, and how long each takes, at 20 users; beside a bare page of the same size.

That is FastAPI and Jinja2 alone, served by the same program. The record is SQLite with a register of 11,000 units.
Pages are served by a program of their own, as the stack starts them; the people are one program with 20 connections.
"""

import asyncio
import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from urllib.parse import quote

import httpx
import uvicorn
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from fastapi import FastAPI, Request, Response
from fastapi.templating import Jinja2Templates
from jinja2 import DictLoader, Environment
from starlette.types import Receive, Scope, Send

from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.office.entrance import sign_in
from emulation_workflow.office.office import Office
from emulation_workflow.portal.aftermath import AfterActs
from emulation_workflow.portal.application import application
from emulation_workflow.settings import Settings
from emulation_workflow.stack import SignIn
from emulation_workflow.stack.addresses import answers, free_addresses
from emulation_workflow.stack.prefect_service import PrefectApi
from tests.support.builders import CITY, COMMUNE, plan_of
from tests.support.offices import CLERK, HEAD, UNITS, FakeClock, case, code_of, open_office, submit
from tests.support.pages.person import LINKS, case_link
from tests.support.patience import wait_for
from tests.support.servers.databases import open_store, sqlite_store

USERS = 20
ASKED = 1_000
"""Requests of one kind."""
REGISTERED = 11_000
DECIDED = 40
"""Decisions, one after another: each on a further version of the plan."""
TO_UNIT = f"{CITY.code.lower()}@tinh.example"
"""Where the unit is told of each."""
LINE = "Đơn vị " * 10
BYTES = len(f"<li>{LINE}</li>".encode())
BARE = "a bare page of the same size"
_BARE = "<html><body><ul>{% for line in lines %}<li>{{ line }}</li>{% endfor %}</ul></body></html>"


@dataclass(frozen=True, slots=True)
class Served:
    """How one kind of page was served: requests a second, and milliseconds."""

    name: str
    rate: float
    p50: float
    p99: float
    size: int


class Arrivals:
    """A mail server that takes everything, and notes when it came to whom."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._times: list[tuple[float, Sequence[str]]] = []
        self._server = Controller(self, hostname="127.0.0.1", port=port)
        self._server.start()

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        self._times.append((time.perf_counter(), envelope.rcpt_tos))
        return "250 OK"

    def since(self, began: float, email: str) -> float | None:
        """Return when the first letter to this address came after that moment."""
        times = [at for at, to in [*self._times] if at > began and email in to]
        return min(times, default=None)

    def close(self) -> None:
        self._server.stop()


def prepare(folder: Path) -> tuple[Office, str, str]:
    """Fill a record; return its office, the cookie of the Board's clerk, and the path of a letter's link to a case."""
    many = [replace(COMMUNE, code=f"X{number:05}", name=f"Xã Đắk Thử {number}") for number in range(REGISTERED)]
    office = open_office(sqlite_store(folder), clock=FakeClock(), units=(*UNITS, *many))
    submit(office, CITY)
    asked = sign_in.ask_for_link(office, CLERK.email)
    session = sign_in.open_session(office, asked.ref) if asked else None
    if session is None:
        raise LookupError("the clerk cannot sign in")
    return office, LINKS.cookie("bench", session.ref), case_link(office, CITY.code)


def serve(folder: Path, port: int, mail_port: int) -> None:
    """Serve the pages of the record in `folder`, and the bare page under /bare/<bytes>."""
    office = open_office_again(folder)
    settings = Settings(
        pages_url=f"http://127.0.0.1:{port}", data_dir=folder, smtp_host="127.0.0.1", smtp_port=mail_port
    )
    aftermath = AfterActs(
        office, settings, PrefectApi("http://127.0.0.1:9/api", SignIn(words="bench:bench", file=None))
    )
    app = application(office, settings, links=LINKS, aftermath=aftermath)
    bare_app = FastAPI()
    screens = Jinja2Templates(env=Environment(loader=DictLoader({"bare": _BARE}), autoescape=True))

    @bare_app.get("/bare/{size}")
    def bare(request: Request, size: int) -> Response:
        return screens.TemplateResponse(request, "bare", {"lines": [LINE] * (size // BYTES)})

    async def whole(scope: Scope, receive: Receive, send: Send) -> None:
        """Lead to one or the other, so that neither bears what leads there."""
        is_bare = scope.get("path", "").startswith("/bare/")
        await (bare_app if is_bare else app)(scope, receive, send)

    uvicorn.run(whole, host="127.0.0.1", port=port, log_level="warning", access_log=False, lifespan="on")


def open_office_again(folder: Path) -> Office:
    """Return the office on the record that `prepare` filled."""
    return open_office(open_store(f"sqlite:///{folder / 'record.db'}"), clock=FakeClock(), units=(), officials=())


def page_speeds(folder: Path) -> list[Served]:
    """Return how each kind of page is served."""
    office, cookie, link = prepare(folder)
    # The people are served no slower for what their own program has loaded.
    gc.freeze()
    addresses = free_addresses()
    port, caught = addresses.pages, Arrivals(addresses.smtp)
    program = [sys.executable, "-m", "tests.bench.page_speed", str(folder), str(port), str(caught.port)]
    server = subprocess.Popen(program)
    try:
        wait_for(lambda: answers("127.0.0.1", port) or None, "the pages to come up", every=0.2)
        words = (f"{name} {number}" for number in count() for name in ("xa dak thu", "dak", "x00"))
        asked: dict[str, Callable[[], str]] = {
            "the decider's page": lambda: link,
            "the desk": lambda: "/ban",
            "a unit": lambda: f"/ban/don-vi/{CITY.code}",
            "a search of 11,000 units": lambda: f"/ban/tim?q={quote(next(words))}",
        }
        found = []
        for name, path_of in asked.items():
            shown = asyncio.run(_ask(port, cookie, name, path_of))
            bare = asyncio.run(_ask(port, cookie, f"  {BARE}", partial(_bare_path, shown.size)))
            found += [shown, bare]
        return [*found, *_decide(office, port, caught)]
    finally:
        server.terminate()
        server.wait()
        caught.close()


def _bare_path(size: int) -> str:
    return f"/bare/{size}"


async def _ask(port: int, cookie: str, name: str, path_of: Callable[[], str]) -> Served:
    taken: list[float] = []
    sizes: list[int] = []
    left = iter(range(ASKED))

    async def user(client: httpx.AsyncClient) -> None:
        for _ in left:
            began = time.perf_counter()
            answer = await client.get(path_of())
            taken.append(time.perf_counter() - began)
            if not answer.is_success:
                raise LookupError(f"{name}: {answer.status_code}")
            sizes.append(len(answer.content))

    async with AsyncExitStack() as open_now:
        # Each has a connection of its own, open beforehand as a browser's is: 20 at one moment are no users.
        clients = [
            await open_now.enter_async_context(
                httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", cookies={"phien": cookie}, timeout=120)
            )
            for _ in range(USERS)
        ]
        await asyncio.gather(*(client.get(path_of()) for client in clients))
        began = time.perf_counter()
        await asyncio.gather(*map(user, clients))
        wall = time.perf_counter() - began
    return _served(name, taken, len(taken) / wall, round(statistics.median(sizes)))


def _decide(office: Office, port: int, caught: Arrivals) -> tuple[Served, Served]:
    """Time decisions, each on a further version, and how long after each its letter was at the mail server."""
    taken: list[float] = []
    arrived: list[float] = []
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=120) as client:
        for number in range(DECIDED):
            link = case_link(office, CITY.code)
            token = client.get(link).text.partition('name="form_token" value="')[2][:64]
            now = case(office, CITY)
            filled = {
                "form_token": token,
                "act": "send_back",
                "stage": now.stage,
                "version": str(now.version),
                "code": code_of(office, CITY, HEAD, Act.SEND_BACK),
                "reason": f"Thiếu báo cáo {number}",
            }
            began = time.perf_counter()
            answer = client.post(link, data=filled)
            taken.append(time.perf_counter() - began)
            if not answer.is_success:
                raise LookupError(f"the decision was not taken: {answer.status_code}")
            of_decision = wait_for(partial(caught.since, began, TO_UNIT), "the decision's letter", every=0.01)
            arrived.append(of_decision - began)
            submit(office, CITY, plan_of(CITY, place=f"Hội trường {number}"))
    return (
        _served("a decision", taken, len(taken) / sum(taken), 0),
        _served("  its letter at the mail server", arrived, len(arrived) / sum(arrived), 0),
    )


def _served(name: str, taken: Iterable[float], rate: float, size: int) -> Served:
    ordered = sorted(taken)
    p99 = ordered[min(len(ordered) - 1, round(len(ordered) * 0.99))]
    return Served(name, rate, statistics.median(ordered) * 1000, p99 * 1000, size)


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))

"""Many press Resume in the same second, on a real server and one worker: what each of them sees, and what is lost.

Each has an order's form that waits for their code, and types the right one. The press is the call that Prefect's page
makes, made once; whoever is told anything but that it was taken presses again, until it is. What else is set of Prefect
in the environment holds.
"""

import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import httpx

from emulation_workflow import bootstrap
from emulation_workflow.demo.doors import Mailbox, PrefectDoor
from emulation_workflow.demo.sample_office import import_samples, settings_in
from emulation_workflow.messages.screens import run_words
from emulation_workflow.screens.forms import bound_unit_names
from emulation_workflow.settings import Settings
from emulation_workflow.stack import Stack, raising_when_asked_to_end
from emulation_workflow.stack.addresses import free_addresses
from tests.e2e.conftest import World
from tests.support.patience import wait_for
from tests.support.servers.databases import postgres_server
from tests.support.servers.programs import find_program

AT_ONCE = (2, 5, 20)
CLERK_NUMBER, CLERK = "BTDKT-04", "vanthu.tdkt@kontum.example"
TAKEN = "ACCEPT"
SQLITE, POSTGRES = "SQLite", "PostgreSQL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """What became of so many answers at once: what the first presses were told, and what came of all."""

    at_once: int
    first: Counter[str]
    presses: int
    seconds: float
    """From the first press until the last run had ended."""
    done: int
    entered: int


def bursts(way: str) -> Iterator[Burst]:
    """Yield what came of each number of answers at once."""
    with _world(way) as world:
        yield from _bursts(world)


def has_postgres() -> bool:
    return find_program("postgres") is not None


def _bursts(world: World) -> Iterator[Burst]:
    names = iter(bound_unit_names(world.office.campaign, _units(world)))
    numbers = count(401)
    for at_once in AT_ONCE:
        yield _burst(world, [_document(next(numbers), next(names)) for _ in range(at_once)])
    assert world.record_faults() == []


def _burst(world: World, documents: Sequence[Mapping[str, Any]]) -> Burst:
    runs = {_start(world, document): str(document["number"]) for document in documents}
    codes = {run: _code(world, run, number) for run, number in runs.items()}
    before, start = _orders(world), time.monotonic()
    told = world.at_once(*(partial(_press, world.prefect, run, code) for run, code in codes.items()))
    more = [_press_on(world.prefect, run, codes[run], first) for run, first in zip(codes, told, strict=True)]
    ended = [world.ended(run) for run in codes]
    return Burst(
        at_once=len(codes),
        first=Counter(told),
        presses=len(codes) + sum(more),
        seconds=time.monotonic() - start,
        done=sum(state["name"] == run_words.DONE for state in ended),
        entered=_orders(world) - before,
    )


def _units(world: World) -> Any:
    with world.office.store.look() as record:
        return record.register.units()


def _document(number: int, unit: str) -> dict[str, Any]:
    return {
        "number": f"{number}/UBND-KGVX",
        "issuer": "Ủy ban nhân dân tỉnh Kon Tum",
        "signed_on": "2020-02-19",
        "signer": "Hoàng Đức Nhân",
        "points": [{"kind": "Tạm dừng", "units": [unit]}],
        "entered_by": CLERK_NUMBER,
    }


def _start(world: World, document: Mapping[str, Any]) -> str:
    return world.prefect.start("Nhập văn bản điều chỉnh", document)


def _code(world: World, run: str, number: str) -> str:
    """Return the code that the waiting run's clerk was sent."""

    def look() -> bool | None:
        return world.prefect.state(run)["name"] == run_words.WAITING_FOR_CODE or None

    wait_for(look, f"{number} to wait for its code", every=0.5)
    return wait_for(lambda: world.mailbox.newest_code(CLERK, about=(number,)), f"the code for {number}", every=0.5)


def _press(door: PrefectDoor, run: str, code: str) -> str:
    """Return what a person is told who presses Resume once: Prefect's word, or the number of its refusal."""
    try:
        answer = door.client.post(f"/flow_runs/{run}/resume", json={"run_input": {"code": code}})
    except httpx.TransportError as broken:
        return type(broken).__name__
    return str(answer.json()["status"]) if answer.is_success else str(answer.status_code)


def _press_on(door: PrefectDoor, run: str, code: str, told: str) -> int:
    """Press until it is taken, or the run has moved on; return how often."""
    pressed = 0
    while told != TAKEN and door.state(run)["type"] == "PAUSED":
        told, pressed = _press(door, run, code), pressed + 1
    return pressed


def _orders(world: World) -> int:
    with world.office.store.look() as record:
        return len(record.orders.all())


@contextmanager
def _world(way: str) -> Iterator[World]:
    """Yield an office with its programs, of which record and Prefect are on the database of this way."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "clock").write_text("2020-02-20T08:00:00+07:00", encoding="utf-8")
        settings = settings_in(folder).model_copy(update={"codes_a_day": 100})
        if way != POSTGRES:
            with _up(settings, {}) as world:
                yield world
            return
        programs = find_program("postgres")
        assert programs is not None
        with postgres_server(programs.parent) as server:
            record, prefect = (
                server.bare_database().replace("postgresql:", f"postgresql+{driver}:")
                for driver in ("psycopg", "asyncpg")
            )
            of_prefect = {"PREFECT_SERVER_DATABASE_CONNECTION_URL": prefect}
            with _up(settings.model_copy(update={"database_url": record}), of_prefect) as world:
                yield world


@contextmanager
def _up(settings: Settings, prefect: Mapping[str, str]) -> Iterator[World]:
    """Yield the world once it is up as an office's, with these settings of Prefect from its operator."""
    office = bootstrap.office(settings)
    import_samples(office)
    os.environ.update(prefect)
    try:
        with raising_when_asked_to_end(), Stack(settings, addresses=free_addresses()) as stack:
            yield World(stack, office, PrefectDoor.of(stack), Mailbox(stack.mailbox))
    finally:
        for name in prefect:
            del os.environ[name]

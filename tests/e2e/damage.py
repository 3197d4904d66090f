"""What befalls a machine: power cuts, a database that another holds, a purge; and what must be true after any of it."""

import json
import os
import shutil
import signal
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from email import message_from_bytes
from pathlib import Path

from emulation_workflow.domain.mail.letters import DeliveryState
from emulation_workflow.office.delivery.delivery import settle_doubt
from tests.e2e.conftest import World
from tests.support.patience import PATIENCE

AN_HOUR = timedelta(hours=1)
GONE = {DeliveryState.SENT.value, DeliveryState.VOID.value}


def kill_server_and_worker(world: World) -> None:
    """A power cut: nothing of Prefect is left running."""
    world.stack.server.kill()
    world.stack.worker.kill()


def start_again(world: World) -> None:
    """What an operator does after it, on the same folders."""
    for part in (world.stack.server, world.stack.worker):
        if not part.is_running:
            part.start()
            part.wait_until_up()


def an_hour_passes(world: World) -> None:
    """For the office, and for a Prefect that does not run meanwhile: its states and leases are an hour older."""
    clock = world.stack.settings.set_clock
    assert clock is not None
    clock.write_text((world.office.clock.now() + AN_HOUR).isoformat(), encoding="utf-8")
    with closing(sqlite3.connect(_prefect_home(world) / "prefect.db")) as database, database:
        database.execute("UPDATE flow_run_state SET timestamp = strftime('%Y-%m-%d %H:%M:%f', timestamp, '-1 hour')")
    for leases in (_prefect_home(world) / "concurrency_leases").glob("*.json"):
        kept = json.loads(leases.read_text(encoding="utf-8"))
        # Each lease has a file of its own; one more has the ends of all of them.
        ends = ["expiration"] if "expiration" in kept else list(kept)
        kept |= {one: (datetime.fromisoformat(kept[one]) - AN_HOUR).isoformat() for one in ends}
        leases.write_text(json.dumps(kept), encoding="utf-8")


def purge_runs(world: World) -> None:
    """Every flow run with its history, of every flow, as somebody tidies up Prefect's pages."""
    while world.prefect.ask("POST", "/flow_runs/bulk_delete", {})["deleted"]:
        pass


def begin_prefect_anew(world: World) -> None:
    """Prefect's whole folder is lost, database and all; `emulation start` makes another and registers the flows."""
    for part in world.stack._parts:
        part.kill()
    shutil.rmtree(_prefect_home(world))
    world.stack._come_up()


@contextmanager
def mail_server_hangs(world: World) -> Iterator[None]:
    """Connections are taken and nobody answers: who sends letters is stopped between claim and settlement."""
    catcher = world.stack.catcher
    assert catcher is not None
    assert catcher.pid is not None
    os.kill(catcher.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(catcher.pid, signal.SIGCONT)


@contextmanager
def record_locked(world: World) -> Iterator[None]:
    """Another process writes to the record and takes its time."""
    with closing(sqlite3.connect(_record(world), timeout=PATIENCE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def under_way(world: World, unit: str) -> bool | None:
    """True once a letter about the unit is claimed and not settled."""
    with world.office.store.look() as record:
        states = {one.state for one in record.letters.statuses(unit=unit)}
    return DeliveryState.CLAIMED in states or None


def settle_doubts(world: World) -> None:
    """Staff look into the mailbox for each letter in doubt, and say whether it arrived."""
    with world.office.store.look() as record:
        doubts = record.letters.statuses(state=DeliveryState.IN_DOUBT)
    for letter in doubts:
        was_sent = letter.message_id in caught(world)
        settle_doubt(world.office.store, letter.number, was_sent=was_sent, by="test", at=world.office.clock.now())


def caught(world: World) -> Counter[str]:
    """How often each Message-ID came to the mailbox."""
    return Counter(str(message_from_bytes(one.read_bytes())["Message-ID"]) for one in world.stack.mailbox.glob("*.eml"))


def letters_lost_or_doubled(world: World) -> dict[str, tuple[str, int]]:
    """Letters whose state in the record and number of copies in the mailbox differ, by Message-ID; and strangers."""
    with world.office.store.look() as record:
        kept = {letter.message_id: letter.state.value for letter in record.letters.statuses()}
    came = caught(world)
    wrong = {
        one: (state, came[one]) for one, state in kept.items() if came[one] != (state == "sent") or state not in GONE
    }
    return wrong | {one: ("unknown", count) for one, count in came.items() if one not in kept}


def _prefect_home(world: World) -> Path:
    return world.stack.settings.data_dir / "prefect"


def _record(world: World) -> Path:
    return world.stack.settings.data_dir / "emulation.db"

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
from tests.e2e.conftest import DELIVERY, World
from tests.support.patience import PATIENCE

AN_HOUR = timedelta(hours=1)
GONE = {DeliveryState.SENT.value, DeliveryState.VOID.value}


def kill_server_and_worker(world: World) -> None:
    """Kill all of Prefect, as a power cut does."""
    world.stack.server.kill()
    world.stack.worker.kill()


def start_again(world: World) -> None:
    """Start what was killed, on the same folders, as an operator does."""
    for part in (world.stack.server, world.stack.worker):
        if not part.is_running:
            part.start()
            part.wait_until_up()


def an_hour_passes(world: World) -> None:
    """Let an hour pass for the office, and make the states and leases of a Prefect that does not run an hour older."""
    clock_goes_on(world, hours=1)
    with closing(sqlite3.connect(_prefect_home(world) / "prefect.db")) as database, database:
        database.execute("UPDATE flow_run_state SET timestamp = strftime('%Y-%m-%d %H:%M:%f', timestamp, '-1 hour')")
    for leases in (_prefect_home(world) / "concurrency_leases").glob("*.json"):
        kept = json.loads(leases.read_text(encoding="utf-8"))
        # Each lease has a file of its own; one more has the ends of all of them.
        ends = ["expiration"] if "expiration" in kept else list(kept)
        kept |= {end: (datetime.fromisoformat(kept[end]) - AN_HOUR).isoformat() for end in ends}
        leases.write_text(json.dumps(kept), encoding="utf-8")


def clock_goes_on(world: World, *, hours: int) -> None:
    """Let hours pass for the office alone."""
    clock = world.stack.settings.set_clock
    assert clock is not None
    clock.write_text((world.office.clock.now() + timedelta(hours=hours)).isoformat(), encoding="utf-8")


def purge_runs(world: World) -> None:
    """Delete every flow run of every flow with its history, as somebody may who tidies up Prefect's pages."""
    while world.prefect.ask("POST", "/flow_runs/bulk_delete", {})["deleted"]:
        pass


def begin_prefect_anew(world: World) -> None:
    """Lose Prefect's whole folder, database and all, and start again, which makes another and registers the flows."""
    for part in world.stack._parts:
        part.kill()
    shutil.rmtree(_prefect_home(world))
    world.stack._come_up()


@contextmanager
def mail_server_hangs(world: World) -> Iterator[None]:
    """Let the mail server take connections and not answer, so that a delivery stops between claim and settlement."""
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
    """Lock the record as another process does that writes and takes its time."""
    with closing(sqlite3.connect(_record(world), timeout=PATIENCE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def under_way(world: World, unit: str) -> bool | None:
    """Return True once a letter about the unit is claimed and not settled."""
    with world.office.store.look() as record:
        states = {letter.state for letter in record.letters.statuses(unit=unit)}
    return DeliveryState.CLAIMED in states or None


def settle_doubts(world: World) -> None:
    """Settle each letter in doubt by whether it is in the mailbox, as staff do."""
    with world.office.store.look() as record:
        doubts = record.letters.statuses(state=DeliveryState.IN_DOUBT)
    for letter in doubts:
        was_sent = letter.message_id in caught(world)
        settle_doubt(world.office, letter.number, was_sent=was_sent, by="test")


def delivered(world: World) -> bool | None:
    """Settle what is in doubt and deliver; True once no letter waits any more."""
    settle_doubts(world)
    world.run(DELIVERY)
    return world.letters_gone()


def caught(world: World) -> Counter[str]:
    """Return how often each Message-ID came to the mailbox."""
    return Counter(
        str(message_from_bytes(file.read_bytes())["Message-ID"]) for file in world.stack.mailbox.glob("*.eml")
    )


def letters_lost_or_doubled(world: World) -> dict[str, tuple[str, int]]:
    """Return the letters whose state and number of copies in the mailbox differ, by Message-ID, and unknown ones."""
    with world.office.store.look() as record:
        kept = {letter.message_id: letter.state.value for letter in record.letters.statuses()}
    came = caught(world)
    wrong = {
        message_id: (state, came[message_id])
        for message_id, state in kept.items()
        if came[message_id] != (state == "sent") or state not in GONE
    }
    return wrong | {message_id: ("unknown", count) for message_id, count in came.items() if message_id not in kept}


def _prefect_home(world: World) -> Path:
    return world.stack.settings.data_dir / "prefect"


def _record(world: World) -> Path:
    return world.stack.settings.data_dir / "emulation.db"

"""Plans carried through the whole chain on a cluster whose parts are killed in turn: nothing lost, doubled, stuck."""

import os
import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from sqlalchemy.exc import DBAPIError

from emulation_workflow import bootstrap
from emulation_workflow.demo.doors import DoorClosed, Mailbox, PrefectDoor
from emulation_workflow.demo.sample_office import import_samples
from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.domain.errors import RecordChanged
from emulation_workflow.domain.mail import DeliveryState
from emulation_workflow.messages.labels import ACTS
from emulation_workflow.settings import BadSetting, Settings
from emulation_workflow.stack import Stack
from emulation_workflow.stack.prefect_service import SignedIn
from tests.e2e.conftest import CHAIR, HEAD, INTAKE, World
from tests.e2e.damage import letters_lost_or_doubled, settle_doubts
from tests.scale.cluster import Cluster, cluster, health
from tests.support.patience import wait_for

pytestmark = [pytest.mark.attack, pytest.mark.timeout(3600)]

BEGINS = datetime.fromisoformat("2020-02-20T08:00:00+07:00")
SEED = int(os.environ.get("SCALE_SEED", "1"))
CHAINS = int(os.environ.get("SCALE_CHAINS", "6"))
CITY = "608"
DISTRICTS = ("608", "610", "611", "612", "613", "614", "615", "616", "617", "618")
VICTIMS = ("worker 1", "server a", "services", "Redis", "PostgreSQL")
PAUSES = (httpx.HTTPError, DoorClosed, DBAPIError, BadSetting, RecordChanged, AssertionError)
"""What somebody meets while a part is down: they look again."""


@dataclass(frozen=True, slots=True)
class Face:
    """What people see of the cluster, as `World` asks a stack for it."""

    settings: Settings
    mailbox: Path


@pytest.fixture
def folder() -> Iterator[Path]:
    """Return a folder whose path is short, as that of a socket has to be; what runs as another user may enter it."""
    place = Path(tempfile.mkdtemp(prefix="cl-"))
    place.chmod(0o755)
    yield place
    shutil.rmtree(place, ignore_errors=True)


def campaign_in(folder: Path, chains: int) -> str:
    """Return a campaign with so many districts whose plans pass the gate."""
    place = folder / "campaign"
    shutil.copytree(bootstrap.CAMPAIGNS / "kon_tum_2020", place)
    file = place / "campaign.toml"
    units = ", ".join(f'"{code}"' for code in DISTRICTS[:chains])
    words = file.read_text(encoding="utf-8")
    assert 'units = ["608"]' in words
    file.write_text(words.replace('units = ["608"]', f"units = [{units}]"), encoding="utf-8")
    return str(place)


def world_of(made: Cluster) -> World:
    client = httpx.Client(base_url=made.api_url, auth=SignedIn(made.sign_in.header), timeout=60, trust_env=False)
    prefect = PrefectDoor(client, patience=120)
    mailbox = made.folder / "first" / "mail"
    office = bootstrap.office(made.settings)
    return World(cast("Stack", Face(made.settings, mailbox)), office, prefect, Mailbox(mailbox))


def carry(world: World, unit: str, plan: dict[str, Any]) -> None:
    """Take one unit's plan from submission to clearance by the doors that people use, however often one is shut."""
    again(lambda: world.prefect.start(INTAKE, {**plan, "unit": unit}))
    for act, person, more in (
        (Act.ENDORSE, HEAD, {"reason": "Kế hoạch bảo đảm yêu cầu."}),
        (Act.AGREE, CHAIR, {"paper_number": f"{unit}/UBND-KGVX", "paper_day": "20/02/2020"}),
    ):
        taken = len(again(partial(world.decisions, unit)))
        again(partial(_decide, world, unit, act, person, more, taken=taken))


def _decide(world: World, unit: str, act: Act, person: str, more: dict[str, str], *, taken: int) -> None:
    """Answer what is asked, and see it taken. AssertionError if it was not: asked anew, one answers anew."""
    if len(world.decisions(unit)) == taken:
        asked = world.waits(unit)
        code = world.code(unit, person, act)
        assert world.answer(asked, decision=ACTS[act], code=code, **more)

        def moved() -> bool | None:
            is_asked_anew = world.case(unit).question_number > asked.question_number
            return is_asked_anew or len(world.decisions(unit)) > taken or None

        wait_for(moved, f"{unit} to move", every=0.5)
    assert len(world.decisions(unit)) > taken


def again(deed: Any) -> Any:
    """Return what comes of a deed, done again as long as a part is down."""
    until = time.monotonic() + 900
    while True:
        try:
            return deed()
        except PAUSES:
            if time.monotonic() > until:
                raise
            time.sleep(2)


def test_each_part_is_killed_while_plans_pass_the_chain(folder: Path) -> None:
    """Lost 0, doubled 0, stuck 0: every case cleared by one decision of each, each letter once, the record whole."""
    chance = random.Random(SEED)
    units = DISTRICTS[:CHAINS]
    with cluster(folder, campaign=campaign_in(folder, CHAINS), begins=BEGINS) as made:
        world = world_of(made)
        import_samples(world.office)
        plan = world.plan("608_tp_kon_tum.toml")
        began = time.monotonic()
        with ThreadPoolExecutor(len(units)) as people:
            doing = [people.submit(carry, world, unit, plan) for unit in units]
            for victim in chance.sample(VICTIMS, len(VICTIMS)):
                time.sleep(chance.uniform(5, 15))
                made.kill(victim)
                print(f"{time.monotonic() - began:6.0f} s  killed {victim}")  # noqa: T201 - a story, shown by -s
                time.sleep(chance.uniform(2, 6))
                made.start(victim)
            last = time.monotonic()
            for done in doing:
                done.result()
        print(f"{time.monotonic() - last:6.0f} s after the last kill every case is cleared")  # noqa: T201
        wait_for(lambda: _all_gone(world), "letters to go", every=2)
        print(f"{time.monotonic() - last:6.0f} s after the last kill every letter is gone")  # noqa: T201
        assert {unit: world.decisions(unit) for unit in units} == {unit: [Act.ENDORSE, Act.AGREE] for unit in units}
        assert all(world.case(unit).is_settled for unit in units)
        assert Counter(kind for unit in units for kind in world.kinds(unit))["cleared"] == len(units)
        assert letters_lost_or_doubled(world) == {}
        assert world.record_faults() == []
        answer = wait_for(lambda: _well(made), "the pages to say that all is well", every=2)
        assert answer.json() == dict.fromkeys(("record", "prefect", "scheduler", "redis"), True)


def _all_gone(world: World) -> bool | None:
    """Settle what is in doubt as staff do; return True once no letter waits."""
    with suppress(*PAUSES):
        settle_doubts(world)
        with world.office.store.look() as record:
            states = {letter.state for letter in record.letters.statuses()}
        return True if states <= {DeliveryState.SENT, DeliveryState.VOID} else None
    return None


def _well(made: Cluster) -> httpx.Response | None:
    answer = health(f"http://127.0.0.1:{made.ports['pages']}/health")
    return answer if answer is not None and answer.status_code == httpx.codes.OK else None

"""A province whose machines lose their parts in turn: nothing lost, doubled, stuck."""

from dataclasses import dataclass
from pathlib import Path
from typing import cast

import httpx
import pytest

from emulation_workflow import bootstrap
from emulation_workflow.demo.doors import PrefectDoor
from emulation_workflow.settings import Settings
from emulation_workflow.stack import Stack
from emulation_workflow.stack.prefect_service import SignedIn
from tests.e2e.conftest import World
from tests.scale.cluster import Cluster, cluster, health
from tests.scale.one_machine import EVERYTHING, PARTS, OneMachine, one_machine
from tests.scale.province import BEGINS, People, ReadOnce, campaign_in, play, short_folder
from tests.support.patience import wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(7200)]

OF_CLUSTER = ("worker 1", "server a", "services", "Redis", "PostgreSQL")


@dataclass(frozen=True, slots=True)
class Face:
    """What people see of the machines, as `World` asks a stack for it."""

    settings: Settings
    mailbox: Path


def world_of(made: Cluster | OneMachine, mailbox: Path) -> World:
    client = httpx.Client(base_url=made.api_url, auth=SignedIn(made.sign_in.header), timeout=60, trust_env=False)
    prefect = PrefectDoor(client, patience=120)
    office = bootstrap.office(made.settings)
    return World(cast("Stack", Face(made.settings, mailbox)), office, prefect, ReadOnce(mailbox))


@pytest.mark.postgres
def test_each_part_of_a_cluster_is_killed_while_a_province_works() -> None:
    """Then all is well, and the pages say so."""
    with short_folder() as folder, cluster(folder, campaign=campaign_in(folder), begins=BEGINS) as made:
        play(People.of(world_of(made, folder / "first" / "mail")), made, OF_CLUSTER)
        answer = wait_for(lambda: _well(made), "the pages to say that all is well", every=2)
        assert answer.json() == dict.fromkeys(("record", "prefect", "scheduler", "redis"), True)


def _well(made: Cluster) -> httpx.Response | None:
    answer = health(f"http://127.0.0.1:{made.ports['pages']}/health")
    return answer if answer is not None and answer.status_code == httpx.codes.OK else None


@pytest.mark.attack
def test_each_part_of_one_machine_is_killed_and_then_the_machine() -> None:
    """`emulation start` brings its parts back by itself; who starts it anew finds everything as it was."""
    with short_folder() as folder, one_machine(folder, campaign=campaign_in(folder), begins=BEGINS) as made:
        play(People.of(world_of(made, folder / "data" / "mail")), made, (*PARTS, EVERYTHING))
        assert wait_for(lambda: made.is_well() or None, "the pages to say that all is well", every=2)

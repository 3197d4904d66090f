"""The start page `hom-nay`: what waits for whom since when, renewed by every run."""

import asyncio
from pathlib import Path
from typing import cast
from uuid import uuid4

import pytest
from prefect import flow
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.filters import (
    ArtifactCollectionFilter,
    ArtifactCollectionFilterKey,
    ArtifactFilter,
    ArtifactFilterId,
    ArtifactFilterKey,
    DeploymentFilter,
)
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.sorting import ArtifactSort, FlowRunSort

from emulation_workflow.adapters.submissions.files import read_plan_file
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.board_list import ItemKind, board_item
from emulation_workflow.office.board_items import list_item
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from emulation_workflow.office.plans.plan_receipt import receive_plan
from flows.obligations.board_list import board_list
from flows.running.start_page import _first_of_each, publish_start_page

pytestmark = pytest.mark.usefixtures("prefect_server")


async def shown() -> list[str]:
    """Every version of the page, the newest first."""
    async with get_client() as client:
        key = ArtifactFilterKey(any_=["hom-nay"])
        found = await client.read_artifacts(artifact_filter=ArtifactFilter(key=key), sort=ArtifactSort.CREATED_DESC)
    return [str(artifact.data) for artifact in found]


async def test_the_page_says_what_waits_for_whom_and_since_when(office: Office, samples: Path, tmp_path: Path) -> None:
    """Cases, what is late, letters that did not leave, the Board's list, files set aside; renewed by any run."""
    (tmp_path / "clock").write_text("2020-04-10T08:00:00+07:00", encoding="utf-8")
    path = samples / "plans" / "608_tp_kon_tum.toml"
    with office.store.look() as record:
        units = record.register.units()
    plan = read_plan_file(path.name, path.read_bytes(), campaign=office.campaign, units=units)
    receive_plan(office, plan, channel=Channel.INTAKE_FORM)
    derive_obligations(office, dry_run=False)
    at = office.clock.now()
    list_item(office, board_item(ItemKind.NO_ADDRESS, "608/urging", at=at, unit="608", name="Thành phố Kon Tum"))
    aside = tmp_path / "intake" / "set_aside"
    aside.mkdir(parents=True)
    for name in ("a.xlsx", "a.xlsx.lý-do.txt"):
        (aside / name).write_text("x", encoding="utf-8")
    await board_list()
    [page, *_] = await shown()
    assert "| Thành phố Kon Tum | Chờ Ban thẩm định | Ban Thi đua - Khen thưởng tỉnh | 08:00 10/4/2020 |" in page
    assert "nội dung quá hạn" in page
    assert "Chờ gửi: " in page
    assert "/v2/artifacts/key/viec-ban-can-xu-ly" in page
    assert "có 1 tệp chưa tiếp nhận được" in page


async def test_the_page_is_renewed_in_its_place(office: Office) -> None:
    """Its address stays, for who marked it in a browser, and no list of its versions stands before it."""
    del office

    @flow
    async def twice() -> None:
        await publish_start_page()
        await publish_start_page()

    await twice()
    assert len(await shown()) == 1


class _Runs:
    """Prefect with so many ended runs of each deployment, the newest first; `asked` counts the questions."""

    def __init__(self, runs: list[FlowRun]) -> None:
        self._runs = runs
        self.asked = 0

    async def read_flow_runs(self, *, deployment_filter: DeploymentFilter, limit: int, **_: object) -> list[FlowRun]:
        self.asked += 1
        wanted = deployment_filter.id.any_ if deployment_filter.id else None
        return [run for run in self._runs if wanted and run.deployment_id in wanted][:limit]


async def test_the_last_round_of_each_is_found_by_few_questions() -> None:
    """Behind hundreds of those of every few minutes stand those of days and weeks; what never ran is not found."""
    frequent, daily, weekly, never = (uuid4() for _ in range(4))
    runs = [FlowRun(flow_id=uuid4(), deployment_id=frequent) for _ in range(300)]
    runs += [FlowRun(flow_id=uuid4(), deployment_id=kept) for kept in (*[daily] * 70, weekly)]
    prefect = _Runs(runs)
    client = cast("PrefectClient", prefect)
    found = await _first_of_each(client, [weekly, never, daily, frequent], [], FlowRunSort.END_TIME_DESC)
    assert found == {frequent: runs[0], daily: runs[300], weekly: runs[370]}
    assert prefect.asked == 3


async def test_of_pages_made_at_once_the_one_that_the_key_leads_to_is_renewed(office: Office) -> None:
    """Runs that all need the page first make several: it must not be another one that is renewed from then on."""
    del office

    @flow
    async def at_once() -> None:
        await asyncio.gather(*(publish_start_page() for _ in range(6)))
        await publish_start_page()

    await at_once()
    async with get_client() as client:
        key = ArtifactCollectionFilterKey(any_=["hom-nay"])
        [led_to] = await client.read_latest_artifacts(artifact_filter=ArtifactCollectionFilter(key=key))
        of_id = ArtifactFilter(id=ArtifactFilterId(any_=[led_to.latest_id]))
        [kept] = await client.read_artifacts(artifact_filter=of_id)
    assert "Hôm nay, lúc" in str(kept.data)
    assert str(led_to.latest_id) in (led_to.description or "")

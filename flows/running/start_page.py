"""The start page `hom-nay`: renewed at the end of every run, and whenever a case comes to wait for somebody else."""

from uuid import UUID

from prefect import get_client, get_run_logger
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import ArtifactCreate, ArtifactUpdate
from prefect.client.schemas.filters import (
    ArtifactCollectionFilter,
    ArtifactCollectionFilterKey,
    DeploymentFilter,
    DeploymentFilterId,
    DeploymentFilterTags,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.responses import DeploymentResponse
from prefect.client.schemas.sorting import FlowRunSort

from emulation_workflow.adapters.submissions.intake_folder import IntakeFolder
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.pressing import pressing
from emulation_workflow.screens.start_page import ScheduledRound, headline, start_context
from flows.running import context
from flows.running.pages import page

KEY = "hom-nay"
BOARDS = {"overdue": "viec-qua-han-sap-den-han", "letters": "thu-chua-gui-duoc", "list": "viec-ban-can-xu-ly"}
"""The boards that the page leads to, by the artifacts' keys."""

AUTOMATIC = "Tự động"
"""The tag, in prefect.yaml, of what starts by itself."""

_A_PAGE = 20
"""Runs asked for at once: every act renews the page, and each run is read at a cost."""

_ENDED = [StateType.COMPLETED, StateType.FAILED, StateType.CRASHED, StateType.CANCELLED]


async def publish_start_page() -> None:
    """Renew the page. What fails here stops no run; the next one renews it."""
    try:
        await _publish()
    except Exception as fault:  # noqa: BLE001 - see above
        get_run_logger().warning("The start page was not renewed: %r", fault)


async def _publish() -> None:
    settings, office = context.settings(), context.office()
    async with get_client() as client:
        rounds, waits = await _rounds(client), pressing(office)
        shown = page(
            "start_page",
            start_context(
                waits,
                at=office.clock.now(),
                set_aside=IntakeFolder(settings.intake_dir).count_set_aside(),
                rounds=rounds,
                zone=settings.time_zone,
                run_link=settings.run_link,
                boards={name: f"{settings.prefect_ui_url}/v2/artifacts/key/{key}" for name, key in BOARDS.items()},
            ),
        )
        address = f"{settings.prefect_ui_url}/v2/artifacts/artifact/{(page_id := await _page_id(client))}"
        about = run_words.START_PAGE_ABOUT.format(link=address, words=headline(waits))
        await client.update_artifact(page_id, ArtifactUpdate(data=shown, description=about))


async def _page_id(client: PrefectClient) -> UUID:
    """Return the page's artifact, made at first need: it is renewed in its place, so that its address stays.

    It is the one to which Prefect leads from the key: two runs that both need it first make two.
    """
    of_key = ArtifactCollectionFilter(key=ArtifactCollectionFilterKey(any_=[KEY]))
    while not (found := await client.read_latest_artifacts(artifact_filter=of_key)):
        await client.create_artifact(ArtifactCreate(key=KEY, type="markdown"))
    return found[0].latest_id


async def _rounds(client: PrefectClient) -> list[ScheduledRound]:
    """Return the deployments that start by themselves, by their names."""
    # By the tag: the others' forms, with every unit and person in them, are a hundred times as much to read.
    tagged = DeploymentFilter(tags=DeploymentFilterTags(all_=[AUTOMATIC]))
    deployments = await client.read_deployments(deployment_filter=tagged, limit=200)
    scheduled = sorted((found for found in deployments if found.schedules), key=lambda found: found.name)
    if not scheduled:
        return []
    ids = [found.id for found in scheduled]
    last = await _first_of_each(client, ids, _ENDED, FlowRunSort.END_TIME_DESC)
    following = await _first_of_each(client, ids, [StateType.SCHEDULED], FlowRunSort.NEXT_SCHEDULED_START_TIME_ASC)
    return [_round(found, last.get(found.id), following.get(found.id)) for found in scheduled]


async def _first_of_each(
    client: PrefectClient, deployments: list[UUID], states: list[StateType], sort: FlowRunSort
) -> dict[UUID, FlowRun]:
    """Return of each deployment the run in such a state that comes first in this order, if there is one.

    By pages, each of those not found yet: the rounds of every few minutes are on the first, the daily ones on the next.
    """
    first: dict[UUID, FlowRun] = {}
    while missing := [wanted for wanted in deployments if wanted not in first]:
        runs = await client.read_flow_runs(
            deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=missing)),
            flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=states))),
            sort=sort,
            limit=_A_PAGE,
        )
        first |= {run.deployment_id: run for run in reversed(runs) if run.deployment_id}
        if len(runs) < _A_PAGE:
            break
    return first


def _round(deployment: DeploymentResponse, last: FlowRun | None, following: FlowRun | None) -> ScheduledRound:
    return ScheduledRound(
        name=deployment.name,
        last=last.end_time if last else None,
        ended_well=last is not None and last.state_type is StateType.COMPLETED,
        next=following.next_scheduled_start_time if following else None,
        is_frequent=any("*/" in str(getattr(found.schedule, "cron", "")) for found in deployment.schedules),
        link=f"{context.settings().prefect_ui_url}/v2/deployments/deployment/{deployment.id}",
    )

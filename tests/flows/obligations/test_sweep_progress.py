"""The progress bar that the morning's sweep leaves."""

from datetime import date

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey
from prefect.client.schemas.sorting import ArtifactSort

from emulation_workflow.domain.schedule.standing import DueCount, DueStanding
from emulation_workflow.office.reminders.digest import Overview
from flows.obligations.sweep_pages import publish_overview

pytestmark = pytest.mark.usefixtures("prefect_server", "office")

ON = date(2020, 3, 3)


def stands(**counts: int) -> Overview:
    tallies = tuple(
        DueCount(level="commune", group="", above="", standing=DueStanding(name), number=number)
        for name, number in counts.items()
    )
    return Overview(on=ON, soon_until=ON, tallies=tallies, overdue=(), soon=())


@pytest.mark.parametrize(
    ("counts", "percent", "words"),
    [
        ({}, 0.0, "0/0"),
        ({"overdue": 2, "later": 1}, 0.0, "0/3"),
        ({"done": 1, "overdue": 1, "not_stated": 1, "suspended": 1}, 25.0, "1/4"),
        ({"done": 3}, 100.0, "3/3"),
    ],
)
async def test_the_bar_is_the_share_of_all_that_is_owed(counts: dict[str, int], percent: float, words: str) -> None:
    """From 0 to 100; nothing owed is nothing done, and what has no day or is suspended is owed as well."""
    await publish_overview(stands(**counts), preview=False)
    async with get_client() as client:
        (bar, *_) = await client.read_artifacts(
            artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=["tien-do-nghia-vu"])),
            sort=ArtifactSort.CREATED_DESC,
        )

    assert bar.data == percent
    assert words in str(bar.description)

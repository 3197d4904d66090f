"""What follows an act on the pages: the run of its case is woken, however long Prefect takes."""

from dataclasses import replace
from typing import cast

import pytest

from emulation_workflow.office.office import Office
from emulation_workflow.portal.aftermath import WAKE_AFTER, AfterActs
from emulation_workflow.settings import Settings
from emulation_workflow.stack.prefect_service import PrefectApi
from tests.support.builders import CITY
from tests.support.offices import case, submit


class FakePrefect:
    """Prefect that takes nothing the first `refusals` times."""

    def __init__(self, refusals: int) -> None:
        self.refusals = refusals
        self.asked: list[str] = []

    def wake(self, run_id: str) -> bool:
        self.asked.append(run_id)
        return len(self.asked) > self.refusals

    def close(self) -> None:
        """Close nothing."""


@pytest.mark.parametrize(("refusals", "times"), [(0, 1), (2, 3), (9, len(WAKE_AFTER))])
def test_a_run_is_woken_until_prefect_takes_it(office: Office, refusals: int, times: int) -> None:
    """A locked database, a server that starts: asked again, not for ever; the short round has the rest."""
    submit(office, CITY)
    prefect = FakePrefect(refusals)
    after = AfterActs(office, Settings(), cast("PrefectApi", prefect), wake_after=[0.0] * len(WAKE_AFTER))
    after._wake(str(replace(case(office, CITY), run_id="r").run_id))
    assert prefect.asked == ["r"] * times
    after.close()

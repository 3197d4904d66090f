"""A run that waits at the case of a unit whose code another bears by now says so and ends."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from prefect.client.orchestration import get_client
from prefect.flow_engine import run_flow
from prefect.states import Paused

from emulation_workflow.office.approval import chain
from emulation_workflow.office.office import Office
from flows.approval.pilot_approval import pilot_approval
from flows.approval.short_round import short_round
from flows.running import context
from tests.support.kon_tum import receive

pytestmark = pytest.mark.usefixtures("prefect_server")

CITY = "608"


def give_code_to_new_unit(office: Office, began: date) -> None:
    old = context.unit_of(CITY)
    new = replace(old, name="Thành phố mới", valid_from=began, email="moi@tinh.example")
    with office.store.act() as record:
        record.register.replace_units([replace(old, valid_to=began - timedelta(days=1)), new])


async def test_a_run_of_the_former_unit_is_woken_and_ends(office: Office) -> None:
    """It is known by its id, since it bears the former unit's name, and leaves the new unit's case alone."""
    receive(office, "608_tp_kon_tum.toml")
    request = {"request": {"pilot": context.unit_of(CITY).name}}
    async with get_client() as client:
        run = await client.create_flow_run(pilot_approval, parameters=request, state=Paused())
        chain.assign_run(office, CITY, str(run.id))
        began = date(2020, 2, 21)
        (context.settings().set_clock or pytest.fail("no clock")).write_text(f"{began}T08:00:00+07:00")
        give_code_to_new_unit(office, began)
        await short_round()
        woken = await client.read_flow_run(run.id)
        assert woken.state is not None
        assert woken.state.is_scheduled()
        running: Any = run_flow(pilot_approval, flow_run=woken, parameters=request, return_type="state")
        ended = await running
    assert ended.is_completed()
    assert ended.name == "Hồ sơ đã kết thúc"
    assert "Thành phố mới" in str(ended.message)
    assert chain.case_of(office, CITY).run_id is None

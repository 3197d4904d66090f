"""A run that waits at the case of a pilot which an order released says so and ends."""

from datetime import datetime
from typing import Any

import pytest
from prefect.client.orchestration import get_client
from prefect.flow_engine import run_flow
from prefect.states import Paused

from emulation_workflow.domain.orders.order import Order, OrderKind, Scope
from emulation_workflow.office.approval import chain
from emulation_workflow.office.office import Office
from flows.approval.daily_round import open_cases
from flows.approval.pilot_approval import pilot_approval
from flows.approval.short_round import short_round
from flows.running import context
from tests.support.kon_tum import receive

pytestmark = pytest.mark.usefixtures("prefect_server")

CITY = "608"


def release(office: Office, code: str) -> None:
    """Put an order into the record by which the unit is no pilot from today on."""
    at: datetime = office.clock.now()
    with office.store.act() as record:
        record.orders.add(
            [
                Order(
                    number="99/UBND",
                    kind=OrderKind.RELEASE_PILOTS,
                    issuer="committee",
                    signed_on=at.date(),
                    signer="Lê Văn Chính",
                    scope=Scope(units=(code,)),
                    effective_from=at.date(),
                    entered_at=at,
                )
            ]
        )


async def test_a_run_of_a_released_pilot_is_woken_and_ends(office: Office) -> None:
    """Nobody is asked any more, no round starts another run at the case, and what was decided stays in it."""
    receive(office, "608_tp_kon_tum.toml")
    request = {"request": {"pilot": context.unit_of(CITY).name}}
    async with get_client() as client:
        run = await client.create_flow_run(pilot_approval, parameters=request, state=Paused())
        chain.assign_run(office, CITY, str(run.id))
        release(office, CITY)
        await short_round()
        woken = await client.read_flow_run(run.id)
        assert woken.state is not None
        assert woken.state.is_scheduled()
        running: Any = run_flow(pilot_approval, flow_run=woken, parameters=request, return_type="state")
        ended = await running
    assert ended.is_completed()
    assert ended.name == "Hồ sơ đã kết thúc"
    assert "không còn phải gửi kế hoạch" in str(ended.message)
    assert not [case for case in open_cases.fn() if case.unit == CITY]

"""A plan typed on screen: received as far as it goes, and its run found again by the unit."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun, State

from emulation_workflow.domain.findings import Verdict
from emulation_workflow.domain.submissions.plan import UnitPlan
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.approval.chain import case_of
from emulation_workflow.office.office import Office
from flows.approval.plan_intake import plan_intake

pytestmark = pytest.mark.usefixtures("prefect_server")


async def send(typed: Mapping[str, Any]) -> State[Any]:
    """What Prefect's form sends: the schema is not enforced, so it comes as it was typed."""
    state: State[Any] = await plan_intake(dict(typed), return_state=True)
    return state


async def run_of(state: State[Any]) -> FlowRun:
    assert state.state_details.flow_run_id is not None
    async with get_client() as client:
        return await client.read_flow_run(state.state_details.flow_run_id)


async def test_a_form_without_its_conferences_day_is_asked_for_it(office: Office) -> None:
    """Unit and number alone are next to nothing to check."""
    state = await send({"unit": "Huyện Đăk Glei", "number": "12/KH-UBND"})
    assert (state.name, "Chưa ghi ngày tổ chức hội nghị" in str(state.message)) == (run_words.NOT_TAKEN, True)
    with office.store.look() as record:
        assert list(record.plans.versions()) == []


async def test_a_form_with_unit_and_day_is_received_and_the_checks_say_what_it_lacks(office: Office) -> None:
    """The form says to leave empty what the plan does not state; nobody is told of keys and quotation marks."""
    typed: dict[str, Any] = {
        "unit": "Huyện Đăk Glei",
        "number": "",
        "held_on": "15/4/2020",
        "delegates": [],
        "service_staff": None,
    }
    state = await send(typed)
    assert (state.name, state.type.value) == (run_words.DONE, "COMPLETED")
    with office.store.look() as record:
        [version] = record.plans.versions()
    assert version.plan == UnitPlan(
        unit="610",
        number="",
        signed_on=None,
        signer="",
        conference_name="",
        held_on=date(2020, 4, 15),
        starts_at=None,
        ends_at=None,
        place="",
        mode=None,
        delegates={},
        agenda=(),
    )
    assert {Verdict.BREACH, Verdict.NOT_SPECIFIED} & {finding.verdict for finding in version.findings}


async def test_a_pilots_plan_is_received_before_its_chain_is_registered(office: Office) -> None:
    """In the first minute of a first start; the short round starts what follows, as it does for every lost run."""
    state = await send({"unit": "Thành phố Kon Tum", "number": "12/KH-UBND", "held_on": "15/4/2020"})
    assert (state.name, state.type.value) == (run_words.DONE, "COMPLETED")
    case = case_of(office, "608")
    assert (case.version, case.run_id) == (1, None)


async def test_a_form_without_its_unit_is_refused_in_words_of_a_form(office: Office) -> None:
    """Whose plan it is cannot be left open."""
    state = await send({"number": "12/KH-UBND"})
    assert (state.name, state.message) == (
        run_words.NOT_TAKEN,
        "Đơn vị: Mục này còn để trống; đề nghị điền, hoặc xóa dòng nếu là dòng thừa.",
    )
    with office.store.look() as record:
        assert list(record.plans.versions()) == []


async def test_a_run_bears_the_name_of_its_unit() -> None:
    """Staff find a plan's run in the list of runs."""
    run = await run_of(await send({"unit": "Huyện Đăk Glei"}))
    assert run.name == "Kế hoạch của Huyện Đăk Glei"

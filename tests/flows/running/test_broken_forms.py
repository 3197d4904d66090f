"""Forms broken in one place go through their flows: each run ends as refused in words or done, or waits for a code."""

import contextlib
import json
import logging
from random import Random
from typing import Any

import pytest
from prefect import Flow
from prefect.exceptions import Pause

from emulation_workflow.office.audit import audit
from emulation_workflow.office.office import Office
from emulation_workflow.office.register import import_officials
from flows.approval.plan_intake import plan_intake
from flows.obligations.order_entry import order_entry
from flows.results.result_intake import result_intake
from tests.flows.obligations.test_order_entry import TYPED
from tests.fuzz.breaking import break_value
from tests.support.offices import CLERK

PLAN = {
    "unit": "Phường Duy Tân",
    "number": "5/KH-UBND",
    "signed_on": "17/02/2020",
    "signer": "Nguyễn Văn A",
    "held_on": "12/3/2020",
}
REPORT = {"unit": "Phường Duy Tân", "held_on": "19/02/2020", "number": "6/BC-UBND", "signed_on": "19/02/2020"}
FORMS: dict[str, tuple[Flow[..., Any], dict[str, Any]]] = {
    "order": (order_entry, {**TYPED, "entered_by": CLERK.number}),
    "plan": (plan_intake, PLAN),
    "report": (result_intake, REPORT),
}
TRIES = 12

pytestmark = [
    pytest.mark.usefixtures("prefect_server"),
    pytest.mark.filterwarnings("ignore:.*attempted to send logs to the API"),
]


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters, pages and the letterbox are other tests'."""

    async def nothing(*_: object, **__: object) -> None: ...

    async def no_answers() -> list[object]:
        return []

    async def waits(*_: object, **__: object) -> None:
        raise Pause

    monkeypatch.setattr("flows.running.steps.get_run_logger", lambda: logging.getLogger("null"))
    for module in ("flows.obligations.order_entry", "flows.approval.plan_intake", "flows.results.result_intake"):
        for name in ("send_letters", "publish", "after_receipt", "continue_case"):
            monkeypatch.setattr(f"{module}.{name}", nothing, raising=False)
    monkeypatch.setattr("flows.obligations.order_entry.stored_answers", no_answers)
    monkeypatch.setattr("flows.obligations.order_entry.own_code", waits)
    monkeypatch.setattr("flows.running.waiting.forget_question", nothing)


@pytest.mark.parametrize("kind", FORMS)
async def test_a_broken_form_is_refused_in_words_or_taken(office: Office, kind: str) -> None:
    """Never a traceback, and nothing half written."""
    import_officials(office, [CLERK], dry_run=False)
    entering, form = FORMS[kind]
    for seed in range(TRIES):
        broken = break_value(Random(seed), json.loads(json.dumps(form)))
        with contextlib.suppress(Pause):
            state = await entering.fn(request=broken if isinstance(broken, dict) else {"unit": broken})
            assert state.is_completed() or (state.is_cancelled() and state.message), (seed, state)
    assert not audit(office.store).faults

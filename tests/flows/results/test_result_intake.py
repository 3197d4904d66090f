"""A report typed on screen: received as far as it goes, and what it settles is settled."""

from collections.abc import Mapping
from typing import Any

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State

from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.office import Office
from flows.results.result_intake import ReportRequest, result_intake
from flows.running import choices

pytestmark = pytest.mark.usefixtures("prefect_server")


async def send(typed: Mapping[str, Any]) -> State[Any]:
    """What Prefect's form sends: the schema is not enforced, so it comes as it was typed."""
    state: State[Any] = await result_intake(dict(typed), return_state=True)
    return state


async def test_a_form_is_received_and_the_run_bears_the_units_name(office: Office) -> None:
    """Only the unit has to be chosen; what is not stated is asked for by letter."""
    typed = {
        "unit": "Huyện Đăk Glei",
        "held_on": "12/02/2020",
        "papers": [{"title": "Nuôi dê", "kind": "Tập thể"}, {}],
        "honours": None,
        "difficulties": ["Thiếu kinh phí"],
    }
    state = await send(typed)
    assert (state.name, state.type.value) == (run_words.DONE, "COMPLETED")
    assert str(state.message).startswith(
        "Đã tiếp nhận báo cáo kết quả của Huyện Đắk Glei, gửi lần thứ nhất. Thư: đã gửi "
    ), "what became of its letters is said too"
    with office.store.look() as record:
        [version] = record.reports.versions()
        assert [difficulty.words for difficulty in record.difficulties.all()] == ["Thiếu kinh phí"]
    assert [paper.title for paper in version.report.papers] == ["Nuôi dê"]
    assert state.state_details.flow_run_id is not None
    async with get_client() as client:
        run = await client.read_flow_run(state.state_details.flow_run_id)
    assert run.name == "Báo cáo kết quả của Huyện Đăk Glei"


async def test_what_is_kept_but_not_taken_as_done_is_said() -> None:
    """A pilot's report before its clearance is kept and said to settle nothing (R125)."""
    typed = {"unit": "Thành phố Kon Tum", "held_on": "15/02/2020"}
    state = await send(typed)
    assert state.name == run_words.DONE
    assert state.message is not None
    assert "Chưa ghi nhận là đã thực hiện" in state.message


async def test_a_form_without_its_unit_or_with_a_bad_day_is_refused_in_words(office: Office) -> None:
    """Every fault at once, by the titles that stand on screen."""
    state = await send({"held_on": "30/02/2020", "honours": [{"honoured": "Bà Y Lan"}]})
    assert state.name == run_words.NOT_TAKEN
    assert state.message is not None
    for told in ("Đơn vị: Mục này còn để trống", "Ngày đã tổ chức: Ngày “30/02/2020”", "Tôn vinh, dòng 1"):
        assert told in state.message
    with office.store.look() as record:
        assert list(record.reports.versions()) == []


def test_the_form_offers_the_campaigns_words() -> None:
    """Kinds, movements and contents are chosen; what only plans have is not there; only the unit is required."""
    schema = ReportRequest.model_json_schema()["anyOf"][1]
    assert schema["title"] == "cấp huyện"
    fields = schema["properties"]
    honours = fields["honours"]["items"]["properties"]
    assert honours["kind"]["enum"] == ["Tập thể", "Cá nhân"]
    assert "Kon Tum chung sức xây dựng nông thôn mới" in honours["movement"]["enum"]
    assert "Thành phố Kon Tum" in map(choices.chosen, fields["unit"]["enum"])
    assert "collective_papers" not in fields
    assert schema["required"] == ["unit"]

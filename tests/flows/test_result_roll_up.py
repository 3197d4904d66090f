"""Results added up on screen: pages that lead down to each report, pictures, what was published and is other now."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from prefect.client.orchestration import get_client

from emulation_workflow.office.desk import Office
from emulation_workflow.office.obligations import derive_obligations
from tests.builders import COMMUNE
from tests.results import report_of, version_of

pytestmark = pytest.mark.usefixtures("prefect_server")

HELD_ON = date(2020, 2, 18)


def report(office: Office, leaders: int, version: int = 1) -> None:
    """A commune's report, and its correction."""
    made = report_of(replace(COMMUNE, code="23284"), HELD_ON)
    correction = "Đếm lại" if version > 1 else ""
    made = replace(made, conference=replace(made.conference, delegates={"leader": leaders}), correction=correction)
    with office.store.act() as record:
        record.add_result(version_of(made, version))


async def artifacts() -> dict[str, object]:
    """The newest of each key."""
    async with get_client() as client:
        found = await client.read_artifacts()
    return {one.key or "": one.data for one in sorted(found, key=lambda one: str(one.created))}


async def test_the_province_leads_down_to_each_report(office: Office, tmp_path: Path) -> None:
    """Province, district, unit, each a click apart; at the unit the version and SHA-256 of what is added up."""
    from flows.result_roll_up import RollUpForm, result_roll_up  # noqa: PLC0415 - the fixture sets the office first

    derive_obligations(office, dry_run=False)
    report(office, 7)
    state = await result_roll_up(RollUpForm(as_of="19/02/2020"), return_state=True)
    assert state.name == "Đã xong"
    assert "0/147 hội nghị đã tổ chức, 1 báo cáo kết quả" in str(state.message)

    shown = await artifacts()
    assert "[Thành phố Kon Tum](" in str(shown["ket-qua-62"])
    assert "[Phường Duy Tân](" in str(shown["ket-qua-608"])
    unit = str(shown["ket-qua-23284"])
    assert "Đơn vị phải tổ chức | 147 |" in str(shown["ket-qua-62"])
    assert "/v2/artifacts/key/ket-qua-608)" in unit
    assert "bản thứ 1, SHA-256" in unit
    assert str(shown["bieu-do-theo-thoi-gian"]).count("data:image/png;base64,") == 1
    pictures = sorted(path.name for path in (tmp_path / "pictures").iterdir())
    assert pictures == ["theo-dia-phuong-khoi-20200219.png", "theo-thoi-gian-20200219.png"]


async def test_a_published_figure_that_is_other_now_is_shown(office: Office) -> None:
    """Old figure, new figure, why; the same figures published again are kept once."""
    from flows.publication import PublicationForm, publication  # noqa: PLC0415
    from flows.result_roll_up import RollUpForm, result_roll_up  # noqa: PLC0415

    derive_obligations(office, dry_run=False)
    report(office, 7)
    form = PublicationForm(document="25/BC-BTĐKT", by="R1")
    told = [str((await publication(form, return_state=True)).message) for _ in range(2)]
    assert "lần công bố 1)" in told[0]
    assert "đã được lưu trước đây" in told[1]

    report(office, 9, version=2)
    await result_roll_up(RollUpForm(), return_state=True)
    rows = json.loads(str((await artifacts())["so-lieu-cong-bo-nay-khac"]))
    [row] = [row for row in rows if row["Nơi"] == "Phường Duy Tân"]
    assert (row["Đã công bố"], row["Nay là"]) == (7, 9)
    assert "Phường Duy Tân đính chính báo cáo (bản thứ 2): Đếm lại" in row["Lý do"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"by": "R1"}, "số văn bản"),
        ({"document": "25/BC"}, "người nhập"),
        ({"document": "25/BC", "by": "R1", "as_of": "30/02/2020"}, "30/02/2020"),
        ({"document": "25/BC", "by": "R1", "as_of": "01/03/2020"}, "chưa đến"),
    ],
)
async def test_what_is_missing_is_said_in_vietnamese(typed: dict[str, str], told: str) -> None:
    """A form that cannot be used ends in a sentence."""
    from flows.publication import PublicationForm, publication  # noqa: PLC0415

    state = await publication(PublicationForm(**typed), return_state=True)
    assert state.name == "Không được chấp nhận"
    assert told in str(state.message)

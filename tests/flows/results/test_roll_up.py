"""Results added up on screen: pages that lead down to each report, pictures, what was published and is other now."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import ArtifactCollection

from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from emulation_workflow.office.register import import_officials
from flows.results.publication import PublicationForm, publication
from flows.results.roll_up import RollUpForm, roll_up
from tests.support.builders import COMMUNE
from tests.support.offices import CLERK
from tests.support.samples.results import report_of, version_of

pytestmark = pytest.mark.usefixtures("prefect_server")

HELD_ON = date(2020, 2, 18)
AT_ONCE = 100
PLACES = 18
"""The province, ten districts, six blocks and what stands in none."""
LINK = re.compile(r"\[([^\]]+)\]\([^)]*/v2/artifacts/(artifact|key)/([^)]+)\)")


def report(office: Office, leaders: int, version: int = 1) -> None:
    """A commune's report, and its correction."""
    made = report_of(replace(COMMUNE, code="23284"), HELD_ON)
    correction = "Đếm lại" if version > 1 else ""
    made = replace(made, conference=replace(made.conference, delegates={"leader": leaders}), correction=correction)
    with office.store.act() as record:
        record.reports.add(version_of(made, version))


async def newest() -> list[ArtifactCollection]:
    """The newest artifact of each key."""
    found: list[ArtifactCollection] = []
    async with get_client() as client:
        while read := await client.read_latest_artifacts(limit=AT_ONCE, offset=len(found)):
            found += read
    return found


async def artifacts() -> dict[str, object]:
    return {artifact.key or "": artifact.data for artifact in await newest()}


async def test_the_province_leads_down_to_each_report(office: Office, tmp_path: Path) -> None:
    """Province, district, unit, each a click apart; at the unit the version of what is added up."""
    derive_obligations(office, dry_run=False)
    report(office, 7)
    state = await roll_up(RollUpForm(as_of="19/02/2020"), return_state=True)
    assert state.name == "Đã xong"
    assert "0/147 hội nghị đã tổ chức, 1 báo cáo kết quả" in str(state.message)

    shown = await artifacts()
    assert "[Thành phố Kon Tum](" in str(shown["xem-truoc-ket-qua-tinh-kon-tum"])
    city = str(shown["xem-truoc-ket-qua-thanh-pho-kon-tum"])
    assert "| Phường Duy Tân |" in city
    assert "Đơn vị phải tổ chức | 147 |" in str(shown["xem-truoc-ket-qua-tinh-kon-tum"])
    assert "/v2/artifacts/key/xem-truoc-ket-qua-tinh-kon-tum)" in city
    assert "- Phường Duy Tân (23284), gửi lần thứ nhất" in city
    assert str(shown["xem-truoc-bieu-do-theo-thoi-gian"]).count("data:image/png;base64,") == 1
    pictures = sorted(path.name for path in (tmp_path / "pictures").iterdir())
    assert pictures == ["theo-dia-phuong-khoi-20200219.png", "theo-thoi-gian-20200219.png"]


async def test_no_link_is_dead_and_each_place_has_its_page(office: Office) -> None:
    """As they would be clicked: down by the very page of this run, up by a key; units stand on the page above."""
    derive_obligations(office, dry_run=False)
    report(office, 7)
    await roll_up(RollUpForm(), return_state=True)

    pages = [artifact for artifact in await newest() if artifact.key.startswith("ket-qua-")]
    by_id = {str(page.latest_id): page for page in pages}
    keys = {page.key for page in pages}
    assert len(keys) == PLACES
    linked = {"ket-qua-tinh-kon-tum"}
    for page in pages:
        for name, way, target in LINK.findall(str(page.data)):
            if way == "artifact":
                assert str(by_id[target].data).startswith(f"# {name}: kết quả đến ngày")
                linked.add(str(by_id[target].key))
            else:
                assert target in keys
    assert linked == keys
    told = {page.key: "Chưa có báo cáo kết quả của đơn vị." in str(page.data) for page in pages}
    assert (told["ket-qua-thanh-pho-kon-tum"], told["ket-qua-tinh-kon-tum"]) == (True, False)


async def test_only_the_units_of_a_place_that_is_asked_for_have_pages(office: Office) -> None:
    """A hundred cards beside eighteen help nobody: the page above names the reports."""
    derive_obligations(office, dry_run=False)
    report(office, 7)

    async def shown_by(form: RollUpForm) -> dict[str, str]:
        state = await roll_up(form, return_state=True)
        assert state.name == "Đã xong"
        of_run = [page for page in await newest() if page.flow_run_id == state.state_details.flow_run_id]
        return {page.key: str(page.data) for page in of_run if page.key.startswith("ket-qua-")}

    pages = await shown_by(RollUpForm(place="thành phố kon tum"))
    assert "gửi lần thứ nhất" in pages["ket-qua-phuong-duy-tan"]
    assert "gửi lần thứ nhất" not in pages["ket-qua-thanh-pho-kon-tum"]
    state = await roll_up(RollUpForm(place="Huyện Không Có"), return_state=True)
    assert (state.name, "Huyện Không Có" in str(state.message)) == ("Không được chấp nhận", True)


async def test_a_published_figure_that_is_other_now_is_shown(office: Office) -> None:
    """Old figure, new figure, why; the same figures published again are kept once."""
    derive_obligations(office, dry_run=False)
    report(office, 7)
    import_officials(office, [CLERK], dry_run=False)
    form = PublicationForm(document="25/BC-BTĐKT", by="R1")
    told = [str((await publication(form, return_state=True)).message) for _ in range(2)]
    assert "lần công bố 1)" in told[0]
    assert "đã được lưu trước đây" in told[1]

    report(office, 9, version=2)
    await roll_up(RollUpForm(), return_state=True)
    rows = json.loads(str((await artifacts())["so-lieu-cong-bo-nay-khac"]))
    [row] = [row for row in rows if row["Nơi"] == "Phường Duy Tân"]
    assert (row["Đã công bố"], row["Số liệu điều chỉnh"]) == (7, 9)
    assert "Phường Duy Tân đính chính báo cáo (gửi lần thứ hai): Đếm lại" in row["Lý do"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"by": "R1"}, "số văn bản"),
        ({"document": "25/BC"}, "người nhập"),
        ({"document": "25/BC", "by": "R1", "as_of": "30/02/2020"}, "30/02/2020"),
        ({"document": "25/BC", "by": "R1", "as_of": "01/03/2020"}, "chưa đến"),
        ({"document": "25/BC", "by": "R1", "as_of": "01/03/2019"}, "trước ngày kế hoạch có hiệu lực"),
        ({"document": "25/BC", "by": "R1", "signed_on": "01/03/2019"}, "trước ngày kế hoạch có hiệu lực"),
    ],
)
async def test_what_is_missing_is_said_in_vietnamese(office: Office, typed: dict[str, str], told: str) -> None:
    """A form that cannot be used ends in a sentence."""
    import_officials(office, [CLERK], dry_run=False)
    state = await publication(PublicationForm(**typed), return_state=True)
    assert state.name == "Không được chấp nhận"
    assert told in str(state.message)

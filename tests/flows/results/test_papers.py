"""Papers as staff ask for them on screen."""

from pathlib import Path

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey

from emulation_workflow.adapters.campaign_file import load_campaign
from emulation_workflow.adapters.submissions.files import read_plan_file
from emulation_workflow.bootstrap import CAMPAIGNS
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.messages.papers.papers import kind_names
from emulation_workflow.office.office import Office
from emulation_workflow.office.plans.plan_receipt import receive_plan
from flows.approval.papers import PaperRequestForm, papers

pytestmark = pytest.mark.usefixtures("prefect_server")


def receive(office: Office, path: Path) -> None:
    with office.store.look() as record:
        units = record.register.units()
    plan = read_plan_file(path.name, path.read_bytes(), campaign=office.campaign, units=units)
    receive_plan(office, plan, channel=Channel.INTAKE_FORM)


async def test_a_paper_is_made_from_a_choice_and_a_name(office: Office, samples: Path, tmp_path: Path) -> None:
    """Nobody has to know codes; files are named after what they are, the words stand on screen."""
    receive(office, samples / "plans" / "608_tp_kon_tum.toml")
    form = PaperRequestForm(kind="Báo cáo thẩm định", unit="thanh pho kon tum", number="25", signer="")
    state = await papers(form, return_state=True)

    assert state.name == "Đã xong"
    made = sorted(path.name for path in (tmp_path / "papers").iterdir())
    assert made == [f"bao-cao-tham-dinh-thanh-pho-kon-tum-608-lan-1.{kind}" for kind in ("docx", "pdf", "xlsx")]
    async with get_client() as client:
        key = ArtifactFilterKey(any_=["van-ban-bao-cao-tham-dinh-thanh-pho-kon-tum-608-lan-1"])
        [shown] = await client.read_artifacts(artifact_filter=ArtifactFilter(key=key))
    words = str(shown.data)
    assert "Số: 25/BC-BTĐKT" in words
    assert "`bao-cao-tham-dinh-thanh-pho-kon-tum-608-lan-1.docx`" in words
    assert str(tmp_path) not in words
    assert "Kính gửi" not in words.partition("## Nội dung")[0]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"kind": "(chưa chọn)"}, "chọn loại văn bản"),
        ({"kind": "Tờ trình"}, "ghi tên hoặc mã đơn vị"),
        ({"kind": "Tờ trình", "unit": "Thành phố Kon Tum"}, "chưa gửi kế hoạch"),
        ({"kind": "Công văn đôn đốc", "written_on": "30/02/2020"}, "30/02/2020"),
        ({"kind": "Công văn đôn đốc", "signer": "Ai đó"}, "Ai đó"),
        ({"kind": "Thông báo điều chỉnh", "order": "9"}, "số “9”"),
    ],
)
async def test_what_is_missing_is_said_in_vietnamese(typed: dict[str, str], told: str) -> None:
    """A form that cannot be used ends in a sentence, and leaves no file."""
    state = await papers(PaperRequestForm(**typed), return_state=True)
    assert state.name == "Không được chấp nhận"
    assert told in str(state.message)


def test_every_kind_of_paper_is_offered_but_those_that_name_people() -> None:
    """Staff choose from all of them, by their Vietnamese names; delegates are named on the office's machine alone."""
    offered = PaperRequestForm.model_json_schema()["properties"]["kind"]["enum"]
    names = kind_names(load_campaign(CAMPAIGNS / "kon_tum_2020")).values()
    assert offered[1:] == [name for name in names if name != "Danh sách đại biểu"]


async def test_a_delegate_list_cannot_be_made_on_screen() -> None:
    """Even by a run that is started past the form."""
    state = await papers(PaperRequestForm(kind="Danh sách đại biểu", unit="23284"), return_state=True)
    assert "--by" in str(state.message)

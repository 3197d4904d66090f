"""The daily sweep as staff start it and see it."""

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId, ArtifactFilterKey
from prefect.client.schemas.sorting import ArtifactSort

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.mail.letters import Addressee, Letter, LetterKind
from emulation_workflow.messages.screens import reminders
from emulation_workflow.office.obligations.evidence import record_evidence
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from flows.obligations.daily_sweep import EscalationForm, daily_sweep
from tests.support.owing import evidence

pytestmark = pytest.mark.usefixtures("prefect_server")


def set_clock(tmp_path: Path, words: str) -> None:
    (tmp_path / "clock").write_text(words, encoding="utf-8")


async def shown(key: str) -> tuple[str, str]:
    """The latest artifact of this key: its description and its data, as people read them."""
    async with get_client() as client:
        found = await client.read_artifacts(
            artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=[key])), sort=ArtifactSort.CREATED_DESC
        )
    data = str(found[0].data)
    words = json.dumps(json.loads(data), ensure_ascii=False) if found[0].type == "table" else data
    return found[0].description or "", words


async def test_a_preview_shows_who_would_be_written_to_and_writes_nothing(office: Office) -> None:
    """Before the ladder is switched on, staff see which letters would go to whom."""
    derive_obligations(office, dry_run=False)
    state = await daily_sweep(EscalationForm(as_of="", preview=True), return_state=True)

    assert state.name == "Đã xong"
    assert state.message is not None
    assert state.message.startswith("Xem trước ngày 20/02/2020, chưa gửi và chưa ghi gì: ")
    with office.store.look() as record:
        assert not record.letters.statuses()
    assert "(chưa có địa chỉ)" in (await shown("xem-truoc-thu-don-doc"))[1]


async def test_a_preview_sends_nothing_that_waits(office: Office) -> None:
    """It looks, and touches no letter of an earlier act; nor does it speak of any."""
    derive_obligations(office, dry_run=False)
    ward = (Addressee(name="Phường Mẫu", email="p.mau@tinh.example"),)
    with office.store.act() as record:
        earlier = Letter(key="earlier", kind=LetterKind.LESSONS, to=ward, context={})
        record.letters.post(earlier, at=office.clock.now())
    state = await daily_sweep(EscalationForm(preview=True), return_state=True)
    assert "thư được giữ lại" not in (state.message or "")
    assert "đã gửi" not in (state.message or "")
    with office.store.look() as record:
        assert [status.fault for status in record.letters.statuses()] == [""]


@pytest.mark.parametrize("preview", [False, True])
async def test_where_nothing_was_derived_the_round_says_so(office: Office, *, preview: bool) -> None:
    """An empty record is no office in which all is done: "0 letters about 0 tasks" would say so, as would boards."""
    del office
    state = await daily_sweep(EscalationForm(preview=preview), return_state=True)
    assert (state.message or "").startswith(reminders.NOTHING_DERIVED)
    async with get_client() as client:
        of_run = ArtifactFilterFlowRunId(any_=[state.state_details.flow_run_id])
        made = await client.read_artifacts(artifact_filter=ArtifactFilter(flow_run_id=of_run))
    assert not [artifact.key for artifact in made if "viec" in (artifact.key or "") or "thu-" in (artifact.key or "")]


async def test_the_mornings_run_reminds_and_shows(office: Office, tmp_path: Path) -> None:
    """One run marks, writes the letters and the digest, and leaves table, counts and a draft of the paper."""
    derive_obligations(office, dry_run=False)
    set_clock(tmp_path, "2020-03-03T07:15:00+07:00")
    state = await daily_sweep(EscalationForm(), return_state=True)

    assert state.message is not None
    assert state.message.startswith("Ngày 03/3/2020: ")
    with office.store.look() as record:
        assert all(letter.kind in (LetterKind.REMINDER, LetterKind.DIGEST) for letter in record.letters.statuses())
    assert "Chỉ đạo điểm hội nghị cấp xã" in (await shown("viec-qua-han-sap-den-han"))[1]
    assert "chưa có số, chưa ký, chưa phát hành" in (await shown("du-thao-cong-van-don-doc"))[1]
    assert office.clock.now() == datetime(2020, 3, 3, 7, 15, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


async def test_another_day_is_only_looked_at(office: Office) -> None:
    """As of any date: shown, never written."""
    derive_obligations(office, dry_run=False)
    await daily_sweep(EscalationForm(as_of="31/3/2020"), return_state=True)

    with office.store.look() as record:
        assert not record.letters.statuses()
    assert "ngày 31/3/2020" in (await shown("xem-truoc-viec-qua-han-sap-den-han"))[0]


async def test_what_is_no_day_is_refused_in_words(office: Office) -> None:
    """A slip in the form is told, not traced."""
    state = await daily_sweep(EscalationForm(as_of="hôm qua"), return_state=True)

    assert state.name == "Không được chấp nhận"
    assert office.campaign.ladder is not None


async def test_a_preview_shows_whom_lessons_would_be_told(office: Office, tmp_path: Path) -> None:
    """Lessons go out with the sweep, so they stand in its preview: in the words and in the rows."""
    set_clock(tmp_path, "2020-02-26T07:15:00+07:00")
    with office.store.act() as record:
        record.register.replace_units(
            [replace(unit, email=f"{unit.code}@tinh.example") for unit in record.register.units()]
        )
    derive_obligations(office, dry_run=False)
    task = next(known for known in office.campaign.tasks if known.id == "commune_lessons")
    record_evidence(office, [evidence("608", task, date(2020, 2, 25))], channel=Channel.COMMAND)
    state = await daily_sweep(EscalationForm(preview=True), return_state=True)

    assert "Kinh nghiệm từ hội nghị điểm: 20 lượt đơn vị sẽ được thông báo, trong đó 20 thư" in str(state.message)
    assert "Kinh nghiệm từ hội nghị điểm: Thành phố Kon Tum" in (await shown("xem-truoc-thu-don-doc"))[1]

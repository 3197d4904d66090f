"""Delegate lists and quotas as staff enter them on screen; a run knows and shows nobody's name."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import LogFilter
from prefect.client.schemas.objects import State
from prefect.client.schemas.sorting import ArtifactSort

from emulation_workflow.domain.delegates.delegate_lists import ListKind
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from emulation_workflow.office.register import import_officials
from flows.results.delegate_intake import ListForm, delegate_intake
from flows.results.quota_allocation import quota_allocation
from flows.results.quota_form import QuotaForm
from flows.running import context
from tests.flows.typed_codes import run_with_code
from tests.support.offices import CLERK

pytestmark = pytest.mark.usefixtures("prefect_server")

ADOPTED = "Danh sách đã thông qua"
WARD = {"unit": "Phường Duy Tân", "kind": ADOPTED, "adopted_on": "14/02/2020", "minutes": "05/BB-HN"}


@pytest.fixture(autouse=True)
def folder(office: Office, tmp_path: Path) -> Path:
    """The folder that staff lay lists in."""
    import_officials(office, [CLERK], dry_run=False)
    folder = tmp_path / "intake" / "danh-sach-dai-bieu"
    folder.mkdir(parents=True)
    return folder


def lay(folder: Path, samples: Path, sample: str, name: str) -> Path:
    return Path(shutil.copy(samples / "delegates" / sample, folder / name))


def left_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def receive(**given: Any) -> State[Any]:
    state: State[Any] = await delegate_intake(
        ListForm(**{**WARD, "entered_by": CLERK.name, **given}), return_state=True
    )
    return state


async def allocate(**given: Any) -> State[Any]:
    filled = {"upper": "Thành phố Kon Tum", "document": "9/CV-UBND", "entered_by": CLERK.name}
    return await run_with_code(context.office(), quota_allocation, QuotaForm(**{**filled, **given}))


async def test_a_list_is_looked_at_then_taken_and_its_file_removed(office: Office, folder: Path, samples: Path) -> None:
    """No file of a list is kept; what it settles is settled."""
    derive_obligations(office, dry_run=False)
    path = lay(folder, samples, "23284_phuong_duy_tan.csv", "23284.csv")

    foreseen = await receive(preview=True)
    assert path.exists()
    done = await receive()

    assert "Xem trước" in str(foreseen.message)
    assert "gửi lần thứ nhất: 3 đại biểu, 1 dự khuyết; 2 nữ, 1 dân tộc thiểu số" in str(done.message)
    assert left_in(folder) == []
    with office.store.look() as record:
        kept = record.delegates.get(ListKind.ADOPTED, "23284")
        assert kept is not None
        assert [evidence.recorded_by for evidence in record.obligations.evidence(["23284"])] == [CLERK.number]


async def test_no_run_artifact_or_log_names_anybody(folder: Path, samples: Path) -> None:
    """Whoever holds Prefect's one password reads all of that."""
    lay(folder, samples, "23284_phuong_duy_tan.csv", "23284.csv")
    (folder / "23287.csv").write_text("Họ và tên,Năm sinh\nHlim,Hlim\n", encoding="utf-8")
    await receive()
    bad = await receive(unit="Phường Quyết Thắng")

    assert "dòng 2, cột “Năm sinh”" in str(bad.message)
    async with get_client() as client:
        told = [
            str(artifact.data) + str(artifact.description)
            for artifact in await client.read_artifacts(sort=ArtifactSort.CREATED_DESC)
        ]
        told += [log.message for log in await client.read_logs(LogFilter())]
        told += [run.model_dump_json() for run in await client.read_flow_runs()]
        told += [run.model_dump_json() for run in await client.read_task_runs()]
    assert any("II.3.5" in text for text in told)
    assert not any("Hlim" in text or "Brol" in text for text in told)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "không có tệp tên 23284"),
        ({"kind": ""}, "Chưa chọn loại danh sách"),
        ({"adopted_on": "30/02/2020"}, "30/02/2020"),
        ({"entered_by": "Ai đó"}, "Ai đó"),
    ],
)
async def test_what_is_missing_is_said_in_vietnamese(given: dict[str, str], told: str) -> None:
    """And nothing is written."""
    state = await receive(**given)
    assert state.name == "Không được chấp nhận"
    assert told in str(state.message)


async def test_two_files_of_one_name_are_not_chosen_from(folder: Path, samples: Path) -> None:
    """Nobody can tell which of them is meant."""
    for suffix in ("csv", "xlsx"):
        lay(folder, samples, "23284_phuong_duy_tan.csv", f"23284.{suffix}")
    assert "đề nghị chỉ giữ một tệp" in str((await receive()).message)


async def test_quotas_come_one_by_one_or_by_file(office: Office, folder: Path, samples: Path) -> None:
    """The same again changes nothing; an empty number is no quota."""
    lay(folder, samples, "608_phan_bo.csv", "phan-bo-608.csv")
    told = [
        str((await allocate(**given)).message)
        for given in (
            {"preview": True},
            {},
            {"unit": "Phường Trường Chinh", "number": "0"},
            {"unit": "Phường Trường Chinh", "number": "0"},
            {"unit": "Phường Trường Chinh"},
            {},
        )
    ]
    assert "sẽ ghi 2" in told[0]
    assert "ghi 2, đã có từ trước 0" in told[1]
    assert "ghi 1, đã có từ trước 0" in told[2]
    assert "ghi 0, đã có từ trước 1" in told[3]
    assert "Chưa ghi số đại biểu" in told[4]
    assert "không có tệp tên phan-bo-608" in told[5]
    with office.store.look() as record:
        assert [(quota.unit, quota.number) for quota in record.delegates.quotas("608")] == [
            ("23284", 3),
            ("23287", 2),
            ("23290", 0),
        ]


async def test_a_link_in_the_folder_of_lists_is_not_followed(folder: Path, samples: Path, tmp_path: Path) -> None:
    """Neither a list nor a secret is read from elsewhere through it, or removed there."""
    elsewhere = lay(tmp_path, samples, "23284_phuong_duy_tan.csv", "elsewhere.csv")
    (folder / "23284.csv").symlink_to(elsewhere)
    assert "Không mở được tệp này" in str((await receive()).message)
    assert elsewhere.exists()

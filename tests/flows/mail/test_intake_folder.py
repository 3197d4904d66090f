"""Files laid in the intake folder: taken once, set aside with a reason, never lost."""

import io
import os
import shutil
import time
from pathlib import Path

import pytest
from openpyxl import load_workbook

from emulation_workflow.adapters.forms.written import form_bytes
from emulation_workflow.adapters.submissions import intake_folder
from emulation_workflow.adapters.submissions.files import read_plan_file
from emulation_workflow.adapters.submissions.intake_folder import IntakeFolder
from emulation_workflow.domain.board_list import ItemKind
from emulation_workflow.domain.submissions.received import IntakeOutcome
from emulation_workflow.messages.board_list import item_sentence
from emulation_workflow.messages.screens.delegates import FOLDER
from emulation_workflow.office import register_queries
from emulation_workflow.office.board_items import board_items
from emulation_workflow.office.intake import IncomingFile
from emulation_workflow.office.office import Office
from flows.mail.folder_intake import folder_intake, receive_file
from flows.running import context

pytestmark = pytest.mark.usefixtures("prefect_server")

PLAN = "610_huyen_dak_glei.yaml"
"""A unit that passes no gate: no approval run is needed."""


@pytest.fixture
def folder(tmp_path: Path) -> IntakeFolder:
    made = IntakeFolder(tmp_path / "intake")
    made.make()
    return made


def lay_in(folder: IntakeFolder, source: Path, name: str = "") -> Path:
    path = folder.inbox / (name or source.name)
    shutil.copyfile(source, path)
    return settle(path)


def settle(path: Path) -> Path:
    rested = time.time() - 60
    os.utime(path, (rested, rested))
    return path


def versions(office: Office) -> int:
    with office.store.look() as record:
        return len(record.plans.versions())


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_a_good_file_is_taken_and_kept(office: Office, folder: IntakeFolder, samples: Path) -> None:
    """The record has the plan and the file's bytes before the file leaves the inbox."""
    lay_in(folder, samples / "plans" / PLAN)
    await folder_intake()
    assert versions(office) == 1
    assert names(folder.inbox) == []
    [taken] = folder.taken.iterdir()
    with office.store.look() as record:
        [intake] = record.plans.intakes()
        assert taken.read_bytes() == record.files.read(intake.sha256)


async def test_words_beside_the_form_in_a_file_are_shown_to_a_person(
    office: Office, folder: IntakeFolder, samples: Path, tmp_path: Path
) -> None:
    """As in a message: once for a file, whoever finds it again."""
    units, content = register_queries.units(office), (samples / "plans" / PLAN).read_bytes()
    plan = read_plan_file(PLAN, content, campaign=office.campaign, units=units)
    book = load_workbook(io.BytesIO(form_bytes(office.campaign, context.unit_of("610"), plan=plan)))
    book.worksheets[0]["I4"] = "Xin lùi hội nghị sang tháng 4"
    book.save(tmp_path / "phiếu.xlsx")
    for _ in range(2):
        lay_in(folder, tmp_path / "phiếu.xlsx")
        await folder_intake()
    [item] = [listed for listed in board_items(office) if listed.kind is ItemKind.BESIDE_FORM_IN_FILE]
    assert (item.unit, versions(office)) == ("610", 1)
    assert "Xin lùi hội nghị sang tháng 4" in item_sentence(item)


async def test_a_file_that_cannot_be_used_is_set_aside_with_its_reason(office: Office, folder: IntakeFolder) -> None:
    """Never lost: the file as it was, and beside it why, in Vietnamese."""
    settle_me = folder.inbox / "kế hoạch.toml"
    settle_me.write_text("unit = [", encoding="utf-8")
    settle(settle_me)
    await folder_intake()
    assert versions(office) == 0
    file, reason = sorted(folder.set_aside.iterdir(), key=lambda path: len(path.name))
    assert file.read_text(encoding="utf-8") == "unit = ["
    assert f"{file.name}.lý-do.txt" == reason.name
    assert "chưa tiếp nhận được" in reason.read_text(encoding="utf-8")


async def test_a_file_still_being_written_waits_for_the_next_round(folder: IntakeFolder, samples: Path) -> None:
    """Half a plan is no plan."""
    path = lay_in(folder, samples / "plans" / PLAN)
    os.utime(path)
    lay_in(folder, samples / "plans" / PLAN, "kế hoạch.yaml.part")
    lay_in(folder, samples / "plans" / PLAN, "~$kế hoạch.xlsx")
    await folder_intake()
    assert sorted([path.name, "kế hoạch.yaml.part", "~$kế hoạch.xlsx"]) == names(folder.inbox)


async def test_a_round_killed_before_the_file_moved_takes_nothing_twice(
    office: Office, folder: IntakeFolder, samples: Path
) -> None:
    """The next round finds the plan in the record and only puts the file away."""
    lay_in(folder, samples / "plans" / PLAN)
    await folder_intake()
    [taken] = folder.taken.iterdir()
    settle(taken.rename(folder.inbox / PLAN))
    await folder_intake()
    assert versions(office) == 1
    assert [taken.name] == names(folder.taken)


async def test_an_old_file_laid_in_again_does_not_bring_the_old_plan_back(
    office: Office, folder: IntakeFolder, samples: Path
) -> None:
    """A newer plan stands; the old file is set aside and says so."""
    old = samples / "plans" / PLAN
    lay_in(folder, old)
    await folder_intake()
    newer = folder.inbox / "newer.yaml"
    newer.write_text(old.read_text(encoding="utf-8").replace("number: ", "number: 2"), encoding="utf-8")
    settle(newer)
    await folder_intake()
    lay_in(folder, old)
    await folder_intake()
    assert versions(office) == 2
    with office.store.look() as record:
        assert IntakeOutcome.SET_ASIDE is record.plans.intakes()[-1].outcome


async def test_one_bad_file_stops_no_other(office: Office, folder: IntakeFolder, samples: Path) -> None:
    """Each file has its own fate."""
    (folder.inbox / "a.bin").write_bytes(b"\x00\x01")
    settle(folder.inbox / "a.bin")
    (folder.inbox / "b.yaml").write_bytes(b"")
    settle(folder.inbox / "b.yaml")
    lay_in(folder, samples / "plans" / PLAN)
    await folder_intake()
    assert versions(office) == 1
    assert names(folder.inbox) == []


async def test_a_result_report_is_taken_by_the_same_door(office: Office, folder: IntakeFolder, samples: Path) -> None:
    """Known by itself, in Excel or as text; laid in again it is no new version."""
    plan = (samples / "plans" / PLAN).read_text(encoding="utf-8").replace("/KH-", "/BC-")
    report = folder.inbox / "ket-qua.yaml"
    report.write_text(f"{plan}\nlaunched: Thi đua yêu nước\nhonours: []\n", encoding="utf-8")
    lay_in(folder, settle(report), "ket-qua-2.yaml")
    await folder_intake()
    with office.store.look() as record:
        (version,) = record.reports.versions()
        assert [intake.outcome for intake in record.plans.intakes()] == [IntakeOutcome.TAKEN]
    assert version.report.launched == "Thi đua yêu nước"
    assert versions(office) == 0
    assert names(folder.inbox) == []
    assert len(names(folder.taken)) == 2


SECRET = "abcdef0123456789abcdef0123456789"


def items(office: Office) -> list[tuple[str, str]]:
    with office.store.look() as record:
        return [(str(item.params["why"]), str(item.params["file"])) for item in record.board_list.items()]


async def test_what_cannot_be_taken_is_on_the_boards_list(
    office: Office, folder: IntakeFolder, samples: Path, tmp_path: Path
) -> None:
    """Each once, however many rounds find it; the file beside it is taken, and nothing of the secret is anywhere."""
    key = tmp_path / "key"
    key.write_text(SECRET, encoding="utf-8")
    (folder.inbox / "a-link.toml").symlink_to(key)
    settle(folder.inbox / "a-link.toml")
    (folder.inbox / "b-folder").mkdir()
    long_name = f"{'c' * 240}.toml"
    (folder.inbox / long_name).write_text("x", encoding="utf-8")
    settle(folder.inbox / long_name)
    (folder.inbox / "d-twice.toml").hardlink_to(key)
    os.mkfifo(folder.inbox / "e-pipe.toml")
    (folder.inbox / "f\u202egnol.toml").touch()
    (folder.inbox / os.fsdecode(b"g-\xff.toml")).touch()
    lay_in(folder, samples / "plans" / PLAN)
    (folder.root / "h-beside.toml").touch()
    (folder.root / ".hidden").touch()
    (folder.root / FOLDER).mkdir()
    before = names(folder.inbox)
    for _ in range(2):
        await folder_intake()
    assert items(office) == [
        ("link", "a-link.toml"),
        ("folder", "b-folder"),
        ("name", f"{'c' * 80}…"),
        ("special", "d-twice.toml"),
        ("special", "e-pipe.toml"),
        ("name", "f?gnol.toml"),
        ("name", "g-?.toml"),
        ("beside", "h-beside.toml"),
    ]
    assert versions(office) == 1
    assert names(folder.inbox) == [name for name in before if name != PLAN]
    assert names(folder.set_aside) == []
    assert SECRET.encode() not in (tmp_path / "emulation.db").read_bytes()


async def test_a_file_that_never_settles_is_on_the_boards_list(
    office: Office, folder: IntakeFolder, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that is being copied is not; one that has been for too long is, and is taken once it rests."""
    path = lay_in(folder, samples / "plans" / PLAN)
    part = lay_in(folder, samples / "plans" / PLAN, "another.part")
    tomorrow = time.time() + 86400
    os.utime(path, (tomorrow, tomorrow))
    await folder_intake()
    assert items(office) == []
    monkeypatch.setattr(intake_folder, "OVERDUE_AFTER", 0.0)
    await folder_intake()
    assert items(office) == [("unsettled", path.name), ("unsettled", part.name)]
    settle(path)
    await folder_intake()
    assert versions(office) == 1
    assert names(folder.inbox) == [part.name]


async def test_a_hidden_file_is_on_the_boards_list_once_it_stays(
    office: Office, folder: IntakeFolder, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What editors and programs that upload keep for a while is not; a plan with such a name is not lost."""
    lay_in(folder, samples / "plans" / PLAN, f".{PLAN}")
    gone = lay_in(folder, samples / "plans" / PLAN, ".~lock.plan.xlsx#")
    lay_in(folder, samples / "plans" / PLAN, "~$plan.xlsx")
    (folder.root / ".beside.xlsx").touch()
    await folder_intake()
    assert items(office) == []
    gone.unlink()
    monkeypatch.setattr(intake_folder, "OVERDUE_AFTER", 0.0)
    for _ in range(2):
        await folder_intake()
    assert items(office) == [("hidden", f".{PLAN}"), ("hidden", "~$plan.xlsx"), ("beside", ".beside.xlsx")]
    assert versions(office) == 0


async def test_a_reason_is_not_written_through_a_link(office: Office, folder: IntakeFolder, tmp_path: Path) -> None:
    """Whoever may lay files there cannot have another file overwritten by it."""
    victim = tmp_path / "victim"
    victim.write_text(SECRET, encoding="utf-8")
    bad = folder.inbox / "bad.toml"
    bad.write_text("unit = [", encoding="utf-8")
    digest = IncomingFile(name="bad.toml", content=b"unit = [").sha256[:8]
    (folder.set_aside / f"bad.{digest}.toml.lý-do.txt").symlink_to(victim)
    settle(bad)
    await folder_intake()
    assert victim.read_text(encoding="utf-8") == SECRET
    assert items(office) == [("link", "bad.toml")]
    assert names(folder.inbox) == ["bad.toml"]


async def test_a_folder_in_whose_place_a_link_stands_is_not_entered(folder: IntakeFolder, tmp_path: Path) -> None:
    """The run says so, and nothing is moved out of wherever the link leads."""
    folder.inbox.rmdir()
    (tmp_path / "elsewhere").mkdir()
    settle_me = tmp_path / "elsewhere" / "plan.toml"
    settle_me.write_text("x", encoding="utf-8")
    settle(settle_me)
    folder.inbox.symlink_to(tmp_path / "elsewhere")
    state = await folder_intake(return_state=True)
    assert state.type.value == "FAILED"
    assert "không phải là thư mục" in str(state.message)
    assert settle_me.exists()


@pytest.mark.parametrize("suffix", ["toml", "yaml", "yml", "json"])
@pytest.mark.parametrize(
    "content",
    [SECRET, f"{SECRET}\n", f"key: {SECRET}\nkey: {SECRET}\n", f"KEY={SECRET}", f'{{"a": "{SECRET}"', f"a: [{SECRET}"],
)
async def test_no_line_of_a_file_that_cannot_be_read_is_quoted(
    office: Office, folder: IntakeFolder, suffix: str, content: str
) -> None:
    """Nothing of it stands in the reason beside it, in the record's note of it or in the run's words."""
    path = folder.inbox / f"plan.{suffix}"
    path.write_text(content, encoding="utf-8")
    settle(path)
    state = await folder_intake(return_state=True)
    (reason,) = [file for file in folder.set_aside.iterdir() if file.name.endswith(".lý-do.txt")]
    with office.store.look() as record:
        (noted,) = record.plans.intakes()
    for told in (reason.read_text(encoding="utf-8"), noted.reason, str(state.message)):
        assert SECRET not in told
        assert SECRET[:12] not in told


@pytest.mark.filterwarnings("ignore:Logger")  # The step's log has no run to go to.
async def test_a_file_set_aside_is_no_failure_of_the_step() -> None:
    """Staff see red only where something of ours has failed."""
    file = IncomingFile(name="kế hoạch.toml", content=b"unit = [")
    state = receive_file(file, return_state=True)
    assert state.type.value == "COMPLETED"
    problems = await state.aresult()
    assert isinstance(problems, tuple)
    assert [problem.code for problem in problems] == ["plan_text_broken"]

"""`emulation campaign check` as its user runs it."""

import json
import re
import shutil
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import emulation_workflow
from emulation_workflow.adapters.campaign_file import load_campaign
from emulation_workflow.bootstrap import CAMPAIGNS
from emulation_workflow.cli.campaign import app
from emulation_workflow.domain.mail.letters import LetterKind
from emulation_workflow.domain.papers.paper import PaperKind
from emulation_workflow.messages.names import filled
from emulation_workflow.messages.papers.papers import KINDS

KON_TUM = Path(emulation_workflow.__file__).parent / "campaigns" / "kon_tum_2020"


@cache
def checked(campaign: Path, *options: str) -> Result:
    """Return what `check` says of a campaign that is shipped: each plays a year."""
    return CliRunner().invoke(app, ["check", str(campaign), *options])


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """Kon Tum's campaign with a wrong key on line 12."""
    text = (KON_TUM / "campaign.toml").read_text(encoding="utf-8").replace("fictional = false", "fictionl = false")
    (tmp_path / "campaign.toml").write_text(text, encoding="utf-8")
    (tmp_path / "units.csv").write_bytes((KON_TUM / "units.csv").read_bytes())
    return tmp_path


def test_a_sound_campaign_is_summed_up() -> None:
    """Exit 0, and what the campaign orders on one screen."""
    result = checked(KON_TUM)
    assert result.exit_code == 0
    assert "kon-tum-2020: tệp đúng, không có lỗi." in result.stdout
    assert "(APPRAISAL)" in result.stdout
    assert "department: KT-SNNPTNT; kế hoạch không nêu thời gian; kế hoạch phải được thẩm định và có" in result.stdout


def test_a_sound_campaign_is_summed_up_as_json() -> None:
    """Programs read one object, diacritics kept."""
    result = CliRunner().invoke(app, ["check", str(KON_TUM / "campaign.toml"), "--json"])
    summary = json.loads(result.stdout)
    assert result.exit_code == 0
    assert summary["ok"] is True
    assert len(summary["levels"]) == 5
    assert "Đại hội Thi đua yêu nước tỉnh Kon Tum" in result.stdout


def test_the_summary_says_about_and_invents_no_plan() -> None:
    """Approximate days are told as such; a level without conference is not said to have a plan of its own."""
    told = checked(CAMPAIGNS / "huyen_vi_du_2026").stdout
    assert "Người Ký Mẫu, TM. ỦY BAN NHÂN DÂN - CHỦ TỊCH" in told
    assert "khoảng tháng 5/2026 (khoảng 01/5/2026 đến 31/5/2026)" in told
    assert "district: kế hoạch này không quy định hội nghị" in told


def test_words_of_the_example_that_remain_are_named(tmp_path: Path) -> None:
    """After `campaign new`: whatever still says that it is an example, key by key; of a real plan's file nothing."""
    folder = tmp_path / "moi"
    CliRunner().invoke(app, ["new", str(folder)])
    told = CliRunner().invoke(app, ["check", str(folder)]).stderr
    assert "Còn chữ của ví dụ" in told
    assert all(key in told for key in ("fictional", "title", "plan.issuer", "bodies[0].name", "units.csv: "))
    assert "Còn chữ của ví dụ" not in checked(KON_TUM).stderr


def test_years_whose_swapped_days_nobody_compared_are_named() -> None:
    """Swapped days are announced late: whoever writes a campaign for years ahead is told to look."""
    result = checked(CAMPAIGNS / "song_lam_2030")
    assert "năm 2029, 2030: chưa đối chiếu" in result.stdout


def test_a_campaign_with_one_recorder_is_warned() -> None:
    """Who lists one recorder learns it before the first paper waits in vain for a second pair of eyes."""
    result = checked(CAMPAIGNS / "song_lam_2030")
    assert (result.exit_code, "Register another recorder." in result.stderr) == (0, True)
    told = checked(CAMPAIGNS / "song_lam_2030", "--json")
    assert ["another recorder" in warning for warning in json.loads(told.stdout)["warnings"]].count(True) == 1


def test_a_campaign_with_two_recorders_is_not_warned(tmp_path: Path) -> None:
    """Kon Tum's samples name two; where no list lies beside the file, the summary says where one is warned."""
    assert "recorder" not in checked(KON_TUM).stderr
    for name in ("campaign.toml", "units.csv"):
        (tmp_path / name).write_bytes((KON_TUM / name).read_bytes())
    told = CliRunner().invoke(app, ["check", str(tmp_path)])
    assert ("recorder" in told.stderr, "cần hai người nhập" in told.stdout) == (False, True)


def test_faults_are_listed_with_path_line_and_remedy(faulty: Path) -> None:
    """Exit 1; each fault as path:line: key: sentence, in Vietnamese for clerks and in English for operators."""
    result = CliRunner().invoke(app, ["check", str(faulty)])
    lines = (faulty / "campaign.toml").read_text(encoding="utf-8").splitlines()
    line = lines.index("fictionl = false") + 1
    assert result.exit_code == 1
    assert f"{faulty}:{line}: fictionl: Ở đây không có khóa “fictionl”; có phải là “fictional”?" in result.stderr
    assert 'The key "fictionl" is not known here; did you mean "fictional"?' in result.stderr
    assert "2 fault(s); nothing was loaded." in result.stderr


def test_faults_are_listed_as_json(faulty: Path) -> None:
    """The same for programs."""
    result = CliRunner().invoke(app, ["check", str(faulty), "--json"])
    report = json.loads(result.stdout)
    assert result.exit_code == 1
    assert report["ok"] is False
    assert [fault["path"] for fault in report["faults"]] == ["fictional", "fictionl"]


@pytest.mark.parametrize("content", [None, b"title = ", b"\xff\xfe"])
def test_what_is_no_campaign_file_ends_with_2(content: bytes | None, tmp_path: Path) -> None:
    """A missing file, no TOML or no text: a sentence and exit 2."""
    file = tmp_path / "campaign.toml"
    if content is not None:
        file.write_bytes(content)
    result = CliRunner().invoke(app, ["check", str(file)])
    assert result.exit_code == 2
    assert "1 fault(s); nothing was loaded." in result.stderr


@pytest.mark.parametrize("name", ["huyen_vi_du_2026", "song_lam_2030", "thep_vi_du_2031"])
def test_the_opening_letter_of_one_unit_of_each_level_is_shown(name: str) -> None:
    """Whoever wrote the file reads what units would, each day with whose word it is."""
    shown = checked(CAMPAIGNS / name).stdout
    assert shown.count("CÁC VIỆC CỦA ĐƠN VỊ") >= 1
    assert "theo kế hoạch: " in shown


def test_units_that_cannot_be_read_are_a_fault(tmp_path: Path) -> None:
    """The campaign alone is sound; with such a list nothing could be opened."""
    example = CAMPAIGNS / "huyen_vi_du_2026"
    (tmp_path / "campaign.toml").write_bytes((example / "campaign.toml").read_bytes())
    units = (example / "units.csv").read_text(encoding="utf-8")
    (tmp_path / "units.csv").write_text(units.replace("VD-03,Thị trấn Giả", "VD-02,Thị trấn Giả"), encoding="utf-8")
    told = CliRunner().invoke(app, ["check", str(tmp_path)])
    assert (told.exit_code, "units.csv: không dùng được" in told.stderr) == (1, True)


@pytest.fixture
def district(tmp_path: Path) -> Path:
    """A copy of the district's example."""
    folder = tmp_path / "huyen"
    shutil.copytree(CAMPAIGNS / "huyen_vi_du_2026", folder)
    return folder


def test_every_letter_and_paper_is_made_once(district: Path) -> None:
    """Programs read which, and the opening letters; what the plan has no use for is not among them."""
    told = json.loads(CliRunner().invoke(app, ["check", str(district), "--json"]).stdout)
    # Nobody gives an opinion on a pilot's plan, and no pilot's lessons are told to others.
    not_of_this_plan = {"changes_asked", "disagreed", "paper_to_confirm", "lessons"}
    assert told["made"]["letters"] == len({*LetterKind} - not_of_this_plan)
    papers = {*PaperKind} - {PaperKind.SUBMISSION, PaperKind.OPINION}
    assert set(told["made"]["papers"]) == {filled(KINDS[kind], load_campaign(district)) for kind in papers}
    assert told["made"]["openings"] == ["VD", "VD-01"]
    assert told["levels"][1] == "district: no conference in this plan"
    without = district.with_name("khong")
    shutil.copytree(district, without)
    text = (district / "campaign.toml").read_text(encoding="utf-8")
    (without / "campaign.toml").write_text(re.sub(r"may_change_plan = true.*", "", text), encoding="utf-8")
    less = json.loads(CliRunner().invoke(app, ["check", str(without), "--json"]).stdout)
    assert set(told["made"]["papers"]) - set(less["made"]["papers"]) == {KINDS[PaperKind.ADJUSTMENT]}


def test_a_paper_that_nobody_could_sign_is_a_fault(district: Path) -> None:
    """Whoever sends the letters, or takes the gate's step, is a body of the file, or the paper has no head."""
    text = (district / "campaign.toml").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^from_name = .*$", 'from_name = "Ban khác"', text)
    text = re.sub(r'(?m)^body = "office"\n', "", text)
    (district / "campaign.toml").write_text(text, encoding="utf-8")
    told = CliRunner().invoke(app, ["check", str(district)])
    assert told.exit_code == 1, told.stdout
    assert "Báo cáo tổng hợp: " in told.stderr
    assert "tệp đúng" not in told.stdout


def test_a_quotation_that_is_a_word_is_a_fault_here_and_loads_all_the_same(district: Path) -> None:
    """An office goes on with the file it has; who writes one is told the line."""
    text = (district / "campaign.toml").read_text(encoding="utf-8")
    (district / "campaign.toml").write_text(re.sub(r"(?m)^quote = .*$", 'quote = "đôn đốc"', text, count=1), "utf-8")
    told = CliRunner().invoke(app, ["check", str(district)])
    assert (told.exit_code, "rules[0].quote: Câu dẫn “đôn đốc” đứng riêng" in told.stderr) == (1, True)
    assert load_campaign(district).rules[0].quote == "đôn đốc"


def test_a_role_in_which_nobody_stands_is_named(district: Path) -> None:
    """Who is to give the opinion is missed before the first plan waits for it; in the shipped examples nobody is."""
    assert "không có ai giữ vai" not in CliRunner().invoke(app, ["check", str(district)]).stderr
    people = (district / "officials.csv").read_text(encoding="utf-8")
    (district / "officials.csv").write_text("".join(people.splitlines(keepends=True)[:-1]), encoding="utf-8")
    told = CliRunner().invoke(app, ["check", str(district)])
    assert (told.exit_code, told.stderr.count("Vai “committee”"), told.stderr.count('"committee"')) == (0, 1, 1)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("officials.csv", "number,name\n1,Nguyễn Văn Mẫu\n"),
        ("samples/plans/sai.toml", 'unit = "VD-99"\n'),
        ("samples/results/sai.json", "{"),
    ],
)
def test_what_lies_beside_the_file_and_cannot_be_read_is_a_fault(district: Path, name: str, content: str) -> None:
    """Nobody learns on the first day that a list or a sample was never fit."""
    (district / name).parent.mkdir(parents=True, exist_ok=True)
    (district / name).write_text(content, encoding="utf-8")
    told = CliRunner().invoke(app, ["check", str(district)])
    assert (told.exit_code, str(district / name) in told.stderr) == (1, True)

"""`emulation result form` as its user runs it, with the units and samples that come with Kon Tum's campaign."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import emulation_workflow
from emulation_workflow import bootstrap
from emulation_workflow.adapters.campaign_file import load_campaign
from emulation_workflow.adapters.spreadsheets.register import read_units
from emulation_workflow.adapters.submissions.files import read_result_file, read_unit_file
from emulation_workflow.cli import app
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.registers.consistency import known_to
from emulation_workflow.domain.submissions.plan import UnitPlan
from emulation_workflow.domain.submissions.report import ResultReport

KON_TUM = Path(emulation_workflow.__file__).parent / "campaigns" / "kon_tum_2020"
SAMPLES = KON_TUM / "samples" / "plans"
PLAN = (SAMPLES / "608_tp_kon_tum.toml").read_text(encoding="utf-8")
OUTCOME = '\nlaunched = "Thi đua yêu nước"\n[[honours]]\nhonoured = "Bà Y Lan"\nkind = "cá nhân"\naward = "Giấy khen"\n'


@pytest.fixture(autouse=True)
def _fresh_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No settings of the machine, no files in the working folder."""
    monkeypatch.chdir(tmp_path)
    bootstrap.settings.cache_clear()
    yield
    bootstrap.settings.cache_clear()


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["result", "form", *map(str, arguments)])


def read(name: str, data: bytes) -> UnitPlan | ResultReport:
    campaign = load_campaign(KON_TUM)
    return read_unit_file(
        name, data, campaign=campaign, units=read_units(KON_TUM / "units.csv", known_to(campaign)).entries
    )


def report_file(folder: Path) -> Path:
    """A report in TOML: the sample plan as held, with what only a report has."""
    file = folder / "report.toml"
    first, table, rest = PLAN.replace("/KH-", "/BC-").partition("\n[")
    file.write_text(first + OUTCOME + table + rest, encoding="utf-8")
    return file


def test_a_report_written_on_the_form_reads_back(tmp_path: Path) -> None:
    """A report that is to be corrected loses nothing on the way to the unit and back."""
    file = report_file(tmp_path)
    assert run("--unit", 608, "--filled", file, "--out", tmp_path / "form.xlsx").exit_code == 0
    report = read(file.name, file.read_bytes())
    assert isinstance(report, ResultReport)
    assert read("form.xlsx", (tmp_path / "form.xlsx").read_bytes()) == report


@pytest.mark.parametrize("file", sorted((KON_TUM / "samples" / "results").iterdir()), ids=lambda file: str(file.stem))
def test_every_sample_reads_back_from_the_form(file: Path, tmp_path: Path) -> None:
    """Units of every level, sound and unsound reports alike."""
    report = read(file.name, file.read_bytes())
    out = tmp_path / "form.xlsx"
    assert run("--unit", report.unit, "--filled", file, "--out", out).exit_code == 0
    assert read("form.xlsx", out.read_bytes()) == report


def test_a_report_and_a_plan_are_told_apart_by_themselves(tmp_path: Path) -> None:
    """Whatever the file is called; and a plan is never taken for a report."""
    assert isinstance(read("report.toml", PLAN.encode()), UnitPlan)
    assert isinstance(read("plan.toml", report_file(tmp_path).read_bytes()), ResultReport)
    campaign = load_campaign(KON_TUM)
    units = read_units(KON_TUM / "units.csv", known_to(campaign)).entries
    with pytest.raises(Rejected, match="result_file_is_plan"):
        read_result_file("report.toml", PLAN.encode(), campaign=campaign, units=units)


def test_what_was_planned_is_written_in(tmp_path: Path) -> None:
    """The form says whose plan it is from, and is empty still."""
    out = tmp_path / "form.xlsx"
    assert run("--unit", 608, "--planned", SAMPLES / "608_tp_kon_tum.toml", "--out", out).exit_code == 0
    with pytest.raises(Rejected, match="plan_form_empty"):
        read("form.xlsx", out.read_bytes())


@pytest.mark.parametrize("option", ["--planned", "--filled"])
def test_a_file_of_another_unit_is_refused(option: str, tmp_path: Path) -> None:
    """Nobody's words on somebody else's form."""
    file = report_file(tmp_path) if option == "--filled" else SAMPLES / "608_tp_kon_tum.toml"
    refused = run("--unit", 612, option, file, "--out", tmp_path / "form.xlsx")
    assert refused.exit_code == 2
    assert not (tmp_path / "form.xlsx").exists()

"""`emulation plan …` as its user runs it, and the samples that come with Kon Tum's campaign."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner, Result

import emulation_workflow
from emulation_workflow import bootstrap
from emulation_workflow.adapters.campaign_file import load_campaign
from emulation_workflow.adapters.spreadsheets.register import read_units
from emulation_workflow.adapters.submissions.files import read_plan_file
from emulation_workflow.cli import app
from emulation_workflow.domain.campaign import Window
from emulation_workflow.domain.orders.order import Order, OrderKind, Scope
from emulation_workflow.domain.registers.consistency import known_to
from emulation_workflow.office.obligations.refresh import derive_obligations

KON_TUM = Path(emulation_workflow.__file__).parent / "campaigns" / "kon_tum_2020"
SAMPLES = KON_TUM / "samples" / "plans"
AS_OF = ("--as-of", "2020-03-16")

BREACHES: dict[str, set[str]] = {
    "23281_phuong_quang_trung.toml": set(),
    "23284_phuong_duy_tan.toml": set(),
    "23368_xa_dak_long_sai.toml": {"R041", "R047", "R048", "R049", "R119", "R120", "R148"},
    "608_tp_kon_tum.toml": set(),
    "610_huyen_dak_glei.yaml": set(),
    "612_huyen_dak_to_sai.yaml": {"R065", "R066", "R119"},
    "kt_snnptnt_lan_1.toml": set(),
    "kt_snnptnt_lan_2.toml": set(),
    "kt_stp_so_tu_phap_sai.json": {"R094", "R097"},
    "kt_sxd_so_xay_dung.json": set(),
    "kt_xskt_lan_1.toml": {"R075", "R078"},
    "kt_xskt_lan_2.toml": set(),
}


@pytest.fixture(autouse=True)
def _fresh_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No settings of the machine, no files in the working folder."""
    monkeypatch.chdir(tmp_path)
    bootstrap.settings.cache_clear()
    yield
    bootstrap.settings.cache_clear()


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["plan", *map(str, arguments)])


def findings(name: str) -> list[dict[str, Any]]:
    """The findings on a sample, as a program reads them."""
    answer: list[dict[str, Any]] = json.loads(run("check", SAMPLES / name, "--json", *AS_OF).stdout)
    return answer


def test_every_sample_is_listed_here() -> None:
    """A sample nobody checks would go stale."""
    assert {path.name for path in SAMPLES.iterdir()} == set(BREACHES)


@pytest.mark.parametrize("name", sorted(BREACHES))
def test_a_sample_breaks_just_the_rules_it_is_meant_to(name: str) -> None:
    """The good ones are good, and the bad ones bad for the reasons they give."""
    assert {finding["rule"] for finding in findings(name) if finding["verdict"] == "breach"} == BREACHES[name]


@pytest.mark.parametrize("name", sorted(BREACHES))
def test_a_sample_says_that_it_is_one(name: str) -> None:
    """Made-up figures must not be taken for a unit's own."""
    assert "MẪU" in (SAMPLES / name).read_text(encoding="utf-8")


def test_the_department_pilots_day_is_open() -> None:
    """A07: the plan names no day for it, so its proposal is neither right nor wrong."""
    (found,) = [finding for finding in findings("kt_snnptnt_lan_1.toml") if finding["rule"] == "R098"]
    assert found["verdict"] == "not_specified"


def test_a_finding_has_four_parts() -> None:
    """Programs read rule, verdict, clause and sentence."""
    assert all(list(finding) == ["rule", "verdict", "clause", "message"] for finding in findings("608_tp_kon_tum.toml"))


def test_a_good_plan_ends_with_0_and_a_bad_one_with_1() -> None:
    """Scripts see by the exit code whether anything is broken."""
    assert run("check", SAMPLES / "608_tp_kon_tum.toml", *AS_OF).exit_code == 0
    assert run("check", SAMPLES / "kt_xskt_lan_1.toml", *AS_OF).exit_code == 1


def test_breaches_are_shown_first_with_clause_and_rule() -> None:
    """What must be put right is not to be looked for."""
    lines = run("check", SAMPLES / "kt_xskt_lan_1.toml", *AS_OF).stdout.splitlines()
    assert lines[0] == "Công ty TNHH MTV Xổ số kiến thiết Kon Tum: kế hoạch số 08/KH-XSKT"
    assert lines[2] == "Trái quy định (2)"
    assert " ".join(lines[3].split()).startswith(
        "II.2.3 R075 230 đại biểu (kể cả khách mời), vượt 30 đại biểu so với mức tối đa 200"
    )


def test_a_file_that_cannot_be_read_ends_with_2_and_says_why(tmp_path: Path) -> None:
    """In Vietnamese, on stderr, with nothing on stdout and no traceback."""
    (tmp_path / "hong.toml").write_text("unit = \n", encoding="utf-8")
    result = run("check", tmp_path / "hong.toml", "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("hong.toml: Dòng 1 viết chưa đúng")


def test_a_file_that_is_not_there_is_told_so() -> None:
    """A wrong path is no crash."""
    result = run("check", "khong-co.xlsx")
    assert result.exit_code == 2
    assert "Không mở được tệp này" in result.stderr


def test_a_device_is_no_plan() -> None:
    """/dev/zero has no end: reading it would take the machine's memory."""
    result = run("check", "/dev/zero")
    assert result.exit_code == 2
    assert "Không mở được tệp này" in result.stderr


def test_a_campaign_that_is_not_there_is_told_so(tmp_path: Path) -> None:
    """The operator sees which folder is meant."""
    result = run("check", SAMPLES / "608_tp_kon_tum.toml", "--campaign", tmp_path / "none")
    assert result.exit_code == 2
    assert "none" in result.stderr


def test_a_campaign_with_faults_is_told_line_by_line(tmp_path: Path) -> None:
    """As `campaign check` tells it."""
    (tmp_path / "campaign.toml").write_text("id = 1\n", encoding="utf-8")
    result = run("check", SAMPLES / "kt_xskt_lan_1.toml", "--campaign", tmp_path)
    assert result.exit_code == 2
    assert f'{tmp_path}:1: title: The key "title" is missing; add it.\n' in result.stderr


def test_a_unit_gets_its_own_form() -> None:
    """One command, one file, named after the unit."""
    result = run("form", "--unit", "608")
    assert (result.exit_code, result.stdout) == (0, "Wrote ke-hoach-608.xlsx\n")
    assert Path("ke-hoach-608.xlsx").read_bytes().startswith(b"PK")


def test_a_place_that_cannot_be_written_to_is_told() -> None:
    """A wrong folder is no crash."""
    result = run("form", "--unit", "608", "--out", "khong-co/a.xlsx")
    assert (result.exit_code, result.stderr) == (
        2,
        "khong-co/a.xlsx cannot be written to: No such file or directory.\n",
    )


@pytest.mark.parametrize("name", ["kt_xskt_lan_1.toml", "610_huyen_dak_glei.yaml", "kt_sxd_so_xay_dung.json"])
def test_a_plan_sent_back_on_its_form_is_the_same_plan(name: str, tmp_path: Path) -> None:
    """A returned plan comes filled in, to be corrected where it is wrong."""
    campaign = load_campaign(KON_TUM)
    units = read_units(KON_TUM / "units.csv", known_to(campaign)).entries
    sample = read_plan_file(name, (SAMPLES / name).read_bytes(), campaign=campaign, units=units)
    run("form", "--unit", sample.unit, "--filled", SAMPLES / name, "--out", tmp_path / "a.xlsx", "--mark", "MẪU")
    assert read_plan_file("a.xlsx", (tmp_path / "a.xlsx").read_bytes(), campaign=campaign, units=units) == sample


def test_a_plan_of_another_unit_is_not_written_on_the_form() -> None:
    """The form carries its unit's code; it must be its own plan."""
    result = run("form", "--unit", "608", "--filled", SAMPLES / "kt_xskt_lan_1.toml")
    assert result.exit_code == 2
    assert "không phải của Thành phố Kon Tum" in result.stderr


@pytest.mark.parametrize(("unit", "said"), [("62", "không thuộc đối tượng"), ("99999", "Không có đơn vị “99999”")])
def test_whoever_has_no_plan_to_write_gets_no_form(unit: str, said: str) -> None:
    """The province has a plan of its own; an unknown code is told so."""
    result = run("form", "--unit", unit)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not list(Path().glob("*.xlsx"))


def test_the_schema_is_json_schema_with_titles_and_clauses() -> None:
    """Editors check files with it, and people read the plan's clause in it."""
    schema = json.loads(run("schema").stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] == "Kế hoạch tổ chức hội nghị của đơn vị"
    assert schema["additionalProperties"] is False
    assert "II.3.4" in schema["properties"]["launch_period"]["description"]


def test_the_orders_on_record_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A plan is checked, and a form made, by what orders have left of the campaign; without a record none is made."""
    monkeypatch.setenv("EMULATION_DATABASE_URL", f"sqlite:///{tmp_path}/record.db")
    monkeypatch.setenv("EMULATION_DATA_DIR", str(tmp_path / "data"))
    name = "610_huyen_dak_glei.yaml"
    assert not [found for found in findings(name) if found["verdict"] == "breach"]
    assert not (tmp_path / "record.db").exists()
    office = bootstrap.office(bootstrap.settings())
    signed = date(2020, 3, 10)
    stopped = Order(
        number="99/UBND",
        kind=OrderKind.SUSPEND,
        issuer="committee",
        signed_on=signed,
        signer="Lê Văn Chính",
        scope=Scope(levels=("district",)),
        effective_from=signed,
        entered_at=datetime(2020, 3, 10, 9, tzinfo=UTC),
    )
    with office.store.act() as record:
        record.orders.add([stopped])
    assert "99/UBND" in str([found for found in findings(name) if found["verdict"] == "breach"])
    assert "99/UBND" not in run("check", SAMPLES / name, "--json", "--as-of", "2020-03-09").stdout
    of_another = json.loads(run("check", SAMPLES / name, "--campaign", KON_TUM, "--json", *AS_OF).stdout)
    assert "99/UBND" not in str(of_another)


def test_forms_by_command_say_what_the_record_knows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Until when the plan is owed, and in which window an order has put the conference."""
    monkeypatch.setenv("EMULATION_DATABASE_URL", f"sqlite:///{tmp_path}/record.db")
    monkeypatch.setenv("EMULATION_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "clock").write_text("2020-03-10T09:00", encoding="utf-8")
    monkeypatch.setenv("EMULATION_SET_CLOCK", str(tmp_path / "clock"))
    office = bootstrap.office(bootstrap.settings())
    signed = date(2020, 3, 10)
    moved = Order(
        number="99/UBND",
        kind=OrderKind.MOVE,
        issuer="committee",
        signed_on=signed,
        signer="Lê Văn Chính",
        scope=Scope(levels=("district",)),
        effective_from=signed,
        window=Window(start=date(2020, 7, 1), end=date(2020, 7, 31), words="tháng 7/2020"),
        entered_at=datetime(2020, 3, 10, 9, tzinfo=UTC),
    )
    with office.store.act() as record:
        record.orders.add([moved])
    derive_obligations(office, dry_run=False, by="test")
    run("form", "--unit", "610", "--out", tmp_path / "plan.xlsx")
    CliRunner().invoke(app, ["result", "form", "--unit", "610", "--out", str(tmp_path / "report.xlsx")])
    plan, report = (
        [str(cell) for row in openpyxl.load_workbook(tmp_path / name).worksheets[0].values for cell in row if cell]
        for name in ("plan.xlsx", "report.xlsx")
    )
    due = plan[plan.index("Thời hạn") + 1]
    assert due.startswith("chậm nhất ngày 30/7/2020 (để kịp tổ chức theo văn bản số 99/UBND: ")
    assert any("nay thực hiện: 31/7/2020 (theo văn bản số 99/UBND: tháng 7/2020; " in text for text in report)

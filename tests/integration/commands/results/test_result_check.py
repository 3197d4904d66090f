"""`emulation result check` and `schema` as their user runs them, and the samples that come with Kon Tum's campaign."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import emulation_workflow
from emulation_workflow import bootstrap
from emulation_workflow.cli import app

SAMPLES = Path(emulation_workflow.__file__).parent / "campaigns" / "kon_tum_2020" / "samples" / "results"
AS_OF = ("--as-of", "2020-08-31")

BREACHES: dict[str, set[str]] = {
    "23281_phuong_quang_trung.toml": set(),
    "23368_xa_dak_long_sai.toml": {"R041", "R047", "R048", "R049", "R119", "R120", "R148"},
    "608_tp_kon_tum.toml": set(),
    "612_huyen_dak_to_sai.yaml": {"R065", "R066", "R119"},
    "kt_stp_so_tu_phap_sai.json": {"R094", "R097", "R120"},
    "kt_sxd_so_xay_dung.json": set(),
    "kt_xskt.toml": set(),
    "kt_xskt_sai.yaml": {"R075", "R078", "R079"},
}


@pytest.fixture(autouse=True)
def _fresh_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No settings of the machine, no files in the working folder."""
    monkeypatch.chdir(tmp_path)
    bootstrap.settings.cache_clear()
    yield
    bootstrap.settings.cache_clear()


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["result", *map(str, arguments)])


def findings(name: str) -> list[dict[str, Any]]:
    """The findings on a sample, as a program reads them."""
    answer: list[dict[str, Any]] = json.loads(run("check", SAMPLES / name, "--json", *AS_OF).stdout)
    return answer


def test_every_sample_is_listed_here() -> None:
    """A sample nobody checks would go stale."""
    assert {path.name for path in SAMPLES.iterdir()} == set(BREACHES)


@pytest.mark.parametrize("name", sorted(BREACHES))
def test_a_sample_breaks_just_the_rules_it_is_meant_to(name: str) -> None:
    """The good ones are good, with nothing to ask about, and the bad ones bad for the reasons they give."""
    found = findings(name)
    assert {finding["rule"] for finding in found if finding["verdict"] == "breach"} == BREACHES[name]
    assert any(finding["verdict"] == "ask" for finding in found) == bool(BREACHES[name])
    assert run("check", SAMPLES / name, *AS_OF).exit_code == (1 if BREACHES[name] else 0)


@pytest.mark.parametrize("name", sorted(BREACHES))
def test_a_sample_says_that_it_is_one(name: str) -> None:
    """Made-up figures and people must not be taken for a unit's own."""
    assert "MẪU" in (SAMPLES / name).read_text(encoding="utf-8")


def test_a_check_looks_into_no_record_and_says_so() -> None:
    """Whether a pilot was cleared first is for whoever has its case (R125)."""
    (found,) = [finding for finding in findings("608_tp_kon_tum.toml") if finding["rule"] == "R125"]
    assert (found["verdict"], "đối chiếu hồ sơ" in found["message"]) == ("note", True)


def test_the_report_is_named_above_its_findings() -> None:
    """The unit and the report's number, then breaches first."""
    lines = run("check", SAMPLES / "612_huyen_dak_to_sai.yaml", *AS_OF).stdout.splitlines()
    assert lines[0] == "Huyện Đắk Tô: báo cáo kết quả số 140/BC-UBND"
    assert lines[2] == "Trái quy định (3)"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"held_on": "30/02/2020"}, "Ngày đã tổ chức: Ngày “30/02/2020” không có trong lịch"),
        ({"launchd": "x"}, "có phải là “launched”"),
        ({"unit": "?"}, "Không có đơn vị “?”"),
        ({"papers": [{"kind": "nhóm"}]}, "Tham luận, dòng 1, Tập thể hay cá nhân: “nhóm” không rõ"),
        ({"honours": [{"honoured": "A"}]}, "Tôn vinh, dòng 1, Tập thể hay cá nhân: Thiếu mục này"),
        ({"people": [{"group": "women", "count": 3}]}, "Kế hoạch không yêu cầu mục này"),
        ({"difficulties": "một việc"}, "phải là danh sách"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_what_where_and_what_to_do(
    changes: dict[str, Any], told: str, tmp_path: Path
) -> None:
    """The same kind of refusal as for plans; exit 2."""
    report = json.loads((SAMPLES / "kt_sxd_so_xay_dung.json").read_text(encoding="utf-8"))
    file = tmp_path / "report.json"
    file.write_text(json.dumps(report | changes), encoding="utf-8")
    refused = run("check", file)
    assert refused.exit_code == 2
    assert told in refused.stderr
    assert "đề nghị" in refused.stderr.lower()


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """No traceback."""
    assert run("check", tmp_path / "none.toml").exit_code == 2


def test_the_schema_names_every_part_and_its_clauses() -> None:
    """One schema for every kind of file: what a plan has, and what only a report has."""
    schema = json.loads(run("schema").stdout)
    described = schema["properties"]
    assert described["held_on"]["title"] == "Ngày đã tổ chức"
    assert "II.3.3" in described["honours"]["description"]
    assert "I.3" in described["lessons"]["description"]
    assert "II.3.5" in described["minutes"]["description"]
    assert schema["additionalProperties"] is False

"""`emulation rollup` as staff use it, on a record of its own."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from emulation_workflow import bootstrap
from emulation_workflow.cli.results.roll_up import app
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.messages import sentence
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.register import import_officials
from tests.support.builders import COMMUNE
from tests.support.offices import CLERK
from tests.support.samples.results import report_of, version_of

MARCH = date(2020, 3, 12)


@pytest.fixture(autouse=True)
def own_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Kon Tum on 20/03/2020; one commune has reported 7 leaders, and then corrected them."""
    (tmp_path / "clock").write_text("2020-03-20T08:00:00+07:00", encoding="utf-8")
    monkeypatch.setenv("EMULATION_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("EMULATION_SET_CLOCK", str(tmp_path / "clock"))
    bootstrap.settings.cache_clear()
    office = bootstrap.office()
    import_officials(office, [CLERK], dry_run=False)
    derive_obligations(office, dry_run=False)
    report(7, 1)
    yield
    bootstrap.settings.cache_clear()


def report(leaders: int, version: int) -> None:
    made = report_of(replace(COMMUNE, code="23284"), MARCH)
    made = replace(made, conference=replace(made.conference, delegates={"leader": leaders}))
    with bootstrap.office().store.act() as record:
        record.reports.add(version_of(made, version))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), catch_exceptions=False)


def shown(*arguments: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(run(*arguments, "--json").stdout)
    return read


def test_the_table_adds_up_to_the_province() -> None:
    """Levels, districts and blocks, and the sum; the columns are named below."""
    lines = run("show").stdout.splitlines()
    assert lines[0] == "Tỉnh Kon Tum, đến ngày 20/3/2020"
    bound = {cells[0]: int(cells[1]) for cells in (re.split("  +", line) for line in lines[2:-1])}
    assert bound["Cộng"] == 147
    assert bound["Cấp xã"] == 102
    assert sum(count for name, count in bound.items() if name.startswith(("Huyện", "Thành phố"))) == 112
    assert lines[-1].startswith("(1) Phải tổ chức; (2) Có kế hoạch")


def test_a_unit_opens_down_to_the_report() -> None:
    """Each figure with the version and the SHA-256 of the report that it comes from; by name or by code."""
    printed = run("show", "--node", "phuong duy tan").stdout
    assert "23284, báo cáo gửi lần thứ nhất, SHA-256 " in printed
    assert printed == run("show", "--node", "23284").stdout
    [used] = shown("show")["versions"]
    assert used[:2] == ["23284", 1]
    assert shown("show", "--on", "2020-03-11")["versions"] == []


def test_a_level_is_a_node_too() -> None:
    """The communes of the whole province, whatever district they lie in."""
    nodes = shown("show", "--node", "commune")["nodes"]
    assert len(nodes) == 103
    assert nodes[0][1] == "cap/commune"


def test_a_namesake_is_never_taken_for_another() -> None:
    """Marks tell Xã Đắk Long from Xã Đăk Long; who leaves them out is asked for the code."""
    assert shown("show", "--node", "Xã Đăk Long")["nodes"][0][1] == "23504"
    assert shown("show", "--node", "Xã Đắk Long")["nodes"][0][1] == "23368"
    with pytest.raises(Rejected) as refused:
        run("show", "--node", "xa dak long")
    assert sentence(refused.value.problems[0]) == (
        "“xa dak long” có thể là: Xã Đắk Long (23368); Xã Đăk Long (23504); đề nghị ghi mã."
    )


def test_what_is_not_there_is_not_made_up() -> None:
    """A name that nothing bears that day ends in a sentence."""
    with pytest.raises(Rejected):
        run("show", "--node", "Huyện Không Có")


def test_a_correction_shows_as_a_restatement() -> None:
    """Publish, correct, and read what is another figure now, why, and by which report."""
    shown = run("publish", "--document", "25/BC-BTĐKT", "--by", "R1").stdout
    assert shown.startswith("Publication 1 as of 2020-03-20, 25/BC-BTĐKT: kept. SHA-256 ")
    assert "stands already" in run("publish", "--document", "25/BC-BTĐKT", "--by", "R1").stdout
    assert run("restatements").stdout.startswith("0 figure(s)")

    report(9, 2)
    lines = run("restatements").stdout.splitlines()
    assert "Phường Duy Tân: Đại biểu: " in " ".join(lines)
    assert "7 → 9" in lines[0]
    assert "gửi lần thứ hai" in lines[1]
    output = json.loads(run("restatements", "1", "--json").stdout)
    assert {restatement["key"] for restatement in output} == {"62", "608", "23284", "cap/commune"}
    assert {cause["reason"] for restatement in output for cause in restatement["causes"]} == {"correction"}
    assert run("list").stdout.splitlines()[-1] == "1 publication(s)."

"""A report from whatever file it comes in is exactly the report that was written."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
import tomlkit
import yaml
from hypothesis import given, settings

from emulation_workflow.adapters.schemas.plan_schema import PlanSchema
from emulation_workflow.adapters.schemas.result_schema import report_form_of
from emulation_workflow.adapters.submissions.files import read_result_file
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.submissions.report import ResultReport
from tests.support import builders
from tests.support.samples.plans import reports
from tests.support.samples.results import report_of

CAMPAIGN = builders.campaign()
UNITS = (builders.COMMUNE, builders.CITY, builders.ENTERPRISE, builders.DEPARTMENT)


def written_yaml(values: dict[str, Any]) -> str:
    text: str = yaml.safe_dump(values, allow_unicode=True)
    return text


WRITERS: dict[str, Callable[[dict[str, Any]], str]] = {
    ".toml": tomlkit.dumps,
    ".yaml": written_yaml,
    ".json": json.dumps,
}


def as_written(report: ResultReport) -> dict[str, Any]:
    """The report as plain values, what is not stated left out, with one part at least that only a report has."""
    values = PlanSchema.from_plan(report.conference).as_written() | {"minutes": report.minutes}
    for key in ("launched", "lessons", "shortcomings", "correction"):
        values[key] = getattr(report, key)
    for key in ("papers", "honours"):
        rows = [asdict(row) for row in getattr(report, key)]
        values[key] = [{name: _plain(value) for name, value in row.items() if value is not None} for row in rows]
    return values | {"difficulties": list(report.difficulties)}


def _plain(value: Any) -> Any:
    return value if isinstance(value, str) and type(value) is str else str(value)


@pytest.mark.parametrize("suffix", sorted(WRITERS))
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: str(unit.level))
def test_a_file_gives_exactly_the_report_that_was_written(suffix: str, unit: Any) -> None:
    """At every level, in every format."""

    @settings(max_examples=15)
    @given(reports(CAMPAIGN, unit))
    def for_any_report(report: ResultReport) -> None:
        data = WRITERS[suffix](as_written(report)).encode()
        assert read_result_file(f"bao-cao{suffix}", data, campaign=CAMPAIGN, units=UNITS) == report

    for_any_report()


def test_the_form_on_screen_asks_for_nothing_that_only_plans_have() -> None:
    """Papers are listed one by one and not counted twice; whatever is left empty is not stated."""
    schema = report_form_of(CAMPAIGN, on_screen=True).model_json_schema()
    assert not schema["properties"].keys() & {"collective_papers", "individual_papers"}
    assert schema["required"] == ["unit"]
    assert schema["properties"]["number"]["title"] == "Số, ký hiệu báo cáo"


def test_a_persons_row_that_names_nobody_or_several_is_asked_about() -> None:
    """Each by its row; a collective may be called anything."""
    rows = [("Vợ chồng ông A", "Cá nhân"), ("Bà Y Lan", "Cá nhân"), ("Công an xã", "Tập thể"), ("Khuyết", "Cá nhân")]
    honours = [{"honoured": name, "kind": kind} for name, kind in rows]
    data = json.dumps(
        as_written(report_of(builders.COMMUNE, date(2020, 3, 1))) | {"number": "5/BC-UBND", "honours": honours}
    ).encode()
    with pytest.raises(Rejected) as refused:
        read_result_file("a.json", data, campaign=CAMPAIGN, units=UNITS)
    found = [(problem.where.partition("Tôn vinh, ")[2][:6], problem.code.value) for problem in refused.value.problems]
    assert found == [("dòng 1", "result_name_not_one"), ("dòng 4", "result_name_not_one")]

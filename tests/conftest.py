"""The rule for every test: what is skipped is named and counted, and refused where nothing may be skipped."""

import os
from collections import Counter
from collections.abc import Generator

import pytest

REQUIRE_ALL = os.environ.get("REQUIRE_ALL_TESTS") == "1"
"""Set where every program is at hand, as under CI: a skipped test is then a failed one."""


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    return report.longrepr[2].removeprefix("Skipped: ") if isinstance(report.longrepr, tuple) else str(report.longrepr)


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Nothing may be skipped here, but: {_reason(report)}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _refuse_skip(report)
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [report for report in terminalreporter.getreports("skipped") if not hasattr(report, "wasxfail")]
    terminalreporter.section("tests not run")
    for reason, count in sorted(Counter(map(_reason, skipped)).items()):
        names = sorted(report.nodeid for report in skipped if _reason(report) == reason)
        terminalreporter.line(f"{count} × {reason}:")
        for name in names:
            terminalreporter.line(f"    {name}")
    terminalreporter.line(f"{len(skipped)} skipped.")

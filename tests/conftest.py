"""The rule for every test: what is skipped is named and counted, and refused where nothing may be skipped."""

import os
from collections import Counter
from collections.abc import Generator
from pathlib import Path

import hypothesis
import pytest

# A busy machine is no fault of the code: no example fails for its time.
hypothesis.settings.register_profile("project", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("project")

ONE_AFTER_ANOTHER = {"e2e/test_demo.py": "demo", "e2e/": "e2e", "flows/": "flows"}
"""Tests that share one Prefect server, and the name of what they share: all of it runs in one process, and first."""

TESTS = Path(__file__).parent

REQUIRE_ALL = os.environ.get("REQUIRE_ALL_TESTS") == "1"
"""Set where every program is at hand, as under CI: a skipped test is then a failed one."""


def pytest_xdist_auto_num_workers() -> int:
    """Return one process more than there are cores: those that have started a server wait for it most of the time."""
    return (os.cpu_count() or 1) + 1


def _group(item: pytest.Item) -> str:
    """Return the name of what this test shares with others, "" for one that stands alone."""
    place = item.path.relative_to(TESTS).as_posix()
    return next((name for start, name in ONE_AFTER_ANOTHER.items() if place.startswith(start)), "")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep together what shares a server, longest first, so that no process is left with it at the end."""
    order = ["e2e", "demo", "flows", ""]
    items.sort(key=lambda item: order.index(_group(item)))
    for item in items:
        if name := _group(item):
            item.add_marker(pytest.mark.xdist_group(name))


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

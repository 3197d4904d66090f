"""The rule for every test: what is skipped is named and counted, and refused where nothing may be skipped."""

import os
from collections import Counter
from collections.abc import Generator
from pathlib import Path

import hypothesis
import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

# A busy machine is no fault of the code: no example fails for its time.
_settings = hypothesis.settings(deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
# The same examples for the same code, so that whoever runs the tests sees what others saw; `make attack` looks for new.
hypothesis.settings.register_profile("same", _settings, derandomize=True)
hypothesis.settings.register_profile("new", _settings)
hypothesis.settings.load_profile("same")

ONE_AFTER_ANOTHER = {
    "e2e/test_demo.py": "demo",
    "e2e/test_lost_runs.py": "lost runs",
    "scale/": "demo",
    "e2e/": "e2e",
    "flows/": "flows",
    "demo/test_letters_of_a_year.py": "year",
    "demo/test_papers_of_a_year.py": "year",
}
"""Tests that share a Prefect server or a played year, and what they share: in one process, and in this order."""

TESTS = Path(__file__).parent

REQUIRE_ALL = os.environ.get("REQUIRE_ALL_TESTS") == "1"
"""Set where every program is at hand, as under CI: a skipped test is then a failed one."""


def pytest_xdist_auto_num_workers() -> int:
    """Return two processes more than there are cores: those that have started a server wait for it most of the time."""
    return (os.cpu_count() or 1) + 2


def _shared(nodeid: str) -> str:
    """Return the name of what this test shares with others, "" for one that stands alone."""
    place = nodeid.removeprefix(f"{TESTS.name}/")
    return next((name for start, name in ONE_AFTER_ANOTHER.items() if place.startswith(start)), "")


class SharedServersFirst(LoadScopeScheduling):  # type: ignore[misc]  # pytest-xdist has no types.
    """Keep together what shares a server, and the tests of one file: they share what the file makes once."""

    def _split_scope(self, nodeid: str) -> str:
        return _shared(nodeid) or nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> SharedServersFirst:
    return SharedServersFirst(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what shares a server."""
    order = [*dict.fromkeys(ONE_AFTER_ANOTHER.values()), ""]
    items.sort(key=lambda item: order.index(_shared(item.nodeid)))


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

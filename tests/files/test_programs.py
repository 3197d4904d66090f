"""What becomes of tests whose programs are missing."""

from pathlib import Path

import pytest

from tests.support.servers.programs import find_program, needs_program

pytest_plugins = ["pytester"]

SKIPPED = """
import pytest

def test_of_a_database():
    pytest.skip("initdb is not installed")
"""


def run_a_skipped_test(pytester: pytest.Pytester) -> pytest.RunResult:
    """Our conftest at work on one test that skips itself."""
    pytester.makeconftest((Path(__file__).parents[1] / "conftest.py").read_text(encoding="utf-8"))
    pytester.makepyfile(SKIPPED)
    return pytester.runpytest_subprocess("-p", "no:cacheprovider")


def test_a_program_on_the_path_is_found() -> None:
    """A test may ask for any program of the system."""
    found = find_program("no-such-program", "sh")
    assert found is not None
    assert found.name == "sh"


def test_a_missing_program_skips_the_test_by_name() -> None:
    """Whoever reads the summary sees what to install."""
    with pytest.raises(pytest.skip.Exception, match="no-such-program is not installed"):
        needs_program("no-such-program")


def test_the_summary_counts_and_names_what_was_skipped(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A green run never hides what it did not run."""
    monkeypatch.delenv("REQUIRE_ALL_TESTS", raising=False)
    result = run_a_skipped_test(pytester)
    assert result.ret == pytest.ExitCode.OK
    result.stdout.fnmatch_lines(["1 × initdb is not installed:", "*::test_of_a_database", "1 skipped."])


def test_under_ci_a_skipped_test_is_a_failed_one(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where every program is at hand, nothing may be skipped."""
    monkeypatch.setenv("REQUIRE_ALL_TESTS", "1")
    result = run_a_skipped_test(pytester)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*Nothing may be skipped here, but: initdb is not installed"])

"""The flows on a record of their own and, for the whole session, one Prefect server for tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from prefect.testing.utilities import prefect_test_harness

from emulation_workflow import bootstrap
from emulation_workflow.office.office import Office
from flows.running import context

SAMPLES = bootstrap.CAMPAIGNS / "kon_tum_2020" / "samples"


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[None]:
    with prefect_test_harness(server_startup_timeout=600):
        yield


@pytest.fixture(autouse=True)
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """Kon Tum's office on a new record, on 20/02/2020; nobody listens where it sends letters."""
    (tmp_path / "clock").write_text("2020-02-20T08:00:00+07:00", encoding="utf-8")
    settings = {"DATA_DIR": tmp_path, "SET_CLOCK": tmp_path / "clock", "SMTP_PORT": 9, "CAMPAIGN": "kon_tum_2020"}
    for name, value in settings.items():
        monkeypatch.setenv(f"EMULATION_{name}", str(value))
    _forget()
    context.settings.cache_clear()
    context.office.cache_clear()
    yield context.office()
    context.settings.cache_clear()
    context.office.cache_clear()
    _forget()


def _forget() -> None:
    bootstrap.settings.cache_clear()


@pytest.fixture
def samples() -> Path:
    return SAMPLES

"""The flows on a record of their own and, for all tests of this folder, one Prefect server for tests."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from prefect.testing.utilities import prefect_test_harness

from emulation_workflow import bootstrap
from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.office.office import Office
from flows.running import context

SAMPLES = bootstrap.CAMPAIGNS / "kon_tum_2020" / "samples"


@pytest.fixture(scope="package")
def prefect_server() -> Iterator[None]:
    with prefect_test_harness(server_startup_timeout=600):
        yield


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an office that has just begun: its register is read once, and copied for each test."""
    folder = tmp_path_factory.mktemp("begun")
    with pytest.MonkeyPatch.context() as monkeypatch:
        _settle_in(folder, monkeypatch)
        store = context.office().store
        assert isinstance(store, SqlStore)
        store.close()
    _forget()
    return folder


@pytest.fixture(autouse=True)
def office(begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """Kon Tum's office on a new record, on 20/02/2020; nobody listens where it sends letters."""
    shutil.copytree(begun, tmp_path, dirs_exist_ok=True)
    _settle_in(tmp_path, monkeypatch)
    yield context.office()
    _forget()


def _settle_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "clock").write_text("2020-02-20T08:00:00+07:00", encoding="utf-8")
    settings = {"DATA_DIR": folder, "SET_CLOCK": folder / "clock", "SMTP_PORT": 9, "CAMPAIGN": "kon_tum_2020"}
    for name, value in settings.items():
        monkeypatch.setenv(f"EMULATION_{name}", str(value))
    _forget()


def _forget() -> None:
    for remembered in (bootstrap.settings, context.settings, context.office):
        remembered.cache_clear()


@pytest.fixture
def samples() -> Path:
    return SAMPLES

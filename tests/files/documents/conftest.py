"""Kon Tum's papers, put into words."""

from pathlib import Path

import pytest

from emulation_workflow.adapters.documents.files import Documents
from emulation_workflow.office.office import Office
from emulation_workflow.settings import PROJECT
from tests.support.kon_tum import kon_tum, kon_tum_office

FOLDER = PROJECT / "templates" / "documents"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return kon_tum_office(tmp_path)


@pytest.fixture(scope="session")
def documents() -> Documents:
    return Documents(FOLDER, kon_tum())

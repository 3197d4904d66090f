"""A whole year of a few units, played once for all that is read of it."""

import pytest

from emulation_workflow import bootstrap
from emulation_workflow.demo.sample_office import settings_in
from emulation_workflow.office.office import Office
from emulation_workflow.settings import Settings
from tests.support.year_record import record_of_a_year


@pytest.fixture(scope="session")
def played_year(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, Settings]:
    settings = settings_in(record_of_a_year(tmp_path_factory))
    return bootstrap.office(settings), settings

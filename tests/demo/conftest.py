"""A whole year of a few units, played once for all that is read of it."""

import pytest

from emulation_workflow.demo import year_script
from emulation_workflow.demo.letters_of_a_year import play_letters
from emulation_workflow.office.office import Office
from emulation_workflow.settings import Settings


@pytest.fixture(scope="session")
def played_year(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, Settings]:
    folder = tmp_path_factory.mktemp("year") / "record"
    return play_letters(folder, first=year_script.FIRST, last=year_script.LAST)

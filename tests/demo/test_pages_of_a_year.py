"""Every page of a whole played year, as the Board, the Committee and units read it."""

import re
import shutil
from pathlib import Path

import pytest

from emulation_workflow import bootstrap
from emulation_workflow.demo.letters_of_a_year import AGRICULTURE, BOARD, CHAIR, CITY, LOTTERY, WARD
from emulation_workflow.demo.sample_office import settings_in
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.office import Office
from emulation_workflow.settings import Settings
from tests.support.pages.person import Person
from tests.support.samples.before_readers import internals

MOST = 60
"""Pages that one person opens; a register has as many more as it has units."""
NOT_READ = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)


@pytest.fixture(scope="module")
def office(played_year: tuple[Office, Settings], tmp_path_factory: pytest.TempPathFactory) -> Office:
    """On a copy: whoever signs in leaves letters and rows."""
    played = Path(played_year[1].data_dir)
    copied = tmp_path_factory.mktemp("pages") / "record"
    shutil.copytree(played, copied)
    return bootstrap.office(settings_in(copied))


@pytest.mark.parametrize("reader", [BOARD, CHAIR, CITY, AGRICULTURE, LOTTERY, WARD])
def test_no_page_has_anything_internal_before_a_reader(office: Office, reader: str) -> None:
    """No rule, stage, key or SHA, and nothing in quotation marks that is no quotation."""
    units = {unit.code: unit.email for unit in register.units(office)}
    person = Person(office)
    person.sign_in(units.get(reader) or register.find_official(office, reader).email)
    pages = dict(person.pages(most=MOST))
    assert len(pages) > 1
    assert {path: found for path, words in pages.items() if (found := internals(NOT_READ.sub(" ", words)))} == {}

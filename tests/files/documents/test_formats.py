"""Which regulation a paper follows."""

from datetime import date

import pytest

from emulation_workflow.adapters.documents.formats import Family, Formats, PageNumber
from emulation_workflow.domain.papers.paper import PaperKind
from emulation_workflow.settings import PROJECT

FORMATS = Formats(PROJECT / "templates" / "documents" / "formats.toml")


@pytest.mark.parametrize(
    ("day", "expected", "page_number"),
    [
        (date(2019, 9, 4), "tt01_2011", PageNumber.BOTTOM_RIGHT),
        (date(2020, 3, 4), "tt01_2011", PageNumber.BOTTOM_RIGHT),
        (date(2020, 3, 5), "nd30_2020", PageNumber.TOP_CENTRE),
        (date(2020, 9, 30), "nd30_2020", PageNumber.TOP_CENTRE),
    ],
)
def test_the_format_changes_on_the_day_the_decree_came_into_force(
    day: date, expected: str, page_number: PageNumber
) -> None:
    """Nghị định 30/2020/NĐ-CP was in force from the day it was signed, 05/3/2020, in the midst of the plan."""
    found = FORMATS.on(day, Family.STATE)
    assert (expected, page_number) == (found.id, found.page_number)


@pytest.mark.parametrize(("family", "expected"), [(Family.PARTY, "hd36_2018"), (Family.YOUTH_UNION, "hd29_2013")])
def test_party_and_youth_union_follow_their_own(family: Family, expected: str) -> None:
    """The decree binds State bodies; the Party and the Youth Union have guides of their own, on any day."""
    assert {expected} == {FORMATS.on(day, family).id for day in (date(2019, 12, 1), date(2020, 12, 1))}


@pytest.mark.complete
@pytest.mark.parametrize("kind", PaperKind)
def test_every_kind_has_its_title_and_code(kind: PaperKind) -> None:
    """A letter has neither; whatever else has a title has a code, or goes under another paper's number."""
    assert bool(FORMATS.title(kind)) == bool(FORMATS.code(FORMATS.attached_to(kind) or kind))


def test_lengths_keep_to_what_the_decree_allows() -> None:
    """Margins 20-25 above and below, 30-35 left, 15-20 right; sizes as Phụ lục I lays them down."""
    found = FORMATS.on(date(2020, 6, 1), Family.STATE)
    page, sizes = found.page, found.sizes
    assert 20 <= page["top"] <= 25
    assert 20 <= page["bottom"] <= 25
    assert 30 <= page["left"] <= 35
    assert 15 <= page["right"] <= 20
    assert 12 <= sizes["nation"] <= 13 <= sizes["motto"] <= 14
    assert 13 <= sizes["body"] <= 14

"""No kind of paper without its maker, its words and its line in the staff's guide."""

import re

import pytest

from emulation_workflow.adapters.campaign_file import load_campaign
from emulation_workflow.bootstrap import CAMPAIGNS
from emulation_workflow.domain.papers.paper import PaperKind
from emulation_workflow.messages.papers.papers import kind_names
from emulation_workflow.office.papers import MAKERS
from emulation_workflow.settings import PROJECT

pytestmark = pytest.mark.complete

GUIDE = PROJECT / "docs" / "van-ban.vi.md"


def test_every_paper_is_made_from_the_record() -> None:
    """A kind that nobody makes is offered on the form and fails when it is chosen."""
    assert set(MAKERS) == set(PaperKind)


def test_every_paper_has_its_template_and_every_template_its_paper() -> None:
    """A paper's words are found by its kind."""
    assert {path.stem for path in (PROJECT / "templates" / "documents").glob("*.txt")} == set(PaperKind)


def test_the_guide_lists_every_paper_by_its_name() -> None:
    """Staff look up there what a paper is made of and how it is asked for."""
    rows = re.findall(r"^\| ([^|]+) \| `(\w+)` \|", GUIDE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    names = kind_names(load_campaign(CAMPAIGNS / "kon_tum_2020"))
    assert {kind: names[PaperKind(kind)].partition(" (")[0] for _, kind in rows} == {kind: name for name, kind in rows}
    assert {kind for _, kind in rows} == set(PaperKind)

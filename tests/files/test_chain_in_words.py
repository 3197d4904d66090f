"""The chain as people read it: in the English guide and at the head of its module."""

import re

import pytest

from emulation_workflow.adapters.campaign_file import load_campaign
from emulation_workflow.bootstrap import CAMPAIGNS
from emulation_workflow.domain.approval import transitions as the_chain
from emulation_workflow.domain.approval.transitions import CLEARED, DRAFTING, Act, transitions
from emulation_workflow.messages.labels import ACTS
from emulation_workflow.settings import PROJECT

pytestmark = pytest.mark.complete

ARROW = re.compile(r"^    ([A-Z]+|\[\*\]) --> ([A-Z]+|\[\*\])", re.MULTILINE)
BEFORE_CLEARED = "before CLEARED"
GUIDE_ROW = re.compile(r"^\| ([^|]*)\| [^|]*\| (\w+) \| [^|]+ \| ([^|]+) \| (\w+) \|$", re.MULTILINE)
MODULE_ROW = re.compile(r"^    (before CLEARED|[A-Z]+) +([A-Z]+) +([a-z_]+) +([A-Z]+)$", re.MULTILINE)


def _moves() -> set[tuple[str, str, Act, str]]:
    """Return Kon Tum's moves; the withdrawals, which are open at every stage before the last, as one."""
    gate = load_campaign(CAMPAIGNS / "kon_tum_2020").gate
    assert gate is not None
    return {
        (BEFORE_CLEARED if act is Act.WITHDRAW else stage, role, act, leads_to)
        for (stage, role, act), leads_to in transitions(gate).items()
    }


def test_the_guide_has_every_move_by_its_name_on_screen() -> None:
    """Whoever reads the guide finds each act as the form offers it, and no act that there is not."""
    by_name = {name: act for act, name in ACTS.items()}
    stage, rows = "", set()
    for at, role, name, leads_to in GUIDE_ROW.findall((PROJECT / "docs" / "using.md").read_text(encoding="utf-8")):
        stage = at.strip() or stage
        if leads_to.isupper():
            rows.add((stage, role.lower(), by_name[name], leads_to))
    assert rows == _moves()


def test_the_picture_in_the_readme_has_every_move() -> None:
    """Each arrow from stage to stage, its begin and its end; the withdrawals stand in a sentence below it."""
    arrows = ARROW.findall((PROJECT / "README.md").read_text(encoding="utf-8"))
    moves = [(stage, leads_to) for stage, _, _, leads_to in _moves() if stage != BEFORE_CLEARED]
    assert sorted([("[*]", DRAFTING), (CLEARED, "[*]"), *moves]) == sorted(arrows)


def test_the_module_says_what_it_does() -> None:
    """Who opens the module reads its table before its code."""
    rows = MODULE_ROW.findall(the_chain.__doc__ or "")
    assert {(stage, role.lower(), Act(act), leads_to) for stage, role, act, leads_to in rows} == _moves()

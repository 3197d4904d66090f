"""Tasks of a campaign file: what cannot be derived or settled is told with its key."""

import shutil
from pathlib import Path

import pytest

from emulation_workflow.adapters.campaign_file import CampaignUnreadable, load_campaign
from emulation_workflow.bootstrap import CAMPAIGNS

STEEL = CAMPAIGNS / "thep_vi_du_2031"
TASK = '[[tasks]]\nid = "more"\nname = "Việc khác"\nevidence = "văn bản"\n'
BOARD_DATE = '[[board_dates]]\nid = "x"\nname = "x"\nday = 2031-08-01\ndocument = "x"\nrule = "T1"\n'


def told(folder: Path, added: str, *changes: tuple[str, str]) -> list[tuple[str, str]]:
    """Key and sentence of every fault of the corporation's campaign with `added` before its roles."""
    text = (STEEL / "campaign.toml").read_text(encoding="utf-8").replace("[[roles]]", f"{added}\n[[roles]]", 1)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    shutil.copy(STEEL / "units.csv", folder)
    (folder / "campaign.toml").write_text(text, encoding="utf-8")
    try:
        load_campaign(folder)
    except CampaignUnreadable as refused:
        return [(fault.path, fault.sentence) for fault in refused.faults]
    return []


@pytest.mark.parametrize(
    ("added", "path", "words"),
    [
        ('audience = "levels"\ndue = "conference"', "levels", "name them"),
        ('audience = "units"\ndue = "conference"', "units", "Name units"),
        ('audience = "conference_units"\ndue = "conference"\nunits = ["TVD"]', "units", "and nowhere else"),
        ('audience = "units"\ndue = "conference"\nunits = ["TVD-99"]', "units[0]", "units.csv"),
        ('audience = "conference_units"\ndue = "pilot_window"', "due", 'Only "pilot_directors"'),
        ('audience = "conference_units"\ndue = "milestone"', "due_ref", "Name a milestone"),
        ('audience = "conference_units"\ndue = "milestone"\ndue_ref = "x"', "due_ref", 'No milestone "x"'),
        ('audience = "conference_units"\ndue = "not_stated"', "rule", "give the rule"),
        ('audience = "conference_units"\ndue = "not_stated"\nrule = "T99"', "rule", 'No rule "T99"'),
        ('audience = "conference_units"\ndue = "conference"\nlevels = ["x"]', "levels[0]", 'No level "x"'),
        (
            'audience = "conference_units"\ndue = "conference"\nsettled_by = "clearance"',
            "settled_by",
            'Only "gated_pilots"',
        ),
        (
            'audience = "pilot_directors"\ndue = "pilot_window"\nsettled_by = "pilots_held"',
            "settling_task",
            "Name a task",
        ),
        (
            (
                'audience = "pilot_directors"\ndue = "before_general_window"\nsettled_by = "pilots_held"\n'
                'settling_task = "conference"'
            ),
            "settled_by",
            "correct one of the two",
        ),
    ],
)
def test_a_task_that_cannot_be_derived_or_settled_is_told(tmp_path: Path, added: str, path: str, words: str) -> None:
    """Each fault with its key, and nothing else with it."""
    ((where, sentence),) = told(tmp_path, TASK + added)
    assert where == f"tasks[4].{path}"
    assert words in sentence


def test_two_tasks_of_one_name_are_told(tmp_path: Path) -> None:
    """Obligations are kept by unit and task."""
    again = TASK.replace("more", "conference") + 'audience = "conference_units"\ndue = "conference"'
    assert [path for path, _ in told(tmp_path, again)] == ["tasks[4].id"]


@pytest.mark.parametrize(
    ("added", "path", "words"),
    [
        ('task = "nothing"', "board_dates[0].task", 'No task "nothing"'),
        ('task = "conference"', "board_dates[0].task", "The plan itself says"),
        ('task = "clearance"\nlevels = ["x"]', "board_dates[0].levels[0]", 'No level "x"'),
    ],
)
def test_the_boards_dates_fill_gaps_and_nothing_else(tmp_path: Path, added: str, path: str, words: str) -> None:
    """R137: the Board does not move what the plan fixes."""
    ((where, sentence),) = told(tmp_path, BOARD_DATE + added)
    assert where == path
    assert words in sentence


def test_a_body_that_directs_pilots_has_a_unit_to_owe_for_it(tmp_path: Path) -> None:
    """Somebody has to be asked for the lessons that were learnt."""
    council = (
        '[[bodies]]\nid = "council"\nname = "Hội đồng"\nshort_name = "HĐ"\nletter_head = ["HĐ"]\nplace = "Ví Dụ"\n'
    )
    faults = told(tmp_path, council, ('director = "corporation"', 'director = "council"'))
    assert faults == [
        ("tasks[2].audience", '"council" directs pilots, but no unit does its work; give its body a unit.')
    ]
    assert told(tmp_path, council + 'unit = "TVD"\n', ('director = "corporation"', 'director = "council"')) == []


def test_who_directs_several_kinds_of_pilot_owes_a_task_for_each(tmp_path: Path) -> None:
    """One obligation cannot be due on two days."""
    pilot = '[[pilots]]\nlevel = "member"\nrule = "T6"\ndirector = "corporation"\ngated = false\n'
    ((path, sentence),) = told(tmp_path, pilot)
    assert (path, "make them one entry" in sentence) == ("tasks[2].levels", True)
    assert told(tmp_path, "", ('units = ["TVD-01"]', 'units = ["TVD-01", "TVD-02"]')) == []


def test_pilots_of_several_levels_take_a_task_for_each(tmp_path: Path) -> None:
    """What the fault says to write is sound."""
    pilot = '[[pilots]]\nlevel = "corporation"\nrule = "T6"\ndirector = "corporation"\ngated = false\n'
    ((path, sentence),) = told(tmp_path, pilot)
    assert (path, 'levels = one of ["member"], ["corporation"]' in sentence) == ("tasks[2].levels", True)
    task = '[[tasks]]\nid = "more"\nname = "Việc khác"\nevidence = "văn bản"\naudience = "pilot_directors"\n'
    others = f'{task}due = "before_general_window"\nlevels = ["corporation"]\n'
    narrowed = ('audience = "pilot_directors"', 'audience = "pilot_directors"\nlevels = ["member"]')
    assert told(tmp_path, pilot + others, narrowed) == []


def test_a_body_of_a_levels_name_is_told_where_it_directs(tmp_path: Path) -> None:
    """Nobody could tell which of the two a pilot's director is; elsewhere the names may be the same."""
    body = (
        '[[bodies]]\nid = "corporation"\nname = "Văn phòng"\nshort_name = "VP"\nletter_head = ["VP"]\nplace = "Ví Dụ"\n'
    )
    ((path, sentence),) = told(tmp_path, body)
    assert (path.startswith("bodies["), "give the body another id" in sentence) == (True, True)
    assert told(tmp_path, body.replace('"corporation"', '"member"')) == []

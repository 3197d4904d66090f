"""The reader of campaign files: what it makes of a sound one, and every fault of an unsound one, with its line."""

import ast
import hashlib
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation_workflow.adapters.campaign_file import (
    CampaignUnreadable,
    Fault,
    NotACampaignFile,
    load_campaign,
    windows,
)
from emulation_workflow.bootstrap import CAMPAIGNS
from emulation_workflow.domain.campaign import CategoryKind, Presence, StepKind, Window
from emulation_workflow.messages.problems.campaign_files import FAULTS as FAULTS_IN_WORDS

STEEL = CAMPAIGNS / "thep_vi_du_2031"
SONG_LAM = CAMPAIGNS / "song_lam_2030"


def written(folder: Path, text: str) -> Path:
    """A campaign folder with this text and the register of the fictional corporation."""
    shutil.copy(STEEL / "units.csv", folder)
    (folder / "campaign.toml").write_text(text, encoding="utf-8")
    return folder


def changed(*changes: tuple[str, str]) -> str:
    """The fictional corporation's campaign with each first `old` replaced by `new`."""
    text = (STEEL / "campaign.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def faults_of(folder: Path, text: str) -> tuple[Fault, ...]:
    """Return what is wrong with this text, nothing if it is sound."""
    try:
        load_campaign(written(folder, text))
    except CampaignUnreadable as refused:
        return refused.faults
    return ()


def _rung(working_days: int, *, to: str = '["unit"]', id: str = "a") -> str:  # noqa: A002 - the file's own word
    return f'{{ id = "{id}", name = "Nhắc", working_days = {working_days}, to = {to} }}'


def _ladder(*rungs: str) -> str:
    """A ladder with these rungs, before the part that it is put in front of."""
    rungs_line = f"rungs = [{', '.join(rungs)}]"
    role = '[[roles]]\nid = "office"\nname = "Ban"\nscope = "campaign"'
    return f'{role}\n\n[ladder]\ndecided_by = "Ban tự chọn"\nboard = "office"\n{rungs_line}\n\n[half_day]'


def _with_own(scope: str, *rungs: str) -> str:
    """A ladder of one rung, and these for the units of `scope` alone."""
    own = f"[[ladder.own]]\n{scope}\nrungs = [{', '.join(rungs)}]\n"
    return _ladder(_rung(1)).replace("[half_day]", f"{own}\n[half_day]")


FAULTS = {
    "an unknown key": (
        ('rule = "T1"\n\n[[levels]]', 'rulle = "T1"\n\n[[levels]]'),
        [
            ("contents[0].rule", "[[contents]]", "is missing; add it"),
            ("contents[0].rulle", 'rulle = "T1"', 'did you mean "rule"'),
        ],
    ),
    "a key of nothing like any": (
        ('id = "1"', 'id = "1"\nxyzzy = 1'),
        [("contents[0].xyzzy", "xyzzy = 1", "take it out (known are id, name")],
    ),
    "text where a number belongs": (
        ("at_most = 200", 'at_most = "200"'),
        [("levels[0].conference.size.branches[1].at_most", '    { rule = "T5", more_than', "a whole number")],
    ),
    "a number where text belongs": (
        ('number = "07/KH-TVD"', "number = 7"),
        [("plan.number", "number = 7", "text in quotes")],
    ),
    "a day that is none": (
        ("date = 2031-01-05", "date = 31012031"),
        [("plan.date", "date = 31012031", "as 2020-03-31")],
    ),
    "a word outside its list": (
        ('kind = "endorsement"', 'kind = "aproval"'),
        [("gate.steps[0].kind", '    { stage = "REVIEW"', "'endorsement' or 'opinion'")],
    ),
    "its own checksum": (('id = "thep', 'sha256 = "0"\nid = "thep'), [("sha256", 'sha256 = "0"', "take the key out")]),
    "a rule without clause": (
        ('clause = "Điều 4"', 'clause = " "'),
        [("rules[5].clause", 'clause = " "', "is empty")],
    ),
    "a rule without quote": (
        ('quote = "01 buổi, từ tháng 5/2031 đến tháng 7/2031"\n', ""),
        [("rules[3].quote", "[[rules]]", "is missing")],
    ),
    "a rule that is not in the catalogue": (
        ('window_rule = "T4"', 'window_rule = "T9"'),
        [("levels[0].conference.window_rule", 'window_rule = "T9"', 'No rule "T9"')],
    ),
    "an id twice": (
        ("[[levels]]", '[[contents]]\nid = "1"\nname = "x"\nrule = "T1"\n\n[[levels]]'),
        [("contents[1].id", 'id = "1"', "a second time")],
    ),
    "one check by two rules": (
        (
            'kind = "HARD"\n\n[[rules]]\nid = "T2"',
            'kind = "HARD"\ncheck = "sums"\n\n[[rules]]\nid = "T2"\ncheck = "sums"',
        ),
        [("rules[1].check", 'check = "sums"', "a second time")],
    ),
    "a window that ends before it starts": (
        ('months = ["2031-05", "2031-07"]', "from = 2031-05-02, to = 2031-05-01"),
        [("levels[0].conference.window", "window = {", "ends (2031-05-01) before it starts (2031-05-02)")],
    ),
    "a window written in no known way": (
        ('{ months = ["2031-05", "2031-07"] }', '{ week = "2031-W20" }'),
        [("levels[0].conference.window", "window = {", "write one of {from=,to=}")],
    ),
    "a month that is none": (
        ('window = { month = "2031-09" }', 'window = { month = "2031-13" }'),
        [("congress.window.month", "window = {", "is not a month")],
    ),
    "a day in quotes in a window": (
        ('window = { month = "2031-09" }', 'window = { from = "2031-09-01", to = 2031-09-30 }'),
        [("congress.window.from", "window = {", "is not a day")],
    ),
    "a quarter that is none": (
        ('window = { month = "2031-09" }', 'window = { quarter = "2031-Q5" }'),
        [("congress.window.quarter", "window = {", "is not a quarter")],
    ),
    "no day before a day": (
        ('window = { month = "2031-09" }', "window = { before = 2031-01-05 }"),
        [
            ("congress.window", "window = {", "before the plan takes effect"),
            ("levels[0].conference.window", 'window = { months = ["2031-05"', "over by then"),
        ],
    ),
    "a window without words": (
        ('window = { month = "2031-09" }', 'window = { month = "2031-09", words = "" }'),
        [("congress.window.words", "window = {", "words of a window")],
    ),
    "a window that is no table": (
        ('window = { month = "2031-09" }', 'window = "2031-09"'),
        [("congress.window", 'window = "2031-09"', "A window is a table")],
    ),
    "branches that overlap": (
        ("fewer_than = 201", "fewer_than = 203"),
        [
            (
                "levels[0].conference.size.branches[1]",
                '    { rule = "T5", more_than',
                "Head counts 201 to 202 fall under branches[0] as well",
            )
        ],
    ),
    "a head count under no branch": (
        ("fewer_than = 201", "fewer_than = 200"),
        [("levels[0].conference.size.branches", "branches = [", "A head count of 200 falls under no branch")],
    ),
    "large head counts under no branch": (
        ("more_than = 200,", "more_than = 200, fewer_than = 500,"),
        [("levels[0].conference.size.branches", "branches = [", "Head counts from 500 on fall under no branch")],
    ),
    "a gap where nothing is left out": (
        ('base_rule = "T5"\n', 'base_rule = "T5"\ngap = { rule = "T5", mode = "plenary", at_most = 200 }\n'),
        [("levels[0].conference.size.gap", "gap = {", "take the gap out")],
    ),
    "a branch for nobody": (
        ("more_than = 200,", "more_than = 200, fewer_than = 201,"),
        [
            ("levels[0].conference.size.branches", "branches = [", "from 201 on fall under no branch"),
            ("levels[0].conference.size.branches[1]", '    { rule = "T5", more_than', "No head count falls"),
        ],
    ),
    "branches without a base": (
        ('bases = ["employees"]\n', ""),
        [("levels[0].conference.size.branches", "branches = [", "name them in bases")],
    ),
    "a base that is no head count": (
        ('bases = ["employees"]', 'bases = ["workers"]'),
        [("levels[0].conference.size.bases[0]", "bases = [", 'No head count "workers"')],
    ),
    "a base without its words": (
        ('base_words = "người lao động"\n', ""),
        [("levels[0].conference.size", "[levels.conference.size]", "base_words")],
    ),
    "a cap that lets nobody in": (
        ("at_most = 200", "at_most = 0"),
        [("levels[0].conference.size.branches[1].at_most", '    { rule = "T5", more_than', "lets nobody in")],
    ),
    "an empty name": (
        ('names = ["Hội nghị người lao động tiêu biểu"]', 'names = [""]'),
        [("levels[0].conference.names[0]", 'names = [""]', "is empty")],
    ),
    "words that are not exact, but not given": (
        ('window = { month = "2031-09" }', 'window = { month = "2031-09", about = true }'),
        [("congress.window.about", "window = {", "beside the plan's own words")],
    ),
    "half a year that is none": (
        ('window = { month = "2031-09" }', 'window = { half = "2031-H3" }'),
        [("congress.window.half", "window = {", "is not half a year")],
    ),
    "after nothing": (
        ('window = { month = "2031-09" }', 'window = { after = "" }'),
        [("congress.window.after", "window = {", "Name the event")],
    ),
    "announced or not": (
        ('window = { month = "2031-09" }', "window = { announced_later = false }"),
        [("congress.window.announced_later", "window = {", "or the days")],
    ),
    "a category twice": (
        ('id = "exemplars"', 'id = "guests"'),
        [("levels[0].conference.composition[1].id", '    { id = "guests", name = "Người', "a second time")],
    ),
    "an alternative to nothing": (
        ('kind = "exemplar", rule = "T3"', 'kind = "exemplar", rule = "T3", presence = "one_of", one_of = "x"'),
        [("levels[0].conference.composition[1].one_of", '    { id = "exemplars"', "has one member")],
    ),
    "an alternative of no group": (
        ('kind = "exemplar", rule = "T3"', 'kind = "exemplar", rule = "T3", presence = "one_of"'),
        [("levels[0].conference.composition[1].one_of", '    { id = "exemplars"', "name the group")],
    ),
    "a share above everything": (
        (
            "[levels.conference.size]",
            'shares = [{rule = "T3", kinds = ["exemplar"], at_least = 7.0, words = "7"}]\n[levels.conference.size]',
        ),
        [("levels[0].conference.shares[0].at_least", "shares = [", "at most 1")],
    ),
    "a share of nobody on the list": (
        (
            "[levels.conference.size]",
            'shares = [{rule = "T3", kinds = ["hero"], at_least = 0.5, words = "½"}]\n[levels.conference.size]',
        ),
        [("levels[0].conference.shares[0].kinds[0]", "shares = [", 'No category of the kind "hero"')],
    ),
    "a level that is not there": (
        ('upper = "corporation"', 'upper = "ministry"'),
        [("levels[0].upper", 'upper = "ministry"', 'No level "ministry"')],
    ),
    "two levels for one kind of unit": (
        ('unit_levels = ["corporation"]', 'unit_levels = ["corporation", "member"]'),
        [("levels[1].unit_levels[1]", "unit_levels = [", "name them at one level")],
    ),
    "a reporting line to nobody": (
        ('reports_to = "parent"', 'reports_to = "ministry"'),
        [("levels[0].reports_to", 'reports_to = "ministry"', '"parent" or "board"')],
    ),
    "a director that is not there": (
        ('director = "corporation"', 'director = "ministry"'),
        [("pilots[0].director", 'director = "ministry"', 'No body or level "ministry"')],
    ),
    "a body that is not there": (
        ('body = "union"', 'body = "ministry"'),
        [("roles[0].body", 'body = "ministry"', 'No body "ministry"')],
    ),
    "a pilot that is not registered": (
        ('units = ["TVD-01"]', 'units = ["TVD-99"]'),
        [("pilots[0].units[0]", "units = [", "is in units.csv")],
    ),
    "a pilot of another level": (
        ('units = ["TVD-01"]', 'units = ["TVD"]'),
        [("pilots[0].units[0]", "units = [", 'of level "corporation" in units.csv, not "member"')],
    ),
    "a pilot named twice": (
        ('units = ["TVD-01"]', 'units = ["TVD-01", "TVD-01"]'),
        [
            ("pilots[0].units[0]", "units = [", "more than once"),
            ("pilots[0].units[1]", "units = [", "more than once"),
        ],
    ),
    "a proposal beside a window": (
        ("gated = true", 'gated = true\nwindow = { month = "2031-04" }\nwindow_rule = "T6"'),
        [("pilots[0].proposal", "proposal = {", "take one of them out")],
    ),
    "a gated pilot without gate": (
        ("[gate]", "[[milestones]]\nid = 'm'\nname = 'm'\nrule = 'T1'\nwindow = {month = '2031-05'}\n[gates]"),
        [
            ("pilots[0].gated", "gated = true", "no gate for this pilot"),
            ("gates", "[gates]", 'did you mean "gate"'),
        ],
    ),
    "a gate for plans that nobody sends": (
        ("steps = [", 'levels = ["member", "corporation", "nation"]\nsteps = ['),
        [
            ("gate.levels[2]", "levels = [", 'No level "nation"'),
            ("gate.levels[1]", "levels = [", 'Level "corporation" has no conference here'),
        ],
    ),
    "a reserved stage": (
        ('stage = "REVIEW"', 'stage = "DRAFTING"'),
        [("gate.steps[0].stage", '    { stage = "DRAFTING"', "every gate has of itself")],
    ),
    "a role that is not there": (
        ('confirmed_by = "union"', 'confirmed_by = "ministry"'),
        [("gate.confirmed_by", 'confirmed_by = "ministry"', 'No role "ministry"')],
    ),
    "a role that sees lists and is not there": (
        ("fictional = true", 'fictional = true\nlists_seen_by = ["ministry"]'),
        [("lists_seen_by[0]", "lists_seen_by", 'No role "ministry"')],
    ),
    "a unit that decides on itself": (
        ('confirmed_by = "union"', 'confirmed_by = "unit"'),
        [("gate.confirmed_by", 'confirmed_by = "unit"', "never decides on its own plan")],
    ),
    "changes asked for at two steps": (
        (
            "\nsteps = [",
            (
                '\nsteps = [\n    { stage = "SAY", kind = "opinion", role = "union", waiting = "…", rule = "T6" },'
                '\n    { stage = "TELL", kind = "opinion", role = "union", waiting = "…", rule = "T6" },'
            ),
        ),
        [("gate.steps[1].kind", '    { stage = "TELL"', "at one step alone")],
    ),
    "a stage twice": (
        (
            "\nsteps = [",
            '\nsteps = [\n    { stage = "REVIEW", kind = "endorsement", role = "union", waiting = "…", rule = "T6" },',
        ),
        [("gate.steps[1].stage", '    { stage = "REVIEW"', "a second time")],
    ),
    "a gate of no step": (
        ("\nsteps = [\n", "\nsteps = []\nx = [\n"),
        [("gate.steps", "steps = []", "no step"), ("gate.x", "x = [", "not known here")],
    ),
    "a window before the plan": (
        ('months = ["2031-05", "2031-07"]', 'months = ["2030-05", "2030-07"]'),
        [("levels[0].conference.window", "window = {", "before the plan takes effect (2031-01-05)")],
    ),
    "a plan in force before its day": (
        ("effective_from = 2031-01-05", "effective_from = 2031-01-04"),
        [("effective_from", "effective_from =", "before its own day")],
    ),
    "a basis after the plan": (
        ("[congress]", "[[basis]]\nnumber = '1'\ndate = 2032-01-01\nissuer = 'x'\n\n[congress]"),
        [("basis[0].date", "date = 2032-01-01", "later document")],
    ),
    "a Board's date before the plan": (
        ("[congress]", "[[board_dates]]\nid='x'\nname='x'\nday=2030-01-01\ndocument='x'\nrule='T1'\n\n[congress]"),
        [("board_dates[0].day", "day=2030-01-01", "before the plan takes effect")],
    ),
    "a level after the congress": (
        ('months = ["2031-05", "2031-07"]', 'months = ["2031-10", "2031-11"]'),
        [("levels[0].conference.window", "window = {", "which is over by then (tháng 9/2031)")],
    ),
    "a period that runs backwards": (
        ("last = 2036", "last = 2030"),
        [("launch_period", "[launch_period]", "ends (2030) before it begins (2031)")],
    ),
    "half-days that overlap": (
        ("morning_end = 12:00:00", "morning_end = 13:30:00"),
        [("half_day", "[half_day]", "overlap")],
    ),
    "a country without holidays": (
        ('country = "VN"', 'country = "Việt Nam"'),
        [("holidays.country", "country =", "two letters")],
    ),
    "an address that is none": (
        ('reply_to = "thidua@thepvidu.example"', 'reply_to = "thi đua@thepvidu"'),
        [("letters.reply_to", "reply_to =", "not an e-mail address")],
    ),
    "a copy of no letter": (
        ("[half_day]", '[letters.copies]\ncleard = ["union"]\n\n[half_day]'),
        [("letters.copies.cleard", "cleard =", 'No letter "cleard"')],
    ),
    "a copy to nobody": (
        ("[half_day]", '[letters.copies]\ncleared = ["ministry"]\n\n[half_day]'),
        [("letters.copies.cleared[0]", "cleared =", 'No role "ministry"')],
    ),
    "a copied code": (
        ("[half_day]", '[letters.copies]\nconfirmation_code = ["union"]\n\n[half_day]'),
        [("letters.copies.confirmation_code", "confirmation_code =", "never copied")],
    ),
    "a ladder without rungs": (
        ("[half_day]", _ladder()),
        [("ladder.rungs", "rungs =", "has no rung")],
    ),
    "rungs that do not ascend": (
        ("[half_day]", _ladder(_rung(1), _rung(1, id="b"))),
        [("ladder.rungs[1].working_days", "rungs =", "comes no later than the one before it (1 working days)")],
    ),
    "two rungs of one name": (
        ("[half_day]", _ladder(_rung(1), _rung(2))),
        [("ladder.rungs[1].id", "rungs =", "a second time")],
    ),
    "a rung to nobody": (
        ("[half_day]", _ladder(_rung(1, to="[]"))),
        [("ladder.rungs[0].to", "rungs =", "writes to nobody")],
    ),
    "a rung to a stranger": (
        ("[half_day]", _ladder(_rung(1, to='["minister"]'))),
        [("ladder.rungs[0].to[0]", "rungs =", "\"minister\" is not known here; write one of 'unit'")],
    ),
    "a rung to somebody twice": (
        ("[half_day]", _ladder(_rung(1, to='["unit"], cc = ["unit"]'))),
        [("ladder.rungs[0]", "rungs =", '"unit" is named more than once')],
    ),
    "a rung to a committee that is nobody": (
        ("[half_day]", _ladder(_rung(1, to='["committee"]'))),
        [("ladder.committee", "[ladder]", "name the role whose officials are meant")],
    ),
    "a ladder of an unknown board": (
        ("[half_day]", _ladder(_rung(1)).replace('board = "office"', 'board = "ministry"')),
        [("ladder.board", "board =", 'No role "ministry"')],
    ),
    "a ladder whose board is the unit": (
        ("[half_day]", _ladder(_rung(1)).replace('board = "office"', 'board = "unit"')),
        [("ladder.board", "board =", 'scope "campaign"')],
    ),
    "rungs of their own for a level nobody knows": (
        ("[half_day]", _with_own('levels = ["nation"]', _rung(2))),
        [("ladder.own[0].levels[0]", "levels =", 'No level "nation"')],
    ),
    "rungs of their own for everybody": (
        ("[half_day]", _with_own("", _rung(2))),
        [("ladder.own[0]", "[[ladder.own]]", "for no level and no group")],
    ),
    "rungs of their own that do not ascend and write to nobody": (
        ("[half_day]", _with_own('groups = ["Khối 1"]', _rung(3), _rung(2, id="b", to="[]"))),
        [
            (
                "ladder.own[0].rungs[1].working_days",
                'rungs = [{ id = "a", name = "Nhắc", working_days = 3',
                "comes no later",
            ),
            ("ladder.own[0].rungs[1].to", 'rungs = [{ id = "a", name = "Nhắc", working_days = 3', "writes to nobody"),
        ],
    ),
    "letters that list nothing": (
        ("[half_day]", _ladder(_rung(1)).replace("[ladder]", "[ladder]\nmost_items = 0\nsoon = 0")),
        [
            ("ladder.most_items", "most_items =", "at least one item"),
            ("ladder.soon", "soon =", "at least one working day"),
        ],
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_told_with_its_key_its_line_and_what_to_do(name: str, tmp_path: Path) -> None:
    """A fault in the file is told where it stands, and nothing else is told with it."""
    change, expected = FAULTS[name]
    text = changed(change)
    lines = text.splitlines()
    told = faults_of(tmp_path, text)
    assert [fault.path for fault in told] == [path for path, _, _ in expected]
    for fault, (_, begins, words) in zip(told, expected, strict=True):
        assert lines[fault.line - 1].startswith(begins)
        assert words in fault.sentence
        assert "{" not in fault.vietnamese.replace(windows._WAYS, "").replace("{ days", "")


CODE = Path(windows.__file__).parent


def test_every_fault_has_its_sentences_and_every_sentence_its_fault() -> None:
    """A code that is added to the reader fails here until it is said in both languages."""
    written = {node.value for node in _written() if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    forms = {f"{about}_{form}" for about in ("overlap", "uncovered") for form in ("one", "span", "open")}
    assert set(FAULTS_IN_WORDS) - written - forms == set()
    assert _literal_codes() <= {*FAULTS_IN_WORDS, "overlap", "uncovered"}


def _literal_codes() -> set[str]:
    """Every code that is written where a fault is made."""
    makers = {"found", "_Misread", "_counts"}
    return {
        str(node.args[1].value)
        for node in _written()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in makers
        if isinstance(node.args[1], ast.Constant)
    }


def _written() -> Iterator[ast.AST]:
    """Everything that the reader's code says."""
    for file in CODE.glob("*.py"):
        yield from ast.walk(ast.parse(file.read_text(encoding="utf-8")))


def test_the_sentences_of_a_fault_tell_the_same_facts() -> None:
    """Neither language leaves out what the other names, but for what each words by itself."""
    worded = {"what", "what_vi", "earlier", "earlier_vi", "expected", "known", "above", "due", "reason"}
    for code, said in FAULTS_IN_WORDS.items():
        vietnamese, english = ({name for _, name, _, _ in Formatter().parse(words) if name} for words in said)
        assert (code, vietnamese - worded) == (code, english - worded)


def test_all_faults_are_told_together_in_the_order_of_the_file(tmp_path: Path) -> None:
    """Unknown key, missing clause, a window backwards, an unknown unit and overlapping branches in one go."""
    text = changed(
        ('number = "07/KH-TVD"', 'number = "07/KH-TVD"\nnumbr = 1'),
        ('months = ["2031-05", "2031-07"]', "from = 2031-05-02, to = 2031-05-01"),
        ("fewer_than = 201", "fewer_than = 202"),
        ('units = ["TVD-01"]', 'units = ["TVD-99"]'),
        ('clause = "Điều 4"\n', ""),
    )
    told = faults_of(tmp_path, text)
    assert [fault.path for fault in told] == [
        "plan.numbr",
        "levels[0].conference.window",
        "levels[0].conference.size.branches[1]",
        "pilots[0].units[0]",
        "rules[5].clause",
    ]
    assert [fault.line for fault in told] == sorted(fault.line for fault in told)


def test_what_cannot_be_read_is_not_compared_with_other_parts(tmp_path: Path) -> None:
    """One missing id or section is one fault, not one for each place that names it."""
    text = changed(('[[roles]]\nid = "union"\n', "[[roles]]\n"), ("effective_from = 2031-01-05\n", ""))
    assert [fault.path for fault in faults_of(tmp_path, text)] == ["effective_from", "roles[0].id"]


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b'id = "x"\ntitle = \n', 2, "not TOML"),
        (b'id = "x"\nid = "y"\n', 2, "further up already"),
        (b"[plan]\n[plan]\n", 2, "further up already"),
        (b"date = 2031-04-31\n", 1, "does not exist"),
        (b"date = 20/02/2031\n", 1, "year-month-day"),
        ("title = “Hội nghị”\n".encode(), 1, "word processor"),
        (b'id = "x"\ntitle = "never closed', 2, "not TOML"),
        (b'id = "x"\ntitle = "\xff"\n', 2, "UTF-8"),
        ("title = 'Kế hoạch'".encode("utf-16"), 1, "UTF-8"),
        (b"\x00\x01\x02", 1, "not TOML"),
        (b"a = " + b"[" * 100_000, 1, "nested too deeply"),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(content: bytes, line: int, words: str, tmp_path: Path) -> None:
    """Syntax and encoding faults carry their line and are told apart from faults of content."""
    (tmp_path / "campaign.toml").write_bytes(content)
    with pytest.raises(NotACampaignFile) as refused:
        load_campaign(tmp_path)
    (fault,) = refused.value.faults
    assert fault.line == line
    assert words in fault.sentence


def test_a_missing_file_is_told_by_its_name(tmp_path: Path) -> None:
    """A wrong path is a sentence, not a traceback."""
    with pytest.raises(NotACampaignFile, match="no-such-folder cannot be read"):
        load_campaign(tmp_path / "no-such-folder")


def test_an_empty_file_misses_everything_it_must_have(tmp_path: Path) -> None:
    """Nothing is assumed where a file says nothing."""
    paths = {fault.path for fault in faults_of(tmp_path, "")}
    assert {"id", "title", "plan", "effective_from", "levels", "rules", "letters"} <= paths
    assert paths.isdisjoint(
        {
            "congress",
            "contents",
            "review_period",
            "launch_period",
            "half_day",
            "gate",
            "pilots",
            "board_dates",
            "milestones",
            "sha256",
        }
    )


def test_pilots_cannot_be_named_without_a_register(tmp_path: Path) -> None:
    """A pilot is a registered unit; without the register nobody knows whether it is."""
    folder = written(tmp_path, changed())
    (folder / "units.csv").unlink()
    with pytest.raises(CampaignUnreadable, match=r"no readable units\.csv"):
        load_campaign(folder)


def test_a_plan_without_gate_and_pilots_is_a_plan(tmp_path: Path) -> None:
    """One pilot or none, a gate or none: what a plan does not have is left out."""
    text = changed()
    start, end = text.index("[[pilots]]"), text.index("[[roles]]")
    campaign = load_campaign(written(tmp_path, text[:start] + text[end:]))
    assert campaign.gate is None
    assert campaign.pilots == ()
    assert campaign.gated_units == ()


def test_the_fictional_province_uses_every_other_way_to_write_a_plan() -> None:
    """Two levels, a quarter, "before", "finish in", threshold 200, several names, a share, three steps."""
    plan = load_campaign(SONG_LAM)
    windows = {level.id: level.conference.window for level in plan.levels if level.conference}
    agency = plan.level("agency").conference
    commune = plan.level("commune").conference
    assert agency is not None
    assert commune is not None
    assert plan.fictional
    assert windows == {
        "commune": Window(start=date(2030, 4, 1), end=date(2030, 6, 30), words="quý II/2030"),
        "agency": Window(start=None, end=date(2030, 6, 30), words="trước ngày 01/7/2030"),
        "company": Window(start=None, end=date(2030, 6, 30), words="hoàn thành trong tháng 6/2030"),
    }
    assert len(commune.names) == 3
    assert [share.at_least for share in commune.shares] == [0.7]
    assert agency.size.branch_for(199) == agency.size.branches[0]
    assert agency.size.branch_for(200) is None
    assert plan.gate is not None
    assert [step.kind for step in plan.gate.steps] == [StepKind.ENDORSEMENT, StepKind.ENDORSEMENT, StepKind.OPINION]
    assert [*plan.gated_units] == ["90011"]
    assert [board_date.day for board_date in plan.board_dates] == [date(2030, 7, 15)]


def test_a_campaign_is_known_by_the_sha256_of_its_bytes() -> None:
    """Each decision names the campaign file it was taken under."""
    content = (STEEL / "campaign.toml").read_bytes()
    assert load_campaign(STEEL).sha256 == hashlib.sha256(content).hexdigest()


def test_a_file_saved_with_a_mark_of_utf8_is_read(tmp_path: Path) -> None:
    """Windows' editors put a byte order mark first."""
    assert load_campaign(written(tmp_path, "\ufeff" + changed())).id == "thep-vi-du-2031"


@given(text=st.text(st.characters(codec="utf-8"), max_size=60), at=st.floats(0, 1))
def test_no_bad_file_gives_a_traceback(text: str, at: float, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever is typed into the file anywhere, it is read or refused with sentences."""
    sound = changed()
    place = int(at * len(sound))
    told = faults_of(tmp_path_factory.mktemp("campaign"), sound[:place] + text + sound[place:])
    assert all(fault.sentence for fault in told)


@given(dropped=st.sets(st.integers(0, 200), max_size=6))
def test_no_missing_lines_give_a_traceback(dropped: set[int], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Lines lost from the file, headings of tables among them, are faults like others."""
    kept = [line for number, line in enumerate(changed().splitlines(keepends=True)) if number not in dropped]
    told = faults_of(tmp_path_factory.mktemp("campaign"), "".join(kept))
    assert all(fault.sentence for fault in told)


def test_kinds_of_category_and_presence_are_read_as_words() -> None:
    """The file writes the domain's words, not numbers or types of its own."""
    agency = load_campaign(SONG_LAM).level("agency").conference
    assert agency is not None
    workers = agency.composition[1]
    assert (workers.kind, workers.presence, workers.one_of) == (CategoryKind.EXEMPLAR, Presence.ONE_OF, "exemplars")

"""Every letter, for every level of every campaign we have, in all the turns it can take."""

import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from emulation_workflow.adapters.campaign_file import load_campaign
from emulation_workflow.adapters.mail.templates import (
    TEXT_WIDTH,
    LetterNotRendered,
    LetterTemplates,
    held_in_page,
    paragraph,
    paragraphs,
    tidy,
)
from emulation_workflow.bootstrap import CAMPAIGNS
from emulation_workflow.domain.campaign import Campaign, Level
from emulation_workflow.domain.mail.letters import (
    CODE_MARK,
    RUN_LINK_MARK,
    WITH_CODE,
    Letter,
    LetterKind,
    Rendered,
    code_mark,
)
from emulation_workflow.settings import PROJECT
from tests.support.samples.letter_samples import sample_letters

FOLDER = PROJECT / "templates" / "email"
TEMPLATES = LetterTemplates(FOLDER)
KON_TUM = load_campaign(CAMPAIGNS / "kon_tum_2020")
OURS = [
    KON_TUM,
    *(load_campaign(path) for path in sorted(CAMPAIGNS.iterdir()) if path.name != "kon_tum_2020"),
]
EVERY_LEVEL = [pytest.param(of, level, id=f"{of.id} {level.id}") for of in OURS for level in of.levels]

NO_PAPER = {"number": "", "date": "", "signer": ""}
NO_CONFERENCE = {"name": "", "held_on": "", "time": "", "place": "", "delegates": 0, "mode": ""}

TURNS: Mapping[LetterKind, tuple[dict[str, Any], ...]] = {
    LetterKind.PLAN_RECEIVED: (
        {},
        {"gated": False, "stage_name": ""},
        {"gated": False, "findings": [], "conference": NO_CONFERENCE, "plan_paper": NO_PAPER},
    ),
    LetterKind.RESULT_RECEIVED: (
        {},
        {"findings": [], "conference": NO_CONFERENCE, "report_paper": NO_PAPER, "papers": 0},
        {"difficulties": [], "correction": "", "version": 1},
    ),
    LetterKind.DECISION_ASKED: (
        {},
        {"asks": "endorsement", "decisions": [], "recorded_by": "", "on_behalf_of": "Lê Văn Thí Dụ"},
        {"asks": "confirmation", "asked_changes": "Giảm số đại biểu.\n\nThêm một tham luận."},
        {"asks_day": True, "proposal_words": "tháng 4/2020, tương tự II.2.2*"},
        {"asks_day": True, "proposal_words": "", "due": "20/3/2020", "due_source": ""},
    ),
    LetterKind.CONFIRMATION_CODE: (
        {},
        {"reissued": False, "on_behalf_of": "Lê Văn Thí Dụ", "asks": "endorsement"},
        {"asks": "confirmation"},
    ),
    LetterKind.ENTRY_CODE: ({},),
    LetterKind.PAPER_TO_CONFIRM: (
        {},
        {"is_own": True, "answers": [{"act": "take_back", "name": "Người nhập rút lại"}]},
        {"is_signer": True},
    ),
    LetterKind.ACT_RECORDED: (
        {},
        {"contact": "", "code_sent_to": "vanthu.tdkt@kontum.example", "capacities": ["người nhập", "người ký"]},
    ),
    LetterKind.SENT_BACK: ({}, {"back_to": "revision", "asked_changes": "Giảm số đại biểu.", "due": ""}),
    LetterKind.CHANGES_ASKED: ({}, {"fixed_day": "", "fixed_by": ""}, {"fixed_by": ""}),
    LetterKind.DISAGREED: ({},),
    LetterKind.CLEARED: (
        {},
        {"window_words": "", "window_clause": "", "lessons": []},
        {"window_words": "", "fixed_day": "17/4/2020", "fixed_by": "số 812/UBND-KGVX"},
    ),
    LetterKind.WITHDRAWN: (
        {},
        {"was_cleared": True, "reason": "", "by": {"name": "", "title": "", "on_behalf_of": ""}},
    ),
    LetterKind.CODES_LOCKED: ({},),
    LetterKind.ORDER_NOTICE: (
        {},
        {"is_moved": False, "is_stopped": True, "planned": "", "tasks": []},
        {"is_moved": False, "is_called_off": True},
        {"is_moved": False, "changes": []},
    ),
    LetterKind.ORDER_CODE: ({},),
    LetterKind.CAMPAIGN_OPENED: (
        {},
        {"gated": False, "gate_clause": ""},
        {"form_name": "", "dates_name": ""},
        {"tasks": []},
    ),
    LetterKind.RESULT_ASKED: (
        {},
        {"was_held": True, "by_plan": False, "planned": False},
        {"by_plan": False, "planned": False, "reports_to": "Ủy ban nhân dân huyện Đắk Tô"},
    ),
    LetterKind.MAIL_ANSWER: (
        {},
        {"files": [], "subject": "", "has_form": False},
        {"notes": [], "has_form": False},
        {
            "files": [{"name": "", "fate": "taken", "fate_name": "đã tiếp nhận", "version": 2, "problems": []}],
            "notes": [],
        },
    ),
    LetterKind.REMINDER: (
        {},
        {"own": [], "asked": "Gửi để biết.", "left_out": 0},
        {"others": [], "asked": "", "late": 0, "left_out": 0},
        {"others": [], "soon": 0, "told_lessons": []},
    ),
    LetterKind.LESSONS: ({},),
    LetterKind.SEAL: ({},),
    LetterKind.SIGN_IN: ({},),
    LetterKind.DIFFICULTY_ANSWERED: ({}, {"source": "", "document": ""}, {"answer": ""}),
    LetterKind.DIGEST: (
        {},
        {
            "overdue": [],
            "due_soon": [],
            "unreachable": [],
            "difficulties": [],
            "elsewhere": [],
            "late": 0,
            "soon": 0,
            "letters": 0,
        },
    ),
}

WITH_RUN_LINK = {LetterKind.DECISION_ASKED, LetterKind.CONFIRMATION_CODE, LetterKind.CODES_LOCKED, LetterKind.SIGN_IN}


def samples(of: Campaign = KON_TUM, level: Level = KON_TUM.levels[1]) -> dict[LetterKind, Letter]:
    return {letter.kind: letter for letter in sample_letters(of, level)}


def code_marks(context: Mapping[str, Any]) -> set[str]:
    """What stands for the codes of a letter: one, or one for each answer."""
    return {code_mark(answer["act"]) for answer in context.get("answers", ())} or {CODE_MARK}


def rendered(kind: LetterKind, **changes: object) -> Rendered:
    letter = samples()[kind]
    return TEMPLATES.render(replace(letter, context={**letter.context, **changes}))


@pytest.mark.complete
def test_every_letter_has_its_folder_and_every_folder_its_letter() -> None:
    """No letter without its templates, no templates without a letter."""
    assert {path.name for path in FOLDER.iterdir() if path.is_dir()} == {kind.value for kind in LetterKind}


@pytest.mark.complete
def test_every_letter_is_tried_in_all_its_turns() -> None:
    """No letter without its test."""
    assert set(TURNS) == set(LetterKind)


@pytest.mark.complete
@pytest.mark.parametrize(("of", "level"), EVERY_LEVEL)
def test_every_letter_is_whole_at_every_level(of: Campaign, level: Level) -> None:
    """Nothing undefined, nothing left of the templates' own signs, no mark but those filled at sending."""
    for kind, letter in samples(of, level).items():
        for turn in TURNS[kind]:
            words = TEMPLATES.render(replace(letter, context={**letter.context, **turn}))
            is_linked = kind in WITH_RUN_LINK and turn.get("asks") != "recording"
            marks = {RUN_LINK_MARK} if is_linked or turn.get("is_signer") else set()
            marks |= code_marks({**letter.context, **turn}) if kind in WITH_CODE else set()
            for part in (words.text, words.html):
                assert set(re.findall(r"\[\[.*?\]\]", part)) == marks
                assert not re.search(r"\{\{|\}\}|\{%|Undefined|\bNone\b|\bTrue\b|\bFalse\b", part)
                assert "Kính gửi" in part
                assert of.plan.number in part
            assert words.subject
            assert "\n" not in words.subject
            assert "[[" not in words.subject


@pytest.mark.parametrize("kind", LetterKind)
def test_plain_text_is_wrapped_and_html_is_of_one_piece(kind: LetterKind) -> None:
    """The plain text reads as well as the HTML; the HTML fetches nothing from anywhere."""
    for turn in TURNS[kind]:
        words = rendered(kind, **turn)

        assert [line for line in words.text.splitlines() if len(line) > TEXT_WIDTH] == []
        assert "\n\n\n" not in words.text
        assert not re.search(r"<(img|script|link|iframe|form|object)|src=|url\(|@import", words.html)


@pytest.mark.parametrize("kind", LetterKind)
def test_a_missing_value_is_refused_with_the_letters_name(kind: LetterKind) -> None:
    """A letter never goes out with a hole in it."""
    letter = samples()[kind]
    of_no_unit = (
        LetterKind.REMINDER,
        LetterKind.LESSONS,
        LetterKind.DIGEST,
        LetterKind.ORDER_CODE,
        LetterKind.ACT_RECORDED,
        LetterKind.SEAL,
        LetterKind.SIGN_IN,
    )
    for missing in ("plan_named", "signature", "addressees", *(() if kind in of_no_unit else ("unit_name",))):
        context = {name: value for name, value in letter.context.items() if name != missing}

        with pytest.raises(LetterNotRendered, match=f"'{kind.value}'.*'{missing}'"):
            TEMPLATES.render(replace(letter, context=context))


def test_a_missing_part_of_a_fact_is_refused_too() -> None:
    """StrictUndefined reaches into lists and tables."""
    decision = {"role_name": "Ban", "act_name": "Không đồng ý", "reason": "x", "paper": NO_PAPER}

    with pytest.raises(LetterNotRendered, match="decided_by"):
        rendered(LetterKind.DISAGREED, decision=decision)


def test_what_people_wrote_is_escaped_in_html_alone() -> None:
    """A unit's name or a reason cannot put anything into a letter but words."""
    words = rendered(LetterKind.WITHDRAWN, unit_name="Đơn vị <b>A & B</b>", reason="<script>x</script>")

    assert "Đơn vị <b>A & B</b>" in words.text
    assert "<b>A & B" not in words.html
    assert "<script>" not in words.html
    assert "Đơn vị &lt;b&gt;A &amp; B&lt;/b&gt;" in words.html


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("II.2.1*", "(mục II.2.1*)"),
        ("III, đoạn cuối", "(mục III, đoạn cuối)"),
        ("Điều 2", "(Điều 2)"),
        ("Mục 3", "(Mục 3)"),
        ("Căn cứ", "(Căn cứ)"),
    ],
)
def test_a_clause_is_named_as_its_plan_names_it(clause: str, said: str) -> None:
    """Plans number their parts or name them; "mục" is put before numbers alone."""
    words = rendered(LetterKind.CLEARED, window_words="tháng 4/2020", window_clause=clause, fixed_day="")

    assert f"tháng 4/2020 {said}" in " ".join(words.text.split())
    assert f"tháng 4/2020 {said}" in words.html


def test_no_key_of_a_page_stands_in_a_letter_and_no_duty_that_no_plan_states() -> None:
    """Leaders have no key of an artifact to type; a pilot is told what its conference is for, not to report on it."""
    written = {kind: TEMPLATES.render(letter).text for kind, letter in samples(KON_TUM, KON_TUM.levels[0]).items()}
    assert [kind for kind, text in written.items() if "artifacts/key" in text] == []
    assert "Về hội nghị điểm, Kế hoạch nêu: “" in written[LetterKind.CLEARED]
    assert "báo cáo rút kinh nghiệm" not in written[LetterKind.CLEARED]


def test_no_time_is_made_up_where_the_plan_gives_none() -> None:
    """Principle: what the plan does not say is shown as not said."""
    asked = rendered(LetterKind.DECISION_ASKED, due="", due_source="")

    assert "Thời hạn trả lời: Kế hoạch số 2297/KH-UBND không nêu." in asked.text
    assert "Thời hạn trả lời: Kế hoạch số 2297/KH-UBND không nêu." in re.sub("</?span[^>]*>", "", asked.html)


def test_a_day_set_by_the_board_names_its_source() -> None:
    """A date of the Board is shown as the Board's, never as the plan's."""
    asked = rendered(LetterKind.DECISION_ASKED, due="20/3/2020", due_source="mốc do Ban đặt")

    assert "Thời hạn trả lời: 20/3/2020 (mốc do Ban đặt)." in asked.text


@pytest.mark.parametrize("kind", sorted(WITH_CODE))
def test_each_code_stands_once_in_each_part_and_never_in_the_subject(kind: LetterKind) -> None:
    """A code is for the one person who opens the letter, not for whoever sees a list of subjects."""
    words = rendered(kind)

    for mark in code_marks(samples()[kind].context):
        assert (words.text.count(mark), words.html.count(mark)) == (1, 1)


@pytest.mark.parametrize("kind", sorted(WITH_CODE))
def test_no_words_of_anybody_stand_for_a_code(kind: LetterKind) -> None:
    """Who writes `http://…/[[CODE]]` into a plan or a reason is sent no code by whoever follows it."""
    letter = samples()[kind]
    marks = code_marks(letter.context)
    spoilt = replace(
        letter, code_ref="ref", context=_everywhere(letter.context, " http://x.example/?" + "".join(marks))
    )

    words = TEMPLATES.render(spoilt)

    for mark in marks:
        assert (words.text.count(mark), words.html.count(mark), words.subject.count(mark)) == (1, 1, 0)
    assert "http://x.example/?[CODE]" in words.text


def _everywhere(facts: Any, words: str) -> Any:
    """Return the facts with these words after every text that a person may have written."""
    if isinstance(facts, Mapping):
        return {name: value if name in ("act", "asks") else _everywhere(value, words) for name, value in facts.items()}
    if isinstance(facts, list | tuple):
        return [_everywhere(value, words) for value in facts]
    return facts + words if isinstance(facts, str) and facts else facts


def test_what_is_no_answer_has_no_code() -> None:
    with pytest.raises(ValueError, match="no answer"):
        code_mark("agree]] http://x.example/?[[CODE:agree")


def test_a_folder_without_a_letter_is_refused_at_the_start(tmp_path: Path) -> None:
    """A template that is missing shows when the program starts, not on the day its letter is due."""
    with pytest.raises(LetterNotRendered, match="plan_received"):
        LetterTemplates(tmp_path)


def test_a_broken_template_is_refused_by_name(tmp_path: Path) -> None:
    """Other letters go on being written."""
    copy = tmp_path / "email"
    shutil.copytree(FOLDER, copy)
    (copy / "cleared" / "subject.txt").write_text("{% if %}", encoding="utf-8")
    templates = LetterTemplates(copy)
    assert templates.render(samples()[LetterKind.PLAN_RECEIVED]).subject
    with pytest.raises(LetterNotRendered, match="cleared"):
        templates.render(samples()[LetterKind.CLEARED])


def test_no_name_and_no_number_breaks_on_a_narrow_screen() -> None:
    """Only what is read is held: no tag, no style; of a heading in capitals the last two words."""
    written = "<style>a { font: Times New Roman }</style><b>TỈNH KON TUM</b><p>Xã Đắk Hà, số 97/KH-UBND</p>"
    held = held_in_page(written).replace("\u00a0", "~")
    number = '<span style="white-space:nowrap">97/KH-UBND</span>'
    assert held == f"<style>a {{ font: Times New Roman }}</style><b>TỈNH KON~TUM</b><p>Xã~Đắk~Hà, số {number}</p>"


def test_paragraphs_break_between_words_only() -> None:
    """Document numbers, links and names stay in one piece, whatever stands before and behind a name."""
    number = "812/UBND-KGVX-" + "x" * TEXT_WIDTH

    assert paragraph(f"Văn bản {number} ngày", "- ").splitlines() == ["- Văn bản", f"  {number}", "  ngày"]
    at_the_end = paragraph("x" * (TEXT_WIDTH - 4) + " Kon Tum, Đắk Hà").replace("\u00a0", " ")
    assert at_the_end.splitlines()[1:] == ["Kon Tum, Đắk Hà"]
    assert paragraphs("một\n\nhai", "  ") == "  một\n  hai"
    assert tidy("\n\na  \n\n\n\nb\n\n") == "a\n\nb\n"

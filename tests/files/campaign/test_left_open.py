"""What a plan leaves open stays open: from the file to the findings, the form, the obligations and the summary."""

import io
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from emulation_workflow.adapters.campaign_file import load_campaign
from emulation_workflow.adapters.campaign_file.draft import CampaignDraft
from emulation_workflow.adapters.campaign_file.references import quotations_say_something
from emulation_workflow.adapters.campaign_file.remarks import left_open, remarks, same_names, silent_checks
from emulation_workflow.adapters.forms.written import form_bytes, result_form_bytes
from emulation_workflow.adapters.schemas.plan_choices import form_of
from emulation_workflow.adapters.schemas.result_schema import report_form_of
from emulation_workflow.adapters.submissions.files import read_plan_file, read_result_file
from emulation_workflow.bootstrap import CAMPAIGNS
from emulation_workflow.domain.calendar import WorkCalendar, calendar_of
from emulation_workflow.domain.campaign import (
    BoardDate,
    Campaign,
    CheckKind,
    Conference,
    DifficultyPath,
    FormalNames,
    HalfDay,
    Window,
    is_nobodys,
)
from emulation_workflow.domain.checks import check_plan
from emulation_workflow.domain.findings import Verdict
from emulation_workflow.domain.obligations.obligation import DueSource
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.schedule.derivation import derive
from emulation_workflow.domain.submissions import UnitPlan
from tests.support.good_reports import reported

BARE = """
id = "toi-thieu-2031"
title = "Hội nghị điển hình tiên tiến huyện Ví Dụ (giả định)"
province = "huyện Ví Dụ (giả định)"
fictional = true
effective_from = 2031-01-05

[plan]
number = "07/KH-UBND"
date = 2031-01-05
issuer = "Ủy ban nhân dân huyện Ví Dụ (giả định)"

[[levels]]
id = "commune"
name = "cấp xã"
heading = "Đối với cấp xã"
clause = "II"
rule = "T1"
unit_levels = ["commune"]

[levels.conference]
{conference}

[[tasks]]
id = "conference"
name = "Tổ chức hội nghị"
audience = "conference_units"
due = "conference"
evidence = "Ngày tổ chức"
rule = "T1"

[[roles]]
id = "unit"
name = "Đơn vị"
scope = "own_unit"

[[bodies]]
id = "committee"
name = "Ủy ban nhân dân huyện Ví Dụ (giả định)"
short_name = "UBND huyện"
letter_head = ["ỦY BAN NHÂN DÂN HUYỆN VÍ DỤ"]
place = "Ví Dụ"

[letters]
from_name = "Huyện Ví Dụ (giả định)"
reply_to = "thidua@vidu.example"
signature = ["PHÒNG NỘI VỤ"]
contact = "Phòng Nội vụ, 0260 386 230"

[holidays]
country = "VN"

[[rules]]
id = "T1"
clause = "II"
quote = "Các xã tổ chức hội nghị"
kind = "HARD"
"""

COMMUNE = Unit(code="X1", name="Xã Một", level="commune", kind="commune")
DAY = date(2031, 5, 14)


def loaded(folder: Path, conference: str = "") -> Campaign:
    (folder / "campaign.toml").write_text(BARE.replace("{conference}", conference), encoding="utf-8")
    return load_campaign(folder)


def bare_plan(held_on: date | None = DAY) -> UnitPlan:
    """A plan that states little more than its day."""
    return UnitPlan(
        unit="X1",
        number="1/KH-UBND",
        signed_on=None,
        signer="",
        conference_name="Hội nghị bất kỳ",
        held_on=held_on,
        starts_at=None,
        ends_at=None,
        place="",
        mode=None,
        delegates={},
        agenda=(),
    )


def findings(campaign: Campaign, held_on: date | None = DAY) -> dict[str, str]:
    """Return the verdict of each finding, by code, on a bare plan of a bound unit."""
    plan = bare_plan(held_on)
    calendar = WorkCalendar(campaign.holidays)
    found = check_plan(plan, campaign, COMMUNE, as_of=date(2031, 2, 1), calendar=calendar)
    return {finding.code: finding.verdict.value for finding in found if finding.code != "level_bound"}


def test_a_plan_that_says_nothing_judges_nothing(tmp_path: Path) -> None:
    """No congress, no period, no window, no session, no cap, no name, no list: no finding, and a form without them."""
    campaign = loaded(tmp_path)
    assert findings(campaign) == {}
    assert form_bytes(campaign, COMMUNE)
    assert result_form_bytes(campaign, COMMUNE)


def cells(form: bytes) -> list[str]:
    """Everything that is written anywhere in a form."""
    return [
        str(cell.value)
        for sheet in load_workbook(io.BytesIO(form))
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]


@pytest.mark.parametrize("words", ["phát động", "tham luận", "Tham luận", "=SUM("])
def test_a_form_asks_for_nothing_that_the_plan_leaves_open(tmp_path: Path, words: str) -> None:
    """No period, no papers, no formula over nothing; Kon Tum's forms ask for all of it."""
    campaign = loaded(tmp_path)
    for form in (form_bytes(campaign, COMMUNE), result_form_bytes(campaign, COMMUNE)):
        assert [cell for cell in cells(form) if words in cell] == []
    kon_tum = load_campaign(CAMPAIGNS / "kon_tum_2020")
    commune = Unit(code="1", name="Xã", level="commune", kind="xã")
    asked = [*cells(form_bytes(kon_tum, commune)), *cells(result_form_bytes(kon_tum, commune))]
    assert any(words in cell for cell in asked)


def test_what_a_report_states_all_the_same_is_written_into_its_form(tmp_path: Path) -> None:
    """A unit that tells of papers unasked gets them back as it wrote them."""
    campaign = loaded(tmp_path)
    report = reported(bare_plan())
    form = result_form_bytes(campaign, COMMUNE, report=report)
    assert read_result_file("x.xlsx", form, campaign=campaign, units=[COMMUNE]).papers == report.papers


def test_a_plan_file_need_not_hold_the_lists_it_has_nothing_to_say_in(tmp_path: Path) -> None:
    """No agenda, no delegates: what the campaign asks for all the same is found, and the file is not refused."""
    written = 'unit = "X1"\nnumber = "1/KH-UBND"\nsigner = "Lê Mẫu"\nconference_name = "Hội nghị"\nplace = "Xã"\n'
    plan = read_plan_file("plan.toml", written.encode(), campaign=loaded(tmp_path), units=[COMMUNE])
    assert (plan.agenda, plan.delegates) == ((), {})
    listed = 'composition = [{ id = "guests", name = "Khách mời", kind = "guest", rule = "T1" }]'
    asking = loaded(tmp_path, listed)
    plan = read_plan_file("plan.toml", written.encode(), campaign=asking, units=[COMMUNE])
    found = check_plan(plan, asking, COMMUNE, as_of=DAY, calendar=calendar_of(asking.holidays))
    assert [finding.code for finding in found if finding.verdict is Verdict.ASK] == ["category_not_stated"]
    assert {"agenda", "delegates"}.isdisjoint(form_of(asking).model_json_schema()["required"])


def test_nothing_is_due_where_no_day_is_named(tmp_path: Path) -> None:
    """The obligation stands, without a day and without anybody's word for one."""
    (owed,) = derive(loaded(tmp_path), [COMMUNE], on=DAY)
    assert (owed.start, owed.due, owed.source, owed.source_words) == (None, None, DueSource.NOT_STATED, "")


def test_what_is_open_is_listed_with_the_checks_that_are_silent(tmp_path: Path) -> None:
    """Whoever wrote the file sees what it does not say."""
    campaign = loaded(tmp_path)
    assert list(left_open(campaign)) == [
        *("congress", "review_period", "launch_period", "contents", "gate", "ladder", "difficulties"),
        *("commune: names", "commune: window", "commune: session_rule", "commune: composition", "commune: size"),
    ]
    assert list(silent_checks(campaign)) == list(CheckKind)
    assert [told.code for told in remarks(campaign)] == ["nobody_changes_the_plan", "example_remains"]


def test_a_board_date_whose_document_comes_later_is_pointed_out(tmp_path: Path) -> None:
    """The opening letter would name a paper that is not there yet; what is no day says nothing."""
    plan = loaded(tmp_path)
    dates = [
        BoardDate(id=day, name="b", day=date(2031, 6, 1), document=f"3/PNV ngày {day}", rule="T1")
        for day in ("05/01/2031", "06/01/2031", "31/02/2031")
    ]
    told = [told.path for told in remarks(replace(plan, board_dates=tuple(dates))) if told.code == "board_date_later"]
    assert told == ["board_dates[1].document"]


def test_a_half_day_without_hours_is_pointed_out(tmp_path: Path) -> None:
    """“01 buổi” is then said and not judged: the level whose rule says it is named, and no other."""
    plan = loaded(tmp_path)
    half = replace(plan.levels[0].conference or Conference(), session_rule="T1")
    session = replace(plan, levels=(replace(plan.levels[0], conference=half), *plan.levels[1:]))
    hours = HalfDay(
        morning_start=time(7),
        morning_end=time(11),
        afternoon_start=time(13),
        afternoon_end=time(17),
        warn_above_minutes=240,
    )
    told = [[told.path for told in remarks(each) if told.code == "session_without_hours"] for each in (plan, session)]
    assert told == [[], ["levels[0].conference.session_rule"]]
    assert "session_without_hours" not in {told.code for told in remarks(replace(session, half_day=hours))}


def test_units_that_letters_call_alike_are_pointed_out(tmp_path: Path) -> None:
    """Two districts may each have a “Xã Hòa Bình”: its writer is shown what to write, until both are told apart."""
    plan = loaded(tmp_path)
    above = [
        Unit(code=code, name=name, level="district", kind="huyện")
        for code, name in (("A", "Huyện An"), ("B", "Huyện Bình"))
    ]
    alike = [
        Unit(code=f"{unit.code}1", name="Xã Hòa Bình", level="commune", kind="xã", parent=unit.code) for unit in above
    ]
    gone = replace(alike[0], code="A0", valid_to=plan.effective_from - timedelta(days=1))
    [told] = same_names(plan, [*above, *alike, gone])
    assert dict(told.facts) == {"names": "“Xã Hòa Bình” (A1, B1)", "code": "A1", "full": "Xã Hòa Bình, huyện An"}
    named = FormalNames(kinds=(), prefix="", exceptions={"A1": dict(told.facts)["full"]})
    assert list(same_names(replace(plan, formal_names=(named,)), [*above, *alike, gone])) == []


def test_a_quotation_that_is_a_word_is_a_fault(tmp_path: Path) -> None:
    """A reader of a finding learns nothing from “đôn đốc”; with a figure two syllables say something."""
    plan = loaded(tmp_path)
    quotes = ("đôn đốc", "01 buổi", "theo dõi, đôn đốc việc thực hiện")
    rules = tuple(replace(plan.rules[0], quote=quote) for quote in quotes)
    draft = CampaignDraft(campaign=replace(plan, rules=rules), unit_levels=None)
    assert [told.path for told in quotations_say_something(draft)] == ["rules[0].quote"]


def test_a_contact_that_is_nobodys_is_known() -> None:
    """No letter sends its reader to a made-up person or number."""
    made_up = ("Bà Lê Thị Thu Hằng (mẫu), điện thoại 0260.3862300", "ông Trần Văn An, 0200 000 000", "Ban (giả định)")
    true = ("Bà Lê Thị Thu Hằng, Văn thư Ban, điện thoại 0260.3862300", "ông Nguyễn Văn Hòa, 0905 000 123", "")
    assert [contact for contact in (*made_up, *true) if is_nobodys(contact)] == [*made_up]


WINDOWS: dict[str, tuple[str, Window]] = {
    "open-ended": ("from = 2031-03-01", Window(start=date(2031, 3, 1), end=None, words="từ ngày 01/3/2031")),
    "before a day": (
        "before = 2031-07-01",
        Window(start=None, end=date(2031, 6, 30), words="trước ngày 01/7/2031"),
    ),
    "finish by": (
        "finish_by = 2031-06-30",
        Window(start=None, end=date(2031, 6, 30), words="hoàn thành trước hoặc trong ngày 30/6/2031"),
    ),
    "half a year": (
        'half = "2031-H1"',
        Window(start=date(2031, 1, 1), end=date(2031, 6, 30), words="6 tháng đầu năm 2031"),
    ),
    "after an event": (
        'after = "Đại hội Đảng bộ huyện"',
        Window(start=None, end=None, words="sau Đại hội Đảng bộ huyện"),
    ),
    "announced later": ("announced_later = true", Window(start=None, end=None, words="thời gian thông báo sau")),
    "approximate": (
        'from = 2031-05-05, to = 2031-05-25, about = true, words = "khoảng giữa tháng 5/2031"',
        Window(start=date(2031, 5, 5), end=date(2031, 5, 25), words="khoảng giữa tháng 5/2031", is_approximate=True),
    ),
}

JUDGED = {
    "open-ended": (date(2031, 2, 28), "breach", "ok"),
    "before a day": (date(2031, 7, 1), "breach", "ok"),
    "finish by": (date(2031, 7, 1), "breach", "ok"),
    "half a year": (date(2031, 7, 1), "breach", "ok"),
    "after an event": (date(2031, 1, 6), "note", "note"),
    "announced later": (date(2031, 1, 6), "note", "note"),
    "approximate": (date(2031, 6, 2), "ask", "ok"),
}
"""A day that does not fit, how it is judged, and how 14/5/2031 is."""


@pytest.mark.parametrize("name", WINDOWS)
def test_a_window_is_judged_as_far_as_its_words_go(tmp_path: Path, name: str) -> None:
    """A last day is no beginning, an open end never passed; approximate words are asked about, never a breach."""
    written, window = WINDOWS[name]
    campaign = loaded(tmp_path, f'window = {{ {written} }}\nwindow_rule = "T1"')
    conference = campaign.levels[0].conference
    assert conference is not None
    assert conference.window == window
    outside, of_outside, of_inside = JUDGED[name]
    assert list(findings(campaign, outside).values()) == [of_outside]
    assert list(findings(campaign).values()) == [of_inside]
    (owed,) = derive(campaign, [COMMUNE], on=DAY)
    assert (owed.start, owed.due) == (window.start, window.end)
    assert form_bytes(campaign, COMMUNE)


def test_a_report_asks_for_no_list_and_no_difficulties_that_the_plan_has_nowhere_to_send(tmp_path: Path) -> None:
    """Neither in the spreadsheet nor on screen; where the plan sends delegates, or says who hears, it asks."""
    plan = loaded(tmp_path)
    sending = replace(
        plan,
        levels=(replace(plan.levels[0], upper=plan.levels[-1].id), *plan.levels[1:]),
        difficulties=DifficultyPath(rule="T1", channel="office", addressee="office"),
    )
    unit = Unit(code="VD-01", name="Xã Mẫu", level="commune", kind="xã")
    asked = ("Biên bản thông qua danh sách đại biểu", "Khó khăn, vướng mắc 1")
    for campaign, is_asked in ((plan, False), (sending, True)):
        sheet = load_workbook(io.BytesIO(result_form_bytes(campaign, unit))).worksheets[0]
        labels = {str(cell) for row in sheet.values for cell in row if cell is not None}
        assert [label in labels for label in asked] == [is_asked, is_asked]
        offered = report_form_of(campaign, on_screen=True).model_json_schema()["properties"]
        assert [key in offered for key in ("minutes", "difficulties")] == [is_asked, is_asked]

"""Values are read as people type them, and refused where they make no sense."""

import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from pydantic_core import PydanticCustomError

from emulation_workflow.adapters.schemas import values
from emulation_workflow.domain.campaign import AttendanceMode
from emulation_workflow.domain.texts import FIRST_YEAR, LAST_YEAR


def refused(read: Callable[[object], object], value: object) -> str:
    """The code with which `value` is refused."""
    with pytest.raises(PydanticCustomError) as found:
        read(value)
    return found.value.type


@pytest.mark.parametrize(
    "typed",
    ["05/3/2020", "5/3/2020", "05-03-2020", "5.3.2020", "2020-03-05", "ngày 05 tháng 3 năm 2020", " 05 / 3 / 2020 "],
)
def test_a_day_is_read_day_first_however_it_is_typed(typed: str) -> None:
    """Vietnamese offices write the day before the month."""
    assert values.read_day(typed) == date(2020, 3, 5)


@given(st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)))
def test_every_day_written_day_first_is_read_back(day: date) -> None:
    """No day is mistaken for another."""
    assert values.read_day(f"{day.day}/{day.month}/{day.year:04d}") == day


def test_the_leap_day_of_2020_exists() -> None:
    """A06: 29/02/2020 is a day like any other."""
    assert values.read_day("29/02/2020") == date(2020, 2, 29)


@pytest.mark.parametrize("typed", ["30/02/2020", "29/02/2019", "31/4/2020", "2020-13-01", "00/1/2020"])
def test_a_day_that_is_not_in_the_calendar_is_refused(typed: str) -> None:
    """30/02 is never made into another day."""
    assert refused(values.read_day, typed) == "plan_day_impossible"


@pytest.mark.parametrize("typed", ["tháng 3", "5/3", "5/3/20", "mai", 43895, 1.5, True])
def test_a_day_that_is_half_said_is_refused(typed: object) -> None:
    """What is missing is not guessed."""
    assert refused(values.read_day, typed) == "plan_day_unreadable"


def test_a_moment_is_no_day() -> None:
    """A cell with day and hour was meant for something else; midnight is how spreadsheets write a day."""
    assert values.read_day(datetime(2020, 3, 5)) == date(2020, 3, 5)  # noqa: DTZ001 - as spreadsheets give it
    assert refused(values.read_day, datetime(2020, 3, 5, 8)) == "plan_day_has_hour"  # noqa: DTZ001 - as spreadsheets give it
    assert refused(values.read_day, datetime(2020, 3, 5, tzinfo=UTC)) == "plan_day_has_hour"


@pytest.mark.parametrize(
    "typed",
    [
        "8h00",
        "8h",
        "08:00",
        "8:00",
        "08:00:00",
        "8 giờ",
        "8 giờ 00",
        "8 giờ 00 phút",
        "8H00",
        "8g00",
        time(8),
        "8h00 sáng",
        "8h00'",
    ],
)
def test_an_hour_is_read_however_it_is_typed(typed: object) -> None:
    """8h00 on paper and 08:00 in a spreadsheet are one time."""
    assert values.read_hour(typed) == time(8)


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("2 giờ chiều", time(14)),
        ("1h30 chiều", time(13, 30)),
        ("14h chiều", time(14)),
        ("7 giờ rưỡi tối", time(19, 30)),
        ("11h30 trưa", time(11, 30)),
        ("12 giờ trưa", time(12)),
        ("1 giờ trưa", time(13)),
        ("7 giờ rưỡi", time(7, 30)),
    ],
)
def test_an_hour_with_its_half_of_the_day_is_that_of_the_clock(typed: str, hour: time) -> None:
    """As people say it: 2 giờ chiều is 14:00."""
    assert values.read_hour(typed) == hour


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("14h sáng", "impossible"),
        ("8 giờ kém 15", "unreadable"),
        ("25h00", "impossible"),
        ("8h60", "impossible"),
        ("sáng", "unreadable"),
        ("7h3", "unreadable"),
    ],
)
def test_an_hour_that_is_none_is_refused(typed: str, code: str) -> None:
    """There is no 25 o'clock, and 7h3 is 7h03 or 7h30."""
    assert refused(values.read_hour, typed) == f"plan_hour_{code}"


@pytest.mark.parametrize(("typed", "count"), [(20, 20), ("20", 20), (20.0, 20), (0, 0), ("", None), (None, None)])
def test_a_count_is_a_whole_number_or_nothing(typed: object, count: int | None) -> None:
    """Not stated is not zero (A02)."""
    assert values.read_count(typed) == count


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (-1, "negative"),
        ("-5", "negative"),
        (20.5, "not_whole"),
        ("20 người", "not_whole"),
        ("1.200", "not_whole"),
        (True, "not_whole"),
        (float("nan"), "not_whole"),
        (10**9, "too_large"),
    ],
)
def test_a_count_that_is_none_is_refused(typed: object, code: str) -> None:
    """People come in whole numbers from zero up."""
    assert refused(values.read_count, typed) == f"plan_count_{code}"


def test_a_row_without_its_count_is_refused() -> None:
    """A row says how many; an empty one would read as nobody."""
    assert refused(values.read_whole, None) == "plan_count_missing"


@given(st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_a_name_is_the_same_in_every_unicode_form(form: str) -> None:
    """Marks typed apart from their letters are the same name, kept in the composed form."""
    name = "Hội nghị tuyên dương điển hình tiên tiến"
    assert values.read_line(unicodedata.normalize(form, name)) == name  # type: ignore[arg-type]  # one of the four forms there are


def test_what_cannot_be_seen_goes_and_spaces_become_single() -> None:
    """Zero-width signs and no-break spaces come along when text is pasted."""
    assert values.read_line("\ufeffUBND\u00a0 thành\u200b phố\n") == "UBND thành phố"


@pytest.mark.parametrize("typed", ["Héi nghÞ ®iÓn h×nh", "Hoäi nghò ñieån hình"])
def test_text_of_an_old_font_is_read_where_it_is_certain(typed: str) -> None:
    """TCVN3 and VNI would be stored as rubbish."""
    assert values.read_line(typed) == "Hội nghị điển hình"


@pytest.mark.parametrize("typed", ["Hội nghÞ", "Kon Pl«ng", "Nguyá»…n"])
def test_text_of_an_old_font_that_is_not_certain_is_refused(typed: str) -> None:
    """Two alphabets in one text, a name that is no Vietnamese syllable, or UTF-8 taken for Latin."""
    assert refused(values.read_line, typed) == "plan_text_old_font"


@pytest.mark.parametrize(
    "typed", ["Nguy?n V?n An", "V? việc", "Y H?", "Lê Th? Ba", "hội ngh? xã", "12/Q?-UBND", "?ức", "H\ufffd"]
)
def test_a_line_whose_letters_were_lost_is_refused(typed: str) -> None:
    """A program without Vietnamese letters wrote question marks, or the sign for what it could not read."""
    assert refused(values.read_line, typed) == "plan_text_letters_lost"
    assert refused(values.read_note, f"Kính gửi Ban.\n{typed} Nguy?n") == "plan_text_letters_lost"


@pytest.mark.parametrize(
    "typed",
    ["Có được hoãn không?", "Bao giờ họp? đề nghị Ban cho biết.", "(?)", "https://a.example/x?id=b", "Thật ư?!"],
)
def test_a_question_is_asked_as_it_stands(typed: str) -> None:
    """In a note also within the text, in a link wherever."""
    assert values.read_note(typed) == typed


@pytest.mark.parametrize(
    "typed", ["Làm gì để nhân điển hình? Kinh nghiệm của xã", "Vai trò của MTTQ?", "Hội trường (?)"]
)
def test_a_title_may_ask(typed: str) -> None:
    """A line is read as it stands where the question is one."""
    assert values.read_line(typed) == typed


@pytest.mark.parametrize("typed", ["a\x00b", "a\x07", "\ud800"])
def test_signs_that_nothing_can_show_are_refused(typed: str) -> None:
    """They break letters, databases and spreadsheets later on."""
    assert refused(values.read_line, typed) == "plan_text_unprintable"


@pytest.mark.parametrize("kind", [values.Line, values.Note])
@pytest.mark.parametrize(
    "sign", ["\u200b", "\u200e", "\u061c", "\u00ad", "\u2060", "\ufeff", "\u3164", "\ufe0f", "\U000e0041"]
)
def test_no_text_type_of_a_schema_keeps_signs_that_do_not_show(kind: Any, sign: str) -> None:
    """By whichever door: a file of JSON as one of Excel."""
    read = TypeAdapter(kind).validate_python
    assert (read(f"Đại{sign} hội{sign}"), read(f"ab{sign}c")) == ("Đại hội", "abc")


def test_a_text_has_an_end() -> None:
    """Nobody's place is called in more than 500 signs."""
    assert refused(values.read_line, "a" * 501) == "plan_text_too_long"


def test_a_date_where_words_belong_is_refused() -> None:
    """A spreadsheet that turned "12/3" into a date has lost the number."""
    assert refused(values.read_line, date(2020, 3, 12)) == "plan_text_is_day"


@pytest.mark.parametrize("typed", ["plenary", "Hội nghị toàn thể", "hoi nghi toan the"])
def test_the_mode_is_read_by_id_or_in_words(typed: str) -> None:
    """Files use the id, people the words."""
    assert values.read_mode(typed) == AttendanceMode.PLENARY


@pytest.mark.parametrize(("typed", "said"), [("Có", True), ("x", True), (True, True), ("Không", False), (None, False)])
def test_yes_and_no_are_read_in_vietnamese(typed: object, said: bool) -> None:  # noqa: FBT001 - pytest hands it over by name
    """An empty box is no."""
    assert values.read_yes_no(typed) == said


@pytest.mark.parametrize("typed", ["có lẽ", 2])
def test_neither_yes_nor_no_is_refused(typed: object) -> None:
    """Perhaps is no answer."""
    assert refused(values.read_yes_no, typed) == "plan_yes_no_unreadable"


@pytest.mark.parametrize(
    "typed", [1e308, 12, "12", "1e308", "---", "x", "?!", "a@example.org", "chưa ký", "1. Lê Văn An"]
)
def test_what_can_be_nobodys_name_is_refused(typed: object) -> None:
    """Whoever signed a paper is told of what was entered in their name, and may not decide on their own."""
    assert refused(values.read_person, typed) == "plan_name_unreadable"


@pytest.mark.parametrize("typed", ["", "Y A", "Lê Văn An (mẫu)", "Phó Chủ tịch Lê Văn An", "H'Mai Niê", "Lê An, 1975"])
def test_a_name_is_read_with_what_is_said_besides(typed: str) -> None:
    """Posts, remarks and names of the highlands."""
    assert values.read_person(typed) == typed


@pytest.mark.parametrize(
    "typed",
    [
        *("a", "a@b", "a b@example.org", "a@example.org, b@example.org", "a@example.org?subject=x", "a%c@example.org"),
        *(
            "á@example.org",
            "a@-b.vn",
            "a..b@example.org",
            "a@b..vn",
            f"{'a' * 65}@example.org",
            "a@example.1",
            "x?y@b.vn",
        ),
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    """An answer must reach somebody."""
    assert refused(values.read_email, typed) == "plan_email_wrong"

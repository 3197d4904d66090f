"""Days as calendars take them in."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar

from emulation_workflow.adapters.submissions.calendar_file import calendar_bytes
from emulation_workflow.domain.schedule.calendar_entries import CalendarEntry

AT = datetime(2019, 9, 12, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
MARCH = CalendarEntry(
    id="kt-608-conference",
    title="Tổ chức hội nghị, cấp huyện; lần 1",
    start=date(2020, 3, 1),
    end=date(2020, 3, 31),
    about="Căn cứ mục II.2.2\nKế hoạch số 2297/KH-UBND",
)


def test_an_entry_spans_whole_days_and_keeps_its_id() -> None:
    """The end of RFC 5545 is the day after; sent again, the same event is changed, not doubled."""
    content = calendar_bytes([MARCH], name="Kế hoạch", domain="kontum.example", at=AT)
    calendar = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2020, 3, 1), date(2020, 4, 1))
    assert (str(event["summary"]), str(event["description"])) == (MARCH.title, MARCH.about)
    assert str(event["uid"]) == "kt-608-conference@kontum.example"
    assert str(calendar["method"]) == "PUBLISH"


def test_an_alarm_rings_a_week_before_the_last_day() -> None:
    """Whoever keeps the day is told in time to act: at eight in the morning, not at midnight."""
    content = calendar_bytes([MARCH], name="Kế hoạch", domain="kontum.example", at=AT)
    (alarm,) = Calendar.from_ical(content).walk("VALARM")
    end, rings = datetime(2020, 4, 1, tzinfo=AT.tzinfo), datetime(2020, 3, 24, 8, tzinfo=AT.tzinfo)
    assert (alarm.decoded("trigger"), alarm["trigger"].params["RELATED"]) == (rings - end, "END")


def test_lines_are_folded_by_bytes_and_end_as_the_standard_asks() -> None:
    """Vietnamese letters are never cut in two."""
    content = calendar_bytes([MARCH], name="Kế hoạch", domain="kontum.example", at=AT)
    lines = content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert content.count(b"\n") == content.count(b"\r\n")
    assert "Tổ chức hội nghị" in content.decode()

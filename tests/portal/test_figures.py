"""Consolidated figures, from the province down to a report."""

import re
from pathlib import Path

import pytest

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.office.office import Office
from emulation_workflow.office.results.report_receipt import receive_report
from emulation_workflow.office.roll_up.publication import publish_figures
from tests.support.builders import CITY, COMMUNE, DISTRICT
from tests.support.good_reports import report_of
from tests.support.kon_tum import kon_tum_office
from tests.support.offices import CHAIR, CLERK, FakeClock, sealed_acts, submit
from tests.support.pages.person import Person


@pytest.fixture
def leader(office: Office) -> Person:
    """Somebody of the People's Committee."""
    person = Person(office)
    person.sign_in(CHAIR.email)
    return person


def test_figures_open_down_to_a_report(leader: Person, office: Office, clock: FakeClock) -> None:
    """Every link leads to a page, place by place."""
    clock.go_on(days=200)
    receive_report(office, report_of(COMMUNE), channel=Channel.COMMAND)
    leader.sign_in(CHAIR.email)
    seen, ahead = set(), ["/so-lieu"]
    while ahead:
        path = ahead.pop()
        shown = leader.open(path)
        assert shown.status_code == 200, path
        seen.add(path)
        links = re.findall(r'href="(/so-lieu(?!/van-ban)[^"]*)"', shown.text)
        ahead += [link.replace("&amp;", "&") for link in links if link.replace("&amp;", "&") not in {*seen, *ahead}]
    assert f"/so-lieu?noi={DISTRICT.code}" in seen
    assert f"/so-lieu/bao-cao/{COMMUNE.code}/1" in seen


def test_a_place_or_day_that_is_none_is_told_so(leader: Person) -> None:
    """Whatever stands in the address."""
    assert leader.open("/so-lieu?noi=khong-co").status_code == 404
    assert leader.open("/so-lieu?ngay=31/02/2020").status_code == 422
    assert leader.open("/so-lieu/bao-cao/X/99").status_code == 404
    assert leader.open("/so-lieu/bao-cao/X/y").status_code == 422


def test_what_was_published_is_shown(leader: Person, office: Office) -> None:
    """With what of it is another figure now."""
    assert "Chưa công bố" in leader.open("/so-lieu/cong-bo").text
    today = office.clock.now().date()
    publish_figures(office, today, document="12/BC", signed_on=today, by=CLERK.number, channel=Channel.COMMAND)
    assert "12/BC" in leader.open("/so-lieu/cong-bo").text


def test_drafts_are_drawn_up_for_whoever_decides(leader: Person, office: Office) -> None:
    """As files, from the plan under way."""
    submit(office, CITY)
    shown = leader.open(f"/ho-so/{CITY.code}").text
    assert f"/ho-so/{CITY.code}/van-ban/opinion" in shown
    assert leader.open(f"/ho-so/{CITY.code}/van-ban/khac").status_code == 404


def test_the_province_is_shown_in_pictures_and_drawn_up_as_a_paper(tmp_path: Path) -> None:
    """The pictures are ours, and the paper is a file, which leaves a row: papers name people."""
    office = kon_tum_office(tmp_path)
    leader = Person(office)
    leader.sign_in(CHAIR.email)
    for picture in re.findall(r'src="(/so-lieu/hinh/[^"]*)"', leader.open("/so-lieu").text):
        drawn = leader.open(picture)
        assert (drawn.status_code, drawn.content[:4]) == (200, b"\x89PNG")
    assert leader.open("/so-lieu/hinh/khac").status_code == 404
    drafted = leader.open("/so-lieu/van-ban/docx")
    assert (drafted.status_code, drafted.content[:2]) == (200, b"PK"), drafted.text
    assert sealed_acts(office)[-1]["what"] == "viewed"
    assert leader.open("/so-lieu/van-ban/exe").status_code == 404


def test_a_report_is_shown_whole_and_its_figures_that_were_published_otherwise(
    leader: Person, office: Office, clock: FakeClock
) -> None:
    """With its tables, and what it says was wrong before."""
    clock.go_on(days=200)
    receive_report(office, report_of(COMMUNE), channel=Channel.COMMAND)
    on = office.clock.now().date()
    publish_figures(office, on, document="12/BC", signed_on=on, by=CLERK.number, channel=Channel.COMMAND)
    corrected = report_of(COMMUNE, honours=report_of(COMMUNE).honours[:1], correction="Ghi thừa một người")
    receive_report(office, corrected, channel=Channel.COMMAND)
    leader.sign_in(CHAIR.email)
    shown = leader.open(f"/so-lieu/bao-cao/{COMMUNE.code}/2").text
    assert "Ghi thừa một người" in shown
    assert "Dồn điền đổi thửa" in shown
    assert "Số liệu đã công bố nay khác" in shown

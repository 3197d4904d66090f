"""Opening the campaign: every unit's own letter, once."""

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from icalendar import Calendar

from emulation_workflow.domain.board_list import ItemKind
from emulation_workflow.domain.campaign import Audience, DueKind, Task
from emulation_workflow.domain.mail.letters import Enclosure, LetterKind, OutgoingLetter
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.messages.forms.plan_form import SHEET
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.office import Office
from emulation_workflow.office.reminders.opening import OpeningFate, open_campaign
from tests.support.builders import COMMUNE, PILOT_DEPARTMENT, PROVINCE_UNIT
from tests.support.mailing import FORMS, QUICK_FORMS, QuickForms, listed, registered, sent
from tests.support.offices import OUR_CAMPAIGN, UNITS, FakeClock, chain_faults, open_office, sealed_acts
from tests.support.servers.databases import sqlite_store


class Dying(QuickForms):
    """Forms that can be made so often, and then no more."""

    def __init__(self, *, after: int) -> None:
        super().__init__(OUR_CAMPAIGN, domain="kontum.example")
        self._left = after

    def plan_form(self, unit: Unit, parent: Unit | None, *, by_when: str = "") -> Enclosure:
        self._left -= 1
        if self._left < 0:
            raise RuntimeError("killed")
        return super().plan_form(unit, parent, by_when=by_when)


CONFERENCE = Task(
    id="conference",
    name="Tổ chức hội nghị",
    rule="T049",
    audience=Audience.CONFERENCE_UNITS,
    due=DueKind.CONFERENCE,
    evidence="Ngày tổ chức",
)
REPORT = replace(CONFERENCE, id="report", name="Báo cáo kết quả", due=DueKind.NOT_STATED, evidence="Số, ngày báo cáo")


@pytest.fixture
def office(tmp_path: Path, clock: FakeClock) -> Office:
    """An office whose campaign asks for a conference, and for a report without a day."""
    return open_office(sqlite_store(tmp_path), of=replace(OUR_CAMPAIGN, tasks=(CONFERENCE, REPORT)), clock=clock)


def outgoing(office: Office) -> dict[str, OutgoingLetter]:
    """What would be sent now, by unit."""
    render_pending_letters(office)
    now = office.clock.now()
    with office.store.act() as record:
        claimed = record.letters.claim(owner="test", now=now, lease_until=now, limit=100)
    return {letter.unit: letter for letter in claimed}


def units_written_to(office: Office) -> list[str]:
    return [letter.unit for letter in sent(office, LetterKind.CAMPAIGN_OPENED)]


def test_every_unit_of_the_plan_gets_its_letter(office: Office) -> None:
    """And nobody else: a unit that the plan asks nothing of is left in peace."""
    opened = open_campaign(office, forms=QUICK_FORMS, dry_run=False)
    expected = {unit.code for unit in UNITS} - {PROVINCE_UNIT.code}
    assert {outcome.unit.code for outcome in opened} == set(units_written_to(office)) == expected
    assert chain_faults(office) == []


def test_the_letter_says_what_is_owed_by_when_and_under_which_clause(office: Office) -> None:
    """A task without a day says that the plan names none; nothing is made up."""
    open_campaign(office, forms=QUICK_FORMS, dry_run=False)
    text = " ".join(outgoing(office)[COMMUNE.code].text.split())
    assert "1. Tổ chức hội nghị (mục" in text
    assert "31/3/2020 (theo kế hoạch: tháng 3/2020)" in text
    assert "2. Báo cáo kết quả" in text
    assert "Thời gian: kế hoạch không nêu" in text
    assert "không quy định đơn vị gửi kế hoạch để thẩm định" in text


def test_a_gated_pilot_reads_that_it_has_to_wait(office: Office) -> None:
    """III.1: it proceeds after appraisal and opinion only."""
    open_campaign(office, forms=QUICK_FORMS, dry_run=False)
    assert "được thẩm định" in outgoing(office)[PILOT_DEPARTMENT.code].text


def test_the_form_and_the_days_go_along(office: Office) -> None:
    """The unit's own form, and a calendar with what has a day."""
    open_campaign(office, forms=FORMS, dry_run=False)
    form, days = outgoing(office)[COMMUNE.code].enclosures
    assert SHEET in openpyxl.load_workbook(io.BytesIO(form.content)).sheetnames
    assert COMMUNE.name in form.name
    assert [str(event["summary"]) for event in Calendar.from_ical(days.content).walk("VEVENT")] == ["Tổ chức hội nghị"]


def test_nobody_is_written_to_twice(office: Office) -> None:
    """However often the campaign is opened."""
    open_campaign(office, forms=QUICK_FORMS, dry_run=False)
    again = open_campaign(office, forms=QUICK_FORMS, dry_run=False)
    assert {outcome.fate for outcome in again} == {OpeningFate.BEFORE}
    assert len(units_written_to(office)) == len(set(units_written_to(office)))


def test_a_dry_run_tells_and_writes_nothing(office: Office) -> None:
    """Staff see first which letters would go to whom, with as many tasks as there will be."""
    foreseen = open_campaign(office, forms=QUICK_FORMS, dry_run=True)
    with office.store.look() as record:
        assert (
            record.letters.statuses(),
            record.board_list.items(),
            record.obligations.of_units(),
            sealed_acts(office),
        ) == ([], [], [], [])
    assert open_campaign(office, forms=QUICK_FORMS, dry_run=False) == foreseen


def test_a_unit_without_an_address_is_listed_and_written_to_once_it_has_one(office: Office) -> None:
    """Not a silence, and not for ever."""
    bare = replace(COMMUNE, email="")
    with office.store.act() as record:
        record.register.replace_units([bare])
    open_campaign(office, forms=QUICK_FORMS, dry_run=False)
    open_campaign(office, forms=QUICK_FORMS, dry_run=False)
    assert [(item.kind, item.unit) for item in listed(office)] == [(ItemKind.NO_ADDRESS, COMMUNE.code)]
    assert COMMUNE.code not in units_written_to(office)

    with office.store.act() as record:
        record.register.replace_units([replace(COMMUNE, email=registered(COMMUNE))])
    open_campaign(office, forms=QUICK_FORMS, dry_run=False)
    assert units_written_to(office).count(COMMUNE.code) == 1


def test_an_opening_that_dies_half_way_goes_on_where_it_was(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each act writes some letters; the next opening writes the rest."""
    monkeypatch.setattr("emulation_workflow.office.reminders.opening.AT_ONCE", 3)
    with pytest.raises(RuntimeError, match="killed"):
        open_campaign(office, forms=Dying(after=4), dry_run=False)
    assert len(units_written_to(office)) == 3
    open_campaign(office, forms=QUICK_FORMS, dry_run=False)
    assert len(set(units_written_to(office))) == len(units_written_to(office)) == len(UNITS) - 1

"""Who bears a code is shown, written to and taken for nothing of who bore it before."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.office.difficulties.handling import raise_difficulty
from emulation_workflow.office.entrance.units import letter_to_unit, unit_sheet
from emulation_workflow.office.office import Office
from emulation_workflow.office.reminders.opening import OpeningFate, open_campaign
from tests.support.builders import COMMUNE, DISTRICT
from tests.support.mailing import QUICK_FORMS
from tests.support.offices import CLERK, NOON, FakeClock, letters, open_office, submit
from tests.support.servers.databases import sqlite_store

BEGAN = NOON.date() + timedelta(days=5)
NEW = replace(COMMUNE, name="Xã mới", valid_from=BEGAN, email="moi@tinh.example")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office in which a unit was written to, planned and asked for help, before another bears its code."""
    clock = FakeClock()
    opened = open_office(sqlite_store(tmp_path), clock=clock)
    open_campaign(opened, forms=QUICK_FORMS, dry_run=False)
    submit(opened, COMMUNE)
    raise_difficulty(
        opened,
        unit=COMMUNE.code,
        words="Thiếu hội trường",
        raised_on=NOON.date(),
        source="1/CV",
        by=CLERK.number,
        channel=Channel.COMMAND,
    )
    with opened.store.act() as record:
        former = replace(COMMUNE, email="cu@tinh.example", valid_to=BEGAN - timedelta(days=1))
        record.register.replace_units([former, NEW])
    clock.go_on(days=6)
    return opened


def test_its_page_shows_nothing_of_the_former_unit(office: Office) -> None:
    """Neither letters nor what it asked help with, nor to the unit above that it has a plan."""
    (of_former, *_) = letters(office, COMMUNE)
    sheet = unit_sheet(office, NEW.code)
    assert (sheet.unit, sheet.plan, sheet.letters, sheet.difficulties) == (NEW, None, [], [])
    assert letter_to_unit(office, NEW.code, of_former.number) is None
    (below,) = [below for below in unit_sheet(office, DISTRICT.code).below if below.unit == NEW]
    assert below.planned_on is None


def test_it_is_told_of_the_campaign_itself_and_once(office: Office) -> None:
    """That the former unit was is no reason not to be."""
    for fate in (OpeningFate.WRITTEN, OpeningFate.BEFORE):
        opened = open_campaign(office, forms=QUICK_FORMS, dry_run=False)
        assert [unit.fate for unit in opened if unit.unit == NEW] == [fate]
    assert [letter.to[0].email for letter in letters(office, COMMUNE)][-1] == NEW.email

"""Kon Tum's own campaign and an office that works by it, on a record of the test's own."""

from functools import cache
from pathlib import Path

from emulation_workflow.adapters.campaign_file import load_campaign
from emulation_workflow.adapters.spreadsheets.register import read_units
from emulation_workflow.adapters.submissions.files import read_plan_file
from emulation_workflow.bootstrap import CAMPAIGNS
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.registers.consistency import known_to
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.office.office import Office
from emulation_workflow.office.plans.plan_receipt import receive_plan
from tests.support.offices import CHAIR, CLERK, HEAD, FakeClock, open_office
from tests.support.servers.databases import sqlite_store

FOLDER = CAMPAIGNS / "kon_tum_2020"
PLANS = FOLDER / "samples" / "plans"


@cache
def kon_tum() -> Campaign:
    return load_campaign(FOLDER)


@cache
def units() -> tuple[Unit, ...]:
    return tuple(read_units(FOLDER / "units.csv", known_to(kon_tum())).entries)


def kon_tum_office(folder: Path, clock: FakeClock | None = None) -> Office:
    return open_office(sqlite_store(folder), of=kon_tum(), clock=clock, units=units(), officials=(HEAD, CHAIR, CLERK))


def receive(office: Office, sample: str) -> None:
    """Take in one of the sample plans, by the beginning of its file's name."""
    [path] = PLANS.glob(f"{sample}*")
    plan = read_plan_file(path.name, path.read_bytes(), campaign=kon_tum(), units=units())
    receive_plan(office, plan, channel=Channel.INTAKE_FORM)

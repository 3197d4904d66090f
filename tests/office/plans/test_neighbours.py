"""A plan that comes in is compared with the conferences that the record knows a day of."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.findings import Verdict
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.office.obligations.evidence import record_evidence
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from emulation_workflow.office.plans.plan_receipt import receive_within
from tests.support.builders import CITY, COMMUNE, DISTRICT, PILOT_COMMUNE, plan_of
from tests.support.offices import NOON, FakeClock, open_office, submit, take_back
from tests.support.owing import CONFERENCE, evidence, owing
from tests.support.servers.databases import sqlite_store

OK, BREACH, NOTE = Verdict.OK, Verdict.BREACH, Verdict.NOTE


class Undo(Exception):
    """Rolls a trial back."""


def verdict(office: Office, unit: Unit, rule: str, day: date) -> Verdict | None:
    """What the rule says of the unit's plan for this day, were it received now; nothing of it is kept."""
    with suppress(Undo), office.store.act() as record:
        plan = plan_of(unit, held_on=day)
        findings = receive_within(record, office, plan, channel=Channel.INTAKE_FORM).version.findings
        raise Undo
    return {finding.rule: finding.verdict for finding in findings}.get(rule)


@pytest.mark.parametrize(
    ("first", "rule", "second", "day", "expected"),
    [
        (DISTRICT, "T140", COMMUNE, date(2020, 5, 14), BREACH),
        (DISTRICT, "T140", COMMUNE, date(2020, 3, 12), OK),
        (COMMUNE, "T140", DISTRICT, date(2020, 3, 12), NOTE),  # A late commune is no breach of its district.
        (COMMUNE, "T140", DISTRICT, date(2020, 5, 14), OK),
        (PILOT_COMMUNE, "T141", COMMUNE, date(2020, 2, 20), BREACH),
        (PILOT_COMMUNE, "T141", COMMUNE, date(2020, 3, 12), OK),
        (COMMUNE, "T141", PILOT_COMMUNE, date(2020, 3, 12), BREACH),
        (CITY, "T142", DISTRICT, date(2020, 4, 10), NOTE),
        (CITY, "T142", DISTRICT, date(2020, 5, 14), OK),
        (DISTRICT, "T142", CITY, date(2020, 5, 14), NOTE),
    ],
)
def test_the_second_plan_is_judged_by_the_day_of_the_first(
    office: Office, first: Unit, rule: str, second: Unit, day: date, *, expected: Verdict
) -> None:
    """R140-R142: from either side, whichever of the two comes in later."""
    submit(office, first)
    assert expected == verdict(office, second, rule, day)


def test_what_was_held_counts_more_than_what_was_planned(tmp_path: Path) -> None:
    """The district planned 14 May and held it on 4 May: a commune's 10 May comes too late."""
    clock = FakeClock(NOON)
    office = open_office(sqlite_store(tmp_path), of=owing(), clock=clock)
    submit(office, DISTRICT)
    assert verdict(office, COMMUNE, "T140", date(2020, 5, 10)) is OK
    derive_obligations(office, dry_run=False)
    clock.moment = NOON.replace(month=5, day=5)
    held = evidence(DISTRICT.code, CONFERENCE, date(2020, 5, 4), recorded_at=clock.moment)
    record_evidence(office, [held], channel=Channel.COMMAND)
    assert verdict(office, COMMUNE, "T140", date(2020, 5, 10)) is BREACH


def test_a_plan_that_was_taken_back_is_no_yardstick(office: Office) -> None:
    """The city has withdrawn its plan: no day of it is known."""
    submit(office, CITY)
    take_back(office, CITY)
    assert verdict(office, DISTRICT, "T142", date(2020, 4, 10)) is None


def test_a_unit_is_not_compared_with_itself(office: Office) -> None:
    """A changed plan is judged by the others' days alone."""
    submit(office, COMMUNE)
    again = submit(office, COMMUNE, plan_of(COMMUNE, held_on=date(2020, 3, 13)))
    assert {finding.rule for finding in again.version.findings}.isdisjoint({"T141"})


def test_nothing_known_is_nothing_judged(office: Office) -> None:
    """Without a day of another unit no order among units is judged."""
    assert verdict(office, COMMUNE, "T140", date(2020, 3, 12)) is None

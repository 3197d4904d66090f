"""Which conferences have no report, asked of either database in one statement."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from emulation_workflow.domain.mail.letters import Addressee, Letter, LetterKind
from emulation_workflow.domain.obligations.obligation import ObligationState
from emulation_workflow.ports import Store
from tests.support.builders import CITY, COMMUNE, DEPARTMENT, DISTRICT, ENTERPRISE, plan_of
from tests.support.offices import UNITS, ZONE, open_office, submit
from tests.support.samples.results import report_of, version_of
from tests.support.sweeping import DUE, owes

NOW = datetime(2020, 4, 1, 6, tzinfo=ZONE)
TODAY = NOW.date()
HELD = date(2020, 3, 20)


def awaited(store: Store, on: date = TODAY) -> dict[str, date | None]:
    """Who is waited for, with the day it was held."""
    with store.look() as record:
        return {awaited.unit.code: awaited.held_on for awaited in record.report_requests.awaited(["conference"], on)}


def test_those_over_and_those_held_are_waited_for(store: Store) -> None:
    """Not before the day has passed; not what an order stopped, nor what is with somebody else, nor another task."""
    open_office(store)
    with store.act() as record:
        record.obligations.add(
            [
                owes(COMMUNE),
                replace(owes(CITY, due=date(2020, 6, 30)), state=ObligationState.DONE, done_on=HELD),
                owes(DISTRICT, state=ObligationState.SUSPENDED),
                owes(ENTERPRISE, waiting_on="board"),
                owes(DEPARTMENT, "report"),
            ]
        )
    assert awaited(store) == {COMMUNE.code: None, CITY.code: HELD}
    assert awaited(store, DUE) == {CITY.code: HELD}


def test_a_plan_names_its_day_and_version(store: Store) -> None:
    """The latest plan's, from which the form is filled."""
    office = open_office(store)
    submit(office, COMMUNE, plan_of(COMMUNE, held_on=date(2020, 3, 10)))
    submit(office, COMMUNE, plan_of(COMMUNE, held_on=HELD))
    with store.act() as record:
        record.obligations.add([owes(COMMUNE)])
    with store.look() as record:
        assert list(record.report_requests.awaited(["conference"], HELD)) == []
        (awaited,) = record.report_requests.awaited(["conference"], date(2020, 3, 21))
    assert (awaited.plan_version, awaited.planned_on, awaited.asked_on) == (2, HELD, None)
    assert (awaited.derived.due, awaited.derived.level) == (DUE, "commune")


def test_whoever_reported_is_waited_for_no_more(store: Store) -> None:
    """A report of whoever bore the code before is not the unit's own."""
    begins = date(2020, 3, 1)
    open_office(
        store, units=[replace(unit, valid_from=begins if unit.code == COMMUNE.code else None) for unit in UNITS]
    )
    with store.act() as record:
        record.obligations.add([owes(COMMUNE)])
        record.reports.add(version_of(report_of(COMMUNE, begins - timedelta(days=1))))
    assert awaited(store) == {COMMUNE.code: None}
    with store.act() as record:
        record.reports.add(version_of(report_of(COMMUNE, HELD), 2))
    assert awaited(store) == {}


def test_letters_tell_when_and_whom_they_went_to(store: Store) -> None:
    """The last one counts; addresses are told apart by no capitals."""
    open_office(store)
    letter = Letter(
        key="a",
        kind=LetterKind.RESULT_ASKED,
        to=(Addressee(name=COMMUNE.name, email="Xa@tinh.example"),),
        context={},
        unit=COMMUNE.code,
    )
    with store.act() as record:
        record.obligations.add([owes(COMMUNE)])
        record.letters.post(letter, at=NOW - timedelta(days=1))
        record.letters.post(replace(letter, key="b"), at=NOW)
    with store.look() as record:
        (awaited,) = record.report_requests.awaited(["conference"], TODAY)
        assert awaited.asked_on == TODAY
        assert record.report_requests.addressed_since(NOW, [LetterKind.REMINDER, LetterKind.RESULT_ASKED]) == {
            "xa@tinh.example"
        }
        assert record.report_requests.addressed_since(NOW, [LetterKind.REMINDER]) == set()
        assert record.report_requests.addressed_since(NOW + timedelta(seconds=1), [LetterKind.RESULT_ASKED]) == set()

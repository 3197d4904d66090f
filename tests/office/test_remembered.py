"""What pages remember is no older than the record: what this program writes is seen at once, the rest soon after."""

from collections.abc import Callable

from emulation_workflow.office.entrance.remembered import Remembered
from emulation_workflow.office.office import Office
from tests.support.builders import CITY, DISTRICT
from tests.support.offices import open_office, submit
from tests.support.servers.databases import open_store


def plans_of(office: Office, kept: Remembered) -> Callable[[], int]:
    def count() -> int:
        with office.store.look() as record:
            return len(record.plans.versions())

    return lambda: kept.find("plans", count)


def test_what_this_program_writes_is_seen_at_once(office: Office) -> None:
    """However long what others write may go unseen."""
    plans = plans_of(office, Remembered(office, fresh_for=3600))
    assert plans() == 0
    submit(office, CITY)
    assert plans() == 1


def test_what_another_program_writes_is_seen_once_its_time_is_over(office: Office) -> None:
    """And not before, so that pages asked for together ask the record once."""
    kept = Remembered(office, fresh_for=3600)
    plans = plans_of(office, kept)
    assert plans() == 0
    engine = office.store._engine  # type: ignore[attr-defined]
    another = open_office(open_store(engine.url.render_as_string(hide_password=False)), clock=office.clock)  # type: ignore[arg-type]
    submit(another, DISTRICT)
    assert plans() == 0
    kept.fresh_for = 0
    assert plans() == 1

"""Days that the Board sets where the plan names none: its own, seen first, and taken back by a further row."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.campaign import BoardDate
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.obligations.board_dates import DateSet
from emulation_workflow.domain.obligations.obligation import DueSource, Obligation, ObligationState
from emulation_workflow.domain.orders.order import OrderKind
from emulation_workflow.domain.roll_up.figures import FigureKind
from emulation_workflow.domain.roll_up.tree import standing
from emulation_workflow.office.obligations.board_dates import BoardDateOutcome, preview_board_date
from emulation_workflow.office.obligations.evidence import record_evidence
from emulation_workflow.office.obligations.refresh import derive_obligations, owed_on
from emulation_workflow.office.office import Office
from tests.support import owing
from tests.support.offices import NOON, FakeClock, chain_faults, open_office, sealed_acts
from tests.support.owing import OUR_OWING_CAMPAIGN, evidence, obligations
from tests.support.samples.clerk_codes import set_board_date
from tests.support.samples.orders import JULY, enter_order, order
from tests.support.servers.databases import sqlite_store

TODAY = NOON.date()
APRIL, JUNE = date(2020, 4, 10), date(2020, 6, 10)
IN_FILE = BoardDate(id="x", name="", day=JUNE, document="03/BTĐKT", rule="T121", task="report")

REPORT = DateSet(
    task="report",
    levels=(),
    day=APRIL,
    document="21/BTĐKT",
    signed_on=TODAY,
    set_by="R1",
    set_at=NOON,
)
TAKEN_BACK = replace(REPORT, day=None, document="", signed_on=None, note="thu hồi")


@pytest.fixture
def office(tmp_path: Path, clock: FakeClock) -> Office:
    """The made-up province's office, with its obligations derived."""
    office = open_office(sqlite_store(tmp_path), of=OUR_OWING_CAMPAIGN, clock=clock)
    derive_obligations(office, dry_run=False)
    return office


def set_day(office: Office, row: DateSet = REPORT, **changes: Any) -> BoardDateOutcome:
    return set_board_date(office, replace(row, **changes))


def report(office: Office, unit: str = "X1") -> Obligation:
    return obligations(office, unit)["report"]


def refused(office: Office, row: DateSet = REPORT, **changes: Any) -> list[str]:
    with pytest.raises(Rejected) as rejected:
        set_day(office, row, **changes)
    return [problem.code for problem in rejected.value.problems]


def test_a_day_of_the_boards_is_in_force_at_once_and_says_whose_it_is(office: Office) -> None:
    """A12: it is never shown as a rule of the plan."""
    taken = set_day(office)
    derived = report(office).derived
    assert (derived.due, derived.source, derived.source_words) == (APRIL, DueSource.BOARD, "21/BTĐKT")
    assert derived.plan_due is None
    assert {new.derived.task for _, new in taken.change.changed} == {"report"}
    assert not derive_obligations(office, dry_run=True)


def test_a_preview_says_what_would_change_and_writes_nothing(office: Office) -> None:
    """Staff see first whom it concerns."""
    with office.store.look() as record:
        before = record.ledger.head()
    foreseen = preview_board_date(office, REPORT)
    with office.store.look() as record:
        assert (record.ledger.head(), record.board_dates.all()) == (before, [])
    assert report(office).derived.due is None
    assert foreseen == set_day(office)


def test_a_look_back_knows_no_day_that_was_set_later(office: Office) -> None:
    """What was owed on a past day is told by what was set by then."""
    set_day(office)
    for on, due in ((TODAY - timedelta(days=1), None), (TODAY, APRIL)):
        with office.store.look() as record:
            owed = owed_on(record, office, record.register.units(), on)
        assert {derived.due for derived, _ in owed if derived.task == "report"} == {due}


def test_a_day_may_be_set_for_the_very_day_and_is_not_late_on_it(office: Office, clock: FakeClock) -> None:
    """The Board's day is the last day on which the work is in time; the day after, it is overdue."""
    assert set_day(office, day=TODAY).is_new
    assert (report(office).derived.due, report(office).state) == (TODAY, ObligationState.PENDING)
    for hours, days, state in ((11, 0, ObligationState.PENDING), (0, 1, ObligationState.OVERDUE)):
        clock.moment = NOON + timedelta(hours=hours, days=days)
        derive_obligations(office, dry_run=False)
        assert report(office).state is state


def test_a_day_that_has_come_is_not_late_until_it_is_over(office: Office, clock: FakeClock) -> None:
    """A day set ahead is overdue from the day after it on, whatever the hour."""
    set_day(office)
    for day, state in (
        (APRIL - timedelta(days=1), ObligationState.PENDING),
        (APRIL, ObligationState.PENDING),
        (APRIL + timedelta(days=1), ObligationState.OVERDUE),
    ):
        for hour in (time(0, 0), time(23, 59)):
            clock.moment = datetime.combine(day, hour, tzinfo=NOON.tzinfo)
            derive_obligations(office, dry_run=False)
            assert report(office).state is state


@pytest.mark.parametrize(
    ("done_on", "kind"), [(APRIL, FigureKind.IN_TIME), (APRIL + timedelta(days=1), FigureKind.LATE)]
)
def test_what_is_done_on_the_boards_very_day_is_in_time(
    office: Office, clock: FakeClock, done_on: date, kind: FigureKind
) -> None:
    """A12: the Board's day counts like any other due day, itself among the days in time."""
    set_day(office)
    clock.moment = NOON + timedelta(days=90)
    record_evidence(office, [evidence("X1", owing.REPORT, done_on)], channel=Channel.COMMAND)
    owed = report(office)
    assert (owed.state, owed.done_on) == (ObligationState.DONE, done_on)
    assert standing(owed.derived, owed.done_on, clock.moment.date()).kind is kind


def test_a_past_day_may_be_set_and_is_overdue_at_once(office: Office) -> None:
    """Entered late from a paper signed in time: the day is the paper's, not the clerk's."""
    yesterday = TODAY - timedelta(days=1)
    set_day(office, day=yesterday, signed_on=yesterday)
    assert (report(office).derived.due, report(office).state) == (yesterday, ObligationState.OVERDUE)


def test_the_plans_own_first_day_may_be_set_and_the_papers_day_too(office: Office) -> None:
    """Both bounds are themselves among the days that the Board may set."""
    opens = office.campaign.effective_from
    assert set_day(office, day=opens, signed_on=opens).is_new
    assert report(office).derived.due == opens
    assert set_day(office, day=TODAY, signed_on=TODAY, document="22/BTĐKT").is_new
    assert refused(office, day=opens - timedelta(days=1), signed_on=opens) == ["board_date_before_plan"]


def test_levels_have_days_of_their_own(office: Office) -> None:
    """A later row about one level leaves the others with theirs."""
    set_day(office)
    set_day(office, levels=("district",), day=JUNE)
    assert (report(office).derived.due, report(office, "H1").derived.due) == (APRIL, JUNE)


def test_the_same_again_is_not_written_again(office: Office) -> None:
    """Two clicks are one date."""
    set_day(office)
    assert set_day(office, set_by="R2").is_new is False
    with office.store.look() as record:
        assert len(record.board_dates.all()) == 1


def test_a_day_taken_back_is_not_stated_again(office: Office) -> None:
    """By a further row; what was set stays in the record."""
    set_day(office)
    set_day(office, TAKEN_BACK)
    assert report(office).derived.source is DueSource.NOT_STATED
    with office.store.look() as record:
        assert [date_set.day for date_set in record.board_dates.all()] == [APRIL, None]


def test_the_campaign_files_own_date_holds_until_and_after_another_is_set(office: Office) -> None:
    """What stands in the file is the default, even where it is the earlier day."""
    ours = replace(office, campaign=replace(office.campaign, board_dates=(replace(IN_FILE, day=date(2020, 3, 1)),)))
    set_day(ours)
    assert report(ours).derived.due == APRIL
    set_day(ours, TAKEN_BACK)
    assert (report(ours).derived.due, report(ours).derived.source_words) == (date(2020, 3, 1), "03/BTĐKT")


def test_an_order_keeps_the_days_that_the_board_set(office: Office) -> None:
    """Obligations are derived anew by an order, with everything else as it stood."""
    set_day(office)
    enter_order(office, order(OrderKind.MOVE, window=JULY, signed_on=TODAY))
    assert obligations(office, "X1")["conference"].derived.due == JULY.end
    assert report(office).derived.due == APRIL


def test_who_set_it_by_which_paper_is_in_the_record(office: Office) -> None:
    """The row is sealed like every other."""
    set_day(office, levels=("commune",))
    body = sealed_acts(office)[-1]
    assert (body["kind"], body["what"], body["actor"]) == ("board", "board_date_set", "R1")
    assert (body["facts"]["paper_number"], body["facts"]["set_day"]) == ("21/BTĐKT", "2020-04-10")
    assert chain_faults(office) == []


@pytest.mark.parametrize(
    ("row", "changes", "codes"),
    [
        (REPORT, {"task": "nothing"}, ["board_date_task_unknown"]),
        (REPORT, {"task": "conference"}, ["board_date_set_by_plan"]),
        (REPORT, {"levels": ("x",)}, ["board_date_level_unknown"]),
        (REPORT, {"document": "", "set_by": ""}, ["board_date_clerk_missing", "board_date_paper_missing"]),
        (REPORT, {"signed_on": date(2020, 2, 11)}, ["board_date_paper_ahead"]),
        (REPORT, {"day": date(2019, 9, 3)}, ["board_date_before_plan"]),
        (REPORT, {"day": date(2020, 2, 9)}, ["board_date_before_paper"]),
        (TAKEN_BACK, {"note": ""}, ["board_date_nothing_to_take_back", "board_date_reason_missing"]),
    ],
)
def test_what_the_board_cannot_set_is_refused(
    office: Office, row: DateSet, changes: dict[str, Any], codes: list[str]
) -> None:
    """R137: the plan's own days only an order changes; a day needs its paper; all faults are told together."""
    assert refused(office, row, **changes) == codes
    with office.store.look() as record:
        assert record.board_dates.all() == []

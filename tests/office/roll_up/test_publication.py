"""Published figures stay as they were; what differs by now is told with the report, order or paper behind it."""

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import update

from emulation_workflow.adapters.record.tables.results import PublicationRow
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.orders.order import OrderKind, Scope
from emulation_workflow.domain.roll_up.figures import Figure, FigureKind
from emulation_workflow.domain.roll_up.publication import Publication, Reason, Restatement
from emulation_workflow.office.audit_of_acts import faults_of_acts
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from emulation_workflow.office.roll_up.publication import publish_figures, restatements
from tests.support.builders import COMMUNE, DEPARTMENT, PILOT_COMMUNE
from tests.support.offices import ZONE, FakeClock, open_office
from tests.support.owing import CONFERENCE, OUR_OWING_CAMPAIGN, evidence
from tests.support.samples.orders import order
from tests.support.samples.results import report_of, version_of
from tests.support.servers.databases import sqlite_store

JULY, MARCH = date(2020, 7, 1), date(2020, 3, 12)
WOMEN = Figure(FigureKind.DELEGATES, "exemplar")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """On 01/7/2020: a commune has held its conference and reported it, a pilot and a department held theirs late."""
    clock = FakeClock(datetime.combine(JULY, time(12), tzinfo=ZONE))
    office = open_office(sqlite_store(tmp_path), of=OUR_OWING_CAMPAIGN, clock=clock)
    with office.store.act() as record:
        record.obligations.add_evidence(
            [
                evidence(COMMUNE.code, CONFERENCE, MARCH),
                evidence(PILOT_COMMUNE.code, CONFERENCE, date(2020, 6, 3)),
                evidence(DEPARTMENT.code, CONFERENCE, JULY),
            ]
        )
        record.reports.add(version_of(report_of(COMMUNE, MARCH)))
    derive_obligations(office, dry_run=False)
    return office


def published(office: Office, document: str = "25/BC-BTĐKT") -> Publication:
    made, _ = publish_figures(office, JULY, document=document, signed_on=JULY, by="R1", channel=Channel.COMMAND)
    return made


def faults(office: Office) -> list[str]:
    return [fault for fault in office.read(lambda record: list(faults_of_acts(record))) if fault.startswith("publ")]


def later(office: Office) -> None:
    clock = office.clock
    assert isinstance(clock, FakeClock)
    clock.go_on(days=7)


def told(office: Office, made: Publication) -> dict[tuple[str, Figure], Restatement]:
    return {(restatement.key, restatement.figure): restatement for restatement in restatements(office, made)}


def test_what_was_published_is_kept_whole_and_once(office: Office) -> None:
    """The figures, each version behind them, the document; the same again writes nothing, and the record vouches."""
    made = published(office)
    assert published(office) == made
    with office.store.look() as record:
        assert record.publications.get(made.number) == made
        assert [publication.number for publication in record.publications.all()] == [1]
    assert [(version.unit, version.version) for version in made.found.versions] == [("X1", 1)]
    assert restatements(office, made) == []
    assert faults(office) == []


def test_a_publication_that_was_touched_shows(office: Office) -> None:
    """Nobody changes figures afterwards without the audit saying so."""
    published(office)
    with office.store._engine.begin() as connection:  # type: ignore[attr-defined]  # as somebody who has the database
        connection.execute(update(PublicationRow).values(versions=[]))
    assert faults(office) == ["publication 1 was changed after it was made"]


def test_a_correction_is_a_restatement_all_the_way_up(office: Office) -> None:
    """Old figure, new figure, why, and which version of whose report: at the unit, above it, and in its level."""
    made = published(office)
    later(office)
    old = report_of(COMMUNE, MARCH)
    fewer = replace(old.conference, delegates={**old.conference.delegates, "exemplar": 41})
    with office.store.act() as record:
        record.reports.add(version_of(replace(old, conference=fewer, correction="Đếm hai lần 9 người"), 2))
    found = told(office, made)
    assert {key for key, _ in found} == {"T", "H2", "X1", "cap/commune"}
    for restatement in found.values():
        assert (restatement.figure, restatement.was, restatement.is_now) == (WOMEN, 50, 41)
        [cause] = restatement.causes
        assert (cause.reason, cause.unit, cause.version) == (Reason.CORRECTION, "X1", 2)
        assert cause.words == "Đếm hai lần 9 người"


def test_a_late_report_is_named(office: Office) -> None:
    """A report that comes after publication on a conference before it: missing then, counted now."""
    made = published(office)
    later(office)
    with office.store.act() as record:
        record.reports.add(version_of(report_of(DEPARTMENT, JULY)))
    missing = told(office, made)["T", Figure(FigureKind.REPORTS_MISSING)]
    assert (missing.was, missing.is_now) == (2, 1)
    assert [(cause.reason, cause.unit, cause.version) for cause in missing.causes] == [(Reason.LATE_REPORT, "S2", 1)]


def test_a_late_order_is_named(office: Office) -> None:
    """An order entered later that held by then makes late what was late no more; the figure says which order."""
    made = published(office)
    later(office)
    moved = order(OrderKind.MOVE, number="9/UBND", scope=Scope(levels=("commune",)), entered_at=office.clock.now())
    with office.store.act() as record:
        record.orders.add([moved])
    derive_obligations(office, dry_run=False)
    found = told(office, made)
    late = found["cap/commune", Figure(FigureKind.LATE)]
    assert (late.was, late.is_now) == (1, 0)
    assert [(cause.reason, cause.document) for cause in late.causes] == [(Reason.LATE_ORDER, "9/UBND")]
    assert found["X2", Figure(FigureKind.IN_TIME_BY_ORDER, "9/UBND")].is_now == 1


def test_what_is_recorded_later_is_named(office: Office) -> None:
    """Evidence that reaches the record after publication, of a day before it."""
    made = published(office)
    later(office)
    with office.store.act() as record:
        record.obligations.add_evidence([evidence("H2", CONFERENCE, date(2020, 6, 30), recorded_at=office.clock.now())])
    derive_obligations(office, dry_run=False)
    held = told(office, made)["T", Figure(FigureKind.IN_TIME)]
    assert [(cause.reason, cause.unit, cause.document) for cause in held.causes] == [
        (Reason.LATE_EVIDENCE, "H2", "12/BC")
    ]


def test_a_merger_entered_later_is_named(office: Office) -> None:
    """A unit that was over by the published day, as the register says now: its report counts for its successor."""
    made = published(office)
    later(office)
    over = replace(COMMUNE, valid_to=date(2020, 5, 31), successor=PILOT_COMMUNE.code)
    with office.store.act() as record:
        record.register.replace_units([over])
    derive_obligations(office, dry_run=False)
    found = told(office, made)
    bound = found["T", Figure(FigureKind.BOUND)]
    assert (bound.was, bound.is_now) == (8, 7)
    assert [(cause.reason, cause.unit) for cause in bound.causes] == [(Reason.REGISTER, "X1")]
    assert ("T", WOMEN) not in found
    assert (found["X1", WOMEN].is_now, found["X2", WOMEN].is_now) == (0, 50)


def test_what_happens_after_the_day_changes_nothing(office: Office) -> None:
    """A conference held after the published day is none of that day's."""
    made = published(office)
    later(office)
    with office.store.act() as record:
        record.obligations.add_evidence([evidence("S1", CONFERENCE, date(2020, 7, 3), recorded_at=office.clock.now())])
    derive_obligations(office, dry_run=False)
    assert restatements(office, made) == []


def test_no_document_was_signed_tomorrow(office: Office) -> None:
    """A day mistyped is told, not sealed."""
    with pytest.raises(Rejected, match="evidence_day_ahead"):
        publish_figures(office, JULY, document="25/BC", signed_on=date(2020, 7, 2), by="R1", channel=Channel.COMMAND)


@pytest.mark.parametrize(
    ("day", "document", "code"),
    [(JULY, " ", "publication_without_document"), (date(2020, 7, 2), "25/BC", "publication_of_future")],
)
def test_a_publication_has_a_document_and_a_day_that_was(office: Office, day: date, document: str, code: str) -> None:
    """Figures of a day to come are none; figures without a document were not published."""
    with pytest.raises(Rejected) as refused:
        publish_figures(office, day, document=document, signed_on=None, by="R1", channel=Channel.COMMAND)
    assert [problem.code for problem in refused.value.problems] == [code]

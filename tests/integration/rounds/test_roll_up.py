"""The roll-up in each database that the record may be kept in."""

from dataclasses import replace
from datetime import date, datetime

from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.difficulties import Difficulty, DifficultyStep, StepTaken
from emulation_workflow.domain.orders.order import OrderKind, Scope
from emulation_workflow.domain.roll_up.figures import Figure, FigureKind
from emulation_workflow.domain.roll_up.tree import number
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.roll_up.consolidation import roll_up, roll_up_within
from emulation_workflow.office.roll_up.publication import publish_figures, restatements
from tests.support.builders import COMMUNE, PILOT_COMMUNE, unit
from tests.support.offices import UNITS, ZONE, FakeClock, open_office
from tests.support.owing import CONFERENCE, OUR_OWING_CAMPAIGN, OWN_PLAN, evidence
from tests.support.samples.orders import order
from tests.support.samples.results import report_of, version_of

JULY = date(2020, 7, 1)
MARCH = date(2020, 3, 12)
NOON = datetime(2020, 7, 1, 12, tzinfo=ZONE)
MERGED = unit("X3", "xa", parent="H2", valid_to=date(2020, 4, 30), successor="X1")


def test_the_database_counts_as_the_domain_does(store: SqlStore) -> None:
    """Standings, reports in their latest version, those of a unit that is over, difficulties open and closed."""
    office = open_office(
        store,
        of=OUR_OWING_CAMPAIGN,
        clock=FakeClock(NOON),
        units=(*UNITS, MERGED),
    )
    numbers: list[int] = []
    with store.act() as record:
        record.orders.add([order(OrderKind.MOVE, number="9/UBND", scope=Scope(levels=("commune",)))])
        record.obligations.add_evidence([evidence(unit.code, CONFERENCE, MARCH) for unit in (COMMUNE, MERGED)])
        record.obligations.add_evidence(
            [evidence("H2", CONFERENCE, date(2020, 6, 30)), evidence("S2", OWN_PLAN, MARCH)]
        )
        record.obligations.add_evidence([evidence("X2", CONFERENCE, date(2020, 6, 2))])
        for unit in (COMMUNE, MERGED):
            report = report_of(unit, MARCH)
            record.reports.add(version_of(report))
            fewer = replace(report.conference, delegates={"leader": 7})
            record.reports.add(version_of(replace(report, conference=fewer, correction="Đếm lại"), 2))
        for words in ("Thiếu hội trường", "Thiếu kinh phí", "Đường hỏng"):
            raised = Difficulty(
                unit=PILOT_COMMUNE.code, words=words, raised_on=MARCH, recorded_at=NOON, recorded_by="R1"
            )
            numbers.append(record.difficulties.add(raised))
        for index, done_on in ((0, date(2020, 4, 1)), (1, date(2020, 7, 2))):
            taken = StepTaken(step=DifficultyStep.ANSWERED, done_on=done_on, recorded_at=NOON, recorded_by="R1")
            record.difficulties.add_step(numbers[index], taken)
    derive_obligations(office, dry_run=False)

    with store.look() as record:
        ways = [roll_up_within(record, office, JULY, opened=True, anew=anew) for anew in (False, True)]
    assert ways[0] == ways[1]
    total = roll_up(office, JULY, opened=False).root.total
    assert ways[0].root.total == total
    assert number(total, FigureKind.DELEGATES) == 14
    assert total[Figure(FigureKind.IN_TIME_BY_ORDER, "9/UBND")] == 1
    counted = (FigureKind.REPORTS, FigureKind.REPORTS_MISSING, FigureKind.DIFFICULTIES, FigureKind.DIFFICULTIES_OPEN)
    assert [number(total, kind) for kind in counted] == [2, 2, 3, 2]
    used = [(version.unit, version.version, version.counts_for) for version in ways[0].versions]
    assert used == [("X1", 2, "X1"), ("X3", 2, "X1")]

    made, _ = publish_figures(office, JULY, document="25/BC", signed_on=JULY, by="R1", channel=Channel.COMMAND)
    with store.look() as record:
        assert record.publications.all() == [made]
    assert (made.found.root, made.found.levels) == (ways[0].root, ways[0].levels)
    assert restatements(office, made) == []

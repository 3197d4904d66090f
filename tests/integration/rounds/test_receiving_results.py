"""Reports that come in at once, on every database a record may be kept in."""

from dataclasses import replace
from datetime import datetime
from threading import Thread

from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.obligations.obligation import ObligationState
from emulation_workflow.domain.submissions.report import ResultReport
from emulation_workflow.office.audit import audit
from emulation_workflow.office.results.report_receipt import ReportReceived, receive_report
from tests.support.builders import COMMUNE
from tests.support.good_reports import report_of
from tests.support.offices import OUR_CAMPAIGN, ZONE, FakeClock, open_office
from tests.support.owing import CONFERENCE, obligations, owing

AT_ONCE = 4


def _at_once(store: SqlStore, reports: list[ResultReport]) -> list[ReportReceived]:
    office = open_office(store, of=owing(OUR_CAMPAIGN), clock=FakeClock(datetime(2020, 3, 20, 9, tzinfo=ZONE)))
    received: list[ReportReceived] = []

    def receive(report: ResultReport) -> None:
        received.append(receive_report(office, report, channel=Channel.COMMAND))

    threads = [Thread(target=receive, args=(report,)) for report in reports]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert obligations(office, COMMUNE.code)[CONFERENCE.id].state is ObligationState.DONE
    assert audit(store).faults == ()
    return received


def test_the_same_report_at_once_is_one_version(store: SqlStore) -> None:
    """By several doors at the same moment: one is taken, the others stand already."""
    received = _at_once(store, [report_of(COMMUNE)] * AT_ONCE)
    assert [receipt.version.version for receipt in received] == [1] * AT_ONCE
    assert sum(receipt.is_new for receipt in received) == 1


def test_different_reports_at_once_are_versions_one_after_the_other(store: SqlStore) -> None:
    """None is lost, none takes another's number; each but the first is a correction."""
    reports = [replace(report_of(COMMUNE), lessons=f"Bài học {number}") for number in range(AT_ONCE)]
    received = _at_once(store, reports)
    assert sorted(receipt.version.version for receipt in received) == list(range(1, AT_ONCE + 1))
    with store.look() as record:
        kept = record.reports.versions(COMMUNE.code)
    asked = [any("correction_not_stated" in str(finding) for finding in report.findings) for report in kept]
    assert asked == [False, True, True, True]

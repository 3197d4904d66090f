"""Result reports of the made-up province's units, for tests to change one thing of."""

from datetime import date, datetime, time
from typing import Any

from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.canonical import canonical_body, plan_sha256
from emulation_workflow.domain.submissions.report import Honour, Party, ResultReport, ResultVersion, Talk
from tests.support.builders import plan_of
from tests.support.offices import ZONE


def report_of(of: Unit, held_on: date | None, **changes: Any) -> ResultReport:
    """Return what the unit planned, as it was held on that day."""
    given: dict[str, Any] = {
        "papers": (Talk(title="Làm sạch đường làng", field="nông nghiệp", author="Thôn 1", kind=Party.COLLECTIVE),),
        "honours": (Honour(honoured="Nguyễn Thị Hoa", kind=Party.INDIVIDUAL, award="Giấy khen"),),
    }
    return ResultReport(conference=plan_of(of, held_on=held_on), **given | changes)


def version_of(report: ResultReport, number: int = 1, *, received_on: date = date(2020, 7, 1)) -> ResultVersion:
    body = canonical_body(report)
    return ResultVersion(
        unit=report.unit,
        version=number,
        sha256=plan_sha256(body),
        report=report,
        body=body,
        received_at=datetime.combine(received_on, time(9), tzinfo=ZONE),
        channel="intake_form",
        campaign_sha256="0" * 64,
    )

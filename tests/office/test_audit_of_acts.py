"""What acts say of what they brought: of rows from before rows were sealed, nothing else does."""

import pytest
from sqlalchemy import Update, delete, update
from sqlalchemy.sql.dml import Delete

from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.adapters.record.tables.cases import KeptFileRow, PlanVersionRow
from emulation_workflow.adapters.record.tables.results import ResultVersionRow
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.office.audit_of_acts import faults_of_acts
from emulation_workflow.office.office import Office
from emulation_workflow.office.results.report_receipt import receive_report
from tests.support.builders import COMMUNE
from tests.support.endorsed import BYTES, CODE, FILE, endorsed, tamper
from tests.support.good_reports import report_of
from tests.support.offices import FakeClock


@pytest.fixture
def record(office: Office) -> SqlStore:
    return endorsed(office)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (update(PlanVersionRow).values(body='{"unit":"X"}'), f"plan version 1 of unit {CODE} cannot be read"),
        (update(PlanVersionRow).values(body="not JSON"), f"plan version 1 of unit {CODE} cannot be read"),
        (
            update(PlanVersionRow).values(body=PlanVersionRow.c.body.op("||")(" ")),
            f"plan version 1 of unit {CODE} was changed after it was received",
        ),
        (
            update(PlanVersionRow).values(sha256="0" * 64),
            f"plan version 1 of unit {CODE} was changed after it was received",
        ),
        (delete(PlanVersionRow), f"plan version 1 of unit {CODE} is missing"),
        (
            update(KeptFileRow).values(content=b"another plan"),
            f"the file “Kế hoạch.pdf” of plan version 1 of unit {CODE} was changed after it was received",
        ),
    ],
)
def test_whatever_the_rows_vouch_for_must_be_as_it_was(record: SqlStore, statement: Update | Delete, told: str) -> None:
    """A plan, its file or a case that was changed past the program is told, each by name."""
    tamper(record, statement)

    with record.look() as look:
        assert list(faults_of_acts(look)) == [told]


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (update(ResultVersionRow).values(body="not JSON"), "a result report cannot be read"),
        (
            update(ResultVersionRow).values(body=ResultVersionRow.c.body.op("||")(" ")),
            "result report version 1 of unit X1 was changed after it was received",
        ),
        (update(ResultVersionRow).values(version=2), "result report version 2 of unit X1 was never received"),
        (
            update(ResultVersionRow).values(figures={"honours_individual/Giấy khen": 9}),
            "what is added up of result report version 1 of unit X1 is not what it says",
        ),
        (delete(ResultVersionRow), "result report version 1 of unit X1 is missing"),
        (
            delete(KeptFileRow),
            "a file of result report version 1 of unit X1 is missing or was changed",
        ),
    ],
)
def test_a_report_that_was_touched_shows(
    office: Office, clock: FakeClock, statement: Update | Delete, told: str
) -> None:
    """The rows vouch for reports and their files as for plans."""
    clock.go_on(days=60)
    receive_report(office, report_of(COMMUNE), channel=Channel.COMMAND, files=[(FILE, BYTES)])
    assert office.read(lambda record: list(faults_of_acts(record))) == []
    assert isinstance(office.store, SqlStore)

    tamper(office.store, statement)

    assert told in office.read(lambda record: list(faults_of_acts(record)))

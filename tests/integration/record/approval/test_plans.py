"""Plan versions, files and intake in a real database."""

import hashlib
from dataclasses import replace
from datetime import date, time

import pytest
from sqlalchemy.exc import IntegrityError

from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.domain.campaign import AttendanceMode
from emulation_workflow.domain.findings import Finding, Verdict
from emulation_workflow.domain.submissions.canonical import canonical_body, plan_sha256
from emulation_workflow.domain.submissions.plan import AgendaItem, Attachment, Headcount, UnitPlan
from emulation_workflow.domain.submissions.received import IntakeOutcome, IntakeRecord, PlanVersion
from tests.support.processes.writer import NOW

BYTES = bytes(range(256)) * 40
FILE = Attachment(name="Kế hoạch.xlsx", size=len(BYTES), sha256=hashlib.sha256(BYTES).hexdigest())
PLAN = UnitPlan(
    unit="608",
    number="12/KH-UBND",
    signed_on=date(2020, 2, 3),
    signer="Nguyễn Văn An",
    conference_name="Hội nghị tuyên dương điển hình tiên tiến",
    held_on=date(2020, 2, 20),
    starts_at=time(7, 30),
    ends_at=None,
    place="Hội trường thành phố",
    mode=AttendanceMode.DELEGATES,
    delegates={"guest": 20, "exemplar": 75},
    agenda=(AgendaItem(content="report", minutes=30, note="Ủy ban"),),
    headcount=Headcount(cadres=3, as_of=date(2020, 1, 1)),
    attachments=(FILE,),
)
FOUND = Finding(
    rule="R047",
    verdict=Verdict.BREACH,
    clause="II.2.1",
    code="several",
    params={"parts": [{"code": "over_cap", "facts": {"count": 101, "day": "2020-02-20"}}]},
)


def version(number: int, plan: UnitPlan = PLAN) -> PlanVersion:
    body = canonical_body(plan)
    return PlanVersion(
        unit=plan.unit,
        version=number,
        sha256=plan_sha256(body),
        plan=plan,
        body=body,
        received_at=NOW,
        channel="intake_form",
        campaign_sha256="c" * 64,
        findings=(FOUND,),
    )


def test_a_version_comes_back_whole(store: SqlStore) -> None:
    """Plan, body, hash and the findings of that day are what was received."""
    with store.act() as record:
        record.plans.add(version(1), [(FILE, BYTES)])

    with store.look() as record:
        assert record.plans.get("608") == version(1)
        assert record.files.read(FILE.sha256) == BYTES
        assert record.files.read("0" * 64) is None


def test_the_latest_version_stands_and_earlier_ones_stay(store: SqlStore) -> None:
    """Version 10 comes after 9, and each can still be read."""
    plans = [version(number, replace(PLAN, note=f"lần {number}")) for number in range(1, 11)]
    other = version(1, replace(PLAN, unit="616"))
    with store.act() as record:
        for plan in (*plans, other):
            record.plans.add(plan, [])

    with store.look() as record:
        assert record.plans.get("608") == plans[-1]
        assert record.plans.get("608", 2) == plans[1]
        assert record.plans.get("608", 11) is None
        assert plans == record.plans.versions("608")
        assert [*plans, other] == record.plans.versions()


def test_a_version_is_never_written_over(store: SqlStore) -> None:
    """The database itself refuses a second plan under one number."""
    with store.act() as record:
        record.plans.add(version(1), [])

    with pytest.raises(IntegrityError), store.act() as record:
        record.plans.add(version(1, replace(PLAN, note="khác")), [])


def test_a_file_that_comes_with_several_versions_is_kept_once(store: SqlStore) -> None:
    """Files are kept by their hash, so the same bytes under another name are the same file."""
    renamed = replace(FILE, name="Kế hoạch (bản sao).xlsx")
    with store.act() as record:
        record.plans.add(version(1), [(FILE, BYTES), (renamed, BYTES)])
        record.plans.add(version(2), [(FILE, BYTES)])

    with store.look() as record:
        assert record.files.read(FILE.sha256) == BYTES


def test_the_latest_intake_of_a_file_counts(store: SqlStore) -> None:
    """A file set aside at first and taken later has both rows, and the later one is the answer."""
    aside = IntakeRecord(
        sha256=FILE.sha256,
        name=FILE.name,
        size=FILE.size,
        received_at=NOW,
        outcome=IntakeOutcome.SET_ASIDE,
        reason="Không đọc được tệp.",
    )
    taken = replace(aside, outcome=IntakeOutcome.TAKEN, unit="608", version=1, reason="")
    with store.act() as record:
        assert record.plans.intake(FILE.sha256) is None
        record.plans.add_intake(aside)
        record.plans.add_intake(taken)

    with store.look() as record:
        assert record.plans.intake(FILE.sha256) == taken
        assert [aside, taken] == record.plans.intakes()

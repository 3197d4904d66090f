"""A plan's identity is the SHA-256 of its canonical JSON."""

import json
from dataclasses import replace
from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from emulation_workflow.domain.campaign import AttendanceMode
from emulation_workflow.domain.submissions.canonical import canonical_body, plan_from_body, plan_sha256
from emulation_workflow.domain.submissions.plan import AgendaItem, Attachment, Headcount, UnitPlan

COUNTS = st.integers(0, 500)
NUMBERED = st.dictionaries(st.text(min_size=1, max_size=8), COUNTS, max_size=4)

PLANS = st.builds(
    UnitPlan,
    unit=st.text(max_size=12),
    number=st.text(max_size=12),
    signed_on=st.none() | st.dates(),
    signer=st.text(max_size=12),
    conference_name=st.text(max_size=12),
    held_on=st.none() | st.dates(),
    starts_at=st.none() | st.times(),
    ends_at=st.none() | st.times(),
    place=st.text(max_size=12),
    mode=st.none() | st.sampled_from(AttendanceMode),
    delegates=NUMBERED,
    agenda=st.lists(
        st.builds(AgendaItem, content=st.text(max_size=8), minutes=st.none() | COUNTS, note=st.text(max_size=8)),
        max_size=4,
    ).map(tuple),
    ends_on=st.none() | st.dates(),
    total=st.none() | COUNTS,
    headcount=st.builds(
        Headcount, cadres=st.none() | COUNTS, employees=st.none() | COUNTS, as_of=st.none() | st.dates()
    ),
    has_no_heroes=st.booleans(),
    emphases=NUMBERED,
    structure=NUMBERED,
    service_staff=COUNTS,
    report_points=st.lists(st.text(max_size=8), max_size=3).map(tuple),
    note=st.text(max_size=12),
    attachments=st.lists(
        st.builds(Attachment, name=st.text(max_size=8), size=COUNTS, sha256=st.text("0123456789abcdef", max_size=8)),
        max_size=2,
    ).map(tuple),
)

PLAN = UnitPlan(
    unit="608",
    number="21/KH-UBND",
    signed_on=date(2020, 2, 20),
    signer="Trần Văn Mẫu",
    conference_name="Hội nghị tuyên dương điển hình tiên tiến",
    held_on=date(2020, 4, 16),
    starts_at=time(7, 30),
    ends_at=time(11),
    place="Hội trường thành phố",
    mode=None,
    delegates={"guest": 20, "leader": 30},
    agenda=(AgendaItem(content="review", minutes=40),),
)


@given(PLANS)
def test_a_plan_is_read_back_from_its_body_exactly(plan: UnitPlan) -> None:
    """What the record keeps is the plan, whole."""
    assert plan_from_body(canonical_body(plan)) == plan


@given(PLANS)
def test_the_body_read_back_has_the_same_identity(plan: UnitPlan) -> None:
    """A version's SHA-256 can be checked at any time from what is kept."""
    body = canonical_body(plan)
    assert plan_sha256(canonical_body(plan_from_body(body))) == plan_sha256(body)


def test_the_order_in_which_delegates_were_counted_changes_nothing() -> None:
    """The same content is the same plan, however it was written down."""
    turned = replace(PLAN, delegates={"leader": 30, "guest": 20})
    assert canonical_body(turned) == canonical_body(PLAN)


def test_no_number_is_another_plan_than_zero() -> None:
    """Not stated is not zero (A02)."""
    assert canonical_body(replace(PLAN, total=0)) != canonical_body(PLAN)


def test_an_attachment_changes_the_identity() -> None:
    """A plan with another file is another version."""
    attachment = Attachment(name="bao-cao.docx", size=10, sha256="0" * 64)
    assert canonical_body(replace(PLAN, attachments=(attachment,))) != canonical_body(PLAN)


def test_what_stands_at_its_default_is_left_out() -> None:
    """A field added to plans later must not change the identity of those that came before it."""
    assert "note" not in json.loads(canonical_body(PLAN))


def test_vietnamese_stays_readable_in_the_body() -> None:
    """The record shows names as they are spelled."""
    assert "Hội trường thành phố" in canonical_body(PLAN)

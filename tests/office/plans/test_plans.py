"""Plans coming in."""

import json
from dataclasses import replace
from datetime import date, datetime

import pytest

from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.findings import Verdict
from emulation_workflow.office.approval.sheets import progress
from emulation_workflow.office.office import Office
from tests.support.builders import CITY, COMMUNE, DISTRICT, PROVINCE_UNIT, plan_of
from tests.support.offices import HEAD, ZONE, FakeClock, act_as, case, letters, submit


def test_the_same_plan_twice_is_received_once(office: Office) -> None:
    """Nothing is written the second time: no version, no letter."""
    submit(office, DISTRICT)
    count = len(letters(office, DISTRICT))
    again = submit(office, DISTRICT)
    assert (False, 1, count) == (again.is_new, again.version.version, len(letters(office, DISTRICT)))


def test_a_unit_that_is_no_gated_pilot_needs_no_appraisal(office: Office) -> None:
    """R126: the plan is registered and its findings sent; no case is opened."""
    received = submit(office, COMMUNE)
    assert received.case is None
    assert [letter.kind.value for letter in letters(office, COMMUNE)] == ["plan_received"]


def test_a_plan_with_a_breach_is_received_with_its_findings(office: Office) -> None:
    """Breaches are for the Board to appraise; they never keep a plan out of the record."""
    received = submit(office, COMMUNE, plan_of(COMMUNE, delegates={"guest": 101}))
    assert Verdict.BREACH in {finding.verdict for finding in received.version.findings}


def test_who_sent_a_plan_as_its_file_says_is_kept_as_claimed(office: Office) -> None:
    """Nobody has identified them; the actor is the unit, also of the act that submits a pilot's plan."""
    submit(office, CITY, plan_of(CITY, submitted_by="Chủ tịch Ủy ban nhân dân tỉnh"))
    with office.store.look() as record:
        bodies = [json.loads(row.body) for row in record.ledger.entries()]
    received = [body for body in bodies if body["what"] in {"received", "submit"}]
    assert [(body["actor"], body["facts"]["claimed"]) for body in received] == [
        ("unit", "Chủ tịch Ủy ban nhân dân tỉnh")
    ] * 2


def test_a_pilots_new_plan_is_not_taken_while_another_party_has_the_old_one(office: Office) -> None:
    """The unit must withdraw first, so that nobody decides on a plan that was changed under their hands."""
    submit(office, CITY)
    with pytest.raises(Rejected) as refused:
        submit(office, CITY, plan_of(CITY, note="khác"))
    assert refused.value.problems[0].code == "plan_not_awaited"


def test_an_unchanged_plan_that_was_sent_back_is_no_new_version(office: Office) -> None:
    """Sending the same file again changes nothing; the case goes on waiting for a changed one."""
    submit(office, CITY)
    act_as(office, CITY, HEAD, Act.SEND_BACK, reason="Thiếu nội dung")
    assert not submit(office, CITY).is_new
    assert case(office, CITY).stage == "DRAFTING"


def test_the_plan_of_who_bore_the_code_before_is_not_the_new_units(office: Office, clock: FakeClock) -> None:
    """The same words from the unit that bears the code now are its own first plan, and counted as such."""
    submit(office, COMMUNE)
    ended = replace(COMMUNE, valid_to=date(2020, 2, 29))
    born = replace(COMMUNE, name="Xã khác", valid_from=date(2020, 3, 1))
    with office.store.act() as record:
        record.register.replace_units([ended, born])
    clock.moment = datetime(2020, 3, 2, 8, tzinfo=ZONE)
    level = COMMUNE.level

    def registered() -> int:
        found = progress(office, clock.now().date()).levels
        return next(item.with_plan for item in found if level in item.level.unit_levels)

    assert registered() == 0
    assert submit(office, born).is_new
    assert registered() == 1


@pytest.mark.parametrize(("unit", "code"), [("ZZ", "unit_unknown"), (PROVINCE_UNIT.code, "unit_not_bound")])
def test_a_plan_of_a_unit_that_the_plan_does_not_bind_is_refused(office: Office, unit: str, code: str) -> None:
    """R004: the register says whom the plan binds."""
    with pytest.raises(Rejected) as refused:
        submit(office, CITY, plan_of(CITY, unit=unit))
    assert code == refused.value.problems[0].code

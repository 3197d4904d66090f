"""Gates of other shapes than Kon Tum's: a pilot that the level above chooses, an opinion before other steps."""

from dataclasses import replace
from pathlib import Path

from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.domain.campaign import Gate, GateStep, GateWord, Pilot, RoleScope, StepKind
from emulation_workflow.domain.errors import ProblemCode
from emulation_workflow.domain.mail.letters import LetterKind
from emulation_workflow.domain.orders.order import OrderKind, Scope
from emulation_workflow.messages.names import names_of
from emulation_workflow.office.approval.chain import decide
from emulation_workflow.office.approval.sheets import case_sheet, progress
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.office import Office
from emulation_workflow.office.register import import_units
from emulation_workflow.office.register_queries import pilots
from tests.support.builders import CITY, COMMUNE, DISTRICT, GATE, PILOT_COMMUNE, PILOT_DEPARTMENT, plan_of
from tests.support.offices import (
    CHAIR,
    HEAD,
    NOON,
    OUR_CAMPAIGN,
    FakeClock,
    act_as,
    answer,
    case,
    chain_faults,
    letters,
    open_office,
    submit,
)
from tests.support.samples.orders import enter_order, order
from tests.support.servers.databases import sqlite_store


def office_with(folder: Path, *, kinds: tuple[Pilot, ...] = OUR_CAMPAIGN.pilots, gate: Gate = GATE) -> Office:
    plan = replace(OUR_CAMPAIGN, pilots=kinds, gate=replace(gate, recorded_by="recorder"))
    return open_office(sqlite_store(folder), of=plan, clock=FakeClock())


LEFT_TO_DISTRICTS = tuple(
    replace(pilot, gated=True, window=None, window_rule="") if pilot.level == "commune" else pilot
    for pilot in OUR_CAMPAIGN.pilots
)


def test_a_pilot_chosen_by_the_level_above_passes_the_gate_once_it_is_marked(tmp_path: Path) -> None:
    """Its plan opens a case, pages and forms name it; the units beside it send theirs to nobody until they are."""
    office = office_with(tmp_path, kinds=LEFT_TO_DISTRICTS)
    today = office.clock.now().date()
    assert submit(office, COMMUNE).case is None
    assert submit(office, PILOT_COMMUNE).case is not None
    assert {PILOT_COMMUNE.code, CITY.code} <= set(pilots(office, today).values())
    assert COMMUNE.code not in pilots(office, today).values()
    assert PILOT_COMMUNE.code in {pilot.unit.code for pilot in progress(office, today).pilots}
    assert act_as(office, PILOT_COMMUNE, HEAD, Act.ENDORSE, reason="Đủ điều kiện").applied
    assert case_sheet(office, PILOT_COMMUNE.code).case.stage == "OPINION"
    with office.store.act() as record:
        record.register.replace_units([replace(COMMUNE, email="x1@tinh.example", pilot=True)])
    assert submit(office, COMMUNE).case is not None


def test_whoever_is_above_the_unit_now_is_asked_in_the_act_that_changed_it(tmp_path: Path) -> None:
    """The former one's code is void for good; a list that changes nobody who may act writes to nobody."""
    below = replace(HEAD, unit=DISTRICT.code)
    other = replace(HEAD, number="B2", name="Đỗ Văn Khác", email="b2@tinh.example", unit=CITY.code)
    role = replace(OUR_CAMPAIGN.roles[0], scope=RoleScope.PARENT_UNIT)
    plan = replace(OUR_CAMPAIGN, pilots=LEFT_TO_DISTRICTS, roles=(role, *OUR_CAMPAIGN.roles[1:]))
    office = open_office(sqlite_store(tmp_path), of=plan, officials=(below, other, CHAIR))
    submit(office, PILOT_COMMUNE)
    old = answer(office, PILOT_COMMUNE, below, Act.ENDORSE)
    for parent, asked in ((DISTRICT, below), (CITY, other), (DISTRICT, below)):
        import_units(office, [replace(PILOT_COMMUNE, parent=parent.code, email="xa@tinh.example")], dry_run=False)
        codes = [letter for letter in letters(office, PILOT_COMMUNE) if letter.kind is LetterKind.CONFIRMATION_CODE]
        assert codes[-1].to[0].email == asked.email
    assert len(codes) == 3
    assert not decide(office, PILOT_COMMUNE.code, old).applied
    assert act_as(office, PILOT_COMMUNE, below, Act.ENDORSE).applied
    assert chain_faults(office) == []


OPINION_FIRST = replace(
    GATE,
    steps=(
        replace(GATE.steps[1], stage="SAY"),
        GateStep(stage="LOOK", kind=StepKind.ENDORSEMENT, role="board", waiting="Chờ kiểm tra", rule="T123"),
    ),
)


def test_an_opinion_may_come_before_the_last_step(tmp_path: Path) -> None:
    """Agreed, the plan goes on to the next step; only the last clears it, and the unit hears of it once."""
    office = office_with(tmp_path, gate=OPINION_FIRST)
    submit(office, CITY)
    assert act_as(office, CITY, CHAIR, Act.AGREE).case.stage == "LOOK"
    assert act_as(office, CITY, HEAD, Act.ENDORSE).case.is_settled
    assert [letter.kind for letter in letters(office, CITY)].count(LetterKind.CLEARED) == 1
    assert render_pending_letters(office) == 0
    assert chain_faults(office) == []


def test_what_an_opinion_fixed_goes_when_a_later_step_sends_the_plan_back(tmp_path: Path) -> None:
    """Changes are confirmed before the next step; sent back from there, the plan begins anew without any of it."""
    office = office_with(tmp_path, gate=OPINION_FIRST)
    submit(office, PILOT_DEPARTMENT)
    day = plan_of(PILOT_DEPARTMENT).held_on
    asked = act_as(office, PILOT_DEPARTMENT, CHAIR, Act.AGREE_WITH_CHANGES, reason="Bổ sung danh sách", fixed_day=day)
    assert asked.applied, asked.problems
    submit(office, PILOT_DEPARTMENT, replace(plan_of(PILOT_DEPARTMENT), place="Hội trường lớn"))
    confirmed = act_as(office, PILOT_DEPARTMENT, HEAD, Act.CONFIRM, reason="Đã bổ sung")
    assert (confirmed.case.stage, confirmed.case.fixed_day) == ("LOOK", day)
    back = act_as(office, PILOT_DEPARTMENT, HEAD, Act.SEND_BACK, reason="Chưa hợp lệ").case
    assert (back.stage, back.fixed_day, back.opinion_version, back.asked_changes) == ("DRAFTING", None, None, "")
    submit(office, PILOT_DEPARTMENT, replace(plan_of(PILOT_DEPARTMENT), place="Hội trường nhỏ"))
    assert case(office, PILOT_DEPARTMENT).stage == "SAY"
    assert case_sheet(office, PILOT_DEPARTMENT.code).standing == []


APPRAISAL_ALONE = replace(
    GATE,
    steps=(
        GateStep(
            stage="LOOK",
            kind=StepKind.ENDORSEMENT,
            role="board",
            waiting="Chờ thẩm định",
            rule="T123",
            asks_changes=True,
        ),
    ),
)


def test_one_step_of_appraisal_may_ask_for_changes(tmp_path: Path) -> None:
    """Where nobody gives an opinion, who appraises consents, asks for changes and sees that they are in."""
    office = office_with(tmp_path, gate=APPRAISAL_ALONE)
    submit(office, CITY)
    assert act_as(office, CITY, HEAD, Act.AGREE_WITH_CHANGES, reason="Bổ sung danh sách").applied
    submit(office, CITY, replace(plan_of(CITY), place="Hội trường lớn"))
    assert act_as(office, CITY, HEAD, Act.CONFIRM, reason="Đã bổ sung").case.is_settled
    assert render_pending_letters(office) == 0
    assert chain_faults(office) == []


def test_who_is_no_pilot_passes_the_gate_of_its_level_and_is_told_when(tmp_path: Path) -> None:
    """Its day is its level's, set by no opinion; the letter that clears it says so, or what an order made of it."""
    office = office_with(tmp_path, kinds=(), gate=replace(GATE, levels=("commune",)))
    for unit in (COMMUNE, PILOT_COMMUNE):
        submit(office, unit, replace(plan_of(COMMUNE), unit=unit.code))
        assert act_as(office, unit, HEAD, Act.ENDORSE).applied
    fixing = act_as(office, COMMUNE, CHAIR, Act.AGREE, fixed_day=plan_of(COMMUNE).held_on)
    assert [problem.code for problem in fixing.problems] == [ProblemCode.DAY_NOT_OPEN]
    moved = order(OrderKind.MOVE, scope=Scope(units=(COMMUNE.code,)), signed_on=NOON.date(), entered_at=NOON)
    assert enter_order(office, moved).applied
    for unit in (COMMUNE, PILOT_COMMUNE):
        assert act_as(office, unit, CHAIR, Act.AGREE).case.is_settled
    assert set(pilots(office, NOON.date()).values()) == {COMMUNE.code, PILOT_COMMUNE.code}
    assert {unit: told_when(office, unit) for unit in (COMMUNE.code, PILOT_COMMUNE.code)} == {
        COMMUNE.code: "tháng 6/2020 (theo văn bản số 1/UBND-KGVX; ban đầu: tháng 3/2020).",
        PILOT_COMMUNE.code: "tháng 3/2020 (mục T049).",
    }


def told_when(office: Office, unit_code: str) -> str:
    """Return what the letter that cleared the unit's plan says of its time."""
    assert render_pending_letters(office) == 0
    with office.store.look() as record:
        written = record.letters.wordings(numbers=[], unit=unit_code, newest=9)
    [told] = [text for letter in written if "triển khai thực hiện theo đúng" in (text := " ".join(letter.text.split()))]
    return told.partition("Thời gian tổ chức: ")[2].partition("Căn cứ")[0].strip()


def test_letters_say_what_the_plan_calls_its_opinion(tmp_path: Path) -> None:
    """“Phê duyệt” where the plan says so, and nowhere “xin ý kiến”."""
    *before, last = GATE.steps
    approving = replace(GATE, steps=(*before, replace(last, word=GateWord.APPROVAL)))
    office = office_with(tmp_path, gate=approving)
    submit(office, CITY)
    act_as(office, CITY, HEAD, Act.ENDORSE)
    assert names_of(office.campaign)["gate"] == "Thẩm định, phê duyệt"
    act_as(office, CITY, CHAIR, Act.AGREE)
    assert render_pending_letters(office) == 0
    with office.store.act() as record:
        claimed = record.letters.claim(owner="w", limit=50, now=NOON, lease_until=NOON)
    texts = [" ".join(letter.text.split()) for letter in claimed]
    assert any("phê duyệt Kế hoạch" in text for text in texts)
    assert [text for text in texts if "xin ý kiến" in text or "cho ý kiến đối với" in text] == []

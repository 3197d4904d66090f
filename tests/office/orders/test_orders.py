"""Orders are looked at, entered once with a code of one's own, and told to whoever they touch."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from emulation_workflow.domain.approval.codes import MAX_WRONG_ANSWERS
from emulation_workflow.domain.approval.transitions import Act, Channel
from emulation_workflow.domain.board_list import ItemKind
from emulation_workflow.domain.campaign import Audience, DueKind, Settlement, Task
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.mail.incoming import BouncedAddress
from emulation_workflow.domain.mail.letters import DeliveryState, LetterKind
from emulation_workflow.domain.obligations.obligation import Evidence, Obligation, ObligationState
from emulation_workflow.domain.orders.order import Order, OrderKind, Scope, ScopePart
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.messages import order_words
from emulation_workflow.office.approval.sheets import case_sheet, progress
from emulation_workflow.office.audit import audit
from emulation_workflow.office.audit_of_acts import faults_of_acts
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.obligations.evidence import record_evidence
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from emulation_workflow.office.orders import entry
from tests.support.builders import CITY, COMMUNE, DISTRICT, ENTERPRISE, PILOT_COMMUNE
from tests.support.offices import (
    CHAIR,
    CLERK,
    HEAD,
    OUR_CAMPAIGN,
    ZONE,
    FakeClock,
    act_as,
    chain_faults,
    open_office,
    sealed_acts,
    submit,
)
from tests.support.samples.orders import JULY, JUNE, code_for_order, enter_order, order
from tests.support.servers.databases import sqlite_store

MOVE, SUSPEND, RESUME, CANCEL = OrderKind.MOVE, OrderKind.SUSPEND, OrderKind.RESUME, OrderKind.CANCEL
COMMUNES = Scope(levels=("commune",))

TASKS = (
    Task(
        id="conference",
        name="Tổ chức hội nghị",
        audience=Audience.CONFERENCE_UNITS,
        due=DueKind.CONFERENCE,
        evidence="Ngày tổ chức",
    ),
    Task(
        id="own_plan",
        name="Kế hoạch của đơn vị",
        rule="T121",
        audience=Audience.CONFERENCE_UNITS,
        due=DueKind.BEFORE_CONFERENCE,
        settled_by=Settlement.PLAN,
        evidence="Số, ngày",
    ),
    Task(
        id="lessons",
        name="Rút kinh nghiệm",
        audience=Audience.PILOT_DIRECTORS,
        levels=("commune",),
        due=DueKind.BEFORE_GENERAL_WINDOW,
        evidence="Số, ngày",
    ),
    Task(
        id="drive",
        name="Phát động thi đua",
        rule="T118",
        audience=Audience.CONFERENCE_UNITS,
        due=DueKind.NOT_STATED,
        evidence="Số, ngày",
    ),
)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(moment=datetime(2020, 4, 2, 9, 0, tzinfo=ZONE))


@pytest.fixture
def office(tmp_path: Path, clock: FakeClock) -> Office:
    return open_office(sqlite_store(tmp_path), clock=clock, of=replace(OUR_CAMPAIGN, tasks=TASKS))


def obligations(office: Office, unit: Unit) -> dict[str, Obligation]:
    with office.store.look() as record:
        return {obligation.derived.task: obligation for obligation in record.obligations.of_units([unit.code])}


def notices(office: Office) -> dict[str, str]:
    """The units that were written to about orders, with the letters' subjects."""
    render_pending_letters(office)
    with office.store.look() as record:
        return {
            letter.unit: letter.subject
            for letter in record.letters.statuses()
            if letter.kind is LetterKind.ORDER_NOTICE
        }


def held(office: Office, unit: Unit, day: date) -> None:
    derive_obligations(office, dry_run=False)
    row = Evidence(
        unit=unit.code,
        task="conference",
        done_on=day,
        recorded_at=office.clock.now(),
        recorded_by=CLERK.name,
        number="9/BC-UBND",
        signed_on=day,
        source="báo cáo",
    )
    record_evidence(office, [row], channel=Channel.COMMAND)


def refusals(office: Office, *document: Order, clerk: str = CLERK.number) -> list[str]:
    with pytest.raises(Rejected) as refused:
        enter_order(office, *document, clerk=clerk)
    return [problem.code for problem in refused.value.problems]


def test_a_unit_whose_address_bounced_is_told_otherwise(office: Office) -> None:
    """The order counts for it all the same; the Board reads whom no letter told, and can send it to another address."""
    with office.store.act() as record:
        address = f"{COMMUNE.code.lower()}@tinh.example"
        record.inbox.mark_bounced(BouncedAddress(email=address, bounced_at=office.clock.now(), words="no such user"))
    enter_order(office, order(MOVE, window=JULY, scope=COMMUNES))
    with office.store.look() as record:
        states = {letter.unit: letter.state for letter in record.letters.statuses(kind=LetterKind.ORDER_NOTICE)}
    assert states[COMMUNE.code] is DeliveryState.REFUSED
    assert states[PILOT_COMMUNE.code] is not DeliveryState.REFUSED
    with office.store.look() as record:
        assert [(item.kind, item.unit) for item in record.board_list.items()] == [(ItemKind.NOT_WRITTEN, COMMUNE.code)]


def test_a_preview_says_from_what_to_what_and_writes_nothing(office: Office) -> None:
    """Staff see the effect before anything takes effect."""
    with office.store.look() as record:
        before = record.ledger.head()
    found = entry.preview_order(office, [order(SUSPEND, scope=COMMUNES)])
    told = {change.unit.code: (order_words.when(change.old), order_words.when(change.new)) for change in found.changed}
    assert told["X1"] == ("tháng 3/2020", "tạm dừng đến khi có văn bản mới")
    assert told["X2"] == ("tháng 02/2020", "tạm dừng đến khi có văn bản mới")
    with office.store.look() as record:
        assert (record.ledger.head(), list(record.orders.all())) == (before, [])


def test_a_preview_names_what_else_is_owed_on_the_conferences_account(office: Office) -> None:
    """The plan before it, and the lessons that whoever directs the pilots owes, once there is a day between them."""
    found = entry.preview_order(office, [order(MOVE, scope=replace(COMMUNES, part=ScopePart.OTHERS))])
    tasks = {change.unit.code: [(new.task, old.due, new.due) for old, new in change.tasks] for change in found.changed}
    assert tasks["X1"] == [("own_plan", date(2020, 3, 30), date(2020, 6, 29))]
    assert tasks["H2"] == [("lessons", None, date(2020, 5, 31))]


def test_conferences_already_held_are_untouched(office: Office) -> None:
    """What is over stays as it was judged on its day; nobody is written to about it."""
    held(office, COMMUNE, date(2020, 3, 12))
    found = entry.preview_order(office, [order(SUSPEND, scope=COMMUNES)])
    assert [(conference.unit.code, conference.held_on, conference.is_after) for conference in found.held] == [
        ("X1", date(2020, 3, 12), False)
    ]
    assert "X1" not in {change.unit.code for change in found.changed}
    enter_order(office, order(SUSPEND, scope=COMMUNES))
    settled = obligations(office, COMMUNE)["conference"]
    assert (settled.state, settled.derived.due, settled.is_late) == (ObligationState.DONE, date(2020, 3, 31), False)
    assert "X1" not in notices(office)


def test_a_conference_held_although_it_was_suspended_is_pointed_out(office: Office) -> None:
    """The Board has to see it; the record does not hide it."""
    held(office, COMMUNE, date(2020, 3, 30))
    found = entry.preview_order(office, [order(SUSPEND, scope=COMMUNES)])
    assert [(conference.unit.code, conference.is_after) for conference in found.held] == [("X1", True)]


def test_entering_changes_the_obligations_at_once(office: Office) -> None:
    """One transaction: the order, what is owed, the row, the letters."""
    derive_obligations(office, dry_run=False)
    assert obligations(office, COMMUNE)["conference"].state is ObligationState.OVERDUE
    entered = enter_order(office, order(SUSPEND, scope=COMMUNES))
    assert (entered.applied, entered.letters) == (True, 3)
    found = obligations(office, COMMUNE)
    assert {name: obligation.state for name, obligation in found.items()} == {
        "conference": ObligationState.SUSPENDED,
        "own_plan": ObligationState.SUSPENDED,
        "drive": ObligationState.PENDING,
    }
    assert found["conference"].derived.order == "1/UBND-KGVX"
    assert chain_faults(office) == []


def test_a_move_after_a_suspension_starts_the_clock_with_the_new_window(office: Office, clock: FakeClock) -> None:
    """On time is then on time under the order, and the plan's own window is still there."""
    enter_order(office, order(SUSPEND, scope=COMMUNES))
    clock.moment = datetime(2020, 5, 20, 9, 0, tzinfo=ZONE)
    enter_order(office, order(MOVE, scope=COMMUNES, number="2/UBND-KGVX", signed_on=date(2020, 5, 19)))
    derived = obligations(office, COMMUNE)["conference"].derived
    assert (derived.start, derived.due, derived.plan_due) == (JUNE.start, JUNE.end, date(2020, 3, 31))
    assert (derived.order, derived.is_suspended) == ("2/UBND-KGVX", False)


def test_each_unit_that_is_touched_gets_one_letter(office: Office) -> None:
    """However many points speak of it; those for which nothing changes get none."""
    points = (
        order(MOVE, scope=COMMUNES),
        order(MOVE, point=2, scope=Scope(units=("X1",)), window=JULY),
        order(OrderKind.LOWER_CAP, point=3, scope=Scope(units=("X1",)), at_most=80),
    )
    enter_order(office, *points)
    assert set(notices(office)) == {"X1", "X2"}
    text = letter_to(office, "X1")
    assert "tháng 7/2020" in text
    assert "không quá 80 đại biểu" in text


def letter_to(office: Office, unit: str) -> str:
    render_pending_letters(office)
    with office.store.act() as record:
        claimed = record.letters.claim(
            owner="test",
            now=office.clock.now(),
            lease_until=office.clock.now(),
            limit=100,
        )
    return next(letter.text for letter in claimed if letter.unit == unit and letter.kind is LetterKind.ORDER_NOTICE)


def test_a_letter_says_old_and_new_with_the_document(office: Office) -> None:
    """The unit can act on the letter alone."""
    enter_order(office, order(MOVE, scope=COMMUNES, reason="Phòng, chống dịch"))
    text = letter_to(office, "X1")
    for words in ("văn bản số", "1/UBND-KGVX", "tháng 3/2020", "tháng 6/2020", "đúng hạn theo văn bản số"):
        assert words in text
    assert "Phòng, chống dịch" in text


def test_the_same_document_again_changes_nothing(office: Office) -> None:
    """Entered twice, by two people or by a run that died: one order, one letter each, one row."""
    document = order(SUSPEND, scope=COMMUNES)
    enter_order(office, document)
    with office.store.look() as record:
        before = (record.ledger.head(), len(record.letters.statuses()))
    again = enter_order(office, replace(document, entered_at=office.clock.now()))
    with office.store.look() as record:
        assert (record.ledger.head(), len(record.letters.statuses()), len(record.orders.all())) == (*before, 1)
    assert (again.applied, again.preview.is_repeat, again.letters) == (True, True, 0)


@pytest.mark.parametrize("number", ["1/UBND-KGVX", " 1/ubnd-kgvx "])
def test_one_number_is_one_document_in_a_year(office: Office, clock: FakeClock, number: str) -> None:
    """What was entered is not corrected but replaced; numbers begin anew each year."""
    enter_order(office, order(SUSPEND, scope=COMMUNES))
    assert refusals(office, order(SUSPEND, number=number)) == ["order_number_taken"]
    clock.go_on(days=365)
    assert enter_order(office, order(SUSPEND, number=number, signed_on=date(2021, 3, 1))).applied


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"issuer": "council"}, "order_issuer_not_competent"),
        ({"scope": Scope(levels=("ward",))}, "order_level_unknown"),
        ({"scope": Scope(units=("X9",))}, "order_unit_unknown"),
        ({"window": None}, "order_window_missing"),
        ({"window": replace(JUNE, end=date(2020, 5, 1))}, "order_window_backwards"),
    ],
)
def test_a_faulty_document_leaves_no_trace(office: Office, changes: dict[str, Any], code: str) -> None:
    """It is refused before anybody gets a code for it."""
    with office.store.look() as record:
        before = record.ledger.head()
    assert refusals(office, order(MOVE, **changes)) == [code]
    with office.store.look() as record:
        assert (record.ledger.head(), record.letters.statuses()) == (before, [])


@pytest.mark.parametrize("person", [HEAD, CHAIR])
def test_only_a_recorder_enters_orders(office: Office, person: Any) -> None:
    """The Board appraises, the Committee decides; neither types the record."""
    assert refusals(office, order(SUSPEND), clerk=person.number) == ["not_a_recorder"]


def test_a_plan_that_names_no_recorder_takes_no_order(tmp_path: Path, clock: FakeClock) -> None:
    """Without a role for it nobody may enter one, and it is said how that is put right."""
    office = open_office(sqlite_store(tmp_path), clock=clock, of=replace(OUR_CAMPAIGN, gate=None, pilots=()))
    assert refusals(office, order(SUSPEND)) == ["order_no_recorder"]
    with_role = replace(office, campaign=replace(office.campaign, orders_recorded_by="recorder"))
    assert enter_order(with_role, order(SUSPEND)).applied


def test_a_code_is_for_this_document_alone(office: Office) -> None:
    """Another number, another window: another code. It goes to the clerk's address and to nobody else."""
    document, other = (order(MOVE),), (order(MOVE, window=JULY),)
    assert entry.request_code(office, document, entered_by=CLERK.number)
    code = code_for_order(office, document)
    refused = entry.enter_order(office, other, entered_by=CLERK.number, code=code)
    assert [problem.code for problem in refused.problems] == ["entry_changed"]
    with office.store.look() as record:
        [letter] = record.letters.statuses()
    assert (letter.kind, [addressee.email for addressee in letter.to], letter.cc) == (
        LetterKind.ORDER_CODE,
        [CLERK.email],
        (),
    )


def test_who_lost_a_code_asks_for_another_and_the_former_is_void(office: Office) -> None:
    """Only the newest letter counts."""
    document = (order(SUSPEND),)
    entry.request_code(office, document, entered_by=CLERK.number)
    former = code_for_order(office, document)
    assert entry.request_code(office, document, entered_by=CLERK.number)
    assert not entry.enter_order(office, document, entered_by=CLERK.number, code=former).applied
    assert entry.enter_order(office, document, entered_by=CLERK.number, code=code_for_order(office, document)).applied
    assert not entry.request_code(office, document, entered_by=CLERK.number)


def test_a_wrong_code_is_written_down_and_too_many_void_the_right_one(office: Office) -> None:
    """Nobody tries codes until one fits; after that a new one has to be asked for."""
    document = (order(SUSPEND),)
    entry.request_code(office, document, entered_by=CLERK.number)
    code = code_for_order(office, document)
    outcomes = [
        entry.enter_order(office, document, entered_by=CLERK.number, code="AAAAA-AAAAA")
        for _ in range(MAX_WRONG_ANSWERS)
    ]
    assert [problem.code for problem in outcomes[-1].problems] == ["code_wrong", "entry_codes_locked"]
    assert not entry.enter_order(office, document, entered_by=CLERK.number, code=code).applied
    bodies = sealed_acts(office)
    with office.store.look() as record:
        assert list(record.orders.all()) == []
    assert [body["kind"] for body in bodies] == ["refused"] * (MAX_WRONG_ANSWERS + 1)
    assert {(body["actor"], body["facts"]["claimed"]) for body in bodies} == {("unknown", CLERK.number)}
    assert code not in json.dumps(bodies)
    assert enter_order(office, *document).applied


def test_a_code_counts_once(office: Office) -> None:
    """Typed again after its document was entered, it does nothing."""
    document = (order(SUSPEND),)
    entry.request_code(office, document, entered_by=CLERK.number)
    code = code_for_order(office, document)
    first, second = (entry.enter_order(office, document, entered_by=CLERK.number, code=code) for _ in range(2))
    assert (first.preview.is_repeat, second.preview.is_repeat, second.applied) == (False, True, True)


def test_an_order_that_begins_later_changes_nothing_until_then(office: Office, clock: FakeClock) -> None:
    """It is told at once with its first day; what is owed changes on that day."""
    derive_obligations(office, dry_run=False)
    begins = date(2020, 4, 20)
    entered = enter_order(office, order(MOVE, scope=COMMUNES, effective_from=begins))
    assert (entered.preview.on, entered.letters) == (begins, 2)
    assert obligations(office, COMMUNE)["conference"].derived.due == date(2020, 3, 31)
    clock.moment = datetime(2020, 4, 20, 6, 0, tzinfo=ZONE)
    derive_obligations(office, dry_run=False)
    assert obligations(office, COMMUNE)["conference"].derived.due == JUNE.end


def test_plans_are_checked_under_the_orders_of_the_record(office: Office) -> None:
    """At once, for whoever sends a plan from then on."""
    enter_order(office, order(SUSPEND, scope=Scope(levels=("district",))))
    received = submit(office, DISTRICT)
    found = {finding.rule: finding.code for finding in received.version.findings}
    assert found["T066"] == "suspended"


def test_a_pilot_is_moved_with_its_case_where_it_was(office: Office) -> None:
    """An order moves days; whose turn it is in the chain it does not touch."""
    submit(office, CITY)
    act_as(office, CITY, HEAD, Act.ENDORSE, reason="Nhất trí")
    enter_order(office, order(MOVE, scope=Scope(units=("H1",))))
    with office.store.look() as record:
        case = record.cases.get("H1")
    assert case is not None
    assert case.stage == "OPINION"
    assert obligations(office, CITY)["conference"].waiting_on == "committee"


def test_progress_and_case_sheets_show_the_windows_in_force(office: Office) -> None:
    """Whoever decides or follows sees the order at once, with the plan's own window beside it."""
    enter_order(office, order(MOVE, scope=COMMUNES), order(SUSPEND, point=2, scope=Scope(levels=("district",))))
    now = progress(office, date(2020, 4, 2))
    told = {level.level.id: (order_words.when_and_by_whom(level.terms), level.days_left) for level in now.levels}
    assert told["commune"] == ("tháng 6/2020 (theo văn bản số 1/UBND-KGVX; ban đầu: tháng 3/2020)", 89)
    assert told["department"] == ("từ tháng 5/2020 đến tháng 6/2020", 89)
    stopped = "tạm dừng đến khi có văn bản mới (theo văn bản số 1/UBND-KGVX; ban đầu: tháng 4/2020)"
    assert order_words.when_and_by_whom(case_sheet(office, CITY.code).terms) == stopped
    assert told["district"][1] is None


def test_the_row_vouches_for_the_order(office: Office) -> None:
    """Who entered which paper, what it says by its SHA-256, and whom it touched."""
    enter_order(office, order(CANCEL, scope=Scope(units=(ENTERPRISE.code,))))
    bodies = sealed_acts(office)
    [row] = [body for body in bodies if body["kind"] == "order"]
    assert (row["actor"], row["facts"]["name"], row["facts"]["paper_number"]) == ("R1", CLERK.name, "1/UBND-KGVX")
    assert row["facts"]["units"] == [ENTERPRISE.code]
    assert audit(office.store).faults == ()


@pytest.mark.parametrize(
    ("tampering", "fault"),
    [
        ("UPDATE plan_order SET until = '2020-05-01'", "the order committee/1/ubnd-kgvx/2020 was changed after it was"),
        ("UPDATE plan_order SET kind = 'singing'", "an order cannot be read"),
        ("DELETE FROM plan_order", "the order committee/1/ubnd-kgvx/2020 is missing"),
        ("UPDATE plan_order SET number = '2/UBND'", "the order committee/2/ubnd/2020 was never entered"),
    ],
)
def test_an_order_that_was_tampered_with_shows(office: Office, tmp_path: Path, tampering: str, fault: str) -> None:
    """Nobody moves a window by a stroke in the database."""
    enter_order(office, order(SUSPEND, scope=COMMUNES))
    with closing(sqlite3.connect(tmp_path / "record.db")) as database, database:
        database.execute(tampering)
    assert any(found.startswith(fault) for found in office.read(lambda record: list(faults_of_acts(record))))
    assert audit(office.store).faults


def test_a_pilot_commune_is_named_by_its_own_window(office: Office) -> None:
    """The letter to a pilot speaks of the pilot's window, not of the general one."""
    enter_order(office, order(MOVE, scope=Scope(units=(PILOT_COMMUNE.code,))))
    assert "tháng 02/2020" in letter_to(office, PILOT_COMMUNE.code)


def test_a_unit_born_after_its_window_owes_again_once_an_order_moves_it(office: Office) -> None:
    """It owed nothing before: the preview shows what it owes from now on, and back again."""
    born = replace(COMMUNE, code="X9", email="x9@tinh.example", valid_from=date(2020, 4, 1))
    with office.store.act() as record:
        record.register.replace_units([born])
    derive_obligations(office, dry_run=False)
    assert obligations(office, born).keys() == {"drive"}
    moved = order(MOVE, scope=Scope(units=(born.code,)), signed_on=date(2020, 4, 1), window=JUNE)
    (change,) = enter_order(office, moved).preview.changed
    shown = {new.task: (order_words.due(old), order_words.due(new)) for old, new in change.tasks}
    assert shown["own_plan"] == (order_words.NOT_OWED, "chậm nhất ngày 29/6/2020")
    assert obligations(office, born)["own_plan"].derived.due == date(2020, 6, 29)

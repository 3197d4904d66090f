"""Somebody has the database and no key: a row is taken away, an act is done without it, and it is put back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.domain.errors import RecordAltered
from emulation_workflow.domain.mail import DeliveryState
from emulation_workflow.domain.mail.incoming import BouncedAddress
from emulation_workflow.office.approval.chain import decide, reissue
from emulation_workflow.office.audit import audit
from emulation_workflow.office.office import Office
from emulation_workflow.office.register import import_officials
from emulation_workflow.ports import Transaction
from tests.support.builders import CITY
from tests.support.offices import (
    CHAIR,
    CLERK,
    DEPUTY,
    HEAD,
    NOON,
    FakeClock,
    act_as,
    answer,
    bring_to_opinion,
    code_of,
    enter_paper,
    letters,
    open_office,
    standing_in,
    submit,
)
from tests.support.servers.by_hand import by_hand, put_back, rows, take_away

OF_CHAIR = "official = 'C1' AND NOT void AND NOT used"
FIRST_OF_CITY = f"number = (SELECT min(number) FROM ledger_row WHERE unit = '{CITY.code}')"
CHAIRS_BOUNCE = BouncedAddress(email=CHAIR.email, bounced_at=NOON, words="550 no such user")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def office(store: SqlStore, clock: FakeClock) -> Office:
    """An office in which the city's plan waits for the chair's opinion."""
    office = open_office(store, clock=clock)
    bring_to_opinion(office)
    return office


def told_of(office: Office, table: str) -> list[str]:
    """Return what the audit tells, which is of acts alone, and of this table's rows."""
    found = audit(office.store).faults
    assert [fault for fault in found if not fault.endswith(("rested on it", "looked for it"))] == []
    assert [fault for fault in found if not fault.startswith(f"{table} ")] == []
    return list(found)


def test_a_paper_that_needed_no_second_pair_because_a_bounce_was_taken_away_is_told(
    store: SqlStore, clock: FakeClock
) -> None:
    """Where letters to the signer come back a second recorder is needed, so an act rests on there being no such row."""
    office = open_office(store, clock=clock)
    submit(office, CITY)
    with office.store.act() as record:
        record.inbox.mark_bounced(BouncedAddress(email=HEAD.email, bounced_at=NOON, words="550 no such user"))
    held = take_away(office, "bounced_address")
    assert enter_paper(office, CITY, Act.ENDORSE, signer=HEAD).applied
    put_back(office, held)

    told = told_of(office, "bounced_address")
    assert f'bounced_address ["{HEAD.email}"] was not there, though it had been sealed by ' in told[-1]
    assert ", endorse, rested on it" in told[-1]


def test_a_letter_kept_back_because_a_bounce_was_made_up_is_told(office: Office) -> None:
    """Else somebody could decide for the chair who would hear nothing of it."""
    given = answer(office, CITY, CHAIR, Act.AGREE)
    with office.store.act() as record:
        record.inbox.mark_bounced(CHAIRS_BOUNCE)
        record.inbox.forget_bounce(CHAIR.email)
    by_hand(office, f"INSERT INTO bounced_address VALUES ('{CHAIR.email}', '2020-02-10 00:00:00', '')")
    before = len(letters(office, CITY))
    assert decide(office, CITY.code, given).applied
    to_chair = [letter for letter in letters(office, CITY)[before:] if CHAIR.email in {who.email for who in letter.to}]
    assert {letter.state for letter in to_chair} == {DeliveryState.REFUSED}
    by_hand(office, "DELETE FROM bounced_address")

    assert all("was there again, though it had been removed by" in told for told in told_of(office, "bounced_address"))


@pytest.mark.parametrize("is_removed", [True, False])
def test_a_code_that_was_hidden_while_others_were_voided_is_told(office: Office, *, is_removed: bool) -> None:
    """Taken away, or made one that counts no more, and put back: it decides, but not unseen."""
    old = code_of(office, CITY, CHAIR, Act.AGREE)
    held = rows(office, "code_issue", where=OF_CHAIR)
    hide = "DELETE FROM code_issue" if is_removed else "UPDATE code_issue SET void = true"
    by_hand(office, f"{hide} WHERE {OF_CHAIR}")
    reissue(office, CITY.code)
    put_back(office, held)
    assert decide(office, CITY.code, answer(office, CITY, CHAIR, Act.AGREE, code=old)).applied

    (told,) = told_of(office, "code_issue")
    assert "was not found as it had been sealed by" in told
    assert told.endswith("reissued, looked for it")


def test_a_substitution_that_was_hidden_while_a_list_ended_it_is_told(office: Office, clock: FakeClock) -> None:
    """The list removes what it finds; what is put back afterwards is as it was sealed."""
    import_officials(office, [standing_in(CHAIR, DEPUTY, NOON.date(), NOON.date() + timedelta(9))], dry_run=False)
    held = take_away(office, "substitution")
    with office.store.act() as record:
        record.register.replace_officials([CHAIR])
    clock.go_on(minutes=1)
    put_back(office, held)
    assert act_as(office, CITY, DEPUTY, Act.AGREE).applied

    (told,) = told_of(office, "substitution")
    assert "was not found as it had been sealed by" in told
    assert told.endswith("routine, looked for it")


def test_a_waiting_paper_that_was_hidden_while_its_stage_ended_is_told(office: Office) -> None:
    """A paper lapses with its stage; one that is not there does not."""
    assert enter_paper(office, CITY, Act.AGREE, signer=CHAIR).is_pending
    held = take_away(office, "pending_paper")
    assert act_as(office, CITY, CHAIR, Act.AGREE).applied
    put_back(office, held)

    assert told_of(office, "pending_paper")


@pytest.mark.parametrize(
    ("table", "where", "look"),
    [
        ("official", "number = 'P1'", lambda record: record.register.official("P1")),
        ("official", "number = 'P1'", lambda record: record.register.officials(role="deputy")),
        ("official", "number = 'P1'", lambda record: record.read_case(CITY.code, ["deputy"])),
        ("unit", f"code = '{CITY.code}'", lambda record: record.register.unit(CITY.code, NOON.date())),
        ("unit", f"code = '{CITY.code}'", lambda record: record.read_case(CITY.code, ["committee", "deputy"])),
        ("pilot_case", "true", lambda record: record.cases.get(CITY.code)),
        ("pilot_case", "true", lambda record: record.read_case(CITY.code, ["committee", "deputy"])),
        ("code_issue", OF_CHAIR, lambda record: record.cases.codes(CITY.code)),
        ("code_issue", OF_CHAIR, lambda record: record.cases.void_codes_of(["C1"])),
        ("plan_version", "version = 2", lambda record: record.plans.get(CITY.code)),
        ("plan_version", "version = 2", lambda record: record.plans.get(CITY.code, 2)),
        ("plan_version", "version = 2", lambda record: record.read_case(CITY.code, ["committee", "deputy"])),
        ("bounced_address", "true", lambda record: record.inbox.takes_letters(CHAIR.email.upper())),
    ],
)
def test_whatever_an_act_looks_for_and_does_not_find_is_told(
    office: Office, table: str, where: str, look: Callable[[Transaction], object]
) -> None:
    """One at a time, by whichever way the act looks for it."""
    with office.store.act() as record:
        record.inbox.mark_bounced(CHAIRS_BOUNCE)
        version = record.plans.get(CITY.code)
        assert version is not None
        record.plans.add(replace(version, version=2), [])
    held = take_away(office, table, where=where)
    with office.store.act() as record:
        look(record)
        record.inbox.forget_bounce("nobody@else.example")
        record.inbox.mark_bounced(BouncedAddress(email="z@else.example", bounced_at=NOON, words=""))
    put_back(office, held)

    assert len(told_of(office, table)) == 1


def test_no_act_rests_on_a_sealed_row_that_was_changed(office: Office) -> None:
    """Whether the Board told two people of one name apart stands in sealed rows alone, and so do former decisions."""
    given = answer(office, CITY, CHAIR, Act.AGREE)
    held = rows(office, "ledger_row", where=f"unit = '{CITY.code}'")
    by_hand(office, f"UPDATE ledger_row SET body = replace(body, 'b1', 'b2') WHERE unit = '{CITY.code}'")
    with pytest.raises(RecordAltered, match=r"^ledger_row \["):
        decide(office, CITY.code, given)
    put_back(office, held)
    assert decide(office, CITY.code, given).applied
    assert audit(office.store).faults == ()


@pytest.mark.parametrize(
    "hide",
    [
        f"DELETE FROM ledger_row WHERE {FIRST_OF_CITY}",
        f"UPDATE ledger_row SET unit = 'X1' WHERE {FIRST_OF_CITY}",
    ],
)
def test_a_sealed_row_that_was_taken_away_during_an_act_is_told(office: Office, hide: str) -> None:
    """Or filed elsewhere: the act says how many it found."""
    held = rows(office, "ledger_row", where=f"unit = '{CITY.code}'")
    by_hand(office, hide)
    assert act_as(office, CITY, CHAIR, Act.AGREE).applied
    put_back(office, held)
    (told,) = audit(office.store).faults
    assert told.startswith(
        f"{len(held['ledger_row']) - 1} of {len(held['ledger_row'])} sealed rows about {CITY.code} were"
    )
    assert told.endswith("agree, rested on them")


@pytest.mark.parametrize("hide", ["DELETE FROM wrong_answer", "UPDATE wrong_answer SET count = 0"])
def test_wrong_answers_that_were_made_to_be_forgotten_are_told(office: Office, hide: str) -> None:
    """Else somebody could guess without end."""
    assert not decide(office, CITY.code, answer(office, CITY, CHAIR, Act.AGREE, code="ABCD-EFGH")).applied
    by_hand(office, hide)
    assert not decide(office, CITY.code, answer(office, CITY, CHAIR, Act.AGREE, code="ABCD-EFGJ")).applied
    (told,) = told_of(office, "wrong_answer")
    assert " was not " in told


def test_whom_a_receipt_was_told_is_known_without_its_letter(store: SqlStore, clock: FakeClock) -> None:
    """Who reads at the address that the unit had then does not decide, and the sealed row says which it was."""
    theirs = f"{CITY.code.lower()}@tinh.example"
    office = open_office(store, clock=clock, officials=(replace(HEAD, email=theirs), CHAIR, CLERK))
    submit(office, CITY)
    with office.store.act() as record:
        record.register.replace_units([replace(CITY, email="new@tinh.example")])
    reissue(office, CITY.code)
    by_hand(office, f"DELETE FROM letter_recipient WHERE email = '{theirs}' AND NOT is_copy")
    outcome = act_as(office, CITY, HEAD, Act.ENDORSE)
    assert [problem.code for problem in outcome.problems] == ["own_plan"]


def test_what_is_not_there_by_right_is_not_told(office: Office) -> None:
    """An official of another role, a code that counts no more, a bounce that was forgotten: nothing was hidden."""
    with office.store.act() as record:
        record.inbox.mark_bounced(CHAIRS_BOUNCE)
        record.inbox.forget_bounce(CHAIR.email)
    reissue(office, CITY.code)
    import_officials(office, [standing_in(CHAIR, DEPUTY, NOON.date(), NOON.date() + timedelta(9))], dry_run=False)
    with office.store.act() as record:
        record.register.replace_officials([CHAIR])
    reissue(office, CITY.code)
    assert act_as(office, CITY, CHAIR, Act.AGREE).applied
    assert audit(office.store).faults == ()

"""Random histories of register, substitutions and codes: nothing is ever recorded in the wrong person's name."""

import json
import tempfile
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from emulation_workflow.domain.approval.codes import code_for
from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.registers.units import Official, Substitution
from emulation_workflow.office.approval.chain import assign_run, decide, reissue
from emulation_workflow.office.register import import_officials
from tests.support.builders import CITY, plan_of
from tests.support.offices import (
    CHAIR,
    CLERK,
    DEPUTY,
    HEAD,
    SECOND,
    FakeClock,
    answer,
    case,
    chain_faults,
    open_office,
    submit,
)
from tests.support.servers.databases import sqlite_store

PEOPLE = (HEAD, CHAIR, CLERK, SECOND, DEPUTY)
NUMBERS = st.sampled_from([person.number for person in PEOPLE])
ACTS = (Act.ENDORSE, Act.SEND_BACK, Act.AGREE, Act.DISAGREE)
COLUMNS = ("substitutions", "valid_to")
STAGES = {"APPRAISAL": "board", "OPINION": "committee"}


@dataclass(frozen=True)
class Mailed:
    """A code as it lies in somebody's mailbox: for whom, where it went, what it rests on, and for which answer."""

    code: str
    ref: str
    official: str
    address: str
    act: Act
    stage: str
    version: int
    basis: Any


class Codes(RuleBasedStateMachine):
    """One case, while people come, go, move, stand in for one another, and type codes they have or had."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = FakeClock()
        self.people = {person.number: person for person in PEOPLE}
        self.mailed: dict[tuple[str, Act], Mailed] = {}
        self.drafts = 0

    @initialize()
    def open(self) -> None:
        self.office = open_office(sqlite_store(Path(self.folder.name)), clock=self.clock)
        self.submit()

    def teardown(self) -> None:
        assert not chain_faults(self.office)
        self.folder.cleanup()

    def _today(self) -> date:
        return self.clock.now().date()

    def _basis(self, number: str, role: str) -> Any:
        """What entitles this person today in this role, worked out apart from the program; None if nothing does."""
        today, person = self._today(), self.people[number]
        holders = [
            official for official in self.people.values() if official.role == role and official.is_valid_on(today)
        ]
        standing_in = [
            (holder.number, period)
            for holder in holders
            for period in holder.substitutions
            if period.start <= today <= period.end and number in (holder.number, period.substitute)
        ]
        principals = [holder for holder, period in standing_in if period.substitute == number]
        if not person.is_valid_on(today) or (person not in holders and not principals):
            return None
        entries = [person, *(self.people[principal] for principal in principals)]
        identity = [
            (entry.number, entry.name, entry.email, entry.role, entry.valid_from, entry.valid_to) for entry in entries
        ]
        return identity, sorted(map(str, standing_in))

    def _collect(self) -> None:
        """Read the mailboxes: every code that was issued, with what its owner rested on at that moment."""
        with self.office.store.look() as record:
            issued = record.cases.codes(CITY.code)
        for issue in issued:
            for act in ACTS:
                if issue.stage in STAGES and (issue.ref, act) not in self.mailed:
                    self.mailed[issue.ref, act] = Mailed(
                        code_for(issue, self.office.secret, act),
                        issue.ref,
                        issue.official,
                        issue.address,
                        act,
                        issue.stage,
                        issue.version,
                        self._basis(issue.official, STAGES[issue.stage]),
                    )

    def submit(self) -> None:
        self.drafts += 1
        with suppress(Rejected):
            submit(self.office, CITY, plan_of(CITY, note=str(self.drafts)))
        self._collect()

    @rule(days=st.integers(1, 3), is_looked_after=st.booleans())
    def wait(self, days: int, *, is_looked_after: bool) -> None:
        self.clock.go_on(days=days)
        if is_looked_after:
            assign_run(self.office, CITY.code, "run")
        self._collect()

    @rule(
        number=NUMBERS,
        field=st.sampled_from(["email", "name", "valid_to", "both"]),
        way=st.sampled_from(["import", "record"]),
        nth=st.integers(1, 3),
    )
    def change_entry(self, number: str, field: str, way: str, nth: int) -> None:
        changes: dict[str, dict[str, Any]] = {
            "email": {"email": f"{number.lower()}.{nth}@tinh.example"},
            "name": {"name": f"Người {number} {nth}"},
            "valid_to": {"valid_to": self._today() + timedelta(days=nth - 2)},
            "both": {"email": f"{number.lower()}.{nth}@tinh.example", "name": f"Người {number} {nth}"},
        }
        self._write(replace(self.people[number], **changes[field]), way)

    @rule(
        holder=NUMBERS,
        other=NUMBERS,
        start=st.integers(-1, 2),
        length=st.integers(0, 2),
        way=st.sampled_from(["import", "record"]),
    )
    def stand_in(self, holder: str, other: str, start: int, length: int, way: str) -> None:
        if holder == other:
            return
        first = self._today() + timedelta(days=start)
        period = Substitution(substitute=other, start=first, end=first + timedelta(days=length))
        self._write(replace(self.people[holder], substitutions=(period,)), way)

    @rule(holder=NUMBERS, way=st.sampled_from(["import", "record"]))
    def come_back(self, holder: str, way: str) -> None:
        self._write(replace(self.people[holder], substitutions=()), way)

    def _write(self, official: Official, way: str) -> None:
        if way == "import":
            try:
                import_officials(self.office, [official], dry_run=False, columns=COLUMNS, clear=True)
            except Rejected:
                return
        else:
            with self.office.store.act() as record:
                record.register.replace_officials([official])
        with self.office.store.look() as record:
            self.people = {official.number: official for official in record.register.officials()}
        self._collect()

    @rule()
    def ask_anew(self) -> None:
        with suppress(Rejected):
            reissue(self.office, CITY.code)
        self._collect()

    @rule(data=st.data())
    def type_the_code_of_ones_answer(self, data: st.DataObject) -> None:
        """Somebody takes a code that was mailed for the stage at hand, lately or long ago, and gives its answer."""
        self._collect()
        before = case(self.office, CITY)
        fitting = [code for code in self._all() if (code.stage, code.version) == (before.stage, before.version)]
        if fitting:
            mailed = data.draw(st.sampled_from(fitting))
            self._type(mailed, mailed.act)

    @rule(data=st.data(), act=st.sampled_from(ACTS))
    def type_any_code(self, data: st.DataObject, act: Act) -> None:
        """Somebody types a code that lies in any mailbox, for this answer or another."""
        self._collect()
        if self.mailed:
            self._type(data.draw(st.sampled_from(self._all())), act)

    def _all(self) -> list[Mailed]:
        # The refs are random: a history that is played again has to choose the same code.
        return sorted(self.mailed.values(), key=lambda code: (code.version, code.stage, code.official, code.act))

    def _type(self, mailed: Mailed, act: Act) -> None:
        before = case(self.office, CITY)
        given = answer(self.office, CITY, HEAD, act, reason="Theo ý kiến", code=mailed.code)
        basis = self._basis(mailed.official, STAGES.get(before.stage, ""))
        outcome = decide(self.office, CITY.code, given)
        if outcome.applied:
            assert (mailed.stage, mailed.version, mailed.act) == (before.stage, before.version, act)
            assert basis is not None
            assert basis == mailed.basis
            assert self.people[mailed.official].email == mailed.address
            row = self._last_act()
            assert (row["actor"], row["facts"]["code_sent_to"]) == (mailed.official, mailed.address)
        self.submit()

    def _last_act(self) -> dict[str, Any]:
        with self.office.store.look() as record:
            rows: list[dict[str, Any]] = [json.loads(row.body) for row in record.ledger.entries(unit=CITY.code)]
        return [row for row in rows if row["kind"] == "act"][-1]

    @invariant()
    def only_one_live_code_a_person(self) -> None:
        if not hasattr(self, "office"):
            return
        with self.office.store.look() as record:
            live = [issue.official for issue in record.cases.codes(CITY.code) if issue.is_live]
        assert len(live) == len(set(live))


Codes.TestCase.settings = settings(max_examples=20, stateful_step_count=20, deadline=None)
TestCodes = Codes.TestCase

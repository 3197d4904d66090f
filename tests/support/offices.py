"""An office on a record of its own, its people, and the doors through which tests act on it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from emulation_workflow.adapters.mail.templates import LetterTemplates
from emulation_workflow.domain.approval.codes import code_for
from emulation_workflow.domain.approval.decisions import Decision, decisions
from emulation_workflow.domain.approval.entries import Check, DocumentEntry, Entry, WithdrawalEntry, words_sha256
from emulation_workflow.domain.approval.transitions import Act, Case, CaseAnswer, Channel, OfficialDocument
from emulation_workflow.domain.campaign import Campaign, Role, RoleScope
from emulation_workflow.domain.mail.letters import LetterStatus
from emulation_workflow.domain.record.ledger import LedgerKind
from emulation_workflow.domain.registers.units import Official, Substitution, Unit
from emulation_workflow.domain.submissions.plan import UnitPlan
from emulation_workflow.office.approval import entries, second_pair
from emulation_workflow.office.approval.answer_outcomes import AnswerOutcome
from emulation_workflow.office.approval.chain import case_of, decide
from emulation_workflow.office.approval.judgement import signer_standing
from emulation_workflow.office.approval.opened_case import open_docket
from emulation_workflow.office.audit import audit
from emulation_workflow.office.office import Office
from emulation_workflow.office.plans.plan_receipt import PlanReceived, receive_plan
from emulation_workflow.ports import Store
from emulation_workflow.settings import PROJECT
from tests.support.builders import (
    CALENDAR,
    CITY,
    COMMUNE,
    DEPARTMENT,
    DISTRICT,
    ENTERPRISE,
    GATE,
    PILOT_COMMUNE,
    PILOT_DEPARTMENT,
    PILOT_ENTERPRISE,
    PROVINCE_UNIT,
    campaign,
    plan_of,
)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOON = datetime(2020, 2, 10, 12, 0, tzinfo=ZONE)
SECRET = b"a key that only these tests know"

UNITS = tuple(
    replace(unit, email=f"{unit.code.lower()}@tinh.example")
    for unit in (
        PROVINCE_UNIT,
        CITY,
        DISTRICT,
        COMMUNE,
        PILOT_COMMUNE,
        PILOT_ENTERPRISE,
        ENTERPRISE,
        PILOT_DEPARTMENT,
        DEPARTMENT,
    )
)

HEAD = Official(number="B1", name="Trần Thị Bình", title="Trưởng Ban", role="board", email="b1@tinh.example")
CHAIR = Official(number="C1", name="Lê Văn Chính", title="Chủ tịch", role="committee", email="c1@tinh.example")
CLERK = Official(number="R1", name="Phạm Thị Dung", title="Văn thư", role="recorder", email="r1@tinh.example")
SECOND = Official(number="R2", name="Vũ Văn Hai", title="Chuyên viên", role="recorder", email="r2@tinh.example")
DEPUTY = Official(number="P1", name="Ngô Văn Phó", title="Phó Chủ tịch", role="deputy", email="p1@tinh.example")

OUR_CAMPAIGN = campaign(
    gate=replace(GATE, recorded_by="recorder"),
    roles=(
        Role(id="board", name="Ban Thi đua", scope=RoleScope.CAMPAIGN),
        Role(id="committee", name="Ủy ban nhân dân tỉnh", scope=RoleScope.CAMPAIGN),
        Role(id="recorder", name="Văn thư Ban", scope=RoleScope.CAMPAIGN),
        Role(id="deputy", name="Phó Chủ tịch", scope=RoleScope.CAMPAIGN),
    ),
)

PAPER = OfficialDocument(number="15/UBND-KGVX", signed_on=NOON.date(), signer="Lê Văn Chính")


@dataclass
class FakeClock:
    """A clock whose hands a test sets."""

    moment: datetime = NOON

    def now(self) -> datetime:
        return self.moment

    def go_on(self, **by: int) -> None:
        self.moment += timedelta(**by)


def standing_in(holder: Official, substitute: Official, start: date, end: date) -> Official:
    """Return `holder`, with `substitute` acting for them on those days."""
    substitution = Substitution(substitute=substitute.number, start=start, end=end)
    return replace(holder, substitutions=(substitution,))


def open_office(
    store: Store,
    *,
    of: Campaign = OUR_CAMPAIGN,
    clock: FakeClock | None = None,
    units: Sequence[Unit] = UNITS,
    officials: Sequence[Official] = (HEAD, CHAIR, CLERK, SECOND, DEPUTY),
) -> Office:
    """Return an office with its register filled."""
    office = Office(
        store=store,
        campaign=of,
        clock=clock or FakeClock(),
        renderer=LetterTemplates(PROJECT / "templates" / "email"),
        calendar=CALENDAR,
        secret=SECRET,
    )
    with store.act() as record:
        record.register.replace_units(units)
        record.register.replace_officials(officials)
    return office


def submit(office: Office, unit: Unit, plan: UnitPlan | None = None) -> PlanReceived:
    return receive_plan(office, plan or plan_of(unit), channel=Channel.INTAKE_FORM)


def code_of(office: Office, unit: Unit, person: Official, act: Act) -> str:
    """Return the newest code that was mailed to this person for this answer at the present stage."""
    case = case_of(office, unit.code)
    return _newest(office, unit, person, stage=case.stage, act=act)


def entry_code(office: Office, unit: Unit, person: Official, entry: Entry, check: Check | None = None) -> str:
    """Return the newest code that was mailed to this person for an entry's very words, or for a check of a paper."""
    with open_docket(office, unit.code) as docket:
        words = words_sha256(docket.case, entry, signer_standing(docket, entry))
    return _newest(office, unit, person, stage=words, act=check or "")


def _newest(office: Office, unit: Unit, person: Official, *, stage: str, act: str) -> str:
    with office.store.look() as record:
        issued = record.cases.codes(unit.code, stage=stage)
    theirs = [issue for issue in issued if issue.official == person.number and issue.is_live]
    return code_for(theirs[-1], office.secret, act) if theirs else ""


def answer(
    office: Office,
    unit: Unit,
    person: Official,
    act: Act,
    *,
    reason: str = "",
    code: str | None = None,
    fixed_day: date | None = None,
) -> CaseAnswer:
    """Return what this person would fill in now, with their own code unless another is given."""
    case = case_of(office, unit.code)
    return CaseAnswer(
        act=act,
        stage=case.stage,
        version=case.version,
        question_number=case.question_number,
        code=code_of(office, unit, person, act) if code is None else code,
        reason=reason,
        fixed_day=fixed_day,
    )


def act_as(
    office: Office, unit: Unit, person: Official, act: Act, *, reason: str = "", fixed_day: date | None = None
) -> AnswerOutcome:
    return decide(office, unit.code, answer(office, unit, person, act, reason=reason, fixed_day=fixed_day))


def document_entry(act: Act, *, signer: Official, reason: str = "", clerk: Official = CLERK) -> DocumentEntry:
    """Return `signer`'s paper as the clerk types it."""
    paper = replace(PAPER, signer=signer.name)
    return DocumentEntry(act=act, signer=signer.number, entered_by=clerk.number, paper=paper, reason=reason)


def enter_paper(
    office: Office, unit: Unit, act: Act, *, signer: Official, reason: str = "", clerk: Official = CLERK
) -> AnswerOutcome:
    """Enter `signer`'s paper as the clerk does: ask for a code, find it in the mail, send both."""
    entry = document_entry(act, signer=signer, reason=reason, clerk=clerk)
    requested = entries.request_code(office, unit.code, entry)
    if requested.problems:
        return requested
    return entries.record_paper(office, unit.code, entry, code=entry_code(office, unit, clerk, entry))


def check_paper(
    office: Office, unit: Unit, act: Act, *, signer: Official, by: Official = SECOND, check: Check = Check.CONFIRM
) -> AnswerOutcome:
    """Answer about that paper of `signer`'s that the clerk entered, with one's own code."""
    entry = document_entry(act, signer=signer)
    code = entry_code(office, unit, by, entry, check)
    return second_pair.check_paper(office, unit.code, number=entry.paper.number, by=by.number, check=check, code=code)


def take_back(office: Office, unit: Unit) -> AnswerOutcome:
    """Enter the unit's letter that takes its plan back, as the clerk does."""
    paper = OfficialDocument(number="20/CV", signed_on=NOON.date(), signer="Người ký của đơn vị")
    entry = WithdrawalEntry(entered_by=CLERK.number, paper=paper, reason="Điều chỉnh thời gian")
    requested = entries.request_code(office, unit.code, entry)
    if requested.problems:
        return requested
    return entries.withdraw(office, unit.code, entry, code=entry_code(office, unit, CLERK, entry))


def case(office: Office, unit: Unit) -> Case:
    return case_of(office, unit.code)


def taken(office: Office, unit: Unit) -> tuple[Decision, ...]:
    with office.store.look() as record:
        return decisions(record.ledger.entries(unit=unit.code))


def letters(office: Office, unit: Unit) -> list[LetterStatus]:
    """Return the unit's letters, oldest first."""
    with office.store.look() as record:
        return sorted(record.letters.statuses(unit=unit.code), key=lambda letter: letter.number)


def sealed_acts(office: Office) -> list[dict[str, Any]]:
    """Return what acts say of themselves, oldest first: sealed rows but for those of digests."""
    bodies = (json.loads(row.body) for row in office.read(lambda record: record.ledger.entries()))
    return [body for body in bodies if body["kind"] != LedgerKind.ROWS]


def chain_faults(office: Office) -> list[str]:
    """Return what the audit tells: of the chain, of every row, and of what each act rested on."""
    return list(audit(office.store).faults)


def codes(outcome: AnswerOutcome) -> list[str]:
    """Return the codes of what spoke against an answer or entry."""
    return [problem.code for problem in outcome.problems]


def bring_to_opinion(office: Office) -> None:
    """Have the city's plan submitted and endorsed."""
    submit(office, CITY)
    assert act_as(office, CITY, HEAD, Act.ENDORSE).applied

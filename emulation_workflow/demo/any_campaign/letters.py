"""A short year of any campaign, on a record of nobody's: each kind of letter by the act that causes it.

What a plan has not (a gate, somebody who may change it, a ladder) is not played, and its letters are not written.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from emulation_workflow.demo.any_campaign.good_plans import good_plan
from emulation_workflow.demo.sample_office import MORNING, put_into_words
from emulation_workflow.domain.approval.codes import MAX_WRONG_ANSWERS, code_for
from emulation_workflow.domain.approval.entries import DocumentEntry, Entry, WithdrawalEntry
from emulation_workflow.domain.approval.transitions import (
    Act,
    Case,
    CaseAnswer,
    Channel,
    OfficialDocument,
    acting_role,
    decisions_at,
)
from emulation_workflow.domain.campaign import Campaign, RoleScope
from emulation_workflow.domain.difficulties import DifficultyStep
from emulation_workflow.domain.mail import Enclosure, IncomingMail, OutgoingLetter
from emulation_workflow.domain.orders.order import Order, OrderKind, Scope, sha256_of
from emulation_workflow.domain.registers import Official, Unit
from emulation_workflow.domain.submissions import ResultReport
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.approval import chain, entries
from emulation_workflow.office.authority import deciders, in_office
from emulation_workflow.office.clerk_entries import request_code
from emulation_workflow.office.difficulties.handling import record_step, step_entry, step_taken
from emulation_workflow.office.entrance.sign_in import ask_for_link
from emulation_workflow.office.mailbox.reading import MessagePlace, receive_message
from emulation_workflow.office.office import Office, is_bound
from emulation_workflow.office.orders import entry as order_entry
from emulation_workflow.office.plans.plan_receipt import receive_plan
from emulation_workflow.office.reminders.digest import post_digest
from emulation_workflow.office.reminders.opening import open_campaign
from emulation_workflow.office.reminders.report_requests import ask_for_results
from emulation_workflow.office.reminders.sweep import sweep
from emulation_workflow.office.results.report_receipt import receive_report
from emulation_workflow.office.seal_keeping import keep_seal
from emulation_workflow.ports import Forms

AT, KEEPER = "mau.example", "luu-tru@mau.example"
EVERY_LETTER = 10_000
OF_A_LEVEL = 3
IN_OFFICE = 2
"""People of each role: whoever enters a paper is not who confirms it."""

ONCE = (Act.SEND_BACK, Act.DISAGREE, Act.AGREE_WITH_CHANGES)
"""What is decided once before a plan is let pass."""

WHY = "Đề nghị đơn vị bổ sung, làm rõ."
HELP = "Hội trường đang sửa chữa, chưa có nơi tổ chức thay thế"


def letters_by_reader(
    office: Office, set_to: Callable[[datetime], None], *, forms: Forms, officials: Sequence[Official]
) -> Mapping[str, Sequence[OutgoingLetter]]:
    """Play on the office's empty record, from the day of its clock; return what was written, by reader.

    They are the units of each level, by its id, those who act in a role, by its id, and all others (""). Units without
    an address, and roles without people, get made-up ones. RuntimeError where a letter cannot be put into words.
    """
    play = _Play(office=office, set_to=set_to, forms=forms)
    play.all(officials)
    with office.store.look() as record:
        people = record.register.officials(on=play.today)
    known = {unit.email: level.id for unit in register.units(office) if (level := office.campaign.level_of(unit.level))}
    known |= {person.email: person.role for person in people}
    found: dict[str, list[OutgoingLetter]] = {reader: [] for reader in [*dict.fromkeys(known.values()), ""]}
    for letter in play.written.values():
        found[next((known[to.email] for to in letter.to if to.email in known), "")].append(letter)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Play:
    office: Office
    set_to: Callable[[datetime], None]
    forms: Forms
    written: dict[int, OutgoingLetter] = field(default_factory=dict)
    """By their numbers; taken at once, for a letter whose code was used is sent no more."""

    def all(self, officials: Sequence[Official]) -> None:
        self._people_the_register(officials)
        bound = [unit for unit in register.units(self.office) if is_bound(self.office.campaign, unit)]
        holding = [unit for unit in bound if unit.is_valid_on(self._reported_on(unit))]
        with self.office.store.look() as record:
            gated = [unit for unit in holding if self.office.is_gated(record, unit.code)]
        others = [unit for unit in holding if unit not in gated]
        self._go_to(self.today)
        open_campaign(self.office, forms=self.forms, dry_run=False)
        for unit in gated[:1]:
            self._pass_the_gate(unit)
        for unit in others[:1]:
            self._submit(unit, 1)
        self._office_matters(holding)
        for unit in [*gated[:1], *others[:1]]:
            self._report(unit)
        self._ask_and_remind(others or gated)
        self._change_the_plan()
        self._put_into_words()

    @property
    def today(self) -> date:
        return self.office.clock.now().date()

    def _go_to(self, day: date) -> None:
        """Go on to the morning of the first working day from `day` on, never back."""
        working = self.office.calendar.next_working_day(max(day, self.today))
        self.set_to(datetime.combine(working, MORNING, self.office.clock.now().tzinfo))

    def _put_into_words(self) -> None:
        put_into_words(self.office)
        now = self.office.clock.now()
        with self.office.store.act() as record:
            for letter in record.letters.claim(owner="play", now=now, lease_until=now, limit=EVERY_LETTER):
                self.written.setdefault(letter.number, letter)

    def _people_the_register(self, officials: Sequence[Official]) -> None:
        few = _few(self.office.campaign, register.units(self.office))
        units = [replace(unit, email=unit.email or f"{unit.code}@{AT}".lower()) for unit in few]
        chosen = {unit.code for unit in _to_be_pilots(self.office, units)}
        units = [replace(unit, pilot=unit.pilot or unit.code in chosen) for unit in units]
        with self.office.store.act() as record:
            record.register.replace_units(units)
            record.register.replace_officials([*officials, *self._made_up(units, officials)])

    def _made_up(self, units: Sequence[Unit], officials: Sequence[Official]) -> Iterator[Official]:
        for role in self.office.campaign.roles:
            places: Mapping[RoleScope, Iterable[str | None]] = {
                RoleScope.CAMPAIGN: [None],
                RoleScope.OWN_UNIT: [unit.code for unit in units],
                RoleScope.PARENT_UNIT: dict.fromkeys(unit.parent for unit in units if unit.parent),
            }
            for place in places[role.scope]:
                listed = sum(person.role == role.id and person.unit in (place, None) for person in officials)
                for number in range(listed, IN_OFFICE):
                    name = f"{role.id}-{place or ''}{number}"
                    yield Official(
                        number=f"MAU-{name}",
                        name=f"Người Mẫu {'Một' if number == 0 else 'Hai'}",
                        title=role.name,
                        role=role.id,
                        email=f"{name}@{AT}".lower(),
                        unit=place,
                    )

    def _pass_the_gate(self, unit: Unit) -> None:
        """Take the plan through every answer that its gate knows, a paper, wrong codes and a withdrawal."""
        sent = self._submit(unit, 1)
        self._type_wrong_codes(unit)
        self._sign_on_paper(chain.case_of(self.office, unit.code))
        self._withdraw(unit)
        done, signed = set[Act](), set[str]()
        while not (case := chain.case_of(self.office, unit.code)).is_settled:
            acts = decisions_at(self.office.gate, case.stage)
            if not acts:
                sent = self._submit(unit, sent + 1)
                continue
            step = self.office.gate.step(case.stage)
            if step is not None and step.needs_second_pair and step.stage not in signed:
                signed.add(step.stage)
                self._sign_on_paper(case)
            act = next((act for act in ONCE if act in acts and act not in done), acts[0])
            done.add(act)
            self._decide(case, act)

    def _submit(self, unit: Unit, version: int) -> int:
        plan = good_plan(self.office.campaign, unit, signed_on=self.today, number=f"{version:02d}/KH")
        receive_plan(self.office, plan, channel=Channel.MAILBOX)
        self._put_into_words()
        return version

    def _decide(self, case: Case, act: Act, *, code: str = "") -> None:
        person = self._decider(case)
        answer = CaseAnswer(
            act=act,
            stage=case.stage,
            version=case.version,
            question_number=case.question_number,
            code=code or self._code(case.unit, person, stage=case.stage, act=act),
            reason=WHY,
        )
        outcome = chain.decide(self.office, case.unit, answer)
        if not code and not outcome.applied:
            raise RuntimeError(f"{act} on {case.unit} was refused: {[problem.code for problem in outcome.problems]}")
        self._put_into_words()

    def _decider(self, case: Case) -> Official:
        with self.office.store.look() as record:
            unit = self.office.bound_unit(record.register, case.unit, self.today)
            role = acting_role(self.office.gate, case.stage) or ""
            return deciders(record.register, self.office.campaign, role, unit, self.today)[0].official

    def _code(self, subject: str, person: Official, *, stage: str = "", act: str = "") -> str:
        """Return the code that was sent to this person last about this."""
        issued = self.office.read(lambda record: record.cases.codes(subject, stage=stage or None))
        theirs = [issue for issue in issued if issue.official == person.number and issue.is_live]
        return code_for(theirs[-1], self.office.secret, act) if theirs else ""

    def _type_wrong_codes(self, unit: Unit) -> None:
        for _ in range(MAX_WRONG_ANSWERS):
            case = chain.case_of(self.office, unit.code)
            self._decide(case, decisions_at(self.office.gate, case.stage)[0], code="22222-22222")
        chain.reissue(self.office, unit.code)

    def _sign_on_paper(self, case: Case) -> None:
        """Enter a decision that was signed on paper; where somebody else has to confirm it, nobody does."""
        clerk = self._clerk(self.office.gate.recorded_by)
        if clerk is not None:
            signer, act = self._decider(case), decisions_at(self.office.gate, case.stage)[0]
            paper = OfficialDocument(number="15/CV", signed_on=self.today, signer=signer.name)
            entry = DocumentEntry(act=act, signer=signer.number, entered_by=clerk.number, paper=paper, reason=WHY)
            self._enter(case.unit, clerk, entry, entries.record_paper)

    def _withdraw(self, unit: Unit) -> None:
        clerk = self._clerk(self.office.gate.recorded_by)
        if clerk is not None:
            paper = OfficialDocument(number="16/CV", signed_on=self.today, signer="Nguyễn Văn Mẫu")
            entry = WithdrawalEntry(entered_by=clerk.number, paper=paper, reason=WHY)
            self._enter(unit.code, clerk, entry, entries.withdraw)

    def _enter(self, unit: str, clerk: Official, entry: Entry, record: Callable[..., object]) -> None:
        entries.request_code(self.office, unit, entry)
        self._put_into_words()
        record(self.office, unit, entry, code=self._code(unit, clerk))
        self._put_into_words()

    def _clerk(self, role: str) -> Official | None:
        with self.office.store.look() as record:
            return next(iter(in_office(record.register, role, self.today)), None) if role else None

    def _office_matters(self, holding: Sequence[Unit]) -> None:
        """Note the seal elsewhere, let somebody sign in, read a message without a form."""
        keep_seal(self.office, KEEPER)
        with self.office.store.look() as record:
            people = record.register.officials(on=self.today)
        for email in [person.email for person in people][:1]:
            ask_for_link(self.office, email)
        for unit in holding[:1]:
            mail = IncomingMail(
                key="played",
                original=b"",
                size=0,
                message_id=f"<played@{AT}>",
                sender=unit.email.lower(),
                subject="Kế hoạch tổ chức hội nghị",
                words="Đơn vị gửi kế hoạch tổ chức hội nghị.",
                files=(Enclosure(name="Kế hoạch.docx", mime_type="application/msword", content=b"Word"),),
            )
            receive_message(self.office, mail, place=MessagePlace(name="INBOX", uid=1), forms=self.forms)

    def _reported_on(self, unit: Unit) -> date:
        return (good_plan(self.office.campaign, unit).held_on or self.today) + timedelta(days=2)

    def _report(self, unit: Unit) -> None:
        """Hold the conference; report on it two days later, with lessons and a difficulty, which is answered."""
        plan = good_plan(self.office.campaign, unit)
        self._go_to(self._reported_on(unit))
        held = replace(plan, number="30/BC", signed_on=self.today, collective_papers=0, individual_papers=0)
        report = ResultReport(conference=held, launched="Thi đua", minutes="03/BB", lessons=WHY, difficulties=(HELP,))
        receive_report(self.office, report, channel=Channel.MAILBOX)
        sweep(self.office)
        clerk = self._clerk(self.office.campaign.order_recorder)
        raised = self.office.read(lambda record: record.difficulties.all())
        if clerk is None or not raised or raised[-1].steps:
            return
        step = step_taken(
            self.office,
            DifficultyStep.ANSWERED,
            done_on=self.today,
            by=clerk.number,
            document="17/CV",
            words=WHY,
        )
        entry = step_entry(self.office, raised[-1].number, step)
        if entry is not None:
            request_code(self.office, entry)
            self._put_into_words()
            code = self._code(entry.purpose.subject, clerk, stage=entry.purpose.sha256)
            record_step(self.office, raised[-1].number, step, code=code, channel=Channel.COMMAND)

    def _ask_and_remind(self, units: Sequence[Unit]) -> None:
        """Go on past the plan's last day: reminders before and after, reports asked for, the day's letter."""
        held = [good_plan(self.office.campaign, unit).held_on or self.today for unit in units]
        last = self.office.campaign.last_day or self.today
        for day in sorted({*held, *(day + timedelta(days=5) for day in held), last, last + timedelta(days=30)}):
            self._go_to(day)
            sweep(self.office)
            ask_for_results(self.office, forms=self.forms)
            post_digest(self.office)
            self._put_into_words()

    def _change_the_plan(self) -> None:
        """Enter an order by whoever may change the plan, with the code from the clerk's own letter."""
        issuer = next((body.id for body in self.office.campaign.bodies if body.may_change_plan), None)
        clerk = self._clerk(self.office.campaign.order_recorder)
        if issuer is None or clerk is None:
            return
        order = Order(
            number="18/CV",
            kind=OrderKind.SUSPEND,
            issuer=issuer,
            signed_on=self.today,
            signer="Nguyễn Văn Mẫu",
            scope=Scope(),
            effective_from=self.today,
            entered_at=self.office.clock.now(),
            point=1,
        )
        order_entry.request_code(self.office, [order], entered_by=clerk.number)
        self._put_into_words()
        code = self._code(order.document, clerk, stage=sha256_of([order]))
        order_entry.enter_order(self.office, [order], entered_by=clerk.number, code=code)


def _few(campaign: Campaign, units: Sequence[Unit]) -> Iterator[Unit]:
    """Yield some units of each level, those that the file names, and whoever stands above any of them."""
    by_code = {unit.code: unit for unit in units}
    codes = {code for task in campaign.tasks if not task.about for code in task.units}
    codes |= {body.unit for body in campaign.bodies} | {code for pilot in campaign.pilots for code in pilot.units}
    for level in campaign.levels:
        codes |= {unit.code for unit in [unit for unit in units if unit.level in level.unit_levels][:OF_A_LEVEL]}
    while above := {unit.parent for code in codes if (unit := by_code.get(code)) and unit.parent} - codes:
        codes |= above
    yield from (unit for unit in units if unit.code in codes)


def _to_be_pilots(office: Office, units: Sequence[Unit]) -> Iterator[Unit]:
    """Yield a unit for each kind of gated pilot that the plan leaves to be chosen."""
    for pilot in office.campaign.pilots:
        if pilot.gated and pilot.is_left_to_director:
            words = office.campaign.level(pilot.level).unit_levels
            yield from [unit for unit in units if unit.level in words][:1]

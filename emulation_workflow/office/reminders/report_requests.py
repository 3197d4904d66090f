"""Asking units for the report on their conference, with their own form: once for each day it was, or was to be, held.

It goes with the daily sweep, after it: who is reminded on a day is asked on the next working day.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from emulation_workflow.domain.campaign import Campaign, Settlement
from emulation_workflow.domain.mail import Addressee, Letter, LetterKind
from emulation_workflow.domain.obligations.obligation import DueSource, Obligation
from emulation_workflow.domain.orders.in_force import event_task
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from emulation_workflow.domain.registers import Unit, formal_name
from emulation_workflow.domain.schedule.ladder import answers_to_parent, can_remind
from emulation_workflow.domain.schedule.report_requests import Awaited
from emulation_workflow.domain.submissions import UnitPlan
from emulation_workflow.office.letters import letter_context
from emulation_workflow.office.letters.posting import bounced, is_own_office, list_unreachable, upper_copy
from emulation_workflow.office.obligations.form_terms import limit_of, ordered_window
from emulation_workflow.office.office import OFFICE, Office
from emulation_workflow.ports import Forms, Transaction

AT_ONCE = 25
"""Letters of one act: their forms are made before it begins, so that no act is long."""

ONE_A_DAY = (LetterKind.REMINDER, LetterKind.RESULT_ASKED)
"""Of these letters no address gets more than one on a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDue:
    """A report to ask for: about the conference of `day`, `by_when` in words if anybody has named a day for it.

    `campaign` is the plan in force. `parent` stands above the unit, `plan` is its latest. `overtaken`: what else it
    owed before the conference.
    """

    awaited: Awaited
    campaign: Campaign
    day: date
    by_when: str
    parent: Unit | None
    plan: UnitPlan | None
    overtaken: tuple[str, ...] = ()

    @property
    def unit(self) -> Unit:
        return self.awaited.unit

    @property
    def email(self) -> str:
        return self.unit.email.lower()


def ask_for_results(office: Office, *, forms: Forms) -> int:
    """Write to every unit whose report is to be asked for today; how many letters. Run again, it writes no more.

    None on a day off. Who has no address, or one that takes no letters, is on the Board's list; of several units with
    one address one is asked a day.
    """
    at = office.clock.now()
    due = reports_due(office, at.date())
    with office.store.look() as record:
        marked, addressed = bounced(record), record.report_requests.addressed_since(midnight(at), ONE_A_DAY)
        is_swept = record.sweep.has_escalated(at.date())
        forms = forms.under(office.plan_in_force(record, at.date()))
    unreachable = [report for report in due if not report.email or report.email in marked]
    list_unreachable(office, LetterKind.RESULT_ASKED, {_key(office, report): report.unit for report in unreachable}, at)
    barred = {report.email for report in unreachable} | {*addressed}
    first: dict[str, ReportDue] = {}
    for report in due:
        if report.email not in barred:
            first.setdefault(report.email, report)
    waiting, written = list(first.values()), 0
    for start in range(0, len(waiting), AT_ONCE):
        letters = [_letter(office, report, forms, marked) for report in waiting[start : start + AT_ONCE]]
        written += _post(office, letters, at, is_swept=is_swept)
    return written


def request_report_now(office: Office, *, forms: Forms) -> int:
    """Do as `ask_for_results`, when it is known that a conference was held; before the day's sweep that does it anyway.

    Else the sweep would remind nobody on this day.
    """
    at = office.clock.now()
    with office.store.look() as record:
        is_swept = record.sweep.has_escalated(at.date()) or record.report_requests.addressed_since(
            midnight(at), [LetterKind.DIGEST]
        )
    return ask_for_results(office, forms=forms) if is_swept else 0


def reports_due(office: Office, on: date) -> Sequence[ReportDue]:
    """Return the reports to ask for on that day, by unit; whether their units can be reached is another matter.

    None of the office that asks.
    """
    if not can_remind(office.calendar, today=on, opens=office.campaign.effective_from):
        return []
    events = [event_task(office.campaign, level) for level in office.campaign.levels if level.conference]
    tasks = {task.id for task in events if task is not None}
    with office.store.look() as record:
        asked = [
            (awaited, day)
            for awaited in record.report_requests.awaited(tasks, on)
            if (day := awaited.asked_for(on)) is not None and not is_own_office(office.campaign, awaited.unit)
        ]
        owed = _owed(record, [awaited.unit.code for awaited, _ in asked])
        return [
            _due(record, office, awaited, owed.get(awaited.unit.code, ()), day=day, on=on) for awaited, day in asked
        ]


def midnight(at: datetime) -> datetime:
    """Return when the day of `at` began."""
    return datetime.combine(at.date(), time(), tzinfo=at.tzinfo)


def _owed(record: Transaction, units: Sequence[str]) -> Mapping[str, Sequence[Obligation]]:
    """Return what these units owe."""
    owed: dict[str, list[Obligation]] = defaultdict(list)
    for obligation in record.obligations.of_units(units):
        owed[obligation.derived.unit].append(obligation)
    return owed


def _due(
    record: Transaction, office: Office, awaited: Awaited, owed: Sequence[Obligation], *, day: date, on: date
) -> ReportDue:
    unit = awaited.unit
    version = record.plans.get(unit.code, awaited.plan_version) if awaited.plan_version else None
    overtaken = (item for item in owed if item.is_open and item.derived.source is DueSource.OVERTAKEN)
    return ReportDue(
        awaited=awaited,
        campaign=office.plan_in_force(record, on),
        day=day,
        by_when=limit_of(owed, Settlement.RESULT_REPORT, office.campaign),
        parent=record.register.unit(unit.parent, on) if unit.parent else None,
        plan=version.plan if version else None,
        overtaken=tuple(office.campaign.task(item.derived.task).name for item in overtaken),
    )


def _post(office: Office, letters: Sequence[Letter], at: datetime, *, is_swept: bool) -> int:
    """Write these letters and a row of the record in one act. Whose report came in since they were made is left out.

    If units were reminded since, none is written: the next run sees whom.
    """
    with office.store.act() as record:
        if record.sweep.has_escalated(at.date()) is not is_swept:
            return 0
        still_due = [letter for letter in letters if not _has_reported(record, letter.unit, at.date())]
        posted = [letter for letter in still_due if record.letters.post(letter, at=at)]
        if posted:
            record.ledger.append(
                LedgerEntry(
                    kind=LedgerKind.LETTER,
                    at=at,
                    actor=OFFICE,
                    what="result_asked",
                    campaign_sha256=office.campaign.sha256,
                    details={"units": [letter.unit for letter in posted]},
                )
            )
    return len(posted)


def _has_reported(record: Transaction, unit_code: str, on: date) -> bool:
    """Return whether this very unit has, not who bore its code before."""
    version, unit = record.reports.get(unit_code), record.register.unit(unit_code, on)
    if version is None or unit is None:
        return version is not None
    return unit.is_valid_on(version.report.held_on or version.received_at.date())


def _key(office: Office, due: ReportDue) -> str:
    return f"{office.campaign.id}/{due.unit.code}/{LetterKind.RESULT_ASKED.value}/{due.day.isoformat()}"


def _letter(office: Office, due: ReportDue, forms: Forms, marked: Collection[str]) -> Letter:
    unit, campaign, awaited = due.unit, due.campaign, due.awaited
    in_force = ordered_window(awaited.derived, campaign)
    form = forms.result_form(unit, due.parent, plan=due.plan, in_force=in_force, by_when=due.by_when)
    rule = next((task.rule for task in campaign.tasks if task.settled_by is Settlement.RESULT_REPORT and task.rule), "")
    level = campaign.level_of(unit.level)
    reports_to = formal_name(campaign, due.parent) if due.parent and level and answers_to_parent(level) else ""
    return Letter(
        key=_key(office, due),
        kind=LetterKind.RESULT_ASKED,
        to=(Addressee(name=unit.name, email=unit.email),),
        cc=upper_copy(campaign, LetterKind.RESULT_ASKED, unit, due.parent, marked=marked),
        unit=unit.code,
        enclosures=(form,),
        context={
            "addressees": [letter_context.to_unit(campaign, unit)],
            "basis": [letter_context.clause(campaign, rule)] if rule else [],
            "unit_name": formal_name(campaign, unit),
            "was_held": awaited.held_on is not None,
            "by_plan": awaited.held_on is None and awaited.keeps_to_plan,
            "day": letter_context.day(due.day),
            "by_when": due.by_when,
            "reports_to": reports_to,
            "form_name": form.name,
            "planned": due.plan is not None,
            "overtaken": list(due.overtaken),
        },
    )

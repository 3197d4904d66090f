"""Check what only a result report has: its paper, its days, the gate, the launch, the list upwards, lessons, papers."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from emulation_workflow.domain.campaign import CheckKind, RuleKind, Settlement
from emulation_workflow.domain.checks.examination import Examination
from emulation_workflow.domain.checks.reports.honours import check_honours
from emulation_workflow.domain.checks.stated import is_numbered, is_stated
from emulation_workflow.domain.findings import Finding, Verdict
from emulation_workflow.domain.submissions import ResultReport, UnitPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearance:
    """Since which day the unit may proceed (R125), as the record has it; None: it may not."""

    since: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportHistory:
    """What the record has of the unit before the report: its own plan, its clearance, whether it reported before.

    `plan` None: none was sent (A11). `clearance` None: nobody has looked whether the gate was passed.
    """

    plan: UnitPlan | None = None
    clearance: Clearance | None = None
    has_reported: bool = False


NOTHING_KNOWN = ReportHistory()


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A report, the examination of its conference, and what the record has of the unit before it."""

    examination: Examination
    report: ResultReport
    before: ReportHistory

    @property
    def rule(self) -> str:
        """The rule under which units report their results; the level's own where the campaign has no task for it."""
        tasks = [
            task
            for task in self.examination.campaign.tasks
            if task.settled_by is Settlement.RESULT_REPORT and task.rule
        ]
        theirs = [task.rule for task in tasks if not task.levels or self.examination.level.id in task.levels]
        return theirs[0] if theirs else self.examination.level.rule


def _check_report_paper(account: Account) -> Iterator[Finding]:
    """Check that the report has a number, a day and a signer; ask for what is missing."""
    paper = account.report.conference
    stated = {"number": is_numbered(paper.number), "date": paper.signed_on, "signer": is_stated(paper.signer)}
    missing = [part for part, value in stated.items() if not value]
    if missing:
        yield account.examination.finding(account.rule, Verdict.ASK, "report_incomplete", missing=missing)
    else:
        params = {"number": paper.number, "day": paper.signed_on, "signer": paper.signer}
        yield account.examination.finding(account.rule, Verdict.OK, "report_complete", **params)


def _check_correction(account: Account) -> Iterator[Finding]:
    """Ask what a later version corrects, so that a published figure can be restated with its reason."""
    correction = " ".join(account.report.correction.split())
    if account.before.has_reported and not correction:
        yield account.examination.finding(account.rule, Verdict.ASK, "correction_not_stated")
    elif correction:
        yield account.examination.finding(account.rule, Verdict.NOTE, "correction_stated", correction=correction)


def _check_days(account: Account) -> Iterator[Finding]:
    """Check that what is reported is over, that the report follows the conference and that the plan's (R144)."""
    examination, held, signed = account.examination, account.report.held_on, account.report.conference.signed_on
    if held is None:
        return
    rule = examination.rule_for(CheckKind.DATES_IN_ORDER, otherwise=account.rule)
    if held > examination.as_of:
        yield examination.finding(rule, Verdict.ASK, "held_in_future", day=held, as_of=examination.as_of)
    if signed is not None and signed > examination.as_of:
        yield examination.finding(rule, Verdict.ASK, "report_in_future", signed=signed, as_of=examination.as_of)
    elif signed is not None and signed < held:
        yield examination.finding(rule, Verdict.ASK, "report_before_conference", signed=signed, day=held)
    elif signed is not None:
        yield examination.finding(rule, Verdict.OK, "report_after_conference", signed=signed, day=held)
    planned = account.before.plan.signed_on if account.before.plan else None
    if planned is not None and planned > held:
        yield examination.finding(rule, Verdict.BREACH, "held_before_plan", signed=planned, day=held)


def _check_as_planned(account: Account) -> Iterator[Finding]:
    """Note a conference held on another day than planned; a plan may change on its way."""
    examination, plan, held = account.examination, account.before.plan, account.report.held_on
    rule = examination.rule_for(CheckKind.PLAN_PAPER)
    if not rule or plan is None or held is None or plan.held_on is None:
        return
    if plan.held_on != held:
        params = {"planned": plan.held_on, "day": held, "number": plan.number}
        yield examination.finding(rule, Verdict.NOTE, "held_otherwise", **params)
    else:
        yield examination.finding(rule, Verdict.OK, "held_as_planned", day=held, number=plan.number)


def _check_gate_passed(account: Account) -> Iterator[Finding]:
    """Check that a gated pilot was not held before it was cleared (R125)."""
    examination, gate, held = account.examination, account.examination.campaign.gate, account.report.held_on
    if gate is None or not examination.is_gated or held is None:
        return
    if account.before.clearance is None:
        yield examination.finding(gate.rule, Verdict.NOTE, "clearance_not_looked_up")
    elif (since := account.before.clearance.since) is None:
        yield examination.finding(gate.rule, Verdict.BREACH, "held_without_clearance", day=held)
    else:
        is_early = held < since
        verdict, code = (Verdict.BREACH, "held_before_clearance") if is_early else (Verdict.OK, "held_after_clearance")
        yield examination.finding(gate.rule, verdict, code, day=held, since=since)


def _check_structure(account: Account) -> Iterator[Finding]:
    """Ask about groups counted at a level where the plan does not ask for them (R064)."""
    examination, held = account.examination, account.report.conference
    for counts, asked in (
        (held.emphases, examination.conference.emphases),
        (held.structure, examination.conference.structure),
    ):
        unknown = sorted(set(counts) - {group.id for group in asked})
        if unknown:
            yield examination.finding(examination.level.rule, Verdict.ASK, "groups_not_asked", groups=unknown)


def _check_reading(account: Account) -> Iterator[Finding]:
    """Note what the plan orders of a content and only a reader can judge; mere directions are left out."""
    carried_out = {item.content for item in account.report.conference.agenda}
    for rule in account.examination.campaign.rules:
        if rule.read_in in carried_out and rule.kind is not RuleKind.SOFT:
            yield account.examination.finding(rule.id, Verdict.NOTE, "report_for_reader", quote=rule.quote)


def _check_launched(account: Account) -> Iterator[Finding]:
    """Check that the report says which movement was launched, where the plan has one launched."""
    period, launched = account.examination.campaign.launch_period, " ".join(account.report.launched.split())
    if period is None:
        return
    if is_stated(launched):
        yield account.examination.finding(period.rule, Verdict.OK, "movement_launched", movement=launched)
    else:
        yield account.examination.finding(period.rule, Verdict.ASK, "movement_not_stated")


def _check_list_adopted(account: Account) -> Iterator[Finding]:
    """Check that minutes adopted the list for the conference above; the list itself arrives separately (R120)."""
    examination, level, minutes = account.examination, account.examination.level, account.report.minutes.strip()
    if not level.upper or not level.upper_rule:
        return
    upper = examination.campaign.level(level.upper).name
    if is_stated(minutes):
        yield examination.finding(level.upper_rule, Verdict.OK, "list_adopted", upper=upper, minutes=minutes)
    else:
        yield examination.finding(level.upper_rule, Verdict.ASK, "minutes_not_stated", upper=upper)


def _check_lessons(account: Account) -> Iterator[Finding]:
    """Note a section on lessons or shortcomings that is empty (I.3)."""
    examination, rule = account.examination, account.examination.rule_for(CheckKind.LESSONS)
    if not rule:
        return
    # Whoever has no shortcomings says so; a pilot is held for its lessons.
    stated = {"lessons": is_stated(account.report.lessons), "shortcomings": account.report.shortcomings.strip()}
    empty = [part for part, is_filled in stated.items() if not is_filled]
    if empty:
        verdict = examination.against(rule, Verdict.NOTE, binding=Verdict.ASK)
        yield examination.finding(rule, verdict, "sections_empty", sections=empty)
    else:
        yield examination.finding(rule, Verdict.OK, "sections_filled")


def _check_talks(account: Account) -> Iterator[Finding]:
    """Ask for the talks of which a row does not say what was read, or by whom."""
    rule, talks = account.examination.rule_for(CheckKind.PAPERS), account.report.papers
    rows = [row for row, talk in enumerate(talks, start=1) if not (is_stated(talk.title) and is_stated(talk.author))]
    if rule and rows:
        yield account.examination.finding(rule, Verdict.ASK, "talk_incomplete", rows=rows, total=len(talks))


def _check_paper_fields(account: Account) -> Iterator[Finding]:
    """Count the papers by their fields; whether they represent them is for a reader."""
    examination, rule = account.examination, account.examination.rule_for(CheckKind.PAPER_FIELDS)
    if not rule or not account.report.papers:
        return
    fields = Counter(paper.field for paper in account.report.papers)
    without = fields.pop("", 0)
    if fields:
        groups = [{"name": name, "count": count} for name, count in sorted(fields.items())]
        yield examination.finding(rule, Verdict.NOTE, "papers_by_field", groups=groups)
    if without:
        verdict = examination.against(rule, Verdict.NOTE, binding=Verdict.ASK)
        yield examination.finding(rule, verdict, "papers_without_field", count=without)


REPORT_ONLY_CHECKS: tuple[Callable[[Account], Iterator[Finding]], ...] = (
    _check_report_paper,
    _check_correction,
    _check_days,
    _check_as_planned,
    _check_gate_passed,
    _check_structure,
    _check_reading,
    _check_launched,
    _check_list_adopted,
    _check_lessons,
    _check_talks,
    _check_paper_fields,
    lambda account: check_honours(account.examination, account.report.honours),
)
"""The checks that only a report has."""

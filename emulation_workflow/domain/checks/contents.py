"""Check what the conference is about (II.3): contents, the report's points, papers, the launch, the list upwards."""

import re
from collections.abc import Iterator

from emulation_workflow.domain.campaign import CheckKind, Content, RuleKind
from emulation_workflow.domain.checks.examination import Examination
from emulation_workflow.domain.checks.names import normalised
from emulation_workflow.domain.findings import Finding, Verdict
from emulation_workflow.domain.submissions import AgendaItem

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_FIRST_AND_LAST = 2


def check_contents(examination: Examination) -> Iterator[Finding]:
    """Check that every content of the plan is on the agenda; one may stand there in the unit's own words.

    A plan without an agenda is asked for it, once.
    """
    on_agenda = {item.content for item in examination.plan.agenda}
    timeless = {item.content for item in examination.plan.agenda if item.minutes == 0}
    if not on_agenda and examination.contents:
        yield examination.finding(examination.contents[0].rule, Verdict.ASK, "agenda_not_stated")
        return
    own_words = sorted(item.content for item in _own_items(examination))
    for content in examination.contents:
        if content.id in timeless:
            yield examination.finding(content.rule, Verdict.ASK, "content_without_time", content=content.name)
        elif content.id in on_agenda:
            yield examination.finding(content.rule, Verdict.OK, "content_present", content=content.name)
        elif own_words:
            params = {"content": content.name, "items": own_words}
            yield examination.finding(content.rule, Verdict.ASK, "content_in_own_words", **params)
        else:
            yield examination.finding(content.rule, Verdict.BREACH, "content_missing", content=content.name)


def check_own_items(examination: Examination) -> Iterator[Finding]:
    """Ask what an item is that the unit adds to a full agenda, until a note beside it tells (II.3, last paragraph)."""
    on_agenda = {item.content for item in examination.plan.agenda}
    if not examination.contents or any(content.id not in on_agenda for content in examination.contents):
        return
    rule = examination.rule_for(CheckKind.STAGING, otherwise=examination.contents[0].rule)
    if untold := sorted(item.content for item in _own_items(examination) if not item.note):
        yield examination.finding(rule, Verdict.ASK, "agenda_has_more", items=untold)


def _own_items(examination: Examination) -> Iterator[AgendaItem]:
    contents = {content.id for content in examination.campaign.contents}
    return (item for item in examination.plan.agenda if item.content not in contents)


def check_points(examination: Examination) -> Iterator[Finding]:
    """Check the points that a content must bring out."""
    yield from (_points(examination, content) for content in examination.contents if content.points)


def _points(examination: Examination, content: Content) -> Finding:
    """Ask for the points that a report "phải nêu được": only a reader can judge whether they are brought out."""
    rule = content.points_rule or content.rule
    stated = {normalised(point) for point in examination.plan.report_points}
    missing = [point for point in content.points if normalised(point) not in stated]
    if missing:
        return examination.finding(rule, Verdict.ASK, "points_missing", points=missing)
    return examination.finding(rule, Verdict.OK, "points_stated", points=list(content.points))


def check_reading(examination: Examination) -> Iterator[Finding]:
    """Note, in the plan's words, what only a reader can judge and what the plan merely encourages."""
    on_agenda = {item.content for item in examination.plan.agenda}
    for rule in examination.campaign.rules:
        if rule.read_in in on_agenda:
            code = "encouraged" if rule.kind is RuleKind.SOFT else "for_reader"
            yield examination.finding(rule.id, Verdict.NOTE, code, quote=rule.quote)


def check_papers(examination: Examination) -> Iterator[Finding]:
    """Check that at least one paper is read; note authors of one kind only."""
    if not (rule := examination.rule_for(CheckKind.PAPERS)) or examination.is_taken_off(rule):
        return
    collective, individual = examination.plan.collective_papers, examination.plan.individual_papers
    params = {"collective": collective, "individual": individual}
    if not collective and not individual:
        yield examination.finding(rule, Verdict.ASK, "papers_not_stated")
    elif not collective or not individual:
        yield examination.finding(rule, Verdict.NOTE, "papers_of_one_kind", **params)
    else:
        yield examination.finding(rule, Verdict.OK, "papers_of_both_kinds", **params)


def check_launch(examination: Examination) -> Iterator[Finding]:
    """Check that the movement launched covers the plan's period, where it names one: two years, in whatever words."""
    period = examination.campaign.launch_period
    if period is None or examination.is_taken_off(period.rule):
        return
    stated = " ".join(examination.plan.launch_period.split())
    if not stated:
        yield examination.finding(period.rule, Verdict.ASK, "launch_period_not_stated", period=period.words)
        return
    years = tuple(dict.fromkeys(int(year) for year in _YEAR.findall(stated)))
    params = {"stated": stated, "period": period.words}
    if years == (period.first, period.last):
        yield examination.finding(period.rule, Verdict.OK, "launch_period_right", period=period.words)
    elif len(years) == _FIRST_AND_LAST and set(years) != {period.first, period.last}:
        yield examination.finding(period.rule, Verdict.BREACH, "launch_period_wrong", **params)
    else:
        yield examination.finding(period.rule, Verdict.ASK, "launch_period_unclear", **params)


def check_list_upwards(examination: Examination) -> Iterator[Finding]:
    """Note to which conference the adopted list goes. A quota that nobody states is unknown, not zero (A14)."""
    level = examination.level
    if not level.upper or not level.upper_rule:
        return
    upper = examination.campaign.level(level.upper).name
    if level.upper_quota is None:
        yield examination.finding(level.upper_rule, Verdict.NOT_SPECIFIED, "quota_unknown", upper=upper)
    else:
        params = {"upper": upper, "quota": level.upper_quota}
        yield examination.finding(level.upper_rule, Verdict.NOTE, "quota_stated", **params)


def check_staging(examination: Examination) -> Iterator[Finding]:
    """Check an online conference, which needs an order or opinion (A23), and a combined one (A24); else it is free.

    A rule that binds (HARD) has units meet in one place; whether it lets them combine, the unit is asked.
    """
    if not (rule := examination.rule_for(CheckKind.STAGING)):
        return
    is_hard, combined_with = examination.is_hard(rule), examination.plan.combined_with
    if examination.plan.is_online:
        code = "online_forbidden" if is_hard else "online"
        yield examination.finding(rule, examination.against(rule, Verdict.NOTE), code)
    if combined_with:
        verdict, code = (Verdict.ASK, "combined_to_confirm") if is_hard else (Verdict.NOTE, "combined")
        yield examination.finding(rule, verdict, code, combined_with=combined_with)
    if not examination.plan.is_online and not combined_with:
        yield examination.finding(rule, Verdict.OK, "staging_kept" if is_hard else "staging_free")

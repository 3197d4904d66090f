"""Check what the conference is about (II.3): contents, the report's points, papers, the launch, the list upwards."""

from collections.abc import Iterator

from emulation_workflow.domain.campaign import CheckKind, Content, RuleKind
from emulation_workflow.domain.checks.examination import Examination
from emulation_workflow.domain.checks.names import normalised
from emulation_workflow.domain.findings import Finding, Verdict


def check_contents(examination: Examination) -> Iterator[Finding]:
    """Check that every content of the plan is on the agenda."""
    on_agenda, contents = {item.content for item in examination.plan.agenda}, examination.contents
    for content in contents:
        if content.id in on_agenda:
            yield examination.finding(content.rule, Verdict.OK, "content_present", content=content.name)
        else:
            yield examination.finding(content.rule, Verdict.BREACH, "content_missing", content=content.name)
    if contents and (unknown := sorted(on_agenda - {content.id for content in examination.campaign.contents})):
        yield examination.finding(contents[0].rule, Verdict.ASK, "content_unknown", contents=unknown)


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
    """Check that the movement launched covers exactly the plan's period, where it names one."""
    period = examination.campaign.launch_period
    if period is None or examination.is_taken_off(period.rule):
        return
    stated = " ".join(examination.plan.launch_period.split())
    if not stated:
        yield examination.finding(period.rule, Verdict.ASK, "launch_period_not_stated", period=period.words)
    elif normalised(stated) == normalised(period.words):
        yield examination.finding(period.rule, Verdict.OK, "launch_period_right", period=period.words)
    else:
        params = {"stated": stated, "period": period.words}
        yield examination.finding(period.rule, Verdict.BREACH, "launch_period_wrong", **params)


def check_list_upwards(examination: Examination) -> Iterator[Finding]:
    """Note to which conference the adopted list goes. Until a quota is allocated it is unknown, not zero (A14)."""
    if examination.level.upper and examination.level.upper_rule:
        upper = examination.campaign.level(examination.level.upper).name
        yield examination.finding(examination.level.upper_rule, Verdict.NOT_SPECIFIED, "quota_unknown", upper=upper)


def check_staging(examination: Examination) -> Iterator[Finding]:
    """Check an online conference, which needs an order or opinion (A23), and a combined one (A24); else it is free."""
    if not (rule := examination.rule_for(CheckKind.STAGING)):
        return
    if examination.plan.is_online:
        yield examination.finding(rule, Verdict.ASK, "online")
    if examination.plan.combined_with:
        yield examination.finding(rule, Verdict.NOTE, "combined", combined_with=examination.plan.combined_with)
    if not examination.plan.is_online and not examination.plan.combined_with:
        yield examination.finding(rule, Verdict.OK, "staging_free")

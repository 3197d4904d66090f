"""What the conference is about (II.3): the contents, the report's points, papers, the launch, the list upwards."""

from collections.abc import Iterator

from emulation_workflow.domain.campaign import CheckKind, Content, RuleKind
from emulation_workflow.domain.checks.examination import Examination
from emulation_workflow.domain.checks.names import normalised
from emulation_workflow.domain.findings import Finding, Verdict


def check_contents(x: Examination) -> Iterator[Finding]:
    """Every content of the plan is on the agenda."""
    on_agenda = {item.content for item in x.plan.agenda}
    for content in x.campaign.contents:
        if content.id in on_agenda:
            yield x.found(content.rule, Verdict.OK, "content_present", content=content.name)
        else:
            yield x.found(content.rule, Verdict.BREACH, "content_missing", content=content.name)
    strangers = sorted(on_agenda - {content.id for content in x.campaign.contents})
    if strangers:
        yield x.found(x.campaign.contents[0].rule, Verdict.ASK, "content_unknown", contents=strangers)


def check_points(x: Examination) -> Iterator[Finding]:
    """The points that a content must bring out."""
    yield from (_points(x, content) for content in x.campaign.contents if content.points)


def _points(x: Examination, content: Content) -> Finding:
    """Points a report "phải nêu được": whether they are brought out is for a reader to judge, so it is asked."""
    rule = content.points_rule or content.rule
    stated = {normalised(point) for point in x.plan.report_points}
    missing = [point for point in content.points if normalised(point) not in stated]
    if missing:
        return x.found(rule, Verdict.ASK, "points_missing", points=missing)
    return x.found(rule, Verdict.OK, "points_stated", points=list(content.points))


def check_reading(x: Examination) -> Iterator[Finding]:
    """What only a reader can judge is pointed out with the plan's words; what the plan merely allows, as such."""
    on_agenda = {item.content for item in x.plan.agenda}
    for rule in x.campaign.rules:
        if rule.read_in in on_agenda:
            code = "encouraged" if rule.kind is RuleKind.SOFT else "for_reader"
            yield x.found(rule.id, Verdict.NOTE, code, quote=rule.quote)


def check_papers(x: Examination) -> Iterator[Finding]:
    """At least one paper; authors of one kind only are pointed out."""
    if not (rule := x.rule_for(CheckKind.PAPERS)):
        return
    collective, individual = x.plan.collective_papers, x.plan.individual_papers
    facts = {"collective": collective, "individual": individual}
    if not collective and not individual:
        yield x.found(rule, Verdict.ASK, "papers_not_stated")
    elif not collective or not individual:
        yield x.found(rule, Verdict.NOTE, "papers_of_one_kind", **facts)
    else:
        yield x.found(rule, Verdict.OK, "papers_of_both_kinds", **facts)


def check_launch(x: Examination) -> Iterator[Finding]:
    """The movement launched covers exactly the plan's period."""
    period = x.campaign.launch_period
    stated = " ".join(x.plan.launch_period.split())
    if not stated:
        yield x.found(period.rule, Verdict.ASK, "launch_period_not_stated", period=period.words)
    elif normalised(stated) == normalised(period.words):
        yield x.found(period.rule, Verdict.OK, "launch_period_right", period=period.words)
    else:
        yield x.found(period.rule, Verdict.BREACH, "launch_period_wrong", stated=stated, period=period.words)


def check_list_upwards(x: Examination) -> Iterator[Finding]:
    """To which conference the adopted list goes. Its quota is unknown until allocated, which is not nought (A14)."""
    if x.level.upper and x.level.upper_rule:
        upper = x.campaign.level(x.level.upper).name
        yield x.found(x.level.upper_rule, Verdict.NOT_SPECIFIED, "quota_unknown", upper=upper)


def check_staging(x: Examination) -> Iterator[Finding]:
    """Staging is free; an online conference needs an order or opinion (A23), a combined one all contents (A24)."""
    if not (rule := x.rule_for(CheckKind.STAGING)):
        return
    if x.plan.is_online:
        yield x.found(rule, Verdict.ASK, "online")
    if x.plan.combined_with:
        yield x.found(rule, Verdict.NOTE, "combined", combined_with=x.plan.combined_with)
    if not x.plan.is_online and not x.plan.combined_with:
        yield x.found(rule, Verdict.OK, "staging_free")

"""Merge the findings of all checks into one finding per rule."""

from collections.abc import Iterable
from dataclasses import replace

from emulation_workflow.domain.campaign import Rule, RuleKind
from emulation_workflow.domain.findings import SEVERAL, Finding, Verdict

GRAVITY = (Verdict.OK, Verdict.NOTE, Verdict.NOT_SPECIFIED, Verdict.ASK, Verdict.BREACH)
"""From lightest to gravest: a rule's verdict is the gravest of its findings."""

INSTEAD_OF_BREACH = {RuleKind.SOFT: Verdict.NOTE, RuleKind.OPEN: Verdict.ASK, RuleKind.READER: Verdict.ASK}
"""Kinds of rules that nobody breaks: what is merely encouraged, left open, or for a reader to judge."""

CALLS_FOR_WORK = frozenset({Verdict.ASK, Verdict.BREACH})


_NAMED_BY = frozenset({"order", "fixed", "quota"})
"""Facts of findings about what an order, an opinion or a quota says: it binds whatever the plan's own rule does."""


def _weighed(finding: Finding, rule: Rule) -> Finding:
    """Return the finding with no graver verdict than its rule's kind allows: there is only a breach of what binds."""
    is_plans_own = finding.verdict is Verdict.BREACH and _NAMED_BY.isdisjoint(finding.params)
    if is_plans_own and rule.kind in INSTEAD_OF_BREACH:
        return replace(finding, verdict=INSTEAD_OF_BREACH[rule.kind])
    return finding


def against(rule: Rule, otherwise: Verdict, *, binding: Verdict = Verdict.BREACH) -> Verdict:
    """Return the verdict on what goes against a rule that a program points out by itself, as `otherwise`.

    Where the campaign says that it binds (HARD), it is `binding`; a reader's to judge, it is asked about.
    """
    return {RuleKind.HARD: binding, RuleKind.READER: Verdict.ASK}.get(rule.kind, otherwise)


def one_per_rule(findings: Iterable[Finding], rules: Iterable[Rule]) -> list[Finding]:
    """Return the findings, as grave as the kinds of their rules allow, merged by rule in the order of `rules`."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    of_rules = ([_weighed(found, rule) for found in by_rule[rule.id]] for rule in rules if rule.id in by_rule)
    return [same_rule[0] if len(same_rule) == 1 else _merged(same_rule) for same_rule in of_rules]


def _merged(findings: list[Finding]) -> Finding:
    """Return one finding with the gravest verdict and every sentence that bears on it.

    What calls for work is not buried under what does not. Several sentences become one finding of code SEVERAL, whose
    `parts` are their codes and params (key `facts`).
    """
    gravest = max((finding.verdict for finding in findings), key=GRAVITY.index)
    bearing = findings
    if gravest in CALLS_FOR_WORK:
        bearing = [finding for finding in findings if finding.verdict in CALLS_FOR_WORK]
    first = bearing[0]
    if len(bearing) == 1:
        return first
    parts = [{"code": finding.code, "facts": finding.params} for finding in bearing]
    return Finding(rule=first.rule, verdict=gravest, clause=first.clause, code=SEVERAL, params={"parts": parts})

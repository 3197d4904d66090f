"""Merge the findings of all checks into one finding per rule."""

from collections.abc import Iterable, Sequence

from emulation_workflow.domain.findings import SEVERAL, Finding, Verdict

GRAVITY = (Verdict.OK, Verdict.NOTE, Verdict.NOT_SPECIFIED, Verdict.ASK, Verdict.BREACH)
"""From lightest to gravest: a rule's verdict is the gravest of its findings."""

CALLS_FOR_WORK = frozenset({Verdict.ASK, Verdict.BREACH})


def one_per_rule(findings: Iterable[Finding], order: Sequence[str]) -> list[Finding]:
    """Return the findings merged by rule, in `order` of the rules."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    of_rules = (by_rule[rule] for rule in order if rule in by_rule)
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

"""From everything found to one finding per rule."""

from collections.abc import Iterable, Sequence

from emulation_workflow.domain.findings import SEVERAL, Finding, Verdict

GRAVITY = (Verdict.OK, Verdict.NOTE, Verdict.NOT_SPECIFIED, Verdict.ASK, Verdict.BREACH)
"""From lightest to gravest: a rule's verdict is the gravest of what was found under it."""

CALLS_FOR_WORK = frozenset({Verdict.ASK, Verdict.BREACH})


def one_per_rule(findings: Iterable[Finding], order: Sequence[str]) -> list[Finding]:
    """The findings merged by rule, in `order` of the rules."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    found = (by_rule[rule] for rule in order if rule in by_rule)
    return [several[0] if len(several) == 1 else _merged(several) for several in found]


def _merged(findings: list[Finding]) -> Finding:
    """The gravest verdict with every sentence that bears on it: what calls for work is not buried under what does not.

    Several sentences become one finding of code SEVERAL, whose `parts` are their codes and facts.
    """
    gravest = max((finding.verdict for finding in findings), key=GRAVITY.index)
    told = findings
    if gravest in CALLS_FOR_WORK:
        told = [finding for finding in findings if finding.verdict in CALLS_FOR_WORK]
    first = told[0]
    if len(told) == 1:
        return first
    parts = [{"code": finding.code, "facts": finding.params} for finding in told]
    return Finding(rule=first.rule, verdict=gravest, clause=first.clause, code=SEVERAL, params={"parts": parts})

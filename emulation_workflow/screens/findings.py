"""Findings as they are shown: grouped by verdict, breaches first."""

from collections.abc import Iterator, Sequence

from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.findings import Finding, Verdict
from emulation_workflow.messages import finding_sentence
from emulation_workflow.messages.findings import headings
from emulation_workflow.messages.labels import VERDICTS

_SHOWN_FIRST = (Verdict.BREACH, Verdict.ASK, Verdict.NOTE, Verdict.NOT_SPECIFIED, Verdict.OK)


def verdict_groups(findings: Sequence[Finding], campaign: Campaign) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Yield each verdict that was found, with how many, and its rows: clause, rule, sentence."""
    for verdict in _SHOWN_FIRST:
        group = [finding for finding in findings if finding.verdict is verdict]
        if group:
            heading = headings.GROUP.format(verdict=VERDICTS[verdict], count=len(group))
            yield heading, [(finding.clause, finding.rule, finding_sentence(finding, campaign)) for finding in group]

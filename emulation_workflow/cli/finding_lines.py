"""Findings as commands print them."""

from collections.abc import Sequence
from itertools import zip_longest
from textwrap import wrap
from typing import Annotated

import typer

from emulation_workflow.cli.answers import print_json
from emulation_workflow.domain.findings import Finding, Verdict
from emulation_workflow.messages import finding_sentence, plan_check
from emulation_workflow.messages.labels import VERDICTS

BREACH = 1
"""Exit code where a rule is broken."""

_SHOWN_FIRST = (Verdict.BREACH, Verdict.ASK, Verdict.NOTE, Verdict.NOT_SPECIFIED, Verdict.OK)
_CLAUSE, _SENTENCE = 16, 84


AsJson = Annotated[bool, typer.Option("--json", help="Print the findings as a JSON array.")]


def plain(finding: Finding) -> dict[str, str]:
    """A finding as a program reads it."""
    return {
        "rule": finding.rule,
        "verdict": finding.verdict.value,
        "clause": finding.clause,
        "message": finding_sentence(finding),
    }


def print_findings(head: str, findings: Sequence[Finding], *, as_json: bool) -> None:
    """As a JSON array; or below `head` grouped by verdict, breaches first: clause, rule, sentence."""
    if as_json:
        print_json([plain(finding) for finding in findings])
        return
    typer.echo(head)
    for verdict in _SHOWN_FIRST:
        group = [finding for finding in findings if finding.verdict is verdict]
        if not group:
            continue
        typer.echo(f"\n{plan_check.GROUP.format(verdict=VERDICTS[verdict], count=len(group))}")
        for finding in group:
            columns = (wrap(finding.clause, _CLAUSE), [finding.rule], wrap(finding_sentence(finding), _SENTENCE))
            for clause, rule, words in zip_longest(*columns, fillvalue=""):
                typer.echo(f"  {clause:{_CLAUSE}}  {rule:5}  {words}".rstrip())


def exit_for(findings: Sequence[Finding]) -> None:
    """Exit 1 where a rule is broken."""
    if any(finding.verdict is Verdict.BREACH for finding in findings):
        raise typer.Exit(BREACH)

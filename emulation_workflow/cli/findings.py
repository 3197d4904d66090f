"""Findings as commands print them."""

from collections.abc import Sequence
from typing import Annotated

import typer

from emulation_workflow.cli.answers import print_json, print_table
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.findings import Finding, Verdict
from emulation_workflow.messages import finding_sentence
from emulation_workflow.screens.findings import verdict_groups

BREACH = 1
"""Exit code where a rule is broken."""

AsJson = Annotated[bool, typer.Option("--json", help="Print the findings as a JSON array.")]


def print_findings(heading: str, findings: Sequence[Finding], campaign: Campaign, *, as_json: bool = False) -> None:
    """Print findings as a JSON array, or below a heading by verdict, breaches first."""
    if as_json:
        print_json([_plain(finding, campaign) for finding in findings])
        return
    typer.echo(heading)
    groups = list(verdict_groups(findings, campaign))
    every = [row for _, rows in groups for row in rows]
    for verdict, rows in groups:
        typer.echo(f"\n{verdict}")
        print_table(rows, indent=2, beside=every)


def exit_for(findings: Sequence[Finding]) -> None:
    """Exit 1 where a rule is broken."""
    if any(finding.verdict is Verdict.BREACH for finding in findings):
        raise typer.Exit(BREACH)


def _plain(finding: Finding, campaign: Campaign) -> dict[str, str]:
    return {
        "rule": finding.rule,
        "verdict": finding.verdict.value,
        "clause": finding.clause,
        "message": finding_sentence(finding, campaign),
    }

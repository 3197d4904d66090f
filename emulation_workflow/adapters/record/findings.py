"""Findings as they are kept beside the version they are about."""

from collections.abc import Iterable, Mapping
from typing import Any

from emulation_workflow.domain.findings import Finding, Verdict


def finding_values(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """Return findings as plain JSON, under the keys they have been kept under since the first version."""
    return [
        {
            "rule": finding.rule,
            "verdict": finding.verdict.value,
            "clause": finding.clause,
            "code": finding.code,
            "facts": finding.params,
        }
        for finding in findings
    ]


def findings_from(kept: Iterable[Mapping[str, Any]]) -> tuple[Finding, ...]:
    """Return the findings that `finding_values` wrote."""
    return tuple(
        Finding(
            rule=values["rule"],
            verdict=Verdict(values["verdict"]),
            clause=values["clause"],
            code=values["code"],
            params=values["facts"],
        )
        for values in kept
    )

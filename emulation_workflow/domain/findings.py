"""Findings: one rule's verdict on what a unit sent."""

from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """What a check found."""

    OK = "ok"
    BREACH = "breach"
    ASK = "ask"
    NOT_SPECIFIED = "not_specified"
    NOTE = "note"


SEVERAL = "several"
"""The code of a finding merged from several: its param `parts` lists their codes and params (key `facts`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule's verdict on one plan. `code` names the sentence in `messages`, `params` (plain JSON) fill it."""

    rule: str
    verdict: Verdict
    clause: str
    code: str
    params: dict[str, object] = field(default_factory=dict)

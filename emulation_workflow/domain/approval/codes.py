"""One-time confirmation codes: bound to a person, an address, a term and what they confirm; derived, never stored.

A code is an HMAC over the binding with the office's secret key, so the record alone betrays none.
"""

import hmac
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from emulation_workflow.domain.keyed import hmac_sha256

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 characters without those that are mistaken for one another (0/O, 1/I/L)."""

LENGTH = 10
MAX_WRONG_ANSWERS = 5
"""Wrong codes at one stage and version before all of its codes are void and new ones must be asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeIssue:
    """That codes were issued: to `official` (by number), for `unit`'s case at `stage` and `version`.

    At a stage of the chain there is a code for each answer; what is entered for somebody has its SHA-256 as `stage`.
    `ref` (see `new_ref`) is what codes are derived from together with the binding. They went to `address`, and count as
    long as the register gives this person the same `standing`; records of 0.1.0 have neither, and no code from then
    counts.
    """

    ref: str
    unit: str
    official: str
    stage: str
    version: int
    issued_at: datetime
    address: str = ""
    standing: str = ""
    void: bool = False
    used: bool = False

    @property
    def is_live(self) -> bool:
        return not self.void and not self.used and bool(self.standing)


def new_ref(unit: str) -> str:
    """Return a unique ref that begins with the unit: the record's rows are looked up by such prefixes."""
    return f"{unit}/{uuid.uuid4().hex}"


def code_for(issue: CodeIssue, secret: bytes, act: str = "") -> str:
    """Return the code that was mailed for `issue` and this answer ("" where there is but one), as XXXXX-XXXXX.

    Made for another address, or another standing, it is another code: what somebody has changed in the record while the
    letter was written gives them one that does not count.
    """
    parts = [issue.ref, issue.unit, issue.official, issue.stage, str(issue.version), issue.address, issue.standing]
    binding = "\n".join([*parts, act] if act else parts)
    number = int.from_bytes(hmac_sha256(secret, binding.encode()), "big")
    characters = []
    for _ in range(LENGTH):
        number, index = divmod(number, len(ALPHABET))
        characters.append(ALPHABET[index])
    return f"{''.join(characters[:5])}-{''.join(characters[5:])}"


def normalised(code: str) -> str:
    """Return what a person typed or pasted, without spaces, dashes and case."""
    return "".join(character for character in code.upper() if character.isalnum())


def find_code(
    issues: Iterable[CodeIssue], secret: bytes, typed: str, acts: Iterable[str] = ("",)
) -> tuple[CodeIssue, str] | None:
    """Return the issue whose code was typed and the act that it is for, whether it still counts or not; None if none.

    Each comparison takes constant time.
    """
    given, known = normalised(typed).encode(), tuple(acts)
    for issue in issues:
        for act in known:
            if hmac.compare_digest(normalised(code_for(issue, secret, act)).encode(), given):
                return issue, act
    return None

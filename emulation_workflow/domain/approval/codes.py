"""One-time confirmation codes: bound to a person, a case, a plan version and a stage; derived, never stored.

A code is an HMAC over the binding with the office's secret key, so the record alone betrays none.
"""

import hashlib
import hmac
import uuid
from dataclasses import dataclass
from datetime import datetime

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 characters without those that are mistaken for one another (0/O, 1/I/L)."""

LENGTH = 10
MAX_WRONG_ANSWERS = 5
"""Wrong codes at one stage and version before all of its codes are void and new ones must be asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeIssue:
    """That a code was issued: to `official` (by number), for `unit`'s case at `stage` and `version`.

    `ref` (see `new_ref`) is what the code is derived from together with the binding.
    """

    ref: str
    unit: str
    official: str
    stage: str
    version: int
    issued_at: datetime
    void: bool = False
    used: bool = False


def new_ref(unit: str) -> str:
    """Return a unique ref that begins with the unit: the record's rows are looked up by such prefixes."""
    return f"{unit}/{uuid.uuid4().hex}"


def code_for(issue: CodeIssue, secret: bytes) -> str:
    """Return the code that was mailed for `issue`, as XXXXX-XXXXX."""
    binding = "\n".join((issue.ref, issue.unit, issue.official, issue.stage, str(issue.version)))
    number = int.from_bytes(hmac.digest(secret, binding.encode(), hashlib.sha256), "big")
    characters = []
    for _ in range(LENGTH):
        number, index = divmod(number, len(ALPHABET))
        characters.append(ALPHABET[index])
    return f"{''.join(characters[:5])}-{''.join(characters[5:])}"


def normalised(code: str) -> str:
    """Return what a person typed or pasted, without spaces, dashes and case."""
    return "".join(character for character in code.upper() if character.isalnum())


def matches(issue: CodeIssue, secret: bytes, typed: str) -> bool:
    """Return whether `typed` is the code of `issue`, in constant time. Void and used codes match nothing."""
    right = normalised(code_for(issue, secret))
    return hmac.compare_digest(right.encode(), normalised(typed).encode()) and not issue.void and not issue.used

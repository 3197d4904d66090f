"""What no reader is shown, on paper, by mail or on screen: the program's own names for things."""

import re

INTERNAL = {
    "a rule's id": r"\bR\d{3}\b",
    "a stage's id": r"\b(?:APPRAISAL|OPINION|CONFIRMATION|DRAFTING|REVISION|CLEARED)\b",
    "a key": r"\b[a-z]+(?:_[a-z0-9]+)+\b",
    "a SHA": r"\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{12,}\b",
    "what is no quotation": r"“[(\[]",
    "an open place": r"\[\[|[{}]",
}


def internals(words: str) -> list[str]:
    """Return what of these words is the program's own."""
    return [f"{what}: {found}" for what, pattern in INTERNAL.items() for found in re.findall(pattern, words)]

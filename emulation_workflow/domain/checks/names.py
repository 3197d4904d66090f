"""The conference's name: fixed by the plan (II.2.1-II.2.4), whatever its spelling on the keyboard."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from emulation_workflow.domain.checks.examination import Examination
from emulation_workflow.domain.findings import Finding, Verdict

LOOKS_LIKE_D = str.maketrans("ðɖ", "đđ")
"""Older Vietnamese keyboards write the Icelandic or the African letter, which look the same on paper."""


@lru_cache(maxsize=1024)
def normalised(name: str) -> str:
    """Return `name` without what does not make it another name: Unicode form, case, commas, quotes, spacing.

    Marks stay, because they are letters: "tuyen duong" is not "tuyên dương".
    """
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).translate(LOOKS_LIKE_D)
    visible = (char for char in text if unicodedata.category(char) != "Cf")
    return " ".join("".join(" " if unicodedata.category(char)[0] in "PZ" else char for char in visible).split())


def check_name(examination: Examination) -> Iterator[Finding]:
    """Check that the name is one of those the plan permits for the level, where it names any."""
    rule = examination.conference.name_rule or examination.level.rule
    permitted = examination.terms.names or examination.conference.names
    if not permitted:
        return
    name = " ".join(examination.plan.conference_name.split())
    if not normalised(name):
        yield examination.finding(rule, Verdict.BREACH, "name_missing", permitted=list(permitted))
    elif normalised(name) in map(normalised, permitted):
        yield examination.finding(rule, Verdict.OK, "name_right", name=name)
    else:
        yield examination.finding(rule, Verdict.BREACH, "name_wrong", name=name, permitted=list(permitted))

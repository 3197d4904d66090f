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
    """`name` without what does not make it another name: Unicode form, case, commas, quotes, spacing.

    Marks stay, because they are letters: "tuyen duong" is not "tuyên dương".
    """
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).translate(LOOKS_LIKE_D)
    visible = (char for char in text if unicodedata.category(char) != "Cf")
    return " ".join("".join(" " if unicodedata.category(char)[0] in "PZ" else char for char in visible).split())


def check_name(x: Examination) -> Iterator[Finding]:
    """The name is one of those the plan permits for the level."""
    rule, permitted = x.conference.name_rule, x.conference.names
    name = " ".join(x.plan.conference_name.split())
    if not normalised(name):
        yield x.found(rule, Verdict.BREACH, "name_missing", permitted=list(permitted))
    elif normalised(name) in map(normalised, permitted):
        yield x.found(rule, Verdict.OK, "name_right", name=name)
    else:
        yield x.found(rule, Verdict.BREACH, "name_wrong", name=name, permitted=list(permitted))

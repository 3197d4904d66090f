"""The conference's name: fixed by the plan (II.2.1-II.2.4), whatever its spelling on the keyboard."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from emulation_workflow.domain.checks.examination import Examination
from emulation_workflow.domain.findings import Finding, Verdict
from emulation_workflow.domain.registers import searchable

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
    names, name_rule = examination.conference.names_for(examination.unit.group)
    rule, permitted = name_rule or examination.level.rule, list(examination.terms.names or names)
    if not permitted:
        return
    name = " ".join(examination.plan.conference_name.split())
    if not normalised(name):
        yield examination.finding(rule, Verdict.ASK, "name_missing", permitted=permitted)
    elif normalised(name) in map(normalised, permitted):
        yield examination.finding(rule, Verdict.OK, "name_right", name=name)
    elif searchable(normalised(name)) in {searchable(normalised(right)) for right in permitted}:
        yield examination.finding(rule, Verdict.ASK, "name_without_marks", name=name, permitted=permitted)
    elif added := next(filter(None, (_added(name, right) for right in permitted)), ""):
        yield examination.finding(rule, Verdict.ASK, "name_with_more", name=name, added=added, permitted=permitted)
    else:
        yield examination.finding(rule, Verdict.BREACH, "name_wrong", name=name, permitted=permitted)


def _added(name: str, right: str) -> str:
    """Return what a name has besides the right one, which it holds whole: a unit's own name, a year, a congress."""
    before, found, after = f" {normalised(name)} ".partition(f" {normalised(right)} ")
    if not found:
        return ""
    words = name.split()
    first, last = len(before.split()), len(words) - len(after.split())
    # Signs between words are no words of their own once normalised: then the whole name is shown.
    is_alike = len(words) == len(normalised(name).split())
    return " … ".join(" ".join(part) for part in (words[:first], words[last:]) if part) if is_alike else name

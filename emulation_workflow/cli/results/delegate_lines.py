"""Delegate lists as lines for a person, without a single name."""

from collections.abc import Iterator, Mapping, Sequence

from emulation_workflow.domain.delegates.counting import Counts
from emulation_workflow.domain.delegates.lists import DelegateListVersion
from emulation_workflow.domain.findings import Finding
from emulation_workflow.domain.mail.incoming import MailRecord
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.messages import finding_sentence
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.delegates import (
    LIST_COUNTS,
    LIST_ERASED,
    LIST_KINDS,
    NOT_ALLOCATED,
    categories_in_words,
)
from emulation_workflow.messages.labels import VERDICTS
from emulation_workflow.office.delegates.attendance import Attendance
from emulation_workflow.office.delegates.personal_data import ErasureResult


def list_line(version: DelegateListVersion, units: Mapping[str, Unit]) -> str:
    """Which list, whose, for whose conference, and its figures."""
    counts = LIST_COUNTS.format(
        official=version.official, reserves=version.reserves, women=version.women, minorities=version.minorities
    )
    erased = f"; {LIST_ERASED.format(day=day_words(version.erased_at.date()))}" if version.erased_at else ""
    whose = f"{version.unit} {units[version.unit].name}"
    ends = whose if version.unit == version.upper else f"{whose} → {units[version.upper].name}"
    return f"{ends}: {LIST_KINDS[version.kind]}, bản thứ {version.version}: {counts}{erased}"


def finding_lines(findings: Sequence[Finding]) -> Iterator[str]:
    for one in findings:
        yield f"  {VERDICTS[one.verdict]}  {one.clause}  {one.rule}"
        yield f"      {finding_sentence(one)}"


def attendance_lines(found: Attendance, categories: Mapping[str, str]) -> Iterator[str]:
    """The figures, the quotas and who has sent no list."""
    yield f"{found.upper.code} {found.upper.name}, {day_words(found.on)}: {LIST_KINDS[found.source].lower()}"
    if found.counts is None:
        yield "  People were erased; each list's own figures are in `emulation delegates list`."
    else:
        yield from _count_lines(found.counts, categories)
        yield f"  named by several units, counted once: {found.of_several}; reserves: {found.reserves}"
    for one in found.quotas:
        if one.used or one.quota is not None:
            quota = NOT_ALLOCATED if one.quota is None else str(one.quota)
            used = "no list" if one.used is None else str(one.used)
            yield f"  {one.unit.code:<12} {one.unit.name}: {used} / {quota}"
    yield f"  units without a list: {len(found.without_list)}"


def _count_lines(counts: Counts, categories: Mapping[str, str]) -> Iterator[str]:
    yield f"  people: {counts.people}; may be the same person: {counts.unclear}"
    yield f"  women: {counts.women} (not stated: {counts.gender_unknown})"
    yield f"  ethnic minorities: {counts.minorities} (not stated: {counts.ethnicity_unknown})"
    for name, number in categories_in_words(counts.by_category, categories).items():
        yield f"    {name}: {number}"


def erased_lines(erased: ErasureResult, *, with_files: Sequence[MailRecord]) -> Iterator[str]:
    """What was erased, and the messages that may hold a list still."""
    for one in erased.lists:
        yield f"- {one.kind.value} {one.unit} version {one.version}: {one.sha256}"
    yield f"{len(erased.lists)} list(s), {erased.people} people."
    if with_files:
        yield "Messages that files came with, which may hold lists; their originals stay in the record:"
    for mail in with_files:
        yield f"  mail {mail.number}  {mail.received_at:%Y-%m-%d}  {mail.sender}: emulation mail original {mail.number}"

"""Delegate lists as staff see them: figures, and places on the list, never anybody's name."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.delegates import Counts, DelegateListVersion
from emulation_workflow.domain.findings import Finding
from emulation_workflow.domain.mail import MailRecord
from emulation_workflow.domain.registers import ONLY_SHEET, SheetRead, Unit
from emulation_workflow.messages import finding_sentence
from emulation_workflow.messages.days import day_words, nth_words
from emulation_workflow.messages.delegates import (
    LIST_COUNTS,
    LIST_ERASED,
    LIST_KINDS,
    LIST_VERSION,
    NOT_ALLOCATED,
    categories_in_words,
)
from emulation_workflow.messages.labels import VERDICTS
from emulation_workflow.messages.screens import delegates as words
from emulation_workflow.office.delegates.attendance import Attendance, QuotaUsed
from emulation_workflow.office.delegates.list_receipt import ListReceived
from emulation_workflow.office.delegates.personal_data import ErasureResult
from emulation_workflow.screens.tables import Row, row


def list_line(version: DelegateListVersion, units: Mapping[str, Unit]) -> str:
    """Return which list it is, whose, for whose conference, and its figures."""
    erased = f"; {LIST_ERASED.format(day=day_words(version.erased_at.date()))}" if version.erased_at else ""
    owner = f"{version.unit} {units[version.unit].name}"
    ends = owner if version.unit == version.upper else f"{owner} → {units[version.upper].name}"
    kind = LIST_VERSION.format(kind=LIST_KINDS[version.kind], version=nth_words(version.version))
    return f"{ends}: {kind}: {figures_of_list(version)}{erased}"


def attendance_lines(attendance: Attendance, categories: Mapping[str, str]) -> Iterator[str]:
    """Yield whose conference, on which day, and how many people go to it."""
    upper, source = attendance.upper, LIST_KINDS[attendance.source].lower()
    yield f"{upper.code} {upper.name}, {day_words(attendance.on)}: {source}"
    if attendance.counts is None:
        yield "  People were erased; each list's own figures are in `emulation delegates list`."
        return
    yield from _count_lines(attendance.counts, categories)
    yield f"  named by several units, counted once: {attendance.of_several}; reserves: {attendance.reserves}"


def _count_lines(counts: Counts, categories: Mapping[str, str]) -> Iterator[str]:
    yield f"  people: {counts.people}; may be the same person: {counts.unclear}"
    yield f"  women: {counts.women} (not stated: {counts.gender_unknown})"
    yield f"  ethnic minorities: {counts.minorities} (not stated: {counts.ethnicity_unknown})"
    for name, number in categories_in_words(counts.by_category, categories).items():
        yield f"    {name}: {number}"


def quota_rows(attendance: Attendance) -> list[tuple[str, str]]:
    """Return the code of each unit that has a quota or a list, with its name, its delegates and its quota."""
    return [
        (quota.unit.code, f"{quota.unit.name}: {_used(quota)}")
        for quota in attendance.quotas
        if quota.used or quota.quota is not None
    ]


def _used(quota: QuotaUsed) -> str:
    used = "no list" if quota.used is None else quota.used
    return f"{used} / {NOT_ALLOCATED if quota.quota is None else quota.quota}"


def erased_lines(erased: ErasureResult) -> Iterator[str]:
    """Yield each list whose people were erased, and how many they were."""
    for version in erased.lists:
        yield f"- {version.kind.value} {version.unit} version {version.version}: {version.sha256}"
    yield f"{len(erased.lists)} list(s), {erased.people} people."


def mail_rows(mails: Sequence[MailRecord]) -> list[tuple[str, str, str]]:
    """Return number, day, and sender with the command that shows its original, of messages that may hold lists."""
    return [
        (
            f"mail {mail.number}",
            f"{mail.received_at:%Y-%m-%d}",
            f"{mail.sender}: emulation mail original {mail.number}",
        )
        for mail in mails
    ]


def finding_rows(findings: Iterable[Finding], campaign: Campaign) -> list[Row]:
    """Return a row for each finding."""
    return [
        row(words.FINDING_COLUMNS, VERDICTS[finding.verdict], finding.clause, finding_sentence(finding, campaign))
        for finding in findings
    ]


def list_words(received: ListReceived, unit: str, *, sheet: SheetRead = ONLY_SHEET, preview: bool) -> str:
    """Return what became of the unit's list, in figures, and from which of a file's sheets it was read."""
    version = received.version
    outcome = words.LIST_FORESEEN if preview else words.LIST_TAKEN if received.is_new else words.LIST_STANDS
    return with_sheet(
        outcome.format(unit=unit, version=nth_words(version.version), counts=figures_of_list(version)), sheet
    )


def with_sheet(outcome: str, sheet: SheetRead) -> str:
    """Return what became of a file, with the sheet that was read where it has several, and those that were not."""
    told = [words.SHEET_READ.format(sheet=sheet.title)] if sheet.title else []
    if sheet.passed_over:
        told.append(words.SHEETS_PASSED_OVER.format(sheets=", ".join(f"“{title}”" for title in sheet.passed_over)))
    return " ".join([outcome, *told])


def figures_of_list(version: DelegateListVersion) -> str:
    """Return how many people are on the list, and what sort."""
    return LIST_COUNTS.format(
        official=version.official, reserves=version.reserves, women=version.women, minorities=version.minorities
    )

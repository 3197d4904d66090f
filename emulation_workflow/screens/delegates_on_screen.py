"""What checks found in a delegate list, as a run shows it: places on the list, never anybody's name."""

from collections.abc import Iterable

from emulation_workflow.domain.findings import Finding
from emulation_workflow.messages import finding_sentence
from emulation_workflow.messages.delegates import LIST_COUNTS
from emulation_workflow.messages.labels import VERDICTS
from emulation_workflow.messages.screens import delegates as words
from emulation_workflow.office.delegates.lists import ListReceived
from emulation_workflow.screens.tables import Row, row


def finding_rows(findings: Iterable[Finding]) -> list[Row]:
    """Return a row for each finding."""
    return [
        row(words.FINDING_COLUMNS, VERDICTS[finding.verdict], finding.clause, finding_sentence(finding))
        for finding in findings
    ]


def list_words(received: ListReceived, unit: str, *, preview: bool) -> str:
    """Return what became of the unit's list, in figures."""
    version = received.version
    counts = LIST_COUNTS.format(
        official=version.official, reserves=version.reserves, women=version.women, minorities=version.minorities
    )
    outcome = words.LIST_FORESEEN if preview else words.LIST_TAKEN if received.is_new else words.LIST_STANDS
    return outcome.format(unit=unit, version=version.version, counts=counts)

"""What stands in the record and the mailbox at the end, compared with what the script expects."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from emulation_workflow.demo.doors import Mailbox
from emulation_workflow.demo.script import EXPECTED, End
from emulation_workflow.domain.approval.transitions import CLEARED
from emulation_workflow.domain.mail import DeliveryState
from emulation_workflow.domain.record.ledger import LedgerKind, faults
from emulation_workflow.office.approval.sheets import CaseSheet, case_sheet
from emulation_workflow.office.office import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoOutcome:
    """`sheets` of the pilots, the `faults` found (none: all is as expected), and the letters that were caught."""

    sheets: tuple[CaseSheet, ...]
    faults: tuple[str, ...]
    caught: int
    rows: int

    def as_json(self) -> dict[str, Any]:
        return {
            "ok": not self.faults,
            "faults": list(self.faults),
            "pilots": [_pilot(sheet) for sheet in self.sheets],
            "letters_caught": self.caught,
            "record_rows": self.rows,
        }


def compare_with_script(office: Office, mailbox: Mailbox, expected: Mapping[str, End] = EXPECTED) -> DemoOutcome:
    """Compare every end state, decision and letter with the script, and verify the whole record."""
    sheets = tuple(case_sheet(office, unit) for unit in expected)
    with office.store.look() as record:
        number, seal = record.ledger.head()
        record_faults = list(faults(record.ledger.entries(), head_number=number, head_seal=seal))
    letters = sum(len(sheet.letters) for sheet in sheets)
    differences = [fault for sheet in sheets for fault in _differences(sheet, expected[sheet.unit.code])]
    caught = mailbox.count()
    if caught != letters:
        differences.append(f"{letters} letters were written, but {caught} were caught")
    return DemoOutcome(sheets=sheets, faults=(*differences, *record_faults), caught=caught, rows=number)


def _differences(sheet: CaseSheet, end: End) -> Iterator[str]:
    unsent = [letter.key for letter in sheet.letters if letter.state is not DeliveryState.SENT]
    refused = sum(f'"kind":"{LedgerKind.REFUSED.value}"' in row.body for row in sheet.rows)
    taken = tuple((decision.official, decision.act) for decision in sheet.taken)
    for what, found, expected in (
        ("stage and version", (sheet.case.stage, sheet.case.version), (CLEARED, end.version)),
        ("decisions", _words(taken), _words(end.decisions)),
        ("day fixed", sheet.case.fixed_day, end.fixed_day),
        ("letters written", Counter(letter.kind for letter in sheet.letters), Counter(end.letters)),
        ("letters not sent", unsent, []),
        ("refused answers recorded", refused, end.refused),
    ):
        if found != expected:
            yield f"{sheet.unit.name}: {what}: {found}, not {expected}"


def _words(decisions: tuple[tuple[str, Any], ...]) -> str:
    return ", ".join(f"{official} {act}" for official, act in decisions) or "none"


def _pilot(sheet: CaseSheet) -> dict[str, Any]:
    return {
        "unit": sheet.unit.code,
        "name": sheet.unit.name,
        "stage": sheet.case.stage,
        "version": sheet.case.version,
        "fixed_day": sheet.case.fixed_day.isoformat() if sheet.case.fixed_day else None,
        "decisions": [
            {"act": decision.act, "by": decision.official, "version": decision.version, "paper": decision.paper.number}
            for decision in sheet.taken
        ],
        "letters": Counter(letter.kind.value for letter in sheet.letters),
        "run": sheet.case.run_id,
    }

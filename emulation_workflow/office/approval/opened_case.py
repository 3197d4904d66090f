"""Opening the case of one unit for an act; where another unit bears the code by now, that unit's own case begins."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from emulation_workflow.domain.approval.transitions import DRAFTING
from emulation_workflow.domain.record.ledger import LedgerKind
from emulation_workflow.office.approval.docket import BEGUN_ANEW, Docket, docket, read_case
from emulation_workflow.office.approval.pending_documents import lapse
from emulation_workflow.office.office import OFFICE, Office


@contextmanager
def open_docket(office: Office, unit_code: str) -> Iterator[Docket]:
    """Open one act on this gated pilot's case, at DRAFTING if nothing came yet. Rejected for other units (R126)."""
    with office.store.act() as record:
        at = office.clock.now()
        read_case(record, office.campaign, unit_code)
        unit = office.bound_unit(record.register, unit_code, at.date())
        opened = begun_anew(docket(record, office, unit, at))
        if opened.is_new:
            record.cases.add(opened.case)
        yield replace(opened, is_new=False)


def begun_anew(opened: Docket) -> Docket:
    """Begin the case anew, in the record, where it was of a unit that bore the code before; else return it as it is.

    The former unit's codes are void, and papers about its plan lapse. What was decided stays in the ledger.
    """
    former, cases = opened.former, opened.record.cases
    if former is None:
        return opened
    lapsed = cases.pending(former.unit)
    cases.void_codes(former.unit)
    details: dict[str, object] = {
        "from": former.stage,
        "to": DRAFTING,
        "former_version": former.version,
        "former_run": former.run_id or "",
        "bearer": opened.unit.name,
        "bearer_from": opened.unit.valid_from.isoformat() if opened.unit.valid_from else "",
        "lapsed_papers": [paper.paper_number for paper in lapsed],
    }
    row = opened.entry(LedgerKind.REGISTER, actor=OFFICE, what=BEGUN_ANEW)
    opened.record.ledger.append(replace(row, details=details))
    bearer = opened.record.register.unit(former.unit, former.since.date()) or opened.unit
    lapse(replace(opened, unit=bearer, case=former), lapsed)
    return replace(opened.write(opened.case), former=None)

"""Files that come in: what became of each is written down, so that none is received twice and none is lost."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.board_list import ItemKind, LeftBecause, board_item
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.submissions import (
    Attachment,
    IntakeOutcome,
    IntakeRecord,
    PlanVersion,
    ResultReport,
    ResultVersion,
    UnitForm,
)
from emulation_workflow.office.office import Office
from emulation_workflow.office.plans import plan_receipt
from emulation_workflow.office.plans.plan_receipt import PlanReceived
from emulation_workflow.office.results import report_receipt
from emulation_workflow.office.results.report_receipt import ReportReceived
from emulation_workflow.ports import Transaction

_MAX_NAME_SHOWN = 80
"""Letters of a name on the Board's list."""

Received = PlanReceived | ReportReceived
"""What became of a file's plan or report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingFile:
    """A file as it was laid in the folder or sent."""

    name: str
    content: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """Return the SHA-256 of the content, in hexadecimal."""
        return sha256(self.content).hexdigest()


def receive_file(
    office: Office, file: IncomingFile, form: UnitForm, *, channel: Channel, beside: Sequence[str] = ()
) -> Received:
    """Receive the plan or result report that `file` holds, and keep the file with it, in one transaction.

    What is written `beside` the form, where it asks nothing, goes on the Board's list.

    Rejected("intake_older") if this very file was received before and the unit has sent a newer version since: laying
    it in again, or a move of the file that was cut short, must not bring the old one back. Else as `receive_plan`,
    `receive_report`.
    """
    with office.store.act() as record:
        received = receive_file_within(record, office, file, form, channel=channel)
        if beside:
            unit, at = received.unit, office.clock.now()
            params = {"name": unit.name, "file": _shown(file.name), "beside": list(beside)}
            record.board_list.add(
                board_item(ItemKind.BESIDE_FORM_IN_FILE, file.sha256, at=at, unit=unit.code, **params)
            )
        return received


def receive_file_within(
    record: Transaction, office: Office, file: IncomingFile, form: UnitForm, *, channel: Channel
) -> Received:
    """Receive a file as `receive_file` does, as a part of an act that has begun."""
    attachment = Attachment(name=file.name, size=len(file.content), sha256=file.sha256)
    files = [(attachment, file.content)]
    received: Received
    if isinstance(form, ResultReport):
        _ensure_not_outdated(record, file, record.reports.get(form.unit))
        received = report_receipt.receive_within(record, office, form, channel=channel, files=files)
    else:
        if not office.is_gated(record, form.unit):
            _ensure_not_outdated(record, file, record.plans.get(form.unit))
        received = plan_receipt.receive_within(record, office, form, channel=channel, files=files)
    outcome = IntakeOutcome.TAKEN if received.is_new else IntakeOutcome.SAME_AS_BEFORE
    _note(record, office, file, outcome, unit=received.unit.code, version=received.version.version)
    return received


def set_aside(office: Office, file: IncomingFile, reason: str) -> None:
    """Note in one transaction that `file` cannot be used, and why."""
    with office.store.act() as record:
        _note(record, office, file, IntakeOutcome.SET_ASIDE, reason=reason)


def list_left(office: Office, name: str, why: LeftBecause, *, entry: int) -> None:
    """Put on the Board's list, in one transaction, what stays in the intake folder. `entry`: its number in the folder.

    The name is cut and cleaned: it may be anything that a folder takes.
    """
    cause = f"{why.value}/{sha256(name.encode(errors='surrogateescape')).hexdigest()}/{entry}"
    item = board_item(ItemKind.LEFT_IN_FOLDER, cause, at=office.clock.now(), file=_shown(name), why=why.value)
    with office.store.act() as record:
        record.board_list.add(item)


def _shown(name: str) -> str:
    seen = "".join(sign if sign.isprintable() else "?" for sign in name.encode(errors="replace").decode())
    return seen if len(seen) <= _MAX_NAME_SHOWN else f"{seen[:_MAX_NAME_SHOWN]}…"


def _ensure_not_outdated(record: Transaction, file: IncomingFile, latest: PlanVersion | ResultVersion | None) -> None:
    before = record.plans.intake(file.sha256)
    if before is None or before.version is None or latest is None or before.version == latest.version:
        return
    params = {"day": before.received_at.date(), "version": before.version, "latest": latest.version}
    raise Rejected(Problem(code=ProblemCode.INTAKE_OLDER, params=params))


def _note(
    record: Transaction,
    office: Office,
    file: IncomingFile,
    outcome: IntakeOutcome,
    *,
    unit: str = "",
    version: int | None = None,
    reason: str = "",
) -> None:
    before = record.plans.intake(file.sha256)
    noted = before is not None and (before.unit, before.version, before.reason) == (unit, version, reason)
    if not noted:
        record.plans.add_intake(
            IntakeRecord(
                sha256=file.sha256,
                name=file.name,
                size=len(file.content),
                received_at=office.clock.now(),
                outcome=outcome,
                unit=unit,
                version=version,
                reason=reason,
            )
        )

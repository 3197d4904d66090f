"""What a result report shows to be done, recorded as evidence; what is refused as evidence, on the Board's list."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from emulation_workflow.domain.approval.transitions import UNIT, Channel
from emulation_workflow.domain.board_list import ItemKind, board_item
from emulation_workflow.domain.campaign import Settlement, Task
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.obligations.obligation import Evidence
from emulation_workflow.domain.orders.in_force import event_task
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.submissions import ResultVersion
from emulation_workflow.messages import results as words
from emulation_workflow.messages import sentence
from emulation_workflow.messages.days import nth_words
from emulation_workflow.office.obligations.evidence import record_within
from emulation_workflow.office.obligations.refresh import refresh_obligations
from emulation_workflow.office.office import Office
from emulation_workflow.ports import Transaction


def settle_by_report(
    record: Transaction, office: Office, unit: Unit, version: ResultVersion, channel: Channel
) -> tuple[Problem, ...]:
    """Record evidence that the conference was held and reported; return what was refused, which the Board lists too."""
    if not record.obligations.of_units([unit.code]):
        refresh_obligations(record, office, version.received_at, codes=[unit.code])
    rows = list(_evidence(record, office, unit, version))
    refused: list[Problem] = []
    if _refusal(record, office, rows, channel):
        refused += [problem for row in rows for problem in _refusal(record, office, [row], channel)]
    if refused:
        sentences = [sentence(replace(problem, where=""), office.campaign) for problem in refused]
        params = {"name": unit.name, "version": version.version, "said": list(dict.fromkeys(sentences))}
        cause = f"{unit.code}/v{version.version}"
        record.board_list.add(board_item(ItemKind.RESULT, cause, at=version.received_at, unit=unit.code, **params))
    return tuple(refused)


def _refusal(record: Transaction, office: Office, rows: Sequence[Evidence], channel: Channel) -> tuple[Problem, ...]:
    """Record the rows, all or none; return what keeps them out."""
    try:
        record_within(record, office, rows, channel=channel)
    except Rejected as rejected:
        return rejected.problems
    return ()


def _evidence(record: Transaction, office: Office, unit: Unit, version: ResultVersion) -> Iterator[Evidence]:
    level, report = office.campaign.level_of(unit.level), version.report
    event = event_task(office.campaign, level) if level else None
    if event is not None and report.held_on is not None:
        yield _row(event, version, report.held_on)
    latest = {row.task: row for row in record.obligations.evidence([unit.code]) if unit.is_valid_on(row.done_on)}
    received = version.received_at.date()
    for task in office.campaign.tasks:
        is_theirs = task.settled_by is Settlement.RESULT_REPORT and _owes(record, unit, task)
        # A correction does not make a report late that came in time.
        if is_theirs and (task.id not in latest or latest[task.id].withdrawn):
            yield _row(task, version, min(received, unit.valid_to) if unit.valid_to else received)


def _owes(record: Transaction, unit: Unit, task: Task) -> bool:
    return any(obligation.derived.task == task.id for obligation in record.obligations.of_units([unit.code]))


def _row(task: Task, version: ResultVersion, done_on: date) -> Evidence:
    paper, received = version.report.conference, version.received_at
    is_dated = paper.signed_on is not None and paper.signed_on <= received.date()
    return Evidence(
        unit=version.unit,
        task=task.id,
        done_on=done_on,
        recorded_at=received,
        recorded_by=UNIT,
        number=paper.number,
        signed_on=paper.signed_on if is_dated else None,
        source=words.SOURCE.format(version=nth_words(version.version)),
        note="" if paper.number else words.NOTE,
    )

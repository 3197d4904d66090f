"""What a unit has done, entered at the desk."""

from collections.abc import Sequence

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.campaign import Task
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.obligations.obligation import Evidence
from emulation_workflow.domain.schedule.settlement import BY_EVIDENCE
from emulation_workflow.messages.obligations import standing_words
from emulation_workflow.messages.screens import obligations as evidence_words
from emulation_workflow.messages.screens.board_entries import evidence_line, list_rows
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.obligations.evidence import record_evidence
from emulation_workflow.office.obligations.obligation_queries import obligation
from emulation_workflow.office.office import Office
from emulation_workflow.portal import typed
from emulation_workflow.portal.board.entry_kinds import (
    CHOICE,
    DAY,
    NOTE,
    UNIT_BOX,
    DeskEntry,
    EntryField,
    EntryTaken,
    Given,
    LookedAt,
    chosen,
    unit_of,
)


def evidence_fields(office: Office) -> Sequence[EntryField]:
    of = evidence_words.FIELDS
    tasks = {task.id: task.name for task in _settled(office)}
    kinds = {evidence_words.RECORD: evidence_words.RECORD, evidence_words.WITHDRAW: evidence_words.WITHDRAW}
    return [
        EntryField(key="unit", words=of["unit"], box=UNIT_BOX),
        EntryField(key="task", words=of["task"], box=CHOICE, choices=tasks),
        EntryField(key="done_on", words=of["done_on"], box=DAY),
        EntryField(key="number", words=of["number"]),
        EntryField(key="signed_on", words=of["signed_on"], box=DAY),
        EntryField(key="link", words=of["link"]),
        EntryField(key="source", words=of["source"]),
        EntryField(key="note", words=of["note"], box=NOTE),
        EntryField(key="entry", words=of["entry"], box=CHOICE, choices=kinds),
    ]


def _settled(office: Office) -> list[Task]:
    return [task for task in office.campaign.tasks if task.settled_by in BY_EVIDENCE]


def _evidence(office: Office, given: Given) -> Evidence:
    of, fields = evidence_words.FIELDS, evidence_fields(office)
    done_on = typed.day(given.one("done_on"), of["done_on"].title)
    if done_on is None:
        raise Rejected(Problem(code=ProblemCode.EVIDENCE_DAY_MISSING, where=of["done_on"].title))
    entry = chosen(given, fields, "entry", otherwise=ProblemCode.EVIDENCE_ENTRY_MISSING)
    return Evidence(
        unit=unit_of(office, given, done_on, of["unit"].title).code,
        task=chosen(given, fields, "task", otherwise=ProblemCode.EVIDENCE_TASK_MISSING),
        done_on=done_on,
        recorded_at=office.clock.now(),
        recorded_by=given.by,
        number=given.one("number"),
        signed_on=typed.day(given.one("signed_on"), of["signed_on"].title),
        link=given.one("link"),
        source=given.one("source"),
        withdrawn=entry == evidence_words.WITHDRAW,
        note=given.one("note"),
    )


def _look_at_evidence(office: Office, given: Given) -> LookedAt:
    evidence = _evidence(office, given)
    record_evidence(office, [evidence], channel=Channel.PAGE, dry_run=True)
    unit = register.unit_name(office, evidence.unit, evidence.done_on)
    line = evidence_line(
        unit=unit,
        task=office.campaign.task(evidence.task).name,
        done_on=evidence.done_on,
        number=evidence.number,
        note=evidence.note,
        is_withdrawn=evidence.withdrawn,
    )
    return LookedAt(rows=list_rows([line]))


def _record_evidence(office: Office, given: Given, _code: str) -> EntryTaken:
    evidence = _evidence(office, given)
    taken = record_evidence(office, [evidence], channel=Channel.PAGE)
    told = (
        evidence_words.STANDS
        if taken.same
        else evidence_words.WITHDRAWN
        if evidence.withdrawn
        else evidence_words.RECORDED
    )
    return EntryTaken(
        words=told.format(
            task=office.campaign.task(evidence.task).name,
            unit=register.unit_name(office, evidence.unit, evidence.done_on),
            standing=standing_words(obligation(office, evidence.unit, evidence.task)),
        )
    )


EVIDENCE_ENTRY = DeskEntry(
    slug="ket-qua",
    words=evidence_words.FIELDS["result_form"],
    fields=evidence_fields,
    look=_look_at_evidence,
    record=_record_evidence,
)

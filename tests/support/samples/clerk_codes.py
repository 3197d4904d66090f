"""What clerks enter for the Board, as they do it: a look, a code, the code from one's own letter."""

from collections.abc import Sequence
from typing import Any

from emulation_workflow.domain.approval.codes import code_for
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.delegates import Quota
from emulation_workflow.domain.difficulties import DifficultyStep
from emulation_workflow.domain.mail import LetterKind
from emulation_workflow.domain.obligations.board_dates import DateSet
from emulation_workflow.office.clerk_entries import ClerkEntry, request_code
from emulation_workflow.office.delegates import quotas as office_quotas
from emulation_workflow.office.difficulties import handling
from emulation_workflow.office.difficulties.handling import DifficultyRecorded
from emulation_workflow.office.obligations import board_dates
from emulation_workflow.office.obligations.board_dates import BoardDateOutcome
from emulation_workflow.office.office import Office


def newest_code(office: Office) -> str:
    """Return the code in the newest letter with a code for an entry."""
    with office.store.look() as record:
        letter = max(record.letters.statuses(kind=LetterKind.ENTRY_CODE), key=lambda letter: letter.number)
        issue = record.cases.code(letter.key.split("/", 2)[2])
    assert issue is not None
    return code_for(issue, office.secret)


def mailed_code(office: Office, entry: ClerkEntry) -> str:
    """Return the code that the clerk is sent for this entry."""
    request_code(office, entry)
    return newest_code(office)


def set_board_date(office: Office, row: DateSet, *, channel: Channel = Channel.COMMAND) -> BoardDateOutcome:
    """Set the day as its clerk does."""
    foreseen = board_dates.preview_board_date(office, row)
    code = mailed_code(office, board_dates.date_entry(office, row)) if foreseen.is_new else ""
    return board_dates.set_board_date(office, row, code=code, channel=channel)


def record_quotas(office: Office, quotas: Sequence[Quota]) -> office_quotas.QuotasRecorded:
    """Record the quotas as their clerk does."""
    foreseen = office_quotas.preview_quotas(office, quotas)
    code = mailed_code(office, office_quotas.quota_entry(office, quotas)) if foreseen.new else ""
    return office_quotas.record_quotas(office, quotas, code=code, channel=Channel.COMMAND)


def record_step(
    office: Office, number: int, step: DifficultyStep, *, channel: Channel = Channel.COMMAND, **given: Any
) -> DifficultyRecorded:
    """Record the step as its clerk does."""
    taken = handling.step_taken(office, step, **given)
    entry = handling.step_entry(office, number, taken)
    code = mailed_code(office, entry) if entry else ""
    return handling.record_step(office, number, taken, code=code, channel=channel)

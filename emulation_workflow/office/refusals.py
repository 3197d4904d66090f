"""Attempts that are refused before an act begins leave a sealed row all the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.board_list import ItemKind, board_item
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.errors import Problem, RecordAltered, Rejected
from emulation_workflow.domain.record.ledger import OFFICE, LedgerEntry, LedgerKind
from emulation_workflow.messages import sentence
from emulation_workflow.office.office import Office
from emulation_workflow.ports import Transaction


class RefusedOnRecord(Rejected):
    """An attempt that was refused, and whose row is in the record already."""


@contextmanager
def refusals_recorded(office: Office, what: str, *, channel: Channel, claimed: str = "") -> Iterator[None]:
    """Write a row of what is Rejected within, in a transaction of its own, and raise it on as RefusedOnRecord.

    `claimed` is who the form or command says that it is from: nobody has confirmed that.
    """
    try:
        yield
    except RefusedOnRecord:
        raise
    except Rejected as rejected:
        entry = LedgerEntry(
            kind=LedgerKind.REFUSED,
            at=office.clock.now(),
            actor="unknown",
            what=what,
            channel=channel,
            campaign_sha256=office.campaign.sha256,
            details={"claimed": claimed[:200], **reasons(rejected.problems, office.campaign)},
        )
        with office.store.act() as record:
            record.ledger.append(entry)
        raise RefusedOnRecord(*rejected.problems) from rejected


def tell_altered(record: Transaction, altered: RecordAltered, *, at: datetime) -> None:
    """Put on the Board's list, with a row of it, that a row was changed past the program.

    Once, until somebody has seen to the item, however often it is come upon; then once a day.
    """
    params = {"table": altered.table, "key": altered.key}
    cause = f"{altered.table} {altered.key} {at.date().isoformat()}"
    if any(item.kind is ItemKind.ROW_ALTERED and item.params == params for item in record.board_list.items()):
        return
    if record.board_list.add(board_item(ItemKind.ROW_ALTERED, cause, at=at, **params)):
        what = ItemKind.ROW_ALTERED.value
        record.ledger.append(LedgerEntry(kind=LedgerKind.REFUSED, at=at, actor=OFFICE, what=what, details=params))


def reasons(problems: tuple[Problem, ...], campaign: Campaign) -> dict[str, object]:
    """Return the reasons as a row holds them: codes for programs, and the words that the person reads."""
    said = [sentence(problem, campaign) for problem in problems]
    return {"problems": [problem.code for problem in problems], "said": said}

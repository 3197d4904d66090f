"""Attempts that are refused before an act begins leave a sealed row all the same."""

from collections.abc import Iterator
from contextlib import contextmanager

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from emulation_workflow.messages import sentence
from emulation_workflow.office.office import Office


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
            details={"claimed": claimed[:200], **reasons(rejected.problems)},
        )
        with office.store.act() as record:
            record.ledger.append(entry)
        raise RefusedOnRecord(*rejected.problems) from rejected


def reasons(problems: tuple[Problem, ...]) -> dict[str, object]:
    """Return the reasons as a row holds them: codes for programs, and the words that the person reads."""
    return {"problems": [problem.code for problem in problems], "said": [sentence(problem) for problem in problems]}

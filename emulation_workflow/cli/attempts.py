"""Commands that write in somebody's name: whose it may be, and what is refused of them leaves a row in the record."""

from collections.abc import Iterator
from contextlib import contextmanager

from emulation_workflow.adapters.account import own_account
from emulation_workflow.adapters.schemas.legacy_letters import found_as
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.office.office import Office
from emulation_workflow.office.refusals import RefusedOnRecord, refusals_recorded
from emulation_workflow.office.register_queries import find_official


@contextmanager
def attempted(office: Office, what: str, *, by: str = "", applied: bool = True) -> Iterator[None]:
    """Write a row of what is Rejected within, and raise that on.

    `by`: who is said to do it, else the account that runs the command. Not `applied`: the command only shows what it
    would do, which attempts nothing.
    """
    if not applied:
        yield
        return
    try:
        with refusals_recorded(office, what, channel=Channel.COMMAND, claimed=by or own_account()):
            yield
    except RefusedOnRecord as refused:
        # As what it was, for commands tell what cannot be read from what is refused.
        if isinstance(refused.__cause__, Rejected):
            raise refused.__cause__ from None
        raise


def named(office: Office, by: str) -> str:
    """Return the number of the official who is named, or the account that runs the command if that is.

    Rejected for any other name: nobody could be told of what is done in it.
    """
    if by == own_account():
        return by
    return found_as(by, lambda typed: find_official(office, typed)).number

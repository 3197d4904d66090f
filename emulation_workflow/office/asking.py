"""Asking units for the report on their conference, with their own form: once for each day it was, or was to be, held.

It goes with the daily sweep, after it: who is urged on a day is asked on the next working day.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from emulation_workflow.domain.asking import Awaited
from emulation_workflow.domain.board import ItemKind
from emulation_workflow.domain.campaign import DueKind, Settlement, Window
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.ladder import can_urge
from emulation_workflow.domain.ledger import Entry, EntryKind
from emulation_workflow.domain.letters import Addressee, Enclosure, Letter, LetterKind
from emulation_workflow.domain.obligations import DueSource
from emulation_workflow.domain.ordering import event_task
from emulation_workflow.messages.obligations import due_words
from emulation_workflow.office import facts
from emulation_workflow.office.board import item_of
from emulation_workflow.office.desk import Office
from emulation_workflow.office.posting import bounced, post
from emulation_workflow.ports import Forms, Transaction

OFFICE = "office"

AT_ONCE = 25
"""Letters of one act: their forms are made before it begins, so that no act is long."""

ONE_A_DAY = (LetterKind.URGING, LetterKind.RESULT_ASKED)
"""Of these letters no address gets more than one on a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A report to be asked for, about the conference of `day`."""

    awaited: Awaited
    day: date


def ask_for_results(office: Office, *, forms: Forms) -> int:
    """Write to every unit whose report is to be asked for today; how many letters. Run twice, the second writes none.

    None on a day off. Whoever has no address is on the Board's list; of several units with one address, one is asked.
    """
    at = office.clock.now()
    with office.store.look() as record:
        due = reports_due(record, office, at.date())
        waiting = _first_of_each_address(due, record.addressed_since(_midnight(at), ONE_A_DAY))
        marked = bounced(record)
    _list_unreachable(office, [one for one in due if not one.awaited.unit.email], at)
    written = 0
    # An address that takes no letters would have each of its forms made in vain every day.
    reachable = [one for one in waiting if one.awaited.unit.email.lower() not in marked]
    unreachable = [one for one in waiting if one.awaited.unit.email.lower() in marked]
    for batch in (*_batches(reachable), *_batches(unreachable)):
        pass
    return written

"""How long the words of letters are kept: of what has left, the record needs to whom, when and about what."""

from datetime import timedelta

from emulation_workflow.domain.record.ledger import OFFICE, LedgerEntry, LedgerKind
from emulation_workflow.office.office import Office

AT_ONCE = 1_000
"""Letters in one act, so that nobody who writes has to wait long."""


def forget_old_words(office: Office, *, after_days: int) -> int:
    """Remove the words of letters that left more than so many days ago; return of how many.

    Subject, addresses, days and outcome stay for ever; each act leaves a row of the record with its number of letters.
    """
    at, forgotten = office.clock.now(), 0
    while True:
        with office.store.act() as record:
            number = record.letters.forget_words(sent_before=at - timedelta(days=after_days), limit=AT_ONCE)
            if number:
                record.ledger.append(
                    LedgerEntry(
                        kind=LedgerKind.LETTER,
                        at=at,
                        actor=OFFICE,
                        what="words_forgotten",
                        details={"number": number, "after_days": after_days},
                    )
                )
        forgotten += number
        if number < AT_ONCE:
            return forgotten

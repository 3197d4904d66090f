"""Sending what the outbox holds: claim, send once that is committed, then write what became of it."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.mail import OutgoingLetter
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from emulation_workflow.messages.screens.board_entries import DOUBT_SETTLED, letter_rows
from emulation_workflow.office.clerk_entries import ClerkEntry, by_word, tell_named
from emulation_workflow.office.delivery.pace import Pace
from emulation_workflow.office.delivery.rendering import AT_ONCE as RENDERED_AT_ONCE
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.delivery.sending import DeliveryOutcome, Sending
from emulation_workflow.office.office import Office
from emulation_workflow.ports import Clock, Mailer, Store

NO_LIMIT = Pace()
LOOK_AGAIN = 1.0
"""Seconds until it is looked again whether there is room for letters in this minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryReport:
    """How many letters went which way in one delivery.

    `retried`: to be tried again later, for one address at least. `refused`: for good, at one address at least.
    `in_doubt`: perhaps sent; staff settle it. `held`: not sent, for the code it was to carry no longer counts.
    `put_off`: not taken for a fault of ours, which counts for nothing. `unworded`: not sent, for they could not be put
    into words; staff see why. `stopped`: what keeps the delivery as a whole, "" if nothing does.
    """

    sent: int = 0
    retried: int = 0
    refused: int = 0
    in_doubt: int = 0
    held: int = 0
    put_off: int = 0
    unworded: int = 0
    stopped: str = ""

    @property
    def tried(self) -> int:
        """Return how many letters were taken up."""
        return self.sent + self.retried + self.refused + self.in_doubt + self.held + self.put_off

    def followed_by(self, later: Self) -> Self:
        """Return what both deliveries did; how it stands now is what the later one found."""
        counts = ("sent", "retried", "refused", "in_doubt", "held", "put_off")
        return replace(later, **{name: getattr(self, name) + getattr(later, name) for name in counts})


async def deliver(
    office: Office,
    mailer: Mailer,
    *,
    link_of: Callable[[OutgoingLetter], str],
    owner: str,
    pace: Pace = NO_LIMIT,
    batch: int | None = None,
    within: timedelta | None = None,
) -> DeliveryReport:
    """Render the letters that acts have caused, and send what is due, until nothing is: see `deliver_waiting`.

    `pace`: how many at once, and when. `batch`: letters at most. `within`: for how long letters are taken up.
    """
    until = office.clock.now() + within if within is not None else None
    report, left = DeliveryReport(), batch
    while True:
        unworded = render_pending_letters(office)
        part = await deliver_waiting(
            office.store,
            mailer,
            clock=office.clock,
            secret=office.secret,
            link_of=link_of,
            owner=owner,
            pace=pace,
            batch=RENDERED_AT_ONCE if left is None else min(left, RENDERED_AT_ONCE),
            until=until,
        )
        report = report.followed_by(replace(part, unworded=unworded))
        left = None if left is None else left - part.tried
        if not part.tried or part.stopped or left == 0:
            return report


async def deliver_waiting(
    store: Store,
    mailer: Mailer,
    *,
    clock: Clock,
    secret: bytes,
    link_of: Callable[[OutgoingLetter], str],
    owner: str,
    pace: Pace = NO_LIMIT,
    batch: int = 100,
    until: datetime | None = None,
    rest: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> DeliveryReport:
    """Send up to `batch` letters that are rendered and due, none of them taken up at `until` or later.

    `owner` names this delivery alone, so that two never share a claim. A letter counts as sent only by the server's
    word for it. Should this process die, the claim runs out: what had not begun to leave goes with the next delivery;
    what was leaving is in doubt, and never sent again by itself. Claiming, letting leave and settling are transactions
    of their own; nothing is open while a letter is sent.

    Where no more may be handed over in this minute, or the server has enough for now, a delivery with an end waits by
    `rest` and goes on; one without ends, and the next goes on.

    What fails by us stops the delivery and costs no letter an attempt: see `stopping`.
    """
    delivery = Sending(store, mailer, clock, secret, link_of, owner, pace)
    fates: Counter[DeliveryOutcome] = Counter()
    has_passed = False
    while (left := batch - fates.total()) > 0 and (until is None or clock.now() < until):
        letters, is_stopped = delivery.claim(left)
        if not letters:
            if not delivery.is_full or until is None:
                break
            await rest(LOOK_AGAIN)
            continue
        done = await delivery.deliver_all(letters, has_passed=has_passed, is_stopped=is_stopped)
        fates.update(done)
        has_passed = has_passed or DeliveryOutcome.SENT in done
        if delivery.is_told_to_wait and pace.pause:
            if until is None:
                break
            await rest(pace.pause)
    return DeliveryReport(
        sent=fates[DeliveryOutcome.SENT],
        retried=fates[DeliveryOutcome.RETRIED],
        refused=fates[DeliveryOutcome.REFUSED],
        in_doubt=fates[DeliveryOutcome.IN_DOUBT],
        held=fates[DeliveryOutcome.WITHHELD],
        put_off=fates[DeliveryOutcome.PUT_OFF],
        stopped=delivery.stopped(),
    )


def settle_doubt(office: Office, number: int, *, was_sent: bool, by: str, channel: Channel = Channel.COMMAND) -> None:
    """Record, in one transaction, that a letter in doubt did arrive, or send it again; whoever is named is told.

    Rejected if there is no such letter or it is not in doubt.
    """
    at = office.clock.now()
    with office.store.act() as record:
        record.letters.decide_doubt(number, was_sent=was_sent)
        record.ledger.append(
            by_word(
                office,
                LedgerEntry(
                    kind=LedgerKind.LETTER,
                    at=at,
                    actor=by,
                    what="doubt_settled",
                    channel=channel,
                    details={"number": number, "was_sent": was_sent},
                ),
            )
        )
        rows = letter_rows([(number, DOUBT_SETTLED[was_sent])])
        entry = ClerkEntry(what="doubt_settled", about="", rows=rows, by=by)
        tell_named(record, office, entry, channel=channel, at=at)

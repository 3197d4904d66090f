"""Orders that change the plan: previewed, entered once, and sent to the units they concern (R137, A22).

A document is entered by a clerk with a one-time code of their own for just this document. What was entered is never
changed: another document takes its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.orders.order import Order, sha256_of
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from emulation_workflow.domain.registers import Decider, Official, may_bear_name
from emulation_workflow.office.clerk_entries import recorder
from emulation_workflow.office.codes import CodePurpose, issue_for, judge_entry, refuse_too_many
from emulation_workflow.office.obligations.refresh import refresh_obligations
from emulation_workflow.office.office import Office
from emulation_workflow.office.orders import letters
from emulation_workflow.office.orders.effects import Preview, effects
from emulation_workflow.office.refusals import reasons
from emulation_workflow.ports import Transaction

OrderDocument = Sequence[Order]
"""The points of one official document, which share its number, issuer, signer and days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderOutcome:
    """What became of a document: `applied`, or refused for `problems`; `letters` is how many units were written to."""

    preview: Preview
    applied: bool
    letters: int = 0
    problems: tuple[Problem, ...] = ()


def preview_order(office: Office, document: OrderDocument) -> Preview:
    """Return what the document would change, without keeping anything. Rejected with everything that is wrong."""
    return office.read(lambda record: effects(record, office, document, office.clock.now()))


def request_code(office: Office, document: OrderDocument, *, entered_by: str) -> bool:
    """Send the clerk (by number) a code for this document; return whether a letter was written. One transaction.

    Any former code of theirs for it is void from then on. None is sent once the document was entered. Rejected: a
    faulty document, somebody who may not enter orders today or signed this one, or too many codes in a day.
    """
    with office.store.act() as record:
        at = office.clock.now()
        effect = effects(record, office, document, at)
        clerk = _clerk(record, office, document, entered_by, at.date())
        if effect.is_repeat:
            return False
        purpose = _purpose(document)
        refuse_too_many(office, record.cases.codes(purpose.subject), [entered_by], at)
        record.cases.reset_wrong_answers(purpose.subject, stage=purpose.sha256, version=purpose.version)
        issue = issue_for(record, purpose, clerk, at)
        letters.send_confirmation_code(record, office, effect, clerk.official, issue)
        return True


def enter_order(
    office: Office, document: OrderDocument, *, entered_by: str, code: str, channel: Channel = Channel.PAPER
) -> OrderOutcome:
    """Enter the document: orders, refreshed obligations, a row of the record, one letter to each unit it concerns.

    All of it in one transaction, and once: the same document again changes nothing. A wrong code is written down and
    refused; too many void the codes. Rejected: a faulty document, or somebody who may not enter orders today.
    """
    with office.store.act() as record:
        at = office.clock.now()
        effect = effects(record, office, document, at)
        if effect.is_repeat:
            return OrderOutcome(preview=effect, applied=True)
        clerk = _clerk(record, office, document, entered_by, at.date())
        issue, problems = judge_entry(record, office, _purpose(document), clerk, code)
        if issue is None:
            return _refuse(record, office, effect, clerk.official, problems, at=at, channel=channel)
        record.cases.use_code(issue.ref)
        record.orders.add(replace(order, entered_by=entered_by, entered_at=at) for order in document)
        entry = _entry(office, effect, clerk.official, at=at, channel=channel)
        row = record.ledger.append(replace(entry, details={**entry.details, "code_sent_to": issue.address}))
        refresh_obligations(record, office, at)
        told = letters.Entered(clerk=clerk.official, code_sent_to=issue.address, row=row, channel=channel)
        letters.notify_people(record, office, effect, told, at)
        return OrderOutcome(preview=effect, applied=True, letters=letters.notify_units(record, office, effect, at))


def entered_orders(office: Office) -> Sequence[Order]:
    """Return every point of every document in the record, in the order of entry."""
    return office.read(lambda record: record.orders.all())


def _clerk(record: Transaction, office: Office, document: OrderDocument, number: str, on: date) -> Decider:
    clerk = recorder(record, office, number, on)
    if may_bear_name(clerk.official, document[0].signer):
        raise Rejected(Problem(code=ProblemCode.OWN_PAPER, params={"name": clerk.official.name}))
    return clerk


def _purpose(document: OrderDocument) -> CodePurpose:
    """Return what a code is for: the document, and its very words."""
    return CodePurpose(subject=document[0].document, sha256=sha256_of(document))


def _refuse(
    record: Transaction,
    office: Office,
    effect: Preview,
    clerk: Official,
    problems: tuple[Problem, ...],
    *,
    at: datetime,
    channel: Channel,
) -> OrderOutcome:
    """Write down what was not entered, and who it was said to be from: without their code nobody has confirmed that."""
    entry = _entry(office, effect, clerk, at=at, channel=channel)
    details = {name: value for name, value in entry.details.items() if name != "name"}
    details |= {"claimed": clerk.number, **reasons(problems, office.campaign)}
    record.ledger.append(replace(entry, kind=LedgerKind.REFUSED, actor="unknown", details=details))
    return OrderOutcome(preview=effect, applied=False, problems=problems)


def _entry(office: Office, effect: Preview, clerk: Official, *, at: datetime, channel: Channel) -> LedgerEntry:
    """Return the document's ledger row, which vouches for the orders by their SHA-256."""
    order = effect.document[0]
    return LedgerEntry(
        kind=LedgerKind.ORDER,
        at=at,
        actor=clerk.number,
        what="order_entered",
        channel=channel,
        campaign_sha256=office.campaign.sha256,
        details={
            "name": clerk.name,
            "document": order.document,
            "document_sha256": sha256_of(effect.document),
            "paper_number": order.number,
            "paper_signed_on": order.signed_on.isoformat(),
            "paper_signer": order.signer,
            "reason": order.reason,
            "points": len(effect.document),
            "units": [change.unit.code for change in effect.changed],
        },
    )

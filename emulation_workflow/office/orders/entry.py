"""Orders that change the plan: previewed, entered once, and sent to the units they concern (R137, A22).

A document is entered by a clerk with a one-time code of their own for just this document. What was entered is never
changed: another document takes its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from emulation_workflow.domain.approval.codes import MAX_WRONG_ANSWERS, CodeIssue, matches, new_ref
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.orders.order import Order, sha256_of
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from emulation_workflow.domain.registers import Official
from emulation_workflow.messages import sentence
from emulation_workflow.office.authority import in_office
from emulation_workflow.office.obligations.refresh import refresh_obligations
from emulation_workflow.office.office import Office
from emulation_workflow.office.orders import letters
from emulation_workflow.office.orders.effects import Preview, effects
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
    faulty document, or somebody who may not enter orders today.
    """
    with office.store.act() as record:
        at = office.clock.now()
        effect = effects(record, office, document, at)
        clerk = _clerk(record, office, entered_by, at.date())
        if effect.is_repeat:
            return False
        name, stage = _binding(document)
        record.cases.void_codes(name, official=clerk.number)
        record.cases.reset_wrong_answers(name, stage=stage, version=0)
        issue = CodeIssue(ref=new_ref(name), unit=name, official=clerk.number, stage=stage, version=0, issued_at=at)
        record.cases.add_code(issue)
        letters.send_confirmation_code(record, office, effect, clerk, issue)
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
        clerk = _clerk(record, office, entered_by, at.date())
        issue, problems = _code_of(record, office, document, clerk, code)
        if issue is None:
            return _refuse(record, office, effect, clerk, problems, at=at, channel=channel)
        record.cases.use_code(issue.ref)
        record.orders.add(replace(order, entered_by=clerk.number, entered_at=at) for order in document)
        record.ledger.append(_entry(office, effect, clerk, at=at, channel=channel))
        refresh_obligations(record, office, at)
        return OrderOutcome(preview=effect, applied=True, letters=letters.notify_units(record, office, effect, at))


def entered_orders(office: Office) -> Sequence[Order]:
    """Return every point of every document in the record, in the order of entry."""
    return office.read(lambda record: record.orders.all())


def _clerk(record: Transaction, office: Office, number: str, on: date) -> Official:
    role = office.campaign.order_recorder
    if not role:
        raise Rejected(Problem(code=ProblemCode.ORDER_NO_RECORDER))
    clerk = next((official for official in in_office(record.register, role, on) if official.number == number), None)
    if clerk is None:
        raise Rejected(Problem(code=ProblemCode.NOT_A_RECORDER, where=number))
    return clerk


def _binding(document: OrderDocument) -> tuple[str, str]:
    """Return what a code is bound to: the document, and its very words."""
    return document[0].document, sha256_of(document)


def _codes(record: Transaction, document: OrderDocument) -> Sequence[CodeIssue]:
    name, stage = _binding(document)
    return record.cases.codes(name, stage=stage, version=0)


def _code_of(
    record: Transaction, office: Office, document: OrderDocument, clerk: Official, code: str
) -> tuple[CodeIssue | None, tuple[Problem, ...]]:
    if not code.strip():
        return None, (Problem(code=ProblemCode.CODE_MISSING),)
    issue = next((issue for issue in _codes(record, document) if matches(issue, office.secret, code)), None)
    if issue is not None and issue.official != clerk.number:
        return None, (Problem(code=ProblemCode.CODE_OF_ANOTHER),)
    return issue, () if issue else (Problem(code=ProblemCode.CODE_WRONG), *_count_wrong(record, document))


def _count_wrong(record: Transaction, document: OrderDocument) -> tuple[Problem, ...]:
    name, stage = _binding(document)
    wrong = record.cases.count_wrong_answer(name, stage=stage, version=0)
    if wrong < MAX_WRONG_ANSWERS:
        return ()
    record.cases.void_codes(name)
    return (Problem(code=ProblemCode.ORDER_CODES_LOCKED, params={"wrong": wrong}),)


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
    entry = _entry(office, effect, clerk, at=at, channel=channel)
    refusal = {"problems": [problem.code for problem in problems], "said": [sentence(problem) for problem in problems]}
    record.ledger.append(replace(entry, kind=LedgerKind.REFUSED, details={**entry.details, **refusal}))
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

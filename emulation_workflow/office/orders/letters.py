"""The letters that an order causes: one to each unit it concerns, with old and new, and the clerk's code."""

from dataclasses import dataclass
from datetime import datetime

from emulation_workflow.domain.approval.codes import MAX_WRONG_ANSWERS, CodeIssue
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.mail import Addressee, Letter, LetterKind
from emulation_workflow.domain.orders.order import Order
from emulation_workflow.domain.record.ledger import SealedEntry
from emulation_workflow.domain.registers import Official, Unit, bears_name, formal_name
from emulation_workflow.messages import order_words
from emulation_workflow.messages.labels import event_name
from emulation_workflow.messages.screens.entries import ORDER_POINT, ORDER_ROWS
from emulation_workflow.office.letters import letter_context
from emulation_workflow.office.letters.act_recorded import Recorded, tell
from emulation_workflow.office.letters.posting import copies, is_issuer, is_own_office, post
from emulation_workflow.office.office import Office
from emulation_workflow.office.orders.effects import Preview, UnitChange
from emulation_workflow.office.reminders.lessons import attach_lessons_to_unit_letters
from emulation_workflow.ports import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """By whom a document was entered, where their code had gone, by which door, and the sealed row that says so."""

    clerk: Official
    code_sent_to: str
    row: SealedEntry
    channel: Channel


def notify_units(record: Transaction, office: Office, effect: Preview, at: datetime) -> int:
    """Send one letter to each unit for which something changes; return how many were written.

    None to the body whose document it is, nor to the office that writes them.
    """
    issuer = office.campaign.body(effect.document[0].issuer).name
    told = [
        change
        for change in effect.changed
        if not is_issuer(office.campaign, change.unit, issuer) and not is_own_office(office.campaign, change.unit)
    ]
    written = sum(post(record, _notice(record, office, effect, change, at), at=at) for change in told)
    after = f"/{LetterKind.ORDER_NOTICE.value}/{effect.document[0].document}"
    attach_lessons_to_unit_letters(record, office, before=f"{office.campaign.id}/", after=after, at=at)
    return written


def send_confirmation_code(
    record: Transaction, office: Office, effect: Preview, clerk: Official, issue: CodeIssue
) -> None:
    """Send the clerk the code for this document, in a letter to that person's address alone."""
    letter = Letter(
        key=f"{office.campaign.id}/{LetterKind.ORDER_CODE.value}/{issue.ref}",
        kind=LetterKind.ORDER_CODE,
        to=(Addressee(name=clerk.name, email=clerk.email),),
        code_ref=issue.ref,
        context={
            "addressees": [letter_context.to_official(clerk)],
            "basis": [],
            "order": _paper(office.campaign, effect.document[0]),
            "points": [order_words.point(office.campaign, order) for order in effect.document],
            "changed": len(effect.changed),
            "held": len(effect.held),
            "max_attempts": MAX_WRONG_ANSWERS,
        },
    )
    post(record, letter, at=issue.issued_at)


def notify_people(record: Transaction, office: Office, effect: Preview, entered: Entered, at: datetime) -> None:
    """Tell the clerk that the document was entered in their name, and its signer, if that is one of our officials."""
    order = effect.document[0]
    signers = [
        official for official in record.register.officials(on=order.signed_on) if bears_name(official, order.signer)
    ]
    paper = _paper(office.campaign, order)
    points = [order_words.point(office.campaign, point) for point in effect.document]
    rows = [
        *({"name": name, "value": paper[key]} for name, key in ORDER_ROWS.items() if paper[key]),
        *({"name": ORDER_POINT.format(number=number), "value": words} for number, words in enumerate(points, 1)),
    ]
    recorded = Recorded(what="order_entered", rows=rows, row=entered.row.number, channel=entered.channel)
    people = [("clerk", entered.clerk, entered.code_sent_to), *(("signer", signer, "") for signer in signers[:1])]
    tell(record, office, recorded, people, at=at)


def _notice(record: Transaction, office: Office, effect: Preview, change: UnitChange, at: datetime) -> Letter:
    unit, order = change.unit, effect.document[0]
    return Letter(
        key=f"{office.campaign.id}/{unit.code}/{LetterKind.ORDER_NOTICE.value}/{order.document}",
        kind=LetterKind.ORDER_NOTICE,
        to=(Addressee(name=unit.name, email=unit.email),),
        cc=copies(record, office, unit, LetterKind.ORDER_NOTICE, at),
        unit=unit.code,
        context={
            "addressees": [letter_context.to_unit(office.campaign, unit)],
            "basis": [letter_context.clause(office.campaign, _rule(office.plan_in_force(record), unit))],
            "unit_name": formal_name(office.campaign, unit),
            "order": _paper(office.campaign, order),
            "event": event_name(office.campaign, unit.level),
            **_what_changes(office.campaign, change),
        },
    )


def _what_changes(campaign: Campaign, change: UnitChange) -> letter_context.Context:
    orders = change.new.orders
    return {
        "changes": [_row(*order_change) for order_change in order_words.changes(campaign, change.old, change.new)],
        "tasks": [
            _row(campaign.task(new.task).name, order_words.due(old), order_words.due(new)) for old, new in change.tasks
        ],
        "planned": change.new.plan.words if change.new.plan else "",
        "is_stopped": orders.suspension is not None,
        "is_called_off": orders.cancellation is not None,
        "is_moved": change.old.window != change.new.window and orders.window is not None,
    }


def _row(name: str, old: str, new: str) -> dict[str, str]:
    return {"name": name, "old": old, "new": new}


def _rule(campaign: Campaign, unit: Unit) -> str:
    """Return the rule that set the unit's window, which the order changes; its level's where nothing else binds it."""
    level = next(level for level in campaign.levels if unit.level in level.unit_levels)
    if level.conference is None:
        return campaign.congress.rule if campaign.congress else level.rule
    pilot = campaign.pilot_of(unit.code, level=level.id, designated=unit.pilot)
    return campaign.window_rule(level, pilot) or level.rule


def _paper(campaign: Campaign, order: Order) -> dict[str, str]:
    return {
        "number": order.number,
        "date": letter_context.day(order.signed_on),
        "issuer": campaign.body(order.issuer).name,
        "signer": order.signer,
        "reason": order.reason,
        "from": letter_context.day(order.effective_from) if order.effective_from != order.signed_on else "",
    }

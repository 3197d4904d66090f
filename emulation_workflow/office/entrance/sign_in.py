"""Signing in by a link to one's own address, and the sessions that such links open. Each function is one act."""

from dataclasses import dataclass, replace
from datetime import datetime

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.mail import Addressee, Letter, LetterKind
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from emulation_workflow.domain.registers import is_address
from emulation_workflow.domain.sign_ins import (
    KEPT_FOR,
    LINK_LIVES,
    LINKS_TO_NOBODY,
    LINKS_TO_ONE,
    SESSION_LIVES,
    WITHIN,
    SignInLink,
    new_sign_in,
)
from emulation_workflow.messages.days import at_words
from emulation_workflow.office.entrance.people import Visitor, visitor_at
from emulation_workflow.office.entrance.remembered import Remembered
from emulation_workflow.office.letters import letter_context
from emulation_workflow.office.letters.posting import post
from emulation_workflow.office.office import Office
from emulation_workflow.ports import Transaction


def as_address(typed: str) -> str:
    """Return the mail address that somebody typed, in lower case; "" if it can be none."""
    address = typed.strip().lower()
    return address if is_address(address) else ""


def ask_for_link(office: Office, address: str) -> SignInLink | None:
    """Send a link to this address if the register has it, and note that it was asked for; too many are not answered.

    Whoever asked is told the same in each case: who is in the register is nobody else's business. Return the link that
    was sent, None if none was.
    """
    with office.store.act() as record:
        at = office.clock.now()
        visitor = visitor_at(record.register, office.campaign, address, at.date())
        sign_ins = record.sign_ins
        asked = sign_ins.asked_for(address, at - WITHIN) if visitor.standing else sign_ins.asked_in_vain(at - WITHIN)
        if asked >= (LINKS_TO_ONE if visitor.standing else LINKS_TO_NOBODY):
            return None
        sign_ins.forget(at - KEPT_FOR)
        asked_now = new_sign_in(address, visitor.standing, at)
        sign_ins.put(asked_now)
        if visitor.standing:
            post(record, _letter(office, visitor, asked_now), at=at)
        return asked_now if visitor.standing else None


def _letter(office: Office, visitor: Visitor, asked: SignInLink) -> Letter:
    until = asked.asked_at + LINK_LIVES
    return Letter(
        key=f"{office.campaign.id}/{LetterKind.SIGN_IN.value}/{asked.ref}",
        kind=LetterKind.SIGN_IN,
        to=(Addressee(name=visitor.name, email=visitor.address),),
        context={
            "addressees": _addressed(office, visitor),
            "basis": [],
            "until": at_words(until),
            "minutes": int(LINK_LIVES.total_seconds() // 60),
        },
    )


def _addressed(office: Office, visitor: Visitor) -> list[dict[str, str]]:
    people = dict.fromkeys(person.official for person in visitor.people)
    if people:
        return [letter_context.to_official(official) for official in people]
    return [letter_context.to_unit(office.campaign, unit) for unit in visitor.units]


def ref_in(key: str) -> str:
    """Return which link the letter with this key brings."""
    return key.rpartition("/")[2]


def open_session(office: Office, ref: str) -> SignInLink | None:
    """Spend the link and open its session; None, with a row of it, if it does not count (any more)."""
    with office.store.act() as record:
        at = office.clock.now()
        asked = record.sign_ins.get(ref)
        visitor = visitor_at(record.register, office.campaign, asked.address, at.date()) if asked else None
        if asked is None or visitor is None or not asked.can_be_opened(at) or visitor.standing != asked.standing:
            claimed = asked.address if asked else ""
            _note(record, office, LedgerKind.REFUSED, "sign_in", actor="unknown", claimed=claimed)
            return None
        opened = replace(asked, opened_at=at)
        record.sign_ins.put(opened)
        _note(record, office, LedgerKind.SIGN_IN, "signed_in", actor=visitor.actor, address=visitor.address)
        return opened


def session_in(record: Transaction, office: Office, ref: str) -> Visitor | None:
    """Return whose session this is; None once it has ended, or the address stands for somebody else.

    An act within whose transaction it is asked rests on it.
    """
    at = office.clock.now()
    session = record.sign_ins.get(ref)
    if session is None or not session.is_open(at):
        return None
    visitor = visitor_at(record.register, office.campaign, session.address, at.date())
    return visitor if visitor.standing == session.standing else None


@dataclass(slots=True)
class Sessions:
    """Whose sessions are open, remembered for as long as nothing was written to the record since."""

    office: Office
    remembered: Remembered

    def remembers(self, ref: str) -> bool:
        """Return whether whose session this is can be told at once: nobody is asked who was not asked just now."""
        return self.remembered.knows(self._question(ref))

    def visitor_in(self, ref: str) -> Visitor | None:
        """Return whose session this is, as `session_in` does. RecordAltered if a row that says so was changed."""
        visitor, until = self.remembered.find(self._question(ref), lambda: self._read(ref))
        return visitor if until is not None and self.office.clock.now() < until else None

    def _read(self, ref: str) -> tuple[Visitor | None, datetime | None]:
        """Return whose session this is, and when it ends by itself."""
        with self.office.store.look(ensures=True) as record:
            visitor, session = session_in(record, self.office, ref), record.sign_ins.get(ref)
        opened_at = session.opened_at if session else None
        return visitor, opened_at + SESSION_LIVES if opened_at else None

    def _question(self, ref: str) -> tuple[str, str]:
        return "session", ref


def end_session(office: Office, ref: str, *, everywhere: bool = False) -> None:
    """End the session, and with `everywhere` all others that were opened by links to its address."""
    with office.store.act() as record:
        at = office.clock.now()
        session = record.sign_ins.get(ref)
        if session is None or session.opened_at is None:
            return
        opened = record.sign_ins.opened_for(session.address, at - SESSION_LIVES - LINK_LIVES) if everywhere else ()
        for ended in {each.ref: each for each in (session, *opened) if each.ended_at is None}.values():
            record.sign_ins.put(replace(ended, ended_at=at))
        what = "signed_out_everywhere" if everywhere else "signed_out"
        _note(record, office, LedgerKind.SIGN_IN, what, actor=session.address, address=session.address)


def note_refusal(office: Office, visitor: Visitor, page: str) -> None:
    """Write down that somebody who is signed in asked for what is not theirs."""
    with office.store.act() as record:
        _note(record, office, LedgerKind.REFUSED, "page", actor=visitor.actor, address=visitor.address, page=page)


def note_view(office: Office, visitor: Visitor, about: str, unit: str) -> None:
    """Write down that somebody was shown people's data: `about` says which, `unit` whose."""
    with office.store.act() as record:
        entry = LedgerEntry(
            kind=LedgerKind.SIGN_IN,
            at=office.clock.now(),
            actor=visitor.actor,
            what="viewed",
            unit=unit,
            channel=Channel.PAGE,
            campaign_sha256=office.campaign.sha256,
            details={"address": visitor.address, "about": about},
        )
        record.ledger.append(entry)


def _note(record: Transaction, office: Office, kind: LedgerKind, what: str, *, actor: str, **details: object) -> None:
    record.ledger.append(
        LedgerEntry(
            kind=kind,
            at=office.clock.now(),
            actor=actor,
            what=what,
            campaign_sha256=office.campaign.sha256,
            details=details,
        )
    )

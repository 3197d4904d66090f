"""The door back of letters that ended: a person sends them again, to the addresses as they are now.

What the server took stays as it is; every other address of the letter is written to. A letter with a one-time code is
not sent again: its code was for one person at one address, and a new one has to be asked for; so has a link to sign in.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.mail import (
    TO_UNITS,
    WITH_CODE,
    Addressee,
    DeliveryState,
    LetterKind,
    LetterStatus,
    ReceiptState,
    is_among,
)
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from emulation_workflow.domain.registers import Official, Unit
from emulation_workflow.messages.screens.board_entries import letter_rows
from emulation_workflow.messages.screens.run_words import LETTERS
from emulation_workflow.office.clerk_entries import ClerkEntry, by_word, tell_named
from emulation_workflow.office.letters.posting import bounced
from emulation_workflow.office.letters.returned import close_returned
from emulation_workflow.office.office import Office

ENDED = frozenset({DeliveryState.REFUSED, DeliveryState.IN_DOUBT, DeliveryState.VOID})


class AgainFate(StrEnum):
    """What becomes of a letter that somebody wants sent again."""

    AGAIN = "again"
    NO_ADDRESS = "no_address"
    """The addressee has none, or it is known to take no letters."""
    NEW_CODE = "new_code"
    """It carries a one-time code; a new one has to be asked for."""
    NOT_ENDED = "not_ended"
    """It was sent, or still waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentAgain:
    """A letter, what becomes of it, and the addresses it goes to from now on."""

    letter: LetterStatus
    fate: AgainFate
    emails: tuple[str, ...] = ()


def send_again(
    office: Office,
    *,
    by: str,
    numbers: Collection[int] = (),
    all_refused: bool = False,
    channel: Channel = Channel.COMMAND,
    dry_run: bool = False,
) -> Sequence[SentAgain]:
    """Put letters into the outbox again, in one transaction: those with these numbers, or all that were refused.

    What the Board's list has of their return is closed with it. A dry run tells what would become of them.
    Rejected without a name, without letters, or for a number that no letter has.
    """
    if not by.strip():
        raise Rejected(Problem(code=ProblemCode.ITEM_BY_MISSING))
    at = office.clock.now()
    with office.transaction(dry_run=dry_run) as record:
        known = {letter.number: letter for letter in record.letters.statuses()}
        chosen = {number for number, letter in known.items() if all_refused and letter.state is DeliveryState.REFUSED}
        wanted = sorted({*numbers, *chosen})
        unknown = [number for number in wanted if number not in known]
        if unknown or not (numbers or all_refused):
            raise Rejected(Problem(code=ProblemCode.LETTER_UNKNOWN, params={"number": unknown[0] if unknown else "?"}))
        desk = _Desk(
            units={unit.code: unit for unit in record.register.units(at.date())},
            officials=record.register.officials(on=at.date()),
            marked=bounced(record),
        )
        done = [desk.judge(known[number]) for number in wanted]
        again = [] if dry_run else [sent for sent in done if sent.fate is AgainFate.AGAIN]
        closed: list[int] = []
        for sent in again:
            record.letters.send_again(sent.letter.number, desk.changes(sent.letter))
            closed += close_returned(record, sent.letter.number, by=by.strip(), at=at)
        if again:
            record.ledger.append(
                by_word(
                    office,
                    LedgerEntry(
                        kind=LedgerKind.LETTER,
                        at=at,
                        actor=by.strip(),
                        what="sent_again",
                        channel=channel.value,
                        details={
                            "letters": [[sent.letter.number, sent.letter.state.value] for sent in again],
                            **({"items": closed} if closed else {}),
                        },
                    ),
                )
            )
            rows = letter_rows([(sent.letter.number, LETTERS[sent.letter.kind]) for sent in again])
            entry = ClerkEntry(what="sent_again", about="", rows=rows, by=by.strip())
            tell_named(record, office, entry, channel=channel, at=at)
    return done


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """What is known today of those who are written to."""

    units: dict[str, Unit]
    officials: Sequence[Official]
    marked: Collection[str]

    def judge(self, letter: LetterStatus) -> SentAgain:
        if letter.state not in ENDED:
            return SentAgain(letter=letter, fate=AgainFate.NOT_ENDED)
        if letter.kind in WITH_CODE | {LetterKind.SIGN_IN}:
            return SentAgain(letter=letter, fate=AgainFate.NEW_CODE)
        emails = tuple(dict.fromkeys(self.changes(letter).values()))
        if not emails or any(not email or email.lower() in self.marked for email in emails):
            return SentAgain(letter=letter, fate=AgainFate.NO_ADDRESS, emails=emails)
        return SentAgain(letter=letter, fate=AgainFate.AGAIN, emails=emails)

    def changes(self, letter: LetterStatus) -> dict[str, str]:
        """Return, by the address written to that did not get it, the one that its addressee has now."""
        accepted = [receipt.email for receipt in letter.receipts if receipt.state is ReceiptState.ACCEPTED]
        people = [*((who, False) for who in letter.to), *((who, True) for who in letter.cc)]
        return {
            who.email: self._email_of(letter, who, is_copy=is_copy)
            for who, is_copy in people
            if not is_among(who.email, accepted)
        }

    def _email_of(self, letter: LetterStatus, who: Addressee, *, is_copy: bool) -> str:
        if letter.kind in TO_UNITS and not is_copy and letter.unit in self.units:
            return self.units[letter.unit].email
        emails = {official.email for official in self.officials if official.name == who.name}
        return emails.pop() if len(emails) == 1 else who.email

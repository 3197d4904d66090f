"""Letters written, mail that came in, and what letters still have to ask or tell."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from emulation_workflow.domain.mail import (
    BouncedAddress,
    DeliveryState,
    Draft,
    Letter,
    LetterKind,
    LetterStatus,
    MailRecord,
    OutgoingLetter,
    Receipt,
    Rendered,
)
from emulation_workflow.domain.schedule.lessons import LessonsPath, Untold, Waiting
from emulation_workflow.domain.schedule.report_requests import Awaited


class Outbox(Protocol):
    """Letters written and what became of them."""

    def post(self, letter: Letter, *, at: datetime, instead: bool = False) -> bool:
        """Keep the letter unless its key is already there; return whether it was kept.

        It takes the place of one that was kept back, and, if `instead`, of one that was refused before it left.

        Its Message-ID derives from its key. It is put into words later: an act is over sooner, and no fault of a
        template undoes it.
        """

    def enqueue(self, letter: Letter, *, at: datetime) -> None:
        """Post the letter together with the others of the act, before the record is asked anything else."""

    def drafts(self, *, limit: int) -> Sequence[Draft]:
        """Return WAITING letters that are not in words yet: those not tried before first, the oldest of them first."""

    def keep_words(self, draft: Draft, words: Rendered) -> None:
        """Keep a letter's words, from which on it can be claimed. A letter that is in words already keeps those.

        They are sealed by the key: of a letter that is claimed it is known whether they were changed since.
        """

    def note_fault(self, number: int, fault: str) -> None:
        """Keep, for staff to see, why a letter could not be put into words."""

    def claim(
        self,
        *,
        owner: str,
        now: datetime,
        lease_until: datetime,
        limit: int,
        least_tried_first: bool = False,
        kinds: Collection[LetterKind] | None = None,
    ) -> Sequence[OutgoingLetter]:
        """Claim due WAITING letters that are in words, oldest first, each for one owner only; of these `kinds` alone.

        `least_tried_first`: before them those that were never tried, and then whose last try is longest ago.

        First turns expired claims into WAITING, the attempt not counted, or into IN_DOUBT if the letter was LEAVING;
        and letters whose one-time code is void or used into VOID.
        """

    def tried_since(self, moment: datetime) -> int:
        """Return how many letters were last tried after that moment."""

    def leave(self, numbers: Collection[int], *, owner: str, lease_until: datetime) -> Collection[int]:
        """Note that the text of these letters is about to be handed over, and extend their claims.

        Return those that are still claimed by `owner`: the others are somebody else's to send.
        """

    def settle(
        self,
        number: int,
        *,
        owner: str,
        receipts: Sequence[Receipt],
        now: datetime,
        next_try_at: datetime | None,
        is_counted: bool = True,
    ) -> DeliveryState:
        """Write what became of a claimed letter, give up the claim, and return the state that follows.

        An address whose receipt says RETRY or PUT_OFF stays pending and the letter WAITING until `next_try_at`;
        `is_counted` False: the attempt counts for nothing. The owner's word
        still counts after the claim has run out, until staff have decided the doubt; from anybody else it is ignored,
        and the present state returned.
        """

    def last_failed_at(self) -> datetime | None:
        """Return when a letter that is put off or in doubt was last tried; None if none is."""

    def decide_doubt(self, number: int, *, was_sent: bool) -> None:
        """Settle a letter in doubt, as staff decide: sent, or to be sent again. Rejected if it is not in doubt."""

    def send_again(self, number: int, emails: Mapping[str, str]) -> None:
        """Have an ended letter wait again, at the addresses that these of its own have become."""

    def statuses(
        self, *, unit: str | None = None, state: DeliveryState | None = None, kind: LetterKind | None = None
    ) -> Sequence[LetterStatus]: ...

    def count(self, states: Collection[DeliveryState]) -> Mapping[DeliveryState, int]:
        """Return how many letters are in each of these states; one without any is left out."""

    def addresses(self, key: str) -> Collection[str]:
        """Return the addresses that the letter with this key was written to; those of its copies are left out."""

    def status(self, number: int) -> LetterStatus | None:
        """Return the letter with this number."""

    def with_message_id(self, message_id: str) -> LetterStatus | None:
        """Return the letter that went out under this Message-ID."""

    def wordings(self, *, numbers: Collection[int], unit: str, newest: int) -> Sequence[Rendered]:
        """Return the words of the letters with these numbers, and of the newest to this unit; none of a draft."""

    def forget_words(self, *, sent_before: datetime, limit: int) -> int:
        """Remove the words of letters that had all left before that moment; return of how many. The rest stays."""

    def note_return(self, number: int, *, email: str, words: str) -> None:
        """Note that a sent letter came back from this address: it counts as refused there, and as a whole."""


class Inbox(Protocol):
    """Mail that came in, and what it told about addresses."""

    def get(self, key: str) -> MailRecord | None:
        """Return the message with this key, if it was handled."""

    def numbered(self, number: int) -> MailRecord | None: ...

    def all(self) -> Sequence[MailRecord]:
        """Return all messages, oldest first."""

    def add(self, mail: MailRecord) -> int:
        """Keep the message and return its number. Its original is kept beforehand (`Files.keep`)."""

    def answers_to(self, sender: str, *, since: datetime) -> int:
        """Return how many of this sender's messages since then were answered."""

    def answers_about(self, unit: str, *, since: datetime, besides: str) -> int:
        """Return how many messages since then were answered to this unit, without those of the sender `besides`."""

    def seen_at(self, place: str) -> Collection[int]:
        """Return the numbers (UIDs) of those messages at this place of the mailbox that were handled."""

    def note_seen(self, place: str, uid: int, *, mail: int) -> None: ...

    def first_letter_at(self) -> datetime | None:
        """Return when the office wrote its first letter: nothing older can answer it."""

    def mark_bounced(self, address: BouncedAddress) -> None:
        """Note that this address takes no letters; a later bounce takes the place of an earlier one."""

    def forget_bounce(self, email: str) -> bool:
        """Note that the address takes letters again; return whether it was marked."""

    def takes_letters(self, email: str) -> bool:
        """Return whether this address is not marked, in whatever case it is written; an act rests on that."""

    def bounced(self) -> Mapping[str, BouncedAddress]:
        """Return every address marked, by itself in lower case."""


class Lessons(Protocol):
    """Pilots' lessons, told to the units that `paths` lead to: once each, in a letter."""

    def count_waiting(self, paths: tuple[LessonsPath, ...], today: date) -> int:
        """Return how many lessons wait for units that have their conference before them."""

    def waiting(self, paths: tuple[LessonsPath, ...], today: date, *, campaign: str) -> Sequence[Waiting]:
        """Return the lessons waiting for units with a usable address that the sweep has not written to today."""

    def attach_to_reminders(self, paths: tuple[LessonsPath, ...], today: date, *, campaign: str, at: datetime) -> int:
        """Tell waiting lessons in the day's reminders; return how many were told."""

    def post_letters(
        self, paths: tuple[LessonsPath, ...], today: date, *, soon: date, campaign: str, at: datetime
    ) -> tuple[int, int]:
        """Post a letter to each address without one today, if a window begins by `soon`; return letters and lessons."""

    def attach_to_letter(
        self, paths: tuple[LessonsPath, ...], today: date, *, unit: str, key: str, at: datetime
    ) -> int:
        """Tell the unit's lessons in the letter with this key; return how many were told."""

    def attach_to_unit_letters(
        self, paths: tuple[LessonsPath, ...], today: date, *, before: str, after: str, at: datetime
    ) -> int:
        """Tell each unit in the letter keyed by its code between `before` and `after`; return how many were told."""

    def unreachable(self, paths: tuple[LessonsPath, ...], today: date, *, soon: date) -> Sequence[Untold]:
        """Return who would get a letter and cannot be written to, unless the Board has it on its list."""

    def of_letter(self, letter: int) -> Sequence[tuple[str, str]]:
        """Return the task and the teller of each lesson that a letter tells."""


class ReportRequests(Protocol):
    """Whose report on its conference is not there yet."""

    def awaited(self, tasks: Collection[str], on: date) -> Sequence[Awaited]:
        """Return units without a report whose conference (one of these tasks) was held, or was to be held before `on`.

        Left out are those that an order suspends or calls off, nor those whose plan is with somebody else.
        """

    def addressed_since(self, moment: datetime, kinds: Collection[LetterKind]) -> Collection[str]:
        """Return the addresses, in lower case, of the letters of these kinds that were written since."""

"""What the office needs from the outside, as small protocols."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from emulation_workflow.domain.approval import Case
from emulation_workflow.domain.asking import Awaited
from emulation_workflow.domain.board import BoardItem
from emulation_workflow.domain.board_dates import DateSet
from emulation_workflow.domain.calendar_entries import CalendarEntry
from emulation_workflow.domain.campaign import Window
from emulation_workflow.domain.checks import Neighbour
from emulation_workflow.domain.codes import CodeIssue
from emulation_workflow.domain.delegates import DelegateListVersion, ListKind, Quota
from emulation_workflow.domain.difficulties import Difficulty, StepTaken
from emulation_workflow.domain.ladder import Climb, Step
from emulation_workflow.domain.ledger import Entry, SealedEntry
from emulation_workflow.domain.lessons import LessonsPath, Untold
from emulation_workflow.domain.letters import (
    DeliveryState,
    Draft,
    Enclosure,
    Letter,
    LetterKind,
    LetterStatus,
    OutgoingLetter,
    Receipt,
    Rendered,
)
from emulation_workflow.domain.mail import BouncedAddress, MailRecord
from emulation_workflow.domain.obligations import BallTime, Evidence, Obligation
from emulation_workflow.domain.orders import Order
from emulation_workflow.domain.plan import Attachment, UnitPlan
from emulation_workflow.domain.records import IntakeRecord, PlanVersion
from emulation_workflow.domain.results import ResultVersion, UnitForm
from emulation_workflow.domain.roll_up import Bearer, Reported, Standing
from emulation_workflow.domain.standing import Item, Tally, Urged
from emulation_workflow.domain.units import Official, Unit


class Clock(Protocol):
    """The one clock. `now` is aware, in the campaign's time zone."""

    def now(self) -> datetime: ...


class Renderer(Protocol):
    """Turns a letter into words; raises if a fact that the template uses is missing."""

    def render(self, letter: Letter) -> Rendered: ...


class Register(Protocol):
    """Units and officials, as valid on a day."""

    def unit(self, code: str, on: date) -> Unit | None: ...

    def units(self, on: date | None = None) -> Sequence[Unit]: ...

    def officials(self, *, role: str = "", on: date | None = None) -> Sequence[Official]: ...

    def official(self, number: str) -> Official | None: ...

    def replace_units(self, units: Iterable[Unit]) -> None:
        """Add or update by (code, valid_from); units not named stay."""

    def replace_officials(self, officials: Iterable[Official]) -> None:
        """Add or update by number, substitutions included; officials not named stay."""


class Files(Protocol):
    """Files that came in or go out."""

    def file(self, sha256: str) -> bytes | None: ...

    def keep_file(self, sha256: str, content: bytes) -> None:
        """Keep these bytes, once."""


class Plans(Files, Protocol):
    """Plan versions, which never change, and their files."""

    def plan(self, unit: str, version: int | None = None) -> PlanVersion | None:
        """This version, or the latest."""

    def plan_versions(self, unit: str | None = None) -> Sequence[PlanVersion]:
        """All versions of one unit, or of every unit, oldest first."""

    def add_plan(self, version: PlanVersion, files: Iterable[tuple[Attachment, bytes]]) -> None: ...

    def intake(self, sha256: str) -> IntakeRecord | None: ...

    def add_intake(self, record: IntakeRecord) -> None: ...

    def intakes(self) -> Sequence[IntakeRecord]: ...


class Cases(Protocol):
    """The gated pilots' cases, their codes and wrong answers."""

    def case(self, unit: str) -> Case | None: ...

    def cases(self) -> Sequence[Case]: ...

    def add_case(self, case: Case) -> None: ...

    def change_case(self, case: Case) -> None:
        """Write `case` if the record still has `case.lock`, and count the lock up. RecordChanged otherwise."""

    def add_code(self, issue: CodeIssue) -> None: ...

    def code(self, ref: str) -> CodeIssue | None: ...

    def codes(self, unit: str, *, stage: str, version: int) -> Sequence[CodeIssue]: ...

    def void_codes(self, unit: str, *, official: str | None = None) -> None:
        """Void every unused code of the unit's case, or of one official for it."""

    def use_code(self, ref: str) -> None: ...

    def count_wrong_answer(self, unit: str, *, stage: str, version: int) -> int:
        """Count one more and return how many there now are since the codes were last locked."""

    def reset_wrong_answers(self, unit: str, *, stage: str, version: int) -> None: ...


class Orders(Protocol):
    """The orders that change the plan on its way."""

    def orders(self) -> Sequence[Order]:
        """All of them, oldest entry first."""

    def add_orders(self, orders: Iterable[Order]) -> None:
        """The points of a document; no point comes twice."""


class BoardDates(Protocol):
    """Days that the Board set where the plan names none."""

    def board_dates(self) -> Sequence[DateSet]:
        """Every row, oldest first."""

    def add_board_date(self, one: DateSet) -> None: ...


class Obligations(Protocol):
    """What units owe, what settled it, and who held the ball how long. `units`: of these codes only (None: of all)."""

    def obligations(self, units: Collection[str] | None = None) -> Sequence[Obligation]: ...

    def add_obligations(self, new: Iterable[Obligation]) -> None: ...

    def change_obligations(self, changed: Iterable[Obligation]) -> None:
        """Write them as they are now, by unit and task."""

    def evidence(self, units: Collection[str] | None = None) -> Sequence[Evidence]:
        """Oldest first within a unit."""

    def add_evidence(self, evidence: Iterable[Evidence]) -> None: ...

    def plan_days(self, units: Collection[str] | None = None) -> Mapping[str, Sequence[date]]:
        """The days on which each unit's plans were received."""

    def ball_times(self, units: Collection[str] | None = None) -> Sequence[BallTime]:
        """Who held the ball before, oldest first within a unit."""

    def add_ball_times(self, times: Iterable[BallTime]) -> None: ...


class Neighbours(Protocol):
    """Days of other units' conferences: the day one was held, or else the day its latest plan names.

    A plan that was taken back counts for nothing. `task` is that of holding the conference; units are those of `on`.
    """

    def day_of(self, code: str, *, task: str, on: date) -> Sequence[Neighbour]:
        """That of the unit with this code, if it is known."""

    def days_under(self, parent: str, *, task: str, on: date) -> Sequence[Neighbour]:
        """Those of the units under this one."""

    def days_at(self, level: str, *, task: str, on: date, only_ungated: bool = False) -> Sequence[Neighbour]:
        """Those of the units at this level of the register; `only_ungated`: without those that have a case."""


class Sweeping(Protocol):
    """What the daily sweep does to all obligations at once."""

    def newly_overdue(self, today: date) -> int:
        """How many were due before `today`, are not done and not marked so yet."""

    def mark_overdue(self, today: date) -> None: ...

    def has_climbed(self, day: date) -> bool:
        """Whether rungs were spent on that day."""

    def steps_due(self, climb: Climb) -> Sequence[Step]:
        """The steps that `climb` would take: for each obligation its highest rung due, if it was not spent."""

    def climb(self, climb: Climb) -> int:
        """Take these steps, and mark those that climb and are overdue; how many obligations climbed."""

    def post_urging(self, day: date, *, campaign: str, at: datetime) -> int:
        """One letter for each address that the day's steps name, of one key for address and day; how many."""

    def unreachable(self, day: date) -> int:
        """How many of the day's steps have no address."""

    def letters_of(self, day: date) -> int:
        """How many letters the day's steps went into."""


class Asking(Protocol):
    """Whose report on its conference is not there yet."""

    def awaited(self, tasks: Collection[str], on: date) -> Sequence[Awaited]:
        """Units without a report whose conference (one of these tasks) was held, or was to be held before `on`.

        Neither those that an order suspends or calls off, nor those whose plan is with somebody else.
        """

    def addressed_since(self, moment: datetime, kinds: Collection[LetterKind]) -> Collection[str]:
        """The addresses, in lower case, of the letters of these kinds that were written since."""


class Standings(Protocol):
    """Where obligations stand on a day; `soon` is the last day of what is due soon."""

    def tallies(self, on: date, *, soon: date) -> Sequence[Tally]: ...

    def pressing(self, on: date, *, soon: date) -> Sequence[Item]:
        """What is overdue or due soon, the oldest due day first."""

    def lines_of(self, letter: int, on: date) -> Sequence[Urged]:
        """What an urging letter lists, the oldest due day first; names are those of the day `on`."""

    def without_address(self, on: date) -> Sequence[Urged]:
        """The steps of that day whose recipient has no valid address."""


class Results(Protocol):
    """Result reports, whose versions never change."""

    def result(self, unit: str, version: int | None = None) -> ResultVersion | None:
        """This version, or the latest."""

    def result_versions(self, unit: str | None = None) -> Sequence[ResultVersion]:
        """All versions of one unit, or of every unit, oldest first."""

    def added_up(self) -> Sequence[tuple[str, int, date | None, Mapping[str, int]]]:
        """Unit, version, day of the conference and figures by their keys, as the roll-up takes them."""

    def add_result(self, version: ResultVersion) -> None:
        """Keep a version with the figures it adds (`figures.keyed`); its files are kept beforehand."""


class Difficulties(Protocol):
    """What units asked help with, and what was done about it; rows never change."""

    def difficulty(self, number: int) -> Difficulty | None: ...

    def difficulties(self, unit: str | None = None) -> Sequence[Difficulty]:
        """Those of one unit, or of every unit, the closed ones too, by number."""

    def same_difficulty(self, difficulty: Difficulty) -> Difficulty | None:
        """The one that stands with the same key."""

    def add_difficulty(self, difficulty: Difficulty) -> int:
        """Its number. None with its key stands yet."""

    def add_difficulty_step(self, number: int, taken: StepTaken) -> int:
        """Its position among the steps, from 1."""


class RollUps(Protocol):
    """What the roll-up of a day is made of, for all units at once; see `domain.roll_up`.

    Obligations are those last derived.
    """

    def standings(self, word: str, on: date, *, event: str, plan: str, delegate_list: str) -> Iterable[Standing]:
        """How the units of this level of the register stand to these tasks; "": there is no such task."""

    def owing(self, word: str, task: str, on: date) -> Sequence[tuple[str, bool]]:
        """Those that owe the task, and whether it is done."""

    def reported(self, on: date) -> Iterable[Reported]:
        """Conferences held by then, each in the latest version of whoever bore the code on its day."""

    def raised(self, on: date) -> Iterable[tuple[Bearer, bool]]:
        """Difficulties raised by then, and whether they are open."""

    def units_of(self, word: str, on: date) -> Sequence[Unit]:
        """The units of this level of the register."""

    def register_changed(self, since: date, until: date) -> bool:
        """Whether units begin or end after `since`, by `until`."""


class Delegates(Protocol):
    """Delegate lists, whose versions never change until their people are erased, and quotas."""

    def delegate_list(self, kind: ListKind, unit: str, version: int | None = None) -> DelegateListVersion | None:
        """This version of a unit's list, or the latest, with its people."""

    def delegate_lists(self, upper: str | None = None) -> Sequence[DelegateListVersion]:
        """Every version of every list, or of those for one conference, oldest first, without people."""

    def latest_lists(self, upper: str, on: date) -> Sequence[DelegateListVersion]:
        """The lists for one conference as they stood at the end of that day, with their people."""

    def add_delegate_list(self, version: DelegateListVersion) -> None: ...

    def erase_people(self, version: DelegateListVersion, *, at: datetime) -> None:
        """Remove the people of a list for good; what is said of it as a whole stays."""

    def people_kept(self) -> Mapping[tuple[ListKind, str, int], int]:
        """How many people each list has in the record."""

    def quotas(self, upper: str | None = None) -> Sequence[Quota]:
        """All that were ever allocated, or for one conference, oldest first."""

    def add_quotas(self, quotas: Iterable[Quota]) -> None: ...


class Lessons(Protocol):
    """Pilots' lessons, told to the units that `paths` lead to: once each, in a letter."""

    def lessons_wait(self, paths: tuple[LessonsPath, ...], today: date) -> int:
        """How much there is to tell, each to a unit that has its conference before it."""

    def tell_in_urging(self, paths: tuple[LessonsPath, ...], today: date, *, campaign: str, at: datetime) -> int:
        """Tell it in the day's urging letters; how much was told."""

    def post_lessons(
        self, paths: tuple[LessonsPath, ...], today: date, *, soon: date, campaign: str, at: datetime
    ) -> tuple[int, int]:
        """A letter to each address without one today, if a window begins by `soon`; how many, and how much was told."""

    def tell_in_letter(self, paths: tuple[LessonsPath, ...], today: date, *, unit: str, key: str, at: datetime) -> int:
        """Tell the unit in the letter with this key; how much was told."""

    def tell_in_letters(
        self, paths: tuple[LessonsPath, ...], today: date, *, before: str, after: str, at: datetime
    ) -> int:
        """Tell each unit in the letter whose key is its code between `before` and `after`; how much was told."""

    def lessons_unreachable(self, paths: tuple[LessonsPath, ...], today: date, *, soon: date) -> Sequence[Untold]:
        """Who would get a letter and cannot be written to, unless the Board has it on its list."""

    def lessons_of(self, letter: int) -> Sequence[tuple[str, str]]:
        """The task and the teller of each lesson that a letter tells."""


class Outbox(Protocol):
    """Letters written and what became of them."""

    def post(self, letter: Letter, *, at: datetime) -> bool:
        """Keep the letter unless its key is already there; whether it was kept. Its Message-ID derives from its key.

        It is put into words later: an act is over sooner, and no fault of a template undoes it.
        """

    def drafts(self, *, limit: int) -> Sequence[Draft]:
        """WAITING letters that are not in words yet: those not tried before first, the oldest of them first."""

    def put_into_words(self, number: int, words: Rendered) -> None:
        """Keep a letter's words, from which on it can be claimed. A letter that is in words already keeps those."""

    def note_fault(self, number: int, fault: str) -> None:
        """Keep, for staff to see, why a letter could not be put into words."""

    def claim(
        self, *, owner: str, now: datetime, lease_until: datetime, limit: int, hold_until: datetime
    ) -> Sequence[OutgoingLetter]:
        """Claim due WAITING letters that are in words, oldest first, each for one owner only.

        First turns expired claims into IN_DOUBT, and letters whose one-time code is void or used into VOID. A letter
        with a run link whose case has no run yet is held back if it was written after `hold_until`.
        """

    def settle(
        self, number: int, *, owner: str, receipts: Sequence[Receipt], now: datetime, next_try_at: datetime | None
    ) -> DeliveryState:
        """Write what became of a claimed letter, give up the claim, and return the state that follows.

        An address whose receipt says RETRY stays pending and the letter WAITING until `next_try_at`. The owner's word
        still counts after the claim has run out, until staff have decided the doubt; from anybody else it is ignored,
        and the present state returned.
        """

    def decide_doubt(self, number: int, *, was_sent: bool) -> None:
        """Staff settle a letter in doubt: sent after all, or to be sent again. Rejected if it is not in doubt."""

    def letters(
        self, *, unit: str | None = None, state: DeliveryState | None = None, kind: LetterKind | None = None
    ) -> Sequence[LetterStatus]: ...

    def letter_with_id(self, message_id: str) -> LetterStatus | None:
        """The letter that went out under this Message-ID."""

    def note_return(self, number: int, *, email: str, words: str) -> None:
        """A letter that was sent came back from this address: it counts as refused there, and as a whole."""


class Inbox(Protocol):
    """Mail that came in, and what it told about addresses."""

    def mail(self, key: str) -> MailRecord | None:
        """The message with this key, if it was seen to."""

    def mail_numbered(self, number: int) -> MailRecord | None: ...

    def mails(self) -> Sequence[MailRecord]:
        """All of them, oldest first."""

    def add_mail(self, mail: MailRecord) -> int:
        """Its number. Its original is kept beforehand (`Plans.keep_file`)."""

    def answers_to(self, sender: str, *, since: datetime) -> int:
        """How many of this sender's messages since then were answered."""

    def seen_at(self, place: str) -> Collection[int]:
        """The numbers (UIDs) of those messages at this place of the mailbox that were seen to."""

    def note_seen(self, place: str, uid: int, *, mail: int) -> None: ...

    def first_letter_at(self) -> datetime | None:
        """When the office wrote its first letter: nothing older can answer it."""

    def mark_bounced(self, address: BouncedAddress) -> None:
        """Note that this address takes no letters; a later bounce takes the place of an earlier one."""

    def forget_bounce(self, email: str) -> bool:
        """The address takes letters again; whether it was marked."""

    def bounced(self) -> Mapping[str, BouncedAddress]:
        """Every address marked, in lower case."""


class BoardList(Protocol):
    """The Board's own list."""

    def add_item(self, item: BoardItem) -> bool:
        """List it unless its key was ever listed; whether it was."""

    def items(self, *, only_open: bool = True) -> Sequence[BoardItem]:
        """Oldest first."""

    def close_item(self, number: int, *, at: datetime, by: str, note: str) -> BoardItem:
        """Rejected if there is no such item, or it is closed."""


class Ledger(Protocol):
    """The hash-chained record."""

    def append(self, entry: Entry) -> SealedEntry: ...

    def entries(self, *, unit: str | None = None) -> Sequence[SealedEntry]: ...

    def head(self) -> tuple[int, str]:
        """Number and seal of the last row, kept apart from the rows: (0, GENESIS) at first."""


class Transaction(
    Register,
    Plans,
    Cases,
    Orders,
    BoardDates,
    Obligations,
    Neighbours,
    Sweeping,
    Lessons,
    Asking,
    Standings,
    Results,
    Delegates,
    Difficulties,
    RollUps,
    Outbox,
    Inbox,
    BoardList,
    Ledger,
    Protocol,
):
    """One transaction over everything the record holds."""


class Forms(Protocol):
    """The forms and files that go to the units, and the forms that come back."""

    def plan_form(self, unit: Unit, parent: Unit | None) -> Enclosure:
        """The unit's own empty form. Rejected for a unit the plan does not bind."""

    def result_form(
        self, unit: Unit, parent: Unit | None, *, plan: UnitPlan | None = None, in_force: Window | None = None
    ) -> Enclosure:
        """The unit's own form to report on its conference, with what `plan` foresaw written in to be corrected.

        `in_force` is the window that an order has put in place of the plan's. Rejected as for a plan's form.
        """

    def dates(self, entries: Sequence[CalendarEntry], *, at: datetime) -> Enclosure:
        """The days as a file that calendars take in."""

    def read(self, file: Enclosure, units: Sequence[Unit]) -> UnitForm:
        """The plan or result report that a file holds. Rejected with everything that is wrong with it."""

    def is_report(self, file: Enclosure) -> bool:
        """Whether it is the form of a result report, whatever is wrong with it."""


class Mailer(Protocol):
    """Hands letters to the mail server."""

    async def send(
        self, letter: OutgoingLetter, *, code: str | None, run_link: str, date: datetime
    ) -> Sequence[Receipt]:
        """One receipt for each pending address, whatever the server does; it raises nothing of the server's."""


class Store(Protocol):
    """The record. Each `act` is one transaction, alone among writers; leaving it by an exception undoes it whole."""

    def act(self) -> AbstractContextManager[Transaction]: ...

    def look(self) -> AbstractContextManager[Transaction]:
        """A transaction for reading."""


__all__ = [
    "Asking",
    "BoardDates",
    "BoardList",
    "Cases",
    "Clock",
    "Difficulties",
    "Files",
    "Forms",
    "Inbox",
    "Ledger",
    "Lessons",
    "Mailer",
    "Neighbours",
    "Obligations",
    "Orders",
    "Outbox",
    "Plans",
    "Register",
    "Renderer",
    "Results",
    "RollUps",
    "Store",
    "Transaction",
    "UnitPlan",
]

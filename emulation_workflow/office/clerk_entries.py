"""What a clerk enters for the Board: shown first, then confirmed by a code of their own for the very words shown.

It is the way of papers and orders for what has no letter of its own: the Board's days, quotas, steps of difficulties.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from emulation_workflow.domain.approval.codes import MAX_WRONG_ANSWERS
from emulation_workflow.domain.approval.transitions import UNIT, Channel
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.mail import Letter, LetterKind
from emulation_workflow.domain.record.ledger import OFFICE, UNKNOWN, LedgerEntry, LedgerKind, SealedEntry
from emulation_workflow.domain.record.plain_json import as_json
from emulation_workflow.domain.registers import Decider, Official, bears_name
from emulation_workflow.messages.names import filled
from emulation_workflow.messages.screens.entries import RECORDED
from emulation_workflow.office.authority import acting_in, find_decider
from emulation_workflow.office.codes import CodePurpose, issue_for, judge_entry, refuse_too_many
from emulation_workflow.office.letters.act_recorded import Recorded, tell
from emulation_workflow.office.letters.letter_context import to_official
from emulation_workflow.office.letters.posting import addressee_of, post
from emulation_workflow.office.office import Office
from emulation_workflow.office.refusals import reasons
from emulation_workflow.ports import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class ClerkEntry:
    """What is entered (`what`, a word of RECORDED), about which subject, by its very words as name and value.

    `by` is the clerk, by number; letters to clerks are no letters of the `unit`.
    """

    what: str
    about: str
    rows: Sequence[Mapping[str, str]]
    by: str
    unit: str = ""

    @property
    def purpose(self) -> CodePurpose:
        """Return what a code for it is for, whoever enters it."""
        words = as_json([self.what, self.about, [dict(row) for row in self.rows]])
        return CodePurpose(subject=f"{self.what}/{self.about}", sha256=hashlib.sha256(words.encode()).hexdigest())


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """Who confirmed an entry, and where the code had gone."""

    clerk: Official
    code_sent_to: str


def recorder(record: Transaction, office: Office, number: str, on: date) -> Decider:
    """Return who enters documents, by number. Rejected for anybody else, or where the plan gives that to nobody."""
    role = office.campaign.order_recorder
    if not role:
        raise Rejected(Problem(code=ProblemCode.ORDER_NO_RECORDER))
    clerk = find_decider(acting_in(record.register, role, on), number)
    if clerk is None:
        raise Rejected(Problem(code=ProblemCode.NOT_A_RECORDER, where=number))
    return clerk


def request_code(office: Office, entry: ClerkEntry) -> None:
    """Send the clerk a code for the entry's very words, in one transaction; any former one for them is void.

    Rejected: somebody who may not enter anything today, or too many codes in a day.
    """
    with office.store.act() as record:
        at, purpose = office.clock.now(), entry.purpose
        clerk = recorder(record, office, entry.by, at.date())
        refuse_too_many(office, record.cases.codes(purpose.subject), [entry.by], at)
        record.cases.reset_wrong_answers(purpose.subject, stage=purpose.sha256, version=purpose.version)
        issue = issue_for(record, purpose, clerk, at)
        letter = Letter(
            key=f"{office.campaign.id}/{LetterKind.ENTRY_CODE.value}/{issue.ref}",
            kind=LetterKind.ENTRY_CODE,
            to=(addressee_of(clerk.official),),
            code_ref=issue.ref,
            context={
                "addressees": [to_official(clerk.official)],
                "basis": [],
                "entry_name": filled(RECORDED[entry.what], office.campaign),
                "unit_name": "",
                "rows": list(entry.rows),
                "max_attempts": MAX_WRONG_ANSWERS,
            },
        )
        post(record, letter, at=at)


def confirm(
    record: Transaction, office: Office, entry: ClerkEntry, code: str, *, channel: Channel, at: datetime
) -> tuple[Confirmed | None, tuple[Problem, ...]]:
    """Return who confirmed the entry, whose code is then used; or why it does not count, which is then on record.

    Rejected: somebody who may not enter anything today.
    """
    clerk = recorder(record, office, entry.by, at.date())
    issue, problems = judge_entry(record, office, entry.purpose, clerk, code)
    if issue is not None:
        record.cases.use_code(issue.ref)
        return Confirmed(clerk=clerk.official, code_sent_to=issue.address), ()
    refused = LedgerEntry(
        kind=LedgerKind.REFUSED,
        at=at,
        actor=UNKNOWN,
        what=entry.what,
        unit=entry.unit,
        channel=channel,
        campaign_sha256=office.campaign.sha256,
        details={"claimed": entry.by, "words_sha256": entry.purpose.sha256, **reasons(problems, office.campaign)},
    )
    record.ledger.append(refused)
    return None, problems


def tell_clerk(
    record: Transaction,
    office: Office,
    entry: ClerkEntry,
    confirmed: Confirmed,
    row: SealedEntry,
    *,
    channel: Channel,
    at: datetime,
) -> None:
    """Tell the clerk what was recorded in their name; `row` is the entry's, or its last."""
    recorded = Recorded(what=entry.what, rows=entry.rows, row=row.number, channel=channel)
    tell(record, office, recorded, [("clerk", confirmed.clerk, confirmed.code_sent_to)], at=at)


def by_word(office: Office, entry: LedgerEntry) -> LedgerEntry:
    """Return the row of an act without any code, whose `actor` is named in a command or form.

    Its actor is whom the program identified: the account that runs the command, nobody in a form of Prefect's, whoever
    is signed in on a page. Who is named otherwise stands beside as claimed.
    """
    if entry.actor in (OFFICE, UNIT) or entry.channel not in (Channel.COMMAND, Channel.RUN_FORM):
        return entry
    known = (office.account if entry.channel == Channel.COMMAND else "") or UNKNOWN
    if entry.actor == known:
        return entry
    return replace(entry, actor=known, details={**entry.details, "claimed": entry.actor})


def tell_named(record: Transaction, office: Office, entry: ClerkEntry, *, channel: Channel, at: datetime) -> None:
    """Tell the official that the entry names, by number or name, what was recorded in their name without any code.

    By the last row. All of that name are told, for nobody says which of them is meant. Where the program acts, or the
    account that runs a command, nobody is there to be told.
    """
    named = record.register.official(entry.by)
    people = [named] if named else [each for each in record.register.officials() if bears_name(each, entry.by)]
    number, _ = record.ledger.head()
    if people:
        recorded = Recorded(what=entry.what, rows=entry.rows, row=number, channel=channel, has_code=False)
        tell(record, office, recorded, [("clerk", person, "") for person in people], at=at)

"""What a recorder enters for somebody else, by its very words, and papers that wait for a second pair of eyes."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from emulation_workflow.domain.approval.transitions import CLEARED, Act, Case, CaseAnswer, OfficialDocument
from emulation_workflow.domain.record.plain_json import as_json
from emulation_workflow.domain.registers import Official


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEntry:
    """A decision on paper: `signer` is who signed, by number, `paper.signer` the name as it was typed."""

    act: Act
    signer: str
    entered_by: str
    paper: OfficialDocument
    reason: str = ""
    fixed_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalEntry:
    """The unit's letter by which it takes its plan back, or changes a cleared one."""

    entered_by: str
    paper: OfficialDocument
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesakeEntry:
    """The Board's word that `official`, by number, is not the person of the same name who signed or sent the plan."""

    official: str
    entered_by: str
    reason: str


Entry = DocumentEntry | WithdrawalEntry | NamesakeEntry

_STORED_AS = {DocumentEntry: "PaperEntry", WithdrawalEntry: "WithdrawalEntry", NamesakeEntry: "NamesakeEntry"}
"""What a kind of entry is called in the words whose hash is stored: it stays when the class is renamed."""


def words_sha256(case: Case, entry: Entry, standing: str = "") -> str:
    """Return the SHA-256 of what is entered for the case as it stands, whoever enters it, lower-case hex.

    `standing` is that of a paper's signer on the day they signed, or of whom the Board's word on namesakes is about: a
    number may be another person's later.
    """
    words: dict[str, object] = {
        "what": _STORED_AS[type(entry)],
        "unit": case.unit,
        "stage": case.stage,
        "version": case.version,
        "plan_sha256": case.plan_sha256,
        "reason": entry.reason,
    }
    if isinstance(entry, NamesakeEntry):
        words |= {"official": entry.official, "standing": standing}
    else:
        paper = entry.paper
        words |= {"number": paper.number, "signed_on": _plain(paper.signed_on), "signer": paper.signer}
    if isinstance(entry, DocumentEntry):
        words |= {"act": entry.act.value, "official": entry.signer, "standing": standing}
        words |= {"fixed_day": _plain(entry.fixed_day)}
    return hashlib.sha256(as_json(words).encode()).hexdigest()


def answer_of(case: Case, entry: DocumentEntry | WithdrawalEntry) -> CaseAnswer:
    """Return the act on the case that an entry asks for; its code is judged apart."""
    if isinstance(entry, DocumentEntry):
        act, fixed_day = entry.act, entry.fixed_day
    else:
        act, fixed_day = Act.CHANGE_PLAN if case.stage == CLEARED else Act.WITHDRAW, None
    return CaseAnswer(
        act=act,
        stage=case.stage,
        version=case.version,
        question_number=case.question_number,
        reason=entry.reason,
        paper=entry.paper,
        fixed_day=fixed_day,
    )


def _plain(day: date | None) -> str:
    return day.isoformat() if day else ""


class PendingState(StrEnum):
    """What became of a paper that waited for a second pair of eyes; LAPSED: case or people changed meanwhile."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Check(StrEnum):
    """What can be answered about a pending paper; each answer has a code of its own."""

    CONFIRM = "confirm"
    REFUSE = "refuse"
    TAKE_BACK = "take_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingDocument:
    """A paper that one recorder entered and that counts once somebody else confirmed it; `ref` is unique for ever.

    `sha256` is that of its very words; `entered_by`, `entered_by_name` and `address`, where their own code had gone,
    say who the recorder was at entry.
    """

    ref: str
    unit: str
    stage: str
    version: int
    sha256: str
    act: str
    signer: str
    entered_by: str
    paper_number: str
    paper_signed_on: date | None
    paper_signer: str
    reason: str
    fixed_day: date | None
    entered_at: datetime
    address: str
    state: str = PendingState.PENDING.value
    settled_at: datetime | None = None
    settled_by: str = ""
    entered_by_name: str = ""

    @property
    def clerk(self) -> Official:
        """Return the recorder as they were at entry, whoever has the number now."""
        return Official(number=self.entered_by, name=self.entered_by_name, title="", role="", email=self.address)

    @property
    def entry(self) -> DocumentEntry:
        return DocumentEntry(
            act=Act(self.act),
            signer=self.signer,
            entered_by=self.entered_by,
            paper=OfficialDocument(number=self.paper_number, signed_on=self.paper_signed_on, signer=self.paper_signer),
            reason=self.reason,
            fixed_day=self.fixed_day,
        )

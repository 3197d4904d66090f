"""Papers that an office signs: their parts, before they are rendered and laid out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from emulation_workflow.domain.campaign import Body
from emulation_workflow.domain.registers import Official, Unit

Cell = str | int | date | None
"""The content of a table's cell: words, a count, a day, or nothing."""


class PaperKind(StrEnum):
    """Each kind has its words in templates/documents/<kind>.txt."""

    APPRAISAL_REPORT = "appraisal_report"
    """The Board on a pilot's plan, to the People's Committee (III.1)."""
    SUBMISSION = "submission"
    """The Board submits a pilot's plan for an opinion (III.1)."""
    OPINION = "opinion"
    """The draft of the Committee's letter with its opinion (III.1)."""
    REMINDER = "urging"
    """The Board to units that are late (III.3)."""
    INVITATION = "invitation"
    """A unit to the guests of its conference."""
    ADJUSTMENT = "adjustment"
    """What an order changes of the plan, to those it concerns."""
    RESULT_REPORT = "result_report"
    """A unit on its conference, to the level that it reports to."""
    CONSOLIDATED_REPORT = "consolidated_report"
    """The Board on the whole province, to the People's Committee (III.3)."""
    DELEGATE_LIST = "delegate_list"
    """The adopted list of delegates to the conference above (II.3, 3.5)."""


class ColumnKind(StrEnum):
    """What a column holds, by which its cells are aligned and typed."""

    ORDER = "order"
    TEXT = "text"
    COUNT = "count"
    YEAR = "year"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperColumn:
    """`width` in millimetres on paper, as one share of the table's whole width."""

    title: str
    width: int
    kind: ColumnKind = ColumnKind.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTable:
    """A table with typed cells, one for each column; `totals` is a last row set apart from the others.

    `title` names its sheet in a workbook; on paper the words before it do.
    """

    title: str
    columns: tuple[PaperColumn, ...]
    rows: Sequence[tuple[Cell, ...]]
    totals: tuple[Cell, ...] = ()

    @property
    def has_gaps(self) -> bool:
        """Whether a count was stated by nobody, which is not zero."""
        counts = [at for at, column in enumerate(self.columns) if column.kind is ColumnKind.COUNT]
        return any(row[at] is None for row in (*self.rows, self.totals) if row for at in counts)

    @property
    def width(self) -> int:
        """The table's width in millimetres; one wider than the page is set across it."""
        return sum(column.width for column in self.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitIssuer:
    """A unit that issues a paper of its own; `parent` is the unit above it, `symbol` the one in its own numbers."""

    unit: Unit
    parent: Unit | None = None
    symbol: str = ""


Issuer = Body | UnitIssuer


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The data a paper was made from, so that it can be made again: its last day, the plan, and what else by SHA-256.

    `inputs` are pairs of a name for people and a SHA-256 in lower-case hex.
    """

    as_of: date
    campaign_sha256: str
    inputs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper before it is rendered. `context` (plain values) and `tables` fill its template.

    `number` is the clerk's: "" leaves room for it; a bare number gets its symbol. `signer` None leaves the name open,
    `signs_for` is whom they stand in for. `name` says in its file's name what it is about. `draft` says why nobody can
    sign it yet, "" if somebody can.
    """

    kind: PaperKind
    name: str
    issuer: Issuer
    written_on: date
    context: Mapping[str, object]
    source: Source
    tables: Mapping[str, PaperTable] = field(default_factory=dict)
    number: str = ""
    signer: Official | None = None
    signs_for: Official | None = None
    draft: str = ""

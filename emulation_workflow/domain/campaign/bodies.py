"""Who issues papers and who acts: documents, the bodies they come from, and the roles officials have."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An official document: number and symbol, day signed, who issued it and who signed."""

    number: str
    date: date
    issuer: str
    title: str = ""
    signer: str = ""
    capacity: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body that issues papers: letter-head lines, place, symbol used in numbers, and how its signer signs.

    `unit`: the registered unit that does its work and owes what is asked of it. `may_change_plan`: its orders change
    the plan on its way; the body that issued the plan, and those above it (R137). `drafter`: the symbol of whatever
    drafts its letters (công văn), as their numbers and their last copy bear it.
    """

    id: str
    name: str
    short_name: str
    letter_head: tuple[str, ...]
    place: str
    symbol: str = ""
    signing: str = ""
    unit: str = ""
    may_change_plan: bool = False
    drafter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormalNames:
    """How papers name units of these `kinds` (the register's words, in lower case): with `prefix` before the name.

    `exceptions`: by a unit's code, the name in full that is made otherwise, whatever the unit's kind.
    """

    kinds: tuple[str, ...]
    prefix: str
    exceptions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What sentences call the office that runs the campaign, and the area that it covers, each after it was introduced.

    `letter` is the symbol of letters (công văn) of whoever issued the plan. What is left out follows from the rest of
    the file: see `Campaign.board_name`, `area_name` and `letter_symbol`.
    """

    board: str = ""
    area: str = ""
    letter: str = ""


class RoleScope(StrEnum):
    """Whose officials of a role act for a case: anybody's, those of the unit itself, those of the unit above it."""

    CAMPAIGN = "campaign"
    OWN_UNIT = "own_unit"
    PARENT_UNIT = "parent_unit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role officials are registered under; `body` is the body they act for (empty: their own unit)."""

    id: str
    name: str
    scope: RoleScope
    body: str = ""

"""Orders that change the plan on its way, from the People's Committee or above, never from the Board (R137)."""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from emulation_workflow.domain.campaign import AttendanceMode, Window


class OrderKind(StrEnum):
    """What an order does (A22)."""

    MOVE = "move"
    SUSPEND = "suspend"
    RESUME = "resume"
    CANCEL = "cancel"
    CHANGE_FORM = "change_form"
    LOWER_CAP = "lower_cap"
    CHANGE_CAP = "change_cap"
    CHANGE_NAMES = "change_names"
    CHANGE_CONTENTS = "change_contents"
    NAME_PILOTS = "name_pilots"
    RELEASE_PILOTS = "release_pilots"
    END_LEVELS = "end_levels"
    CHANGE_LEVELS = "change_levels"


class ScopePart(StrEnum):
    """Which of the units that a scope names are meant, where it is not all of them."""

    PILOTS = "pilots"
    OTHERS = "others"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whom an order concerns: levels, groups (clusters, blocks), named units; a unit that any of them names is in.

    All empty: everybody. `kinds` (the register's words for kinds of unit) and `part` (pilots, or all but them) narrow
    it to some of those. `tasks` narrows it to tasks of the campaign; empty: the conference and what is due by it.
    """

    levels: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    part: ScopePart | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What an official document orders of some units: `number`, `signed_on`, `signer`, and `issuer`, a body's id.

    A document that orders different things of different units is as many orders, each with its own `point`.
    `effective_from` is the first day it holds (the day it was signed, unless it says otherwise). `window` is the new
    window of a MOVE, without days where they are announced later; `until` the last day of a SUSPEND, None for "đến khi
    có thông báo mới" and for the event that `until_event` names: the clock stops and no day is guessed. `mode` belongs
    to CHANGE_FORM, `at_most` to LOWER_CAP and to CHANGE_CAP, which may also raise it. `names` are the ones permitted
    from then on, `contents` the ids of those that stay on the agenda. CHANGE_LEVELS says where units of levels report
    from then on (`reports_to`, as `Level` has it) and to which level's conference their delegates go (`upper`, its id).
    `of_level` is the level of the units that NAME_PILOTS names.
    `entered_at`, aware, decides between two documents of one day.
    """

    number: str
    kind: OrderKind
    issuer: str
    signed_on: date
    signer: str
    scope: Scope
    effective_from: date
    entered_at: datetime
    point: int = 1
    window: Window | None = None
    until: date | None = None
    mode: AttendanceMode | None = None
    at_most: int | None = None
    until_event: str = ""
    names: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    reports_to: str = ""
    upper: str = ""
    of_level: str = ""
    reason: str = ""
    entered_by: str = ""

    @property
    def document(self) -> str:
        """What tells the document apart from all others, however its number was typed. Numbers restart each year."""
        number = "".join(self.number.split()).casefold()
        return f"{self.issuer}/{number}/{self.signed_on.year}"


def sha256_of(document: Sequence[Order]) -> str:
    """Return the SHA-256 of a document's content, lower-case hex, whoever entered it and when."""
    points = [_content(order) for order in document]
    content = json.dumps(points, ensure_ascii=False, sort_keys=True, default=date.isoformat)
    return hashlib.sha256(content.encode()).hexdigest()


def _content(order: Order) -> dict[str, Any]:
    """Return what is hashed of a point: later parts count where they say something, so that old hashes hold."""
    content = asdict(replace(order, entered_by="")) | {"entered_at": ""}
    for part, names in (("scope", ("kinds", "part")), ("window", ("is_approximate", "about_only"))):
        content[part] = _without_empty(content[part], names) if content[part] else content[part]
    return _without_empty(content, ("until_event", "names", "contents", "reports_to", "upper", "of_level"))


def _without_empty(parts: dict[str, Any], names: Collection[str]) -> dict[str, Any]:
    return {name: value for name, value in parts.items() if value or name not in names}

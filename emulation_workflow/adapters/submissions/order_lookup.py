"""From an order as typed to the campaign's and the register's own ids: which body, which level, which unit is meant."""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from emulation_workflow.adapters.schemas.order_schema import OrderForm, PointForm, order_place, parse_order
from emulation_workflow.adapters.schemas.plan_lookup import find_unit
from emulation_workflow.adapters.schemas.plan_schema import Loc
from emulation_workflow.adapters.schemas.plan_text import READERS
from emulation_workflow.adapters.submissions.files import in_file, text_values
from emulation_workflow.domain.campaign import Campaign, Window
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.orders.order import Order, OrderKind, Scope, ScopePart
from emulation_workflow.domain.registers import Unit, searchable
from emulation_workflow.messages.days import (
    ANNOUNCED_LATER,
    finish_by_words,
    from_words,
    month_words,
    months_words,
    span_words,
)
from emulation_workflow.messages.forms.order_fields import ORDER_KINDS
from emulation_workflow.messages.order_words import PARTS, TO_PARENT


def read_order_file(
    name: str, data: bytes, *, campaign: Campaign, units: Sequence[Unit], entered_at: datetime
) -> tuple[Order, ...]:
    """Return the document in a TOML, YAML or JSON file called `name`. Rejected with every fault found."""
    try:
        form = parse_order(_values(PurePath(name).suffix.lower(), data))
        return document_of(form, campaign=campaign, units=units, entered_at=entered_at)
    except Rejected as refused:
        raise in_file(name, refused) from None


def _values(suffix: str, data: bytes) -> object:
    if suffix not in READERS:
        raise Rejected(Problem(code=ProblemCode.ORDER_FILE_KIND_UNKNOWN, params={"kinds": list(READERS)}))
    return text_values(suffix, data)


def document_of(
    form: OrderForm, *, campaign: Campaign, units: Sequence[Unit], entered_at: datetime
) -> tuple[Order, ...]:
    """Return the document that `form` is, an order for each of its points; everything may be given by id or by name.

    Words that name nothing known stay as they are, for the office to refuse with all else that is wrong. Rejected:
    what cannot be an order at all, and units of which it is unclear which is meant.
    """
    reading = _Reading(campaign=campaign, units=units, day=form.signed_on or entered_at.date())
    issuer = reading.issuer(form.issuer)
    if form.signed_on is None:
        reading.refuse(ProblemCode.ORDER_DAY_MISSING, ("signed_on",))
    points = [reading.point(number, point) for number, point in enumerate(form.points)]
    if reading.problems or form.signed_on is None:
        raise Rejected(*reading.problems)
    return tuple(
        Order(
            number=form.number,
            issuer=issuer,
            signed_on=form.signed_on,
            signer=form.signer,
            effective_from=form.effective_from or form.signed_on,
            entered_at=entered_at,
            point=number,
            reason=form.reason,
            **point,
        )
        for number, point in enumerate(points, start=1)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """Looks names up and collects what it does not find, so that all faults are reported at once."""

    campaign: Campaign
    units: Sequence[Unit]
    day: date
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, code: ProblemCode, loc: Loc, **params: object) -> None:
        self.problems.append(Problem(code=code, where=order_place(loc), params=params))

    def issuer(self, word: str) -> str:
        bodies = {body.id: body.name for body in self.campaign.bodies}
        short = {body.id: body.short_name for body in self.campaign.bodies}
        found = _meant(word, bodies, short)
        if found not in bodies:
            competent = [body.name for body in self.campaign.bodies if body.may_change_plan]
            self.refuse(ProblemCode.ORDER_ISSUER_UNKNOWN, ("issuer",), value=word, allowed=competent)
        return found

    def point(self, number: int, typed: PointForm) -> dict[str, Any]:
        """Return what this point of the document orders, by the names of `Order`."""
        at: Loc = ("points", number)
        levels = {level.id: level.name for level in self.campaign.levels}
        groups = {unit.group: unit.group for unit in self.units if unit.group}
        tasks = {task.id: task.name for task in self.campaign.tasks}
        contents = {content.id: content.name for content in self.campaign.contents}
        kinds = {unit.kind: unit.kind for unit in self.units if unit.kind}
        scope = Scope(
            levels=tuple(_meant(word, levels) for word in typed.levels),
            groups=tuple(_meant(word, groups) for word in typed.groups),
            units=tuple(self._unit(word, (*at, "units", index)) for index, word in enumerate(typed.units)),
            tasks=tuple(_meant(word, tasks) for word in typed.tasks),
            kinds=tuple(_meant(word, kinds) for word in typed.kinds),
            part=self._part(typed.part, (*at, "part")),
        )
        kind = self._kind(typed.kind, (*at, "kind"))
        return {
            "kind": kind,
            "scope": scope,
            "window": self._window(number + 1, typed),
            "until": typed.until,
            "mode": typed.mode,
            "at_most": typed.at_most,
            "until_event": typed.until_event,
            "names": tuple(typed.names),
            "contents": tuple(_meant(word, contents) for word in typed.contents),
            "reports_to": self._reports_to(typed.reports_to, (*at, "reports_to")),
            "upper": _meant(typed.upper, levels),
            "of_level": self._level_of(scope.units) if kind is OrderKind.NAME_PILOTS else "",
        }

    def _kind(self, word: str, loc: Loc) -> OrderKind:
        names = {kind.value: name for kind, name in ORDER_KINDS.items()}
        found = _meant(word, names)
        if found in names:
            return OrderKind(found)
        code = ProblemCode.ORDER_KIND_UNKNOWN if word else ProblemCode.ORDER_KIND_MISSING
        self.refuse(code, loc, value=word, allowed=list(names.values()))
        return OrderKind.RESUME  # Never handed on: a problem was found.

    def _part(self, word: str, loc: Loc) -> ScopePart | None:
        names = {part.value: name for part, name in PARTS.items()}
        found = _meant(word, names)
        if word and found not in names:
            self.refuse(ProblemCode.ORDER_PART_UNKNOWN, loc, value=word, allowed=list(names.values()))
        return ScopePart(found) if found in names else None

    def _reports_to(self, word: str, loc: Loc) -> str:
        names = {"parent": TO_PARENT, "board": self.campaign.board_name}
        found = _meant(word, names)
        if word and found not in names:
            self.refuse(ProblemCode.ORDER_PART_UNKNOWN, loc, value=word, allowed=list(names.values()))
        return found

    def _level_of(self, codes: Sequence[str]) -> str:
        """Return the level of these units on the document's day; "" where no unit says so."""
        named = (unit for unit in self.units if unit.code in codes and unit.is_valid_on(self.day))
        levels = (self.campaign.level_of(unit.level) for unit in named)
        return next((level.id for level in levels if level is not None), "")

    def _unit(self, word: str, loc: Loc) -> str:
        try:
            return find_unit(word, self.units, day=self.day, where=order_place(loc)).code
        except Rejected as refused:
            self.problems.extend(refused.problems)
            return word

    def _window(self, point: int, typed: PointForm) -> Window | None:
        start, end, words = typed.window_from, typed.window_to, typed.window_words
        if start is None and end is None and not words:
            return None
        if typed.window_about and not words:
            self.problems.append(Problem(code=ProblemCode.ORDER_WINDOW_INCOMPLETE, params={"point": point}))
            return None
        return Window(start=start, end=end, words=words or words_of(start, end), is_approximate=typed.window_about)


def words_of(start: date | None, end: date | None) -> str:
    """Return a window's words where the document does not give its own: whole months as months."""
    if start is None:
        return finish_by_words(end) if end else ANNOUNCED_LATER
    if end is None:
        return from_words(start)
    is_whole = start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1] and start <= end
    if not is_whole:
        return span_words(start, end)
    is_one_month = (start.year, start.month) == (end.year, end.month)
    return month_words(start) if is_one_month else months_words(start, end)


def _meant(word: str, *names: Mapping[str, str]) -> str:
    """Return the id that is written, or whose name is; the word itself where nothing is known by it."""
    sought = searchable(word)
    for known in names:
        for key, name in known.items():
            if sought and sought in (searchable(key), searchable(name)):
                return key
    return word

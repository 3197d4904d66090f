"""Find what keeps an order out of the record: nobody may issue it, it concerns nobody, or it is incomplete."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from emulation_workflow.domain.campaign import Campaign, Level, Task
from emulation_workflow.domain.errors import Problem, ProblemCode
from emulation_workflow.domain.orders.in_force import concerns
from emulation_workflow.domain.orders.order import Order, OrderKind
from emulation_workflow.domain.orders.plan_faults import plan_faults
from emulation_workflow.domain.orders.plan_in_force import plan_in_force
from emulation_workflow.domain.registers import Unit

PARTS: Mapping[OrderKind, frozenset[str]] = {
    OrderKind.MOVE: frozenset({"window"}),
    OrderKind.SUSPEND: frozenset({"until", "until_event"}),
    OrderKind.RESUME: frozenset(),
    OrderKind.CANCEL: frozenset(),
    OrderKind.CHANGE_FORM: frozenset({"mode"}),
    OrderKind.LOWER_CAP: frozenset({"at_most"}),
    OrderKind.CHANGE_CAP: frozenset({"at_most"}),
    OrderKind.CHANGE_NAMES: frozenset({"names"}),
    OrderKind.CHANGE_CONTENTS: frozenset({"contents"}),
    OrderKind.NAME_PILOTS: frozenset(),
    OrderKind.RELEASE_PILOTS: frozenset(),
    OrderKind.END_LEVELS: frozenset(),
    OrderKind.CHANGE_LEVELS: frozenset({"reports_to", "upper"}),
}
"""The fields that an order of each kind may have besides whom it concerns."""

_ALL_PARTS = ("window", "until", "until_event", "mode", "at_most", "names", "contents", "reports_to", "upper")
_OF_CONFERENCES = frozenset(
    {
        OrderKind.CHANGE_FORM,
        OrderKind.LOWER_CAP,
        OrderKind.CHANGE_CAP,
        OrderKind.CHANGE_NAMES,
        OrderKind.CHANGE_CONTENTS,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignOnDay:
    """What an order is checked against: the plan as other orders leave it, and its units valid on `today`."""

    campaign: Campaign
    units: Sequence[Unit]
    today: date

    @property
    def bound(self) -> Iterator[tuple[Unit, Level]]:
        """The units of the campaign's levels, the congress's own among them, with their levels."""
        for unit in self.units:
            level = self.campaign.level_of(unit.level)
            if level is not None:
                yield unit, level

    def once(self, document: Sequence[Order]) -> "CampaignOnDay":
        """Return the same once the document holds."""
        plan = plan_in_force(self.campaign, document, on=max(order.effective_from for order in document))
        return replace(self, campaign=plan)


def order_faults(document: Sequence[Order], known: CampaignOnDay) -> Iterator[Problem]:
    """Yield everything wrong with the points of one document, which share number, issuer, signer and days."""
    if not document:
        yield Problem(code=ProblemCode.ORDER_WITHOUT_POINTS)
        return
    yield from _paper_faults(document[0], known)
    yield from _day_faults(document[0], known)
    after = known.once(document)
    for order in document:
        faults = list(_scope_faults(order, known))
        yield from faults
        if not faults and not any(concerned(order, after)):
            yield Problem(code=ProblemCode.ORDER_CONCERNS_NOBODY, params={"point": order.point})
        yield from _part_faults(order)
        yield from plan_faults(order, document, known.campaign, known.units)
        yield from _window_faults(order)
        yield from _size_faults(order, known)


def concerned(order: Order, known: CampaignOnDay) -> Iterator[tuple[Unit, Level]]:
    """Yield the units that the order concerns, whatever the task."""
    named: list[Task | None] = [task for task in known.campaign.tasks if task.id in order.scope.tasks]
    for unit, level in known.bound:
        if any(concerns(known.campaign, order, unit, level, task) for task in named or [None]):
            yield unit, level


def _paper_faults(order: Order, known: CampaignOnDay) -> Iterator[Problem]:
    if not order.number.strip():
        yield Problem(code=ProblemCode.ORDER_NUMBER_MISSING)
    if not order.signer.strip():
        yield Problem(code=ProblemCode.ORDER_SIGNER_MISSING)
    competent = {body.id: body.name for body in known.campaign.bodies if body.may_change_plan}
    if order.issuer not in competent:
        names = {body.id: body.name for body in known.campaign.bodies}
        params = {"issuer": names.get(order.issuer, order.issuer), "allowed": list(competent.values())}
        yield Problem(code=ProblemCode.ORDER_ISSUER_NOT_COMPETENT, params=params)


def _day_faults(order: Order, known: CampaignOnDay) -> Iterator[Problem]:
    plan, signed = known.campaign.plan, order.signed_on
    if signed > known.today:
        yield Problem(code=ProblemCode.ORDER_SIGNED_AHEAD, params={"day": signed, "today": known.today})
    if signed < plan.date:
        yield Problem(
            code=ProblemCode.ORDER_BEFORE_PLAN, params={"day": signed, "plan": plan.number, "plan_day": plan.date}
        )
    if order.effective_from < signed:
        yield Problem(
            code=ProblemCode.ORDER_EFFECTIVE_BEFORE_SIGNED, params={"day": order.effective_from, "signed": signed}
        )


def _scope_faults(order: Order, known: CampaignOnDay) -> Iterator[Problem]:
    campaign, scope = known.campaign, order.scope
    levels = {level.id: level.name for level in campaign.levels}
    groups = {unit.group: unit.group for unit in known.units if unit.group}
    tasks = {task.id: task.name for task in campaign.tasks}
    for value in _strangers(scope.levels, levels):
        yield Problem(code=ProblemCode.ORDER_LEVEL_UNKNOWN, params=_choice(order, value, levels))
    for value in _strangers(scope.groups, groups):
        yield Problem(code=ProblemCode.ORDER_GROUP_UNKNOWN, params=_choice(order, value, groups))
    for value in _strangers(scope.tasks, tasks):
        yield Problem(code=ProblemCode.ORDER_TASK_UNKNOWN, params=_choice(order, value, tasks))
    contents = {content.id: content.name for content in campaign.contents}
    for value in _strangers(order.contents, contents):
        yield Problem(code=ProblemCode.ORDER_CONTENT_UNKNOWN, params=_choice(order, value, contents))
    kinds = {unit.kind: unit.kind for unit in known.units if unit.kind}
    for value in _strangers(scope.kinds, kinds):
        yield Problem(code=ProblemCode.ORDER_UNIT_KIND_UNKNOWN, params=_choice(order, value, kinds))
    holding = {unit.code for unit, level in known.bound if level.conference is not None}
    for value in _strangers(scope.units, holding):
        yield Problem(code=ProblemCode.ORDER_UNIT_UNKNOWN, params={"point": order.point, "value": value})


def _strangers(named: Iterable[str], known: Iterable[str]) -> list[str]:
    return [value for value in named if value not in set(known)]


def _choice(order: Order, value: str, allowed: Mapping[str, str]) -> dict[str, object]:
    return {"point": order.point, "value": value, "allowed": list(allowed.values())}


def _part_faults(order: Order) -> Iterator[Problem]:
    """Yield parts that are missing, and parts that an order of this kind would ignore."""
    for part in _ALL_PARTS:
        if getattr(order, part) not in (None, "", ()) and part not in PARTS[order.kind]:
            params = {"point": order.point, "part": part, "kind": order.kind.value}
            yield Problem(code=ProblemCode.ORDER_PART_NOT_FOR_KIND, params=params)
    if order.kind is OrderKind.MOVE and order.window is None:
        yield Problem(code=ProblemCode.ORDER_WINDOW_MISSING, params={"point": order.point})
    if order.kind is OrderKind.CHANGE_FORM and order.mode is None:
        yield Problem(code=ProblemCode.ORDER_MODE_MISSING, params={"point": order.point})
    if order.kind in (OrderKind.LOWER_CAP, OrderKind.CHANGE_CAP) and (order.at_most or 0) < 1:
        yield Problem(code=ProblemCode.ORDER_CAP_MISSING, params={"point": order.point})
    if order.kind is OrderKind.CHANGE_NAMES and not order.names:
        yield Problem(code=ProblemCode.ORDER_NAMES_MISSING, params={"point": order.point})
    if order.kind is OrderKind.CHANGE_CONTENTS and not order.contents:
        yield Problem(code=ProblemCode.ORDER_CONTENTS_MISSING, params={"point": order.point})
    if order.until and order.until_event:
        yield Problem(code=ProblemCode.ORDER_UNTIL_TWICE, params={"point": order.point})


def _window_faults(order: Order) -> Iterator[Problem]:
    window, day = order.window, order.effective_from
    if window and window.start and window.end and window.end < window.start:
        params = {"point": order.point, "start": window.start, "end": window.end}
        yield Problem(code=ProblemCode.ORDER_WINDOW_BACKWARDS, params=params)
    elif window and window.end and window.end < day:
        yield Problem(
            code=ProblemCode.ORDER_WINDOW_PASSED, params={"point": order.point, "end": window.end, "day": day}
        )
    if order.until and order.until < day:
        yield Problem(
            code=ProblemCode.ORDER_UNTIL_PASSED, params={"point": order.point, "until": order.until, "day": day}
        )


def _size_faults(order: Order, known: CampaignOnDay) -> Iterator[Problem]:
    """Yield faults of what only conferences have; a cap that is lowered goes at most to the plan's."""
    if order.kind not in _OF_CONFERENCES:
        return
    levels = {level.id: level for _, level in concerned(order, known)}.values()
    for level in levels:
        if level.conference is None:
            yield Problem(code=ProblemCode.ORDER_SEPARATE_PLAN, params={"point": order.point, "level": level.name})
    highest = max((cap for level in levels for cap in _caps(level)), default=None)
    if (
        order.kind is OrderKind.LOWER_CAP
        and order.at_most is not None
        and highest is not None
        and order.at_most > highest
    ):
        params = {"point": order.point, "cap": order.at_most, "highest": highest}
        yield Problem(code=ProblemCode.ORDER_CAP_NOT_LOWER, params=params)


def _caps(level: Level) -> Iterator[int]:
    """Return the caps that the plan states for units of the level."""
    branches = level.conference.size.branches if level.conference else ()
    return (branch.at_most for branch in branches if branch.at_most is not None)

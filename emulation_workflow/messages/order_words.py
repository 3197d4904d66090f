"""What orders change of a unit's conference and obligations, in words for screens, letters and commands."""

from collections.abc import Iterator, Mapping
from functools import partial

from emulation_workflow.domain.campaign import AttendanceMode, Campaign, Level
from emulation_workflow.domain.obligations.obligation import Derived, DueSource
from emulation_workflow.domain.orders.in_force import Terms
from emulation_workflow.domain.orders.order import Order, OrderKind, Scope, ScopePart
from emulation_workflow.messages.capitals import capitalised
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.forms.order_fields import ORDER_KINDS
from emulation_workflow.messages.labels import ATTENDANCE
from emulation_workflow.messages.names import filled
from emulation_workflow.messages.obligations import NOT_STATED

BY_PLAN = "theo kế hoạch"
CALLED_OFF = "không tổ chức"
NOT_OWED = "không phải thực hiện"
SUSPENDED = "tạm dừng đến khi có văn bản mới"
SUSPENDED_UNTIL_EVENT = "tạm dừng đến khi {event}"
SUSPENDED_UNTIL = "tạm dừng đến hết ngày {day}"
NO_NEW_TIME = "chưa có thời gian mới sau khi tạm dừng"
ON_DAY = "ngày {day}"
AT_MOST = "không quá {cap} đại biểu"
DUE = "chậm nhất ngày {day}"
BY_ORDER = "{when} (theo văn bản số {order}; ban đầu: {planned})"
STOPPED = "tạm dừng"

TIME, FORM, CAP = "Thời gian tổ chức", "Hình thức tổ chức (toàn thể/đại biểu)", "Số đại biểu tối đa"
NAMES, CONTENTS = "Tên hội nghị", "Nội dung hội nghị"
PILOT, REPORTS, UPPER = "Làm điểm", "Nơi nhận báo cáo", "Cử đại biểu dự hội nghị"
NO_PILOT, A_PILOT = "không làm điểm", "làm điểm"
GATED_PILOT = "làm điểm, kế hoạch phải {opinion_passed} trước khi thực hiện"
TO_PARENT = "đơn vị cấp trên"

PARTS: Mapping[ScopePart, str] = {ScopePart.PILOTS: "đơn vị làm điểm", ScopePart.OTHERS: "đơn vị không làm điểm"}

EVERYBODY = "mọi hội nghị trong kế hoạch"
NARROWED = "trong đó chỉ: {kinds}"
ONLY = "chỉ đối với: {tasks}"

Change = tuple[str, str, str]
"""(what changes, how it was, how it is)"""


def changes(campaign: Campaign, old: Terms, new: Terms) -> Iterator[Change]:
    """Yield what differs between two terms of one unit's conference."""
    agenda, piloting = partial(contents, campaign), partial(pilot, campaign)
    parts = ((TIME, when), (FORM, form), (CAP, cap), (NAMES, names), (CONTENTS, agenda), (PILOT, piloting))
    for name, in_words in parts:
        if in_words(old) != in_words(new):
            yield name, in_words(old), in_words(new)
    for name, of_level in ((REPORTS, reports_to), (UPPER, upper)):
        was, now = (of_level(campaign, terms.level) if terms.level else "" for terms in (old, new))
        if was != now:
            yield name, was, now


def when(terms: Terms) -> str:
    """Return the window to keep, or that it is stopped or called off."""
    if terms.orders.cancellation:
        return CALLED_OFF
    if suspension := terms.orders.suspension:
        return suspended(suspension)
    if terms.source is DueSource.OPINION and terms.window and terms.window.start:
        return ON_DAY.format(day=day_words(terms.window.start))
    if terms.outlasting is not None:
        return NO_NEW_TIME
    return terms.window.words if terms.window else NOT_STATED


def when_and_by_whom(terms: Terms) -> str:
    """Return the window with the order behind it and the plan's own: "tháng 6/2020 (theo văn bản số …; …)"."""
    order = terms.orders.suspension or terms.orders.cancellation or terms.outlasting or terms.orders.window
    if order is None or not terms.is_by_order:
        return when(terms)
    planned = terms.plan.words if terms.plan else NOT_STATED
    return BY_ORDER.format(when=when(terms), order=order.number, planned=planned)


def suspended(order: Order) -> str:
    """Return for how long an order stops something."""
    if order.until_event:
        return SUSPENDED_UNTIL_EVENT.format(event=order.until_event)
    return SUSPENDED_UNTIL.format(day=day_words(order.until)) if order.until else SUSPENDED


def form(terms: Terms) -> str:
    return _form(terms.mode)


def names(terms: Terms) -> str:
    return " hoặc ".join(terms.names) or BY_PLAN


def contents(campaign: Campaign, terms: Terms) -> str:
    """Return the contents that stay on the agenda, as the plan calls them."""
    kept = terms.contents
    return BY_PLAN if kept is None else "; ".join(item.name for item in campaign.contents if item.id in kept)


def cap(terms: Terms) -> str:
    return AT_MOST.format(cap=terms.cap) if terms.cap is not None else BY_PLAN


def pilot(campaign: Campaign, terms: Terms) -> str:
    """Return whether the unit is a pilot, and whether its plan has to pass the gate."""
    if not terms.is_pilot:
        return NO_PILOT
    return filled(GATED_PILOT, campaign) if terms.is_gated else A_PILOT


def reports_to(campaign: Campaign, level: Level) -> str:
    """Return where units of the level report."""
    return TO_PARENT if level.reports_to == "parent" else campaign.board_name


def upper(campaign: Campaign, level: Level) -> str:
    """Return whose conference the level's delegates go to."""
    return campaign.level(level.upper).name if level.upper else NOT_STATED


def _of_levels(campaign: Campaign, order: Order) -> str:
    """Return where units of levels report and send delegates from then on."""
    to = TO_PARENT if order.reports_to == "parent" else campaign.board_name
    said = [f"{REPORTS.lower()}: {to}"] if order.reports_to else []
    said += [f"{UPPER.lower()}: {level.name}" for level in campaign.levels if level.id == order.upper]
    return "; ".join(said)


def _form(mode: AttendanceMode | None) -> str:
    return ATTENDANCE[mode] if mode else BY_PLAN


def due(derived: Derived) -> str:
    """Return the day by which something is owed."""
    if derived.is_cancelled:
        return NOT_OWED
    if derived.is_suspended:
        return STOPPED
    return DUE.format(day=day_words(derived.due)) if derived.due else NOT_STATED


def content(campaign: Campaign, order: Order) -> str:
    """Return what one point of a document orders: "Điều chỉnh thời gian: tháng 6/2020"."""
    if order.kind is OrderKind.SUSPEND:
        return capitalised(suspended(order))
    says = {
        OrderKind.MOVE: order.window.words if order.window else NOT_STATED,
        OrderKind.CHANGE_FORM: _form(order.mode),
        OrderKind.LOWER_CAP: AT_MOST.format(cap=order.at_most),
        OrderKind.CHANGE_CAP: AT_MOST.format(cap=order.at_most),
        OrderKind.CHANGE_NAMES: " hoặc ".join(order.names),
        OrderKind.CHANGE_CONTENTS: "; ".join(order.contents),
        OrderKind.CHANGE_LEVELS: _of_levels(campaign, order),
    }
    name = ORDER_KINDS[order.kind]
    return f"{name}: {says[order.kind]}" if order.kind in says else name


def point(campaign: Campaign, order: Order) -> str:
    """Return one point with whom it concerns: "Tạm dừng đến khi có văn bản mới – cấp xã"."""
    return f"{content(campaign, order)} – {whom(campaign, order.scope)}"


def whom(campaign: Campaign, scope: Scope, names: Mapping[str, str] | None = None) -> str:
    """Return whom a scope names; units by their `names`, where known."""
    levels = [level.name for level in campaign.levels if level.id in scope.levels]
    units = [(names or {}).get(code, code) for code in scope.units]
    meant = "; ".join([*levels, *scope.groups, *units]) or EVERYBODY
    narrowed = [*scope.kinds, *([PARTS[scope.part]] if scope.part else [])]
    meant = f"{meant}, {NARROWED.format(kinds='; '.join(narrowed))}" if narrowed else meant
    tasks = [task.name for task in campaign.tasks if task.id in scope.tasks]
    return f"{meant} ({ONLY.format(tasks='; '.join(tasks))})" if tasks else meant

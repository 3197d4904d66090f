"""What units owe, in words for staff: its state, by when, and who set the day."""

from collections.abc import Mapping

from emulation_workflow.domain.campaign import Campaign, DueKind, OffsetBase, Task
from emulation_workflow.domain.obligations.obligation import Derived, DueSource, Obligation, ObligationState
from emulation_workflow.messages.days import day_words, opinion_words
from emulation_workflow.messages.names import names_of

STATES: Mapping[ObligationState, str] = {
    ObligationState.PENDING: "Đang thực hiện",
    ObligationState.DONE: "Đã xong",
    ObligationState.OVERDUE: "Quá hạn",
    ObligationState.SUSPENDED: "Tạm dừng",
    ObligationState.CANCELLED: "Đã hủy",
    ObligationState.ENDED: "Không còn phải thực hiện",
}

NOT_STATED = "kế hoạch không nêu"
AFTER_SUSPENSION = "chưa có thời gian mới sau khi tạm dừng theo văn bản số {order}{once}"
WITH_REPORT = "hội nghị đã tổ chức; gửi cùng báo cáo kết quả"

SOURCES: Mapping[DueSource, str] = {
    DueSource.PLAN: "theo kế hoạch: {words}",
    DueSource.BOARD: "mốc do {board} đặt: {words}",
    DueSource.OPINION: "theo {words}",
    DueSource.ORDER: "theo văn bản số {order}: {words}",
}
"""Who set the due day; NOT_STATED has no words here, for there is no day."""

FROM: Mapping[DueKind, str] = {
    DueKind.BEFORE_CONFERENCE: "để kịp tổ chức {source}",
    DueKind.BEFORE_GENERAL_WINDOW: "để kịp trước khi các đơn vị khác tổ chức {source}",
}
"""How a due day follows from a window that it is not in; that day itself is nobody's word."""


COUNTED = "{words}, tính theo ngày cuối của thời gian tổ chức"
"""Of days that the plan counts from a conference whose day is not known yet."""
COUNTED_BACK = "{words}, tính theo ngày đầu của thời gian {time}"
COUNTED_ON = "{words}, tính theo ngày cuối của thời gian {time}"
"""Of days that the plan counts from a milestone of which it names no day, but a time of several."""


def due_words(derived: Derived, task: Task | None, campaign: Campaign) -> str:
    """Return the due day, its source and, where they differ, the plan's own day: "31/7/2020 (theo văn bản …)".

    `task` is the obligation's; None where the campaign has dropped it since.
    """
    due = task.due if task else DueKind.NOT_STATED
    if derived.is_suspended or derived.is_cancelled:
        act = "tạm dừng" if derived.is_suspended else "hủy"
        return f"{act} theo văn bản số {derived.order}{_once(derived, due)}"
    if derived.source is DueSource.OVERTAKEN:
        return WITH_REPORT
    if derived.due is None:
        if derived.source is DueSource.ORDER and not derived.source_words:
            return AFTER_SUSPENSION.format(order=derived.order, once=_once(derived, due))
        return derived.source_words or NOT_STATED
    if derived.source is DueSource.NOT_STATED:
        return day_words(derived.due)  # It was due then, and is nobody's day any more since.
    words = derived.source_words
    if derived.source in (DueSource.PLAN, DueSource.ORDER):
        words = _with_count(words, derived, task, campaign)
    if derived.source is DueSource.OPINION:
        words = _opinion(derived, campaign)
    source = SOURCES[derived.source].format(words=words, order=derived.order, **names_of(campaign))
    if derived.source in (DueSource.PLAN, DueSource.ORDER) and due in FROM:
        source = FROM[due].format(source=source)
    return f"{day_words(derived.due)} ({source}{_once(derived, due) if derived.due != derived.plan_due else ''})"


FIXED_DAY = "ngày {day} ({source})"


def _opinion(derived: Derived, campaign: Campaign) -> str:
    """Return what fixed the day, in the plan's word for it."""
    return f"{names_of(campaign)['opinion_noun']} {opinion_words(derived.source_words)}"


def window_words(derived: Derived, campaign: Campaign) -> str:
    """Return the time that a conference is to be held in: the plan's, an order's, or the day that an opinion fixed."""
    if derived.source is DueSource.OPINION and derived.due is not None:
        source = SOURCES[DueSource.OPINION].format(words=_opinion(derived, campaign))
        return FIXED_DAY.format(day=day_words(derived.due), source=source)
    if derived.source is DueSource.ORDER and derived.due is None and not derived.source_words:
        return AFTER_SUSPENSION.format(order=derived.order, once="")
    return derived.source_words or NOT_STATED


LIMIT = "chậm nhất ngày {due}"
DERIVED = "chậm nhất ngày {day} (hạn do {board} xác định {words})"
"""Of a day that the plan does not name, but that follows from what it says."""


def limit_words(derived: Derived, task: Task | None, campaign: Campaign) -> str:
    """Return the due day as letters give it: as a limit, with the plan's own words; a day that was derived says so."""
    due = due_words(derived, task, campaign)
    if derived.due is None or not due.startswith(day_words(derived.due)):
        return due
    if derived.source is DueSource.PLAN and task is not None and task.due in FROM:
        source = SOURCES[derived.source].format(words=derived.source_words)
        words = FROM[task.due].format(source=source)
        return DERIVED.format(day=day_words(derived.due), words=words, **names_of(campaign))
    return LIMIT.format(due=due)


def _with_count(words: str, derived: Derived, task: Task | None, campaign: Campaign) -> str:
    """Return the words with the day from which the due day is counted, where the plan names no such day."""
    offset = task.offset if task else None
    if offset is not None and offset.base is OffsetBase.CONFERENCE and derived.plan_due is None:
        return COUNTED.format(words=words)
    milestones = (milestone for milestone in campaign.milestones if offset and milestone.id == offset.ref)
    window = next((milestone.window for milestone in milestones), None)
    if offset is None or window is None or window.start is None or window.start == window.end:
        return words
    return (COUNTED_BACK if offset.days < 0 else COUNTED_ON).format(words=words, time=window.words)


def _once(derived: Derived, due: DueKind) -> str:
    if derived.plan_due:
        return f"; ban đầu {day_words(derived.plan_due)}"
    return "" if due is DueKind.RELATIVE else f"; {NOT_STATED}"  # The plan states how many days, if not which.


def standing_words(obligation: Obligation) -> str:
    """Return the state, with the day it was settled: "Đã xong 20/3/2020, đúng hạn theo văn bản số 5"."""
    words, derived = STATES[obligation.state], obligation.derived
    if obligation.done_on is None:
        return words
    words = f"{words} {day_words(obligation.done_on)}"
    if obligation.is_late:
        return f"{words}, muộn"
    return f"{words}, đúng hạn theo văn bản số {derived.order}" if _only_by_order(obligation) else words


def _only_by_order(obligation: Obligation) -> bool:
    """Return whether it was in time by an order's day, and late by the plan's own."""
    planned, done = obligation.derived.plan_due, obligation.done_on
    return obligation.derived.source is DueSource.ORDER and bool(planned and done and done > planned)


LISTED = "{standing}; hạn: {due}"
LISTED_WAITING = "{standing}; chờ {waiting_on}; hạn: {due}"

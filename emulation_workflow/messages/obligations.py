"""What units owe, in words for staff: its state, by when, and who set the day."""

from collections.abc import Mapping

from emulation_workflow.domain.campaign import DueKind
from emulation_workflow.domain.obligations.obligation import Derived, DueSource, Obligation, ObligationState
from emulation_workflow.messages.days import day_words

STATES: Mapping[ObligationState, str] = {
    ObligationState.PENDING: "Đang thực hiện",
    ObligationState.DONE: "Đã xong",
    ObligationState.OVERDUE: "Quá hạn",
    ObligationState.SUSPENDED: "Tạm dừng",
    ObligationState.CANCELLED: "Đã hủy",
    ObligationState.ENDED: "Không còn phải thực hiện",
}

NOT_STATED = "kế hoạch không nêu"
WITH_REPORT = "hội nghị đã tổ chức; gửi cùng báo cáo kết quả"

SOURCES: Mapping[DueSource, str] = {
    DueSource.PLAN: "theo kế hoạch: {words}",
    DueSource.BOARD: "mốc do Ban đặt: {words}",
    DueSource.OPINION: "theo ý kiến tại văn bản {words}",
    DueSource.ORDER: "theo văn bản số {order}: {words}",
}
"""Who set the due day; NOT_STATED has no words here, for there is no day."""

FROM: Mapping[DueKind, str] = {
    DueKind.BEFORE_CONFERENCE: "trước hội nghị, {words}",
    DueKind.BEFORE_GENERAL_WINDOW: "trước khi các đơn vị khác tổ chức, {words}",
}
"""How a due day follows from a window that it is not in."""


def due_words(derived: Derived, due: DueKind) -> str:
    """Return the due day, its source and, where they differ, the plan's own day: "31/7/2020 (theo văn bản …)".

    `due` is the kind of due day of the obligation's task.
    """
    if derived.is_suspended or derived.is_cancelled:
        act = "tạm dừng" if derived.is_suspended else "hủy"
        return f"{act} theo văn bản số {derived.order}{_once(derived, due)}"
    if derived.source is DueSource.OVERTAKEN:
        return WITH_REPORT
    if derived.due is None:
        return derived.source_words or NOT_STATED
    if derived.source is DueSource.NOT_STATED:
        return day_words(derived.due)  # It was due then, and is nobody's day any more since.
    words = derived.source_words
    if derived.source in (DueSource.PLAN, DueSource.ORDER):
        words = FROM.get(due, "{words}").format(words=words)
    source = SOURCES[derived.source].format(words=words, order=derived.order)
    return f"{day_words(derived.due)} ({source}{_once(derived, due) if derived.due != derived.plan_due else ''})"


def _once(derived: Derived, due: DueKind) -> str:
    if derived.plan_due:
        return f"; kế hoạch nêu {day_words(derived.plan_due)}"
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

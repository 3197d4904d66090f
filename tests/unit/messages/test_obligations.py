"""How a due day and a state are said: whose day it is, and what the plan itself says."""

from datetime import date, datetime
from typing import Any

import pytest

from emulation_workflow.domain.campaign import Audience, DueKind, Offset, OffsetBase, Task
from emulation_workflow.domain.obligations.obligation import Derived, DueSource, Obligation, ObligationState
from emulation_workflow.messages.obligations import STATES, due_words, standing_words, window_words
from tests.support.builders import campaign

MARCH = date(2020, 3, 31)
PLAN = {"due": MARCH, "plan_due": MARCH, "source": DueSource.PLAN, "source_words": "tháng 3/2020"}
MOVED = {**PLAN, "due": date(2020, 7, 31), "source": DueSource.ORDER, "source_words": "tháng 7/2020", "order": "5/UBND"}


def derived(**given: Any) -> Derived:
    return Derived(unit="X1", task="conference", level="commune", rule="T049", **given)


@pytest.mark.parametrize(
    ("given", "due", "words"),
    [
        (PLAN, DueKind.CONFERENCE, "31/3/2020 (theo kế hoạch: tháng 3/2020)"),
        (PLAN, DueKind.BEFORE_CONFERENCE, "31/3/2020 (để kịp tổ chức theo kế hoạch: tháng 3/2020)"),
        (MOVED, DueKind.CONFERENCE, "31/7/2020 (theo văn bản số 5/UBND: tháng 7/2020; ban đầu 31/3/2020)"),
        (
            {"due": MARCH, "source": DueSource.BOARD, "source_words": "03/BTĐKT"},
            DueKind.NOT_STATED,
            "31/3/2020 (mốc do Ban đặt: 03/BTĐKT; kế hoạch không nêu)",
        ),
        (
            {"due": MARCH, "source": DueSource.PLAN, "source_words": "trước hội nghị 15 ngày"},
            DueKind.RELATIVE,
            "31/3/2020 (theo kế hoạch: trước hội nghị 15 ngày, tính theo ngày cuối của thời gian tổ chức)",
        ),
        (
            {"due": MARCH, "plan_due": MARCH, "source": DueSource.PLAN, "source_words": "sau hội nghị 15 ngày"},
            DueKind.RELATIVE,
            "31/3/2020 (theo kế hoạch: sau hội nghị 15 ngày)",
        ),
        (
            {"due": MARCH, "source": DueSource.BOARD, "source_words": "03/BTĐKT"},
            DueKind.RELATIVE,
            "31/3/2020 (mốc do Ban đặt: 03/BTĐKT)",
        ),
        ({}, DueKind.NOT_STATED, "kế hoạch không nêu"),
        ({"source_words": "đề xuất tháng 4/2020"}, DueKind.CONFERENCE, "đề xuất tháng 4/2020"),
        (
            {**PLAN, "is_suspended": True, "order": "6/UBND"},
            DueKind.CONFERENCE,
            "tạm dừng theo văn bản số 6/UBND; ban đầu 31/3/2020",
        ),
    ],
)
def test_a_due_day_says_whose_it_is(given: dict[str, Any], due: DueKind, words: str) -> None:
    """A12, A22: the Board's days and an order's are never passed off as the plan's."""
    offset = Offset(days=15, base=OffsetBase.CONFERENCE, words="15 ngày") if due is DueKind.RELATIVE else None
    owed = Task(id="x", name="Việc", audience=Audience.CONFERENCE_UNITS, due=due, evidence="", offset=offset)
    assert due_words(derived(**given), owed, campaign()) == words


@pytest.mark.parametrize(
    ("given", "done_on", "words"),
    [
        (PLAN, date(2020, 3, 20), "Đã xong 20/3/2020"),
        (PLAN, date(2020, 4, 1), "Đã xong 01/4/2020, muộn"),
        (MOVED, date(2020, 7, 2), "Đã xong 02/7/2020, đúng hạn theo văn bản số 5/UBND"),
        (MOVED, date(2020, 3, 2), "Đã xong 02/3/2020"),
    ],
)
def test_what_is_done_says_whether_in_time_and_by_which_document(
    given: dict[str, Any], done_on: date, words: str
) -> None:
    """In time by an order's day is in time, and says so."""
    done = Obligation(
        derived=derived(**given),
        state=ObligationState.DONE,
        waiting_on="",
        waiting_since=datetime(2020, 1, 1).astimezone(),
        done_on=done_on,
    )
    assert standing_words(done) == words


def test_every_state_has_its_words() -> None:
    """None is shown by its machine name."""
    assert set(STATES) == set(ObligationState)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (PLAN, "tháng 3/2020"),
        (MOVED, "tháng 7/2020"),
        (
            {"due": MARCH, "source": DueSource.OPINION, "source_words": "25/02/2020"},
            "ngày 31/3/2020 (theo ý kiến ngày 25/02/2020)",
        ),
        (
            {"source": DueSource.ORDER, "order": "6/UBND"},
            "chưa có thời gian mới sau khi tạm dừng theo văn bản số 6/UBND",
        ),
        ({}, "kế hoạch không nêu"),
    ],
)
def test_the_time_of_a_conference_is_a_time(given: dict[str, Any], words: str) -> None:
    """Of a day that an opinion fixed it is that day, not the day of the opinion."""
    assert window_words(derived(**given), campaign()) == words

"""Who goes to a conference, as staff see it."""

from dataclasses import fields
from datetime import date

from emulation_workflow.domain.delegates.counting import Counts
from emulation_workflow.domain.delegates.delegate_lists import ListKind
from emulation_workflow.office.delegates.attendance import Attendance
from emulation_workflow.screens.delegates import attendance_lines
from tests.support.builders import DISTRICT


def test_every_count_is_shown() -> None:
    """One that is not was counted for nobody."""
    numbers = {column.name: 101 + place for place, column in enumerate(fields(Counts)) if column.name != "by_category"}
    attendance = Attendance(
        upper=DISTRICT,
        on=date(2020, 3, 20),
        source=ListKind.ATTENDING,
        counts=Counts(**numbers, by_category={"exemplar": 999}),
        quotas=(),
        without_list=(),
    )
    shown = "\n".join(attendance_lines(attendance, {"exemplar": "Gương tiêu biểu"}))
    assert [name for name, number in {**numbers, "exemplar": 999}.items() if str(number) not in shown] == []

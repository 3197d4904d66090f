"""What waits at this moment, for the start page: cases and for whom, what is late, letters that stay, the list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from emulation_workflow.domain.board_list import BoardItem
from emulation_workflow.domain.mail import DeliveryState
from emulation_workflow.domain.schedule.standing import DueTotals
from emulation_workflow.office.approval.chain import cases, has_to_pass
from emulation_workflow.office.approval.sheets import holder_of_case
from emulation_workflow.office.board_items import board_items
from emulation_workflow.office.letters.letter_queries import count_unsent
from emulation_workflow.office.office import Office
from emulation_workflow.office.register_queries import bound_unit
from emulation_workflow.office.reminders.digest import soon_after


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingCase:
    """A case that waits: the unit's code and name, at which stage, for whom, since when (aware), and in which run."""

    code: str
    unit: str
    stage: str
    holder: str
    since: datetime
    run_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressing:
    """What waits on the day `on`: how much is overdue, and soon due, by `soon_until`.

    `letters`: how many are in each state in which they do not leave by themselves, or not yet.
    """

    on: date
    soon_until: date
    cases: tuple[WaitingCase, ...]
    due: DueTotals
    letters: Mapping[DeliveryState, int]
    items: tuple[BoardItem, ...]


def pressing(office: Office) -> Pressing:
    """Return what waits as the record has it now."""
    today = office.clock.now().date()
    soon_until = soon_after(office, today)
    return Pressing(
        on=today,
        soon_until=soon_until,
        cases=tuple(
            WaitingCase(
                code=unit.code,
                unit=unit.name,
                stage=office.stage_name(case),
                holder=holder_of_case(office, case, unit),
                since=case.since,
                run_id=case.run_id,
            )
            for case in sorted(cases(office), key=lambda case: case.since)
            if not case.is_settled and has_to_pass(office, case.unit)
            for unit in [bound_unit(office, case.unit, today)]
        ),
        due=office.read(lambda record: record.standings.totals(today, soon=soon_until)),
        letters=count_unsent(office),
        items=tuple(board_items(office)),
    )

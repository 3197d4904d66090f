"""Difficulties of the year that is played: the Board answers, takes up, or has yet to."""

from datetime import date, datetime, timedelta
from pathlib import Path

from emulation_workflow.demo.year_reports import WAITS, answer_difficulties
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.difficulties import DifficultyStage, DifficultyStep
from emulation_workflow.office.difficulties.handling import raise_difficulty
from tests.support.kon_tum import kon_tum_office
from tests.support.offices import ZONE, FakeClock, chain_faults


def test_most_are_answered_some_by_the_committee_and_one_waits(tmp_path: Path) -> None:
    """Whatever the days on which it is asked, each step is taken once, in its turn."""
    clock = FakeClock(datetime(2020, 3, 2, 8, tzinfo=ZONE))
    office = kon_tum_office(tmp_path, clock)
    for number in range(WAITS):
        raise_difficulty(
            office, unit="610", words=f"Việc {number}", raised_on=date(2020, 3, 2), by="B1", channel=Channel.COMMAND
        )
    taken = 0
    for days in (0, 3, 10, 10, 11, 30, 31):
        clock.moment = datetime(2020, 3, 2, 8, tzinfo=ZONE) + timedelta(days=days)
        taken += answer_difficulties(office, clock.moment.date())
    with office.store.look() as record:
        raised = record.difficulties.all()
    assert taken == sum(len(difficulty.steps) for difficulty in raised) == 8
    shown = [(difficulty.stage_on(date(2020, 4, 2)), [step.step for step in difficulty.steps]) for difficulty in raised]
    answered = (DifficultyStage.CLOSED, [DifficultyStep.ANSWERED])
    settled = (DifficultyStage.CLOSED, [DifficultyStep.TAKEN_UP, DifficultyStep.SETTLED])
    waiting: tuple[DifficultyStage, list[DifficultyStep]] = (DifficultyStage.WITH_BOARD, [])
    assert shown == [answered, answered, settled, answered, answered, settled, waiting]
    assert chain_faults(office) == []

"""The register of difficulties, in each database that the record may be kept in."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.difficulties import Difficulty, DifficultyStep, StepTaken
from emulation_workflow.office.difficulties.handling import raise_difficulty, record_step, step_entry, step_taken
from emulation_workflow.office.office import Office
from tests.support.builders import DISTRICT
from tests.support.offices import CLERK, NOON, chain_faults, open_office
from tests.support.samples.clerk_codes import mailed_code
from tests.support.servers.databases import open_store

MORNING = datetime(2020, 3, 2, 8, 15, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))

HALL = Difficulty(
    unit="H1",
    words="Hội trường đang sửa chữa",
    raised_on=date(2020, 3, 1),
    recorded_at=MORNING,
    recorded_by="Trần Thị Bình",
    source="Công văn số 12/UBND",
)
ANSWER = StepTaken(
    step=DifficultyStep.ANSWERED,
    done_on=date(2020, 3, 2),
    recorded_at=MORNING,
    recorded_by="Trần Thị Bình",
    document="7/BTĐKT",
    words="Dùng hội trường khác",
)


def test_a_difficulty_comes_back_with_its_steps_in_order(store: SqlStore) -> None:
    """Every field of it, numbered by the record; found by number, by unit and by its words."""
    with store.act() as record:
        number = record.difficulties.add(HALL)
        other = record.difficulties.add(replace(HALL, unit="H2"))
        again = replace(ANSWER, step=DifficultyStep.REOPENED, document="")
        assert [record.difficulties.add_step(number, step) for step in (ANSWER, again)] == [1, 2]

    kept = replace(HALL, number=number, steps=(ANSWER, again))
    with store.look() as record:
        assert record.difficulties.get(number) == kept
        assert list(record.difficulties.all()) == [kept, replace(HALL, unit="H2", number=other)]
        assert list(record.difficulties.all("H1")) == [kept]
        assert record.difficulties.same_as(replace(HALL, words=" hội trường  ĐANG sửa chữa ")) == kept
        assert record.difficulties.same_as(replace(HALL, words="Việc khác")) is None
        assert record.difficulties.get(99) is None


def at_once(act: Callable[[Office], None], offices: Sequence[Office]) -> None:
    threads = [threading.Thread(target=act, args=(office,)) for office in offices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_at_once_is_once(record_url: str) -> None:
    """Two people enter the same difficulty, and its answer, at the same moment: one of each, one letter, one row."""
    offices = [open_office(open_store(record_url)) for _ in range(4)]
    day = NOON.date()

    def enter(office: Office) -> None:
        raise_difficulty(office, unit=DISTRICT.code, words=HALL.words, raised_on=day, by="B1", channel=Channel.RUN_FORM)

    at_once(enter, offices)
    taken = step_taken(offices[0], DifficultyStep.ANSWERED, done_on=day, by=CLERK.number, document="7/BTĐKT")
    entry = step_entry(offices[0], 1, taken)
    assert entry is not None
    code = mailed_code(offices[0], entry)

    def answer(office: Office) -> None:
        record_step(office, 1, taken, code=code, channel=Channel.RUN_FORM)

    at_once(answer, offices)
    with offices[0].store.look() as record:
        (difficulty,) = record.difficulties.all()
        assert (
            len(difficulty.steps),
            len(record.letters.statuses(unit=DISTRICT.code)),
            len(record.ledger.entries(unit=DISTRICT.code)),
        ) == (
            1,
            1,
            2,
        )
    assert chain_faults(offices[0]) == []

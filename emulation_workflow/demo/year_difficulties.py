"""What becomes of difficulties raised in the year: most are answered, some by the Committee, a few wait."""

from datetime import date

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.difficulties import Difficulty, DifficultyStep
from emulation_workflow.office.difficulties.handling import record_step
from emulation_workflow.office.office import Office

ANSWERED_AFTER, SETTLED_AFTER = 5, 15
"""Working days after it was raised on which the Board answers it or takes it up, and the Committee answers."""
TO_COMMITTEE, WAITS = 3, 7
"""One in so many goes to the Committee, and one in so many is still with the Board when the year ends."""


def answer_difficulties(office: Office, day: date) -> int:
    """Answer or take up every difficulty whose day has come; return how many."""
    with office.store.look() as record:
        raised = record.difficulties.all()
    return sum(_takes_its_step(office, difficulty, day) for difficulty in raised if difficulty.number % WAITS)


def _takes_its_step(office: Office, difficulty: Difficulty, day: date) -> bool:
    goes_up = not difficulty.number % TO_COMMITTEE
    steps = [DifficultyStep.TAKEN_UP, DifficultyStep.SETTLED] if goes_up else [DifficultyStep.ANSWERED]
    after = [ANSWERED_AFTER, SETTLED_AFTER]
    due = [office.calendar.add_working_days(difficulty.raised_on, days) for days in after]
    if len(difficulty.steps) == len(steps) or day < due[len(difficulty.steps)]:
        return False
    step = steps[len(difficulty.steps)]
    document = f"{day:%j}/{'UBND-NC' if step is DifficultyStep.SETTLED else 'BTĐKT-NV'}"
    record_step(
        office, difficulty.number, step, done_on=day, by="year", channel=Channel.COMMAND, document=document, words=WORDS
    )
    return True


WORDS = "Đề nghị đơn vị thực hiện trong nguồn lực hiện có; Ban phối hợp, hướng dẫn."

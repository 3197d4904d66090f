"""Units' difficulties (III, last paragraph) are answered, or taken to the People's Committee."""

from datetime import date

from prefect.artifacts import acreate_table_artifact
from prefect.client.schemas.objects import State
from pydantic import BaseModel

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.difficulties import StepTaken
from emulation_workflow.domain.errors import Problem, ProblemCode
from emulation_workflow.messages.difficulties import step_names
from emulation_workflow.messages.screens import difficulties as words
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.difficulties import handling
from emulation_workflow.office.difficulties.difficulty_queries import difficulties_on, units_of
from emulation_workflow.office.difficulties.handling import DifficultyRecorded
from emulation_workflow.office.difficulties.letters import holder_and_age
from emulation_workflow.office.letters.letter_context import day
from emulation_workflow.screens import difficulties as screen
from flows.running import (
    IfChosen,
    choice_field,
    choices,
    chosen_of,
    context,
    day_in,
    done,
    number_in,
    office_flow,
    office_step,
    person_field,
    send_letters,
    text_field,
    titled,
)
from flows.running.own_code import code_for_entry, forget_code


def open_difficulties() -> list[str]:
    """Return those that somebody has yet to answer, as the form offers them."""
    kept = difficulties_on(context.office(), date.max)
    units = units_of(context.office(), kept)
    named = [(screen.choice(difficulty, units[difficulty.number]), units[difficulty.number]) for difficulty in kept]
    return [choices.findable(choice, unit) for choice, unit in named]


class DifficultyStepForm(BaseModel):
    """What was done with a difficulty, as it is typed."""

    model_config = titled(words.FIELDS["step_form"])

    difficulty: str = choice_field(words.FIELDS["difficulty"], open_difficulties)
    number: str = text_field(words.FIELDS["number"])
    step: str = choice_field(words.FIELDS["step"], lambda: step_names(context.office().campaign).values())
    done_on: str = text_field(words.FIELDS["done_on"])
    document: str = text_field(words.FIELDS["document"])
    answer: str = text_field(words.FIELDS["answer"])
    entered_by: IfChosen = person_field(words.FIELDS["entered_by"])


@office_flow("Xử lý khó khăn, vướng mắc", attempt="difficulty_step", at_end=forget_code)
async def difficulty_step(request: DifficultyStepForm) -> State[None]:
    """Ghi nhận một bước xử lý: trả lời đơn vị, báo cáo cấp có thẩm quyền, cấp có thẩm quyền đã giải quyết, mở lại.

    Sau khi chạy, người nhập nhận mã cho đúng nội dung đã nhập, mở menu ⋮, chọn Resume và điền mã đó. Đơn vị được báo
    bằng thư khi cơ quan thường trực hoặc cấp có thẩm quyền đã trả lời.
    """
    number, step = number_of(request), step_of(request)
    entry = handling.step_entry(context.office(), number, step)
    taken = record_step(number, step, await code_for_entry(entry) if entry else "")
    await publish_difficulties()
    await send_letters()
    outcome = words.STEP_TAKEN if taken.is_new else words.STEP_BEFORE
    standing = holder_and_age(context.office().campaign, taken.difficulty, context.today())
    return done(outcome.format(number=taken.difficulty.number, standing=standing))


@office_step(name="Ghi nhận bước xử lý")
def record_step(number: int, step: StepTaken, code: str) -> DifficultyRecorded:
    """Record the step and write the unit's letter, or the refusal, in one transaction. Its code counts once."""
    return handling.record_step(context.office(), number, step, code=code, channel=Channel.RUN_FORM)


def step_of(request: DifficultyStepForm) -> StepTaken:
    """Return the step that was typed. Rejected with what cannot be read."""
    return handling.step_taken(
        context.office(),
        chosen_of(
            step_names(context.office().campaign),
            request.step,
            otherwise=Problem(code=ProblemCode.DIFFICULTY_STEP_MISSING),
        ),
        done_on=day_in(request.done_on, words.FIELDS["done_on"]) or context.today(),
        by=context.official_number(request.entered_by),
        document=request.document,
        words=request.answer,
    )


def number_of(request: DifficultyStepForm) -> int:
    """Return the number that was chosen, or typed for one that is not offered."""
    chosen = "" if request.difficulty == run_words.NOT_CHOSEN else request.difficulty
    text = (request.number or chosen.partition(words.AFTER_NUMBER)[0]).strip()
    return number_in(text, otherwise=Problem(code=ProblemCode.DIFFICULTY_UNKNOWN, params={"number": text or "?"}))


async def publish_difficulties() -> None:
    """Renew the table of difficulties, and what the form of their steps offers."""
    office, on = context.office(), context.today()
    kept = difficulties_on(office, date.max, closed_too=True)
    open_now = sum(bool(difficulty.holder_on(on)) for difficulty in kept)
    await acreate_table_artifact(
        key="kho-khan-vuong-mac",
        table=screen.rows(office.campaign, kept, units_of(office, kept), on),
        description=words.TABLE_ABOUT.format(day=day(on), open=open_now),
    )
    await choices.renew_form(difficulty_step)

"""The door back of letters that ended: a person sends them again, many at once."""

import re
from collections import Counter
from collections.abc import Sequence

from prefect.artifacts import acreate_table_artifact
from prefect.client.schemas.objects import State
from pydantic import BaseModel

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.messages.screens import mail as words
from emulation_workflow.office.delivery import sending_again
from emulation_workflow.office.delivery.sending_again import AgainFate, SentAgain
from emulation_workflow.screens.letters import again_row
from flows.running import (
    IfChosen,
    context,
    done,
    number_in,
    office_flow,
    office_step,
    person_field,
    preview_field,
    send_letters,
    text_field,
    titled,
)

MOST = 10_000
"""Letters that one range of numbers may name."""


class AgainForm(BaseModel):
    """Which letters, and who sends them again."""

    model_config = titled(words.FIELDS["again_form"])

    numbers: str = text_field(words.FIELDS["again_numbers"])
    all_refused: bool = preview_field(words.FIELDS["again_all"])
    by: IfChosen = person_field(words.FIELDS["again_by"])


@office_flow("Gửi lại thư")
async def letters_again(request: AgainForm) -> State[None]:
    """Gửi lại các thư đã chọn đến địa chỉ hiện có trong danh sách; bảng “Gửi lại thư” cho biết từng thư ra sao.

    Thư chưa rõ đã đến hay chưa: hỏi người nhận trước, để không ai nhận hai lần.
    """
    letters = put_back(numbers_in(request.numbers), all_refused=request.all_refused, by=context.named(request.by))
    count = Counter(sent.fate for sent in letters)
    again = count[AgainFate.AGAIN]
    message = words.SENT_AGAIN.format(again=again, others=count.total() - again)
    await acreate_table_artifact(
        key="gui-lai-thu",
        table=[again_row(sent) for sent in letters],
        description=words.AGAIN_ABOUT.format(words=message),
    )
    await send_letters()
    return done(message)


@office_step(name="Đưa thư trở lại hộp thư đi")
def put_back(numbers: Sequence[int], *, all_refused: bool, by: str) -> Sequence[SentAgain]:
    """Have the letters wait again, in one transaction; run twice, those that wait are left alone."""
    return sending_again.send_again(
        context.office(), by=by, numbers=numbers, all_refused=all_refused, channel=Channel.RUN_FORM
    )


def numbers_in(text: str) -> list[int]:
    """Return the numbers that were typed, such as "12, 15-20". Rejected if something else was."""
    found: list[int] = []
    for part in re.split(r"[\s,;]+", re.sub(r"\s*[-–]\s*", "-", text.strip())):
        first, _, last = part.partition("-")
        if part:
            unknown = Problem(code=ProblemCode.LETTER_UNKNOWN, params={"number": part})
            start = number_in(first, otherwise=unknown)
            end = number_in(last or first, otherwise=unknown)
            if not 0 <= end - start < MOST:
                raise Rejected(unknown)
            found.extend(range(start, end + 1))
    return found

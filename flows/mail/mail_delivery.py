"""Letters: "Ban … theo dõi, đôn đốc, hướng dẫn". Sends what the outbox holds, and shows what could not be sent."""

from collections import Counter
from datetime import timedelta

from prefect.artifacts import acreate_table_artifact
from prefect.client.schemas.objects import State

from emulation_workflow.domain.mail import DeliveryState
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.letters.letter_queries import unsent_letters
from emulation_workflow.screens.letters import unsent_row
from flows.running import context, deliver, done, office_flow


@office_flow("Gửi thư")
async def mail_delivery() -> State[None]:
    """Gửi hết các thư đang chờ và lập bảng các thư bị từ chối, chưa rõ, còn chờ để chuyên viên xử lý."""
    report = await deliver(within=timedelta(minutes=context.settings().delivery_minutes))
    unsent = unsent_letters(context.office())
    await acreate_table_artifact(
        key="thu-chua-gui-duoc",
        table=[unsent_row(letter, context.settings().time_zone) for letter in unsent],
        description=run_words.UNSENT_ABOUT,
    )
    count = Counter(letter.state for letter in unsent)
    outcome = run_words.DELIVERY_STOPPED if report.stopped else run_words.LETTERS_SENT
    return done(
        outcome.format(
            sent=report.sent,
            waiting=count[DeliveryState.WAITING],
            refused=count[DeliveryState.REFUSED],
            in_doubt=count[DeliveryState.IN_DOUBT],
            words=report.stopped,
        )
    )

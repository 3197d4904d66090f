"""Letters: "Ban … theo dõi, đôn đốc, hướng dẫn". Sends what the outbox holds, and shows what could not be sent."""

from datetime import timedelta

from prefect.artifacts import acreate_table_artifact
from prefect.client.schemas.objects import State

from emulation_workflow.domain.mail import DeliveryState
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.letters.letter_queries import count_unsent, unsent_letters
from emulation_workflow.screens.letters import unsent_row
from flows.running import context, deliver, done, office_flow

MOST_SHOWN = 500
"""Letters in the table, those that somebody has to see to first; of a whole country's the rest is counted."""


@office_flow("Gửi thư")
async def mail_delivery() -> State[None]:
    """Gửi hết các thư đang chờ và lập bảng các thư bị từ chối, chưa rõ, còn chờ để chuyên viên xử lý."""
    report = await deliver(within=timedelta(minutes=context.settings().delivery_minutes))
    office = context.office()
    unsent, count = unsent_letters(office)[:MOST_SHOWN], count_unsent(office)
    about = run_words.UNSENT_ABOUT
    if left_out := sum(count.values()) - len(unsent):
        about += run_words.UNSENT_LEFT_OUT.format(number=left_out)
    await acreate_table_artifact(
        key="thu-chua-gui-duoc",
        table=[unsent_row(letter, context.settings().time_zone) for letter in unsent],
        description=about,
    )
    outcome = run_words.DELIVERY_STOPPED if report.stopped else run_words.LETTERS_SENT
    return done(
        outcome.format(
            sent=report.sent,
            waiting=count.get(DeliveryState.WAITING, 0),
            refused=count.get(DeliveryState.REFUSED, 0),
            in_doubt=count.get(DeliveryState.IN_DOUBT, 0),
            words=report.stopped,
        )
    )

"""Letters: "Ban … theo dõi, đôn đốc, hướng dẫn". Sends what the outbox holds, and shows what could not be sent."""

from collections.abc import Sequence

from prefect import flow
from prefect.artifacts import acreate_table_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed

from emulation_workflow.domain.mail.letters import DeliveryState, LetterStatus
from emulation_workflow.messages.days import moment_words
from emulation_workflow.messages.screens import run_words
from flows.running import context
from flows.running.letters import deliver
from flows.running.pages import said_of

UNSENT = (DeliveryState.REFUSED, DeliveryState.IN_DOUBT, DeliveryState.WAITING)


@flow(name="Gửi thư", flow_run_name="Gửi thư")
async def mail_delivery() -> State[None]:
    """Gửi các thư đang chờ trong hộp thư đi và lập bảng các thư bị từ chối, chưa rõ, còn chờ để chuyên viên xử lý."""
    report = await deliver()
    unsent = _unsent()
    await _show(unsent)
    count = {state: sum(letter.state is state for letter in unsent) for state in UNSENT}
    words = run_words.LETTERS_SENT.format(
        sent=report.sent,
        waiting=count[DeliveryState.WAITING],
        refused=count[DeliveryState.REFUSED],
        in_doubt=count[DeliveryState.IN_DOUBT],
    )
    return Completed(name=run_words.DONE, message=words)


def _unsent() -> list[LetterStatus]:
    with context.office().store.look() as record:
        return [letter for state in UNSENT for letter in record.letters.statuses(state=state)]


async def _show(unsent: Sequence[LetterStatus]) -> None:
    zone = context.settings().time_zone
    table = [
        {
            "Tình trạng": run_words.DELIVERIES[letter.state],
            "Thư": letter.subject or run_words.LETTERS[letter.kind],
            "Gửi đến": ", ".join(
                f"{one.name} <{one.email or run_words.NO_ADDRESS}>" for one in (*letter.to, *letter.cc)
            ),
            "Viết lúc": moment_words(letter.written_at.astimezone(zone)),
            "Số lần thử": letter.attempts,
            "Máy chủ thư trả lời": said_of(letter),
        }
        for letter in unsent
    ]
    await acreate_table_artifact(key="thu-chua-gui-duoc", table=table, description=run_words.UNSENT_ABOUT)

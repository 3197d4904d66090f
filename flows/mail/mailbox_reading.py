"""Reading the Board's mailbox: units fill their form and reply; the form comes in by the same door as every other."""

from collections import Counter
from collections.abc import Sequence

from prefect import flow, get_run_logger
from prefect.artifacts import acreate_table_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from emulation_workflow import bootstrap
from emulation_workflow.adapters.mail.mailbox import ImapMailbox, MailboxUnreachable
from emulation_workflow.domain.mail.incoming import IncomingMail, MailFate, MailRecord
from emulation_workflow.messages.board_list import MAIL_FATES
from emulation_workflow.messages.days import moment_words
from emulation_workflow.messages.screens import mail as words
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.mailbox import reading
from emulation_workflow.office.mailbox.reading import MessageReceived, Place
from flows.obligations.board_list import publish_list
from flows.running import context
from flows.running.acting import continue_case
from flows.running.letters import send_letters
from flows.running.steps import office_step


@flow(name="Đọc hộp thư", flow_run_name="Đọc hộp thư")
async def mailbox_reading() -> State[None]:
    """Đọc thư các đơn vị trả lời Ban: nhận phiếu kèm thư, trả lời bằng thư, đưa thư cần người đọc vào việc của Ban.

    Trong hộp thư không có gì thay đổi; mỗi thư chỉ được nhận một lần. Chưa đặt hộp thư thì không làm gì.
    """
    box = bootstrap.mailbox(context.settings())
    if box is None:
        return Completed(name=run_words.DONE, message=words.NO_MAILBOX)
    round_ = _Round()
    try:
        is_awaited = await round_.read(box)
    except MailboxUnreachable as unreachable:
        get_run_logger().error("The Board's mailbox was not read: %s", unreachable)
        return Failed(name=run_words.NOT_TAKEN, message=words.MAILBOX_AWAY)
    finally:
        await round_.end()
    return Completed(name=run_words.DONE, message=round_.words() if is_awaited else words.NO_LETTERS_YET)


@office_step(name="Nhận một thư")
def take(mail: IncomingMail, place: Place) -> MessageReceived:
    """One transaction: the message, its form, its answer; the same message again changes nothing."""
    office = context.office()
    return reading.receive_message(office, mail, place=place, forms=bootstrap.forms(context.settings()))


class _Round:
    """One reading, and what came of it."""

    def __init__(self) -> None:
        self.taken: list[MailRecord] = []
        self.failed = 0

    async def read(self, box: ImapMailbox) -> bool:
        """See to every message that was not seen to; False before the office has written a letter to be answered."""
        since = reading.awaited_since(context.office())
        if since is None:
            return False
        with box:
            with context.office().store.look() as record:
                seen = record.inbox.seen_at(box.place)
            for uid, mail in box.messages(since=since, seen=seen):
                await self._see_to(mail, Place(name=box.place, uid=uid))
        return True

    async def _see_to(self, mail: IncomingMail, place: Place) -> None:
        """One message. Whatever nobody foresaw leaves it in the mailbox, for the next round and the Board's eyes."""
        try:
            taken = take(mail, place)
        except Exception:  # noqa: BLE001 - one message stops no other
            get_run_logger().exception("The message %s of the mailbox was left where it is.", place.uid)
            self.failed += 1
            reading.list_failure(context.office(), mail)
            return
        if taken.is_new:
            self.taken.append(taken.mail)
        for unit in taken.moved:
            await self._carry_on(unit)

    async def _carry_on(self, unit: str) -> None:
        try:
            await continue_case(unit)
        except Exception:  # noqa: BLE001 - the plan is received; the daily round sees to its run
            get_run_logger().exception("The run at the case of unit %s waits for the daily round.", unit)

    async def end(self) -> None:
        """Show what came, renew the Board's list, send the answers; also after the mailbox was lost half-way."""
        if self.taken or self.failed:
            await _show(self.taken)
            await publish_list()
            await send_letters()

    def words(self) -> str:
        counts = Counter(one.fate for one in self.taken)
        return words.MAIL_READ.format(
            new=len(self.taken),
            taken=counts[MailFate.TAKEN],
            answered=sum(bool(one.answer) for one in self.taken),
            listed=counts[MailFate.LISTED],
            bounced=counts[MailFate.BOUNCED],
            failed=self.failed,
        )


async def _show(mails: Sequence[MailRecord]) -> None:
    zone = context.settings().time_zone
    table = [
        dict(
            zip(
                words.MAIL_COLUMNS,
                (
                    moment_words(one.received_at.astimezone(zone)),
                    one.sender,
                    one.subject,
                    one.unit,
                    MAIL_FATES[one.fate],
                ),
                strict=True,
            )
        )
        for one in mails
    ]
    day = context.office().clock.now()
    await acreate_table_artifact(key="thu-den", table=table, description=words.MAIL_ABOUT.format(day=moment_words(day)))

"""Reading the Board's mailbox: units fill their form and reply; the form comes in by the same door as every other."""

from functools import partial

from prefect import get_run_logger
from prefect.artifacts import acreate_table_artifact
from prefect.client.schemas.objects import State
from prefect.states import Failed

from emulation_workflow import bootstrap
from emulation_workflow.adapters.mail.mailbox import ImapMailbox, MailboxUnreachable
from emulation_workflow.domain.mail import IncomingMail, MailRecord
from emulation_workflow.messages.days import moment_words
from emulation_workflow.messages.screens import mail as words
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.mailbox import reading
from emulation_workflow.office.mailbox.mail_queries import seen_at
from emulation_workflow.office.mailbox.reading import MessagePlace, MessageReceived
from emulation_workflow.screens.letters import mail_row, round_words
from flows.obligations.board_list import publish_list
from flows.running import context, continue_case, done, office_flow, office_step, send_letters


@office_flow("Đọc hộp thư")
async def mailbox_reading() -> State[None]:
    """Đọc thư các đơn vị trả lời: nhận phiếu kèm thư, trả lời bằng thư, đưa thư cần người đọc vào bảng việc cần xử lý.

    Trong hộp thư không có gì thay đổi; mỗi thư chỉ được nhận một lần. Chưa đặt hộp thư thì không làm gì.
    """
    mailbox = bootstrap.mailbox(context.settings())
    if mailbox is None:
        return done(words.NO_MAILBOX)
    round_ = _Round()
    try:
        is_awaited = await round_.read(mailbox)
    except MailboxUnreachable as unreachable:
        get_run_logger().error("The Board's mailbox was not read: %s", unreachable)
        return Failed(name=run_words.NOT_TAKEN, message=words.MAILBOX_AWAY)
    finally:
        await round_.end()
    return done(round_words(round_.taken, round_.failed) if is_awaited else words.NO_LETTERS_YET)


@office_step(name="Nhận một thư")
def read_message(mail: IncomingMail, place: MessagePlace) -> MessageReceived:
    """Receive the message with its form, and answer it, in one transaction; the same message again changes nothing."""
    return reading.receive_message(context.office(), mail, place=place, forms=bootstrap.forms(context.settings()))


class _Round:
    """One reading, and what came of it."""

    def __init__(self) -> None:
        self.taken: list[MailRecord] = []
        self.failed = 0

    async def read(self, mailbox: ImapMailbox) -> bool:
        """Read every message that was not read before; False before the office has written a letter to be answered."""
        office = context.office()
        since = reading.awaited_since(office)
        if since is None:
            return False
        with mailbox:
            for place, mail in mailbox.messages(since=since, seen_at=partial(seen_at, office)):
                await self._read_message(mail, place)
        for folder in mailbox.without_validity:
            reading.list_folder_without_validity(office, folder)
        return True

    async def _read_message(self, mail: IncomingMail, place: MessagePlace) -> None:
        """Read one message. A fault leaves it in the mailbox, for the next rounds of a day and the Board's eyes."""
        taken = self._received(mail, place)
        if taken is None:
            return
        if taken.is_new:
            self.taken.append(taken.mail)
        for unit in taken.moved:
            await self._continue(unit)

    def _received(self, mail: IncomingMail, place: MessagePlace) -> MessageReceived | None:
        if mail.is_fetched:
            try:
                return read_message(mail, place)
            except Exception:  # noqa: BLE001 - one message stops no other
                get_run_logger().exception("The message %s of the mailbox was left where it is.", place.uid)
        self.failed += 1
        forms = bootstrap.forms(context.settings())
        try:
            return reading.list_failure(context.office(), mail, place=place, forms=forms)
        except Exception:  # noqa: BLE001 - see above
            get_run_logger().exception("The message %s of the mailbox could not be listed either.", place.uid)
            return None

    async def _continue(self, unit: str) -> None:
        try:
            await continue_case(unit)
        except Exception:  # noqa: BLE001 - the plan is received; the short round starts its run
            get_run_logger().exception("The run at the case of unit %s waits for the short round.", unit)

    async def end(self) -> None:
        """Show what came, renew the Board's list, send the answers; also after the mailbox was lost half-way."""
        if not (self.taken or self.failed):
            return
        zone, now = context.settings().time_zone, moment_words(context.office().clock.now())
        await acreate_table_artifact(
            key="thu-den",
            table=[mail_row(mail, zone) for mail in self.taken],
            description=words.MAIL_ABOUT.format(day=now),
        )
        await publish_list()
        await send_letters()

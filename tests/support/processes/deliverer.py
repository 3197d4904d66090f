"""A delivery in a process of its own, for tests that kill it: called as a module with URL and PORT."""

import asyncio
import sys
from zoneinfo import ZoneInfo

from emulation_workflow.adapters.clock import SystemClock
from emulation_workflow.adapters.mail.smtp import SmtpAccount, SmtpMailer
from emulation_workflow.domain.mail.letters import Addressee
from emulation_workflow.office.delivery.delivery import deliver_waiting
from tests.support.patience import PATIENCE
from tests.support.servers.databases import open_store

BOARD = Addressee(name="Ban Thi đua", email="ban@tinh.example")


async def main(url: str, port: str) -> None:
    account = SmtpAccount(host="127.0.0.1", port=int(port), timeout=PATIENCE)
    async with SmtpMailer(account, sender=BOARD, reply_to=BOARD.email) as mailer:
        await deliver_waiting(
            open_store(url),
            mailer,
            clock=SystemClock(ZoneInfo("Asia/Ho_Chi_Minh")),
            secret=b"a key",
            link_of=lambda letter: f"http://127.0.0.1/{letter.key}",
            owner="killed",
        )


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))

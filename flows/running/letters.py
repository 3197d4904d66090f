"""Letters that an act caused leave at the end of the turn that wrote them."""

from uuid import uuid4

from prefect import get_run_logger

from emulation_workflow import bootstrap
from emulation_workflow.office.delivery.delivery import DeliveryReport
from emulation_workflow.office.delivery.delivery import deliver as deliver_letters
from flows.running import context


async def send_letters() -> None:
    """Send what waits, at the end of a turn that wrote letters; whatever fails here, the next delivery does."""
    try:
        await deliver()
    except Exception:  # noqa: BLE001 - no decision may fail for a letter; the outbox keeps it
        get_run_logger().warning("The letters wait for the next delivery.", exc_info=True)


async def deliver() -> DeliveryReport:
    """Send what waits, and return what became of it."""
    office, settings = context.office(), context.settings()
    async with bootstrap.mailer(settings) as mailer:
        return await deliver_letters(office, mailer, run_link=settings.letter_link, owner=uuid4().hex)

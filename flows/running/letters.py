"""Letters that an act caused leave at the end of the turn that wrote them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from functools import reduce
from uuid import uuid4

from prefect import get_run_logger

from emulation_workflow import bootstrap
from emulation_workflow.office.delivery.delivery import DeliveryReport
from emulation_workflow.office.delivery.delivery import deliver as deliver_letters
from flows.running import context

AT_THE_END_OF_A_TURN = 100
"""Letters that somebody's turn sends; what else waits goes with the next delivery."""

_sent: ContextVar[list[DeliveryReport] | None] = ContextVar("letters_sent", default=None)


@contextmanager
def counting_letters() -> Iterator[Callable[[], DeliveryReport | None]]:
    """Yield what tells what became of the letters sent meanwhile at the end of a turn; None if there were none."""
    reports: list[DeliveryReport] = []
    token = _sent.set(reports)

    def told() -> DeliveryReport | None:
        tried = [report for report in reports if report.tried or report.unworded or report.stopped]
        return reduce(DeliveryReport.followed_by, tried) if tried else None

    try:
        yield told
    finally:
        _sent.reset(token)


async def send_letters() -> None:
    """Send what waits, at the end of a turn that wrote letters; whatever fails here, the next delivery does."""
    try:
        report = await deliver(batch=AT_THE_END_OF_A_TURN)
    except Exception:  # noqa: BLE001 - no decision may fail for a letter; the outbox keeps it
        get_run_logger().warning("The letters wait for the next delivery.", exc_info=True)
    else:
        if (reports := _sent.get()) is not None:
            reports.append(report)


async def deliver(*, batch: int | None = None, within: timedelta | None = None) -> DeliveryReport:
    """Send what waits, and return what became of it; `batch` letters at most, or for as long as `within`."""
    office, settings = context.office(), context.settings()
    async with bootstrap.mailer(settings) as mailer:
        report = await deliver_letters(
            office,
            mailer,
            link_of=bootstrap.page_links(settings).of_letter,
            owner=uuid4().hex,
            pace=bootstrap.pace(settings),
            batch=batch,
            within=within,
        )
    if report.stopped:
        get_run_logger().error("The delivery is stopped, the mail server takes nothing from us: %s", report.stopped)
    return report

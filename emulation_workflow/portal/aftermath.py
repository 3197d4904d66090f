"""After an act: its letters leave and the case's run is woken, while whoever acted already reads what came of it."""

import asyncio
import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock
from uuid import uuid4

from emulation_workflow import bootstrap
from emulation_workflow.domain.approval.transitions import Case
from emulation_workflow.office.delivery.delivery import deliver
from emulation_workflow.office.office import Office
from emulation_workflow.settings import Settings
from emulation_workflow.stack.prefect_service import PrefectApi

AT_ONCE = 100
"""Letters that are sent after one act; what else waits goes with the next delivery."""

WAKE_AFTER = (0.0, 1.0, 5.0, 20.0)
"""Seconds before each time that a run is woken, until it is; the short round sees to one that never was."""

_log = logging.getLogger(__name__)


class AfterActs:
    """`portal.Aftermath`, in a thread of its own: one delivery after another, however many ask for one meanwhile."""

    def __init__(
        self, office: Office, settings: Settings, prefect: PrefectApi, *, wake_after: Sequence[float] = WAKE_AFTER
    ) -> None:
        self._wake_after = wake_after
        self._office = office
        self._settings = settings
        self._prefect = prefect
        self._letters = ThreadPoolExecutor(1, "letters")
        self._wakers = ThreadPoolExecutor(4, "wakers")
        self._is_closing = Event()
        self._lock = Lock()
        self._is_asked = False

    def send_letters(self) -> None:
        with self._lock:
            if self._is_asked:
                return
            self._is_asked = True
        self._letters.submit(self._deliver)

    def wake(self, case: Case) -> None:
        _log.info("Case %s: version %s, at %s; its run is %s.", case.unit, case.version, case.stage, case.run_id)
        if case.run_id is not None:
            self._wakers.submit(self._wake, case.run_id)

    def close(self) -> None:
        """Finish what was begun; who could not be woken yet is left to the short round."""
        self._is_closing.set()
        self._letters.shutdown()
        self._wakers.shutdown()
        self._prefect.close()

    def _wake(self, run_id: str) -> None:
        for pause in self._wake_after:
            self._is_closing.wait(pause)
            if self._prefect.wake(run_id):
                return
            if self._is_closing.is_set():
                break
        _log.warning("Run %s was not woken; the short round will see to it.", run_id)

    def _deliver(self) -> None:
        with self._lock:
            self._is_asked = False
        try:
            asyncio.run(self._send())
        except Exception:  # noqa: BLE001 - no act may fail for a letter; the outbox keeps it
            _log.exception("The letters wait for the next delivery.")

    async def _send(self) -> None:
        async with bootstrap.mailer(self._settings) as mailer:
            links = bootstrap.page_links(self._settings)
            await deliver(
                self._office,
                mailer,
                link_of=links.of_letter,
                owner=uuid4().hex,
                pace=bootstrap.pace(self._settings),
                batch=AT_ONCE,
            )

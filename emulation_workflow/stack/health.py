"""Whether what the pages rest on works, for whoever has to route or to alarm; not a word of what the office does."""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from threading import Lock

from sqlalchemy.exc import SQLAlchemyError

from emulation_workflow.domain.errors import RecordAltered
from emulation_workflow.ports import Store
from emulation_workflow.stack.prefect_service import PrefectApi

KEPT_FOR = 5.0
"""Seconds for which an answer holds: who asks without signing in cannot make the record and Prefect busy."""

REDIS_ANSWERS_WITHIN = 3.0
"""Seconds."""


class Health:
    """What is looked at, by name. `clock` counts seconds."""

    def __init__(self, looks: Mapping[str, Callable[[], bool]], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._looks = looks
        self._clock = clock
        self._lock = Lock()
        self._seen: Mapping[str, bool] = {}
        self._until = clock()

    def look(self) -> Mapping[str, bool]:
        """Return what works, by name; nothing that fails is raised."""
        with self._lock:
            if not self._seen or self._clock() >= self._until:
                self._seen = {name: look() for name, look in self._looks.items()}
                self._until = self._clock() + KEPT_FOR
            return self._seen


def health_of(store: Store, prefect: PrefectApi, redis_url: str | None) -> Health:
    """Return the health of record, Prefect, its scheduler and, where there is one, Redis."""
    looks = {
        "record": lambda: record_answers(store),
        "prefect": prefect.is_healthy,
        # Prefect's own health says yes while Redis is down, or its services live and do nothing.
        "scheduler": lambda: prefect.is_healthy() and not prefect.scheduler_is_idle(),
    }
    if redis_url:
        looks["redis"] = lambda: not redis_fault(redis_url)
    return Health(looks)


def record_answers(store: Store) -> bool:
    """Return whether the record can be read, and its last row is as this program sealed it."""
    with suppress(SQLAlchemyError, RecordAltered, OSError), store.look() as record:
        record.ledger.head()
        return True
    return False


def redis_fault(url: str) -> str:
    """Return what is wrong with the Redis at this address, "" if it answers and keeps what it is told."""
    from redis import Redis, RedisError  # noqa: PLC0415 - installed where there is a Redis alone (the extra `scale`)

    try:
        with Redis.from_url(
            url, socket_timeout=REDIS_ANSWERS_WITHIN, socket_connect_timeout=REDIS_ANSWERS_WITHIN
        ) as client:
            client.ping()
    except (RedisError, OSError) as fault:
        return " ".join(str(fault).split()) or type(fault).__name__
    return ""

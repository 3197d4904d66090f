"""Prefect's server, in which people who press at once wait for one another: `python -m flows.starting.server`.

To take an answer, or to start a run, Prefect reads and then writes in one transaction. On SQLite that begins as a
reader's: of those who come together one is let write, and the others are turned away at once (503), which a person sees
as "Failed to resume flow run"; where it is the worker that starts a run, the run counts as crashed. Here they begin as
a writer's, as Prefect's own for a run's state does, and wait for their turn, a minute at most. On PostgreSQL nothing is
otherwise.
"""

import sys
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import uvicorn
from prefect.server.api.server import create_app
from prefect.server.database import provide_database_interface
from prefect.settings import get_current_settings
from starlette.requests import HTTPConnection

NO_SERVICES = "--no-services"
READING_FIRST = ("/resume", "/create_flow_run", "/labels")
"""What the addresses of these requests end in: two that buttons of Prefect's pages make, and the worker's."""


class _AsWriter:
    """Prefect's database, each of whose transactions begins as a writer's."""

    def __init__(self, database: Any) -> None:
        self._database = database

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)

    def session_context(
        self, *, begin_transaction: bool = False, with_for_update: bool = False
    ) -> AbstractAsyncContextManager[Any]:
        as_writer: Callable[..., AbstractAsyncContextManager[Any]] = self._database.session_context
        return as_writer(begin_transaction=begin_transaction, with_for_update=with_for_update or begin_transaction)


def database_for(request: HTTPConnection) -> Any:
    """Return Prefect's database as this request is to use it."""
    database = provide_database_interface()
    return _AsWriter(database) if request.url.path.endswith(READING_FIRST) else database


def main() -> None:
    """Serve until asked to end, as `prefect server start` does, by the same settings."""
    settings = get_current_settings().server
    app = create_app(final=True, webserver_only=NO_SERVICES in sys.argv)
    api: Any = app.api_app  # type: ignore[attr-defined]  # which Prefect leaves there
    api.dependency_overrides[provide_database_interface] = database_for
    uvicorn.run(
        app,
        host=settings.api.host,
        port=settings.api.port,
        timeout_keep_alive=settings.api.keepalive_timeout,
        log_level=settings.logging_level.lower(),
    )


if __name__ == "__main__":
    main()

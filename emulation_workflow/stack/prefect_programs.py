"""Prefect as programs: how server, services, worker and the registration of flows are started, and what with."""

import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import make_url

from emulation_workflow.settings import BadSetting, Settings

POOL = "van-phong"
"""The process work pool that the deployments of prefect.yaml run in."""

PREFECT = str(Path(sys.executable).with_name("prefect"))
SERVER = (sys.executable, "-m", "flows.starting.server")
"""Prefect's own, in which people who press at once wait for one another."""
SERVER_ALONE = (*SERVER, "--no-services")
"""One of several servers: what may run once in a cluster runs in a program of its own."""
SERVICES = (PREFECT, "server", "services", "start")
UPGRADE = (PREFECT, "server", "database", "upgrade", "-y")
DEPLOY = (PREFECT, "--no-prompt", "deploy", "--all")

RUNS_AT_ONCE = 8
"""What one worker runs at the same time: each run is a process of some 180 MB that takes seconds of a core to start."""

DATABASE = "PREFECT_SERVER_DATABASE_CONNECTION_URL"
API_URL = "PREFECT_API_URL"

PREFECT_DEFAULTS: Mapping[str, str] = {
    # A run leaves some 100 KB behind, nearly all of it events. The record needs neither them nor ended runs.
    "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": "P2D",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": "2592000",  # Seconds: 30 days from a run's end.
    # Kept in memory, what runs hold of a concurrency limit is forgotten when the server is killed and never given
    # back: every later round of that deployment would be cancelled for the sake of one that is dead.
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
    "PREFECT_WORKER_QUERY_SECONDS": "2",
    # How soon a round that found another at work looks again.
    "PREFECT_SERVER_DEPLOYMENTS_CONCURRENCY_SLOT_WAIT_SECONDS": "10",
    # By heartbeats, once in so many seconds, a run that is slow is told from one that died.
    "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
    # What the office says of letters and cases stands in the log of the run that did it.
    "PREFECT_LOGGING_EXTRA_LOGGERS": "emulation_workflow",
    # The run's id, besides its name: by it the log of a worker is searched for one run.
    "PREFECT_LOGGING_FORMATTERS_STANDARD_FLOW_RUN_FMT": (
        "%(asctime)s.%(msecs)03d | %(levelname)-7s | Flow run %(flow_run_name)r %(flow_run_id)s - %(message)s"
    ),
    "PREFECT_LOGGING_FORMATTERS_STANDARD_TASK_RUN_FMT": (
        "%(asctime)s.%(msecs)03d | %(levelname)-7s | Task run %(task_run_name)r of %(flow_run_id)s - %(message)s"
    ),
}
"""What Prefect is told unless the operator says otherwise."""

OWN_IN_PARTS = frozenset({"PREFECT_HOME", "PREFECT_SERVER_UI_STATIC_DIRECTORY", "PREFECT_LOGGING_COLORS"})
"""What the operator's environment decides for parts that are started one by one, though it is ours otherwise."""


def work(name: str) -> tuple[str, ...]:
    """Return the worker's command. `name` is its own in the whole cluster."""
    # What it starts is forked, not loaded anew.
    starter = (sys.executable, "-m", "flows.starting.starter")
    worker = (PREFECT, "worker", "start", "--pool", POOL, "--name", name, "--type", "process")
    return (*starter, *worker, "--install-policy", "never", "--limit", str(RUNS_AT_ONCE))


def without_prefect(environment: Mapping[str, str]) -> dict[str, str]:
    """Return this environment without any setting of a Prefect that the person uses otherwise."""
    return {name: value for name, value in environment.items() if not name.startswith("PREFECT_")}


def prefect_environment(*, home: Path, host: str, port: int, api_url: str, settings: Settings) -> dict[str, str]:
    """Return what server, worker and runs are told. They find the API at `api_url`, people's browsers by `settings`."""
    return {
        "PREFECT_HOME": str(home),
        API_URL: api_url,
        "PREFECT_UI_URL": settings.prefect_ui_url,
        "PREFECT_SERVER_API_HOST": host,
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT_SERVER_UI_API_URL": settings.prefect_api_url,
        # The pages may ask the API, and no page of anybody else's; what changes something needs a token besides.
        "PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS": _origin(settings.prefect_ui_url),
        "PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED": "true",
        "PREFECT_CLIENT_CSRF_SUPPORT_ENABLED": "true",
        # The office's doings are nobody else's business, and its people have no use for advertisements.
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        # A copy beside the program would be its first starter's alone, and others who start it had no pages.
        "PREFECT_SERVER_UI_STATIC_DIRECTORY": str(home / "pages"),
        # Without a server, a client stops instead of starting one of its own.
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
        "PREFECT_LOGGING_COLORS": "false",
        "NO_COLOR": "1",
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
    }


def redis_environment(url: str | None) -> dict[str, str]:
    """Return what several servers are told of the Redis that they share; nothing without one.

    BadSetting if what they speak to it with is not installed.
    """
    if url is None:
        return {}
    if find_spec("prefect_redis") is None:
        raise BadSetting("EMULATION_REDIS_URL needs prefect-redis: run .venv/bin/uv sync --frozen --extra scale.")
    return {
        "PREFECT_MESSAGING_BROKER": "prefect_redis.messaging",
        "PREFECT_MESSAGING_CACHE": "prefect_redis.messaging",
        "PREFECT_SERVER_EVENTS_CAUSAL_ORDERING": "prefect_redis.ordering",
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect_redis.lease_storage",
        "PREFECT_REDIS_MESSAGING_URL": url,
        "PREFECT_SERVER_DOCKET_URL": _next_database(url),
    }


def _next_database(url: str) -> str:
    """Return the Redis database after this one: what services plan is kept apart from what servers tell each other."""
    parts = urlsplit(url)
    return parts._replace(path=f"/{int(parts.path.strip('/') or 0) + 1}").geturl()


def ensure_shared(environment: Mapping[str, str]) -> None:
    """Ensure that several servers can share what they keep. BadSetting if each would keep it to itself."""
    missing = []
    if not is_postgresql(environment.get(DATABASE, "")):
        missing.append(f"{DATABASE}=postgresql+asyncpg://user:password@host/prefect")
    if "memory" in environment.get("PREFECT_MESSAGING_BROKER", "memory"):
        missing.append("EMULATION_REDIS_URL=redis://host:6379/0")
    if missing:
        raise BadSetting(
            "Prefect's server and services in programs of their own share a database and a Redis; set "
            f"{' and '.join(missing)}, or run everything on this machine by `emulation start`."
        )


def is_postgresql(url: str) -> bool:
    """Return whether Prefect's database is one that several machines can share."""
    return url.startswith("postgresql")


def plain_database(url: str) -> str:
    """Return the address of Prefect's database for the driver that the record uses."""
    address = make_url(url).set(drivername="postgresql+psycopg")
    if is_encrypted := address.query.get("ssl"):
        address = address.difference_update_query(["ssl"]).update_query_dict({"sslmode": is_encrypted})
    return address.render_as_string(hide_password=False)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"

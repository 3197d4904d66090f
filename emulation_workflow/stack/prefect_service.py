"""Prefect as programs and an address: how they are started, and what is asked of them over HTTP."""

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import httpx

from emulation_workflow.settings import Settings

POOL = "van-phong"
"""The process work pool that the deployments of prefect.yaml run in."""

WORKER = "may-van-phong"
PREFECT = str(Path(sys.executable).with_name("prefect"))
SERVER = (PREFECT, "server", "start")
WORK = (PREFECT, "worker", "start", "--pool", POOL, "--name", WORKER, "--type", "process", "--install-policy", "never")
DEPLOY = (PREFECT, "--no-prompt", "deploy", "--all")

ANSWER_WITHIN = 30.0
"""Seconds for one answer; every question is asked again by whoever waits for what it is about."""

PREFECT_DEFAULTS: Mapping[str, str] = {
    # A run leaves some 100 KB behind, nearly all of it events. The record needs neither them nor ended runs.
    "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": "P2D",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": "2592000",  # Seconds: 30 days from a run's end.
    # Kept in memory, what runs hold of a concurrency limit is forgotten when the server is killed and never given
    # back: every later round of that deployment would be cancelled for the sake of one that is dead.
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
    "PREFECT_WORKER_QUERY_SECONDS": "2",
}
"""What Prefect is told unless the operator says otherwise."""


class PoolNotMade(Exception):
    """Prefect's server did not make the work pool; says what it answered. For the operator."""


def without_prefect(environment: Mapping[str, str]) -> dict[str, str]:
    """Return this environment without any setting of a Prefect that the person uses otherwise."""
    return {name: value for name, value in environment.items() if not name.startswith("PREFECT_")}


def prefect_environment(*, home: Path, host: str, port: int, api_url: str, settings: Settings) -> dict[str, str]:
    """Return what server, worker and runs are told. They find the API at `api_url`, people's browsers by `settings`."""
    return {
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": api_url,
        "PREFECT_UI_URL": settings.prefect_ui_url,
        "PREFECT_SERVER_API_HOST": host,
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT_SERVER_UI_API_URL": settings.prefect_api_url,
        # The office's doings are nobody else's business, and its people have no use for advertisements.
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        # Without a server, a client stops instead of starting one of its own.
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
        "PREFECT_LOGGING_COLORS": "false",
        "NO_COLOR": "1",
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
    }


class PrefectApi:
    """The few questions that the stack asks of Prefect's API."""

    def __init__(
        self, url: str, environment: Mapping[str, str], *, transport: httpx.BaseTransport | None = None
    ) -> None:
        login = environment.get("PREFECT_API_AUTH_STRING", "")
        self._client = httpx.Client(
            base_url=url,
            timeout=ANSWER_WITHIN,
            auth=httpx.BasicAuth(*login.split(":", 1)) if ":" in login else None,
            trust_env=False,
            transport=transport,
        )

    def is_healthy(self) -> bool:
        try:
            return self._client.get("/health").is_success
        except httpx.HTTPError:
            return False

    def make_pool(self) -> bool:
        """Make the work pool if there is none, since `prefect deploy` wants it to exist.

        Return whether the server answered; a busy one may be asked again. PoolNotMade if it refuses.
        """
        try:
            answer = self._post("/work_pools/", {"name": POOL, "type": "process"})
        except httpx.TransportError:
            return False
        if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE:
            return False
        if not answer.is_success and answer.status_code != httpx.codes.CONFLICT:
            raise PoolNotMade(f"{answer.status_code} {answer.reason_phrase}")
        return True

    def worker_was_seen(self, since: datetime) -> bool:
        """Return whether our worker gave a sign of life after that moment."""
        try:
            answer = self._post(f"/work_pools/{POOL}/workers/filter", {})
        except httpx.HTTPError:
            return False
        workers = answer.json() if answer.is_success else []
        seen = [worker["last_heartbeat_time"] for worker in workers if worker["name"] == WORKER]
        return any(datetime.fromisoformat(moment).astimezone(UTC) >= since for moment in seen if moment)

    def close(self) -> None:
        self._client.close()

    def _post(self, path: str, body: Mapping[str, str]) -> httpx.Response:
        """Post; a server that guards against forged requests refuses one without its token, which is then fetched."""
        answer = self._client.post(path, json=body)
        if answer.status_code == httpx.codes.FORBIDDEN and self._took_token():
            answer = self._client.post(path, json=body)
        return answer

    def _took_token(self) -> bool:
        answer = self._client.get("/csrf-token", params={"client": WORKER})
        if answer.is_success:
            token = answer.json()["token"]
            self._client.headers.update({"Prefect-Csrf-Client": WORKER, "Prefect-Csrf-Token": token})
        return answer.is_success

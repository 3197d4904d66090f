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

ANSWER_WITHIN = 10.0
"""Seconds."""


def without_prefect(environment: Mapping[str, str]) -> dict[str, str]:
    """This environment without any setting of a Prefect that the person uses otherwise."""
    return {name: value for name, value in environment.items() if not name.startswith("PREFECT_")}


def prefect_environment(*, home: Path, host: str, port: int, api_url: str, settings: Settings) -> dict[str, str]:
    """What server, worker and runs are told. They find the API at `api_url`, people's browsers by `settings`."""
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
        # Kept in memory, what runs hold of a concurrency limit is forgotten when the server is killed and never given
        # back: every later round of that deployment would be cancelled for the sake of one that is dead.
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
        "PREFECT_WORKER_QUERY_SECONDS": "2",
        "PREFECT_LOGGING_COLORS": "false",
        "NO_COLOR": "1",
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
    }


class PrefectApi:
    """The few questions that the stack asks of Prefect's API."""

    def __init__(self, url: str, environment: Mapping[str, str]) -> None:
        login = environment.get("PREFECT_API_AUTH_STRING", "")
        self._client = httpx.Client(
            base_url=url,
            timeout=ANSWER_WITHIN,
            auth=httpx.BasicAuth(*login.split(":", 1)) if ":" in login else None,
            trust_env=False,
        )

    def is_healthy(self) -> bool:
        try:
            return self._client.get("/health").is_success
        except httpx.HTTPError:
            return False

    def make_pool(self) -> None:
        """Make the work pool if there is none; `prefect deploy` wants it to exist."""
        answer = self._client.post("/work_pools/", json={"name": POOL, "type": "process"})
        if answer.status_code != httpx.codes.CONFLICT:
            answer.raise_for_status()

    def worker_was_seen(self, since: datetime) -> bool:
        """Whether our worker gave a sign of life after that moment."""
        try:
            answer = self._client.post(f"/work_pools/{POOL}/workers/filter", json={})
        except httpx.HTTPError:
            return False
        workers = answer.json() if answer.is_success else []
        seen = [worker["last_heartbeat_time"] for worker in workers if worker["name"] == WORKER]
        return any(datetime.fromisoformat(moment).astimezone(UTC) >= since for moment in seen if moment)

    def deployments(self) -> int:
        """How many deployments there are."""
        answer = self._client.post("/deployments/count", json={})
        answer.raise_for_status()
        return int(answer.json())

    def close(self) -> None:
        self._client.close()

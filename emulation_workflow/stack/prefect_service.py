"""Prefect as programs and an address: how they are started, and what is asked of them over HTTP."""

import sys
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import httpx

from emulation_workflow.messages.screens.run_words import AT_IT_AGAIN
from emulation_workflow.settings import Settings
from emulation_workflow.stack.sign_in import SignIn

POOL = "van-phong"
"""The process work pool that the deployments of prefect.yaml run in."""

WORKER = "may-van-phong"
PREFECT = str(Path(sys.executable).with_name("prefect"))
SERVER = (PREFECT, "server", "start")
RUNS_AT_ONCE = 8
"""What one worker runs at the same time: each run is a process of some 180 MB that takes seconds of a core to start."""

WORK = (
    # What it starts is forked, not loaded anew.
    sys.executable,
    "-m",
    "flows.starting.starter",
    PREFECT,
    "worker",
    "start",
    "--pool",
    POOL,
    "--name",
    WORKER,
    "--type",
    "process",
    "--install-policy",
    "never",
    "--limit",
    str(RUNS_AT_ONCE),
)
DEPLOY = (PREFECT, "--no-prompt", "deploy", "--all")

ROUND = "48 Khôi phục lượt chạy"
"""The deployment that starts again what died: flows/approval/short_round.py."""

SCHEDULED_AHEAD = timedelta(minutes=50)
"""How far ahead the rounds of every few minutes are always scheduled: Prefect's scheduler keeps them at an hour."""

SEEN_WITHIN = timedelta(minutes=3)
"""A worker says every 30 seconds that it lives, from where it takes up runs."""

ANSWER_WITHIN = 30.0
"""Seconds for one answer; every question is asked again by whoever waits for what it is about."""

_TRIES = 5

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


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


class SignedIn(httpx.Auth):
    """Signs in each request; one that the server refuses for want of a token against forgery is made again with one."""

    requires_response_body = True

    def __init__(self, header: str) -> None:
        self._header = header
        self._token: Mapping[str, str] = {}

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        answer = yield self._marked(request)
        if answer.status_code != httpx.codes.FORBIDDEN or request.method == "GET":
            return
        # A client for each token: asked for another, the server voids the one that the same client had.
        client = uuid4().hex
        where = request.url.copy_with(path="/api/csrf-token", query=urlencode({"client": client}).encode())
        token = yield self._marked(httpx.Request("GET", where))
        if token.is_success:
            self._token = {"Prefect-Csrf-Client": client, "Prefect-Csrf-Token": token.json()["token"]}
        yield self._marked(request)

    def _marked(self, request: httpx.Request) -> httpx.Request:
        request.headers.update({"Authorization": self._header, **self._token})
        return request


class PrefectApi:
    """The few questions that the stack asks of Prefect's API."""

    def __init__(self, url: str, sign_in: SignIn, *, transport: httpx.BaseTransport | None = None) -> None:
        self._client = httpx.Client(
            base_url=url,
            timeout=ANSWER_WITHIN,
            auth=SignedIn(sign_in.header),
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
            answer = self._client.post("/work_pools/", json={"name": POOL, "type": "process"})
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
            answer = self._client.post(f"/work_pools/{POOL}/workers/filter", json={})
        except httpx.HTTPError:
            return False
        workers = answer.json() if answer.is_success else []
        seen = [worker["last_heartbeat_time"] for worker in workers if worker["name"] == WORKER]
        return any(datetime.fromisoformat(moment).astimezone(UTC) >= since for moment in seen if moment)

    def start_round(self, *, after: timedelta = timedelta()) -> None:
        """Have the round run that starts again what died, `after` so long."""
        for deployment in self._ask("/deployments/filter", deployments={"name": {"any_": [ROUND]}}):
            due = {"scheduled_time": (datetime.now(UTC) + after).isoformat()}
            state = {"type": "SCHEDULED", "state_details": due}
            self._ask(f"/deployments/{deployment['id']}/create_flow_run", state=state)

    def wake(self, run_id: str) -> bool:
        """Have a run that waits look at its case again; return whether it will. The short round sees to any other."""
        try:
            found = self._client.get(f"/flow_runs/{run_id}")
            if not found.is_success or (found.json().get("state") or {}).get("type") != "PAUSED":
                return False
            due = {"scheduled_time": datetime.now(UTC).isoformat()}
            state = {"type": "SCHEDULED", "name": AT_IT_AGAIN, "state_details": due}
            answer = self._client.post(f"/flow_runs/{run_id}/set_state", json={"state": state, "force": False})
        except (httpx.HTTPError, ValueError):
            return False
        return answer.is_success

    def deployment_names(self) -> Sequence[str]:
        """Return the names of all deployments."""
        return [found["name"] for found in self._ask("/deployments/filter")]

    def deployments_named(self, name: str) -> Sequence[str]:
        """Return the ids of the deployments of this name."""
        return [found["id"] for found in self._ask("/deployments/filter", deployments={"name": {"any_": [name]}})]

    def has_unended_runs(self, deployment: str, *, died_since: datetime) -> bool:
        """Return whether a run of it waits, is at work, or died since then; what a schedule foresees does not count."""
        of_it = {"deployment_id": {"any_": [deployment]}}
        unended = {**of_it, "state": {"type": {"any_": ["SCHEDULED", "PENDING", "RUNNING", "PAUSED", "CANCELLING"]}}}
        died = {**of_it, "state": {"type": {"any_": ["CRASHED"]}}, "end_time": {"after_": died_since.isoformat()}}
        found = [*self._ask("/flow_runs/filter", flow_runs=unended), *self._ask("/flow_runs/filter", flow_runs=died)]
        return any(not (run["auto_scheduled"] and run["state"]["type"] == "SCHEDULED") for run in found)

    def close_deployment(self, deployment: str, told: str, *, in_favour_of: str) -> None:
        """Let nothing be scheduled under it any more, and have it say why; its runs go on with the other's program."""
        asked: dict[str, object] = {"paused": True, "description": told}
        for now in self._ask("/deployments/filter", deployments={"name": {"any_": [in_favour_of]}}):
            asked["entrypoint"] = now["entrypoint"]
        self._do("PATCH", f"/deployments/{deployment}", asked)

    def delete_deployment(self, deployment: str) -> None:
        self._do("DELETE", f"/deployments/{deployment}")

    def _do(self, method: str, path: str, asked: Mapping[str, object] | None = None) -> None:
        """Change something, a few times if the server's database is busy; what is not done then, a later start does."""
        for _ in range(_TRIES):
            with suppress(httpx.HTTPError):
                if self._client.request(method, path, json=asked).status_code != httpx.codes.SERVICE_UNAVAILABLE:
                    return
            time.sleep(1)

    def scheduler_is_idle(self) -> str:
        """Return what the services leave undone, "" if nothing: to schedule the rounds of every few minutes."""
        deployments = self._ask("/deployments/filter", deployments={"name": {"any_": [ROUND]}})
        kept = [found["id"] for found in deployments if not found["paused"]]
        if not kept or not any(schedule["active"] for found in deployments for schedule in found["schedules"]):
            return ""
        asked = {
            "state": {"type": {"any_": ["SCHEDULED"]}},
            "deployment_id": {"any_": kept},
            "next_scheduled_start_time": {"after_": (datetime.now(UTC) + SCHEDULED_AHEAD).isoformat()},
        }
        return "" if self._ask("/flow_runs/filter", flow_runs=asked, limit=1) else "no further rounds are scheduled"

    def _ask(self, path: str, **asked: object) -> list[dict[str, Any]]:
        """Return the answer to a question; none where there is no answer."""
        try:
            answer = self._client.post(path, json=asked)
        except httpx.HTTPError:
            return []
        found = answer.json() if answer.is_success else []
        return found if isinstance(found, list) else []

    def close(self) -> None:
        self._client.close()

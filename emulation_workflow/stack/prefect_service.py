"""What is asked of Prefect over HTTP."""

import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import httpx

from emulation_workflow.messages.screens.run_words import AT_IT_AGAIN
from emulation_workflow.stack.prefect_programs import POOL
from emulation_workflow.stack.sign_in import SignIn

ROUND = "48 Khôi phục lượt chạy"
"""The deployment that starts again what died: flows/approval/short_round.py."""

SCHEDULED_AHEAD = timedelta(minutes=50)
"""How far ahead the rounds of every few minutes are always scheduled: Prefect's scheduler keeps them at an hour."""

SEEN_WITHIN = timedelta(minutes=3)
"""A worker says every 30 seconds that it lives, from where it takes up runs."""

ANSWER_WITHIN = 30.0
"""Seconds for one answer; every question is asked again by whoever waits for what it is about."""

_TRIES = 5


class PoolNotMade(Exception):
    """Prefect's server did not make the work pool; says what it answered. For the operator."""


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

    def workers_seen(self) -> Mapping[str, datetime]:
        """Return by name when each worker of the pool last gave a sign of life."""
        return {
            worker["name"]: datetime.fromisoformat(worker["last_heartbeat_time"]).astimezone(UTC)
            for worker in self._ask(f"/work_pools/{POOL}/workers/filter")
            if worker["last_heartbeat_time"]
        }

    def worker_was_seen(self, name: str, since: datetime) -> bool:
        """Return whether the worker of this name gave a sign of life after that moment."""
        seen = self.workers_seen().get(name)
        return seen is not None and seen >= since

    def lets_in(self) -> bool | None:
        """Return whether the server takes our secret; None if it gives no answer."""
        try:
            answer = self._client.get("/admin/version")
        except httpx.HTTPError:
            return None
        return answer.status_code not in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN)

    def pool(self) -> Mapping[str, Any] | None:
        """Return the work pool; None if there is none, or no answer."""
        try:
            answer = self._client.get(f"/work_pools/{POOL}")
        except httpx.HTTPError:
            return None
        return dict(answer.json()) if answer.is_success else None

    def runs(self, states: Sequence[str], *, before: datetime | None = None) -> Sequence[Mapping[str, Any]]:
        """Return up to 200 runs in states of these types; `before`: those that were to start by then."""
        asked: dict[str, object] = {"state": {"type": {"any_": list(states)}}}
        if before is not None:
            asked["next_scheduled_start_time"] = {"before_": before.isoformat()}
        return self._ask("/flow_runs/filter", flow_runs=asked)

    def limits(self) -> Sequence[Mapping[str, Any]]:
        """Return what is limited in how often it runs at once, with the slots that are taken."""
        return self._ask("/v2/concurrency_limits/filter")

    def start_round(self, *, after: timedelta = timedelta()) -> None:
        """Have the round run that starts again what died, `after` so long."""
        for deployment in self._ask("/deployments/filter", deployments={"name": {"any_": [ROUND]}}):
            due = {"scheduled_time": (datetime.now(UTC) + after).isoformat()}
            state = {"type": "SCHEDULED", "state_details": due}
            self._ask(f"/deployments/{deployment['id']}/create_flow_run", state=state)

    def wake(self, run_id: str) -> bool:
        """Have a run that waits look at its case again; return whether it will, or waits for nobody.

        Where Prefect did not answer or accept it, it is asked again; in the end the short round sees to it.
        """
        try:
            found = self._client.get(f"/flow_runs/{run_id}")
            if found.status_code == HTTPStatus.NOT_FOUND:
                return True
            if (found.raise_for_status().json().get("state") or {}).get("type") != "PAUSED":
                return True
            due = {"scheduled_time": datetime.now(UTC).isoformat()}
            state = {"type": "SCHEDULED", "name": AT_IT_AGAIN, "state_details": due}
            answer = self._client.post(f"/flow_runs/{run_id}/set_state", json={"state": state, "force": False})
            return answer.is_success and answer.json().get("status") == "ACCEPT"
        except (httpx.HTTPError, ValueError):
            return False

    def deployments(self) -> Sequence[Mapping[str, Any]]:
        """Return all deployments, as they are now."""
        return self._ask("/deployments/filter")

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

"""What `emulation doctor` looks at in Prefect: servers, Redis, pool, workers, schedules, stuck runs, slots held."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import yaml

from emulation_workflow.cli.operating.diagnosis import Diagnosis, bad, look, ok, unknown
from emulation_workflow.settings import PROJECT, BadSetting, Settings
from emulation_workflow.stack.health import redis_fault
from emulation_workflow.stack.prefect_programs import API_URL, POOL
from emulation_workflow.stack.prefect_service import SEEN_WITHIN, PrefectApi
from emulation_workflow.stack.sign_in import SignIn

LATE = timedelta(minutes=5)
"""How long after its time a run that nobody took up is late: workers look every few seconds."""

STUCK = timedelta(minutes=15)
"""How long a run may be *Pending* or *Cancelling*: *Khôi phục lượt chạy* starts it again before."""

_AT_WORK = ("PENDING", "RUNNING", "CANCELLING")


def of_prefect(settings: Settings, *, default_api: str) -> Iterator[Diagnosis]:
    """Yield how Prefect stands, as PREFECT_API_URL of the environment, else `default_api`, leads to it."""
    yield redis(settings)
    url = os.environ.get(API_URL, "").rstrip("/") or default_api
    try:
        sign_in = SignIn.of(settings, os.environ, is_made=False)
    except BadSetting as refused:
        yield bad("prefect", str(refused), "as it says; or start the program once")
        return
    api = PrefectApi(url, sign_in)
    try:
        yield from of_api(api, url)
    finally:
        api.close()


def redis(settings: Settings) -> Diagnosis:
    name = "redis"
    if settings.redis_url is None:
        return ok(name, "not used: one server keeps all to itself")
    try:
        fault = redis_fault(settings.redis_url)
    except ImportError:
        return bad(name, "prefect-redis is not installed", ".venv/bin/uv sync --frozen --extra scale")
    if fault:
        return bad(name, fault, "start it: while it is down no run can be made, and /health still says yes")
    return ok(name, "answers")


def of_api(api: PrefectApi, url: str) -> Iterator[Diagnosis]:
    """Yield how the servers behind this API stand."""
    names = ("flows", "workers", "schedules", "runs", "slots")
    if not api.is_healthy():
        yield bad("prefect", f"{url} does not answer", f"start it, or set {API_URL} to where it is")
        yield from (unknown(name, "Prefect does not answer") for name in names)
        return
    if api.lets_in() is False:
        yield bad("prefect", f"{url} refuses our secret", "the same PREFECT_SERVER_API_AUTH_STRING on every machine")
        yield from (unknown(name, "Prefect lets us not in") for name in names)
        return
    yield ok("prefect", f"{url} answers")
    now = datetime.now(UTC)
    yield from (flows(api), workers(api, now), schedules(api, now), runs(api, now), slots(api))


def flows(api: PrefectApi) -> Diagnosis:
    """Return whether every flow of prefect.yaml is registered, as it says: whoever signs in can change that."""
    listed = yaml.safe_load((PROJECT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    found: dict[str, list[Mapping[str, Any]]] = {}
    for deployment in api.deployments():
        found.setdefault(_number(deployment), []).append(deployment)
    missing = [entry["name"] for entry in listed if _number(entry) not in found]
    if missing:
        return bad("flows", f"{len(missing)} of {len(listed)} are not registered: {missing[0]} …", "emulation deploy")
    other = [entry["name"] for entry in listed if not any(_is_as_listed(now, entry) for now in found[_number(entry)])]
    if other:
        return bad(
            "flows",
            f"{len(other)} of {len(listed)} are switched off, or do not start what prefect.yaml says: {other[0]} …",
            "emulation deploy, and switch schedules on in Prefect's pages, Deployments",
        )
    return ok("flows", f"{len(listed)} registered")


def _number(deployment: Mapping[str, Any]) -> str:
    return str(deployment["name"]).partition(" ")[0]


def _is_as_listed(now: Mapping[str, Any], entry: Mapping[str, Any]) -> bool:
    """Return whether a deployment is not paused, and starts the flow of its entry in prefect.yaml when that says."""
    rounds = {schedule["schedule"].get("cron") for schedule in now["schedules"] if schedule["active"]}
    is_its_own = now["entrypoint"] == entry["entrypoint"] and not now["parameters"]
    return is_its_own and not now["paused"] and rounds >= {schedule["cron"] for schedule in entry.get("schedules", ())}


def workers(api: PrefectApi, now: datetime) -> Diagnosis:
    """Return which workers live."""
    pool = api.pool()
    if pool is None:
        return bad("workers", f"there is no pool {POOL}", "emulation deploy")
    if pool.get("is_paused"):
        return bad("workers", f"the pool {POOL} is paused", "resume it in Prefect's pages, Work Pools")
    seen = api.workers_seen()
    alive = sorted(name for name, moment in seen.items() if now - moment <= SEEN_WITHIN)
    if not alive:
        return bad(
            "workers", f"none of {len(seen)} gave a sign of life within 3 minutes", "emulation start, or --only worker"
        )
    return ok("workers", f"{len(alive)} at work: {', '.join(alive)}")


def schedules(api: PrefectApi, now: datetime) -> Diagnosis:
    """Return whether rounds are scheduled and taken up in time."""
    name = "schedules"
    if idle := api.scheduler_is_idle():
        return bad(name, idle, "start Prefect's services again: emulation start, or --only services")
    late = api.runs(["SCHEDULED"], before=now - LATE)
    if late:
        oldest = min(str(run["expected_start_time"]) for run in late)[:16]
        return bad(
            name, f"{len(late)} run(s) late, the oldest since {oldest} UTC", "more workers, or see the worker's log"
        )
    return ok(name, "rounds are scheduled, none is late")


def runs(api: PrefectApi, now: datetime) -> Diagnosis:
    """Return which runs nobody runs."""
    found = api.runs(_AT_WORK)
    counts = Counter(str(run["state"]["type"]) for run in found)
    stuck = [run for run in found if run["state"]["type"] != "RUNNING" and _since(run) < now - STUCK]
    if stuck:
        named = ", ".join(f"{run['name']} ({run['id']})" for run in stuck[:3])
        remedy = "see that a worker is at work and takes up *Khôi phục lượt chạy*, which starts them again"
        return bad("runs", f"{len(stuck)} stuck for over 15 minutes: {named}", remedy)
    return ok(
        "runs", ", ".join(f"{number} {state.lower()}" for state, number in sorted(counts.items())) or "none at work"
    )


def slots(api: PrefectApi) -> Diagnosis:
    """Return which deployments' slots are held though no run of theirs is at work: each later round is turned away."""
    at_work = Counter(str(run["deployment_id"]) for run in api.runs(_AT_WORK))
    held = [limit for limit in api.limits() if float(limit["active_slots"]) >= 1 and not at_work[_deployment(limit)]]
    if held:
        named = ", ".join(str(limit["name"]) for limit in held[:3])
        return look(
            "slots",
            f"{len(held)} held for no run: {named}",
            "they are given back when their lease ends, some 5 minutes; if not, start Prefect's services again",
        )
    return ok("slots", "none is held for nobody")


def _deployment(limit: Mapping[str, object]) -> str:
    return str(limit["name"]).removeprefix("deployment:")


def _since(run: Mapping[str, Mapping[str, str]]) -> datetime:
    return datetime.fromisoformat(run["state"]["timestamp"]).astimezone(UTC)

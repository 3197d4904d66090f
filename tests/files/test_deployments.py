"""prefect.yaml and the flows fit each other, and speak to staff."""

import importlib
import json
import os
import re
import unicodedata
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from prefect import Flow
from prefect.client.schemas.schedules import CronSchedule
from prefect.server.schemas.schedules import CronSchedule as ServerCronSchedule
from prefect.utilities.callables import parameter_schema
from prefect.utilities.templating import apply_values

from emulation_workflow.domain.registers import searchable
from emulation_workflow.settings import PROJECT
from emulation_workflow.stack.prefect_service import ROUND
from flows.running import runs
from flows.running.start_page import AUTOMATIC
from tests.support.stored_forms import registered

CONFIG: dict[str, Any] = yaml.safe_load((PROJECT / "prefect.yaml").read_text(encoding="utf-8"))
DEPLOYMENTS: list[dict[str, Any]] = CONFIG["deployments"]


def flow_at(entrypoint: str) -> Flow[Any, Any]:
    path, name = entrypoint.split(":")
    found = getattr(importlib.import_module(path.removesuffix(".py").replace("/", ".")), name)
    assert isinstance(found, Flow)
    return found


def all_flows() -> set[str]:
    files = [path.relative_to(PROJECT).with_suffix("") for path in (PROJECT / "flows").rglob("[a-z]*.py")]
    modules = [importlib.import_module(".".join(file.parts)) for file in files]
    return {found.name for module in modules for found in vars(module).values() if isinstance(found, Flow)}


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda deployment: str(deployment["entrypoint"]))
def test_every_deployment_runs_a_flow_of_its_own_name(deployment: dict[str, Any]) -> None:
    """Staff see one name for one thing, numbered where it is chosen."""
    number, name = registered(deployment["name"]).split(" ", 1)
    assert (True, name) == (number.isdecimal(), flow_at(deployment["entrypoint"]).name)


def test_every_flow_has_a_deployment() -> None:
    """A flow nobody can start does nothing."""
    assert all_flows() == {registered(deployment["name"]).split(" ", 1)[1] for deployment in DEPLOYMENTS}


def test_what_starts_by_itself_is_tagged_so() -> None:
    """The start page finds by this tag what it tells the last and next run of."""
    scheduled = {deployment["name"] for deployment in DEPLOYMENTS if deployment.get("schedules")}
    assert scheduled == {deployment["name"] for deployment in DEPLOYMENTS if AUTOMATIC in deployment["tags"]}


def test_numbers_stand_in_the_files_order() -> None:
    """The pages list deployments by name: those used most stand first."""
    numbers = [deployment["name"].split()[0] for deployment in DEPLOYMENTS]
    assert numbers == sorted(set(numbers))
    of_approval = next(deployment for deployment in DEPLOYMENTS if "pilot_approval" in deployment["entrypoint"])
    assert of_approval["name"].startswith(f"{runs.APPROVAL_NUMBER} ")


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda deployment: str(deployment["entrypoint"]))
def test_descriptions_and_tags_are_vietnamese(deployment: dict[str, Any]) -> None:
    """Names, descriptions and tags bear their marks, composed as Vietnamese keyboards write them."""
    words = " ".join([deployment["name"], deployment["description"], *deployment["tags"]])
    assert deployment["description"].endswith("Trang đầu của ngày: Artifacts, hom-nay."), "where the day begins"
    name = deployment["name"].replace("{{ $APP_OPINION_PLAN }}", "kế hoạch")
    plain = " ".join(searchable(re.sub(r"^[0-9]+|\{\{.*?\}\}", "", name)).split())
    assert f"Không dấu: {plain}." in deployment["description"], "for who types without diacritics"
    assert not words.isascii()
    assert words == unicodedata.normalize("NFC", words)


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda deployment: str(deployment["entrypoint"]))
def test_schedules_keep_vietnamese_time_and_one_run_at_a_time(deployment: dict[str, Any]) -> None:
    """A round may come twice; it is never run beside itself, but for the one that frees what dead runs hold."""
    for schedule in deployment.get("schedules", ()):
        CronSchedule(cron=schedule["cron"], timezone=schedule["timezone"])
        assert ZoneInfo("Asia/Ho_Chi_Minh") == ZoneInfo(schedule["timezone"])
        assert deployment.get("concurrency_limit", {}).get("limit") == (None if deployment["name"] == ROUND else 1)


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda deployment: str(deployment["entrypoint"]))
def test_nothing_cancels_a_round_that_comes_once_a_day(deployment: dict[str, Any]) -> None:
    """What stands beside a preview, or behind a dead run, waits; only what comes back in minutes may be left out."""
    every_few_minutes = any(schedule["cron"].startswith("*/") for schedule in deployment.get("schedules", ()))
    strategy = deployment.get("concurrency_limit", {}).get("collision_strategy", "ENQUEUE")
    assert strategy == "ENQUEUE" or every_few_minutes


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda deployment: str(deployment["entrypoint"]))
async def test_schedules_leave_the_machine_free_for_people(deployment: dict[str, Any]) -> None:
    """Each round costs the start of a process: seconds of a core in which nobody's click is served."""
    for schedule in deployment.get("schedules", ()):
        first, second = await ServerCronSchedule(cron=schedule["cron"], timezone=schedule["timezone"]).get_dates(2)
        assert second - first >= timedelta(minutes=5)


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda deployment: str(deployment["entrypoint"]))
def test_forms_have_vietnamese_titles_and_what_starts_by_itself_needs_none(deployment: dict[str, Any]) -> None:
    """People read titles, never the names of Python's fields; nobody is there to fill in a schedule's form."""
    schema = parameter_schema(flow_at(deployment["entrypoint"])).model_dump_for_openapi()
    forms = [form["properties"] for form in schema.get("definitions", {}).values() if "properties" in form]
    titles = {name: field.get("title", "") for form in forms for name, field in form.items()}
    assert [name for name, title in titles.items() if title.casefold() in ("", name.replace("_", " "))] == []
    assert not (deployment.get("schedules") and schema.get("required"))
    runs_empty = bool(deployment.get("schedules")) or deployment["entrypoint"].endswith(":opening")
    assert schema.get("required", []) == ([] if runs_empty else ["request"]), "Quick run then opens the form"
    assert '"format": "date"' not in json.dumps(schema), "a picker drops 21/4/2020 in silence"


def test_runs_start_in_the_project_folder_in_one_process() -> None:
    """The worker may have been started anywhere."""
    [step] = CONFIG["pull"]
    assert step["prefect.deployments.steps.set_working_directory"] == {"directory": "{{ $APP_DIR }}"}
    assert all("APP_PYTHON" in deployment["work_pool"]["job_variables"]["command"] for deployment in DEPLOYMENTS)


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda deployment: str(deployment["entrypoint"]))
def test_prefect_fills_in_what_the_campaign_calls_the_office(
    deployment: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file itself speaks of no office; whoever registers it says which."""
    monkeypatch.setenv("APP_BOARD", "Công đoàn")
    told = {key: deployment[key] for key in ("name", "description")}
    filled = apply_values(told, dict(os.environ), remove_notset=False)
    assert filled == {key: text.replace("{{ $APP_BOARD }}", "Công đoàn") for key, text in told.items()}
    assert "Ban" not in " ".join(told.values()).split()

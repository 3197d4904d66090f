"""`emulation doctor`: every thing on its line, what to do, and an exit code."""

import json
from pathlib import Path

import httpx
import pytest
import yaml
from typer.testing import CliRunner

from emulation_workflow import bootstrap
from emulation_workflow.cli import app
from emulation_workflow.cli.operating.checks_of_prefect import flows, of_api
from emulation_workflow.cli.operating.diagnosis import Grade
from emulation_workflow.cli.operating.doctor import examine
from emulation_workflow.demo.sample_office import import_samples
from emulation_workflow.settings import PROJECT, Settings
from emulation_workflow.stack.prefect_service import PrefectApi
from emulation_workflow.stack.sign_in import SignIn

NOWHERE = "http://127.0.0.1:1/api"
ASKED = [
    "campaign",
    "record",
    "letters",
    "addresses",
    "seal",
    "mail out",
    "mail in",
    "redis",
    "prefect",
    "time zone",
    "clock",
    "disk",
    "secrets",
    "pages",
]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An office of its own, nothing of which runs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PREFECT_SERVER_API_AUTH_STRING", "ban:not-to-be-printed")
    return Settings.read(data_dir=tmp_path / "data", smtp_port=1, pages_url="http://127.0.0.1:1")


def test_a_machine_on_which_nothing_is_yet_is_told_so(settings: Settings) -> None:
    """Every thing has its line, each that is bad says what to do, and nothing is made by looking."""
    found = {diagnosis.name: diagnosis for diagnosis in examine(settings, default_api=NOWHERE)}
    assert [name for name in ASKED if name not in found] == []
    assert found["record"].grade is Grade.BAD
    assert found["letters"].grade is Grade.UNKNOWN
    assert all(diagnosis.remedy for diagnosis in found.values() if diagnosis.grade in (Grade.BAD, Grade.LOOK))
    assert not settings.data_dir.exists()


def test_a_record_that_stands_is_looked_at(settings: Settings) -> None:
    """Its version, what of its letters stays, who lacks an address, who may decide."""
    office = bootstrap.office(settings)
    nobody = {diagnosis.name: diagnosis for diagnosis in examine(settings, default_api=NOWHERE)}
    import_samples(office)
    found = {diagnosis.name: diagnosis for diagnosis in examine(settings, default_api=NOWHERE)}
    assert [found[name].grade for name in ("campaign", "record", "letters")] == [Grade.OK] * 3
    assert (nobody["addresses"].grade, found["addresses"].grade) == (Grade.BAD, Grade.OK)
    assert found["secrets"].grade is Grade.OK
    settings.key_file.chmod(0o644)
    assert next(of for of in examine(settings, default_api=NOWHERE) if of.name == "secrets").grade is Grade.BAD


def test_a_set_clock_on_shared_databases_is_bad(settings: Settings, tmp_path: Path) -> None:
    """Parts with different clocks end each other's leases; on one machine it only stands still."""
    clock = tmp_path / "clock"
    clock.write_text("2020-02-18T08:00", encoding="utf-8")
    alone = settings.model_copy(update={"set_clock": clock})
    shared = alone.model_copy(update={"redis_url": "redis://127.0.0.1:1/0"})
    grades = [
        next(diagnosis.grade for diagnosis in examine(one, default_api=NOWHERE) if diagnosis.name == "clock")
        for one in (alone, shared)
    ]
    assert grades == [Grade.LOOK, Grade.BAD]


def test_the_command_prints_no_secret_and_fails_where_something_is_bad(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As JSON and as a table alike."""
    monkeypatch.setenv("EMULATION_DATABASE_URL", "postgresql://record:hush-hush@127.0.0.1:1/record")
    monkeypatch.setattr(bootstrap, "settings", lambda: Settings.read(data_dir=settings.data_dir, smtp_port=1))
    as_json, as_table = (CliRunner().invoke(app, ["doctor", "--port", "1", *more]) for more in (["--json"], []))
    assert (as_json.exit_code, as_table.exit_code) == (1, 1)
    assert {entry["name"] for entry in json.loads(as_json.stdout)} >= set(ASKED)
    for printed in (as_json.output, as_table.output):
        assert "hush" not in printed
        assert "not-to-be-printed" not in printed


class Server(httpx.BaseTransport):
    """A Prefect that has a pool, says of nobody that they live, and holds a slot for a run that is gone."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        stuck = {
            "id": "5", "name": "a-run", "deployment_id": "9", "expected_start_time": "2020-01-01T00:00:00+00:00",
            "state": {"type": "PENDING", "timestamp": "2020-01-01T00:00:00+00:00"},
        }  # fmt: skip
        answers: dict[str, object] = {
            "/api/health": True,
            "/api/admin/version": "3",
            "/api/work_pools/van-phong": {"is_paused": False},
            "/api/flow_runs/filter": [stuck],
            "/api/v2/concurrency_limits/filter": [{"name": "deployment:7", "active_slots": 1}],
        }
        return httpx.Response(200, json=answers.get(request.url.path, []))


def test_what_is_stuck_in_prefect_is_named() -> None:
    """A dead pool, a run that nobody runs, a slot that nobody gives back: each looks well elsewhere."""
    api = PrefectApi("http://prefect/api", SignIn(words="a:b", file=None), transport=Server())
    found = {diagnosis.name: diagnosis for diagnosis in of_api(api, "http://prefect/api")}
    assert {name: diagnosis.grade for name, diagnosis in found.items()} == {
        "prefect": Grade.OK,
        "flows": Grade.BAD,
        "workers": Grade.BAD,
        "schedules": Grade.BAD,
        "runs": Grade.BAD,
        "slots": Grade.LOOK,
    }
    assert "a-run" in found["runs"].found


@pytest.mark.parametrize(
    ("changed", "grade"),
    [
        ({}, Grade.OK),
        ({"paused": True}, Grade.BAD),
        ({"entrypoint": "flows/elsewhere.py:other"}, Grade.BAD),
        ({"parameters": {"request": {}}}, Grade.BAD),
        ({"schedules": [{"active": False, "schedule": {"cron": "15 7 * * *"}}]}, Grade.BAD),
        ({"schedules": [{"active": True, "schedule": {"cron": "0 0 29 2 *"}}]}, Grade.BAD),
        ({"schedules": [{"active": True, "schedule": {"cron": at}} for at in ("15 7 * * *", "0 13 * * *")]}, Grade.OK),
    ],
)
def test_a_deployment_that_does_not_do_what_it_is_for_is_named(changed: dict[str, object], grade: Grade) -> None:
    """Switched off by a click, or pointed elsewhere: else letters stop, and everything looks well."""
    listed = yaml.safe_load((PROJECT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    registered = [
        {
            "name": entry["name"],
            "entrypoint": entry["entrypoint"],
            "paused": False,
            "parameters": {},
            "schedules": [{"active": True, "schedule": kept} for kept in entry.get("schedules", ())],
            **(changed if entry["name"] == "34 Rà soát và đôn đốc" else {}),
        }
        for entry in listed
    ]
    api = PrefectApi(
        "http://prefect/api",
        SignIn(words="a:b", file=None),
        transport=httpx.MockTransport(lambda _: httpx.Response(200, json=registered)),
    )
    told = flows(api)
    assert told.grade is grade
    assert ("34 Rà soát và đôn đốc" in told.found) == (grade is Grade.BAD)

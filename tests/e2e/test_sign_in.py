"""Who does not sign in gets nothing: no other user of this machine, no page of another origin, no reader of logs."""

import json
import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psutil
import pytest

from tests.e2e.conftest import World
from tests.support.browser import browser
from tests.support.patience import PATIENCE
from tests.support.servers.programs import needs_program

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(2400)]

DELIVERY = "43 Gửi thư"


def as_nobody(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program of the shell as another user of this machine; skipped where we may not become one."""
    if os.geteuid() != 0:
        pytest.skip("only root may become another user of this machine")
    command = ["su", "nobody", "-s", "/bin/sh", "-c", program, "sh", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)


def secret_of(world: World) -> str:
    return world.stack.sign_in.words.partition(":")[2]


def _mode(path: Path) -> int:
    """Return the file's mode; 0 for one that a program at work has removed meanwhile."""
    with suppress(FileNotFoundError):
        return path.stat().st_mode
    return 0


def _content(path: Path) -> bytes:
    with suppress(FileNotFoundError):
        return path.read_bytes()
    return b""


def test_another_user_of_this_machine_gets_nothing(world: World) -> None:
    """Neither API nor letters answer, no file of the folder is read, no process shows the secret."""
    world.submit("608_tp_kon_tum.toml")
    world.waits("608")
    needs_program("curl")
    asks = [
        f"{world.stack.api_url}/admin/version",
        f"{world.stack.api_url}/csrf-token?client=x",
        f"{world.stack.api_url}/flow_runs/filter",
        f"{world.stack.mailbox_url}/",
        f"{world.stack.mailbox_url}/letters/1",
        f"{world.stack.mailbox_url}/letters/1/file",
    ]
    for url in asks:
        for more in ("", "-X POST -d {}", "-u ban:ban", "-H 'Authorization: Basic'"):
            answer = as_nobody(f"curl -s -o /dev/null -w '%{{http_code}}' {more} '{url}'").stdout
            assert answer in {"401", "403", "405"}, (url, more, answer)
    folder = world.stack.settings.data_dir
    look = 'find "$1" -type f 2>/dev/null | head; cat "$1/sign-in.secret" "$1/secret.key" 2>/dev/null'
    read = as_nobody(look, str(folder))
    assert read.stdout == ""
    seen = as_nobody("cat /proc/*/cmdline /proc/*/environ 2>/dev/null | tr '\\0' ' '").stdout
    assert "prefect" in seen
    assert secret_of(world) not in seen


def test_files_are_the_programs_alone(world: World) -> None:
    """Server, worker, catcher and runs write nothing that others may read."""
    world.run(DELIVERY)
    folder = world.stack.settings.data_dir
    # The clock is the test's own; pages/ is a copy of Prefect's public files, which keep the modes of its package.
    ours = [path for path in folder.rglob("*") if path.name != "clock" and "pages" not in path.parts]
    assert [str(path) for path in (folder / "prefect" / "pages", *ours) if _mode(path) & 0o077] == []


def test_the_secret_is_in_one_file_and_no_command_line(world: World) -> None:
    """No log, no run, no artifact, no database of Prefect's and no letter holds it."""
    world.submit("608_tp_kon_tum.toml")
    world.waits("608")
    world.run(DELIVERY)
    secret, folder = secret_of(world).encode(), world.stack.settings.data_dir
    holding = [path.name for path in folder.rglob("*") if path.is_file() and secret in _content(path)]
    assert holding == [world.stack.settings.sign_in_file.name]
    ours = psutil.process_iter(["cmdline"])
    assert not any(secret_of(world) in " ".join(process.info["cmdline"] or ()) for process in ours)


@contextmanager
def another_origin(folder: Path) -> Iterator[str]:
    """Yield the address of a page of somebody else's."""
    (folder / "index.html").write_text("<!DOCTYPE html><title>elsewhere</title><p>elsewhere</p>", encoding="utf-8")
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


TRY = """
(async () => {
  const told = {};
  const ask = async (name, url, how) => {
    try {
      const answer = await fetch(url, how);
      told[name] = answer.type + " " + answer.status + " " + (await answer.text());
    }
    catch (fault) { told[name] = "refused"; }
  };
  const json = {"Content-Type": "application/json"};
  await ask("read", API + "/admin/version", {});
  await ask("read with what the browser keeps", API + "/admin/version", {credentials: "include"});
  await ask("change", API + "/deployments/" + ID + "/create_flow_run", {method: "POST", headers: json, body: "{}"});
  await ask("change unasked", API + "/deployments/" + ID + "/create_flow_run",
            {method: "POST", mode: "no-cors", credentials: "include", body: "{}"});
  await ask("guess", API + "/admin/version", {headers: {Authorization: "Basic " + btoa("ban:ban")}});
  await ask("token", API + "/csrf-token?client=x", {credentials: "include"});
  await ask("letters", MAIL + "/letters/1", {credentials: "include"});
  return told;
})()
"""


@pytest.mark.browser
def test_a_page_of_another_origin_gets_nothing(world: World, tmp_path: Path) -> None:
    """Open beside the pages, in the browser of somebody who has signed in, it reads and changes nothing."""
    world.submit("608_tp_kon_tum.toml")
    world.waits("608")
    named = {"deployments": {"name": {"any_": [DELIVERY]}}}
    deployment = world.prefect.ask("POST", "/deployments/filter", named)[0]["id"]
    asked: dict[str, object] = {"flow_runs": {"deployment_id": {"any_": [deployment]}}}
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with browser() as person, another_origin(elsewhere) as page:
        person.open(f"{world.stack.settings.prefect_ui_url}/v2/")
        person.type_into("input[type=password]", world.stack.sign_in.words)
        person.await_text("Deployments")
        mailbox = str(world.stack.mailbox_url).replace("//", f"//{world.stack.sign_in.words}@", 1)
        person.open(f"{mailbox}/")
        assert "Chỉ để dùng thử." in person.shown()
        before = _by_hand(world, asked)
        person.open(page)
        person.await_text("elsewhere")
        names = {"API": world.stack.api_url, "ID": deployment, "MAIL": world.stack.mailbox_url}
        told = person.run("".join(f"var {name} = {json.dumps(value)};" for name, value in names.items()) + TRY)
    unseen = told.pop("change unasked")
    assert unseen in {"refused", "opaque 0 "}
    assert set(told.values()) == {"refused"}
    assert _by_hand(world, asked) == before


def _by_hand(world: World, asked: dict[str, object]) -> set[str]:
    """The runs that no schedule made."""
    runs = world.prefect.ask("POST", "/flow_runs/filter", asked)
    return {run["id"] for run in runs if not run["auto_scheduled"]}

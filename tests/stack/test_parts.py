"""Parts started one by one: what they are told, what they refuse, and whom they wait for."""

import socket
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from socket import gethostname

import pytest

from emulation_workflow.settings import BadSetting, Settings
from emulation_workflow.stack import Addresses, Only, Stack
from emulation_workflow.stack.database_turn import turn_on, wait_for_database
from emulation_workflow.stack.folder import own_worker_name, sole_user
from emulation_workflow.stack.prefect_programs import plain_database
from tests.support.patience import wait_for
from tests.support.servers.databases import postgres_server
from tests.support.servers.programs import needs_program

ADDRESSES = Addresses(prefect=4200, pages=4280, smtp=2525, mailbox=8025)
ELSEWHERE = "http://10.0.0.5:4200/api"
CLUSTER = {
    "PREFECT_API_URL": ELSEWHERE,
    "PREFECT_SERVER_API_AUTH_STRING": "ban:of-the-cluster",
    "PREFECT_SERVER_DATABASE_CONNECTION_URL": "postgresql+asyncpg://prefect:hush@db/prefect",
}


def part(folder: Path, monkeypatch: pytest.MonkeyPatch, only: Only, **more: str) -> Stack:
    """Return one part of a cluster with its own settings, Redis among them."""
    for name, value in {**CLUSTER, **more}.items():
        monkeypatch.setenv(name, value)
    settings = Settings.read(data_dir=folder, redis_url="redis://cache:6379/0")
    return Stack(settings, addresses=ADDRESSES, only=only, worker="may-7")


@pytest.mark.parametrize("only", [Only.WORKER, Only.SERVICES, Only.PAGES, Only.SERVER])
def test_a_part_goes_where_the_operator_s_environment_leads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, only: Only
) -> None:
    """Servers, database, Redis and home are the cluster's; protections are ours whatever is set."""
    stack = part(tmp_path, monkeypatch, only, PREFECT_HOME="/srv/prefect", PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS="*")
    told = stack.environment
    assert stack.api_url == told["PREFECT_API_URL"] == ELSEWHERE
    assert told["PREFECT_HOME"] == "/srv/prefect"
    assert told["PREFECT_MESSAGING_BROKER"] == "prefect_redis.messaging"
    assert told["PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE"] == "prefect_redis.lease_storage"
    assert told["PREFECT_SERVER_DOCKET_URL"] == "redis://cache:6379/1"
    assert told["PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS"] == "http://10.0.0.5:4200"
    assert [name.name for name in stack._parts] == [getattr(stack, only.value).name]


def test_the_worker_bears_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of one name would each be taken for the other."""
    stack = part(tmp_path, monkeypatch, Only.WORKER)
    assert "may-7" in stack.worker._command


@pytest.mark.parametrize("only", [Only.SERVER, Only.SERVICES])
def test_servers_that_share_nothing_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, only: Only) -> None:
    """Events that only one process hears would be lost, heartbeats among them; the refusal says what to set."""
    monkeypatch.setenv("PREFECT_SERVER_API_AUTH_STRING", "ban:of-the-cluster")
    with pytest.raises(BadSetting, match=r"PREFECT_SERVER_DATABASE_CONNECTION_URL=postgresql.*EMULATION_REDIS_URL"):
        Stack(Settings.read(data_dir=tmp_path), addresses=ADDRESSES, only=only)


def test_a_part_away_from_its_servers_makes_no_secret_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The servers would refuse it, and its log alone would say so."""
    monkeypatch.setenv("PREFECT_API_URL", ELSEWHERE)
    with pytest.raises(BadSetting, match="PREFECT_SERVER_API_AUTH_STRING"):
        Stack(Settings.read(data_dir=tmp_path), addresses=ADDRESSES, only=Only.WORKER)


def test_parts_share_a_folder_that_no_whole_stack_has(tmp_path: Path) -> None:
    """Two servers of a cluster may stand on one machine; never beside one that keeps a database in the folder."""
    with (
        sole_user(tmp_path, is_part=True),
        sole_user(tmp_path, is_part=True),
        pytest.raises(BadSetting, match="in use"),
        sole_user(tmp_path),
    ):
        pass
    with sole_user(tmp_path), pytest.raises(BadSetting, match="in use"), sole_user(tmp_path, is_part=True):
        pass


def test_a_worker_started_again_has_its_name_again(tmp_path: Path) -> None:
    """Two at once have two names; Prefect lists no more workers than there ever were at once."""
    with own_worker_name(tmp_path) as first, own_worker_name(tmp_path) as second:
        assert (first, second) == (f"{gethostname()}-1", f"{gethostname()}-2")
    with own_worker_name(tmp_path) as again:
        assert again == first


def test_prefect_s_database_is_reached_as_prefect_says() -> None:
    """The same host, name and encryption by another driver."""
    plain = plain_database("postgresql+asyncpg://u:p@db:5433/prefect?ssl=require")
    assert plain == "postgresql+psycopg://u:p@db:5433/prefect?sslmode=require"


@pytest.mark.postgres
def test_a_second_server_waits_until_the_first_is_up() -> None:
    """On a fresh database one of two at once would die; the turn is the database's, not the machine's."""
    seen: list[str] = []
    with postgres_server(needs_program("postgres").parent) as server, ThreadPoolExecutor(1) as pool:
        database = server.bare_database()

        def second() -> None:
            with turn_on(database):
                seen.append("second")

        with turn_on(database):
            waiting = pool.submit(second)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=1)
            seen.append("first")
        waiting.result(timeout=60)
    assert seen == ["first", "second"]


def test_a_database_that_is_not_there_is_told() -> None:
    """The refusal names the setting."""
    with (
        pytest.raises(BadSetting, match="PREFECT_SERVER_DATABASE_CONNECTION_URL cannot be used"),
        turn_on("postgresql+asyncpg://nobody@127.0.0.1:1/none"),
    ):
        pass


def test_a_part_waits_for_a_database_that_does_not_run_yet() -> None:
    """A machine that is up before the database's must not end; a refusal that no waiting mends is not waited for."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    told: list[str] = []
    with ThreadPoolExecutor(1) as waiting:
        waited = waiting.submit(wait_for_database, f"postgresql://ai@127.0.0.1:{port}/x", tell=told.append)
        wait_for(lambda: told or None, "it to be told that nothing answers")
        assert not waited.done()
        _refuse(port, ("the database system is starting up", "password authentication failed"))
        waited.result()
    assert told == [f"PostgreSQL at 127.0.0.1:{port} does not answer: waiting for it ..."]


def _refuse(port: int, reasons: Sequence[str]) -> None:
    """Answer as PostgreSQL does to whoever comes, each with the next reason."""
    with socket.create_server(("127.0.0.1", port)) as listener:
        for reason in reasons:
            client, _ = listener.accept()
            with client:
                if client.recv(8)[4:] == (80877103).to_bytes(4, "big"):
                    client.sendall(b"N")  # No TLS here.
                client.recv(1024)
                said = f"SFATAL\0VFATAL\0C28P01\0M{reason}\0\0".encode()
                client.sendall(b"E" + (len(said) + 4).to_bytes(4, "big") + said)

"""What version 0.1.0 stored and handed out is still read, whatever was renamed or moved since."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import typer.main
from sqlalchemy import text

from emulation_workflow.adapters.record.engine import open_engine, write_transaction
from emulation_workflow.adapters.record.migration import upgrade
from emulation_workflow.cli import app
from emulation_workflow.domain.record.noted import NotedSeal
from emulation_workflow.messages.names import with_names
from emulation_workflow.stack.former_names import FORMER
from tests.support import stored
from tests.support.servers.databases import PostgresServer
from tests.support.stored import OF_0_1_0, load

RECORD: dict[str, Any] = load(OF_0_1_0 / "record.json")
COMMANDS = sorted((OF_0_1_0 / "commands").glob("*.json"))
NEWER = {("doctor",)}
"""Commands that 0.1.0 had not."""
RUNS: dict[str, Any] = load(OF_0_1_0 / "runs.json")
WAITING: dict[str, Any] = load(OF_0_1_0 / "waiting_runs.json")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def record(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """A copy of the record of 0.1.0, as it was left: which database it is in, and its address."""
    if request.param == "sqlite":
        return "sqlite", stored.sqlite_record(OF_0_1_0, tmp_path)
    server: PostgresServer = request.getfixturevalue("postgres")
    return "postgresql", stored.postgres_record(OF_0_1_0, server)


@pytest.fixture(scope="module")
def _left(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The program as it was left with its record in SQLite; nobody writes to it."""
    folder = tmp_path_factory.mktemp("of_0_1_0")
    url = stored.sqlite_record(OF_0_1_0, folder)
    with stored.settled(OF_0_1_0, folder, url):
        yield


@pytest.fixture(scope="module")
def forms(_left: None) -> dict[str, Any]:
    """What Prefect would store of today's deployments and waiting runs."""
    found: dict[str, Any] = stored.run_forms(OF_0_1_0)
    return found


def test_the_record_holds_something_in_every_table() -> None:
    """A table without rows would prove nothing."""
    assert [
        name for kind in ("sqlite", "postgresql") for name, table in RECORD[kind].items() if not table["rows"]
    ] == []


def test_every_row_is_there_after_the_upgrade(record: tuple[str, str]) -> None:
    """As many rows as before, and in the columns of 0.1.0 what stood there; the upgrade adds one that seals them."""
    database, url = record
    upgrade(url, stored.KEY)
    columns = {name: table["columns"] for name, table in RECORD[database].items()}
    chain = {"ledger_row", "ledger_head"}
    found = stored.contents_of(url, columns)
    assert {name: found[name] for name in columns.keys() - chain} == {
        name: RECORD[database][name] for name in columns.keys() - chain
    }
    assert found["ledger_row"]["rows"] == RECORD[database]["ledger_row"]["rows"] + 1


def test_the_sealed_rows_verify_after_the_upgrade(record: tuple[str, str], tmp_path: Path) -> None:
    """The chain goes on from the seal of 0.1.0, every row is as it was, and all are sealed once."""
    database, url = record
    left = RECORD[f"{database}_audit"]
    with stored.settled(OF_0_1_0, tmp_path, url):
        found = stored.audited(NotedSeal(left["seal"], left["rows"], "2020-11-17"))
        upgrade(url, stored.KEY)
        assert stored.audited() == found
    assert (found["rows"], found["faults"], found["erased"]) == (left["rows"] + 1, [], left["erased"])


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        ("UPDATE plan_version SET body = body || ' ' WHERE unit = '608' AND version = 1", "plan version 1 of unit 608"),
        ("DELETE FROM publication", "publication 1 is missing"),
        ("UPDATE delegate SET name = 'Kẻ Lạ'", "the adopted delegate list of unit "),
        ("UPDATE ledger_row SET body = '{}' WHERE number = 9", "row 9 was changed after it was sealed"),
    ],
)
def test_what_was_wrong_before_the_upgrade_is_told_for_ever(
    record: tuple[str, str], tmp_path: Path, spoil: str, told: str
) -> None:
    """To seal what is there is not to vouch for what was done to it before."""
    _, url = record
    engine = open_engine(url)
    with write_transaction(engine) as connection:
        connection.execute(text(spoil))
    engine.dispose()
    with stored.settled(OF_0_1_0, tmp_path, url):
        faults = stored.audited()["faults"]
    assert any(fault.startswith(f"found at the upgrade of 2020-11-17: {told}") for fault in faults), faults


def test_letters_that_waited_for_their_words_are_put_into_the_same(tmp_path: Path) -> None:
    """The context of a letter is stored by name; whatever the code calls it now, the templates find it."""
    url = stored.sqlite_record(OF_0_1_0, tmp_path)
    with stored.settled(OF_0_1_0, tmp_path, url):
        assert stored.letters_put_into_words() == load(OF_0_1_0 / "letters.json")


@pytest.mark.usefixtures("_left")
def test_forms_and_files_that_units_sent_are_read_as_they_were() -> None:
    """The canonical JSON is what the record keeps and hashes."""
    kept = {path.stem: path.read_text(encoding="utf-8").rstrip("\n") for path in OF_0_1_0.glob("sent/*.canonical")}
    assert stored.readings(OF_0_1_0) == kept


@pytest.mark.usefixtures("_left")
@pytest.mark.parametrize("kept", COMMANDS, ids=lambda path: str(path.stem))
def test_commands_answer_the_same_json(kept: Path) -> None:
    """Other programs read it by its keys."""
    expected = load(kept)
    assert stored.answer_of(OF_0_1_0, expected) == expected


def test_every_command_that_answers_in_json_is_asked() -> None:
    """One that is not asked could lose a key unnoticed."""
    asked = {tuple(load(path)["command"][:2]) for path in COMMANDS}
    assert asked | NEWER == set(_with_json(typer.main.get_command(app), ()))


def _with_json(command: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if any("--json" in option.opts for option in command.params):
        yield path
    for name, below in getattr(command, "commands", {}).items():
        yield from _with_json(below, (*path, name))


def test_deployments_keep_their_names(forms: dict[str, Any]) -> None:
    """Staff, schedules and scripts start runs by them; others may come. Those that were renamed are known as such."""
    assert {_unnumbered(name) for name in forms["deployments"]} >= {_todays(name) for name in RUNS["deployments"]}


@pytest.mark.parametrize("name", RUNS["deployments"])
def test_deployments_keep_their_forms(name: str, forms: dict[str, Any]) -> None:
    """A run that was started or scheduled before brings its parameters in the form of then; forms may ask for more."""
    then = RUNS["deployments"][name]["schema"]
    now = next(found for called, found in forms["deployments"].items() if _unnumbered(called) == _todays(name))[
        "schema"
    ]
    assert _lost(_resolved(then, then), _resolved(now, now), "") == []


def _resolved(part: Any, schema: Any) -> Any:
    """Return the part with the definitions that it refers to in their places."""
    if isinstance(part, list):
        return [_resolved(inner, schema) for inner in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        return _resolved(schema["definitions"][part["$ref"].rpartition("/")[2]], schema)
    return {key: _resolved(inner, schema) for key, inner in part.items() if key != "definitions"}


def _unnumbered(name: str) -> str:
    return name.split(" ", 1)[1]


def _todays(name: str) -> str:
    """Return what a deployment is called now, after its number."""
    words = {"board": "Ban", "gate": "Thẩm định, xin ý kiến", "opinion_plan": "kế hoạch điểm"}
    renamed = {with_names(former, words): with_names(now, words) for former, now in FORMER.items()}
    return renamed.get(name, name)


def _together(parts: Sequence[Any]) -> Any:
    """Return what several forms have, as one."""
    if all(isinstance(part, dict) for part in parts):
        keys = dict.fromkeys(key for part in parts for key in part)
        return {key: _together([part[key] for part in parts if key in part]) for key in keys}
    if all(isinstance(part, list) for part in parts):
        return list(dict.fromkeys(one for part in parts for one in part))
    return parts[0]


def _lost(then: Any, now: Any, path: str) -> list[str]:
    """Return where what stood in a form then is not in it now; what the class behind a part is called is no matter.

    A form may have got a page for each level, on which all its parts are to be found together.
    """
    if isinstance(now, dict) and "anyOf" in now and "anyOf" not in then:
        return _lost(then, _together(now["anyOf"]), path)
    if isinstance(then, dict) and isinstance(now, dict):
        return [at for key in then for at in _lost(then[key], now.get(key), f"{path}.{key}")]
    if isinstance(then, list) and isinstance(now, list) and path.endswith("enum"):
        # A name may have got the levels behind it that have it, or its plain letters; it is read without them too.
        return [
            f"{path}: {word}"
            for word in then
            if not any(f"{other} – ".startswith((f"{word} – ", f"{word} · ")) for other in now)
        ]
    # Where a field stands on the form, what it is called, how it is explained and what stands in it beforehand may
    # change: answers go by its key. And a form may ask for less: what had to be given, or to be a day, may be any text.
    free = (".position", ".description", ".title", ".default", ".required", ".format")
    return [] if then == now or path.endswith(free) else [path]


def test_waiting_runs_keep_their_forms_and_keys(forms: dict[str, Any]) -> None:
    """What was asked before is answered afterwards, under the same keys and on the same form."""
    assert forms["questions"] == RUNS["questions"]
    assert forms["states"] == RUNS["states"]


@pytest.mark.parametrize(("run", "question"), [("decision", "APPRAISAL"), ("order", "code")])
def test_the_forms_in_letterboxes_are_those_of_today(run: str, question: str, forms: dict[str, Any]) -> None:
    """Prefect's server has stored them, and checks answers by them."""
    keys = WAITING[run]["state"]["run_input_keyset"]
    [form] = [given["value"] for given in WAITING[run]["inputs"] if given["key"] == keys["schema"]]
    assert form == forms["questions"][question]["schema"]


@pytest.mark.parametrize("run", ["decision", "order"])
def test_answers_in_letterboxes_are_read_as_they_were(run: str, forms: dict[str, Any]) -> None:
    """An answer that was given just before the program was renewed is taken just after it."""
    assert forms["answers"][run] == RUNS["answers"][run]
    assert forms["answers"][run]["keys"] == WAITING[run]["state"]["run_input_keyset"]

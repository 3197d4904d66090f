"""`emulation ladder try` as somebody at the Board's IT desk uses it."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from emulation_workflow import bootstrap
from emulation_workflow.cli.obligations.ladder import app
from emulation_workflow.domain.schedule.what_if import Duty, play
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.reminders.sweep import sweep
from tests.support.builders import CALENDAR
from tests.support.offices import UNITS
from tests.support.servers.databases import sqlite_store
from tests.support.sweeping import LADDER, go_to, owes, sweeping_office

FIRST, LAST = date(2020, 2, 3), date(2020, 5, 29)

TRIED = """
[ladder]
decided_by = "Thử"
board = "board"
rungs = [{ id = "late", name = "Đôn đốc", working_days = 5, to = ["unit"] }]

[holidays]
country = "VN"
extra_days_off = [2020-03-30]
"""


@pytest.fixture(autouse=True)
def own_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "clock").write_text("2020-06-15T08:00:00+07:00", encoding="utf-8")
    monkeypatch.setenv("EMULATION_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("EMULATION_SET_CLOCK", str(tmp_path / "clock"))
    monkeypatch.chdir(tmp_path)
    bootstrap.settings.cache_clear()
    yield
    bootstrap.settings.cache_clear()


def _try(text: str, *arguments: str) -> Result:
    Path("tried.toml").write_text(text, encoding="utf-8")
    return CliRunner().invoke(app, ["try", "tried.toml", *arguments])


def test_a_made_up_year_is_compared_and_drawn() -> None:
    """Fewer rungs, fewer letters; figures of both, and a picture that can be opened."""
    answer = json.loads(_try(TRIED, "--history", "generated", "--json").stdout)

    assert answer["tried"]["letters"] < answer["in_use"]["letters"]
    assert answer["tried"]["days_overdue"] >= answer["in_use"]["days_overdue"]
    assert Path(answer["picture"]).read_bytes().startswith(b"\x89PNG")


def test_recorded_history_is_played_without_touching_the_record() -> None:
    """What stands on record is compared as it is; nothing is added to it."""
    office = bootstrap.office()
    derive_obligations(office, dry_run=False)
    with office.store.look() as record:
        before = record.ledger.head()
    shown = _try(TRIED)

    assert shown.exit_code == 0
    assert shown.stdout.splitlines()[0].startswith("452 duties, 2019-09-04 to 2020-06-15")
    assert shown.stdout.splitlines()[-1] == "The ladder that was tried is decided by: Thử"
    with office.store.look() as record:
        assert record.ledger.head() == before


def test_a_history_in_a_file_is_played() -> None:
    """Two rows of a spreadsheet are enough to see what a ladder would do."""
    Path("history.csv").write_text("Mã đơn vị,Hạn,Ngày thực hiện\nX1,31/3/2020,\nX2,31/3/2020,30/3/2020\n", "utf-8")
    answer = json.loads(_try(TRIED, "--history", "history.csv", "--json").stdout)

    assert (answer["duties"], answer["tried"]["letters"]) == (2, 1)


def test_a_history_in_a_file_is_played_on_the_ladders_of_its_units() -> None:
    """What level a unit of the file is of, the register knows: communes have a rung more."""
    Path("history.csv").write_text("Mã đơn vị,Hạn\n23293,31/3/2020\n608,31/3/2020\n", "utf-8")
    rungs = "".join(
        f'{{ id = "r{days}", name = "Đôn đốc", working_days = {days}, to = ["unit"] }},' for days in (5, 10)
    )
    own = f'[[ladder.own]]\nlevels = ["commune"]\nrungs = [{rungs}]\n\n[holidays]'
    told = json.loads(_try(TRIED.replace("[holidays]", own), "--history", "history.csv", "--json").stdout)

    assert told["tried"]["letters"] == 3


@pytest.mark.parametrize(
    ("text", "arguments", "code", "words"),
    [
        (TRIED, (), 1, "nothing with a due day is on record"),
        ("[campaign]", (), 1, "none of the parts to try: ladder, holidays"),
        ("[ladder", (), 2, "This is not TOML"),
        (TRIED.replace("working_days = 5", "working_days = 'năm'"), (), 1, "a whole number"),
        (TRIED, ("--history", "none.csv"), 2, "none.csv"),
        (TRIED, ("--history", "generated", "--picture", "no/such/folder.png"), 2, "cannot be written"),
    ],
)
def test_what_cannot_be_tried_is_told(text: str, arguments: tuple[str, ...], code: int, words: str) -> None:
    """A slip ends in a sentence that says where and what to do, never in a traceback."""
    refused = _try(text, *arguments)

    assert refused.exit_code == code
    assert words in refused.output
    assert "Traceback" not in refused.output


def test_bad_rows_of_a_history_are_all_named() -> None:
    """All or nothing: each bad row with what stands there."""
    Path("history.csv").write_text("Mã đơn vị,Hạn\nX1,30/2/2020\n,31/3/2020\n", "utf-8")
    refused = _try(TRIED, "--history", "history.csv")

    assert refused.exit_code == 1
    assert "30/2/2020" in refused.output
    assert len(refused.output.splitlines()) == 2


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(dues=st.lists(st.dates(min_value=FIRST, max_value=LAST), min_size=1, max_size=6))
def test_a_ladder_is_tried_as_it_is_swept(tmp_path_factory: pytest.TempPathFactory, dues: list[date]) -> None:
    """What the play says of each day's letters is what sweeping every day writes."""
    store = sqlite_store(tmp_path_factory.mktemp("record"))
    units = UNITS[1 : 1 + len(dues)]
    office = sweeping_office(store, [owes(unit, due=due) for unit, due in zip(units, dues, strict=True)])
    played = play(
        [Duty(unit=unit.code, due=due) for unit, due in zip(units, dues, strict=True)],
        LADDER,
        CALENDAR,
        first=FIRST,
        last=LAST,
    )
    for day in played.days:
        go_to(office, day.day)
        assert sweep(office).letters == day.letters
    store.close()

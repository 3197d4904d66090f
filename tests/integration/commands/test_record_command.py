"""`emulation record` and `emulation audit` as the operator runs them."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update
from typer.testing import CliRunner, Result

from emulation_workflow import bootstrap, migrations
from emulation_workflow.adapters.record.engine import open_engine, write_transaction
from emulation_workflow.adapters.record.tables.ledger import LedgerRow
from emulation_workflow.adapters.record.tables.register import OfficialRow
from emulation_workflow.cli import app
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from tests.support.offices import CLERK
from tests.support.processes.writer import NOW

DECISION = LedgerEntry(
    kind=LedgerKind.ACT,
    at=NOW,
    actor="UBND-02",
    what="agree",
    unit="608",
    on_behalf_of="UBND-01",
    channel="paper",
    version=2,
    details={
        "name": "Đặng Thị Oanh",
        "on_behalf_of_name": "Lê Văn Hòa",
        "entered_by_name": "Phạm Quốc Bảo",
        "from": "OPINION",
        "to": "CLEARED",
        "reason": "Kế hoạch phù hợp",
        "paper_number": "300/UBND-KGVX",
        "paper_signed_on": "2020-02-05",
        "paper_signer": "Đặng Thị Oanh",
        "fixed_day": "2020-04-16",
    },
)
OTHERS = (
    LedgerEntry(
        kind=LedgerKind.REFUSED, at=NOW, actor="unknown", what="answer", unit="608", details={"said": ["Mã sai."]}
    ),
    LedgerEntry(
        kind=LedgerKind.PLAN, at=NOW, actor="unit", what="received", unit="616", details={"findings": {"ok": 18}}
    ),
    LedgerEntry(kind=LedgerKind.CODE, at=NOW, actor="office", what="reissued", unit="616", details={"count": 3}),
    LedgerEntry(
        kind=LedgerKind.REGISTER, at=NOW, actor="c", what="import_units", details={"added": [{}], "changed": []}
    ),
    LedgerEntry(
        kind=LedgerKind.LETTER, at=NOW, actor="c", what="doubt_settled", details={"number": 7, "was_sent": False}
    ),
    LedgerEntry(kind=LedgerKind.ACT, at=NOW, actor="c", what="a word of a later version", unit="616"),
)


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Where the commands find their record."""
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{tmp_path}/record.db"
    monkeypatch.setenv("EMULATION_DATABASE_URL", url)
    bootstrap.settings.cache_clear()
    yield url
    bootstrap.settings.cache_clear()


@pytest.fixture
def record(url: str) -> str:
    """A record of seven rows, two of them about 608; its address."""
    run("record", "upgrade")
    store = bootstrap.store(bootstrap.settings())
    for entry in (DECISION, *OTHERS):
        with store.act() as record:
            record.ledger.append(entry)
    store.close()
    return url


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def tamper(url: str, number: int, **values: str) -> None:
    engine = open_engine(url)
    with write_transaction(engine) as connection:
        connection.execute(update(LedgerRow).where(LedgerRow.c.number == number).values(**values))
    engine.dispose()


@pytest.mark.usefixtures("url")
def test_upgrading_makes_the_record_and_can_be_repeated() -> None:
    """The operator is told the version it is at."""
    results = [run("record", "upgrade") for _ in range(2)]
    assert [(result.exit_code, result.stdout) for result in results] == [
        (0, f"The record is at version {migrations.HEAD}.\n")
    ] * 2


@pytest.mark.usefixtures("record")
def test_a_whole_chain_verifies_and_its_seal_can_be_expected_later() -> None:
    """Exit 0 with the last seal; later rows do not make a seal noted down earlier invalid."""
    result = run("audit", "verify")
    seal = result.stdout.split()[-1]
    store = bootstrap.store(bootstrap.settings())
    with store.act() as act:
        act.ledger.append(replace(DECISION, unit="616"))
    store.close()

    later = run("audit", "verify", "--expect-seal", seal)

    assert (result.exit_code, result.stdout.startswith("7 row(s), all as they were sealed.")) == (0, True)
    assert (later.exit_code, "1 of 1 seal(s) noted elsewhere found.\n8 row(s)" in later.stdout) == (0, True)


@pytest.mark.usefixtures("record")
def test_a_file_of_seals_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever unplugs the share does not make the comparison with it fall away unheard."""
    monkeypatch.setenv("EMULATION_SEAL_TO", str(tmp_path / "elsewhere" / "seals.txt"))
    bootstrap.settings.cache_clear()
    told = run("audit", "verify")
    assert (told.exit_code, "no seal noted elsewhere was compared" in told.stderr) == (0, True)


def test_an_act_on_a_row_that_was_changed_ends_with_a_sentence_for_the_operator(record: str) -> None:
    """Which row, and what to do; the Board's list has it too."""
    store = bootstrap.store(bootstrap.settings())
    with store.act() as act:
        act.register.replace_officials([CLERK])
    store.close()
    engine = open_engine(record)
    with write_transaction(engine) as connection:
        connection.execute(update(OfficialRow).values(name="Người Khác"))
    engine.dispose()
    told = run("delegates", "erase", "--by", CLERK.number, "--before-end", "--reason", "thử", "--apply")
    assert (told.exit_code, told.stderr.splitlines()[0].partition(":")[0]) == (
        2,
        'official ["R1"] is not as this program wrote it',
    )
    assert "bảng official" in run("board", "list").stdout


def test_without_its_key_a_record_is_verified_in_part_with_exit_3(record: str, tmp_path: Path) -> None:
    """None is made to look at it; a start with another one is refused with what to do, and can be had on purpose."""
    del record
    key = tmp_path / "data" / "secret.key"
    kept = key.read_bytes()
    key.unlink()
    without = run("audit", "verify")
    assert (without.exit_code, without.stderr.startswith("There is no key"), key.exists()) == (3, True, False)

    another = [run("record", "upgrade"), run("audit", "verify"), run("record", "reseal"), run("audit", "verify")]
    assert [result.exit_code for result in another] == [2, 3, 0, 0]
    assert another[0].stderr.count("\n") == 1
    assert "emulation record reseal" in another[0].stderr
    assert another[3].stdout.startswith("sealing with another key of ")

    key.write_bytes(kept)
    assert run("audit", "verify").exit_code == 3


def test_a_tampered_row_is_told_with_exit_1(record: str) -> None:
    """Each fault on a line of its own."""
    tamper(record, 2, body="{}")

    result = run("audit", "verify")

    assert result.exit_code == 1
    assert result.stderr == "row 2 was changed after it was sealed\n1 fault(s) in 7 row(s).\n"


def test_no_way_to_a_record_is_told_with_exit_2(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file, no database, no server, no address: one sentence each, and a broken row never ends so."""
    results = [run("audit", "verify")]
    Path(url.removeprefix("sqlite:///")).write_bytes(b"no database" * 1000)
    results.append(run("audit", "verify"))
    for other in ("postgresql://nobody@/none?host=/nowhere", "mysql://nobody@/none"):
        monkeypatch.setenv("EMULATION_DATABASE_URL", other)
        bootstrap.settings.cache_clear()
        results.append(run("audit", "verify"))

    assert [(result.exit_code, result.stderr.count("\n")) for result in results] == [(2, 1)] * 4
    assert all(result.stderr.startswith("EMULATION_DATABASE_URL") for result in results)


@pytest.mark.usefixtures("record")
def test_a_seal_that_no_row_bears_is_a_fault() -> None:
    """A record sealed anew from the start holds together; only a seal kept elsewhere gives it away."""
    result = run("audit", "verify", "--expect-seal", "a" * 64)
    assert result.exit_code == 1
    assert f"no row bears the seal {'a' * 64}" in result.stderr


@pytest.mark.usefixtures("record")
def test_what_is_no_seal_is_refused() -> None:
    """A cut-off seal is a mistake on the command line, not a fault of the record."""
    assert run("audit", "verify", "--expect-seal", "abc").exit_code == 2


@pytest.mark.usefixtures("record")
def test_a_units_rows_are_shown_in_the_words_of_the_staff() -> None:
    """Who, for whom, when, by which door, on what paper, and which stages; nothing of other units."""
    result = run("audit", "show", "--unit", "608")

    assert result.exit_code == 0
    lines = [line.strip() for line in result.stdout.splitlines()]
    assert lines[:7] == [
        "1  05/02/2020 09:00  Quyết định, xử lý: Đồng ý",
        "Đặng Thị Oanh (UBND-02) thay Lê Văn Hòa, văn bản giấy, lần gửi thứ hai",
        "từ “Chờ UBND tỉnh cho ý kiến” sang “Được thực hiện”",
        "người nhập: Phạm Quốc Bảo",
        "lý do: Kế hoạch phù hợp",
        "văn bản số 300/UBND-KGVX ngày 05/02/2020, người ký: Đặng Thị Oanh",
        "ấn định ngày tổ chức 16/4/2020",
    ]
    assert lines[7].startswith("niêm phong ")
    assert lines[8:11] == [
        "2  05/02/2020 09:00  Không ghi nhận: trả lời không đọc được",
        "không xác định được là ai",
        "đã trả lời: Mã sai.",
    ]
    assert len(lines) == 12


@pytest.mark.usefixtures("record")
def test_every_kind_of_row_is_shown() -> None:
    """Plans, codes, registers and letters in words; a word this version does not know as it stands."""
    shown = run("audit", "show").stdout
    for words in (
        "Kế hoạch: tiếp nhận",
        "kiểm tra: Đạt 18",
        "số mã cấp lại: 3",
        "Danh sách: cập nhật đơn vị",
        "thêm 1, sửa 0",
        "thư số 7: gửi lại",
        "Quyết định, xử lý: a word of a later version",
    ):
        assert words in shown


def test_rows_somebody_has_been_at_are_shown_as_unreadable(record: str) -> None:
    """A broken row hides no other, in words or as JSON."""
    tamper(record, 1, body="not JSON")

    told, as_json = run("audit", "show", "--unit", "608"), run("audit", "show", "--unit", "608", "--json")

    assert (told.exit_code, "không đọc được dòng này" in told.stdout) == (0, True)
    broken, whole = json.loads(as_json.stdout)
    assert (broken["entry"], whole["entry"]["facts"]) == ("not JSON", {"said": ["Mã sai."]})


@pytest.mark.usefixtures("record")
def test_a_unit_without_rows_ends_with_1() -> None:
    """Nothing to show is told, not left blank."""
    result = run("audit", "show", "--unit", "999")
    assert (result.exit_code, result.stderr) == (1, "The record has no row about unit 999.\n")

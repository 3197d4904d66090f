"""`emulation letters` as the operator uses it, on a record of its own."""

import json
import re
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from emulation_workflow import bootstrap
from emulation_workflow.bootstrap import CAMPAIGNS
from emulation_workflow.cli import app
from emulation_workflow.domain.mail.letters import Addressee, DeliveryState, Letter, LetterKind, Rendered
from emulation_workflow.office.delivery.sending import LEASE
from emulation_workflow.office.office import Office
from emulation_workflow.office.register import import_officials
from tests.support.offices import CLERK
from tests.support.samples.letters import post_in_words


@pytest.fixture(autouse=True)
def own_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("EMULATION_DATA_DIR", str(tmp_path / "data"))
    # Nobody listens there.
    monkeypatch.setenv("EMULATION_SMTP_PORT", "1")
    bootstrap.settings.cache_clear()
    yield
    bootstrap.settings.cache_clear()


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["letters", *map(str, arguments)])


def post(email: str = "mot@example.vn") -> Office:
    office = bootstrap.office()
    letter = Letter(
        key=email,
        kind=LetterKind.PLAN_RECEIVED,
        to=(Addressee(name="Đơn vị mẫu", email=email),),
        context={},
        unit="608",
    )
    with office.store.act() as record:
        post_in_words(record, letter, Rendered(subject="V/v thử", text="x", html="x"), at=office.clock.now())
    return office


def fall_into_doubt(office: Office) -> None:
    long_ago = office.clock.now() - 2 * LEASE
    with office.store.act() as record:
        (claimed,) = record.letters.claim(owner="dead", now=long_ago, lease_until=long_ago + LEASE, limit=1)
        record.letters.leave([claimed.number], owner="dead", lease_until=long_ago + LEASE)
    with office.store.act() as record:
        record.letters.claim(owner="me", now=office.clock.now(), lease_until=long_ago, limit=0)


def test_every_letter_can_be_looked_at_before_one_is_written(tmp_path: Path) -> None:
    """A text, a page and a whole message of each kind as each reader gets it, and a page that leads to them."""
    result = run("preview", "--out", tmp_path / "out")

    assert result.exit_code == 0
    written = [path for path in (tmp_path / "out").rglob("*.*") if path.suffix in (".txt", ".html", ".eml")]
    kinds = {f"{kind.value}.{end}" for kind in LetterKind for end in ("txt", "html", "eml")}
    assert {path.name for path in written} == {"index.html", *kinds}
    readers = {"commune", "district", "department", "enterprise", "committee", "leader"}
    assert {path.parent.name for path in written} == {"out", *readers}
    message = message_from_bytes((tmp_path / "out" / "confirmation_code.eml").read_bytes())
    assert message["Auto-Submitted"] == "auto-generated"
    enclosed = {path.suffix for path in (tmp_path / "out" / "commune" / "campaign_opened").iterdir()}
    assert enclosed == {".xlsx", ".ics"}


def test_the_letters_of_another_plan_are_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A corporation's: its units, its people, no province and nobody of Kon Tum; `--letter` narrows it down."""
    monkeypatch.setenv("EMULATION_CAMPAIGN", str(CAMPAIGNS / "thep_vi_du_2031"))
    bootstrap.settings.cache_clear()
    result = run("preview", "--out", tmp_path / "all")
    chosen = run("preview", "--letter", "cleared", "--out", tmp_path / "one")

    assert (result.exit_code, chosen.exit_code) == (0, 0)
    texts = {str(path.relative_to(tmp_path)): path.read_text("utf-8") for path in tmp_path.rglob("*.txt")}
    assert {"all/member/cleared.txt", "all/union/decision_asked.txt", "one/member/cleared.txt"} <= set(texts)
    assert [name for name in texts if name.startswith("one/")] == ["one/member/cleared.txt"]
    strange = re.compile(r"Kon Tum|\btỉnh\b|UBND|Ủy ban nhân dân|cho ý kiến")
    assert [name for name, text in texts.items() if strange.search(" ".join(text.split()))] == []


def test_a_preview_that_cannot_be_written_says_where(tmp_path: Path) -> None:
    """A file where the folder should be is told, not traced."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = run("preview", "--out", tmp_path / "file")
    assert (result.exit_code, result.stderr) == (2, f"{tmp_path / 'file'} cannot be written to: File exists.\n")


@pytest.mark.parametrize("command", [("preview",), ("list",)])
def test_templates_that_are_not_there_are_told_by_the_setting(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No command traces back over a folder that was mistyped."""
    monkeypatch.setenv("EMULATION_TEMPLATES_DIR", str(tmp_path))
    bootstrap.settings.cache_clear()
    result = run(*command)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"EMULATION_TEMPLATES_DIR cannot be used: in {tmp_path}, letter ")


def test_a_server_that_is_down_is_told_letter_by_letter() -> None:
    """Exit 1 and why; what happened at each address is on the list, and no attempt is counted."""
    post()
    delivered = run("deliver")
    listed = run("list")

    assert (delivered.exit_code, delivered.stdout) == (
        1,
        "sent: 0, retried: 0, refused: 0, in doubt: 0, held: 0, put off: 1, unworded: 0\n",
    )
    assert "The delivery is stopped: the mail server takes nothing from us" in delivered.stderr
    assert "waiting  0 attempt(s), next try" in listed.stdout
    assert "mot@example.vn: put_off" in listed.stdout


def test_a_refused_letter_asks_for_staff() -> None:
    """Exit 1, so that whoever runs it by a timetable hears of it."""
    post(email="")

    assert run("deliver").exit_code == 1
    assert json.loads(run("list", "--state", "refused", "--json").stdout)[0]["subject"] == "V/v thử"


@pytest.mark.parametrize(("choice", "state"), [("--sent", DeliveryState.SENT), ("--again", DeliveryState.WAITING)])
def test_staff_settle_a_letter_in_doubt(choice: str, state: DeliveryState) -> None:
    """They say whether it did arrive; nothing is guessed."""
    office = post()
    import_officials(office, [CLERK], dry_run=False)
    fall_into_doubt(office)

    settled = run("settle", "1", choice, "--by", CLERK.name)

    assert settled.exit_code == 0
    with office.store.look() as record:
        letters = record.letters.statuses()
    assert [letter.state for letter in letters if letter.number == 1] == [state]
    assert [letter.to[0].email for letter in letters if letter.kind is LetterKind.ACT_RECORDED] == [CLERK.email]


def test_what_cannot_be_settled_is_refused_in_vietnamese() -> None:
    """An unknown letter, one that is not in doubt, and a settlement that says nothing."""
    post()

    assert run("settle", "7", "--sent").stderr.startswith("Không có thư số 7")
    assert run("settle", "1", "--sent").stderr.startswith("Thư số 1 không ở tình trạng")
    assert run("settle", "1").exit_code == 2


def test_a_letter_that_cannot_be_put_into_words_is_told_with_its_reason() -> None:
    """The operator learns from the exit code that something is to be done, and from the list what."""
    office = bootstrap.office()
    letter = Letter(
        key="k", kind=LetterKind.CLEARED, to=(Addressee(name="Đơn vị", email="mot@example.vn"),), context={}
    )
    with office.store.act() as record:
        record.letters.post(letter, at=office.clock.now())

    delivered, listed = run("deliver"), run("list", "--state", "waiting")

    assert (delivered.exit_code, "unworded: 1" in delivered.stdout) == (1, True)
    assert "cannot be put into words: LetterNotRendered: letter 'cleared' cannot be rendered" in listed.stdout

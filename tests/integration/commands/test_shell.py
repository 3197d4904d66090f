"""The `emulation` command as an operator meets it."""

import errno
import os
import sqlite3
from contextvars import ContextVar
from importlib.metadata import version
from pathlib import Path

import pytest
import typer
from sqlalchemy.exc import OperationalError
from typer.testing import CliRunner, Result

from emulation_workflow import bootstrap
from emulation_workflow.adapters.campaign_file import load_campaign
from emulation_workflow.bootstrap import CAMPAIGNS
from emulation_workflow.cli import app, words
from emulation_workflow.cli.operating.start import _print_addresses
from emulation_workflow.cli.shell import REFUSED, Shell
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.texts import name_of
from emulation_workflow.messages import sentence
from emulation_workflow.settings import BadSetting, Settings
from emulation_workflow.stack import Addresses, Stack

runner = CliRunner()


def invoke_a_command_that_raises(fault: Exception) -> Result:
    """A command behind our shell, which raises this."""
    raising = typer.Typer(cls=Shell, pretty_exceptions_enable=False)

    @raising.command()
    def work() -> None:
        raise fault

    # With a second command, Typer keeps the group and its class.
    @raising.command()
    def rest() -> None: ...

    return runner.invoke(raising, ["work"])


def ended_by(refusal: Exception) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a command that is refused for this reason."""
    result = invoke_a_command_that_raises(refusal)
    return result.exit_code, result.stdout, result.stderr


def test_a_refused_act_is_told_in_vietnamese() -> None:
    """Every reason, one a line, on stderr; never a traceback."""
    problems = [
        Problem(code=ProblemCode.UNIT_UNKNOWN, where=where, params={"unit": where}) for where in ("KT-99", "KT-98")
    ]
    said = "".join(f"{sentence(problem)}\n" for problem in problems)
    assert ended_by(Rejected(*problems)) == (REFUSED, "", said)


@pytest.mark.parametrize("sign", ["\u200b", "\u200f", "\u00ad"])
def test_a_word_with_signs_that_do_not_show_is_refused_unless_it_names_a_file(tmp_path: Path, sign: str) -> None:
    """Two texts that read the same would be two; a file is called what it is called."""
    refused = runner.invoke(app, ["plan", "check", f"tep{sign}.xlsx"])
    assert (refused.exit_code, name_of(sign) in refused.stderr) == (2, True)
    path = tmp_path / f"tep{sign}.xlsx"
    path.write_bytes(b"")
    assert name_of(sign) not in runner.invoke(app, ["plan", "check", str(path)]).stderr


def test_a_bad_setting_is_told_by_name() -> None:
    """The operator reads what to set, not where the program stopped."""
    refusal = BadSetting("EMULATION_SMTP_PORT cannot be used: x.", "EMULATION_CAMPAIGN cannot be used: y.")
    assert ended_by(refusal) == (REFUSED, "", f"{refusal}\n")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("database is locked", "The record was not free within 30 seconds, so nothing was written"),
        ("database or disk is full", "EMULATION_DATABASE_URL cannot be used: database or disk is full."),
    ],
)
def test_a_database_that_will_not_is_told_without_a_traceback(said: str, told: str) -> None:
    """Whoever runs a command learns what to do about the database, and that nothing was written."""
    code, _, errors = ended_by(OperationalError("BEGIN IMMEDIATE", {}, sqlite3.OperationalError(said)))
    assert code == REFUSED
    assert errors.startswith(told)


@pytest.mark.parametrize("command", [("start", "--port", "99999"), ("catch-mail", "--web-port", "99999")])
def test_a_port_that_is_none_is_refused_as_typed(command: tuple[str, ...]) -> None:
    """Before anything is started."""
    result = runner.invoke(app, command)
    assert (result.exit_code, "65535" in result.stderr) == (REFUSED, True)


@pytest.mark.parametrize("taken", ["file", "file/below"])
def test_a_demonstration_needs_a_folder_that_can_be_made(taken: str, tmp_path: Path) -> None:
    """A sentence, before anything is started."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = runner.invoke(app, ["demo", "--exit", "--folder", str(tmp_path / taken)])
    assert (result.exit_code, "cannot be written to" in result.stderr) == (REFUSED, True)


@pytest.mark.parametrize(
    "command",
    [
        ("board", "close", "99999999999999999999", "--note", "x"),
        ("delegates", "quota", "set", "608", "99999999999999999999", "--upper", "62", "--document", "x"),
        ("difficulty", "answer", "99999999999999999999"),
        ("letters", "settle", "99999999999999999999", "--sent"),
        ("mail", "original", "99999999999999999999"),
        ("result", "show", "--unit", "608", "--version", "99999999999999999999"),
        ("rollup", "restatements", "99999999999999999999"),
    ],
)
def test_a_number_no_database_holds_is_refused_as_typed(command: tuple[str, ...]) -> None:
    """A slip of the hand is a usage error, not a fault of the database's driver."""
    result = runner.invoke(app, command)
    assert result.exit_code == REFUSED
    assert "2147483647" in result.stderr


def test_what_the_system_refuses_is_told_without_a_traceback() -> None:
    """A full disk, a folder of somebody else's: whoever runs the command can do something about it."""
    told = (REFUSED, "", "The system refused it: /data/x: No space left on device.\n")
    assert ended_by(OSError(errno.ENOSPC, "No space left on device", "/data/x")) == told


def test_a_reader_who_stops_in_the_middle_is_no_fault() -> None:
    """Such as `head`, to which nobody has anything to say."""
    assert invoke_a_command_that_raises(BrokenPipeError(errno.EPIPE, "Broken pipe")).stderr == ""


def test_a_terminal_that_lacks_letters_gets_their_codes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As in JSON, instead of a traceback in the middle of a table."""
    monkeypatch.setenv("EMULATION_DATA_DIR", str(tmp_path))
    bootstrap.settings.cache_clear()
    result = CliRunner(charset="latin-1").invoke(app, ["orders", "preview", "--number", "1"])
    bootstrap.settings.cache_clear()
    assert (result.exit_code, "\\u1" in result.stderr) == (REFUSED, True)


def test_a_terminal_that_tells_no_width_is_still_written_to() -> None:
    """Some shells set COLUMNS to 0, by which every usage error would be empty."""
    result = runner.invoke(app, ["no-such-command"], env={"COLUMNS": "0"})
    assert (result.exit_code, "no-such-command" in result.stderr) == (REFUSED, True)


@pytest.mark.parametrize("named", ["x" * 300, "x" * 300 + "/campaign.toml"])
def test_a_campaign_of_too_long_a_name_is_told(named: str) -> None:
    """By the command that checks a file and by those that use one."""
    for command in (["campaign", "check", named], ["plan", "schema", "--campaign", named]):
        result = runner.invoke(app, command)
        assert (result.exit_code, "File name too long" in result.stderr) == (REFUSED, True)


@pytest.mark.parametrize("address", ["postgresql://u:p@127.0.0.1:port/x", "postgresql://u@[::1/x"])
def test_an_address_of_no_database_is_told_by_the_setting(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A port that is no number, a bracket that is not closed."""
    monkeypatch.setenv("EMULATION_DATABASE_URL", address)
    bootstrap.settings.cache_clear()
    result = runner.invoke(app, ["record", "upgrade"])
    bootstrap.settings.cache_clear()
    assert (result.exit_code, "EMULATION_DATABASE_URL cannot be used" in result.stderr) == (REFUSED, True)


def test_what_nobody_expected_is_not_hidden() -> None:
    """A fault of the program shows where it is."""
    assert isinstance(invoke_a_command_that_raises(ZeroDivisionError()).exception, ZeroDivisionError)


def test_the_command_tells_its_version() -> None:
    """What a report of a fault begins with."""
    result = runner.invoke(app, ["--version"])
    assert result.stdout == f"emulation-workflow {version('emulation-workflow')}\n"


def test_every_command_says_what_it_is_for() -> None:
    """`emulation --help` is where an operator starts."""
    result = runner.invoke(app, ["--help"])
    assert result.exit_code == 0
    commands = typer.main.get_command(app)
    for name, command in commands.commands.items():  # type: ignore[attr-defined]  # a group of commands has them
        assert name in result.stdout
        assert command.get_short_help_str(), name


def test_a_start_that_would_let_others_in_is_refused_and_an_open_env_file_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything listens; with the settings that would let it."""
    for name in [name for name in os.environ if name.startswith("EMULATION_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    env = tmp_path / ".env"
    env.write_text("EMULATION_DATA_DIR=data\nEMULATION_SMTP_PASSWORD=\n", encoding="utf-8")
    for mode, is_told in ((0o644, True), (0o600, False)):
        env.chmod(mode)
        bootstrap.settings.cache_clear()
        result = runner.invoke(app, ["start", "--host", "0.0.0.0", "--port", "4299"])
        assert (result.exit_code, "EMULATION_TLS_PROXY=true" in result.stderr) == (REFUSED, True)
        assert ("chmod 600 .env" in result.stderr) == is_told
    bootstrap.settings.cache_clear()
    made = [tmp_path / "data", *(tmp_path / "data").rglob("*")]
    assert [path for path in made if path.stat().st_mode & 0o077] == []


@pytest.mark.parametrize(("pages", "is_told"), [("http://127.0.0.1:4280", True), ("https://thidua.example.vn", False)])
def test_a_start_says_that_letters_carry_no_link_and_shows_no_secret_to_a_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], pages: str, *, is_told: bool
) -> None:
    """With a mail server, a link to 127.0.0.1 leads nowhere; what is printed without a terminal is kept."""
    settings = Settings.read(data_dir=tmp_path, smtp_host="mail.example.vn", pages_url=pages)
    stack = Stack(settings, addresses=Addresses(prefect=4200, pages=4280, smtp=2525, mailbox=8025))
    _print_addresses(stack)
    told = capsys.readouterr().out
    assert ("Letters carry no link" in told) == is_told
    assert str(settings.sign_in_file) in told
    assert stack.sign_in.words.partition(":")[2] not in told
    assert "Set EMULATION_SEAL_TO to a file on another machine" in told


@pytest.mark.parametrize(
    ("name", "said"),
    [("thep_vi_du_2031", "“Việc Công đoàn cần xử lý”"), ("kon_tum_2020", "“Việc Ban cần xử lý”")],
)
def test_what_is_wrong_is_said_in_the_campaigns_words(monkeypatch: pytest.MonkeyPatch, name: str, said: str) -> None:
    """A corporation's clerk reads of the union, on files and record alike; a campaign that is named goes first."""
    wrong = Problem(code=ProblemCode.ITEM_UNKNOWN, params={"number": 3})
    monkeypatch.setattr(words, "_SPOKEN_OF", ContextVar("spoken_of", default=None))
    bootstrap.settings.cache_clear()
    monkeypatch.setenv("EMULATION_CAMPAIGN", name)
    assert said in words.told(wrong)
    words.speak_of(load_campaign(CAMPAIGNS / "huyen_vi_du_2026"))
    assert "“Việc Phòng Nội vụ cần xử lý”" in words.told(wrong)
    bootstrap.settings.cache_clear()

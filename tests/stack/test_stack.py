"""What the parts of the stack are told, before anything is started."""

from pathlib import Path

import pytest

from emulation_workflow.settings import Settings
from emulation_workflow.stack import Addresses, Stack

AT_WORK = Addresses(host="0.0.0.0", prefect=4200, smtp=2525, mailbox=8025)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An operator's settings, with a mail server and a public address."""
    return Settings.read(
        data_dir=tmp_path,
        smtp_host="mail.example.vn",
        smtp_port=587,
        smtp_security="starttls",
        smtp_username="board",
        smtp_password="hush",
        prefect_ui_url="https://thidua.example.vn",
        prefect_api_url="https://thidua.example.vn/api",
    )


def test_a_demonstration_sends_no_letter_out(settings: Settings) -> None:
    """Whatever mail server is set, a played story writes to the catcher alone, and hands no login on."""
    stack = Stack(settings)
    assert stack.settings.smtp_host == "127.0.0.1"
    assert stack.settings.smtp_port != 587
    assert stack.environment["EMULATION_SMTP_USERNAME"] == ""
    assert "hush" not in stack.environment.values()
    assert stack.mailbox_url is not None


def test_a_demonstration_leaves_a_prefect_used_otherwise_alone(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither its server nor its home is touched."""
    monkeypatch.setenv("PREFECT_API_KEY", "another's")
    monkeypatch.setenv("PREFECT_API_URL", "https://another.example.vn/api")
    stack = Stack(settings)
    assert "PREFECT_API_KEY" not in stack.environment
    assert stack.environment["PREFECT_API_URL"] == stack.api_url
    assert stack.settings.run_link(None).startswith("http://127.0.0.1:")
    assert Path(stack.environment["PREFECT_HOME"]).is_relative_to(settings.data_dir)


def test_the_office_s_stack_keeps_to_what_the_operator_set(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The operator's mail server, public address and Prefect settings hold."""
    monkeypatch.setenv("PREFECT_SERVER_DATABASE_CONNECTION_URL", "postgresql+asyncpg://db/prefect")
    stack = Stack(settings, addresses=AT_WORK)
    assert stack.catcher is None
    assert stack.mailbox_url is None
    assert stack.settings == settings
    assert stack.environment["PREFECT_SERVER_DATABASE_CONNECTION_URL"] == "postgresql+asyncpg://db/prefect"
    assert stack.environment["PREFECT_SERVER_UI_API_URL"] == "https://thidua.example.vn/api"
    assert stack.api_url == "http://127.0.0.1:4200/api"


def test_prefect_s_own_database_is_kept_small_unless_the_operator_says_otherwise(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Events go after days, ended runs after a month: nothing of the record is in them."""
    ours = Stack(settings, addresses=AT_WORK).environment
    monkeypatch.setenv("PREFECT_SERVER_EVENTS_RETENTION_PERIOD", "P90D")
    theirs = Stack(settings, addresses=AT_WORK).environment
    assert ours["PREFECT_SERVER_EVENTS_RETENTION_PERIOD"] == "P2D"
    assert ours["PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED"] == "events,flow_runs"
    assert theirs["PREFECT_SERVER_EVENTS_RETENTION_PERIOD"] == "P90D"


def test_nothing_is_told_to_anybody_outside(settings: Settings) -> None:
    """The office's doings are nobody else's business."""
    environment = Stack(settings).environment
    assert environment["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert environment["DO_NOT_TRACK"] == "1"

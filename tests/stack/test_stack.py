"""What the parts of the stack are told, before anything is started."""

from pathlib import Path
from typing import Any

import pytest

from emulation_workflow.messages.names import NEUTRAL
from emulation_workflow.settings import BadSetting, Settings
from emulation_workflow.stack import Addresses, Stack
from emulation_workflow.stack.addresses import refuse_open_door

AT_WORK = Addresses(host="0.0.0.0", prefect=4200, pages=4280, smtp=2525, mailbox=8025)


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
        pages_url="https://trang.example.vn",
    )


def test_a_demonstration_sends_no_letter_out(settings: Settings) -> None:
    """Whatever mail server is set, a played story writes to the catcher alone, and hands no login on."""
    stack = Stack(settings)
    assert not stack.settings.has_mail_server
    assert stack.settings.smtp_port != 587
    assert stack.environment["EMULATION_SMTP_USERNAME"] == ""
    assert "hush" not in stack.environment.values()
    assert stack.mailbox_url is not None


def test_a_demonstration_leaves_a_prefect_used_otherwise_alone(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither its server nor its home nor its pages is touched."""
    monkeypatch.setenv("PREFECT_API_KEY", "another's")
    monkeypatch.setenv("PREFECT_API_URL", "https://another.example.vn/api")
    stack = Stack(settings)
    assert "PREFECT_API_KEY" not in stack.environment
    assert stack.environment["PREFECT_API_URL"] == stack.api_url
    assert stack.settings.run_link(None).startswith("http://127.0.0.1:")
    for kept in ("PREFECT_HOME", "PREFECT_SERVER_UI_STATIC_DIRECTORY"):
        assert Path(stack.environment[kept]).is_relative_to(settings.data_dir)


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


def test_flows_are_registered_in_the_campaign_s_words(settings: Settings) -> None:
    """prefect.yaml speaks of no office of its own; where none is named, it is told of neutrally."""
    names = {**NEUTRAL, "board": "Công đoàn", "gate": "Thẩm định"}
    told = Stack(settings, names=names).environment
    assert (told["APP_BOARD"], told["APP_GATE"]) == ("Công đoàn", "Thẩm định")
    assert Stack(settings).environment["APP_BOARD"] == "cơ quan thường trực"


def test_nothing_is_told_to_anybody_outside(settings: Settings) -> None:
    """The office's doings are nobody else's business."""
    environment = Stack(settings).environment
    assert environment["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert environment["DO_NOT_TRACK"] == "1"


def test_server_worker_and_catcher_are_told_the_secret_that_the_folder_holds(settings: Settings) -> None:
    """Made at the first start, the same at the next, whichever comes first of two at once."""
    first = Stack(settings, addresses=AT_WORK)
    second = Stack(settings, addresses=AT_WORK)
    words = settings.sign_in_file.read_text(encoding="ascii")
    assert first.environment["PREFECT_SERVER_API_AUTH_STRING"] == words
    assert second.environment["PREFECT_API_AUTH_STRING"] == words
    assert [first.sign_in.is_new, second.sign_in.is_new] == [True, False]


def test_the_secret_that_the_operator_gave_prefect_holds(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """As 0.1.0 told them to; the clients get it too, and a demonstration has one of its own."""
    monkeypatch.setenv("PREFECT_SERVER_API_AUTH_STRING", "ban:of-the-operator")
    stack = Stack(settings, addresses=AT_WORK)
    assert stack.environment["PREFECT_API_AUTH_STRING"] == "ban:of-the-operator"
    assert not settings.sign_in_file.exists()
    assert Stack(settings).environment["PREFECT_SERVER_API_AUTH_STRING"] != "ban:of-the-operator"


@pytest.mark.parametrize("words", ["no-colon", "ban:", ":hush", "ban:two words", "ban:mật"])
def test_a_secret_that_cannot_be_typed_stops_the_start(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    """It is not repeated in the refusal."""
    monkeypatch.setenv("PREFECT_SERVER_API_AUTH_STRING", words)
    with pytest.raises(BadSetting, match="name:secret") as refused:
        Stack(settings, addresses=AT_WORK)
    assert words not in str(refused.value)


def test_no_secret_is_set_to_none(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty variable is no way to switch it off."""
    monkeypatch.setenv("PREFECT_SERVER_API_AUTH_STRING", "")
    assert len(Stack(settings, addresses=AT_WORK).environment["PREFECT_SERVER_API_AUTH_STRING"]) > 20


def test_the_secret_is_in_no_command_line_and_no_repr(settings: Settings) -> None:
    """Every user of the machine sees command lines; logs may show objects."""
    stack = Stack(settings)
    secret = stack.sign_in.words.partition(":")[2]
    for part in stack._parts:
        assert secret not in " ".join(part._command)
    assert secret not in f"{stack.sign_in!r} {stack.settings!r}"


def test_pages_of_others_may_not_ask_and_changes_need_a_token(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the environment says."""
    monkeypatch.setenv("PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS", "*")
    monkeypatch.setenv("PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED", "false")
    environment = Stack(settings, addresses=AT_WORK).environment
    assert environment["PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS"] == "https://thidua.example.vn"
    assert environment["PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED"] == "true"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "thidua.example.vn"])
@pytest.mark.parametrize(
    "more",
    [
        {},
        {"tls_proxy": True},
        {"prefect_ui_url": "https://thidua.example.vn", "prefect_api_url": "https://thidua.example.vn/api"},
        {"tls_proxy": True, "prefect_ui_url": "https://thidua.example.vn"},
    ],
)
def test_other_machines_are_let_in_behind_tls_alone(tmp_path: Path, host: str, more: dict[str, Any]) -> None:
    """The refusal says which settings it takes."""
    addresses = Addresses(host=host, prefect=4200, pages=4280, smtp=2525, mailbox=8025)
    with (
        pytest.raises(BadSetting, match="EMULATION_TLS_PROXY=true"),
        Stack(Settings.read(data_dir=tmp_path, **more), addresses=addresses),
    ):
        pass


def test_behind_a_declared_proxy_the_stack_listens_elsewhere(settings: Settings) -> None:
    """The operator vouches for the proxy; both addresses are https."""
    refuse_open_door(AT_WORK, settings.model_copy(update={"tls_proxy": True}))

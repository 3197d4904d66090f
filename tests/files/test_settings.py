"""The operator's settings: read from one place, refused by name and with a remedy."""

import os
import re
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from emulation_workflow.bootstrap import answers_in_prefect
from emulation_workflow.settings import PREFIX, PROJECT, BadSetting, Settings

DATABASE_REMEDY = "use sqlite:////full/path/of/file.db or postgresql://user:password@host/database"


@pytest.fixture(autouse=True)
def _clean_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def problems_of(**environment: str) -> list[str]:
    """The faults of these settings."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        with pytest.raises(BadSetting) as refused:
            Settings.read()
    return list(refused.value.problems)


def test_nothing_need_be_set(tmp_path: Path) -> None:
    """A machine with Python is enough: a SQLite file under data/, the embedded catcher, Kon Tum."""
    settings = Settings.read()
    assert settings.database_url == f"sqlite:///{tmp_path}/data/emulation.db"
    assert settings.intake_dir == tmp_path / "data" / "intake"
    assert settings.campaign == "kon_tum_2020"
    assert settings.time_zone == ZoneInfo("Asia/Ho_Chi_Minh")
    assert not settings.has_mail_server


def test_the_environment_goes_before_the_env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is set for one process overrides what is set for the machine."""
    (tmp_path / ".env").write_text("EMULATION_SMTP_HOST=mail.example.vn\nEMULATION_SMTP_PORT=465\n", encoding="utf-8")
    monkeypatch.setenv("EMULATION_SMTP_PORT", "587")
    settings = Settings.read()
    assert (settings.smtp_host, settings.smtp_port) == ("mail.example.vn", 587)
    assert settings.has_mail_server


def test_an_empty_setting_is_an_unset_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line left empty in a template of `.env` does no harm."""
    monkeypatch.setenv("EMULATION_SMTP_PORT", "")
    monkeypatch.setenv("EMULATION_SMTP_HOST", "")
    settings = Settings.read()
    assert settings.smtp_port == 2525
    assert not settings.has_mail_server


def test_a_campaign_is_a_name_or_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path means the same to the programs that we start in other folders."""
    monkeypatch.setenv("EMULATION_CAMPAIGN", "campaigns/lam_dong")
    assert Settings.read().campaign == f"{tmp_path}/campaigns/lam_dong"


def test_the_database_follows_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To move everything, one setting is enough."""
    monkeypatch.setenv("EMULATION_DATA_DIR", "elsewhere")
    assert Settings.read().database_url == f"sqlite:///{tmp_path}/elsewhere/emulation.db"


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg"])
def test_postgresql_is_spoken_to_by_the_driver_we_ship(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The usual address of a PostgreSQL database works as it is."""
    monkeypatch.setenv("EMULATION_DATABASE_URL", f"{scheme}://board:pw@db/emulation")
    assert Settings.read().database_url == "postgresql+psycopg://board:pw@db/emulation"


def test_all_bad_settings_are_named_at_once() -> None:
    """The operator repairs everything in one go, by the names in front of him."""
    said = problems_of(
        EMULATION_SMTP_HSOT="mail",
        EMULATION_SMTP_PORT="99999",
        EMULATION_TIME_ZONE="Asia/Kon_Tum",
        EMULATION_DATABASE_URL="mysql://x",
    )
    assert said == [
        "EMULATION_SMTP_HSOT is no setting of this program: did you mean EMULATION_SMTP_HOST?",
        "EMULATION_TIME_ZONE cannot be used: use a name of the time-zone database, such as Asia/Ho_Chi_Minh.",
        f"EMULATION_DATABASE_URL cannot be used: {DATABASE_REMEDY}.",
        "EMULATION_SMTP_PORT cannot be used: input should be less than or equal to 65535.",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EMULATION_DATABASE_URL", "sqlite://"),
        ("EMULATION_PREFECT_UI_URL", "prefect.example.vn"),
        ("EMULATION_PREFECT_UI_URL", "https://board:pw@prefect.example.vn"),
        ("EMULATION_SECRET_KEY", "too short"),
        ("EMULATION_SENDER_ADDRESS", "Hội đồng <ban@example.vn>"),
        ("EMULATION_SENDER_NAME", "Ban\nBcc: all@example.vn"),
        ("EMULATION_MAIL_DOMAIN", "a b"),
        ("EMULATION_SMTP_SECURITY", "ssl"),
        ("EMULATION_SMTP_TIMEOUT", "0"),
        ("EMULATION_SMTP_CONNECTIONS", "0"),
        ("EMULATION_SMTP_USERNAME", "board"),
        ("EMULATION_MAILBOX_FOLDER", "INBOX;;Kế hoạch"),
    ],
)
def test_a_setting_that_cannot_work_stops_the_start(name: str, value: str) -> None:
    """A wrong setting is found at the start, not in the middle of a case."""
    (said,) = problems_of(**{name: value})
    assert said.startswith(name)


def test_several_folders_are_named_with_semicolons() -> None:
    """As people write them; programs that we start read them back as they are."""
    settings = Settings.read(mailbox_folder="INBOX ; INBOX/Kế hoạch/")
    assert settings.mailbox_folder == "INBOX;INBOX/Kế hoạch"
    assert settings.environment()["EMULATION_MAILBOX_FOLDER"] == settings.mailbox_folder


def test_a_refused_setting_is_not_repeated() -> None:
    """It may hold a password."""
    assert "hush" not in problems_of(EMULATION_DATABASE_URL="mysql://board:hush@db/emulation")[0]


def test_a_password_never_travels_in_clear() -> None:
    """A login needs an encrypted connection."""
    said = problems_of(EMULATION_SMTP_USERNAME="board", EMULATION_SMTP_PASSWORD="hush")
    assert said == [
        "EMULATION_SMTP_SECURITY is none, so the password would travel in clear: set it to starttls or tls."
    ]


def test_no_secret_is_shown() -> None:
    """Settings may be logged whole."""
    secret = "0123456789abcdef0123456789abcdef"
    settings = Settings.read(
        secret_key=secret,
        smtp_username="board",
        smtp_password=secret,
        smtp_security="tls",
        database_url=f"postgresql://board:{secret}@db/emulation",
    )
    assert secret not in repr(settings)
    assert secret not in str(settings)


def test_settings_handed_on_are_read_back_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The programs that we start work on the same database, clock and mail server, whatever `.env` they find."""
    settings = Settings.read(
        secret_key="k" * 32, set_clock="clock.txt", sender_name="Hội đồng Thi đua – Khen thưởng", smtp_port=2526
    )
    for name, value in settings.environment().items():
        monkeypatch.setenv(name, value)
    (tmp_path / ".env").write_text("EMULATION_MAIL_DOMAIN=example.vn\nEMULATION_SMTP_PORT=587\n", encoding="utf-8")
    assert Settings.read() == settings


def test_a_link_leads_to_the_run_in_the_v2_interface() -> None:
    """A link without /v2/ opens another interface."""
    settings = Settings.read(prefect_ui_url="https://prefect.example.vn/")
    assert settings.run_link("3f2a") == "https://prefect.example.vn/v2/runs/flow-run/3f2a"
    assert settings.run_link(None) == "https://prefect.example.vn/v2/"


@pytest.mark.complete
def test_the_page_of_settings_names_every_setting(request: pytest.FixtureRequest) -> None:
    """The operator finds in one table all that can be set."""
    page = (request.config.rootpath / "docs" / "settings.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `EMULATION_")]
    named = [name for row in rows for name in re.findall(r"EMULATION_\w+", row)]
    assert sorted(named) == sorted(f"{PREFIX}{field.upper()}" for field in Settings.model_fields)


def test_a_mailbox_needs_its_login_and_a_certificate_that_is_there() -> None:
    """Half a mailbox is none; the operator reads what is missing."""
    assert not Settings.read().has_mailbox
    said = problems_of(EMULATION_MAILBOX_HOST="mail.example.vn", EMULATION_MAILBOX_CA_FILE="nowhere.pem")
    assert any("EMULATION_MAILBOX_USERNAME and EMULATION_MAILBOX_PASSWORD" in line for line in said)
    assert any("EMULATION_MAILBOX_CA_FILE cannot be used: there is no file" in line for line in said)


def test_the_mailboxs_password_shows_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither in a repr nor in what a refusal repeats."""
    for name, value in {"HOST": "mail.example.vn", "USERNAME": "ban", "PASSWORD": "bí mật"}.items():
        monkeypatch.setenv(f"EMULATION_MAILBOX_{name}", value)
    settings = Settings.read()
    assert "bí mật" not in repr(settings)
    assert settings.environment()["EMULATION_MAILBOX_PASSWORD"] == "bí mật"


def test_every_setting_is_used_and_secrets_are_secret() -> None:
    """One that nothing reads promises what it does not do; a password that is plain text is shown in logs."""
    files = [file for folder in ("emulation_workflow", "flows") for file in (PROJECT / folder).rglob("*.py")]
    program = "\n".join(file.read_text(encoding="utf-8") for file in files if file.name != "settings.py")
    used = set(re.findall(r"(?:settings|chosen|own)(?:\(\))?\.(\w+)", program))
    assert Settings.model_fields.keys() - used == set()
    secret = {name for name in Settings.model_fields if name.endswith(("_password", "_key"))}
    assert secret == {name for name, field in Settings.model_fields.items() if "SecretStr" in str(field.annotation)}


@pytest.mark.parametrize(
    ("smtp_host", "pages", "carries"),
    [
        (None, "http://127.0.0.1:4280", True),
        ("mail.example.vn", "http://127.0.0.1:4200", False),
        ("mail.example.vn", "http://localhost:4200", False),
        ("mail.example.vn", "http://[::1]:4200", False),
        ("127.0.0.1", "http://127.0.0.1:4200", False),
        ("mail.example.vn", "https://thidua.example.vn", True),
    ],
)
def test_letters_that_go_out_link_to_no_machine_but_ours(smtp_host: str | None, pages: str, *, carries: bool) -> None:
    """A link to 127.0.0.1 leads its reader to whatever runs on a machine of their own."""
    assert Settings.read(smtp_host=smtp_host, pages_url=pages).letters_carry_links == carries


@pytest.mark.parametrize(
    ("given", "asks"),
    [
        ({}, True),
        ({"prefect_ui_url": "https://thidua.example.vn"}, False),
        ({"tls_proxy": True}, False),
        ({"prefect_ui_url": "https://thidua.example.vn", "answer_in_prefect": True}, True),
        ({"answer_in_prefect": False}, False),
    ],
)
def test_prefect_asks_for_decisions_where_only_this_machine_reaches_it(given: dict[str, Any], *, asks: bool) -> None:
    """Whoever holds Prefect's API reads what is typed there; beyond this machine the operator has to want it."""
    assert answers_in_prefect(Settings.read(**given)) == asks

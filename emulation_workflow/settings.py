"""Everything an operator can set, from the environment and `.env`, in one place."""

import os
from collections.abc import Iterator, Mapping
from datetime import time
from difflib import get_close_matches
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from emulation_workflow.domain.registers import is_address

PREFIX = "EMULATION_"
KEY_LENGTH = 32
LOOPBACK = "127.0.0.1"
PRIVATE = 0o077
"""The umask of everything that the program writes: what it knows of people is for its own user alone."""
ENV_FILE = Path(".env")
PROJECT = Path(__file__).resolve().parent.parent
"""The folder that holds flows/, templates/ and prefect.yaml."""


class BadSetting(Exception):
    """One or more settings cannot be used. Each problem is an English sentence that names the setting and a remedy."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def _absolute(path: Path) -> Path:
    return path.expanduser().absolute()


def _campaign(name_or_path: str) -> str:
    return str(_absolute(Path(name_or_path))) if os.sep in name_or_path else name_or_path


def _database(url: str) -> str:
    scheme, separator, rest = url.partition("://")
    if scheme == "sqlite" and rest.startswith("/") and len(rest) > 1:
        return f"sqlite:///{_absolute(Path(rest[1:]))}"
    if scheme in {"postgresql", "postgresql+psycopg"} and separator:
        return f"postgresql+psycopg://{rest}"
    raise ValueError("use sqlite:////full/path/of/file.db or postgresql://user:password@host/database")


def _redis(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"redis", "rediss"} or not parts.hostname or not (parts.path.strip("/") or "0").isdigit():
        raise ValueError("use redis://host:6379/0, or rediss:// for TLS")
    return url


def _bare_address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("use an address that begins with http:// or https://")
    if parts.username or parts.password or parts.query:
        raise ValueError("leave out user, password and query: this address is shown in letters")
    return url.rstrip("/")


def is_loopback(host: str) -> bool:
    """Return whether this name or address of a host is reached from this machine alone."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _mail_address(address: str) -> str:
    if not is_address(address):
        raise ValueError("use a bare address such as ban.tdkt@example.vn; the name has a setting of its own")
    return address


def _seal_keeper(place: str) -> str:
    if os.sep not in place:
        return _mail_address(place)
    if not Path(place).expanduser().is_absolute():
        raise ValueError("use a mail address, or the full path of a file: /mnt/elsewhere/seals.txt")
    return str(_absolute(Path(place)))


def _one_line(text: str) -> str:
    if any(character in text for character in "\r\n"):
        raise ValueError("write it on one line")
    return text


def _folders(written: str) -> str:
    names = [name.strip().strip("/") for name in _one_line(written).split(";")]
    if not all(names):
        raise ValueError("name one folder, or several with ; between them: INBOX;INBOX/KeHoach")
    return ";".join(names)


def _hours(written: str) -> str:
    quiet_hours(written)
    return written


def quiet_hours(written: str) -> tuple[time, time]:
    """Return the first and last moment of hours such as 21:00-06:30. ValueError if they are none."""
    try:
        begins, ends = (time.fromisoformat(part.strip()) for part in written.split("-"))
    except ValueError:
        raise ValueError("write two times of the day, such as 21:00-06:30") from None
    return begins, ends


def _long(secret: SecretStr) -> SecretStr:
    if len(secret.get_secret_value()) < KEY_LENGTH:
        raise ValueError(f"use {KEY_LENGTH} characters or more, for example the output of: openssl rand -hex 32")
    return secret


def _zone(name: object) -> object:
    if isinstance(name, ZoneInfo):
        return name
    try:
        return ZoneInfo(str(name))
    except (KeyError, ValueError, OSError):
        raise ValueError("use a name of the time-zone database, such as Asia/Ho_Chi_Minh") from None


Folder = Annotated[Path, AfterValidator(_absolute)]
Address = Annotated[str, AfterValidator(_bare_address)]
Port = Annotated[int, Field(ge=1, le=65535)]


class Settings(BaseSettings):
    """Each field is the environment variable EMULATION_<FIELD>; the environment goes before `.env`.

    Durations are in seconds. Paths are made absolute from the folder the program is started in. Secrets appear in no
    repr; `environment()` alone gives them out, for the programs that we start ourselves.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=ENV_FILE,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    campaign: Annotated[str, AfterValidator(_campaign)] = "kon_tum_2020"
    """A campaign that comes with the program, or the path (with a slash) of another's folder or file."""
    time_zone: Annotated[ZoneInfo, BeforeValidator(_zone)] = ZoneInfo("Asia/Ho_Chi_Minh")
    set_clock: Annotated[Path | None, AfterValidator(lambda path: path and _absolute(path))] = None
    """A file with one ISO 8601 date and time that stands for now, to play the past; None is the real clock."""

    data_dir: Folder = Field(default_factory=lambda: Path("data").absolute())
    database_url: Annotated[str, AfterValidator(_database)] = Field(
        default_factory=lambda data: f"sqlite:///{data['data_dir']}/emulation.db", repr=False
    )
    intake_dir: Folder = Field(default_factory=lambda data: data["data_dir"] / "intake")
    """Where staff lay the files that units send."""
    templates_dir: Folder = PROJECT / "templates"
    secret_key: Annotated[SecretStr, AfterValidator(_long)] | None = None
    """What codes and seals derive from, 32 characters or more; None: a key file in `data_dir`, made at first need."""

    seal_to: Annotated[str, AfterValidator(_seal_keeper)] | None = None
    """Where the record's last seal goes each day: a file elsewhere (its full path) or a mail address; None: nowhere."""
    codes_a_day: Annotated[int, Field(ge=1, le=100)] = 6
    """How often one person is sent a code for one stage of a case, or for what they enter about one unit, in a day."""

    smtp_host: Annotated[str, AfterValidator(_one_line)] | None = None
    """The mail server; None: the mail catcher on this machine."""
    smtp_port: Port = 2525
    smtp_security: Literal["none", "starttls", "tls"] = "none"
    smtp_username: str | None = None
    smtp_password: SecretStr | None = None
    smtp_timeout: Annotated[float, Field(gt=0, le=600)] = 30.0
    smtp_connections: Annotated[int, Field(ge=1, le=64)] = 4
    """How many connections to the mail server are kept open while letters are sent."""
    smtp_a_minute: Annotated[int, Field(ge=1, le=100_000)] | None = None
    """How many letters the mail server is handed in a minute at most, by all senders of the office; None: no limit."""
    smtp_a_day: Annotated[int, Field(ge=1, le=10_000_000)] | None = None
    """How many letters it is handed in a day of the office at most; None: no limit."""
    smtp_quiet: Annotated[str, AfterValidator(_hours)] | None = None
    """Hours such as 21:00-06:30 in which only letters leave that somebody waits for; None: all leave at any hour."""
    smtp_pause: Annotated[float, Field(ge=0, le=600)] = 10.0
    """Seconds for which nothing is handed to a server that said it has enough (421)."""
    delivery_minutes: Annotated[int, Field(ge=1, le=1440)] = 10
    """For how long one scheduled delivery takes letters up, before the next one goes on."""

    sender_address: Annotated[str, AfterValidator(_mail_address)] | None = None
    """Whom letters come from, instead of the address that the campaign names."""
    sender_name: Annotated[str, AfterValidator(_one_line)] | None = None
    mail_domain: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$")] | None = None
    """What the Message-ID of letters ends in; None: the domain of the sender's address."""

    mailbox_host: Annotated[str, AfterValidator(_one_line)] | None = None
    """The IMAP server of the Board's mailbox; None: nobody reads it but people."""
    mailbox_port: Port = 993
    mailbox_security: Literal["tls", "starttls"] = "tls"
    mailbox_username: str | None = None
    mailbox_password: SecretStr | None = None
    mailbox_folder: Annotated[str, AfterValidator(_folders)] = "INBOX"
    """The folders that are read, with ; between them, / between levels, and /* for all below: INBOX;INBOX/KeHoach."""
    mailbox_ca_file: Annotated[Path | None, AfterValidator(lambda path: path and _absolute(path))] = None
    """Certificates to trust besides the system's, for a mail server that signs its own."""
    mailbox_tags: bool = True
    """Whether mail to name+anything@domain arrives in the mailbox of name@domain; most servers do so."""

    letter_words_days: Annotated[int, Field(ge=30)] = 400
    """For how many days after a letter has left its words are kept: a plan's year and a month."""

    lost_after: Annotated[float, Field(ge=1, le=3600)] = 120.0
    """How long a run may give no sign of life before it is started again; heartbeats come every 30 seconds."""

    redis_url: Annotated[str, AfterValidator(_redis)] | None = Field(default=None, repr=False)
    """The Redis that several Prefect servers share; None: one server, which keeps all to itself."""
    prefect_api_url: Address = "http://127.0.0.1:4200/api"
    prefect_ui_url: Address = "http://127.0.0.1:4200"
    pages_url: Address = "http://127.0.0.1:4280"
    """Where people reach the pages of the program: letters link to them."""
    answer_in_prefect: bool | None = None
    """Whether Prefect's Resume asks for a decision as well; None: where Prefect is reached from this machine alone."""
    tls_proxy: bool = False
    """Whether a proxy with TLS stands before the pages, past which nobody reaches the port they are served on."""

    @classmethod
    def read(cls, **given: Any) -> Self:
        """Return this process's settings; `given` goes before the environment. BadSetting lists all that is wrong."""
        unknown: list[str] = []
        try:
            unknown += _unknown()
            settings = cls(**given)
        except ValidationError as refused:
            raise BadSetting(*unknown, *_problems(refused)) from None
        except (OSError, UnicodeDecodeError):
            raise BadSetting(
                ".env cannot be read: make it a text in UTF-8 that this program's user may read."
            ) from None
        problems = [*unknown, *settings._contradictions()]
        if problems:
            raise BadSetting(*problems)
        return settings

    @model_validator(mode="before")
    @classmethod
    def _empty_is_unset(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Let an empty variable stand for the default, even where `.env` says otherwise."""
        return {name: value for name, value in given.items() if value != ""}

    def _contradictions(self) -> Iterator[str]:
        if (self.smtp_username is None) != (self.smtp_password is None):
            yield "EMULATION_SMTP_USERNAME and EMULATION_SMTP_PASSWORD go together: set both or neither."
        if self.smtp_password is not None and self.smtp_security == "none":
            yield "EMULATION_SMTP_SECURITY is none, so the password would travel in clear: set it to starttls or tls."
        if self.has_mailbox and (self.mailbox_username is None or self.mailbox_password is None):
            yield "EMULATION_MAILBOX_HOST needs EMULATION_MAILBOX_USERNAME and EMULATION_MAILBOX_PASSWORD: set both."
        if self.mailbox_ca_file is not None and not self.mailbox_ca_file.is_file():
            yield f"EMULATION_MAILBOX_CA_FILE cannot be used: there is no file {self.mailbox_ca_file}."

    @property
    def sign_in_file(self) -> Path:
        """Where the secret is kept that people sign in with, unless the operator gave Prefect one."""
        return self.data_dir / "sign-in.secret"

    @property
    def key_file(self) -> Path:
        """Where the secret key is kept when no setting gives it."""
        return self.data_dir / "secret.key"

    @property
    def sealed_since_file(self) -> Path:
        """Where it is noted since when the record is sealed by the secret key."""
        return self.data_dir / "sealed-since"

    @property
    def seal_file(self) -> Path | None:
        """The file that the record's seal is noted in each day, None if it goes by mail or nowhere."""
        return Path(self.seal_to) if self.seal_to and os.sep in self.seal_to else None

    @property
    def has_mail_server(self) -> bool:
        """Whether the operator named a mail server; otherwise the embedded catcher takes the letters."""
        return self.smtp_host is not None

    @property
    def has_mailbox(self) -> bool:
        """Whether the operator named a mailbox that is to be read."""
        return self.mailbox_host is not None

    def run_link(self, run_id: str | None) -> str:
        """Return the page of this flow run in the V2 interface, or its first page if there is no run."""
        return f"{self.prefect_ui_url}/v2/runs/flow-run/{run_id}" if run_id else f"{self.prefect_ui_url}/v2/"

    @property
    def letters_carry_links(self) -> bool:
        """Whether letters lead to the pages: not where they go out while the pages' address is this machine's own."""
        return not (self.has_mail_server and is_loopback(urlsplit(self.pages_url).hostname or ""))

    def environment(self) -> Mapping[str, str]:
        """Return these settings as environment variables, secrets included, for a program that we start."""
        return {_variable(name): _written(getattr(self, name)) for name in type(self).model_fields}


def _variable(name: str) -> str:
    return f"{PREFIX}{name.upper()}"


def _written(value: object) -> str:
    if value is None:
        return ""
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)


def _problems(refused: ValidationError) -> Iterator[str]:
    for error in refused.errors(include_url=False):
        # A default that derives from a setting that is itself wrong is no mistake of its own.
        if error["type"] != "default_factory_not_called":
            reason = error["msg"].removeprefix("Value error, ")
            yield f"{_variable(str(error['loc'][0]))} cannot be used: {reason[:1].lower()}{reason[1:]}."


def _unknown() -> Iterator[str]:
    known = {_variable(name) for name in Settings.model_fields}
    names = {*dotenv_values(ENV_FILE), *os.environ}
    for name in sorted(name for name in names if name.upper().startswith(PREFIX) and name.upper() not in known):
        close = get_close_matches(name.upper(), known, n=1)
        yield f"{name} is no setting of this program: {f'did you mean {close[0]}?' if close else 'remove it.'}"

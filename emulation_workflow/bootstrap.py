"""The one place where things are joined: settings to adapters, adapters to the office.

Every run of a flow is a process of its own, and somebody waits for it. So adapters that few runs use, and whose
libraries take long to load, are loaded where they are joined (see tests/flows/test_starting.py).
"""

import os
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sqlalchemy import make_url

from emulation_workflow.adapters.account import own_account
from emulation_workflow.adapters.campaign_file import load_campaign
from emulation_workflow.adapters.campaign_file.draft import CampaignUnreadable
from emulation_workflow.adapters.clock import SetClock, SystemClock
from emulation_workflow.adapters.key_file import read_or_make_key
from emulation_workflow.adapters.mail.smtp import SmtpAccount, SmtpMailer
from emulation_workflow.adapters.mail.templates import LetterNotRendered, LetterTemplates
from emulation_workflow.adapters.page_links import PageLinks
from emulation_workflow.adapters.record.engine import open_engine
from emulation_workflow.adapters.record.migration import upgrade
from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.adapters.seal_file import AppendedSeals
from emulation_workflow.adapters.sealed_since import SealedSince
from emulation_workflow.adapters.spreadsheets.register import read_units
from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.campaign import Campaign, is_nobodys
from emulation_workflow.domain.keyed import hmac_sha256
from emulation_workflow.domain.mail import Addressee
from emulation_workflow.domain.record.ledger import seal_key
from emulation_workflow.messages.names import CONTACT_BY_REPLY
from emulation_workflow.office.delivery.pace import Pace
from emulation_workflow.office.office import Office
from emulation_workflow.office.register import import_units, known
from emulation_workflow.office.register_queries import units as registered_units
from emulation_workflow.ports import Clock, SealFile, Store
from emulation_workflow.settings import LOOPBACK, PRIVATE, BadSetting, Settings, is_loopback, quiet_hours

if TYPE_CHECKING:
    from emulation_workflow.adapters.documents.files import Documents
    from emulation_workflow.adapters.mail.mailbox import ImapMailbox
    from emulation_workflow.adapters.submissions.unit_forms import UnitForms

CAMPAIGNS = Path(__file__).parent / "campaigns"


@cache
def settings() -> Settings:
    """Return the settings of this process, read once; from now on its files are for its own user alone.

    BadSetting if any cannot be used.
    """
    os.umask(PRIVATE)
    return Settings.read()


def campaign_folder(settings: Settings) -> Path:
    """Return the folder of the campaign: one that comes with the program, or wherever the setting points."""
    built_in = CAMPAIGNS / settings.campaign
    named = Path(settings.campaign).expanduser()
    try:
        folder = built_in if built_in.is_dir() else named.parent if named.is_file() else named
        is_there = folder.is_dir()
    except OSError as fault:  # A folder of somebody else's, or a name that is too long.
        raise BadSetting(f"EMULATION_CAMPAIGN cannot be used: {fault.strerror}.") from None
    if not is_there:
        known_ids = ", ".join(sorted(path.name for path in CAMPAIGNS.iterdir() if path.is_dir()))
        raise BadSetting(f"EMULATION_CAMPAIGN cannot be used: there is no folder {folder}; built in: {known_ids}.")
    return folder


def campaign(settings: Settings) -> Campaign:
    """Return the campaign that the settings name. BadSetting with every fault of its file."""
    return _campaign_in(campaign_folder(settings))


@cache
def _campaign_in(folder: Path) -> Campaign:
    try:
        return load_campaign(folder)
    except CampaignUnreadable as unreadable:
        faults = (fault.told_of(folder) for fault in unreadable.faults)
        raise BadSetting("EMULATION_CAMPAIGN names a campaign with faults.", *faults) from None


def clock(settings: Settings) -> Clock:
    if settings.set_clock is not None:
        return SetClock(settings.set_clock, settings.time_zone)
    return SystemClock(settings.time_zone)


def store(settings: Settings) -> SqlStore:
    """Open the record, brought to this program's version first."""
    own = secret(settings)
    key = seal_key(own)
    upgrade(settings.database_url, key, clock(settings).now, since=sealed_since(settings))
    salt = hmac_sha256(own, b"message ids").hex()
    engine = open_engine(settings.database_url)
    return SqlStore(engine, key=key, mail_domain=_mail_domain(settings), salt=salt, clock=clock(settings))


def record_as_it_is(settings: Settings) -> SqlStore:
    """Return the record to be looked at, in whatever state it may be, and whatever else cannot be read.

    It is looked at without the key where there is none: for that none is made. BadSetting if it cannot be used.
    """
    key = seal_key(secret(settings)) if has_key(settings) else None
    return SqlStore(open_engine(settings.database_url), key=key, mail_domain="")


def has_key(settings: Settings) -> bool:
    """Return whether there is a secret key, or one would be made at first need."""
    return settings.secret_key is not None or settings.key_file.exists()


def is_record_there(settings: Settings) -> bool:
    """Return whether the file of the record is there; of a database that is no file, nothing is known."""
    address = make_url(settings.database_url)
    is_file = address.get_backend_name() == "sqlite" and address.database
    return not is_file or Path(address.database or "").exists()


def store_if_any(settings: Settings) -> Store | None:
    """Open the record that the settings name; None where there is none yet. None is made."""
    return store(settings) if is_record_there(settings) else None


def office(own: Settings | None = None) -> Office:
    """Open the office on its record. A register without units takes those that come with the campaign."""
    chosen = own or settings()
    plan = _with_true_contact(campaign(chosen), chosen)
    opened = Office(
        store=store(chosen),
        campaign=plan,
        clock=clock(chosen),
        renderer=letter_templates(chosen),
        calendar=WorkCalendar(plan.holidays),
        secret=secret(chosen),
        account=own_account(),
        codes_a_day=chosen.codes_a_day,
    )
    folder = campaign_folder(chosen)
    _fill_empty_register(opened, folder / "units.csv")
    return replace(opened, campaign=_about_each(plan, folder, opened))


def _with_true_contact(plan: Campaign, settings: Settings) -> Campaign:
    """Return the campaign; where letters really leave, nobody is sent to a made-up person or number."""
    if not (settings.has_mail_server and is_nobodys(plan.letters.contact)):
        return plan
    return replace(plan, letters=replace(plan.letters, contact=CONTACT_BY_REPLY))


def letter_templates(settings: Settings) -> LetterTemplates:
    """Return the templates of letters. BadSetting if the folder of the settings lacks some."""
    try:
        return LetterTemplates(settings.templates_dir / "email")
    except LetterNotRendered as gap:
        raise BadSetting(f"EMULATION_TEMPLATES_DIR cannot be used: in {settings.templates_dir}, {gap}.") from None


def seal_keeper(settings: Settings) -> SealFile | str | None:
    """Return where the record's seal goes each day: a file, a mail address, or nowhere."""
    return AppendedSeals(settings.seal_file) if settings.seal_file else settings.seal_to


def sealed_since(settings: Settings) -> SealedSince:
    return SealedSince(settings.sealed_since_file)


def secret(settings: Settings) -> bytes:
    """Return what one-time codes and the key of seals derive from: the setting, or a key file in the data folder."""
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value().encode()
    return read_or_make_key(settings.key_file)


def mailer(settings: Settings) -> SmtpMailer:
    """Return what sends letters through the account of the settings, from the Board's address."""
    account = SmtpAccount(
        host=settings.smtp_host or LOOPBACK,
        port=settings.smtp_port,
        security=settings.smtp_security,
        username=settings.smtp_username,
        password=settings.smtp_password.get_secret_value() if settings.smtp_password else None,
        timeout=settings.smtp_timeout,
        connections=settings.smtp_connections,
    )
    letters = campaign(settings).letters
    sender = Addressee(
        name=settings.sender_name or letters.from_name, email=settings.sender_address or letters.reply_to
    )
    tags_replies = settings.has_mailbox and settings.mailbox_tags
    return SmtpMailer(account, sender=sender, reply_to=letters.reply_to, tags_replies=tags_replies)


def pace(settings: Settings) -> Pace:
    """Return how many letters the mail server is handed, and when."""
    return Pace(
        connections=settings.smtp_connections,
        a_minute=settings.smtp_a_minute,
        a_day=settings.smtp_a_day,
        quiet=quiet_hours(settings.smtp_quiet) if settings.smtp_quiet else None,
        pause=settings.smtp_pause,
    )


def page_links(settings: Settings) -> PageLinks:
    """Return what makes the links of letters to the pages, and reads them."""
    return PageLinks(secret(settings), settings.pages_url if settings.letters_carry_links else "")


def answers_in_prefect(settings: Settings) -> bool:
    """Return whether a waiting run asks for the decision too: beyond this machine only where the operator says so."""
    if settings.answer_in_prefect is not None:
        return settings.answer_in_prefect
    return is_loopback(urlsplit(settings.prefect_ui_url).hostname or "") and not settings.tls_proxy


def mailbox(settings: Settings) -> "ImapMailbox | None":
    """Return the Board's mailbox; None where none is to be read."""
    from emulation_workflow.adapters.mail.mailbox import ImapMailbox, MailboxAccount  # noqa: PLC0415 - only those who use it wait for its libraries

    if settings.mailbox_host is None or settings.mailbox_username is None or settings.mailbox_password is None:
        return None
    account = MailboxAccount(
        host=settings.mailbox_host,
        port=settings.mailbox_port,
        security=settings.mailbox_security,
        username=settings.mailbox_username,
        password=settings.mailbox_password.get_secret_value(),
        folders=tuple(settings.mailbox_folder.split(";")),
        ca_file=str(settings.mailbox_ca_file) if settings.mailbox_ca_file else None,
    )
    return ImapMailbox(account)


def forms(settings: Settings) -> "UnitForms":
    """Return the forms and files that go to the units, and the forms that come back."""
    from emulation_workflow.adapters.submissions.unit_forms import UnitForms  # noqa: PLC0415 - only those who use it wait for its libraries

    return UnitForms(campaign(settings), domain=_mail_domain(settings))


def documents(settings: Settings) -> "Documents":
    """Return what writes papers, with the words and formats of templates/documents."""
    from emulation_workflow.adapters.documents.files import Documents  # noqa: PLC0415 - only those who use it wait for its libraries

    return Documents(settings.templates_dir / "documents", campaign(settings))


def _mail_domain(settings: Settings) -> str:
    address = settings.sender_address or campaign(settings).letters.reply_to
    return settings.mail_domain or address.rpartition("@")[2]


def _about_each(plan: Campaign, folder: Path, opened: Office) -> Campaign:
    """Return the campaign with a task about each unit that the register has, where it asks for some of each."""
    if not any(task.each_of for task in plan.tasks):
        return plan
    return load_campaign(folder, units=[(unit.code, unit.level, unit.name) for unit in registered_units(opened)])


def _fill_empty_register(office: Office, units: Path) -> None:
    if not registered_units(office):
        import_units(office, read_units(units, known(office)).entries, dry_run=False, by="campaign")

"""What `emulation doctor` looks at in the office: campaign, record, letters, addresses, mail servers."""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from emulation_workflow import bootstrap, migrations
from emulation_workflow.adapters.mail.mailbox import MailboxUnreachable
from emulation_workflow.adapters.record.engine import open_engine
from emulation_workflow.adapters.record.migration import revision_of, unusable
from emulation_workflow.adapters.record.revisions import RecordUnusable
from emulation_workflow.cli.operating.diagnosis import Diagnosis, bad, look, ok, unknown
from emulation_workflow.domain.board_list import ItemKind
from emulation_workflow.domain.errors import RecordAltered
from emulation_workflow.domain.mail import DeliveryState
from emulation_workflow.office.authority import in_office
from emulation_workflow.office.office import Office
from emulation_workflow.ports import Transaction
from emulation_workflow.settings import BadSetting, Settings

WAITS_LONG = timedelta(minutes=30)
"""How long a letter that is due may wait: three deliveries and more have passed it by."""

NO_RECORD = "the record cannot be read"


def of_office(settings: Settings) -> Iterator[Diagnosis]:
    """Yield how the office stands; no record, key or table is made or upgraded."""
    yield campaign(settings)
    database, is_current = record(settings)
    yield database
    office = _office(settings) if is_current else None
    yield letters(office) if office else unknown("letters", NO_RECORD)
    yield addresses(office) if office else unknown("addresses", NO_RECORD)
    yield seal(settings)
    yield smtp(settings)
    yield imap(settings)


def _office(settings: Settings) -> Office | None:
    try:
        return bootstrap.office(settings)
    except (BadSetting, RecordAltered, DBAPIError):
        return None


def campaign(settings: Settings) -> Diagnosis:
    try:
        plan = bootstrap.campaign(settings)
    except BadSetting as refused:
        return bad("campaign", refused.problems[-1], "emulation campaign check names each fault with its line")
    return ok("campaign", f"{plan.id}, from {bootstrap.campaign_folder(settings)}")


def record(settings: Settings) -> tuple[Diagnosis, bool]:
    """Return how the record's database stands, and whether it is of this program's version."""
    name = "record"
    url = make_url(settings.database_url)
    shown = url.render_as_string(hide_password=True)
    if url.get_backend_name() == "sqlite" and not bootstrap.is_record_there(settings):
        return bad(name, f"there is none at {shown}", "emulation start, or record upgrade, makes it"), False
    engine = open_engine(settings.database_url)
    try:
        found = revision_of(engine)
    except DBAPIError as fault:
        return bad(name, str(unusable(fault.orig)), "see that the database runs and may be read and written"), False
    finally:
        engine.dispose()
    if found != migrations.HEAD:
        state = "has no tables" if found is None else f"is of version {found}, the program of {migrations.HEAD}"
        return bad(name, f"{shown} {state}", "emulation record upgrade; with an older program, renew it"), False
    if not bootstrap.has_key(settings):
        return bad(name, f"{shown} is there, the secret key is not", "put secret.key back from a backup"), False
    try:
        bootstrap.store(settings)
    except (RecordUnusable, BadSetting) as refused:
        return bad(name, str(refused).splitlines()[0], "docs/operations.md, “Another secret key”"), False
    return ok(name, f"{shown}, version {found}"), True


def letters(office: Office) -> Diagnosis:
    """Return how many letters are due, in doubt and refused, and whether the delivery is stopped."""
    name = "letters"
    now = office.clock.now()

    def seen(open_record: Transaction) -> tuple[str, int, int, datetime | None]:
        waiting = open_record.letters.statuses(state=DeliveryState.WAITING)
        due = [letter for letter in waiting if letter.next_try_at is None or letter.next_try_at <= now]
        oldest = min((letter.next_try_at or letter.written_at for letter in due), default=None)
        stop = open_record.board_list.open_of(ItemKind.DELIVERY_STOPPED)
        doubtful = len(open_record.letters.statuses(state=DeliveryState.IN_DOUBT))
        return str(stop.params["words"]) if stop else "", len(due), doubtful, oldest

    stopped, due, doubtful, oldest = office.read(seen)
    found = f"{due} due, {doubtful} in doubt"
    if stopped:
        return bad(
            name, f"the delivery is stopped: {stopped}; {found}", "docs/operations.md, “When the delivery is stopped”"
        )
    if oldest is not None and now - oldest > WAITS_LONG:
        return bad(
            name, f"{found}; the oldest since {oldest:%d/%m/%Y %H:%M}", "run emulation letters deliver and see why"
        )
    if doubtful:
        return look(name, found, "emulation letters list --state in_doubt, ask the recipients, letters settle")
    return ok(name, found)


def addresses(office: Office) -> Diagnosis:
    """Return how many units have no address, and whether each step of the gate has somebody to decide."""
    name, today = "addresses", office.clock.now().date()

    def seen(open_record: Transaction) -> tuple[int, int, list[str]]:
        units = open_record.register.units(today)
        nobody = [role for role in _roles(office) if not in_office(open_record.register, role, today)]
        return len(units), sum(1 for unit in units if not unit.email), nobody

    units, without, nobody = office.read(seen)
    found = f"{without} of {units} unit(s) have no address"
    if nobody:
        return bad(
            name, f"nobody is in office as {', '.join(nobody)}; {found}", "emulation register officials FILE --apply"
        )
    if without:
        return look(name, found, "emulation register addresses FILE --apply")
    return ok(name, found)


def _roles(office: Office) -> list[str]:
    gate = office.campaign.gate
    return list(dict.fromkeys(step.role for step in gate.steps)) if gate else []


def seal(settings: Settings) -> Diagnosis:
    if settings.seal_to is None:
        return look(
            "seal", "is kept nowhere else, so nothing shows that the record's end was cut off", "set EMULATION_SEAL_TO"
        )
    return ok("seal", f"goes to {settings.seal_to} each day")


def smtp(settings: Settings) -> Diagnosis:
    """Return whether the mail server lets us in; no letter is sent."""
    name = "mail out"
    where = f"{settings.smtp_host or 'the mail catcher'}:{settings.smtp_port}"
    fault = asyncio.run(_let_in(settings))
    if fault:
        return bad(name, f"{where}: {fault}", "see EMULATION_SMTP_… and the account at the provider")
    if not settings.has_mail_server:
        return look(name, f"{where}: letters stay on this machine", "set EMULATION_SMTP_HOST to send them")
    return ok(name, f"{where} lets us in{' as ' + settings.smtp_username if settings.smtp_username else ''}")


async def _let_in(settings: Settings) -> str:
    async with bootstrap.mailer(settings) as mailer:
        return await mailer.fault()


def imap(settings: Settings) -> Diagnosis:
    name = "mail in"
    mailbox = bootstrap.mailbox(settings)
    if mailbox is None:
        return ok(name, "no mailbox is set; staff lay files in the intake folder")
    try:
        with mailbox:
            return ok(name, f"{settings.mailbox_host} lets us in as {settings.mailbox_username}")
    except MailboxUnreachable as fault:
        return bad(name, str(fault), "see EMULATION_MAILBOX_…")

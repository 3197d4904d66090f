"""`emulation letters …`: look at letters before they are written, at those that were, and at what became of them."""

import asyncio
import os
import socket
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime
from getpass import getuser
from html import escape
from pathlib import Path
from typing import Annotated
from uuid import uuid4

import typer
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from emulation_workflow import bootstrap
from emulation_workflow.adapters.mail.catcher import run_catcher
from emulation_workflow.adapters.mail.message import build, filled
from emulation_workflow.adapters.mail.samples import sample_enclosures, sample_letters
from emulation_workflow.cli.answers import MOST, print_json
from emulation_workflow.cli.shell import REFUSED
from emulation_workflow.cli.units import code_of
from emulation_workflow.domain.campaign import Campaign, Level
from emulation_workflow.domain.mail.letters import (
    Addressee,
    DeliveryState,
    Letter,
    LetterKind,
    LetterStatus,
    OutgoingLetter,
    ReceiptState,
    Rendered,
)
from emulation_workflow.office.delivery.delivery import DeliveryReport, settle_doubt
from emulation_workflow.office.delivery.delivery import deliver as deliver_letters
from emulation_workflow.settings import BadSetting, Settings

app = typer.Typer(help="The letters: preview, list, deliver, settle.", no_args_is_help=True)

NEEDS_STAFF = 1
"""Exit code when a letter was refused for good, is in doubt, or could not be put into words."""

SAMPLE_CODE, SAMPLE_LINK = "XXXXX-XXXXX", "http://127.0.0.1:4200/v2/runs/flow-run/mau"


@app.command()
def preview(
    letter: Annotated[LetterKind | None, typer.Option(help="This letter only.", show_default=False)] = None,
    level: Annotated[str | None, typer.Option(help="Id of a level of the campaign.", show_default=False)] = None,
    out: Annotated[Path, typer.Option(help="The folder to write to.")] = Path("letters-preview"),
) -> None:
    """Write every letter with made-up facts as .txt, .html and .eml, and what goes with it; index.html shows them."""
    settings = bootstrap.settings()
    campaign = bootstrap.campaign(settings)
    folder = settings.templates_dir / "email"
    templates = bootstrap.letter_templates(settings)
    shown, moment, forms = _level(campaign, level), bootstrap.clock(settings).now(), bootstrap.forms(settings)
    chosen = [
        replace(one, enclosures=sample_enclosures(one, shown, forms, moment))
        for one in sample_letters(folder, campaign, shown)
        if letter in (None, one.kind)
    ]
    rendered = {one.kind: templates.render(one) for one in chosen}
    try:
        out.mkdir(parents=True, exist_ok=True)
        for one in chosen:
            _write_sample(out, one, rendered[one.kind], campaign, moment)
        _write_index(settings, out, rendered, {one.kind: [file.name for file in one.enclosures] for one in chosen})
    except OSError as fault:
        typer.echo(f"{out} cannot be written to: {fault.strerror}.", err=True)
        raise typer.Exit(REFUSED) from None
    typer.echo(f"{len(chosen)} letter(s): {(out / 'index.html').absolute()}")


def _level(campaign: Campaign, level_id: str | None) -> Level:
    """The level asked for, else that of the first pilot that passes the gate, else the first with a conference."""
    if level_id is not None:
        found = next((level for level in campaign.levels if level.id == level_id), None)
        if found is None:
            raise typer.BadParameter(f"levels are: {', '.join(level.id for level in campaign.levels)}")
        return found
    gated = {pilot.level for pilot in campaign.pilots if pilot.gated}
    held = [level for level in campaign.levels if level.conference]
    return next((level for level in held if level.id in gated), held[0])


def _write_sample(out: Path, letter: Letter, words: Rendered, campaign: Campaign, moment: datetime) -> None:
    sender = Addressee(name=campaign.letters.from_name, email=campaign.letters.reply_to)
    message = build(
        _outgoing(letter, words),
        sender=sender,
        reply_to=campaign.letters.reply_to,
        code=SAMPLE_CODE,
        run_link=SAMPLE_LINK,
        date=moment,
    )
    html = filled(words.html, code=escape(SAMPLE_CODE), run_link=escape(SAMPLE_LINK))
    (out / f"{letter.kind.value}.txt").write_text(
        filled(words.text, code=SAMPLE_CODE, run_link=SAMPLE_LINK), encoding="utf-8"
    )
    (out / f"{letter.kind.value}.html").write_text(html, encoding="utf-8")
    (out / f"{letter.kind.value}.eml").write_bytes(message)
    for file in letter.enclosures:
        (out / letter.kind.value).mkdir(exist_ok=True)
        (out / letter.kind.value / file.name).write_bytes(file.content)


def _outgoing(letter: Letter, words: Rendered) -> OutgoingLetter:
    return OutgoingLetter(
        number=0,
        key=letter.key,
        kind=letter.kind,
        to=letter.to,
        cc=letter.cc,
        subject=words.subject,
        text=words.text,
        html=words.html,
        message_id=f"<{letter.kind.value}@example.vn>",
        attempt=1,
        pending=tuple(one.email for one in letter.to),
        code_ref=letter.code_ref,
        enclosures=letter.enclosures,
    )


def _write_index(
    settings: Settings, out: Path, rendered: dict[LetterKind, Rendered], enclosed: dict[LetterKind, list[str]]
) -> None:
    environment = Environment(
        loader=FileSystemLoader(settings.templates_dir / "preview"), undefined=StrictUndefined, autoescape=True
    )
    page = environment.get_template("index.html").render(letters=rendered, enclosed=enclosed)
    (out / "index.html").write_text(page, encoding="utf-8")


@app.command("list")
def list_letters(
    state: Annotated[DeliveryState | None, typer.Option(help="Only letters in this state.", show_default=False)] = None,
    unit: Annotated[str | None, typer.Option(help="Only those of this unit: code or name.", show_default=False)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON array.")] = False,
) -> None:
    """List the letters of the record and what became of each at each address."""
    office = bootstrap.office()
    code = code_of(office, unit) if unit is not None else None
    with office.store.look() as record:
        letters = record.letters.statuses(unit=code, state=state)
    if as_json:
        print_json([asdict(one) for one in letters])
        return
    for one in letters:
        typer.echo("\n".join(_lines(one)))
    typer.echo(f"{len(letters)} letter(s).")


def _lines(letter: LetterStatus) -> Iterable[str]:
    again = f", next try {letter.next_try_at:%d/%m/%Y %H:%M}" if letter.next_try_at else ""
    about = letter.subject or letter.key
    yield f"{letter.number:>6}  {letter.state.value:<9} {letter.attempts} attempt(s){again}  {about}"
    if letter.fault:
        yield f"        cannot be put into words: {letter.fault}"
    for one in (*letter.to, *letter.cc):
        yield f"        {one.name} <{one.email or 'no address'}>"
    for receipt in letter.receipts:
        if receipt.state is not ReceiptState.ACCEPTED:
            yield f"        {receipt.email}: {receipt.state.value} {receipt.code or ''} {receipt.words}"


@app.command()
def settle(
    number: Annotated[int, typer.Argument(min=1, max=MOST, help="The letter's number, as `letters list` shows it.")],
    by: Annotated[str, typer.Option(help="Who has found out.", default_factory=getuser)],
    sent: Annotated[bool | None, typer.Option("--sent/--again", help="It did arrive, or: send it again.")] = None,
) -> None:
    """Settle a letter in doubt, once somebody has asked its recipient."""
    if sent is None:
        raise typer.BadParameter("say --sent if the letter did arrive, --again if it is to be sent again")
    office = bootstrap.office()
    settle_doubt(office.store, number, was_sent=sent, by=by, at=office.clock.now())
    typer.echo(f"Letter {number}: {'counted as sent' if sent else 'waiting to be sent again'}.")


@app.command()
def deliver(
    batch: Annotated[int, typer.Option(min=1, max=MOST, help="Letters at most.")] = 100,
) -> None:
    """Send the letters that are due, once. Exit 1 if one was refused for good, is in doubt or has no words."""
    report = asyncio.run(_deliver(bootstrap.settings(), batch))
    typer.echo(", ".join(f"{name.replace('_', ' ')}: {count}" for name, count in asdict(report).items()))
    if report.refused or report.in_doubt or report.unworded:
        typer.echo("See: emulation letters list --state refused, --state in_doubt, and --state waiting.", err=True)
        raise typer.Exit(NEEDS_STAFF)


async def _deliver(settings: Settings, batch: int) -> DeliveryReport:
    office = bootstrap.office(settings)
    async with bootstrap.mailer(settings) as mailer:
        return await deliver_letters(
            office,
            mailer,
            run_link=settings.run_link,
            owner=f"{socket.gethostname()}-{os.getpid()}-{uuid4().hex}",
            batch=batch,
        )


def catch_mail(
    smtp_port: Annotated[int, typer.Option(min=0, max=65535, help="Where letters are taken; 0: any free port.")] = 2525,
    web_port: Annotated[int, typer.Option(min=0, max=65535, help="Where they are shown; 0: any free port.")] = 8025,
    folder: Annotated[Path | None, typer.Option(help="Where they are kept; default: the data folder's mail/.")] = None,
) -> None:
    """Take letters on this machine alone, keep them as .eml files and show them on a page, until Ctrl-C."""
    settings = bootstrap.settings()
    kept = folder or settings.data_dir / "mail"
    clock = bootstrap.clock(settings.model_copy(update={"set_clock": None}))

    def print_findings(smtp: int, web: int) -> None:
        typer.echo(f"SMTP 127.0.0.1:{smtp}   page http://127.0.0.1:{web}/   folder {kept}")

    try:
        asyncio.run(run_catcher(smtp_port, web_port, kept, now=clock.now, on_ready=print_findings))
    except OSError as fault:
        raise BadSetting(f"The mail catcher cannot start on ports {smtp_port} and {web_port}: {fault}.") from None

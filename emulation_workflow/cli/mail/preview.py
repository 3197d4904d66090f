"""`emulation letters preview`: every letter as it will look, with made-up contents."""

from dataclasses import replace
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Annotated

import typer
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from emulation_workflow import bootstrap
from emulation_workflow.adapters.mail.message import build, filled
from emulation_workflow.adapters.mail.samples import sample_enclosures, sample_letters
from emulation_workflow.cli.context import ensure_level
from emulation_workflow.cli.shell import writing_to
from emulation_workflow.domain.campaign import Campaign, Level
from emulation_workflow.domain.mail import Addressee, Letter, LetterKind, OutgoingLetter, Rendered
from emulation_workflow.settings import Settings

SAMPLE_CODE, SAMPLE_LINK = "XXXXX-XXXXX", "http://127.0.0.1:4200/v2/runs/flow-run/mau"


def preview(
    letter: Annotated[LetterKind | None, typer.Option(help="This letter only.", show_default=False)] = None,
    level: Annotated[str | None, typer.Option(help="Id of a level of the campaign.", show_default=False)] = None,
    out: Annotated[Path, typer.Option(help="The folder to write to.")] = Path("letters-preview"),
) -> None:
    """Write every letter with made-up contents as .txt, .html and .eml, and its enclosures; index.html shows them."""
    settings = bootstrap.settings()
    campaign = bootstrap.campaign(settings)
    folder = settings.templates_dir / "email"
    templates = bootstrap.letter_templates(settings)
    shown, moment, forms = _level(campaign, level), bootstrap.clock(settings).now(), bootstrap.forms(settings)
    chosen = [
        replace(sample, enclosures=sample_enclosures(sample, campaign, shown, forms, moment))
        for sample in sample_letters(folder, campaign, shown)
        if letter in (None, sample.kind)
    ]
    rendered = {sample.kind: templates.render(sample) for sample in chosen}
    with writing_to(out):
        out.mkdir(parents=True, exist_ok=True)
        for sample in chosen:
            _write_sample(out, sample, rendered[sample.kind], campaign, moment)
        enclosed = {sample.kind: [file.name for file in sample.enclosures] for sample in chosen}
        _write_index(settings, out, rendered, enclosed)
    typer.echo(f"{len(chosen)} letter(s): {(out / 'index.html').absolute()}")


def _level(campaign: Campaign, level_id: str | None) -> Level:
    """Return the level asked for, else the first pilot's that passes the gate, else the first with a conference."""
    if level_id is not None:
        ensure_level(campaign, level_id)
        return campaign.level(level_id)
    gated = {pilot.level for pilot in campaign.pilots if pilot.gated}
    held = [level for level in campaign.levels if level.conference]
    return next((level for level in held if level.id in gated), held[0])


def _write_sample(out: Path, letter: Letter, words: Rendered, campaign: Campaign, moment: datetime) -> None:
    sender = Addressee(name=campaign.letters.from_name, email=campaign.letters.reply_to)
    message = build(
        _outgoing(letter, words),
        sender=sender,
        reply_to=campaign.letters.reply_to,
        code=lambda _: SAMPLE_CODE,
        run_link=SAMPLE_LINK,
        date=moment,
    )
    html = filled(words.html, code=lambda _: SAMPLE_CODE, run_link=escape(SAMPLE_LINK))
    (out / f"{letter.kind.value}.txt").write_text(
        filled(words.text, code=lambda _: SAMPLE_CODE, run_link=SAMPLE_LINK), encoding="utf-8"
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
        pending=tuple(addressee.email for addressee in letter.to),
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

"""`emulation letters preview`: every letter as it will look, of a played year or with made-up contents."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
from emulation_workflow.demo import letters_of_a_year
from emulation_workflow.demo.sample_office import CAMPAIGN
from emulation_workflow.domain.campaign import Campaign, Level
from emulation_workflow.domain.mail import Addressee, Letter, LetterKind, OutgoingLetter, Rendered
from emulation_workflow.settings import Settings

SAMPLE_CODE, SAMPLE_LINK = "XXXXX-XXXXX", "http://127.0.0.1:4280/thu/mau"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A letter that is shown, and where: its files' names, in a folder for each reader of a played year."""

    name: str
    letter: OutgoingLetter

    @property
    def enclosed(self) -> list[str]:
        return [file.name for file in self.letter.enclosures]


def preview(
    letter: Annotated[LetterKind | None, typer.Option(help="This letter only.", show_default=False)] = None,
    level: Annotated[
        str | None,
        typer.Option(help="Id of a level of the campaign: letters with made-up contents for it.", show_default=False),
    ] = None,
    out: Annotated[Path, typer.Option(help="The folder to write to.")] = Path("letters-preview"),
) -> None:
    """Write every letter as .txt, .html and .eml, with its enclosures; index.html shows them.

    They are those of a year played with sample people, as a commune, a district, a department, an enterprise, the
    Committee and a leader get them. Those that none of them gets, and all for a level or where a campaign has no such
    people, have made-up contents.
    """
    settings = bootstrap.settings()
    campaign, moment = bootstrap.campaign(settings), bootstrap.clock(settings).now()
    is_played = level is None and bootstrap.campaign_folder(settings) == bootstrap.CAMPAIGNS / CAMPAIGN
    played = list(_played()) if is_played else []
    kinds = {shown.letter.kind for shown in played}
    made_up = (
        other
        for other in _made_up(settings, campaign, _level(campaign, level), moment)
        if other.letter.kind not in kinds
    )
    shown = [each for each in (*played, *made_up) if letter in (None, each.letter.kind)]
    with writing_to(out):
        out.mkdir(parents=True, exist_ok=True)
        for each in shown:
            _write(out, each, campaign, moment)
        _write_index(settings, out, shown)
    typer.echo(f"{len(shown)} letter(s): {(out / 'index.html').absolute()}")


def _level(campaign: Campaign, level_id: str | None) -> Level:
    """Return the level asked for, else the first pilot's that passes the gate, else the first with a conference."""
    if level_id is not None:
        ensure_level(campaign, level_id)
        return campaign.level(level_id)
    gated = {pilot.level for pilot in campaign.pilots if pilot.gated}
    held = [level for level in campaign.levels if level.conference]
    return next((level for level in held if level.id in gated), held[0])


def _played() -> Iterator[Shown]:
    """Play a year, and yield of each reader the first letter of each kind that they got."""
    with tempfile.TemporaryDirectory() as folder:
        for reader, letters in letters_of_a_year.letters_by_reader(Path(folder) / "year").items():
            for kind in LetterKind:
                first = next((letter for letter in letters if letter.kind is kind), None)
                if first is not None:
                    yield Shown(name=f"{reader}/{kind.value}", letter=first)


def _made_up(settings: Settings, campaign: Campaign, level: Level, moment: datetime) -> Iterator[Shown]:
    templates, forms = bootstrap.letter_templates(settings), bootstrap.forms(settings)
    for sample in sample_letters(settings.templates_dir / "email", campaign, level):
        enclosures = sample_enclosures(sample, campaign, level, forms, moment)
        words = templates.render(sample)
        yield Shown(name=sample.kind.value, letter=_outgoing(replace(sample, enclosures=enclosures), words))


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


def _write(out: Path, shown: Shown, campaign: Campaign, moment: datetime) -> None:
    letter, path = shown.letter, out / shown.name
    path.parent.mkdir(parents=True, exist_ok=True)
    message = build(
        letter,
        sender=Addressee(name=campaign.letters.from_name, email=campaign.letters.reply_to),
        reply_to=campaign.letters.reply_to,
        code=lambda _: SAMPLE_CODE,
        run_link=SAMPLE_LINK,
        date=moment,
    )
    html = filled(letter.html, code=lambda _: SAMPLE_CODE, run_link=escape(SAMPLE_LINK))
    text = filled(letter.text, code=lambda _: SAMPLE_CODE, run_link=SAMPLE_LINK)
    path.with_suffix(".txt").write_text(text, encoding="utf-8")
    path.with_suffix(".html").write_text(html, encoding="utf-8")
    path.with_suffix(".eml").write_bytes(message)
    for file in letter.enclosures:
        path.mkdir(exist_ok=True)
        (path / file.name).write_bytes(file.content)


def _write_index(settings: Settings, out: Path, shown: Sequence[Shown]) -> None:
    environment = Environment(
        loader=FileSystemLoader(settings.templates_dir / "preview"), undefined=StrictUndefined, autoescape=True
    )
    page = environment.get_template("index.html").render(letters=shown)
    (out / "index.html").write_text(page, encoding="utf-8")

"""`emulation letters preview`: every letter as it will look, of a played year."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Annotated

import typer
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from emulation_workflow import bootstrap
from emulation_workflow.adapters.mail.message import build, filled
from emulation_workflow.cli.rehearsal import beside, play_letters
from emulation_workflow.cli.shell import writing_to
from emulation_workflow.demo import letters_of_a_year
from emulation_workflow.demo.sample_office import CAMPAIGN
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.mail import Addressee, LetterKind, OutgoingLetter
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
    out: Annotated[Path, typer.Option(help="The folder to write to.")] = Path("letters-preview"),
) -> None:
    """Write every letter as .txt, .html and .eml, with its enclosures; index.html shows them.

    They are those of a short year that is played with the campaign's units and people, made-up ones where there are
    none: of each kind the first that a unit of each level, or who acts in a role, got. Of Kon Tum's plan it is the year
    of the samples. Letters that the plan has no use for are not among them.
    """
    settings = bootstrap.settings()
    campaign, folder = bootstrap.campaign(settings), bootstrap.campaign_folder(settings)
    bootstrap.letter_templates(settings)
    # What cannot be written to is told before a year is played.
    with writing_to(out):
        out.mkdir(parents=True, exist_ok=True)
    sample = list(_sample_year()) if folder == bootstrap.CAMPAIGNS / CAMPAIGN else []
    kinds = {shown.letter.kind for shown in sample}
    is_whole = kinds >= ({letter} if letter else set(LetterKind))
    played = () if is_whole else _first_of_each_kind(play_letters(folder, campaign, beside(folder, campaign).officials))
    more = [replace(other, name=other.letter.kind.value) if sample else other for other in played]
    shown = [*sample, *(other for other in more if other.letter.kind not in kinds)]
    chosen = [each for each in {each.name: each for each in shown}.values() if letter in (None, each.letter.kind)]
    with writing_to(out):
        for each in chosen:
            _write(out, each, campaign, bootstrap.clock(settings).now())
        _write_index(settings, out, chosen)
    typer.echo(f"{len(chosen)} letter(s): {(out / 'index.html').absolute()}")


def _sample_year() -> Iterator[Shown]:
    with tempfile.TemporaryDirectory() as folder:
        yield from _first_of_each_kind(letters_of_a_year.letters_by_reader(Path(folder) / "year"))


def _first_of_each_kind(by_reader: Mapping[str, Sequence[OutgoingLetter]]) -> Iterator[Shown]:
    """Yield of each reader the first letter of each kind that they got."""
    for reader, letters in by_reader.items():
        for kind in LetterKind:
            first = next((letter for letter in letters if letter.kind is kind), None)
            if first is not None:
                yield Shown(name=f"{reader}/{kind.value}".removeprefix("/"), letter=first)


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

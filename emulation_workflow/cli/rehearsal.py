"""A campaign played once in an office of nobody's: its letters, its papers, and what lies beside its file."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

from emulation_workflow import bootstrap
from emulation_workflow.adapters.campaign_file import UNITS_FILE
from emulation_workflow.adapters.clock import SetClock
from emulation_workflow.adapters.documents.files import FileKind
from emulation_workflow.adapters.spreadsheets.register import read_officials, read_units
from emulation_workflow.adapters.submissions.files import read_plan_file, read_result_file
from emulation_workflow.demo.any_campaign.letters import letters_by_reader
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.mail import OutgoingLetter
from emulation_workflow.domain.registers import Official, Unit, known_to
from emulation_workflow.messages import sentence
from emulation_workflow.messages.papers.papers import kind_names
from emulation_workflow.messages.screens.campaign_check import UNUSABLE
from emulation_workflow.office.papers.rehearsal import Rehearsed, rehearse_papers
from emulation_workflow.office.reminders.opening import preview_opening
from emulation_workflow.settings import BadSetting, Settings

CLOCK = "clock"

_SAMPLES = {"plans": read_plan_file, "results": read_result_file}
"""The folders of samples beside a campaign, and what reads their files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The letter by which one unit hears of the campaign."""

    unit: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """What was made: how many kinds of letters, the opening letters, the papers; `faults` of what lies beside."""

    letters: int = 0
    openings: tuple[Opening, ...] = ()
    papers: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What lies beside a campaign file: its units, its officials (None: no list), and what cannot be read of them."""

    units: tuple[Unit, ...] = ()
    officials: tuple[Official, ...] | None = None
    faults: tuple[str, ...] = ()


def rehearse(folder: Path, campaign: Campaign, officials: Sequence[Official] | None) -> Rehearsal:
    """Make every kind of letter and paper once in the campaign's words, and the opening letter of a unit of each level.

    All in an office of its own, in a folder that is gone afterwards. What cannot be made, or read, is a fault. Without
    a list of units nothing is made.
    """
    if not (folder / UNITS_FILE).is_file():
        return Rehearsal()
    with tempfile.TemporaryDirectory() as place:
        own = _settings_in(Path(place), folder, campaign)
        try:
            office = bootstrap.office(own)
        except (BadSetting, Rejected) as refused:
            return Rehearsal(faults=(f"{UNUSABLE.format(file=folder / UNITS_FILE)} {refused}",))
        templates, documents = bootstrap.letter_templates(own), bootstrap.documents(own)
        letters = play_letters(folder, campaign, officials)
        openings = []
        for letter in preview_opening(office, forms=bootstrap.forms(own)):
            words = templates.render(letter)
            openings.append(Opening(unit=letter.unit, subject=words.subject, text=words.text))
        papers, names = list(rehearse_papers(office)), kind_names(campaign)
        for made in papers:
            if made.paper is not None:
                documents.write(made.paper, Path(place, "papers"), [FileKind.DOCX])
        return Rehearsal(
            letters=len({letter.kind for written in letters.values() for letter in written}),
            openings=tuple(openings),
            papers=tuple(names[made.kind] for made in papers if made.paper is not None),
            faults=tuple(_unmade(papers, campaign)),
        )


def play_letters(
    folder: Path, campaign: Campaign, officials: Sequence[Official] | None
) -> Mapping[str, Sequence[OutgoingLetter]]:
    """Return the letters of a short year of the campaign in `folder`, with its own units and these people, by reader.

    They are played in an office that is gone afterwards. Rejected where the list of units cannot be used.
    """
    with tempfile.TemporaryDirectory() as place:
        own = _settings_in(Path(place), folder, campaign)
        clock = SetClock(Path(place, CLOCK), own.time_zone)
        return letters_by_reader(
            bootstrap.office(own), clock.set, forms=bootstrap.forms(own), officials=officials or ()
        )


def beside(folder: Path, campaign: Campaign) -> Beside:
    """Return the units and officials listed in the campaign's folder or its samples, and what cannot be read."""
    if not (folder / UNITS_FILE).is_file():
        return Beside()
    try:
        units = read_units(folder / UNITS_FILE, known_to(campaign)).entries
    except Rejected as refused:
        told = _told(folder / UNITS_FILE, refused.problems, campaign)
        return Beside(faults=(UNUSABLE.format(file=folder / UNITS_FILE), *told))
    officials, faults = None, list[str]()
    listed = next((file for file in _lists(folder) if file.is_file()), None)
    if listed is not None:
        try:
            officials = tuple(read_officials(listed, known_to(campaign, units=units)).entries)
        except Rejected as refused:
            faults += _told(listed, refused.problems, campaign)
    faults += _faults_of_samples(folder, campaign, list(units))
    return Beside(units=tuple(units), officials=officials, faults=tuple(faults))


def _lists(folder: Path) -> Iterator[Path]:
    return (folder / place / f"officials.{kind}" for place in ("", "samples") for kind in ("csv", "xlsx"))


def _faults_of_samples(folder: Path, campaign: Campaign, units: list[Unit]) -> Iterator[str]:
    for name, read in _SAMPLES.items():
        for file in sorted((folder / "samples" / name).glob("*.*")):
            try:
                read(file.name, file.read_bytes(), campaign=campaign, units=units)
            except Rejected as refused:
                yield from _told(file, refused.problems, campaign)


def _told(file: Path, problems: tuple[Problem, ...], campaign: Campaign) -> Iterator[str]:
    return (f"{file}: {sentence(problem, campaign)}" for problem in problems)


def _unmade(papers: list[Rehearsed], campaign: Campaign) -> Iterator[str]:
    names = kind_names(campaign)
    for made in papers:
        yield from (f"{names[made.kind]}: {sentence(problem, campaign)}" for problem in made.problems)


def _settings_in(place: Path, folder: Path, campaign: Campaign) -> Settings:
    """Return settings by which all is kept in `place`, on the day on which the campaign begins."""
    clock, real = place / CLOCK, bootstrap.settings()
    opens = datetime.combine(campaign.effective_from, time(8), real.time_zone)
    clock.write_text(opens.isoformat(), encoding="utf-8")
    return real.model_copy(
        update={
            "campaign": str(folder.absolute()),
            "data_dir": place,
            "database_url": f"sqlite:///{place}/rehearsal.db",
            "set_clock": clock,
        }
    )

"""An office of its own in one folder, on Kon Tum's plan of 2020, with the sample people that come with it."""

from datetime import date, datetime, time
from pathlib import Path

from emulation_workflow import bootstrap
from emulation_workflow.adapters.clock import SetClock
from emulation_workflow.adapters.spreadsheets.register import read_addresses, read_officials
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.office import Office
from emulation_workflow.office.register import import_addresses, import_officials, known
from emulation_workflow.settings import Settings

CAMPAIGN = "kon_tum_2020"
SAMPLES = bootstrap.CAMPAIGNS / CAMPAIGN / "samples"
MORNING = time(8, 0)


def settings_in(folder: Path, campaign: str = CAMPAIGN) -> Settings:
    """Return the settings of an office everything of which lies in `folder`, its clock set by a file there."""
    return Settings.read(
        data_dir=folder,
        database_url=f"sqlite:///{folder}/emulation.db",
        intake_dir=folder / "intake",
        campaign=campaign,
        set_clock=folder / "clock",
        secret_key=None,
    )


def set_clock(settings: Settings, day: date) -> SetClock:
    """Set the office's clock to the morning of `day`, before anything reads it; return the clock."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    clock = SetClock(settings.data_dir / "clock", settings.time_zone)
    clock.set(datetime.combine(day, MORNING, settings.time_zone))
    return clock


def put_into_words(office: Office) -> None:
    """Put all letters into words, as each delivery does. RuntimeError if one cannot be."""
    while office.read(lambda record: bool(record.letters.drafts(limit=1))):
        if faults := render_pending_letters(office):
            raise RuntimeError(f"{faults} letter(s) could not be put into words")


def import_samples(office: Office) -> None:
    """Put the sample officials and addresses into the office's register."""
    import_officials(office, read_officials(SAMPLES / "officials.csv", known(office)).entries, dry_run=False)
    import_addresses(office, read_addresses(SAMPLES / "unit_addresses.csv", known(office)), dry_run=False)

"""The demonstration from start to end: everything up, Kon Tum loaded, the story played, the end reckoned."""

import json
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from emulation_workflow import bootstrap
from emulation_workflow.adapters.clock import SetClock
from emulation_workflow.adapters.spreadsheets.register import read_addresses, read_officials
from emulation_workflow.demo.doors import DoorClosed, Mailbox, PrefectDoor
from emulation_workflow.demo.reckoning import Reckoning, reckon
from emulation_workflow.demo.script import DELIVERY, RESULTS, ROLL_UP, STORY
from emulation_workflow.demo.second_act import play_second_act
from emulation_workflow.demo.story import OFFICE_OPENS, Story
from emulation_workflow.domain.mail.letters import DeliveryState
from emulation_workflow.messages.screens.run_words import DONE
from emulation_workflow.office.office import Office
from emulation_workflow.office.register import import_addresses, import_officials, known
from emulation_workflow.settings import PROJECT, Settings
from emulation_workflow.stack import AskedToEnd, Stack, heeding_signals

CAMPAIGN = "kon_tum_2020"
LETTERS_LEAVE_WITHIN = 120.0
"""Seconds; letters go at the end of each run, and those left over with a delivery of their own."""

PAPERS = PROJECT / "data" / "demo"
"""Where the year's papers stay when everything else is removed."""

Tell = Callable[[str], None]


def play(*, folder: Path | None, stay: bool, tell: Tell) -> bool:
    """Play the demonstration in `folder` (None: one that is removed afterwards); whether all came as expected.

    `stay`: go on serving the pages until Ctrl-C. The last line told is one JSON object of what was reached.
    """
    began = time.monotonic()
    kept = folder or Path(tempfile.mkdtemp(prefix="emulation-demo-"))
    try:
        settings = _settings(kept)
        with heeding_signals(), Stack(settings, tell=tell) as stack:
            office = _load(stack.settings, tell)
            reckoning = _play_story(stack, office, tell)
            year = play_second_act(kept / "year", kept / "papers" if folder else PAPERS, tell)
            is_shown = _show_year(stack, year.settings, tell)
            _summary(stack, reckoning, tell, seconds=time.monotonic() - began)
            if stay:
                tell("Everything stays up until Ctrl-C.")
                _stay()
        # After the stack has told of its own end.
        reached = {**reckoning.as_json(), "year": year.as_json()}
        tell(json.dumps(reached, ensure_ascii=False))
        return is_shown and not reckoning.faults and not year.faults
    finally:
        if folder is None:
            shutil.rmtree(kept, ignore_errors=True)


def _show_year(stack: Stack, year: Settings, tell: Tell) -> bool:
    """The year's roll-up on Prefect's pages, made by the same deployment as the office's own; whether it is there."""
    tell("Showing the year's roll-up in Prefect ...")
    door = PrefectDoor.of(stack)
    state = _await_end(door, door.start(RESULTS, environment=year.environment()))
    if state["name"] != DONE:
        tell(f"NOT AS EXPECTED: {RESULTS} ended as {state['name']}: {state['message']}")
    return bool(state["name"] == DONE)


def _settings(folder: Path) -> Settings:
    folder.mkdir(parents=True, exist_ok=True)
    clock = folder / "clock"
    settings = Settings.read(
        data_dir=folder,
        database_url=f"sqlite:///{folder}/emulation.db",
        intake_dir=folder / "intake",
        campaign=CAMPAIGN,
        set_clock=clock,
        secret_key=None,
    )
    SetClock(clock, settings.time_zone).set(datetime.combine(STORY[0].day, OFFICE_OPENS, settings.time_zone))
    return settings


def _load(settings: Settings, tell: Tell) -> Office:
    """The campaign with its units, and the sample people and addresses that come with it."""
    office = bootstrap.office(settings)
    samples = bootstrap.campaign_folder(settings) / "samples"
    officials = import_officials(office, read_officials(samples / "officials.csv", known(office)), dry_run=False)
    addresses = import_addresses(office, read_addresses(samples / "unit_addresses.csv", known(office)), dry_run=False)
    with office.store.look() as record:
        units = len(record.register.units())
    tell(
        f"Loaded “{office.campaign.title}”: {units} units, {len(officials.added)} sample officials, "
        f"{len(addresses.changed)} sample addresses."
    )
    return office


def _play_story(stack: Stack, office: Office, tell: Tell) -> Reckoning:
    settings = stack.settings
    door, mailbox = PrefectDoor.of(stack), Mailbox(stack.mailbox)
    clock = office.clock
    if not isinstance(clock, SetClock):
        raise DoorClosed("The demonstration's clock is not set by a file.")
    story = Story(
        office=office,
        clock=clock,
        prefect=door,
        mailbox=mailbox,
        inbox=settings.intake_dir / "inbox",
        samples=bootstrap.campaign_folder(settings) / "samples",
        tell=tell,
    )
    story.play(STORY)
    tell("Adding up the progress of every level ...")
    for run in [door.start(deployment) for deployment in (ROLL_UP, DELIVERY)]:
        _await_end(door, run)
    _await_letters(office)
    return reckon(office, mailbox)


def _await_end(door: PrefectDoor, run_id: str) -> dict[str, Any]:
    """The run's last state, or the one it is in when patience ends."""
    deadline = time.monotonic() + LETTERS_LEAVE_WITHIN
    state = door.state(run_id)
    while state["type"] in {"SCHEDULED", "PENDING", "RUNNING"} and time.monotonic() < deadline:
        time.sleep(0.3)
        state = door.state(run_id)
    return state


def _await_letters(office: Office) -> None:
    """Until no letter waits or is under way."""
    deadline = time.monotonic() + LETTERS_LEAVE_WITHIN
    while time.monotonic() < deadline:
        with office.store.look() as record:
            if not record.letters.statuses(state=DeliveryState.WAITING) and not record.letters.statuses(
                state=DeliveryState.CLAIMED
            ):
                return
        time.sleep(0.3)


def _summary(stack: Stack, reckoning: Reckoning, tell: Tell, *, seconds: float) -> None:
    tell("")
    tell(f"{'Pilot':<44} {'End':<18} {'Version':>7} {'Decisions':>9} {'Letters':>8}")
    for sheet in reckoning.sheets:
        tell(
            f"{sheet.unit.name:<44} {sheet.stage_name:<18} {sheet.case.version:>7} {len(sheet.taken):>9} "
            f"{len(sheet.letters):>8}"
        )
    tell("")
    tell(f"Played in {seconds:.0f} seconds: {reckoning.rows} rows in the record, {reckoning.caught} letters caught.")
    for fault in reckoning.faults:
        tell(f"NOT AS EXPECTED: {fault}")
    tell(f"Prefect, in Vietnamese:  {stack.settings.prefect_ui_url}/v2/")
    tell(f"Case sheets, progress:   {stack.settings.prefect_ui_url}/v2/artifacts")
    tell(f"The year's results:      {stack.settings.prefect_ui_url}/v2/artifacts/key/tong-hop-ket-qua")
    tell(f"Letters caught:          {stack.mailbox_url}")
    for sheet in reckoning.sheets:
        tell(f"Run of {sheet.unit.code:<17} {stack.settings.run_link(sheet.case.run_id)}")


def _stay() -> None:
    with suppress(AskedToEnd):
        while True:
            time.sleep(3600)

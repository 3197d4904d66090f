"""The demonstration: everything started, Kon Tum loaded, the story played, its end compared with the script."""

import json
import shutil
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from emulation_workflow import bootstrap
from emulation_workflow.adapters.clock import SetClock
from emulation_workflow.demo.comparison import DemoOutcome, compare_with_script
from emulation_workflow.demo.doors import Mailbox, PagesDoor, PrefectDoor, patiently
from emulation_workflow.demo.sample_office import import_samples, set_clock, settings_in
from emulation_workflow.demo.script import BOARD, CITY, COMMITTEE, DELIVERY, RESULTS, ROLL_UP, STORY
from emulation_workflow.demo.second_act import play_second_act
from emulation_workflow.demo.story import Story
from emulation_workflow.demo.tables import tell_table
from emulation_workflow.domain.mail import DeliveryState
from emulation_workflow.messages.names import names_of
from emulation_workflow.messages.screens.run_words import DONE
from emulation_workflow.office.entrance.sign_in import ask_for_link
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from emulation_workflow.settings import PROJECT, Settings
from emulation_workflow.stack import AskedToEnd, Stack, is_at_a_terminal, raising_when_asked_to_end
from emulation_workflow.stack.waiting import Tell

ROLES_SHOWN = (("Board, decider", BOARD), ("People's Committee, decider", COMMITTEE), ("Board, clerk", "BTDKT-04"))
"""Whom a link to the pages is told for, beside a unit."""

PAPERS = PROJECT / "data" / "demo"
"""Where the year's papers stay when everything else is removed."""


def play(*, folder: Path | None, stay: bool, tell: Tell) -> bool:
    """Play the demonstration in `folder` (None: one that is removed afterwards); return whether all came as expected.

    `stay`: go on serving the pages until Ctrl-C. The last line told is one JSON object of what was reached.
    """
    began = time.monotonic()
    place = folder or Path(tempfile.mkdtemp(prefix="emulation-demo-"))
    try:
        settings = settings_in(place)
        clock = set_clock(settings, STORY[0].day)
        with (
            raising_when_asked_to_end(),
            Stack(settings, names=names_of(bootstrap.campaign(settings)), tell=tell) as stack,
        ):
            office = _load(stack.settings, tell)
            outcome = _play_story(stack, office, clock, tell)
            year = play_second_act(place / "year", place / "papers" if folder else PAPERS, tell)
            is_shown = _show_year(stack, year.settings, tell)
            # Only now: a morning's round that comes by while the story is played finds nobody to remind.
            derive_obligations(office, dry_run=False)
            _offer_pages(stack, office, tell)
            _summary(stack, outcome, tell, seconds=time.monotonic() - began)
            if stay:
                tell("Everything stays up until Ctrl-C.")
                _stay()
        # After the stack has told of its own end.
        tell(json.dumps({**outcome.as_json(), "year": year.as_json()}, ensure_ascii=False))
        return is_shown and not outcome.faults and not year.faults
    finally:
        if folder is None:
            shutil.rmtree(place, ignore_errors=True)


def _show_year(stack: Stack, year: Settings, tell: Tell) -> bool:
    """Put the year's roll-up on Prefect's pages by the office's own deployment; return whether it is there."""
    tell("Showing the year's roll-up in Prefect ...")
    door = PrefectDoor.of(stack)
    state = _await_end(stack, door, door.start(RESULTS, environment=year.environment()), tell)
    if state["name"] != DONE:
        tell(f"NOT AS EXPECTED: {RESULTS} ended as {state['name']}: {state['message']}")
    return bool(state["name"] == DONE)


def _load(settings: Settings, tell: Tell) -> Office:
    """Open the office with the sample people and addresses, and tell how many there are."""
    office = bootstrap.office(settings)
    import_samples(office)
    with office.store.look() as record:
        units, officials = record.register.units(), record.register.officials()
    addresses = [unit for unit in units if unit.email]
    tell(
        f"Loaded “{office.campaign.title}”: {len(units)} units, {len(officials)} sample officials, "
        f"{len(addresses)} sample addresses."
    )
    return office


def _play_story(stack: Stack, office: Office, clock: SetClock, tell: Tell) -> DemoOutcome:
    door, mailbox = PrefectDoor.of(stack), Mailbox(stack.mailbox)
    story = Story(
        office=office,
        clock=clock,
        prefect=door,
        pages=PagesDoor.of(stack),
        mailbox=mailbox,
        inbox=stack.settings.intake_dir / "inbox",
        check=stack.check,
        tell=tell,
    )
    story.play(STORY)
    tell("Adding up the progress of every level ...")
    for run in [door.start(deployment) for deployment in (ROLL_UP, DELIVERY)]:
        _await_end(stack, door, run, tell)
    patiently(lambda: _have_letters_gone(office) or None, "the letters to leave", check=stack.check, tell=tell)
    return compare_with_script(office, mailbox)


def _await_end(stack: Stack, door: PrefectDoor, run_id: str, tell: Tell) -> Mapping[str, Any]:
    """Return the last state of a run."""

    def look() -> Mapping[str, Any] | None:
        state = door.state(run_id)
        return None if state["type"] in {"SCHEDULED", "PENDING", "RUNNING"} else state

    return patiently(look, f"run {run_id} to end", check=stack.check, tell=tell)


def _have_letters_gone(office: Office) -> bool:
    """Return whether no letter waits or is under way."""
    with office.store.look() as record:
        return not any(record.letters.statuses(state=state) for state in (DeliveryState.WAITING, DeliveryState.CLAIMED))


def _summary(stack: Stack, outcome: DemoOutcome, tell: Tell, *, seconds: float) -> None:
    tell("")
    ends = [
        (sheet.unit.name, sheet.stage_name, sheet.case.version, len(sheet.taken), len(sheet.letters))
        for sheet in outcome.sheets
    ]
    tell_table(tell, ends, headings=("Pilot", "End", "Version", "Decisions", "Letters"))
    tell("")
    tell(f"Played in {seconds:.0f} seconds: {outcome.rows} rows in the record, {outcome.caught} letters caught.")
    for fault in outcome.faults:
        tell(f"NOT AS EXPECTED: {fault}")
    for line in stack.sign_in.told(to_a_person=is_at_a_terminal()):
        tell(line)
    pages = f"{stack.settings.prefect_ui_url}/v2"
    places = [
        ("Prefect, in Vietnamese:", f"{pages}/"),
        ("Start page of the day:", f"{pages}/artifacts/key/hom-nay"),
        ("Case sheets, progress:", f"{pages}/artifacts"),
        ("The year's results:", f"{pages}/artifacts/key/tong-hop-ket-qua"),
        ("Letters caught:", stack.mailbox_url),
    ]
    runs = [(f"Run of {sheet.unit.code}:", stack.settings.run_link(sheet.case.run_id)) for sheet in outcome.sheets]
    tell_table(tell, [*places, *runs])


def _offer_pages(stack: Stack, office: Office, tell: Tell) -> None:
    """Tell one link for each role, by which its sample person signs in to the pages; each can be used once."""
    links = bootstrap.page_links(stack.settings)
    with office.store.look() as record:
        people = [(role, record.register.official(number)) for role, number in ROLES_SHOWN]
        city = record.register.unit(CITY, office.clock.now().date())
    addresses = [(role, person.email) for role, person in people if person] + [("A unit", city.email if city else "")]
    tell("")
    tell("Sign in to the pages, each link once:")
    tell_table(
        tell,
        [
            (f"{role}:", stack.settings.pages_url + links.sign_in(asked.ref))
            for role, address in addresses
            if (asked := ask_for_link(office, address)) is not None
        ],
    )


def _stay() -> None:
    with suppress(AskedToEnd):
        while True:
            time.sleep(3600)

"""Plays the script on a running stack, and waits after each deed until the record and the run say that it is done."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from datetime import time as clock_time
from pathlib import Path

from emulation_workflow.adapters.clock import SetClock
from emulation_workflow.adapters.forms.plan_form import form_bytes
from emulation_workflow.adapters.schemas.plan_schema import PlanForm
from emulation_workflow.adapters.submissions.files import read_plan_file
from emulation_workflow.demo import script
from emulation_workflow.demo.doors import DoorClosed, Mailbox, PrefectDoor, lay_in_folder
from emulation_workflow.demo.script import BareResume, Day, Decide, Deed, Door, HandIn
from emulation_workflow.domain.approval.transitions import Case
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.messages.labels import ACTS
from emulation_workflow.office.approval import chain
from emulation_workflow.office.office import Office

OFFICE_OPENS = clock_time(8, 0)
PATIENCE = 180.0
"""Seconds that a deed may take on a slow machine before the demonstration says what it is waiting for."""

LOOK_EVERY = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What the players have at hand. `tell` says in a line what is going on."""

    office: Office
    clock: SetClock
    prefect: PrefectDoor
    mailbox: Mailbox
    inbox: Path
    samples: Path
    tell: Callable[[str], None]

    def play(self, days: tuple[Day, ...]) -> None:
        """Play the days one after another. DoorClosed if a door does not do what it should."""
        for day in days:
            self.clock.set(datetime.combine(day.day, OFFICE_OPENS, self.clock.zone))
            waits = {deed.unit: self._case(deed.unit).question_number for deed in day.deeds}
            for deed in day.deeds:
                self.tell(f"{day.day:%d/%m/%Y}  {self._words(deed)}")
                self._do(deed)
            if any(isinstance(deed, HandIn) and deed.door is not Door.FORM for deed in day.deeds):
                self.prefect.start(script.FOLDER_INTAKE)
            for deed in day.deeds:
                self._await(deed, waits[deed.unit])

    def _do(self, deed: Deed) -> None:
        match deed:
            case HandIn():
                self._hand_in(deed)
            case Decide():
                self._decide(deed)
            case BareResume():
                self._resume(self._case(deed.unit), {"decision": ACTS[deed.act]})

    def _hand_in(self, deed: HandIn) -> None:
        content = (self.samples / "plans" / deed.sample).read_bytes()
        if deed.door is Door.FOLDER:
            lay_in_folder(self.inbox, deed.sample, content)
            return
        with self.office.store.look() as record:
            plan = read_plan_file(deed.sample, content, campaign=self.office.campaign, units=record.register.units())
        if deed.door is Door.OWN_FORM_IN_FOLDER:
            filled = form_bytes(self.office.campaign, self._unit(deed.unit), plan=plan)
            lay_in_folder(self.inbox, f"{Path(deed.sample).stem}.xlsx", filled)
        else:
            self.prefect.start(script.FORM_INTAKE, PlanForm.from_plan(plan).model_dump(mode="json"))

    def _decide(self, deed: Decide) -> None:
        answer = {
            "decision": ACTS[deed.act],
            "code": self._code(deed),
            "reason": deed.reason,
            "paper_number": deed.paper_number,
            "paper_day": deed.paper_day,
        }
        if deed.fixed_day:
            answer["fixed_day"] = deed.fixed_day
        self._resume(self._case(deed.unit), answer)

    def _code(self, deed: Decide) -> str:
        """The code from the official's own letter; the letter may still be on its way."""
        with self.office.store.look() as record:
            official = record.register.official(deed.official)
        if official is None:
            raise DoorClosed(f"{deed.official} is not in the register of officials.")
        case, name = self._case(deed.unit), self._unit(deed.unit).name
        about = (name, self.office.stage_name(case), script.SUBMITTED.format(version=case.version))
        return self._patiently(
            lambda: self.mailbox.newest_code(official.email, about=about),
            f"the code letter to {official.email} about {name}",
        )

    def _resume(self, case: Case, answer: dict[str, str]) -> None:
        if not self.prefect.resume(case.run_id or "", answer):
            raise DoorClosed(f"Prefect did not take the answer for {case.unit} at {case.stage}.")

    def _await(self, deed: Deed, wait_before: int) -> None:
        """Until the case stands where the deed leads and its run waits for whoever acts next, or is over."""

        def look() -> str | None:
            case = self._case(deed.unit)
            if case.stage != deed.leads_to or case.question_number == wait_before or not case.run_id:
                return None
            state = self.prefect.state(case.run_id)
            waits_for_somebody = state["type"] == "PAUSED" and state["name"] == self.office.stage_name(case)
            is_over = case.is_settled and state["type"] == "COMPLETED"
            return case.stage if waits_for_somebody or is_over else None

        self._patiently(look, f"{deed.unit} to reach {deed.leads_to}")
        case = self._case(deed.unit)
        self.tell(f"            → {self._unit(deed.unit).name}: {self.office.stage_name(case)}")

    def _patiently(self, look: Callable[[], str | None], what: str) -> str:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            found = look()
            if found is not None:
                return found
            time.sleep(LOOK_EVERY)
        raise DoorClosed(f"Waited {PATIENCE:g} seconds for {what}.")

    def _case(self, unit: str) -> Case:
        return chain.case_of(self.office, unit)

    def _unit(self, code: str) -> Unit:
        with self.office.store.look() as record:
            return self.office.bound_unit(record.register, code, self.clock.now().date())

    def _words(self, deed: Deed) -> str:
        name = self._unit(deed.unit).name
        match deed:
            case HandIn():
                return f"{name} hands in {deed.sample} ({deed.door.value})"
            case Decide():
                return f"{name}: {deed.official} answers “{ACTS[deed.act]}”"
            case BareResume():
                return f"{name}: somebody presses Resume without a code"

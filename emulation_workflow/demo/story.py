"""Plays the script on a running stack, and waits after each deed until the record and the run say that it is done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from emulation_workflow.adapters.clock import SetClock
from emulation_workflow.adapters.forms.written import form_bytes
from emulation_workflow.adapters.schemas.plan_schema import PlanSchema
from emulation_workflow.adapters.submissions.files import read_plan_file
from emulation_workflow.demo import script
from emulation_workflow.demo.doors import DoorClosed, Mailbox, PagesDoor, PrefectDoor, lay_in_folder, patiently
from emulation_workflow.demo.sample_office import MORNING, SAMPLES
from emulation_workflow.demo.script import BareResume, Day, Decide, Deed, Door, HandIn
from emulation_workflow.domain.approval.transitions import Case
from emulation_workflow.domain.record.plain_json import from_json
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.submissions import UnitPlan
from emulation_workflow.messages.days import nth_words
from emulation_workflow.messages.labels import ACTS
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.approval import chain
from emulation_workflow.office.office import Office
from emulation_workflow.stack.waiting import Tell

FAILED = frozenset({"FAILED", "CRASHED", "CANCELLED"})
"""The types of state in which a run has ended without doing what it was started for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What the players have at hand. `check` raises when the stack is no more; `tell` hears what is going on."""

    office: Office
    clock: SetClock
    prefect: PrefectDoor
    pages: PagesDoor
    mailbox: Mailbox
    inbox: Path
    check: Callable[[], object]
    tell: Tell

    def play(self, days: tuple[Day, ...]) -> None:
        """Play the days one after another. DoorClosed if a door does not do what it should."""
        for day in days:
            self.clock.set(datetime.combine(day.day, MORNING, self.clock.zone))
            questions = {deed.unit: self._case(deed.unit).question_number for deed in day.deeds}
            intakes = []
            for deed in day.deeds:
                self.tell(f"{day.day:%d/%m/%Y}  {self._words(deed)}")
                if isinstance(deed, HandIn) and deed.door is Door.FORM:
                    intakes.append(self._fill_in(deed))
                else:
                    self._do(deed)
            if any(isinstance(deed, HandIn) and deed.door is not Door.FORM for deed in day.deeds):
                intakes.append(self.prefect.start(script.FOLDER_INTAKE))
            for deed in day.deeds:
                self._await(deed, questions[deed.unit], intakes)

    def _do(self, deed: Deed) -> None:
        match deed:
            case HandIn():
                self._lay_in_folder(deed)
            case Decide():
                self._decide(deed)
            case BareResume():
                self._resume(self._case(deed.unit), {"decision": ACTS[deed.act]})

    def _fill_in(self, deed: HandIn) -> str:
        """Start the intake with the plan typed into its form; return the run's id."""
        return self.prefect.start(script.FORM_INTAKE, PlanSchema.from_plan(self._plan(deed)).model_dump(mode="json"))

    def _lay_in_folder(self, deed: HandIn) -> None:
        if deed.door is Door.FOLDER:
            lay_in_folder(self.inbox, deed.sample, self._sample(deed))
        else:
            filled = form_bytes(self.office.campaign, self._unit(deed.unit), plan=self._plan(deed))
            lay_in_folder(self.inbox, f"{Path(deed.sample).stem}.xlsx", filled)

    def _sample(self, deed: HandIn) -> bytes:
        return (SAMPLES / "plans" / deed.sample).read_bytes()

    def _plan(self, deed: HandIn) -> UnitPlan:
        units = register.units(self.office)
        return read_plan_file(deed.sample, self._sample(deed), campaign=self.office.campaign, units=units)

    def _decide(self, deed: Decide) -> None:
        code, link = self._code_and_link(deed)
        words = {
            "code": code,
            "reason": deed.reason,
            "paper_number": deed.paper_number,
            "paper_day": deed.paper_day,
            **({"fixed_day": deed.fixed_day} if deed.fixed_day else {}),
        }
        if deed.unit in script.BY_RESUME:
            self._resume(self._case(deed.unit), {"decision": ACTS[deed.act], **words})
        else:
            self.pages.answer(link, {"act": deed.act.value, **words})

    def _code_and_link(self, deed: Decide) -> tuple[str, str]:
        """Return code and link from the official's own letter; it may still be on its way."""
        official = self.office.read(lambda record: record.register.official(deed.official))
        if official is None:
            raise DoorClosed(f"{deed.official} is not in the register of officials.")
        case, name = self._case(deed.unit), self._unit(deed.unit).name
        about = (name, self.office.stage_name(case), script.SUBMITTED.format(version=nth_words(case.version)))
        return patiently(
            lambda: self.mailbox.newest_code_and_link(official.email, about=about, answer=ACTS[deed.act]),
            f"the code letter to {official.email} about {name}",
            check=self.check,
            tell=self.tell,
        )

    def _resume(self, case: Case, answer: dict[str, str]) -> None:
        # A run that looks at its case just now waits again in a moment, as its page shows.
        self._patiently(
            lambda: self._living_state(case.run_id or "")["type"] == "PAUSED" or None, f"the run of {case.unit} to wait"
        )
        if not self.prefect.resume(case.run_id or "", answer):
            raise DoorClosed(f"Prefect did not take the answer for {case.unit} at {case.stage}.")

    def _await(self, deed: Deed, question_before: int, intakes: Sequence[str]) -> None:
        """Wait until the case stands where the deed leads and its run waits for whoever acts next, or is over."""

        def look() -> str | None:
            case = self._case(deed.unit)
            for run_id in intakes:
                self._living_state(run_id)
            if isinstance(deed, Decide) and case.question_number != question_before and case.stage != deed.leads_to:
                raise DoorClosed(f"{self._words(deed)}: refused. {self._refusal(case)}")
            if case.stage != deed.leads_to or case.question_number == question_before or not case.run_id:
                return None
            state = self._living_state(case.run_id)
            # After an answer that did not count the name says so first, and the stage in brackets.
            waits_for_somebody = state["type"] == "PAUSED" and self.office.stage_name(case) in state["name"]
            is_over = case.is_settled and state["type"] == "COMPLETED"
            return case.stage if waits_for_somebody or is_over else None

        self._patiently(look, f"{deed.unit} to reach {deed.leads_to}")
        self.tell(f"            → {self._unit(deed.unit).name}: {self.office.stage_name(self._case(deed.unit))}")

    def _refusal(self, case: Case) -> str:
        """Return why the last answer was not taken, as the record has it."""
        rows = self.office.read(lambda record: record.ledger.entries(unit=case.unit))
        said: list[str] = [line for row in rows for line in from_json(row.body)["facts"].get("said", ())]
        return said[-1] if said else ""

    def _living_state(self, run_id: str) -> Mapping[str, Any]:
        """Return the state of a run. DoorClosed if the run has failed: what it was started for will not come."""
        state = self.prefect.state(run_id)
        if state["type"] in FAILED:
            raise DoorClosed(f"Run {run_id} ended as {state['name']}: {state['message']}")
        return state

    def _patiently(self, look: Callable[[], str | None], what: str) -> str:
        return patiently(look, what, check=self.check, tell=self.tell)

    def _case(self, unit: str) -> Case:
        return chain.case_of(self.office, unit)

    def _unit(self, code: str) -> Unit:
        return register.bound_unit(self.office, code, self.clock.now().date())

    def _words(self, deed: Deed) -> str:
        name = self._unit(deed.unit).name
        match deed:
            case HandIn():
                return f"{name} hands in {deed.sample} ({deed.door.value})"
            case Decide():
                return f"{name}: {deed.official} answers “{ACTS[deed.act]}”"
            case BareResume():
                return f"{name}: somebody presses Resume without a code"

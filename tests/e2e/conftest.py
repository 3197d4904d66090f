"""A real server, a real worker and a mailbox, for all tests of this folder; and what people do with them."""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import psutil
import pytest

from emulation_workflow import bootstrap
from emulation_workflow.adapters.schemas.plan_schema import PlanSchema
from emulation_workflow.adapters.submissions.files import read_plan_file
from emulation_workflow.demo.doors import Mailbox, PrefectDoor
from emulation_workflow.demo.sample_office import SAMPLES, import_samples, settings_in
from emulation_workflow.domain.approval.decisions import Decision, decisions
from emulation_workflow.domain.approval.transitions import Act, Case
from emulation_workflow.domain.mail.letters import DeliveryState
from emulation_workflow.domain.record.ledger import faults
from emulation_workflow.messages.labels import ACTS
from emulation_workflow.messages.names import names_of
from emulation_workflow.office.approval import chain
from emulation_workflow.office.office import Office
from emulation_workflow.settings import PRIVATE
from emulation_workflow.stack import Stack
from tests.support.patience import wait_for

APPROVAL = "Thẩm định, xin ý kiến kế hoạch điểm"
INTAKE = "Tiếp nhận kế hoạch"
DELIVERY = "Gửi thư"
ENDED = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
HEAD = "truongban.tdkt@kontum.example"
LOST_AFTER = 15.0
"""Seconds: more than a worker takes from taking a run up to its process; from then on it is known to live."""
CHAIR = "chutich.ubnd@kontum.example"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class World:
    """The running stack, the office on its record, and the doors of people."""

    stack: Stack
    office: Office
    prefect: PrefectDoor
    mailbox: Mailbox

    def patiently(self, look: Callable[[], T | None], what: str) -> T:
        """Return what `look` finds once it finds something; `what` says in a few words what is waited for."""
        return wait_for(look, what, every=0.5)

    def submit(self, sample: str) -> str:
        """Type the plan of a sample into the intake form; return the unit's code."""
        plan = self.plan(sample)
        self.run(INTAKE, plan)
        return str(plan["unit"])

    def plan(self, sample: str) -> dict[str, Any]:
        """Return the intake form filled with a sample."""
        content = (SAMPLES / "plans" / sample).read_bytes()
        with self.office.store.look() as record:
            plan = read_plan_file(sample, content, campaign=self.office.campaign, units=record.register.units())
        return PlanSchema.from_plan(plan).model_dump(mode="json")

    def run(self, deployment: str, request: dict[str, Any] | None = None) -> dict[str, Any]:
        """Start a deployment and wait for its end; its last state."""
        return self.ended(self.prefect.start(deployment, request))

    def ended(self, run_id: str) -> dict[str, Any]:
        def look() -> dict[str, Any] | None:
            state = self.prefect.state(run_id)
            return state if state["type"] in ENDED else None

        return self.patiently(look, f"run {run_id} to end")

    def case(self, unit: str) -> Case:
        return chain.case_of(self.office, unit)

    def waits(self, unit: str, *, after: int = -1) -> Case:
        """Return the case, once its run waits with the form of its stage and of a wait later than `after`."""
        return self.patiently(partial(self.waiting, unit, after=after), f"{unit} to wait for somebody")

    def waiting(self, unit: str, *, after: int = -1) -> Case | None:
        """Return the case if its run waits so now."""
        case = self.case(unit)
        if case.run_id is None or case.question_number <= after:
            return None
        run = self.prefect.run(case.run_id)
        state = run["state"] if run else None
        stage = self.office.stage_name(case)
        if state is None or state["type"] != "PAUSED" or stage not in state["name"]:
            return None
        keys = state["state_details"]["run_input_keyset"]
        return case if keys is None or keys["response"].endswith(f"-w{case.question_number}") else None

    def code(self, unit: str, email: str, act: Act = Act.ENDORSE) -> str:
        """Return the code for this answer at the present stage."""
        with self.office.store.look() as record:
            name = self.office.bound_unit(record.register, unit, self.office.clock.now().date()).name
        about = (name, self.office.stage_name(self.case(unit)))
        return self._code(email, about, ACTS[act])

    def entry_code(self, unit: str, email: str, *words: str, answer: str = "") -> str:
        """Return the code for what is entered about a unit, from the letter that has these words of it."""
        with self.office.store.look() as record:
            name = self.office.bound_unit(record.register, unit, self.office.clock.now().date()).name
        return self._code(email, (name, *words), answer)

    def _code(self, email: str, about: tuple[str, ...], answer: str) -> str:
        look = partial(self.mailbox.newest_code, email, about=about, answer=answer)
        return self.patiently(look, f"the code of {email}")

    def answer(self, case: Case, **given: str) -> bool:
        return self.prefect.resume(case.run_id or "", given)

    def decide(self, unit: str, act: Act, email: str, **more: str) -> bool:
        return self.answer(self.waits(unit), decision=ACTS[act], code=self.code(unit, email, act), **more)

    def decisions(self, unit: str) -> list[Act]:
        return [decision.act for decision in self._decisions(unit)]

    def _decisions(self, unit: str) -> tuple[Decision, ...]:
        with self.office.store.look() as record:
            return decisions(record.ledger.entries(unit=unit))

    def kinds(self, unit: str) -> list[str]:
        """Return the kinds of the letters written about a unit."""
        with self.office.store.look() as record:
            return [letter.kind.value for letter in record.letters.statuses(unit=unit)]

    def record_faults(self) -> list[str]:
        with self.office.store.look() as record:
            number, seal = record.ledger.head()
            return list(faults(record.ledger.entries(), head_number=number, head_seal=seal))

    def kill_worker(self) -> None:
        """Kill the worker and every run it has started, as a power cut does."""
        self.stack.worker.kill()

    def kill_run(self) -> bool:
        """Kill the process of a run, if one is under way."""
        pid = self.stack.worker.pid
        children = psutil.Process(pid).children(recursive=True) if pid else []
        launchers = [child for child in children if "prefect.engine" in " ".join(child.cmdline())]
        for launcher in launchers:
            os.kill(launcher.pid, signal.SIGKILL)
        return bool(launchers)

    def processes(self, run_id: str) -> list[int]:
        """Return the process that the worker started for a run, and the one in which it runs: they share an output."""
        launcher = int(self.prefect.ask("GET", f"/flow_runs/{run_id}")["infrastructure_pid"])
        pid = self.stack.worker.pid
        children = psutil.Process(pid).children(recursive=True) if pid else []
        return [child.pid for child in children if _output(child.pid) == _output(launcher)]

    def letters_gone(self) -> bool | None:
        """Return True once no letter waits any more."""
        with self.office.store.look() as record:
            states = {letter.state for letter in record.letters.statuses()}
        return True if states <= {DeliveryState.SENT, DeliveryState.VOID} else None

    def set_state(self, run_id: str, **state: str) -> None:
        self.prefect.ask("POST", f"/flow_runs/{run_id}/set_state", {"state": state, "force": True})

    def at_once(self, *deeds: Callable[[], T]) -> list[T]:
        with ThreadPoolExecutor(len(deeds)) as pool:
            return [future.result() for future in [pool.submit(deed) for deed in deeds]]


def _output(pid: int) -> str:
    return str(Path(f"/proc/{pid}/fd/1").readlink())


@pytest.fixture(scope="package")
def _stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    os.umask(PRIVATE)  # As every command does that works on the office's record.
    folder = tmp_path_factory.mktemp("office")
    (folder / "clock").write_text("2020-02-20T08:00:00+07:00", encoding="utf-8")
    settings = settings_in(folder).model_copy(update={"lost_after": LOST_AFTER})
    bootstrap.office(settings)
    with Stack(settings, names=names_of(bootstrap.campaign(settings))) as stack:
        yield stack


@pytest.fixture
def world(_stack: Stack) -> World:
    """Return an office whose record begins anew, with the real people's samples; the programs stay up."""
    prefect = PrefectDoor.of(_stack)
    for run in prefect.ask("POST", "/flow_runs/filter", {"flows": {"name": {"any_": [APPROVAL]}}}):
        prefect.delete(run["id"])
    for file in _stack.settings.data_dir.glob("emulation.db*"):
        file.unlink()
    for file in _stack.mailbox.glob("*.eml"):
        file.unlink()
    office = bootstrap.office(_stack.settings)
    import_samples(office)
    if not _stack.worker.is_running:
        _stack.worker.start()
        _stack.worker.wait_until_up()
    if _stack.catcher and not _stack.catcher.is_running:
        _stack.catcher.start()
        _stack.catcher.wait_until_up()
    return World(_stack, office, prefect, Mailbox(_stack.mailbox))

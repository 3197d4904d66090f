"""A province at work while parts of the program die: plans through runs, plans at the desk, a sweep and its letters.

How many is set by the environment (SCALE_CHAINS, SCALE_DESK, SCALE_UNITS); `make test` plays few.
"""

import csv
import os
import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar

import httpx
from sqlalchemy.exc import DBAPIError

from emulation_workflow import bootstrap
from emulation_workflow.adapters.schemas.plan_schema import PlanSchema
from emulation_workflow.demo.doors import DoorClosed, Mailbox
from emulation_workflow.demo.sample_office import import_samples
from emulation_workflow.domain.approval.transitions import Act, Channel
from emulation_workflow.domain.errors import RecordChanged, RecordUnreadable
from emulation_workflow.domain.mail import DeliveryState
from emulation_workflow.domain.mail.letters import LetterKind
from emulation_workflow.domain.registers.consistency import UnitAddress
from emulation_workflow.domain.registers.units import Official
from emulation_workflow.domain.submissions.plan import UnitPlan
from emulation_workflow.messages.labels import ACTS
from emulation_workflow.office.approval.chain import decide_on_page
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.plans.plan_receipt import receive_plan
from emulation_workflow.office.register import import_addresses
from emulation_workflow.settings import BadSetting
from tests.e2e.conftest import CHAIR, DELIVERY, HEAD, INTAKE, World
from tests.e2e.damage import letters_lost_or_doubled, settle_doubts
from tests.support.offices import answer
from tests.support.patience import wait_for

SEED = int(os.environ.get("SCALE_SEED", "1"))
CHAINS, AT_DESK, UNITS = (
    int(os.environ.get(f"SCALE_{name}", few)) for name, few in (("CHAINS", "6"), ("DESK", "20"), ("UNITS", "300"))
)
"""Plans that pass the chain through runs; plans that pass it at the desk; units that owe something when it is swept."""

BEGINS = datetime.fromisoformat("2020-04-07T08:00:00+07:00")
"""The communes' window is over: whoever has not held a conference is urged."""

REASON = "Kế hoạch bảo đảm yêu cầu."
SWEEP = "Rà soát và đôn đốc"
AT_ONCE = 8
"""People who type, answer or decide at the same time."""

PAUSES = (httpx.HTTPError, DoorClosed, DBAPIError, BadSetting, RecordChanged, RecordUnreadable, AssertionError)
"""What somebody meets while a part is down: they look again."""

T = TypeVar("T")


class Machines(Protocol):
    """Where the program runs, with parts that can die."""

    def kill(self, name: str, /) -> None: ...

    def start(self, name: str, /) -> None: ...


@contextmanager
def short_folder() -> Iterator[Path]:
    """Yield a folder whose path is short, as that of a socket has to be; what runs as another user may enter it."""
    place = Path(tempfile.mkdtemp(prefix="cl-"))
    place.chmod(0o755)
    yield place
    shutil.rmtree(place, ignore_errors=True)


def pilots() -> Sequence[str]:
    """Return the codes of the districts whose plans pass the gate: first those through runs, then those at the desk."""
    return [f"H{number:04}" for number in range(CHAINS + AT_DESK)]


def campaign_in(folder: Path) -> str:
    """Return Kon Tum's campaign with as many districts and communes more as are needed."""
    place = folder / "campaign"
    shutil.copytree(bootstrap.CAMPAIGNS / "kon_tum_2020", place)
    file = place / "campaign.toml"
    words, listed = file.read_text(encoding="utf-8"), ", ".join(f'"{code}"' for code in pilots())
    assert 'units = ["608"]' in words
    file.write_text(words.replace('units = ["608"]', f"units = [{listed}]"), encoding="utf-8")
    register = place / "units.csv"
    with register.open(encoding="utf-8-sig", newline="") as stream:
        columns = csv.DictReader(stream).fieldnames or ()
    with register.open("a", encoding="utf-8", newline="") as stream:
        rows = csv.DictWriter(stream, columns)
        for code in pilots():
            rows.writerow({"code": code, "name": f"Huyện {code}", "level": "district", "parent_code": "62"})
        for number in range(UNITS - len(pilots())):
            code, parent = f"X{number:05}", pilots()[number % len(pilots())]
            rows.writerow({"code": code, "name": f"Xã {code}", "level": "commune", "parent_code": parent})
    return str(place)


@dataclass(frozen=True)
class ReadOnce(Mailbox):
    """A mailbox with thousands of letters: each is read once, however often somebody looks for theirs."""

    _read: set[str] = field(default_factory=set)
    _to: dict[str, list[bytes]] = field(default_factory=dict)

    def letters_to(self, email: str) -> Iterator[bytes]:
        for file in sorted(self.folder.glob("*.eml")):
            if file.name not in self._read:
                content = file.read_bytes()
                self._read.add(file.name)
                for person in (HEAD, CHAIR):
                    if person.encode() in content:
                        self._to.setdefault(person, []).append(content)
        yield from reversed(self._to.get(email, []))


@dataclass
class People:
    """Those who carry plans through the chain, however often a door is shut. `world` is theirs and the office's."""

    world: World
    plan: dict[str, Any]
    head: Official
    chair: Official

    @classmethod
    def of(cls, world: World) -> "People":
        """Register everybody with an address, derive what is owed, and return who decides."""
        office = world.office
        import_samples(office)
        new = [unit for unit in office.read(lambda record: record.register.units()) if unit.code[0] in "HX"]
        addresses = [UnitAddress(code=unit.code, email=f"{unit.code.lower()}@kontum.example") for unit in new]
        import_addresses(office, addresses, dry_run=False)
        derive_obligations(office, dry_run=False)
        officials = {who.email: who for who in office.read(lambda record: record.register.officials())}
        return cls(world, world.plan("608_tp_kon_tum.toml"), officials[HEAD], officials[CHAIR])

    def carry(self, unit: str) -> None:
        """Take one unit's plan from submission to clearance by the doors of Prefect: intake form, *Resume*, code."""
        again(lambda: self.world.prefect.start(INTAKE, {**self.plan, "unit": unit}))
        for act, person, more in (
            (Act.ENDORSE, HEAD, {"reason": REASON}),
            (Act.AGREE, CHAIR, {"paper_number": f"{unit}/UBND-KGVX", "paper_day": "07/4/2020"}),
        ):
            taken = len(again(partial(self.world.decisions, unit)))
            again(partial(self._resume, unit, act, person, more, taken=taken))

    def _resume(self, unit: str, act: Act, person: str, more: dict[str, str], *, taken: int) -> None:
        """Answer what is asked, and see it taken. AssertionError if it was not: asked anew, one answers anew."""
        world = self.world
        # An answer whose sending broke off may have come in all the same: then nothing is asked any more.
        wait_for(lambda: self._is_taken(unit, taken) or world.waiting(unit), f"{unit} to ask or to move", every=1)
        if not self._is_taken(unit, taken):
            asked = world.waiting(unit)
            assert asked is not None
            code = world.code(unit, person, act)
            assert world.answer(asked, decision=ACTS[act], code=code, **more)

            def moved() -> bool | None:
                return self._is_taken(unit, taken) or world.case(unit).question_number > asked.question_number or None

            wait_for(moved, f"{unit} to move", every=1)
        assert self._is_taken(unit, taken)

    def _is_taken(self, unit: str, before: int) -> Literal[True] | None:
        return True if len(self.world.decisions(unit)) > before else None

    def carry_at_desk(self, unit: str) -> None:
        """Take one unit's plan from submission to clearance by the office alone, as the pages do."""
        again(partial(receive_plan, self.world.office, self._plan_of(unit), channel=Channel.PAGE))
        for number, (act, person) in enumerate(((Act.ENDORSE, self.head), (Act.AGREE, self.chair))):
            again(partial(self._decide, unit, act, person, taken=number))

    def _plan_of(self, unit: str) -> UnitPlan:
        return replace(PlanSchema(**self.plan).to_plan(), unit=unit)

    def _decide(self, unit: str, act: Act, person: Official, *, taken: int) -> None:
        if not self._is_taken(unit, taken):
            of_unit = self.world.office.read(lambda record: record.register.units())
            [found] = [kept for kept in of_unit if kept.code == unit]
            decide_on_page(self.world.office, unit, answer(self.world.office, found, person, act, reason=REASON))
        assert self._is_taken(unit, taken)


def again(deed: Callable[[], T]) -> T:
    """Return what comes of a deed, done again as long as a part is down."""
    until = time.monotonic() + 900
    while True:
        try:
            return deed()
        except PAUSES:
            if time.monotonic() > until:
                raise
            time.sleep(2)


def play(people: People, machines: Machines, victims: Sequence[str]) -> None:
    """Let everybody work while each victim in turn is killed and started again; then all that was begun is well.

    Lost 0, doubled 0, stuck 0: every case is cleared by one decision of each, each letter went once, the record is
    whole.
    """
    world, chance = people.world, random.Random(SEED)
    by_runs, at_desk = pilots()[:CHAINS], pilots()[CHAINS:]
    began = time.monotonic()
    with ThreadPoolExecutor(CHAINS + AT_ONCE) as pool:
        doing: list[Future[Any]] = [pool.submit(people.carry, unit) for unit in by_runs]
        for place, victim in enumerate(chance.sample(victims, len(victims))):
            doing += [pool.submit(people.carry_at_desk, unit) for unit in at_desk[place :: len(victims)]]
            if place == 0:
                doing.append(pool.submit(again, lambda: world.prefect.start(SWEEP)))
            time.sleep(chance.uniform(5, 15))
            machines.kill(victim)
            print(f"{time.monotonic() - began:6.0f} s  killed {victim}")  # noqa: T201 - a story, shown by -s
            time.sleep(chance.uniform(2, 6))
            machines.start(victim)
        last = time.monotonic()
        for done in doing:
            done.result()
    print(f"{time.monotonic() - last:6.0f} s after the last kill every case is cleared")  # noqa: T201
    wait_for(lambda: _all_gone(world), "letters to go", every=2)
    print(f"{time.monotonic() - last:6.0f} s after the last kill every letter is gone")  # noqa: T201
    assert_all_is_well(world)


def assert_all_is_well(world: World) -> None:
    """Nothing is lost, doubled or stuck."""
    assert {unit: world.decisions(unit) for unit in pilots()} == {unit: [Act.ENDORSE, Act.AGREE] for unit in pilots()}
    assert all(world.case(unit).is_settled for unit in pilots())
    kinds = Counter(letter.kind for letter in world.office.read(lambda record: record.letters.statuses()))
    assert kinds[LetterKind.CLEARED] == len(pilots())
    assert kinds[LetterKind.REMINDER] > UNITS - len(pilots())
    assert letters_lost_or_doubled(world) == {}
    assert world.record_faults() == []


def _all_gone(world: World) -> bool | None:
    """Settle what is in doubt as staff do, and have letters delivered; True once no letter waits."""
    with suppress(*PAUSES):
        settle_doubts(world)
        with world.office.store.look() as record:
            states = Counter(letter.state for letter in record.letters.statuses())
        if states.keys() <= {DeliveryState.SENT, DeliveryState.VOID}:
            return True
        world.ended(world.prefect.start(DELIVERY))
    return None

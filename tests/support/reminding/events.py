"""What happens between sweeps, and the way it comes into the record: the office's own."""

from dataclasses import dataclass, replace
from datetime import date

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.mail.incoming import BouncedAddress
from emulation_workflow.domain.obligations.obligation import Evidence
from emulation_workflow.domain.orders.order import Order
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.office.obligations.evidence import record_evidence
from emulation_workflow.office.office import Office
from emulation_workflow.office.results.report_receipt import receive_report
from tests.support.builders import plan_of
from tests.support.offices import submit, take_back
from tests.support.samples.orders import enter_order
from tests.support.samples.results import report_of


@dataclass(frozen=True, kw_only=True)
class Enters:
    """The clerk enters an order."""

    order: Order


@dataclass(frozen=True, kw_only=True)
class Records:
    """Somebody records that a task was done, or that it was not."""

    evidence: Evidence


@dataclass(frozen=True, kw_only=True)
class Plans:
    """A unit sends its plan; a gated pilot's goes to the Board."""

    unit: Unit
    held_on: date
    number: str


@dataclass(frozen=True, kw_only=True)
class TakesBack:
    """The clerk enters a gated pilot's letter that takes its plan back."""

    unit: Unit


@dataclass(frozen=True, kw_only=True)
class Reports:
    """A unit reports on its conference."""

    unit: Unit
    held_on: date
    lessons: str


@dataclass(frozen=True, kw_only=True)
class Bounces:
    """A letter comes back."""

    email: str


@dataclass(frozen=True, kw_only=True)
class Moves:
    """A unit has another address in the register."""

    unit: str
    email: str


Event = Enters | Records | Plans | TakesBack | Reports | Bounces | Moves


def happen(office: Office, event: Event) -> None:
    """Bring the event into the record. What the office refuses has not happened."""
    try:
        _happen(office, event)
    except Rejected:
        return


def _happen(office: Office, event: Event) -> None:
    match event:
        case Enters(order=order):
            enter_order(office, order)
        case Records(evidence=evidence):
            record_evidence(office, [evidence], channel=Channel.COMMAND)
        case Plans(unit=unit, held_on=held_on, number=number):
            submit(office, unit, plan_of(unit, held_on=held_on, number=number))
        case TakesBack(unit=unit):
            take_back(office, unit)
        case Reports(unit=unit, held_on=held_on, lessons=lessons):
            receive_report(office, report_of(unit, held_on, lessons=lessons), channel=Channel.INTAKE_FORM)
        case Bounces(email=email):
            with office.store.act() as record:
                at = office.clock.now()
                record.inbox.mark_bounced(BouncedAddress(email=email, bounced_at=at, words="no such user"))
        case Moves(unit=code, email=email):
            with office.store.act() as record:
                units = record.register.units()
                record.register.replace_units(
                    [replace(unit, email=email) if unit.code == code else unit for unit in units]
                )

"""Each bound unit's conference on a day, and the course of a level's conferences against its window."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from emulation_workflow.domain.campaign import Campaign, Level
from emulation_workflow.domain.obligations.obligation import Derived, DueSource, ObligationState
from emulation_workflow.domain.orders.in_force import event_task, terms_at_large
from emulation_workflow.domain.orders.order import Order
from emulation_workflow.domain.roll_up import Course, Figure, FigureKind, standing
from emulation_workflow.office.obligations.refresh import owed_on
from emulation_workflow.office.office import Office
from emulation_workflow.office.roll_up.consolidation import is_unchanged_since
from emulation_workflow.ports import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedConference:
    """One bound unit's conference on a day: the figure it counts as, and `held_on` if it was held by that day."""

    derived: Derived
    figure: Figure
    held_on: date | None

    @property
    def is_suspended(self) -> bool:
        """Whether it counts as not due because an order has suspended it."""
        return self.derived.is_suspended and self.figure.kind is FigureKind.NOT_DUE


def conferences_on(record: Transaction, office: Office, on: date, *, anew: bool) -> list[CountedConference]:
    """Return each bound unit's conference as of `on`; `anew` as in `roll_up_within`."""
    events = {
        level.id: event.id
        for level in office.campaign.levels
        if level.conference is not None and (event := event_task(office.campaign, level)) is not None
    }
    units = record.register.units()
    valid = {unit.code for unit in units if unit.is_valid_on(on)}
    if anew:
        owed = owed_on(record, office, units, on)
    else:
        owed = [
            (obligation.derived, obligation.done_on)
            for obligation in record.obligations.of_units()
            if obligation.state is not ObligationState.ENDED
        ]
    return [
        CountedConference(
            derived=derived,
            figure=standing(derived, done_on, on),
            held_on=done_on if done_on is not None and done_on <= on else None,
        )
        for derived, done_on in owed
        if derived.unit in valid and derived.task == events.get(derived.level)
    ]


def courses_of_levels(office: Office, on: date) -> list[Course]:
    """Return each level's conferences by `on`, against the windows of the plan and of the orders in force then."""
    with office.store.look() as record:
        conferences = conferences_on(record, office, on, anew=not is_unchanged_since(record, office, on))
        # Nothing may have been derived yet; what units owe stands in the plan all the same.
        conferences = conferences or conferences_on(record, office, on, anew=True)
        orders = record.orders.all()
    return [
        _course(
            office.campaign,
            level,
            [conference for conference in conferences if conference.derived.level == level.id],
            orders,
            on,
        )
        for level in office.campaign.levels
        if level.conference is not None
    ]


def _course(
    campaign: Campaign, level: Level, conferences: Sequence[CountedConference], orders: Sequence[Order], on: date
) -> Course:
    terms = terms_at_large(campaign, level, orders, on=on)
    order = terms.orders.window if terms.window and terms.source is DueSource.ORDER else None
    return Course(
        name=level.name,
        bound=len(conferences),
        held_on=tuple(sorted(conference.held_on for conference in conferences if conference.held_on is not None)),
        plan=terms.plan,
        moved=terms.window if order else None,
        order=order.number if order else "",
    )

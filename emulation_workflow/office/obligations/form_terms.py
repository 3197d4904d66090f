"""What a unit's form says of what the unit owes: until when to send it, and the window that an order has given."""

from collections.abc import Iterable

from emulation_workflow.domain.campaign import Campaign, Settlement, Window
from emulation_workflow.domain.obligations.obligation import Derived, DueSource, Obligation, ObligationState
from emulation_workflow.domain.orders.in_force import event_task
from emulation_workflow.domain.registers import Unit
from emulation_workflow.messages.obligations import due_words, limit_words


def limit_of(owed: Iterable[Obligation], settled_by: Settlement, campaign: Campaign) -> str:
    """Return until when a unit that owes this has to send the form that settles it; "" where nobody named a day."""
    tasks = {task.id: task for task in campaign.tasks if task.settled_by is settled_by}
    asked = (
        obligation.derived
        for obligation in owed
        if obligation.derived.task in tasks
        and obligation.derived.due is not None
        and obligation.state is not ObligationState.ENDED
    )
    return next((limit_words(derived, tasks[derived.task], campaign) for derived in asked), "")


def window_of(owed: Iterable[Obligation], unit: Unit, campaign: Campaign) -> Window | None:
    """Return the window that an order has put in place of the plan's for the conference of a unit that owes this."""
    level = campaign.level_of(unit.level)
    held = event_task(campaign, level) if level is not None else None
    derived = (obligation.derived for obligation in owed if held is not None and obligation.derived.task == held.id)
    return next(filter(None, (ordered_window(conference, campaign) for conference in derived)), None)


def ordered_window(conference: Derived, campaign: Campaign) -> Window | None:
    """Return the window that an order has put in place of the plan's for this conference; None if none has."""
    if conference.source is not DueSource.ORDER or conference.start is None or conference.due is None:
        return None
    return Window(start=conference.start, end=conference.due, words=due_words(conference, None, campaign))

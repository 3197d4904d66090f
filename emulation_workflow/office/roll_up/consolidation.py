"""The roll-up of any day: "tổng hợp, báo cáo Ủy ban nhân dân tỉnh theo quy định" (III.3).

What had happened by that day, as the record knows it now. Obligations as they are now are added up by the database; for
a day before something changed, what was owed then is derived again. Reports and difficulties bear their own days.
"""

from datetime import date, timedelta

from emulation_workflow.domain.orders.order import OrderKind
from emulation_workflow.domain.roll_up import Counts, RollUp, RollUpPlace, build_tree, by_level
from emulation_workflow.office.office import Office
from emulation_workflow.office.roll_up.adding import RollUpBuilder
from emulation_workflow.ports import Transaction

_ONE_DAY = timedelta(days=1)


def roll_up(office: Office, on: date, *, opened: bool = True) -> RollUp:
    """Return all figures as of `on`.

    Unless `opened`, units that direct no others are merged by what they share, which is quick. Without a unit of the
    congress's level on that day the province is at the top by its name alone.
    """
    return office.read(
        lambda record: roll_up_within(
            record, office, on, opened=opened, anew=not is_unchanged_since(record, office, on)
        )
    )


def roll_up_within(record: Transaction, office: Office, on: date, *, opened: bool, anew: bool) -> RollUp:
    """Return the same within a transaction; `anew`: what was owed is derived for that day, not read as it is now."""
    adding = RollUpBuilder(office=office, record=record, on=on, opened=opened)
    adding.add_reports()
    adding.add_difficulties()
    if anew:
        adding.add_owed_anew()
    else:
        adding.add_owed_now()
    counted: dict[RollUpPlace, Counts] = dict(adding.counted)
    return RollUp(
        as_of=on,
        root=build_tree(adding.root, adding.directing.values(), counted, adding.names()),
        levels=by_level(counted),
        versions=tuple(adding.versions),
    )


def is_unchanged_since(record: Transaction, office: Office, on: date) -> bool:
    """Return whether today's obligations are those of `on` too: no order and no change of the register since."""
    today = office.clock.now().date()
    since, until = min(on, today), max(on, today)
    for order in record.orders.all() if on != today else ():
        ends = order.until + _ONE_DAY if order.kind is OrderKind.SUSPEND and order.until else order.effective_from
        if since < order.effective_from <= until or since < ends <= until:
            return False
    return on == today or not record.roll_up.register_changed(since, until)

"""Orders are kept as they were entered, on every database."""

import pytest
from sqlalchemy.exc import IntegrityError

from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.domain.campaign import Window
from emulation_workflow.domain.orders.order import OrderKind, Scope, ScopePart
from tests.support.samples.orders import order


def test_orders_come_back_as_they_were_entered(store: SqlStore) -> None:
    """Every kind, with its scope, window, form and cap; a document's points in their order."""
    scope = Scope(levels=("commune", "district"), groups=("Khối lâm nghiệp",), units=("H1",), tasks=("conference",))
    document = [order(kind, point=point, scope=scope, reason="dịch") for point, kind in enumerate(OrderKind, start=1)]
    later = Scope(levels=("commune",), kinds=("xa",), part=ScopePart.PILOTS)
    about = Window(start=None, end=None, words="thời gian thông báo sau", is_approximate=True)
    document.append(order(OrderKind.MOVE, point=20, scope=later, window=about))
    document.append(order(OrderKind.SUSPEND, point=21, until_event="dịch được công bố hết"))
    with store.act() as record:
        record.orders.add(document)
    with store.look() as record:
        assert list(record.orders.all()) == document


def test_no_point_of_a_document_is_kept_twice(store: SqlStore) -> None:
    """Two who enter the same document at once write it once."""
    with store.act() as record:
        record.orders.add([order(OrderKind.SUSPEND)])
    with pytest.raises(IntegrityError), store.act() as record:
        record.orders.add([order(OrderKind.SUSPEND)])

"""Delegate lists and quotas are kept as they came, on every database, until their people are erased."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.domain.delegates.delegate_lists import Delegate, DelegateListVersion, ListKind, Quota
from emulation_workflow.domain.findings import Finding, Verdict
from tests.support.offices import NOON
from tests.support.samples.delegates import EVERYTHING, delegate

PEOPLE = (
    delegate("Nguyễn Thị Ánh"),
    Delegate(name="Y Blăn Niê", sent_by="X1"),
    EVERYTHING,
)


def version(**changes: Any) -> DelegateListVersion:
    whole: dict[str, Any] = {
        "kind": ListKind.ADOPTED,
        "unit": "X1",
        "version": 1,
        "upper": "H2",
        "sha256": "a" * 64,
        "minutes": "05/BB",
        "adopted_on": date(2020, 2, 7),
        "received_at": NOON,
        "received_by": "R1",
        "channel": "command",
        "official": 2,
        "reserves": 1,
        "women": 1,
        "minorities": 0,
        "delegates": PEOPLE,
        "findings": (Finding(rule="R120", verdict=Verdict.NOTE, clause="II.3.5", code="c", params={"places": [1]}),),
    }
    return DelegateListVersion(**{**whole, **changes})


def test_lists_come_back_as_they_came(store: SqlStore) -> None:
    """People in their order, with all that was stated about each."""
    first, second = version(), version(version=2, delegates=PEOPLE[:1], findings=())
    with store.act() as record:
        record.delegates.add(first)
        record.delegates.add(second)
    with store.look() as record:
        assert record.delegates.get(ListKind.ADOPTED, "X1") == second
        assert record.delegates.get(ListKind.ADOPTED, "X1", 1) == first
        assert record.delegates.get(ListKind.ATTENDING, "X1") is None
        assert [version.version for version in record.delegates.lists("H2")] == [1, 2]
        assert record.delegates.lists("T") == []


def test_the_lists_of_a_day_are_those_that_had_come_by_then(store: SqlStore) -> None:
    """Each unit's latest, with its people."""
    with store.act() as record:
        record.delegates.add(version())
        record.delegates.add(version(version=2, received_at=NOON + timedelta(days=2), delegates=PEOPLE[:1]))
        record.delegates.add(version(unit="X2"))
    with store.look() as record:
        assert [len(record.delegates.latest_lists("H2", NOON.date() + timedelta(days=ahead))) for ahead in (-1, 0)] == [
            0,
            2,
        ]
        later = record.delegates.latest_lists("H2", NOON.date() + timedelta(days=2))
    assert {(version.unit, version.version, version.delegates) for version in later} == {
        ("X1", 2, PEOPLE[:1]),
        ("X2", 1, PEOPLE),
    }


def test_a_version_is_kept_once(store: SqlStore) -> None:
    """Two who enter a list at once write it once."""
    with store.act() as record:
        record.delegates.add(version())
    with pytest.raises(IntegrityError), store.act() as record:
        record.delegates.add(version())


def test_erasing_leaves_what_is_said_of_the_whole(store: SqlStore) -> None:
    """Nobody of the list, everybody of the others; counts and SHA-256 as before."""
    with store.act() as record:
        record.delegates.add(version())
        record.delegates.add(version(unit="X2"))
        record.delegates.erase_people(version(), at=NOON)
    with store.look() as record:
        assert record.delegates.get(ListKind.ADOPTED, "X1") == replace(version(), delegates=(), erased_at=NOON)
        assert record.delegates.people_kept() == {(ListKind.ADOPTED, "X2", 1): len(PEOPLE)}


def test_quotas_come_back_in_the_order_of_entry(store: SqlStore) -> None:
    """The latest counts; what it took the place of stays to be seen."""
    row = Quota(upper="H2", unit="X1", number=0, document="9/CV", signed_on=None, recorded_at=NOON, recorded_by="R1")
    rows = [row, replace(row, number=3, signed_on=date(2020, 2, 1))]
    with store.act() as record:
        record.delegates.add_quotas(rows)
        record.delegates.add_quotas([replace(row, upper="T")])
    with store.look() as record:
        assert record.delegates.quotas("H2") == rows
        assert len(record.delegates.quotas()) == len(rows) + 1

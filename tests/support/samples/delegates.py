"""Delegates of the made-up province, and lists of them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.delegates.delegate_lists import Delegate, DelegateList, Gender, ListKind
from emulation_workflow.office.delegates.list_receipt import ListReceived, receive_list
from emulation_workflow.office.office import Office

ADOPTED_ON = date(2020, 2, 7)


def delegate(name: str = "Nguyễn Thị Mẫu", sent_by: str = "X1", **more: Any) -> Delegate:
    """Return a delegate of whom everything is known, unless `more` says otherwise."""
    known = {"born": 1980, "gender": Gender.FEMALE, "ethnicity": "Kinh", "post": "Nông dân", "category": "exemplar"}
    return Delegate(**{"name": name, "sent_by": sent_by, **known, **more})


EVERYTHING = delegate(
    "A Brol", gender=Gender.MALE, ethnicity="Ba Na", is_reserve=True, replaces="Nguyễn Thị Ánh", namesake=True
)
"""A delegate of whom every column of a list says something."""


def adopted(unit: str, people: Iterable[Delegate], **more: Any) -> DelegateList:
    whole = {"kind": ListKind.ADOPTED, "unit": unit, "minutes": "05/BB", "adopted_on": ADOPTED_ON}
    return DelegateList(**{**whole, "delegates": tuple(people), **more})


def attending_list(upper: str, people: Iterable[Delegate], **more: Any) -> DelegateList:
    return DelegateList(**{"kind": ListKind.ATTENDING, "unit": upper, "delegates": tuple(people), **more})


def receive(office: Office, given: DelegateList, **more: Any) -> ListReceived:
    return receive_list(office, given, by="R1", channel=Channel.COMMAND, **more)

"""Delegate lists: their people, how they are counted, and how they pass upward."""

from emulation_workflow.domain.delegates.counting import (
    Counts,
    ListEntry,
    counts_of,
    going,
    people_of,
    placed,
    unclear_pairs,
)
from emulation_workflow.domain.delegates.delegate_lists import (
    Delegate,
    DelegateList,
    DelegateListVersion,
    Gender,
    ListKind,
    Quota,
)
from emulation_workflow.domain.delegates.upward import (
    categories_for,
    units_below,
    upper_level,
    upper_unit,
)

__all__ = [
    "Counts",
    "Delegate",
    "DelegateList",
    "DelegateListVersion",
    "Gender",
    "ListEntry",
    "ListKind",
    "Quota",
    "categories_for",
    "counts_of",
    "going",
    "people_of",
    "placed",
    "unclear_pairs",
    "units_below",
    "upper_level",
    "upper_unit",
]

"""A column of the delegate list is stated, kept out of logs, and leaves lists that are stored as they were."""

from dataclasses import MISSING, fields

import pytest

from emulation_workflow.domain.delegates.delegate_lists import Delegate
from emulation_workflow.domain.submissions.canonical import list_sha256
from emulation_workflow.messages.delegates import DELEGATE_COLUMNS
from emulation_workflow.messages.forms.register_columns import VALUE_COLUMNS
from tests.support.samples.delegates import EVERYTHING, adopted

COLUMNS = fields(Delegate)
IN_LOGS = {"sent_by", "gender", "category", "is_reserve", "namesake"}
"""What points at nobody."""


@pytest.mark.complete
def test_every_column_has_its_headings() -> None:
    """One without them is never read."""
    assert DELEGATE_COLUMNS.keys() - VALUE_COLUMNS == {column.name for column in COLUMNS}


def test_the_sample_says_something_in_every_column() -> None:
    """Whatever reads, keeps or writes lists is tried with it: a column at its default could be lost unnoticed."""
    assert [column.name for column in COLUMNS if getattr(EVERYTHING, column.name) == column.default] == []


def test_a_column_stays_out_of_logs_unless_it_points_at_nobody() -> None:
    """Personal data; a repr may get into a log."""
    assert {column.name for column in COLUMNS if column.repr} == IN_LOGS


def test_a_list_that_says_little_keeps_its_identity() -> None:
    """What stands at its default is left out of it: a column that is added needs one, and no stored list changes."""
    assert [column.name for column in COLUMNS if column.default is MISSING] == ["name", "sent_by"]
    delegates = adopted("X1", [Delegate(name="Lê Văn An", sent_by="X1")])
    sha256 = "2962f3e11c42eeafc71a2a9714a40ad68c2d725f71b4f2693172a1c94a1e8fdc"
    assert list_sha256(delegates.delegates, header=delegates.header) == sha256

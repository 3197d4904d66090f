"""What is refused before an act begins leaves a row in the record all the same, and just one."""

import json

import pytest

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.office.office import Office
from emulation_workflow.office.refusals import RefusedOnRecord, refusals_recorded

REFUSED = Problem(code=ProblemCode.PAPER_ACT_MISSING)


def test_what_is_rejected_leaves_one_row_with_what_it_claimed_to_be(office: Office) -> None:
    """By a form or a command that the office never judged; wrapped twice, it is written once."""
    with (
        pytest.raises(RefusedOnRecord),
        refusals_recorded(office, "paper", channel=Channel.COMMAND),
        refusals_recorded(office, "paper", channel=Channel.PAPER, claimed="R1"),
    ):
        raise Rejected(REFUSED)
    with office.store.look() as record:
        rows = [json.loads(row.body) for row in record.ledger.entries()]
    refused = [row for row in rows if row["kind"] == "refused"]
    assert [(row["actor"], row["what"], row["channel"], row["facts"]["claimed"]) for row in refused] == [
        ("unknown", "paper", "paper", "R1")
    ]
    assert refused[0]["facts"]["problems"] == ["paper_act_missing"]


def test_what_goes_well_leaves_no_row(office: Office) -> None:
    """A row is written of refusals alone."""
    with refusals_recorded(office, "paper", channel=Channel.PAPER):
        pass
    with office.store.look() as record:
        assert [row for row in record.ledger.entries() if '"refused"' in row.body] == []

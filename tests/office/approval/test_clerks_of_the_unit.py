"""Who belongs to the unit, or sent its plan, enters nothing that approves it and confirms no such entry."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from emulation_workflow.domain.approval.entries import Check, DocumentEntry, NamesakeEntry
from emulation_workflow.domain.approval.transitions import Act, OfficialDocument
from emulation_workflow.domain.registers.units import Official
from emulation_workflow.office.approval.entries import record_paper, request_code
from emulation_workflow.office.approval.second_pair import check_paper
from emulation_workflow.office.office import Office
from tests.support.builders import CITY, plan_of
from tests.support.offices import (
    CHAIR,
    CLERK,
    HEAD,
    NOON,
    SECOND,
    act_as,
    codes,
    entry_code,
    open_office,
    submit,
)
from tests.support.servers.databases import sqlite_store

OF_THE_UNIT: dict[str, dict[str, Any]] = {
    "entered for it": {"unit": CITY.code},
    "with its address": {"email": f"{CITY.code.lower()}@tinh.example"},
    "who sent its plan": {"email": "nguoigui@tinh.example"},
}


def opened(folder: Path, *people: Official, **plan: str) -> Office:
    office = open_office(sqlite_store(folder), officials=(HEAD, CHAIR, *people))
    submit(office, CITY, plan_of(CITY, submitter_email="nguoigui@tinh.example", **plan))
    return office


def paper(act: Act, signer: Official, clerk: Official, number: str) -> DocumentEntry:
    document = OfficialDocument(number=number, signed_on=NOON.date(), signer=signer.name)
    return DocumentEntry(act=act, signer=signer.number, entered_by=clerk.number, paper=document)


@pytest.mark.parametrize("how", OF_THE_UNIT)
def test_a_clerk_of_the_unit_enters_no_paper_about_its_plan_and_tells_nobody_apart(tmp_path: Path, how: str) -> None:
    """A paper that endorses a plan counts at once: it would be one's own approval by another hand."""
    clerk = replace(CLERK, **OF_THE_UNIT[how])
    office = opened(tmp_path, clerk, SECOND, signer=HEAD.name)
    assert "own_unit_entry" in codes(request_code(office, CITY.code, paper(Act.ENDORSE, HEAD, clerk, "15/BTDKT")))
    namesake = NamesakeEntry(official=HEAD.number, entered_by=clerk.number, reason="Hai người khác nhau")
    assert codes(request_code(office, CITY.code, namesake)) == ["own_unit_entry"]


@pytest.mark.parametrize("how", OF_THE_UNIT)
def test_nobody_of_the_unit_is_the_second_pair_of_eyes(tmp_path: Path, how: str) -> None:
    """They are not written to, and what they answer counts for nothing."""
    second = replace(SECOND, **OF_THE_UNIT[how])
    office = opened(tmp_path, CLERK, second)
    act_as(office, CITY, HEAD, Act.ENDORSE)
    entry = paper(Act.AGREE, CHAIR, CLERK, "15/UBND-KGVX")
    request_code(office, CITY.code, entry)
    assert record_paper(office, CITY.code, entry, code=entry_code(office, CITY, CLERK, entry)).is_pending
    assert entry_code(office, CITY, second, entry, Check.CONFIRM) == ""
    checked = check_paper(office, CITY.code, number=entry.paper.number, by=second.number, check=Check.CONFIRM, code="")
    assert codes(checked) == ["code_missing", "own_unit_entry"]


def test_a_clerk_with_the_name_of_the_sender_needs_a_second_pair_of_eyes(tmp_path: Path) -> None:
    """Namesakes are common: the paper waits, until somebody else has seen it."""
    office = opened(tmp_path, CLERK, SECOND, submitted_by=CLERK.name)
    entry = paper(Act.ENDORSE, HEAD, CLERK, "15/BTDKT")
    request_code(office, CITY.code, entry)
    assert record_paper(office, CITY.code, entry, code=entry_code(office, CITY, CLERK, entry)).is_pending

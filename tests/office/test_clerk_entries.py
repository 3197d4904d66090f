"""What clerks enter for the Board is confirmed by a code for its very words; whom evidence names is told of it."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from emulation_workflow.domain.approval.codes import MAX_WRONG_ANSWERS
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.delegates import Quota
from emulation_workflow.domain.difficulties import DifficultyStep
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.mail import LetterKind
from emulation_workflow.domain.obligations.board_dates import DateSet
from emulation_workflow.office.audit import audit
from emulation_workflow.office.clerk_entries import ClerkEntry, request_code
from emulation_workflow.office.delegates.quotas import quota_entry, record_quotas
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.difficulties.handling import raise_difficulty, record_step, step_entry, step_taken
from emulation_workflow.office.obligations.board_dates import date_entry, set_board_date
from emulation_workflow.office.obligations.evidence import record_evidence
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from emulation_workflow.office.register import import_officials
from tests.support.builders import DISTRICT
from tests.support.offices import CLERK, HEAD, NOON, SECOND, FakeClock, open_office
from tests.support.owing import OUR_OWING_CAMPAIGN, REPORT, evidence
from tests.support.samples.clerk_codes import mailed_code
from tests.support.servers.databases import sqlite_store

TODAY = NOON.date()
DAY = DateSet(
    task="report",
    levels=(),
    day=date(2020, 4, 10),
    document="21/BTĐKT",
    signed_on=TODAY,
    set_by=CLERK.number,
    set_at=NOON,
)
QUOTA = Quota(
    upper="H2", unit="X1", number=3, document="9/CV", signed_on=TODAY, recorded_at=NOON, recorded_by=CLERK.number
)


def _date(by: str, word: str = "") -> DateSet:
    return replace(DAY, set_by=by, document=word or DAY.document)


def _quota(by: str, word: str = "") -> list[Quota]:
    return [replace(QUOTA, recorded_by=by, number=len(word) or QUOTA.number)]


def _step(office: Office, by: str, word: str = "") -> Any:
    return step_taken(office, DifficultyStep.ANSWERED, done_on=TODAY, by=by, document="35/BTĐKT", words=word or "Được")


KINDS: dict[str, tuple[Callable[..., ClerkEntry | None], Callable[..., object]]] = {
    "date": (
        lambda office, **given: date_entry(office, _date(**given)),
        lambda office, code, **given: set_board_date(office, _date(**given), code=code, channel=Channel.RUN_FORM),
    ),
    "quotas": (
        lambda office, **given: quota_entry(office, _quota(**given)),
        lambda office, code, **given: record_quotas(office, _quota(**given), code=code, channel=Channel.RUN_FORM),
    ),
    "step": (
        lambda office, **given: step_entry(office, 1, _step(office, **given)),
        lambda office, code, **given: record_step(
            office, 1, _step(office, **given), code=code, channel=Channel.RUN_FORM
        ),
    ),
}


@pytest.fixture
def office(tmp_path: Path, clock: FakeClock) -> Office:
    """The made-up province's office, with its obligations derived and one difficulty raised."""
    office = open_office(sqlite_store(tmp_path), of=OUR_OWING_CAMPAIGN, clock=clock)
    import_officials(office, [SECOND], dry_run=False)
    derive_obligations(office, dry_run=False)
    raise_difficulty(
        office, unit=DISTRICT.code, words="Hội trường", raised_on=TODAY, by="tên ai đó", channel=Channel.COMMAND
    )
    return office


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> tuple[Callable[..., ClerkEntry], Callable[..., object]]:
    return KINDS[request.param]  # type: ignore[return-value]


def rows(office: Office, kind: str) -> list[dict[str, Any]]:
    bodies = [json.loads(row.body) for row in office.read(lambda record: record.ledger.entries())]
    return [body for body in bodies if body["kind"] == kind]


def told(office: Office) -> list[str]:
    with office.store.look() as record:
        return [letter.to[0].email for letter in record.letters.statuses(kind=LetterKind.ACT_RECORDED)]


def refused(entering: Callable[[], object]) -> list[str]:
    with pytest.raises(Rejected) as rejected:
        entering()
    return [problem.code for problem in rejected.value.problems]


def test_an_entry_counts_with_its_clerks_code_and_the_clerk_is_told(office: Office, kind: Any) -> None:
    """The sealed row says where the code had gone, and the letter has words; the same again needs no code."""
    entry_of, enter = kind
    code = mailed_code(office, entry_of(office, by=CLERK.number))
    enter(office, code, by=CLERK.number)
    assert told(office) == [CLERK.email]
    last = [json.loads(row.body) for row in office.read(lambda record: record.ledger.entries())]
    assert [body["facts"]["code_sent_to"] for body in last if "code_sent_to" in body["facts"]] == [CLERK.email]
    enter(office, "", by=CLERK.number)
    assert told(office) == [CLERK.email]
    assert render_pending_letters(office) == 0
    assert not audit(office.store).faults


def test_a_form_changed_while_it_waits_is_refused_and_written_down(office: Office, kind: Any) -> None:
    """The code is for the very words that were shown, whoever changes one of them by the API."""
    entry_of, enter = kind
    code = mailed_code(office, entry_of(office, by=CLERK.number))
    assert refused(lambda: enter(office, code, by=CLERK.number, word="khác hẳn")) == ["entry_changed"]
    [row] = rows(office, "refused")
    assert (row["actor"], row["facts"]["claimed"]) == ("unknown", CLERK.number)
    assert told(office) == []


def test_nobody_enters_in_anothers_name_or_without_the_role(office: Office, kind: Any) -> None:
    """Not with a colleague's number and one's own code, nor who decides but does not enter."""
    entry_of, enter = kind
    code = mailed_code(office, entry_of(office, by=SECOND.number))
    assert refused(lambda: enter(office, code, by=CLERK.number)) == ["code_of_another"]
    entry = entry_of(office, by=HEAD.number)
    assert refused(lambda: request_code(office, entry)) == ["not_a_recorder"]
    assert refused(lambda: enter(office, code, by=HEAD.number)) == ["not_a_recorder"]
    assert told(office) == []


def test_a_code_counts_once_and_not_after_its_owner_changed(office: Office, kind: Any) -> None:
    """A new address voids it, as every code."""
    entry_of, enter = kind
    code = mailed_code(office, entry_of(office, by=CLERK.number))
    import_officials(office, [replace(CLERK, email="khac@tinh.example")], dry_run=False)
    assert refused(lambda: enter(office, code, by=CLERK.number)) == ["code_outdated"]


def test_wrong_codes_lock_and_new_ones_are_few(office: Office, kind: Any) -> None:
    """Five guesses, then none; so many letters a day, and no more."""
    entry_of, enter = kind
    entry = entry_of(office, by=CLERK.number)
    code = mailed_code(office, entry)
    for _ in range(MAX_WRONG_ANSWERS):
        refused(lambda: enter(office, "AAAAA-22222", by=CLERK.number))
    assert refused(lambda: enter(office, code, by=CLERK.number)) == ["code_wrong", "entry_codes_locked"]
    for _ in range(office.codes_a_day - 1):
        request_code(office, entry)
    assert refused(lambda: request_code(office, entry)) == ["codes_too_often"]


def test_whom_evidence_names_is_told_once_a_list(office: Office) -> None:
    """It takes no code, so the letter says that anybody may have used the name; who has no number is not told."""
    record_evidence(
        office,
        [
            evidence("X1", REPORT, TODAY, recorded_by=CLERK.number, number="1/BC"),
            evidence("H2", REPORT, TODAY, recorded_by=CLERK.number, number="2/BC"),
            evidence("H1", REPORT, TODAY, recorded_by="tên ai đó", number="3/BC"),
        ],
        channel=Channel.RUN_FORM,
    )
    assert told(office) == [CLERK.email]
    assert render_pending_letters(office) == 0
    with office.store.act() as record:
        letters = record.letters.claim(owner="w", limit=50, now=NOON, lease_until=NOON)
    [text] = [letter.text for letter in letters if letter.to[0].email == CLERK.email]
    assert "không cần mã" in " ".join(text.split())
    assert "1/BC" in text
    assert "2/BC" in text

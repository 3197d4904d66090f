"""Difficulties: raised by units, answered by the Board or taken to the Committee, each step once (III, last)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.board_list import ItemKind
from emulation_workflow.domain.campaign import DifficultyPath
from emulation_workflow.domain.difficulties import BOARD, COMMITTEE, Difficulty, DifficultyStep
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.mail.letters import LetterKind
from emulation_workflow.domain.record.ledger import LedgerKind
from emulation_workflow.messages import sentence
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.difficulties.handling import (
    DifficultyRecorded,
    raise_difficulty,
    raise_within,
)
from emulation_workflow.office.office import Office
from tests.support.builders import DISTRICT
from tests.support.offices import NOON, UNITS, FakeClock, chain_faults
from tests.support.samples.clerk_codes import record_step

HALL = "Hội trường huyện đang sửa chữa"
TODAY = NOON.date()


def hall(office: Office, **changes: Any) -> DifficultyRecorded:
    given: dict[str, Any] = {
        "unit": DISTRICT.code,
        "words": HALL,
        "raised_on": TODAY,
        "by": "R1",
        "channel": Channel.COMMAND,
        "source": "Công văn số 12/UBND",
    }
    return raise_difficulty(office, **given | changes)


def step(office: Office, taken: DifficultyStep, **changes: Any) -> DifficultyRecorded:
    given: dict[str, Any] = {
        "done_on": TODAY,
        "by": "R1",
        "channel": Channel.COMMAND,
        "document": "35/BTĐKT-NV",
        "words": "Dùng hội trường khác",
    }
    return record_step(office, 1, taken, **given | changes)


def refusals(rejected: Rejected) -> list[str]:
    return [sentence(problem) for problem in rejected.problems]


def standing(office: Office) -> Difficulty:
    with office.store.look() as record:
        return record.difficulties.all()[0]


def test_a_difficulty_is_raised_once_and_answered_once(office: Office) -> None:
    """Said again word for word it is not listed again, nor is its answer; each act has its row."""
    assert [hall(office).is_new, hall(office, words=f"  {HALL.upper()} ").is_new] == [True, False]
    assert [step(office, DifficultyStep.ANSWERED).is_new for _ in range(2)] == [True, False]

    with office.store.look() as record:
        rows = [row.body for row in record.ledger.entries(unit=DISTRICT.code)]
        letters = record.letters.statuses(unit=DISTRICT.code)
    assert ["difficulty_raised" in rows[0], "difficulty_answered" in rows[1]] == [True, True]
    assert all(f'"kind":"{LedgerKind.DIFFICULTY}"' in row for row in rows)
    assert "35/BTĐKT-NV" in rows[1]
    assert [letter.kind for letter in letters] == [LetterKind.DIFFICULTY_ANSWERED]
    assert chain_faults(office) == []


def test_the_committee_settles_what_the_board_cannot(office: Office, clock: FakeClock) -> None:
    """Who holds it follows the table, on every day; its age counts from the day it was raised until it is closed."""
    hall(office)
    clock.go_on(days=3)
    step(office, DifficultyStep.TAKEN_UP, done_on=TODAY + timedelta(days=2))
    clock.go_on(days=7)
    step(office, DifficultyStep.SETTLED, done_on=TODAY + timedelta(days=9), document="812/UBND")
    hers = standing(office)

    assert [hers.holder_on(TODAY + timedelta(days=days)) for days in (0, 1, 2, 8, 9, 30)] == [
        BOARD,
        BOARD,
        COMMITTEE,
        COMMITTEE,
        "",
        "",
    ]
    assert [hers.age_on(TODAY + timedelta(days=days)) for days in (0, 5, 9, 30)] == [0, 5, 9, 9]
    with office.store.look() as record:
        assert len(record.letters.statuses(kind=LetterKind.DIFFICULTY_ANSWERED)) == 1


@pytest.mark.parametrize(
    ("taken", "changes", "said"),
    [
        (DifficultyStep.SETTLED, {}, "Ban đang xem xét"),
        (DifficultyStep.REOPENED, {}, "Ban đang xem xét"),
        (DifficultyStep.ANSWERED, {"document": "", "words": " "}, "số văn bản hoặc nội dung"),
        (DifficultyStep.ANSWERED, {"done_on": TODAY - timedelta(days=1)}, "trước bước liền trước"),
        (DifficultyStep.ANSWERED, {"done_on": TODAY + timedelta(days=1)}, "ở sau hôm nay"),
        (DifficultyStep.ANSWERED, {"by": ""}, "người nhập"),
    ],
)
def test_a_wrong_step_is_refused_in_words(
    office: Office, taken: DifficultyStep, changes: dict[str, Any], said: str
) -> None:
    """What is not in the table, or tells nothing, or cannot have been on that day, leaves no trace."""
    hall(office)
    with pytest.raises(Rejected) as refused:
        step(office, taken, **changes)

    assert said in " ".join(refusals(refused.value))
    assert standing(office).steps == ()


def test_an_answer_that_did_not_help_is_reopened_with_a_reason(office: Office) -> None:
    """It is with the Board again, and its second answer is a second letter."""
    hall(office)
    step(office, DifficultyStep.ANSWERED)
    with pytest.raises(Rejected, match="difficulty_reason_missing"):
        step(office, DifficultyStep.REOPENED, words="")
    step(office, DifficultyStep.REOPENED, document="", words="Hội trường khác quá nhỏ")
    assert standing(office).holder_on(TODAY) == BOARD
    step(office, DifficultyStep.ANSWERED)
    with office.store.look() as record:
        assert len(record.letters.statuses(kind=LetterKind.DIFFICULTY_ANSWERED)) == 2


def test_nothing_is_entered_that_cannot_be(office: Office) -> None:
    """No words, no name, a day ahead or before the plan, a unit or number that is not there."""
    with pytest.raises(Rejected) as refused:
        hall(office, words=" ", by="", raised_on=TODAY + timedelta(days=1))
    assert len(refusals(refused.value)) == 3
    with pytest.raises(Rejected, match="difficulty_before_plan"):
        hall(office, raised_on=date(2000, 1, 1))
    with pytest.raises(Rejected, match="unit_unknown"):
        hall(office, unit="không có")
    with pytest.raises(Rejected, match="difficulty_unknown"):
        step(office, DifficultyStep.ANSWERED)


def test_a_report_raises_its_difficulties_in_its_own_act(office: Office) -> None:
    """False where the words stand, or there are none."""
    with office.store.act() as record:
        given: dict[str, Any] = {
            "unit": DISTRICT.code,
            "raised_on": TODAY,
            "source": "Báo cáo số 20/BC",
            "by": "intake",
            "channel": Channel.MAILBOX,
        }
        told = [raise_within(record, office, words=words, **given) for words in (HALL, HALL, " ")]
    assert told == [True, False, False]


def test_a_unit_without_an_address_is_for_the_board_to_tell(office: Office) -> None:
    """No letter goes nowhere."""
    with office.store.act() as record:
        record.register.replace_units([replace(unit, email="") for unit in UNITS])
    hall(office)
    step(office, DifficultyStep.ANSWERED)
    with office.store.look() as record:
        assert record.letters.statuses(unit=DISTRICT.code) == []
        assert [item.kind for item in record.board_list.items()] == [ItemKind.NO_ADDRESS]


@pytest.mark.parametrize("with_rule", [True, False])
def test_the_letter_names_clause_words_and_answer(office: Office, *, with_rule: bool) -> None:
    """The clause where the campaign has one; without one the letter is whole all the same."""
    path = DifficultyPath(rule="T121", channel="board", addressee="committee") if with_rule else None
    ours = replace(office, campaign=replace(office.campaign, difficulties=path))
    hall(ours)
    step(ours, DifficultyStep.ANSWERED)
    with ours.store.look() as record:
        drafts = (draft.letter for draft in record.letters.drafts(limit=5))
        draft = next(draft for draft in drafts if draft.kind is LetterKind.DIFFICULTY_ANSWERED)
    basis = draft.context["basis"]
    assert isinstance(basis, list)
    assert [draft.context["answered_by"], len(basis)] == (["Ban Thi đua", 1] if with_rule else ["Ban", 0])
    assert render_pending_letters(ours) == 0

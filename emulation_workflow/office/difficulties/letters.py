"""What people read about difficulties: the letter that an answer causes, who is waited for, how old they are."""

from datetime import date

from emulation_workflow.domain.board_list import ItemKind, board_item
from emulation_workflow.domain.campaign import Campaign, DifficultyPath
from emulation_workflow.domain.difficulties import BOARD, COMMITTEE, Difficulty, DifficultyStep
from emulation_workflow.domain.mail import Addressee, Letter, LetterKind
from emulation_workflow.domain.registers import Unit, formal_name
from emulation_workflow.messages.difficulties import CLOSED, HOLDERS, STANDS
from emulation_workflow.messages.names import filled
from emulation_workflow.office.letters import letter_context
from emulation_workflow.office.letters.posting import copies, post
from emulation_workflow.office.office import Office
from emulation_workflow.ports import Transaction

ANSWERS = {DifficultyStep.ANSWERED: BOARD, DifficultyStep.SETTLED: COMMITTEE}
"""The steps that answer the unit, and who answers by them."""

KIND = LetterKind.DIFFICULTY_ANSWERED


def notify_of_answer(record: Transaction, office: Office, difficulty: Difficulty, position: int) -> None:
    """Send the unit the answer that its difficulty's last step gives.

    A unit without an address, or whose address bounced, goes on the Board's list instead.
    """
    at = difficulty.steps[-1].recorded_at
    unit = record.register.unit(difficulty.unit, at.date()) or record.register.unit(
        difficulty.unit, difficulty.raised_on
    )
    if unit is None:
        return
    if not unit.email:
        cause = f"{unit.code}/{KIND.value}"
        record.board_list.add(board_item(ItemKind.NO_ADDRESS, cause, at=at, unit=unit.code, name=unit.name))
        return
    letter = Letter(
        key=f"{office.campaign.id}/{unit.code}/{KIND.value}/{difficulty.number}/{position}",
        kind=KIND,
        to=(Addressee(name=unit.name, email=unit.email),),
        cc=copies(record, office, unit, KIND, at),
        unit=unit.code,
        context=_context(office.campaign, unit, difficulty),
    )
    post(record, letter, at=at)


def holder_name(campaign: Campaign, holder: str) -> str:
    """Return who is waited for, by the campaign's names for the roles involved; "" once it is closed."""
    path = campaign.difficulties
    roles = {BOARD: path.channel, COMMITTEE: path.addressee} if path else {}
    return campaign.role(roles[holder]).name if holder in roles else filled(HOLDERS[holder], campaign)


def holder_and_age(campaign: Campaign, difficulty: Difficulty, on: date) -> str:
    """Return who is waited for, and its age in days, in words; the plan names no limit (III, last)."""
    holder = holder_name(campaign, difficulty.holder_on(on))
    return (STANDS if holder else CLOSED).format(holder=holder, age=difficulty.age_on(on))


def _rules(path: DifficultyPath | None) -> list[str]:
    """Return the rules by which difficulties are answered: to whom they go, and that they are dealt with in time."""
    return list(dict.fromkeys(filter(None, (path.rule, path.age_rule)))) if path else []


def _context(campaign: Campaign, unit: Unit, difficulty: Difficulty) -> letter_context.Context:
    answer = difficulty.steps[-1]
    path = campaign.difficulties
    return {
        "addressees": [letter_context.to_unit(campaign, unit)],
        "basis": [letter_context.clause(campaign, rule) for rule in _rules(path)],
        "unit_name": formal_name(campaign, unit),
        "number": difficulty.number,
        "words": difficulty.words,
        "raised_on": letter_context.day(difficulty.raised_on),
        "source": difficulty.source,
        "answered_by": holder_name(campaign, ANSWERS[answer.step]),
        "answered_on": letter_context.day(answer.done_on),
        "document": answer.document,
        "answer": answer.words,
    }

"""Whoever's name an act bears is told of it in the act's transaction: what, when, by which door, how to object."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.board_list import BoardItem, ItemKind, board_item
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.mail import Letter, LetterKind
from emulation_workflow.domain.registers import Official
from emulation_workflow.messages.days import at_words
from emulation_workflow.messages.names import filled, with_step
from emulation_workflow.messages.screens.entries import CAPACITIES, DOORS, DOORS_WITHOUT_CODE, RECORDED
from emulation_workflow.office.letters.letter_context import to_official
from emulation_workflow.office.letters.posting import addressee_of, enqueue
from emulation_workflow.office.office import Office
from emulation_workflow.ports import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What was recorded: `what` by its word in `messages.screens.entries`, `rows` its details, `row` its row's number.

    `has_code`: somebody's code confirmed it. `stage`: of the gate, where it was decided at one.
    """

    what: str
    rows: Sequence[Mapping[str, str]]
    row: int
    channel: Channel
    unit: str = ""
    stage: str = ""
    has_code: bool = True


def tell(
    record: Transaction,
    office: Office,
    recorded: Recorded,
    people: Iterable[tuple[str, Official, str]],
    *,
    at: datetime,
) -> None:
    """Write to each of `people` (capacity, person, where their code had gone), one letter to a person.

    For somebody who has no address there is an item on the Board's list; so there is for one whose letters bounce.
    """
    people = tuple(people)
    doors = DOORS if recorded.has_code else DOORS_WITHOUT_CODE
    for number in dict.fromkeys(official.number for _, official, _ in people):
        own = [(capacity, official, sent_to) for capacity, official, sent_to in people if official.number == number]
        official = own[0][1]
        if not official.email:
            record.board_list.add(
                not_told(
                    office.campaign,
                    recorded.what,
                    recorded.row,
                    name=official.name,
                    key=number,
                    unit=recorded.unit,
                    stage=recorded.stage,
                    at=at,
                )
            )
            continue
        letter = Letter(
            key=f"{office.campaign.id}/{LetterKind.ACT_RECORDED.value}/{recorded.row}/{number}",
            kind=LetterKind.ACT_RECORDED,
            to=(addressee_of(official),),
            unit=recorded.unit,
            context={
                "addressees": [to_official(official)],
                "basis": [],
                "what": _named(recorded.what, office.campaign, recorded.stage),
                "rows": list(recorded.rows),
                "capacities": [filled(CAPACITIES[capacity], office.campaign) for capacity, _, _ in own],
                "recorded_at": at_words(at),
                "door": filled(doors[recorded.channel.value], office.campaign),
                "code_sent_to": next((sent_to for _, _, sent_to in own if sent_to), ""),
                "row": recorded.row,
            },
        )
        enqueue(record, letter, at=at)


def not_told(
    campaign: Campaign, what: str, row: int, *, name: str, key: str, unit: str, at: datetime, stage: str = ""
) -> BoardItem:
    """Return the item that says of whom has no address that they were not told of this row."""
    params = {"name": name, "what": _named(what, campaign, stage), "row": row}
    return board_item(ItemKind.NOT_TOLD, f"{row}/{key}", at=at, unit=unit, **params)


def _named(what: str, campaign: Campaign, stage: str) -> str:
    return filled(with_step(RECORDED[what], campaign, stage), campaign)

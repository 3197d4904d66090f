"""Which letter tells the unit of an act of the chain: one table, in which no act can be forgotten."""

from typing import assert_never

from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.domain.mail import LetterKind


def letter_of(act: Act) -> LetterKind:
    """Return the letter that tells the unit of `act`.

    CLEARED is written only where the act clears the plan. Where it leads to another decision instead, whoever takes
    that one is asked, and the unit hears of the end.
    """
    match act:
        case Act.SUBMIT:
            return LetterKind.PLAN_RECEIVED
        case Act.ENDORSE | Act.AGREE | Act.CONFIRM:
            return LetterKind.CLEARED
        case Act.SEND_BACK:
            return LetterKind.SENT_BACK
        case Act.AGREE_WITH_CHANGES:
            return LetterKind.CHANGES_ASKED
        case Act.DISAGREE:
            return LetterKind.DISAGREED
        case Act.WITHDRAW | Act.CHANGE_PLAN:
            return LetterKind.WITHDRAWN
        case _:
            assert_never(act)

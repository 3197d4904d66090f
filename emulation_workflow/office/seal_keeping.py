"""Keep the record's last seal outside it, each day: only there does it show a record cut off or sealed anew."""

from enum import Enum, auto

from emulation_workflow.domain.board_list import ItemKind, board_item
from emulation_workflow.domain.mail import Addressee, Letter, LetterKind
from emulation_workflow.domain.record.noted import NotedSeal
from emulation_workflow.messages.labels import SEAL_KEEPER
from emulation_workflow.office.board_items import list_item
from emulation_workflow.office.letters.posting import post
from emulation_workflow.office.office import Office
from emulation_workflow.ports import SealFile


class SealKept(Enum):
    """Where the day's seal went."""

    IN_FILE = auto()
    BY_MAIL = auto()
    NOWHERE = auto()
    FAILED = auto()


def keep_seal(office: Office, to: SealFile | str | None) -> SealKept:
    """Note the last seal in the file, or post it to the mail address; once a day, however often.

    That nobody keeps it, and that it could not be noted, are items on the Board's list: neither stops anything.
    """
    at = office.clock.now()
    number, seal = office.read(lambda record: record.ledger.head())
    noted = NotedSeal(seal, number, at.date().isoformat())
    match to:
        case None:
            list_item(office, board_item(ItemKind.SEAL_NOT_KEPT, "", at=at))
            return SealKept.NOWHERE
        case str():
            letter = Letter(
                key=f"{office.campaign.id}/seal/{noted.day}",
                kind=LetterKind.SEAL,
                to=(Addressee(name=to, email=to),),
                context={
                    "addressees": [{"name": SEAL_KEEPER, "title": ""}],
                    "basis": [],
                    "number": number,
                    "seal": seal,
                },
            )
            with office.store.act() as record:
                post(record, letter, at=at)
            return SealKept.BY_MAIL
        case _:
            try:
                to.note(noted)
            except OSError as fault:
                list_item(office, board_item(ItemKind.SEAL_NOT_WRITTEN, noted.day, at=at, reason=str(fault)))
                return SealKept.FAILED
            return SealKept.IN_FILE

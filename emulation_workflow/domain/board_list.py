"""The Board's own list: what no program can settle, so that staff handle it and nothing is overlooked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class ItemKind(StrEnum):
    """What an item is about; each kind has its sentence in `messages.board_list`."""

    NO_ADDRESS = "no_address"
    """A unit that should get letters has no address."""
    NOT_WRITTEN = "not_written"
    """A letter was left out, because letters to its address bounce."""
    NOT_TOLD = "not_told"
    """Something was recorded in the name of somebody who has no address, and could not be told."""
    BOUNCED = "bounced"
    """A letter of ours came back: its address accepts none."""
    RETURNED = "returned"
    """A letter of ours did not get there, for something that passes or is to be mended; its address stands."""
    DELAYED = "delayed"
    """A letter of ours is delayed."""
    CODE_ELSEWHERE = "code_elsewhere"
    """A letter with a code would have gone to another address than the code was issued for; it was not sent."""
    DELIVERY_STOPPED = "delivery_stopped"
    """The mail server takes no letters of ours; while the item is open, one letter at a time is tried."""
    BOUNCE_UNKNOWN = "bounce_unknown"
    """A bounce reports a letter that we did not send, or not to that address."""
    UNKNOWN_SENDER = "unknown_sender"
    """Somebody wrote from an address that no unit has."""
    WRONG_SENDER = "wrong_sender"
    """A unit's letter was answered from an address that is not that unit's."""
    OFFICIAL = "official"
    """An official answered by mail; nothing is decided by mail."""
    WORDS = "words"
    """A unit wrote something that a person has to read."""
    PAPERS = "papers"
    """A unit sent papers, but no form that can be read."""
    BESIDE_FORM = "beside_form"
    """Something came with a form that no program reads: another file, or words where the form asks nothing."""
    BESIDE_FORM_IN_FILE = "beside_form_in_file"
    """A file of the intake folder holds words where its form asks nothing."""
    OUT_OF_OFFICE = "out_of_office"
    """An automatic reply says that nobody reads the letters just now."""
    AUTOMATIC = "automatic"
    """A machine or a mailing list wrote."""
    TOO_LARGE = "too_large"
    """A message was too large to be fetched; it stays in the mailbox."""
    UNREADABLE = "unreadable"
    """A message could not be parsed; it stays in the mailbox."""
    UNANSWERED = "unanswered"
    """A message could not be accepted, and its sender must not be answered by a program."""
    TOO_MANY = "too_many"
    """An address wrote so often in one day that it is not answered any more."""
    RESULT = "result"
    """A result report claims what the office cannot accept as done."""
    NO_VALIDITY = "no_validity"
    """The mailbox does not say how long a message's number holds: every message is read anew in each round."""
    FAILED = "failed"
    """The program failed on a message and tries it again."""
    SEAL_NOT_KEPT = "seal_not_kept"
    """Nobody keeps the record's seal outside the record."""
    SEAL_NOT_WRITTEN = "seal_not_written"
    """The day's seal could not be written to where it is kept."""
    ROW_ALTERED = "row_altered"
    """A row that gives authority was changed past the program; what would have rested on it was refused."""
    OWN_OVERDUE = "own_overdue"
    """What no unit is reminded of, but the Board alone, is overdue: the province's own task."""
    OF_TWO_UNITS = "of_two_units"
    """Two units bear an official's code in their term, and they would act for both."""
    RUN_GIVEN_UP = "run_given_up"
    """A run died so often, or so long ago, that it is started again no more."""
    SCHEDULER_IDLE = "scheduler_idle"
    """Prefect's own services schedule no rounds; the short round does it in their stead while it can."""
    LEFT_IN_FOLDER = "left_in_folder"
    """What lies in the intake folder was not opened, or not taken; it stays there."""


class LeftBecause(StrEnum):
    """Why something stays in the intake folder; each has its words in `messages.board_list`."""

    @property
    def may_pass(self) -> bool:
        """Return whether it is nobody's matter before it has lasted: files are copied, and programs keep some open."""
        return self in (LeftBecause.UNSETTLED, LeftBecause.HIDDEN)

    LINK = "link"
    FOLDER = "folder"
    SPECIAL = "special"
    """A pipe, a device, or a file that has a second name elsewhere."""
    NAME = "name"
    """Its name is too long, or has characters that do not show."""
    UNSETTLED = "unsettled"
    """It has been written to for longer than copying takes."""
    HIDDEN = "hidden"
    """Its name begins as those do that programs hide; it has stayed for longer than they need it."""
    UNREADABLE = "unreadable"
    BESIDE = "beside"
    """It lies beside the folder inbox/, where nobody looks for it."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardItem:
    """One item. `key` is unique for ever: the same cause is listed once, and stays settled once it is closed.

    `params` (plain JSON) fill the sentence. `mail` is the number of the incoming message, `number` the item's own.
    """

    key: str
    kind: ItemKind
    opened_at: datetime
    params: Mapping[str, object] = field(default_factory=dict)
    unit: str = ""
    mail: int | None = None
    number: int | None = None
    closed_at: datetime | None = None
    closed_by: str = ""
    note: str = ""


def board_item(kind: ItemKind, cause: str, *, at: datetime, unit: str = "", **params: object) -> BoardItem:
    """Return an item for staff to deal with, unique by `kind` and `cause` for ever; `params` are plain JSON."""
    return BoardItem(key=f"{kind.value}/{cause}", kind=kind, opened_at=at, unit=unit, params=params)

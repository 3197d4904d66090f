"""What the Board's staff are told of the programs that run the office: of runs given up, of a scheduler that stands."""

from emulation_workflow.domain.board_list import ItemKind, board_item
from emulation_workflow.messages.board_list import SCHEDULER_MENDED
from emulation_workflow.office.board_items import close_item, list_item
from emulation_workflow.office.office import OFFICE, Office


def list_run_given_up(office: Office, *, run: str, name: str, link: str, round_of: str = "") -> None:
    """List a run that is started again no more, once; of the scheduled rounds of one deployment one in a day."""
    at = office.clock.now()
    cause = f"{round_of}/{at.date()}" if round_of else run
    list_item(office, board_item(ItemKind.RUN_GIVEN_UP, cause, at=at, run=name, link=link))


def note_scheduler(office: Office, *, works: bool) -> None:
    """List that Prefect's scheduler does nothing, once for each time; close that by itself when it works again."""
    listed = office.read(lambda record: record.board_list.open_of(ItemKind.SCHEDULER_IDLE))
    at = office.clock.now()
    if listed is None and not works:
        list_item(office, board_item(ItemKind.SCHEDULER_IDLE, at.isoformat(), at=at))
    elif listed is not None and listed.number is not None and works:
        close_item(office, listed.number, by=OFFICE, note=SCHEDULER_MENDED)

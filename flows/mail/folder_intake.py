"""Files laid in the intake folder come in: plans and result reports, by the same door as those typed on screen."""

import traceback
from collections import Counter
from enum import Enum

from prefect import get_run_logger
from prefect.client.schemas.objects import State

from emulation_workflow.adapters.submissions.files import read_incoming_file
from emulation_workflow.adapters.submissions.intake_folder import IntakeFolder, OpenIntake
from emulation_workflow.adapters.submissions.shared_folder import NotTaken
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.board_list import LeftBecause
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.messages.screens import delegates, run_words
from emulation_workflow.office import intake
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.intake import IncomingFile, Received
from flows.running import after_receipt, context, done, office_flow, office_step, reasons


class FileOutcome(Enum):
    """What became of a file in this round."""

    TAKEN = "taken"
    SET_ASIDE = "set_aside"
    LEFT = "left"


@office_flow("Tiếp nhận thư mục kế hoạch")
async def folder_intake() -> State[None]:
    """Nhận các tệp kế hoạch, báo cáo kết quả trong thư mục tiếp nhận; tệp chưa tiếp nhận được nằm riêng, kèm lý do.

    Tệp không mở được (liên kết, thư mục con, tên quá dài, tệp ẩn, chép mãi chưa xong) ở lại, được ghi vào bảng việc cần
    xử lý.
    """
    with IntakeFolder(context.settings().intake_dir).opened() as folder:
        fates = Counter([await _handle(folder, name) for name in folder.waiting()])
        for name in folder.beside(but=(delegates.FOLDER,)):
            _tell_the_board(folder, name, LeftBecause.BESIDE)
            fates[FileOutcome.LEFT] += 1
        folder.close()
    return done(
        run_words.FOLDER_ROUND.format(
            taken=fates[FileOutcome.TAKEN], set_aside=fates[FileOutcome.SET_ASIDE], left=fates[FileOutcome.LEFT]
        )
    )


async def _handle(folder: OpenIntake, name: str) -> FileOutcome:
    """Take one file in; whatever cannot be taken stays where it is, and one that stops nothing stops no other."""
    try:
        return await _receive(folder, folder.file(name))
    except FileNotFoundError:
        return FileOutcome.LEFT  # Taken back, or moved by another round.
    except NotTaken as left:
        if not left.why.may_pass or folder.is_overdue(name):
            _tell_the_board(folder, name, left.why)
    except Exception as fault:  # noqa: BLE001 - one file stops no other
        # Without the fault's own words, which may be the file's.
        where = "".join(traceback.format_tb(fault.__traceback__))
        get_run_logger().error("The intake left %r where it is: %s\n%s", name, type(fault).__name__, where)
        _tell_the_board(folder, name, LeftBecause.FAILED)
    return FileOutcome.LEFT


def _tell_the_board(folder: OpenIntake, name: str, why: LeftBecause) -> None:
    try:
        entry = folder.identity(name, is_beside=why is LeftBecause.BESIDE)
        intake.list_left(context.office(), name, why, entry=entry)
    except FileNotFoundError:
        return  # Taken back meanwhile.
    except Exception as fault:  # noqa: BLE001 - as above
        get_run_logger().error("The Board's list does not name %r: %s", name, type(fault).__name__)


async def _receive(folder: OpenIntake, file: IncomingFile) -> FileOutcome:
    received = receive_file(file)
    if not isinstance(received, tuple):
        # The run first, then the file: a round cut short here finds the file again and ensures the run again.
        await after_receipt(received)
        folder.put_away(file)
        return FileOutcome.TAKEN
    lines = "\n".join(f"- {reasons([problem])}" for problem in received)
    intake.set_aside(context.office(), file, lines)
    folder.put_aside(file, run_words.SET_ASIDE_REASON.format(name=file.name, reasons=lines))
    return FileOutcome.SET_ASIDE


@office_step(name="Đọc và ghi nhận tệp")
def receive_file(file: IncomingFile) -> Received | tuple[Problem, ...]:
    """Read the file and take its plan or report in; or return what is wrong with it, which is no failure of ours."""
    office = context.office()
    read = read_incoming_file(file.name, file.content, campaign=office.campaign, units=register.units(office))
    if read.form is None:
        return read.problems
    try:
        return intake.receive_file(office, file, read.form, channel=Channel.INTAKE_FOLDER, beside=read.beside)
    except Rejected as rejected:
        return rejected.problems

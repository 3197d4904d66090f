"""Files laid in the intake folder come in: plans and result reports, by the same door as those typed on screen."""

from collections import Counter
from enum import Enum
from pathlib import Path

from prefect import get_run_logger
from prefect.client.schemas.objects import State

from emulation_workflow.adapters.submissions.files import MAX_BYTES, read_unit_file
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office import intake
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.intake import IncomingFile, Received
from flows.mail.intake_folder import IntakeFolder, is_settled
from flows.running import after_receipt, context, done, office_flow, office_step, reasons


class Fate(Enum):
    """What became of a file in this round."""

    TAKEN = "taken"
    SET_ASIDE = "set_aside"
    LEFT = "left"


@office_flow("Tiếp nhận thư mục kế hoạch")
async def folder_intake() -> State[None]:
    """Nhận các tệp kế hoạch, báo cáo kết quả trong thư mục tiếp nhận; tệp chưa dùng được để riêng, kèm tệp lý do."""
    folder = IntakeFolder(context.settings().intake_dir)
    folder.make()
    fates = Counter([await _handle(folder, path) for path in folder.waiting()])
    return done(
        run_words.FOLDER_ROUND.format(taken=fates[Fate.TAKEN], set_aside=fates[Fate.SET_ASIDE], left=fates[Fate.LEFT])
    )


async def _handle(folder: IntakeFolder, path: Path) -> Fate:
    """Take one file in. An unforeseen fault leaves it where it is, for the next round and the operator's eyes."""
    if not is_settled(path):
        return Fate.LEFT
    try:
        return await _receive(folder, path, IncomingFile(name=path.name, content=_content(path)))
    except FileNotFoundError:
        return Fate.LEFT  # Taken back, or moved by another round.
    except Exception:  # noqa: BLE001 - one file stops no other
        get_run_logger().exception("The intake left %s where it is.", path.name)
        return Fate.LEFT


def _content(path: Path) -> bytes:
    """Return the file, or as much of it as shows that it is too large."""
    with path.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


async def _receive(folder: IntakeFolder, path: Path, file: IncomingFile) -> Fate:
    received = receive_file(file)
    if not isinstance(received, tuple):
        # The run first, then the file: a round cut short here finds the file again and ensures the run again.
        await after_receipt(received)
        folder.put_away(path, file)
        return Fate.TAKEN
    lines = "\n".join(f"- {reasons([problem])}" for problem in received)
    intake.set_aside(context.office(), file, lines)
    folder.put_aside(path, file, run_words.SET_ASIDE_REASON.format(name=path.name, reasons=lines))
    return Fate.SET_ASIDE


@office_step(name="Đọc và ghi nhận tệp")
def receive_file(file: IncomingFile) -> Received | tuple[Problem, ...]:
    """Read the file and take its plan or report in; or return what is wrong with it, which is no failure of ours."""
    office = context.office()
    try:
        form = read_unit_file(file.name, file.content, campaign=office.campaign, units=register.units(office))
        return intake.receive_file(office, file, form, channel=Channel.INTAKE_FOLDER)
    except Rejected as rejected:
        return rejected.problems

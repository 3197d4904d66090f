"""Plans come in: "các cơ quan, đơn vị, địa phương xây dựng kế hoạch cụ thể để triển khai thực hiện" (III.1).

Two doors, one intake: the form on screen, and files laid in the intake folder, result reports among them.
"""

from collections import Counter
from enum import Enum
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State
from prefect.states import Completed

from emulation_workflow.adapters.schemas.plan_choices import form_of
from emulation_workflow.adapters.schemas.plan_lookup import plan_of
from emulation_workflow.adapters.schemas.plan_on_screen import parse_typed
from emulation_workflow.adapters.schemas.plan_schema import PlanForm
from emulation_workflow.adapters.schemas.values import Line
from emulation_workflow.adapters.submissions.files import MOST_BYTES
from emulation_workflow.adapters.submissions.unit_file import read_unit_file
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.submissions.plan import UnitPlan
from emulation_workflow.messages.forms.plan_fields import FIELDS
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office import intake
from emulation_workflow.office.intake import IncomingFile, Taken
from emulation_workflow.office.plans.plan_receipt import PlanReceived, receive_plan
from flows.mail.intake_folder import IntakeFolder, is_settled
from flows.running import context
from flows.running.acting import continue_case
from flows.running.forms import unit_chosen, unit_field
from flows.running.letters import send_letters
from flows.running.steps import office_step, refused

_InTheCampaignsWords: Any = form_of(context.office().campaign, on_screen=True)


class PlanRequest(_InTheCampaignsWords):  # type: ignore[misc]  # the campaign's words are known only at run time
    """The plan's form with units, categories, contents and names to choose from."""

    unit: Line = unit_field(FIELDS["unit"])


def _run_name() -> str:
    """By the unit as it was chosen; nothing is known of it yet."""
    unit = unit_chosen()
    return run_words.PLAN_RUN.format(unit=unit) if unit else run_words.PLAN_RUN_OF_NOBODY


@flow(name="Tiếp nhận kế hoạch", flow_run_name=_run_name, validate_parameters=False)
async def plan_intake(request: PlanRequest) -> State[None]:
    """Nhập kế hoạch của một đơn vị: kiểm tra theo kế hoạch của tỉnh, lưu thành một bản và báo lại cho đơn vị."""
    try:
        received = receive(typed_plan(request))
    except Rejected as rejected:
        return refused(rejected)
    await _carry_on(received)
    return Completed(name=run_words.DONE, message=_words(received))


def typed_plan(request: PlanForm | dict[str, Any]) -> UnitPlan:
    """The plan as typed. Rejected with every fault found, as the form's own check can be switched off."""
    form = request if isinstance(request, PlanForm) else parse_typed(request)
    office = context.office()
    with office.store.look() as record:
        return plan_of(form, campaign=office.campaign, units=record.register.units())


@office_step(name="Ghi nhận kế hoạch")
def receive(plan: UnitPlan) -> PlanReceived:
    """One transaction: version, findings, case and letters; the same plan again changes nothing."""
    return receive_plan(context.office(), plan, channel=Channel.INTAKE_FORM)


def _words(received: PlanReceived) -> str:
    words = run_words.PLAN_TAKEN if received.is_new else run_words.PLAN_STANDS
    return words.format(unit=received.unit.name, version=received.version.version)


async def _carry_on(received: Taken) -> None:
    if isinstance(received, PlanReceived) and received.case is not None:
        await continue_case(received.unit.code)
    else:
        await send_letters()


class Fate(Enum):
    """What became of a file in this round."""

    TAKEN = "taken"
    SET_ASIDE = "set_aside"
    LEFT = "left"


@flow(name="Tiếp nhận thư mục kế hoạch", flow_run_name="Tiếp nhận thư mục kế hoạch")
async def folder_intake() -> State[None]:
    """Nhận các tệp kế hoạch, báo cáo kết quả trong thư mục tiếp nhận; tệp chưa dùng được để riêng, kèm tệp lý do."""
    folder = IntakeFolder(context.settings().intake_dir)
    folder.make()
    fates = Counter([await _see_to_file(folder, path) for path in folder.waiting()])
    words = run_words.FOLDER_ROUND.format(
        taken=fates[Fate.TAKEN], set_aside=fates[Fate.SET_ASIDE], left=fates[Fate.LEFT]
    )
    return Completed(name=run_words.DONE, message=words)


async def _see_to_file(folder: IntakeFolder, path: Path) -> Fate:
    """One file. Whatever nobody foresaw leaves it where it is, for the next round and the operator's eyes."""
    if not is_settled(path):
        return Fate.LEFT
    try:
        return await _take(folder, path, IncomingFile(name=path.name, content=_content(path)))
    except FileNotFoundError:
        return Fate.LEFT  # Taken back, or moved by another round.
    except Exception:  # noqa: BLE001 - one file stops no other
        get_run_logger().exception("The intake left %s where it is.", path.name)
        return Fate.LEFT


def _content(path: Path) -> bytes:
    """The file, or as much of it as shows that it is too large."""
    with path.open("rb") as stream:
        return stream.read(MOST_BYTES + 1)


async def _take(folder: IntakeFolder, path: Path, file: IncomingFile) -> Fate:
    came_of_it = receive_file(file)
    if not isinstance(came_of_it, tuple):
        # The run first, then the file: a round cut short here finds the file again and sees to the run again.
        await _carry_on(came_of_it)
        folder.put_away(path, file)
        return Fate.TAKEN
    reasons = "\n".join(f"- {context.said([problem])}" for problem in came_of_it)
    intake.set_aside(context.office(), file, reasons)
    folder.put_aside(path, file, run_words.SET_ASIDE_REASON.format(name=path.name, reasons=reasons))
    return Fate.SET_ASIDE


@office_step(name="Đọc và ghi nhận tệp")
def receive_file(file: IncomingFile) -> Taken | tuple[Problem, ...]:
    """Read the file and take its plan or report in; or what is wrong with it, which is no failure of ours."""
    office = context.office()
    with office.store.look() as record:
        units = record.register.units()
    try:
        form = read_unit_file(file.name, file.content, campaign=office.campaign, units=units)
        return intake.receive_file(office, file, form, channel=Channel.INTAKE_FOLDER)
    except Rejected as rejected:
        return rejected.problems

"""The daily sweep: "theo dõi, đôn đốc" (III.3). What is late is marked, urged by the ladder, told to the Board."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from prefect import flow
from prefect.artifacts import acreate_markdown_artifact, acreate_progress_artifact, acreate_table_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed
from pydantic import BaseModel, Field

from emulation_workflow import bootstrap
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.schedule.ladder import EscalationStep
from emulation_workflow.domain.schedule.standing import DueItem, DueStanding
from emulation_workflow.messages.reminders import STANDINGS
from emulation_workflow.messages.screens import reminders as words
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.letters.letter_context import day
from emulation_workflow.office.reminders import digest, report_requests
from emulation_workflow.office.reminders.digest import UNIT, Held, Overview
from emulation_workflow.office.reminders.reminder_letters import item_facts, recipient_name, rung_of
from emulation_workflow.office.reminders.sweep import SweepPreview, SweepResult, preview_sweep, sweep
from flows.results.difficulties import publish as publish_difficulties
from flows.running import context
from flows.running.forms import day_in, text_field, titled
from flows.running.letters import send_letters
from flows.running.pages import page
from flows.running.steps import office_step, refused

PERCENT = 100
SHOWN = (
    DueStanding.OVERDUE,
    DueStanding.SOON,
    DueStanding.LATER,
    DueStanding.NOT_STATED,
    DueStanding.SUSPENDED,
    DueStanding.DONE,
)


class EscalationForm(BaseModel):
    """Of which day, and whether to look only."""

    model_config = titled(words.FORM)

    as_of: str = text_field(words.AS_OF)
    preview: bool = Field(default=False, title=words.PREVIEW.title, description=words.PREVIEW.about)


@flow(name="Rà soát và đôn đốc", flow_run_name="Rà soát và đôn đốc")
async def escalation(request: EscalationForm = EscalationForm()) -> State[None]:  # noqa: B008 - never changed
    """Đánh dấu việc quá hạn, nhắc và đôn đốc theo các bước Ban đã đặt, gửi Ban thư tổng hợp trong ngày.

    Đơn vị qua ngày tổ chức mà chưa báo cáo kết quả nhận thư kèm phiếu báo cáo. Mỗi nơi nhận một thư một ngày; ngày
    nghỉ không gửi. Chạy lại trong ngày không gửi thêm. Có thể chỉ xem trước, hoặc xem của ngày khác. Bảng, tiến độ và
    dự thảo công văn đôn đốc ở mục Artifacts.
    """
    try:
        on = day_in(request.as_of, words.AS_OF) or context.today()
    except Rejected as rejected:
        return refused(rejected)
    if request.preview or on != context.today():
        told = await show_foreseen(look_ahead(on))
    else:
        told = swept_words(mark_and_urge(), asked=ask_for_results())
        write_digest()
        await publish_difficulties()
    await show_overview(look_over(on))
    await send_letters()
    return Completed(name=run_words.DONE, message=told)


@office_step(name="Đánh dấu quá hạn, đôn đốc")
def mark_and_urge() -> SweepResult:
    """One transaction; run twice on a day, the second urges nobody."""
    return sweep(context.office())


@office_step(name="Đề nghị báo cáo kết quả")
def ask_for_results() -> int:
    """To each unit whose conference was held, or was to be held, and that has not reported: its form."""
    return report_requests.ask_for_results(context.office(), forms=bootstrap.forms(context.settings()))


@office_step(name="Viết thư tổng hợp cho Ban")
def write_digest() -> bool:
    """One letter a working day."""
    return digest.post_digest(context.office())


@office_step(name="Xem trước thư đôn đốc")
def look_ahead(on: date) -> SweepPreview:
    return preview_sweep(context.office(), on)


@office_step(name="Xem trước báo cáo cần đề nghị")
def reports_to_ask_for(on: date) -> int:
    return len(report_requests.reports_due(context.office(), on))


@office_step(name="Tổng hợp nghĩa vụ")
def look_over(on: date) -> Overview:
    return digest.overview(context.office(), on)


def swept_words(swept: SweepResult, *, asked: int) -> str:
    told = words.SWEPT.format(
        day=day(swept.day),
        overdue=swept.overdue,
        rungs=swept.rungs,
        letters=swept.letters,
        unreachable=swept.unreachable,
        asked=asked,
    )
    if swept.told:
        told = f"{told} {words.LESSONS.format(told=swept.told, lessons=swept.lessons)}"
    return told if context.office().campaign.ladder else f"{told} {words.NO_LADDER}"


async def show_foreseen(foreseen: SweepPreview) -> str:
    told = foreseen_words(foreseen)
    await acreate_table_artifact(
        key="thu-don-doc-se-gui",
        table=foreseen_rows(foreseen),
        description=words.FORESEEN_ABOUT.format(day=day(foreseen.day), words=told),
    )
    return told


def foreseen_words(foreseen: SweepPreview) -> str:
    told = words.FORESEEN.format(
        day=day(foreseen.day),
        letters=len(foreseen.letters),
        items=len({(one.unit, one.task) for _, steps in foreseen.letters for one in steps}),
        unreachable=len(foreseen.unreachable),
        asked=reports_to_ask_for(foreseen.day),
    )
    if foreseen.lessons:
        own = {one.email for one in foreseen.lessons} - {email for email, _ in foreseen.letters}
        told = f"{told} {words.LESSONS_FORESEEN.format(told=len(foreseen.lessons), lessons=len(own))}"
    return told


def foreseen_rows(foreseen: SweepPreview) -> list[dict[str, Any]]:
    """A row for each letter, with the lessons that it tells, then one for each recipient without an address."""
    with context.office().store.look() as record:
        units = {unit.code: unit for unit in record.register.units(foreseen.day)}
    names = {code: unit.name for code, unit in units.items()}
    tellers: dict[str, dict[str, None]] = {}
    for lesson in foreseen.lessons:
        tellers.setdefault(lesson.email, {})[names.get(lesson.teller, lesson.teller)] = None

    def listed(email: str, steps: Sequence[EscalationStep]) -> str:
        tasks = {(one.unit, one.task): one for one in steps}.values()
        parts = [
            f"{names.get(one.unit, one.unit)}: {_task(one.task)} ({_rung_of(units.get(one.unit), one.rung)})"
            for one in tasks
        ]
        if email in tellers:
            parts.append(words.LESSONS_OF.format(tellers=", ".join(tellers[email])))
        return "; ".join(parts)

    rows: list[tuple[str, tuple[EscalationStep, ...]]] = list(foreseen.letters)
    rows += [(email, ()) for email in tellers if email not in dict(rows)]
    campaign = context.office().campaign
    for one in foreseen.unreachable:
        missing = words.NO_ADDRESS.format(recipient=recipient_name(campaign, one.recipient))
        rows.append((missing, (one,)))
    return [
        dict(
            zip(
                words.FORESEEN_COLUMNS,
                (to, len({(one.unit, one.task) for one in steps}), listed(to, steps)),
                strict=True,
            )
        )
        for to, steps in rows
    ]


async def show_overview(now: Overview) -> None:
    about = {"day": day(now.on), "soon_until": day(now.soon_until), "late": len(now.overdue), "soon": len(now.soon)}
    await acreate_table_artifact(
        key="viec-qua-han-sap-den-han",
        table=[pressing_row(item, now.on) for item in (*now.overdue, *now.soon)],
        description=words.PRESSING_ABOUT.format(**about),
    )
    await acreate_table_artifact(
        key="nghia-vu-theo-cap-dia-phuong-khoi",
        table=count_rows(now),
        description=words.COUNTS_ABOUT.format(**about),
    )
    done, owed = now.count(DueStanding.DONE), sum(tally.number for tally in now.tallies)
    await acreate_progress_artifact(
        progress=done / owed * PERCENT if owed else 0.0,
        key="tien-do-nghia-vu",
        description=words.DONE_BAR.format(day=day(now.on), done=done, owed=owed),
    )
    await acreate_table_artifact(
        key="thoi-gian-cac-ben-giu-ho-so",
        table=[held_row(one) for one in digest.held(context.office())],
        description=words.HELD_ABOUT.format(**about),
    )
    await acreate_markdown_artifact(
        key="du-thao-cong-van-don-doc",
        markdown=page("urging_dispatch", dispatch_facts(now)),
        description=words.DISPATCH_ABOUT.format(**about),
    )


def pressing_row(item: DueItem, on: date) -> dict[str, Any]:
    shown = item_facts(context.office().campaign, item, on)
    derived = item.derived
    values = (
        shown["standing"],
        item.unit_name,
        _level(derived.level),
        item.above,
        derived.group,
        shown["task"],
        shown["clause"],
        shown["due"],
        _holder(item.waiting_on),
        _rung(item.rung, derived.level, derived.group),
    )
    return dict(zip(words.PRESSING, values, strict=True))


def count_rows(now: Overview) -> list[dict[str, Any]]:
    """One row for the units of a level that share the unit above them and their block."""
    counts: dict[tuple[str, str, str], Counter[DueStanding]] = {}
    for tally in now.tallies:
        key = (_level(tally.level), tally.above, tally.group)
        counts.setdefault(key, Counter())[tally.standing] += tally.number
    return [
        {**dict(zip(words.COUNTS, key, strict=True)), **{STANDINGS[one]: of_key[one] for one in SHOWN}}
        for key, of_key in counts.items()
    ]


def held_row(held: Held) -> dict[str, Any]:
    with context.office().store.look() as record:
        known = record.register.unit(held.unit, context.today())
    times = {_holder(holder): words.WORKING_DAYS.format(days=days) for holder, days in held.days}
    values = (known.name if known else held.unit, _task(held.task), _holder(held.now_with) if held.now_with else "–")
    return {**dict(zip(words.HELD, values, strict=True)), **times}


def dispatch_facts(now: Overview) -> dict[str, Any]:
    campaign = context.office().campaign
    rule = campaign.ladder.rule if campaign.ladder else ""
    return {
        "letter_head": campaign.letters.from_name,
        "signature": list(campaign.letters.signature),
        "plan_number": campaign.plan.number,
        "plan_date": day(campaign.plan.date),
        "plan_issuer": campaign.plan.issuer,
        "clause": campaign.rule(rule).clause if rule else "",
        "on": day(now.on),
        "rows": [item_facts(campaign, item, now.on) for item in now.overdue if item.waiting_on == UNIT],
    }


def _task(task_id: str) -> str:
    return next((task.name for task in context.office().campaign.tasks if task.id == task_id), task_id)


def _level(level_id: str) -> str:
    name = context.office().campaign.level(level_id).name
    return f"{name[:1].upper()}{name[1:]}"


def _holder(ball: str) -> str:
    return words.UNIT if ball == UNIT else context.office().campaign.role(ball).name


def _rung_of(unit: Unit | None, number: int) -> str:
    level = context.office().campaign.level_of(unit.level) if unit else None
    return _rung(number, level.id if level else "", unit.group if unit else "")


def _rung(number: int, level: str, group: str) -> str:
    ladder = context.office().campaign.ladder
    return rung_of(ladder, level, group, number).name if ladder and number else words.NO_RUNG

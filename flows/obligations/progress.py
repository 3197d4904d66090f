"""Progress towards the congress: "tổng hợp, báo cáo Ủy ban nhân dân tỉnh theo quy định" (III.3)."""

from typing import Any

from prefect import flow
from prefect.artifacts import acreate_markdown_artifact, acreate_progress_artifact, acreate_table_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed

from emulation_workflow.domain.registers.units import searchable
from emulation_workflow.messages import order_words
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.approval.sheets import LevelProgress, PilotProgress, Progress, progress
from emulation_workflow.office.letters.letter_context import day
from flows.running import context
from flows.running.case_sheet import publish_case_sheet
from flows.running.pages import page
from flows.running.waiting import slug

PERCENT = 100


@flow(name="Tổng hợp tiến độ", flow_run_name="Tổng hợp tiến độ")
async def roll_up() -> State[None]:
    """Lập bảng tiến độ của các cấp và các đơn vị làm điểm tiến tới đại hội, và làm mới phiếu hồ sơ của từng đơn vị."""
    now = progress(context.office(), context.today())
    await _show_bars(now)
    await acreate_table_artifact(
        key="bang-tien-do-cac-cap", table=[_level_row(one) for one in now.levels], description=run_words.LEVELS_ABOUT
    )
    await acreate_markdown_artifact(
        key="tong-hop-tien-do",
        markdown=page("progress", _facts(now)),
        description=run_words.PROGRESS_ABOUT.format(day=day(now.on)),
    )
    for pilot in now.pilots:
        await publish_case_sheet(pilot.unit.code)
    return Completed(name=run_words.DONE, message=run_words.PROGRESS_DONE.format(day=day(now.on)))


async def _show_bars(now: Progress) -> None:
    for level in now.levels:
        share = level.with_plan / level.bound if level.bound else 0.0
        await acreate_progress_artifact(
            progress=share * PERCENT,
            key=f"tien-do-{slug(searchable(level.level.name))}",
            description=run_words.LEVEL_BAR.format(
                level=_heading(level.level.name), with_plan=level.with_plan, bound=level.bound
            ),
        )
    for pilot in now.pilots:
        await acreate_progress_artifact(
            progress=pilot.step / pilot.steps * PERCENT,
            key=f"tien-do-diem-{slug(searchable(pilot.unit.name))}",
            description=run_words.PILOT_BAR.format(unit=pilot.unit.name, stage=pilot.stage_name),
        )


def _level_row(row: LevelProgress) -> dict[str, Any]:
    return {
        "Cấp": _heading(row.level.name),
        "Thời gian tổ chức": order_words.when_and_by_whom(row.terms),
        "Số đơn vị": row.bound,
        "Đã gửi kế hoạch": row.with_plan,
        "Không trái quy định": row.without_breach,
        "Còn lại": _left(row.days_left),
    }


def _heading(name: str) -> str:
    """The plan's words for a level, at the beginning of a line."""
    return f"{name[:1].upper()}{name[1:]}"


def _left(days: int | None) -> str:
    if days is None:
        return run_words.STOPPED
    return run_words.DAYS_LEFT.format(days=days) if days >= 0 else run_words.DAYS_PAST.format(days=-days)


def _facts(now: Progress) -> dict[str, Any]:
    return {
        "congress": context.office().campaign.congress.name,
        "congress_window": order_words.when_and_by_whom(now.congress),
        "days_to_congress": now.days_to_congress,
        "on": day(now.on),
        "levels": [
            {
                "name": _heading(one.level.name),
                "window": order_words.when_and_by_whom(one.terms),
                "bound": one.bound,
                "with_plan": one.with_plan,
                "without_breach": one.without_breach,
                "left": _left(one.days_left),
            }
            for one in now.levels
        ],
        "pilots": [_pilot_row(one) for one in now.pilots],
    }


def _pilot_row(row: PilotProgress) -> dict[str, Any]:
    return {
        "unit": row.unit.name,
        "stage_name": row.stage_name,
        "ball_holder": row.ball_holder,
        "version": row.version,
        "held_on": day(row.held_on),
    }

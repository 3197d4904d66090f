"""Progress towards the congress: "tổng hợp, báo cáo Ủy ban nhân dân tỉnh theo quy định" (III.3)."""

from prefect.artifacts import acreate_markdown_artifact, acreate_table_artifact
from prefect.client.schemas.objects import State

from emulation_workflow.domain.registers import searchable
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.approval import sheets
from emulation_workflow.office.letters.letter_context import day
from emulation_workflow.screens import progress as screen
from flows.running import context, done, office_flow, page, publish_bar, publish_case_sheet, slug


@office_flow("Tổng hợp tiến độ")
async def progress() -> State[None]:
    """Lập bảng tiến độ của các cấp và các kế hoạch phải qua các bước xem xét, và làm mới từng phiếu hồ sơ."""
    now = sheets.progress(context.office(), context.today())
    await _publish_bars(now)
    await acreate_table_artifact(
        key="bang-tien-do-cac-cap",
        table=[screen.level_row(level) for level in now.levels],
        description=context.in_words(run_words.LEVELS_ABOUT),
    )
    await acreate_markdown_artifact(
        key="tong-hop-tien-do",
        markdown=page("progress", screen.progress_context(context.office().campaign, now)),
        description=run_words.PROGRESS_ABOUT.format(day=day(now.on)),
    )
    for pilot in now.pilots:
        await publish_case_sheet(pilot.unit.code)
    return done(run_words.PROGRESS_DONE.format(day=day(now.on)))


async def _publish_bars(now: sheets.Progress) -> None:
    for level in now.levels:
        key = f"tien-do-{slug(searchable(level.level.name))}"
        await publish_bar(key, screen.level_bar(level), done=level.with_plan, of=level.bound)
    for pilot in now.pilots:
        key = f"tien-do-diem-{slug(searchable(pilot.unit.name))}"
        await publish_bar(key, screen.pilot_bar(pilot), done=pilot.step, of=pilot.steps)

"""What the daily sweep shows: the letters it would write, and where everything stands on a day."""

from datetime import date

from prefect.artifacts import acreate_markdown_artifact, acreate_table_artifact

from emulation_workflow.domain.schedule.standing import DueStanding
from emulation_workflow.messages.screens import reminders as words
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.letters.letter_context import day
from emulation_workflow.office.reminders import digest, report_requests
from emulation_workflow.office.reminders.digest import Overview
from emulation_workflow.office.reminders.sweep import SweepPreview, preview_sweep
from emulation_workflow.screens import reminders as screen
from flows.running import board_key, context, office_step, page, publish_bar


@office_step(name="Xem trước thư đôn đốc")
def preview_letters(on: date) -> SweepPreview:
    """Return what a sweep of that day would write."""
    return preview_sweep(context.office(), on)


@office_step(name="Xem trước báo cáo cần đề nghị")
def count_reports_due(on: date) -> int:
    """Return how many units would be asked for their report on that day."""
    return len(report_requests.reports_due(context.office(), on))


@office_step(name="Tổng hợp nghĩa vụ")
def read_overview(on: date) -> Overview:
    """Return where everything stands on that day."""
    return digest.overview(context.office(), on)


async def publish_preview(preview: SweepPreview) -> str:
    """Show which letter would go to whom; return that in a sentence."""
    message, office = screen.preview_words(preview, asked=count_reports_due(preview.day)), context.office()
    units = {unit.code: unit for unit in register.units(office, preview.day)}
    await acreate_table_artifact(
        key=board_key("thu-don-doc", preview=True),
        table=screen.preview_rows(office.campaign, preview, units),
        description=words.FORESEEN_ABOUT.format(day=day(preview.day), words=message),
    )
    return message


async def publish_overview(now: Overview, *, preview: bool) -> None:
    """Show what is pressing, the counts, who has held what how long, and a draft of the reminder paper."""
    office, campaign = context.office(), context.office().campaign
    names = register.unit_names(office, context.today())
    tables = (
        (
            "viec-qua-han-sap-den-han",
            [screen.pressing_row(campaign, item, now.on) for item in (*now.overdue, *now.soon)],
            words.PRESSING_ABOUT,
        ),
        ("nghia-vu-theo-cap-dia-phuong-khoi", screen.count_rows(campaign, now), words.COUNTS_ABOUT),
        (
            "thoi-gian-cac-ben-giu-ho-so",
            [screen.held_row(campaign, held, names) for held in digest.held(office)],
            words.HELD_ABOUT,
        ),
    )
    shown = {"day": day(now.on), "soon_until": day(now.soon_until), "late": len(now.overdue), "soon": len(now.soon)}
    for key, table, about in tables:
        await acreate_table_artifact(
            key=board_key(key, preview=preview), table=table, description=about.format(**shown)
        )
    finished, owed = now.count(DueStanding.DONE), sum(tally.number for tally in now.tallies)
    await publish_bar(
        board_key("tien-do-nghia-vu", preview=preview),
        words.DONE_BAR.format(day=shown["day"], done=finished, owed=owed),
        done=finished,
        of=owed,
    )
    await acreate_markdown_artifact(
        key=board_key("du-thao-cong-van-don-doc", preview=preview),
        markdown=page("reminder_dispatch", screen.dispatch_context(campaign, now)),
        description=words.DISPATCH_ABOUT.format(**shown),
    )

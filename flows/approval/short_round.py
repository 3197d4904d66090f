"""The short round: whatever died comes back. No run stays lost, and no case without a run, until the next day.

However the programs were started: what it needs of them it sees to by itself.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from prefect import get_run_logger
from prefect.artifacts import acreate_table_artifact
from prefect.client.schemas.objects import FlowRun, State

from emulation_workflow.messages.days import moment_words
from emulation_workflow.messages.screens import run_words as words
from emulation_workflow.office.machinery import list_run_given_up, note_scheduler
from emulation_workflow.screens.letters import moment
from emulation_workflow.screens.tables import Row, row
from emulation_workflow.stack.prefect_service import ROUND
from flows.running import choices, context, done, office_flow, put_runs_right, rounds
from flows.running.lost_runs import FoundRun, start_lost_runs


@office_flow("Khôi phục lượt chạy")
async def short_round() -> State[None]:
    """Cho chạy lại các lượt chạy bị ngắt giữa chừng (mất điện, tắt máy); tiếp tục theo dõi hồ sơ nào mất lượt chạy.

    Lượt chạy của hồ sơ nào hiện sai tên bước, sai phiếu hay sai tờ hồ sơ (bị đổi từ bên ngoài) thì được đặt lại theo
    hồ sơ. Chạy nhiều lần không làm thay đổi gì thêm.
    """
    # While the record gives no answer this round breaks off, and starts nothing that would break off as well.
    record_answers()
    await rounds.drop_late_rounds()
    deployments = await rounds.all_deployments()
    await rounds.name_rounds(deployments)
    found = await start_lost_runs(limit=timedelta(seconds=context.settings().lost_after), giving_up=list_given_up)
    if found:
        await _list(found, {deployment.id: deployment.name for deployment in deployments})
    cases = await put_runs_right()
    await choices.renew_choices(deployments)
    note_scheduler(context.office(), works=await rounds.schedule_ahead(ROUND, deployments))
    if not found:
        return done(words.NO_RUN_LOST.format(cases=cases))
    return done(words.LOST_RUNS_SEEN_TO.format(lost=len(found), cases=cases))


def record_answers() -> None:
    """Ask the record something small."""
    context.office().read(lambda record: record.ledger.head())


def list_given_up(run: FlowRun) -> None:
    """Put a run that is started again no more on the Board's list."""
    list_run_given_up(
        context.office(),
        run=str(run.id),
        name=run.name,
        link=context.settings().run_link(str(run.id)),
        round_of=str(run.deployment_id) if run.auto_scheduled else "",
    )


async def _list(found: Sequence[FoundRun], names: Mapping[UUID, str]) -> None:
    for lost in found:
        get_run_logger().warning("Run %s (%s) was lost as %s: %s", lost.run.id, lost.run.name, lost.was.type, lost.fate)
    await acreate_table_artifact(
        key="luot-chay-bi-ngat",
        table=[_row(lost, names) for lost in found],
        description=words.LOST_RUNS_ABOUT.format(day=moment_words(context.office().clock.now())),
    )


def _row(lost: FoundRun, names: Mapping[UUID, str]) -> Row:
    return row(
        words.LOST_RUN_COLUMNS,
        lost.run.name,
        names.get(lost.run.deployment_id, "") if lost.run.deployment_id else "",
        words.STATES_OF_LOST[lost.was.type.value],
        moment(lost.was.timestamp, context.settings().time_zone),
        words.FATES_OF_LOST[lost.fate.value],
    )

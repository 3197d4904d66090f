"""What follows an act that came in by another door than the case's own run: that run looks again, letters go."""

from prefect import get_run_logger

from emulation_workflow import bootstrap
from emulation_workflow.domain.approval.transitions import Case
from emulation_workflow.messages.names import decision_words
from emulation_workflow.office.approval import chain
from emulation_workflow.office.approval.sheets import case_sheet
from emulation_workflow.office.intake import Received
from emulation_workflow.office.plans.plan_receipt import PlanReceived
from emulation_workflow.screens.cases import state_name
from flows.running import context, runs
from flows.running.case_sheet import publish_case_sheet, renew_case_sheet
from flows.running.letters import send_letters
from flows.running.runs import RunAction
from flows.running.waiting import Question


async def continue_case(pilot: str) -> None:
    """Wake or start the pilot's approval run, send the letters the act caused, and renew the case sheet.

    The run comes first: letters link to it. Whatever fails here the next short round makes good.
    """
    await runs.ensure_run(chain.case_of(context.office(), pilot), pilot=context.unit_of(pilot).name)
    await _let_former_runs_end(pilot)
    await send_letters()
    await publish_case_sheet(pilot)


async def put_runs_right() -> int:
    """See that each open case has a run, and that it waits for whoever acts next, under the name of its stage.

    What a run's state, its form and the case's sheet say is what people see. They have heard of no act that was done
    while Prefect was away, and whoever holds Prefect's API can put others there: the record's stands. A failure stops
    no other case. Return how many cases were seen to.
    """
    office, seen_to = context.office(), 0
    await runs.wake_answered()
    for case in chain.cases(office):
        try:
            case = chain.case_of(office, case.unit)  # noqa: PLW2901 - another unit's now, if it bears the code
            await _let_former_runs_end(case.unit)
            if case.is_settled or not chain.has_to_pass(office, case.unit):
                await _let_run_end(case)
                continue
            seen_to += await revive_case(case) is not RunAction.NONE
            await renew_case_sheet(case.unit)
        except Exception as fault:  # noqa: BLE001 - see above
            get_run_logger().error("The run of unit %s was not put right: %r", case.unit, fault)
    return seen_to


async def revive_case(case: Case) -> RunAction:
    """See that the case has a run; one that waits does so under its stage's name, with its present question."""
    office = context.office()
    return await runs.revive(
        case,
        pilot=context.unit_of(case.unit).name,
        waits_as=state_name(case_sheet(office, case.unit)),
        question=question_of(case),
    )


def question_of(case: Case) -> Question | None:
    """Return what is asked at the case's stage; None where the unit is waited for, or the pages alone ask."""
    if not bootstrap.answers_in_prefect(context.settings()) or not decision_words(context.office().gate, case.stage):
        return None
    return Question(stage=case.stage, version=case.version, question_number=case.question_number)


async def _let_former_runs_end(pilot: str) -> None:
    """Wake the runs that wait at the cases of units that bore the code before: they say so, and end."""
    for run_id in chain.former_runs_of(context.office(), pilot):
        await runs.wake(run_id)


async def _let_run_end(case: Case) -> None:
    """Wake the run that waits at a case which is settled, or whose unit is no pilot any more: it says so, and ends."""
    if case.run_id is not None:
        await runs.wake(case.run_id)


async def after_receipt(received: Received) -> None:
    """Continue the case of a plan that has one; send the letters that the receipt caused."""
    if isinstance(received, PlanReceived) and received.case is not None:
        await continue_case(received.unit.code)
    else:
        await send_letters()

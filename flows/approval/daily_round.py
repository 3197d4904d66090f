"""The daily round: whoever became entitled is written to, the day's seal is kept, and no case is without a run."""

from collections import Counter

from prefect import get_run_logger
from prefect.client.schemas.objects import State

from emulation_workflow import bootstrap
from emulation_workflow.domain.approval.transitions import Case
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office import register, seal_keeping
from emulation_workflow.office.approval import chain
from emulation_workflow.office.delivery import retention
from emulation_workflow.office.seal_keeping import SealKept
from flows.running import RunAction, context, done, office_flow, office_step, revive_case, send_letters


@office_flow("Rà soát hằng ngày")
async def daily_round() -> State[None]:
    """Xem lại mọi hồ sơ đang mở: lượt chạy nào đã mất, bị hủy hoặc dừng giữa chừng thì cho chạy tiếp từ hồ sơ.

    Người mới được giao thay trong ngày nhận thư mời và mã xác nhận của mình. Chạy nhiều lần không làm thay đổi gì thêm.
    Niêm phong của hồ sơ được lưu ở nơi khác mỗi ngày một lần.
    """
    cases = open_cases()
    actions = Counter([await repair_case(case) for case in cases])
    keep_seal()
    list_unclear_terms()
    forget_old_words()
    await send_letters()
    return done(
        run_words.ROUND_DONE.format(
            cases=len(cases), revived=actions[RunAction.WOKEN], started=actions[RunAction.STARTED]
        )
    )


@office_step(name="Lưu niêm phong của hồ sơ")
def keep_seal() -> SealKept:
    """Note the record's last seal where the settings say, once a day."""
    return seal_keeping.keep_seal(context.office(), bootstrap.seal_keeper(context.settings()))


@office_step(name="Xem nhiệm kỳ của người có thẩm quyền")
def list_unclear_terms() -> None:
    """Put on the Board's list whose term two bearers of their unit's code share."""
    register.list_officials_of_two_units(context.office())


@office_step(name="Xóa nội dung thư quá thời hạn lưu")
def forget_old_words() -> int:
    """Remove the words of letters that left longer ago than the settings say; return of how many."""
    return retention.forget_old_words(context.office(), after_days=context.settings().letter_words_days)


@office_step(name="Đọc các hồ sơ đang mở")
def open_cases() -> list[Case]:
    """Return every case that is not settled yet, of units whose plan still has to pass the gate."""
    office = context.office()
    return [case for case in chain.cases(office) if not case.is_settled and chain.has_to_pass(office, case.unit)]


async def repair_case(case: Case) -> RunAction:
    """Write to whoever became entitled in this case, and ensure that a run is at it. A failure stops no other case."""
    try:
        case = chain.case_of(context.office(), case.unit)  # another unit's now, if it bears the code
        if case.run_id is not None:
            chain.assign_run(context.office(), case.unit, case.run_id)
        return await revive_case(case)
    except Exception:  # noqa: BLE001 - see above
        get_run_logger().exception("The round could not repair the case of unit %s.", case.unit)
        return RunAction.NONE

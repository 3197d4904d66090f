"""The daily sweep: "theo dõi, đôn đốc" (III.3). What is late is marked, units are reminded, the Board is told."""

from prefect.client.schemas.objects import State
from pydantic import BaseModel

from emulation_workflow import bootstrap
from emulation_workflow.messages.screens import reminders as words
from emulation_workflow.office.reminders import digest, report_requests
from emulation_workflow.office.reminders.sweep import SweepResult, sweep
from emulation_workflow.screens import reminders as screen
from flows.obligations.sweep_pages import preview_letters, publish_overview, publish_preview, read_overview
from flows.results.difficulty_step import publish_difficulties
from flows.running import (
    context,
    day_in,
    done,
    office_flow,
    office_step,
    preview_field,
    send_letters,
    text_field,
    titled,
)


class EscalationForm(BaseModel):
    """Of which day, and whether to look only."""

    model_config = titled(words.FIELDS["form"])

    as_of: str = text_field(words.FIELDS["as_of"])
    preview: bool = preview_field(words.FIELDS["preview"])


@office_flow("Rà soát và đôn đốc")
async def daily_sweep(request: EscalationForm = EscalationForm()) -> State[None]:  # noqa: B008 - never changed
    """Đánh dấu việc quá hạn, nhắc và đôn đốc theo các bước đã đặt, gửi cơ quan thường trực thư tổng hợp trong ngày.

    Đơn vị qua ngày tổ chức mà chưa báo cáo kết quả nhận thư kèm phiếu báo cáo. Mỗi nơi nhận một thư một ngày; ngày
    nghỉ không gửi. Chạy lại trong ngày không gửi thêm. Có thể chỉ xem trước, hoặc xem của ngày khác. Bảng, tiến độ và
    dự thảo công văn đôn đốc ở mục Artifacts.
    """
    on = day_in(request.as_of, words.FIELDS["as_of"]) or context.today()
    is_look = request.preview or on != context.today()
    message = "" if is_look else await _urge()
    now = read_overview(on)
    if not now.tallies:
        return done(words.NOTHING_DERIVED)  # Boards would say that nothing is late.
    if is_look:
        message = await publish_preview(preview_letters(on))
    await publish_overview(now, preview=is_look)
    return done(message)


async def _urge() -> str:
    """Mark, urge, ask and tell; return what was done in a sentence."""
    result = sweep_once()
    message = screen.result_words(context.office().campaign, result, asked=ask_for_results())
    write_digest()
    await publish_difficulties()
    await send_letters()
    return message


@office_step(name="Đánh dấu quá hạn, đôn đốc")
def sweep_once() -> SweepResult:
    """Sweep in one transaction; run twice on a day, the second reminds nobody."""
    return sweep(context.office())


@office_step(name="Đề nghị báo cáo kết quả")
def ask_for_results() -> int:
    """Send its form to each unit whose conference was held, or was to be held, and that has not reported."""
    return report_requests.ask_for_results(context.office(), forms=bootstrap.forms(context.settings()))


@office_step(name="Viết thư tổng hợp trong ngày")
def write_digest() -> bool:
    """Write one letter a working day."""
    return digest.post_digest(context.office())

"""Figures that a document publishes are kept as they were: "báo cáo Ủy ban nhân dân tỉnh theo quy định" (III.3)."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed
from pydantic import BaseModel

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.roll_up.publication import Publication
from emulation_workflow.messages import roll_up as words
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.letters.letter_context import day
from emulation_workflow.office.roll_up.publication import publish_figures
from flows.running import context
from flows.running.forms import day_in, text_field, titled
from flows.running.steps import office_step, refused


class PublicationForm(BaseModel):
    """Which day's figures, by which document, entered by whom."""

    model_config = titled(words.PUBLISH_FORM)

    as_of: str = text_field(words.PUBLISH_DAY)
    document: str = text_field(words.PUBLISH_DOCUMENT)
    signed_on: str = text_field(words.PUBLISH_SIGNED_ON)
    by: str = text_field(words.PUBLISH_BY)


@flow(name="Công bố số liệu tổng hợp", flow_run_name="Công bố số liệu – {request.document}")
async def publication(request: PublicationForm) -> State[None]:
    """Lưu số liệu tổng hợp của một ngày đúng như văn bản đã công bố, cùng bản báo cáo của từng đơn vị.

    Đơn vị đính chính về sau thì “Tổng hợp kết quả” nêu số cũ, số mới, lý do. Chạy lại không lưu thêm.
    """
    try:
        made, is_new = keep(request)
    except Rejected as rejected:
        return refused(rejected)
    told = words.PUBLISHED if is_new else words.PUBLISHED_BEFORE
    facts = {"day": day(made.found.as_of), "document": made.document, "number": made.number}
    return Completed(name=run_words.DONE, message=told.format(**facts))


@office_step(name="Lưu số liệu công bố")
def keep(request: PublicationForm) -> tuple[Publication, bool]:
    """One transaction; the same figures by the same document are kept once."""
    return publish_figures(
        context.office(),
        day_in(request.as_of, words.PUBLISH_DAY) or context.today(),
        document=request.document,
        signed_on=day_in(request.signed_on, words.PUBLISH_SIGNED_ON),
        by=request.by,
        channel=Channel.RUN_FORM,
    )

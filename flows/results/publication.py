"""Figures that a document publishes are kept as they were: "báo cáo Ủy ban nhân dân tỉnh theo quy định" (III.3)."""

from prefect.client.schemas.objects import State
from pydantic import BaseModel

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.roll_up import Publication
from emulation_workflow.messages import roll_up as words
from emulation_workflow.office.letters.letter_context import day
from emulation_workflow.office.roll_up.publication import publish_figures
from flows.running import (
    IfChosen,
    context,
    day_in,
    done,
    office_flow,
    office_step,
    person_field,
    text_field,
    titled,
)


class PublicationForm(BaseModel):
    """Which day's figures, by which document, entered by whom."""

    model_config = titled(words.FIELDS["publish_form"])

    as_of: str = text_field(words.FIELDS["publish_day"])
    document: str = text_field(words.FIELDS["publish_document"])
    signed_on: str = text_field(words.FIELDS["publish_signed_on"])
    by: IfChosen = person_field(words.FIELDS["publish_by"])


@office_flow("Công bố số liệu tổng hợp", run_name="Công bố số liệu – {request.document}")
async def publication(request: PublicationForm) -> State[None]:
    """Lưu số liệu tổng hợp của một ngày đúng như văn bản đã công bố, cùng bản báo cáo của từng đơn vị.

    Đơn vị đính chính về sau thì “Tổng hợp kết quả” nêu số cũ, số mới, lý do. Chạy lại không lưu thêm.
    """
    made, is_new = keep(request)
    outcome = words.PUBLISHED if is_new else words.PUBLISHED_BEFORE
    return done(outcome.format(day=day(made.found.as_of), document=made.document, number=made.number))


@office_step(name="Lưu số liệu công bố")
def keep(request: PublicationForm) -> tuple[Publication, bool]:
    """Keep the figures in one transaction; the same by the same document are kept once."""
    return publish_figures(
        context.office(),
        day_in(request.as_of, words.FIELDS["publish_day"]) or context.today(),
        document=request.document,
        signed_on=day_in(request.signed_on, words.FIELDS["publish_signed_on"]),
        by=context.named(request.by),
        channel=Channel.RUN_FORM,
    )

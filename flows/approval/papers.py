"""Papers for signature, made from the record: "tổng hợp, báo cáo Ủy ban nhân dân tỉnh theo quy định" (III.3)."""

from prefect.client.schemas.objects import State
from pydantic import BaseModel

from emulation_workflow import bootstrap
from emulation_workflow.adapters.documents.files import WrittenPaper
from emulation_workflow.adapters.schemas.plan_lookup import find_unit
from emulation_workflow.domain.errors import Problem, ProblemCode
from emulation_workflow.messages.papers import papers as words
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.papers import ON_SCREEN, PaperRequest, make_papers
from flows.approval.paper_page import publish_paper
from flows.running import (
    IfChosen,
    choice_field,
    choices,
    chosen_of,
    context,
    day_in,
    done,
    office_flow,
    office_step,
    person_field,
    text_field,
    titled,
)


class PaperRequestForm(BaseModel):
    """Which paper, about whom, of which day."""

    model_config = titled(words.FIELDS["paper_form"])

    kind: str = choice_field(
        words.FIELDS["paper_kind"], lambda: [context.in_words(words.KINDS[kind]) for kind in ON_SCREEN]
    )
    unit: IfChosen = choice_field(words.FIELDS["paper_unit"], choices.owing_units)
    written_on: str = text_field(words.FIELDS["paper_date"])
    number: str = text_field(words.FIELDS["paper_number"])
    signer: IfChosen = person_field(words.FIELDS["paper_signer"])
    order: str = text_field(words.FIELDS["paper_order"])
    as_of: str = text_field(words.FIELDS["paper_as_of"])


@office_flow("Lập văn bản", run_name="Lập văn bản – {request.kind}")
async def papers(request: PaperRequestForm) -> State[None]:
    """Lập văn bản để trình ký từ dữ liệu đã ghi nhận: tệp Word để sửa, tệp PDF để đọc, bảng Excel.

    Văn bản chừa chỗ cho số, chữ ký và dấu. Nội dung và tên tệp ở mục Artifacts.
    """
    papers_written = write_papers(request)
    for written in papers_written:
        await publish_paper(request.kind, written)
    files = ", ".join(path.name for written in papers_written for path in written.files)
    return done(words.PAPER_MADE.format(kind=request.kind, files=files))


@office_step(name="Lập tệp văn bản")
def write_papers(request: PaperRequestForm) -> list[WrittenPaper]:
    """Write the papers' files from the record; made again, the same paper takes their place."""
    made, settings = make_papers(context.office(), read_request(request)), context.settings()
    documents = bootstrap.documents(settings)
    return [documents.write(paper, settings.data_dir / "papers") for paper in made]


def read_request(request: PaperRequestForm) -> PaperRequest:
    """Return what the form asks for. Rejected with what is missing or not known."""
    office, today = context.office(), context.today()
    return PaperRequest(
        kind=chosen_of(
            words.kind_names(office.campaign), request.kind, otherwise=Problem(code=ProblemCode.PAPER_KIND_MISSING)
        ),
        written_on=day_in(request.written_on, words.FIELDS["paper_date"]) or today,
        unit=find_unit(request.unit, register.units(office), day=today).code if request.unit else "",
        order=request.order,
        number=request.number,
        signer=context.official(request.signer) if request.signer else None,
        as_of=day_in(request.as_of, words.FIELDS["paper_as_of"]),
    )

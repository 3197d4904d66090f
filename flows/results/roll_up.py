"""Results added up to the congress: "tổng hợp, báo cáo Ủy ban nhân dân tỉnh theo quy định" (III.3)."""

from datetime import date

from prefect.artifacts import acreate_table_artifact
from prefect.client.schemas.objects import State
from pydantic import BaseModel

from emulation_workflow.domain.registers import searchable
from emulation_workflow.domain.roll_up import Course, FigureKind, Publication, Restatement, RollUp, held, number
from emulation_workflow.messages import roll_up as words
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.letters.letter_context import day
from emulation_workflow.office.roll_up import conferences, consolidation
from emulation_workflow.office.roll_up.publication import last_publication, restatements
from emulation_workflow.screens import roll_up as screen
from flows.results.roll_up_pages import publish_pages, publish_pictures
from flows.running import (
    board_key,
    context,
    day_in,
    done,
    office_flow,
    office_step,
    publish_bar,
    slug,
    text_field,
    titled,
)


class RollUpForm(BaseModel):
    """Of which day, and which place down to each unit."""

    model_config = titled(words.FIELDS["show_form"])

    as_of: str = text_field(words.FIELDS["show_day"])
    place: str = text_field(words.FIELDS["show_place"])


@office_flow("Tổng hợp kết quả")
async def roll_up(request: RollUpForm = RollUpForm()) -> State[None]:  # noqa: B008 - never changed
    """Cộng kết quả của mọi đơn vị theo địa phương, khối, cấp và toàn bộ đến một ngày.

    Mỗi số liệu dẫn xuống tận báo cáo của đơn vị. Bảng, trang, tiến độ và biểu đồ ở mục Artifacts.
    """
    on = day_in(request.as_of, words.FIELDS["show_day"]) or context.today()
    results = add_up(on)
    place = results.root.named(request.place) if request.place else None
    is_look = on != context.today()
    await publish_places(results, preview=is_look)
    await publish_pages(results, place, preview=is_look)
    await publish_bars(results, preview=is_look)
    await publish_pictures(results, read_courses(on), preview=is_look)
    await publish_restated()
    total = results.root.total
    bound, reports = number(total, FigureKind.BOUND), number(total, FigureKind.REPORTS)
    return done(words.SHOWN.format(day=day(on), held=held(total), bound=bound, reports=reports))


@office_step(name="Cộng kết quả")
def add_up(on: date) -> RollUp:
    """Return the results of every place as of that day."""
    return consolidation.roll_up(context.office(), on)


@office_step(name="Xem thời gian tổ chức")
def read_courses(on: date) -> list[Course]:
    """Return how many conferences each level had held by when."""
    return conferences.courses_of_levels(context.office(), on)


@office_step(name="Đối chiếu với số liệu đã công bố")
def compare() -> tuple[Publication, list[Restatement]] | None:
    """Return the last publication with every figure of it that is another one now; None if nothing was published."""
    last = last_publication(context.office())
    return (last, restatements(context.office(), last)) if last else None


async def publish_places(results: RollUp, *, preview: bool) -> None:
    """Show the table of levels, districts, blocks and the province."""
    await acreate_table_artifact(
        key=board_key("tong-hop-ket-qua", preview=preview),
        table=screen.province_rows(context.office().campaign, results),
        description=words.PLACES_ABOUT.format(day=day(results.as_of)),
    )


async def publish_bars(results: RollUp, *, preview: bool) -> None:
    """Show for each level how many of its conferences were held."""
    for name, counts in screen.level_counts(context.office().campaign, results):
        count, bound = held(counts), number(counts, FigureKind.BOUND)
        about = words.HELD_BAR.format(level=name, held=count, bound=bound, day=day(results.as_of))
        key = board_key(f"da-to-chuc-{slug(searchable(name))}", preview=preview)
        await publish_bar(key, about, done=count, of=bound)


async def publish_restated() -> None:
    """Show every figure of the last publication that is another one now."""
    compared = compare()
    if compared is None:
        return
    last, changed = compared
    office = context.office()
    units = register.unit_names(office)
    await acreate_table_artifact(
        key="so-lieu-cong-bo-nay-khac",
        table=[screen.restated_row(office.campaign, restatement, units) for restatement in changed],
        description=words.RESTATED_ABOUT.format(document=last.document, day=day(last.found.as_of)),
    )

"""Results added up to the congress: "tổng hợp, báo cáo Ủy ban nhân dân tỉnh theo quy định" (III.3)."""

import asyncio
import base64
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.artifacts import (
    acreate_markdown_artifact,
    acreate_progress_artifact,
    acreate_table_artifact,
)
from prefect.client.schemas.objects import State
from prefect.states import Completed
from pydantic import BaseModel

from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.registers.units import searchable
from emulation_workflow.domain.roll_up.figures import FigureKind
from emulation_workflow.domain.roll_up.publication import Publication, Restatement
from emulation_workflow.domain.roll_up.tree import Counts, Course, Node, RollUp, held, number
from emulation_workflow.messages import roll_up as words
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.letters.letter_context import day
from emulation_workflow.office.roll_up import consolidation as office_roll_up
from emulation_workflow.office.roll_up.publication import last_publication, restatements
from flows.running import context
from flows.running.forms import day_in, text_field, titled
from flows.running.pages import page
from flows.running.steps import office_step, refused
from flows.running.waiting import slug

PERCENT = 100
MOST_UNIT_PAGES = 500
"""A country's units would be eleven thousand pages a week that nobody opens."""


class RollUpForm(BaseModel):
    """Of which day, and which place down to each unit."""

    model_config = titled(words.SHOW_FORM)

    as_of: str = text_field(words.SHOW_DAY)
    place: str = text_field(words.SHOW_PLACE)


@flow(name="Tổng hợp kết quả", flow_run_name="Tổng hợp kết quả")
async def result_roll_up(request: RollUpForm = RollUpForm()) -> State[None]:  # noqa: B008 - never changed
    """Cộng kết quả của mọi đơn vị theo địa phương, khối, cấp và toàn tỉnh đến một ngày.

    Mỗi số liệu dẫn xuống tận báo cáo của đơn vị. Bảng, trang, tiến độ và biểu đồ ở mục Artifacts.
    """
    try:
        on = day_in(request.as_of, words.SHOW_DAY) or context.today()
        found = add_up(on)
        place = found.root.named(request.place) if request.place else None
    except Rejected as rejected:
        return refused(rejected)
    await acreate_table_artifact(
        key="tong-hop-ket-qua",
        table=list(_table(found)),
        description=words.PLACES_ABOUT.format(day=day(on)),
    )
    await _show_pages(found, place)
    for name, counts in _levels(found):
        await _show_bar(name, counts, on)
    await _show_pictures(found, look_at_courses(on))
    await _show_restated()
    total = found.root.total
    facts = {
        "held": held(total),
        "bound": number(total, FigureKind.BOUND),
        "reports": number(total, FigureKind.REPORTS),
    }
    return Completed(name=run_words.DONE, message=words.SHOWN.format(day=day(on), **facts))


@office_step(name="Cộng kết quả")
def add_up(on: date) -> RollUp:
    return office_roll_up.roll_up(context.office(), on)


@office_step(name="Xem thời gian tổ chức")
def look_at_courses(on: date) -> list[Course]:
    return office_roll_up.courses_of_levels(context.office(), on)


@office_step(name="Đối chiếu với số liệu đã công bố")
def compare() -> tuple[Publication, list[Restatement]] | None:
    last = last_publication(context.office())
    return (last, restatements(context.office(), last)) if last else None


def _levels(found: RollUp) -> Iterator[tuple[str, Counts]]:
    for level in context.office().campaign.levels:
        if level.conference is not None:
            yield _heading(level.name), found.levels.get(level.id, {})


def _table(found: RollUp) -> Iterator[dict[str, Any]]:
    """Levels, then districts and blocks, then the province."""
    below = [(node.name, node.total) for node in found.root.children]
    for name, counts in (*_levels(found), *below, (found.root.name, found.root.total)):
        yield {words.PLACE_COLUMN: _heading(name)} | dict(
            zip(words.COLUMNS, _numbers(counts, words.COLUMNS), strict=True)
        )


def _numbers(counts: Counts, columns: Mapping[str, tuple[FigureKind, ...]]) -> list[int]:
    return [number(counts, *kinds) for kinds in columns.values()]


async def _show_pages(found: RollUp, place: Node | None) -> None:
    """Every node's page, those below first, to be linked to.

    Of more than MOST_UNIT_PAGES units only those below `place` have pages; reports of others stand on the page above.
    """
    units = [node for node in found.root.walk() if not node.children]
    opened = found.root if len(units) <= MOST_UNIT_PAGES else place
    shown = {node.key for node in opened.walk()} if opened else set()
    links: dict[str, str] = {}

    async def show(node: Node, above: Node | None) -> None:
        for child in node.children:
            await show(child, node)
        if node.children or node.key in shown:
            links[node.key] = await _show_page(found, node, above, links)

    await show(found.root, None)


def _key(node: Node) -> str:
    return f"ket-qua-{slug(searchable(node.key))}"


async def _show_page(found: RollUp, node: Node, above: Node | None, links: Mapping[str, str]) -> str:
    """Its link, by the artifact's id: of this very day. The page above does not stand yet, and is linked by its key."""
    campaign, shown = context.office().campaign, f"{context.settings().prefect_ui_url}/v2/artifacts"
    rows = [(child.name, child.total, links.get(child.key, "")) for child in node.children]
    if node.own and node.children:
        rows.insert(0, (words.OWN.format(name=node.name), node.own, ""))
    facts = {
        "name": _heading(node.name),
        "on": day(found.as_of),
        "above": {"name": above.name, "link": f"{shown}/key/{_key(above)}"} if above else None,
        "first_column": words.PLACE_COLUMN,
        "columns": list(words.PAGE_COLUMNS),
        "rows": [
            {"name": _heading(name), "numbers": _numbers(counts, words.PAGE_COLUMNS), "link": link}
            for name, counts, link in rows
        ],
        "figures": [
            {"name": words.figure_words(campaign, figure, node.levels), "number": node.total[figure]}
            for figure in sorted(node.total)
        ],
        "reports": _reports(found, node, links),
        "owes_report": bool(number(node.own, FigureKind.BOUND)) and not number(node.own, FigureKind.REPORTS),
    }
    page_id = await acreate_markdown_artifact(
        key=_key(node),
        markdown=page("roll_up", facts),
        description=words.NODE_ABOUT.format(name=_heading(node.name), day=day(found.as_of)),
    )
    return f"{shown}/artifact/{page_id}"


def _reports(found: RollUp, node: Node, links: Mapping[str, str]) -> list[dict[str, Any]]:
    """The versions behind a unit's own figures, and behind those of units below that have no page of their own."""
    names = {child.key: child.name for child in node.children if child.key not in links} | {node.key: node.name}
    used = [one for one in found.versions if one.counts_for in names]
    return [
        {"name": names.get(one.unit, ""), "unit": one.unit, "version": one.version, "sha256": one.sha256}
        for one in sorted(used)
    ]


async def _show_bar(name: str, counts: Counts, on: date) -> None:
    bound = number(counts, FigureKind.BOUND)
    await acreate_progress_artifact(
        progress=held(counts) / bound * PERCENT if bound else 0.0,
        key=f"da-to-chuc-{slug(searchable(name))}",
        description=words.HELD_BAR.format(level=name, held=held(counts), bound=bound, day=day(on)),
    )


async def _show_pictures(found: RollUp, courses: list[Course]) -> None:
    """On screen each picture lies in its page itself: nobody serves files of ours to browsers. The files are for print.

    A page, not an image artifact, which prints its whole address under the picture.
    """
    on = found.as_of
    first, second = draw(found, courses)
    for key, about, path in (
        ("bieu-do-theo-thoi-gian", words.COURSES_TITLE, first),
        ("bieu-do-theo-dia-phuong-khoi", words.BARS_TITLE, second),
    ):
        shown = await asyncio.to_thread(path.read_bytes)
        facts = {"title": about.format(day=day(on)), "png": base64.b64encode(shown).decode(), "path": path}
        await acreate_markdown_artifact(key=key, markdown=page("picture", facts), description=about.format(day=day(on)))


@office_step(name="Vẽ biểu đồ")
def draw(found: RollUp, courses: list[Course]) -> tuple[Path, Path]:
    """Drawn again, the same day's pictures take the place of those before."""
    from emulation_workflow.adapters.pictures.roll_up import draw_bars, draw_courses  # noqa: PLC0415 - loads slowly

    folder, on = context.settings().data_dir / "pictures", found.as_of
    folder.mkdir(parents=True, exist_ok=True)
    first, second = folder / f"theo-thoi-gian-{on:%Y%m%d}.png", folder / f"theo-dia-phuong-khoi-{on:%Y%m%d}.png"
    draw_courses(first, courses, on)
    draw_bars(second, [(node.name, node.total) for node in found.root.children], on)
    return first, second


async def _show_restated() -> None:
    """Every figure of the last publication that is another one by now."""
    compared = compare()
    if compared is None:
        return
    publication, found = compared
    with context.office().store.look() as record:
        names = {unit.code: unit.name for unit in record.register.units()}
    await acreate_table_artifact(
        key="so-lieu-cong-bo-nay-khac",
        table=[_restated_row(one, names) for one in found],
        description=words.RESTATED_ABOUT.format(document=publication.document, day=day(publication.found.as_of)),
    )


def _restated_row(one: Restatement, names: dict[str, str]) -> dict[str, Any]:
    why = [
        words.REASONS[cause.reason].format(
            unit=names.get(cause.unit, cause.unit), version=cause.version, words=cause.words, document=cause.document
        )
        for cause in one.causes
    ]
    campaign = context.office().campaign
    values = (
        _heading(words.place_words(campaign, one)),
        words.figure_words(campaign, one.figure, one.levels),
        one.was,
        one.is_now,
        "; ".join(why),
        "; ".join(cause.sha256 for cause in one.causes if cause.sha256),
    )
    return dict(zip(words.RESTATED_COLUMNS, values, strict=True))


def _heading(name: str) -> str:
    """The plan's words at the beginning of a line."""
    return f"{name[:1].upper()}{name[1:]}"

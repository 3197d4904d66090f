"""The pages of the roll-up: one for each place, linked from the province down to each report, and the pictures."""

import asyncio
import base64
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from prefect.artifacts import acreate_markdown_artifact

from emulation_workflow.adapters.pictures.charts import draw_bars, draw_courses
from emulation_workflow.domain.registers.units import searchable
from emulation_workflow.domain.roll_up.tree import Course, Node, RollUp
from emulation_workflow.messages import roll_up as words
from emulation_workflow.messages.capitals import capitalised
from emulation_workflow.office.letters.letter_context import day
from emulation_workflow.screens.roll_up import node_context
from flows.running import board_key, context, office_step, page, slug


async def publish_pages(results: RollUp, place: Node | None, *, preview: bool) -> None:
    """Show the page of every place that has others below it, those below first, to be linked to.

    A unit stands on the page above it, with its report; only those below `place` have pages of their own.
    """
    shown = {node.key for node in place.walk()} if place else set()
    keys = _keys([node for node in results.root.walk() if node.children or node.key in shown], preview=preview)
    links: dict[str, str] = {}

    async def publish(node: Node, above: Node | None) -> None:
        for child in node.children:
            await publish(child, node)
        if node.children or node.key in shown:
            links[node.key] = await _publish_page(results, node, above, links, keys)

    await publish(results.root, None)


def _keys(nodes: Sequence[Node], *, preview: bool) -> dict[str, str]:
    """Return each page's key: its name, as cards are titled by it, and what tells it from others of that name."""
    names = Counter(slug(searchable(node.name)) for node in nodes)
    keys = {}
    for node in nodes:
        name = slug(searchable(node.name))
        told = name if names[name] == 1 else f"{name}-{slug(searchable(node.key))}"
        keys[node.key] = board_key(f"ket-qua-{told}", preview=preview)
    return keys


async def _publish_page(
    results: RollUp, node: Node, above: Node | None, links: Mapping[str, str], keys: Mapping[str, str]
) -> str:
    """Return the page's link, by the artifact's id. The page above is not there yet, and is linked by its key."""
    artifacts = f"{context.settings().prefect_ui_url}/v2/artifacts"
    up = {"name": above.name, "link": f"{artifacts}/key/{keys[above.key]}"} if above else None
    page_id = await acreate_markdown_artifact(
        key=keys[node.key],
        markdown=page("roll_up", node_context(context.office().campaign, results, node, above=up, links=links)),
        description=words.NODE_ABOUT.format(name=capitalised(node.name), day=day(results.as_of)),
    )
    return f"{artifacts}/artifact/{page_id}"


async def publish_pictures(results: RollUp, courses: list[Course], *, preview: bool) -> None:
    """Show each picture within its page: nobody serves files of ours to browsers. The files are for print.

    A page, not an image artifact, which prints its whole address under the picture.
    """
    on = day(results.as_of)
    first, second = draw(results, courses)
    for key, title, path in (
        ("bieu-do-theo-thoi-gian", words.COURSES_TITLE.format(day=on), first),
        ("bieu-do-theo-dia-phuong-khoi", words.BARS_TITLE.format(day=on), second),
    ):
        png = base64.b64encode(await asyncio.to_thread(path.read_bytes)).decode()
        markdown = page("picture", {"title": title, "png": png, "path": path})
        await acreate_markdown_artifact(key=board_key(key, preview=preview), markdown=markdown, description=title)


@office_step(name="Vẽ biểu đồ")
def draw(results: RollUp, courses: list[Course]) -> tuple[Path, Path]:
    """Draw the day's pictures, in place of any drawn before, and return their files."""
    folder, on = context.settings().data_dir / "pictures", results.as_of
    folder.mkdir(parents=True, exist_ok=True)
    first, second = folder / f"theo-thoi-gian-{on:%Y%m%d}.png", folder / f"theo-dia-phuong-khoi-{on:%Y%m%d}.png"
    draw_courses(first, courses, on)
    draw_bars(second, [(node.name, node.total) for node in results.root.children], on)
    return first, second

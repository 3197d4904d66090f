"""`emulation rollup …`: the figures of any day and node, what stands behind them, published and restated."""

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any

import typer

from emulation_workflow import bootstrap
from emulation_workflow.cli.answers import MOST, AsJson, By, print_json
from emulation_workflow.cli.results.roll_up_lines import figure_lines, report_lines, restatement_lines, table_lines
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.problem_codes import ProblemCode
from emulation_workflow.domain.registers.units import searchable
from emulation_workflow.domain.roll_up.publication import Publication, figures_kept, versions_kept
from emulation_workflow.domain.roll_up.tree import Node, NodeKind, RollUp
from emulation_workflow.office.office import Office
from emulation_workflow.office.roll_up.consolidation import roll_up
from emulation_workflow.office.roll_up.publication import publish_figures
from emulation_workflow.office.roll_up.publication import restatements as restated

app = typer.Typer(help="Figures added up to districts, blocks, levels and the province.", no_args_is_help=True)

On = Annotated[
    datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="As of this day; else today.", show_default=False)
]


@app.command()
def show(
    on: On = None,
    node: Annotated[str, typer.Option(help="A unit (code or name), a block or a level; else the province.")] = "",
    as_json: AsJson = False,
) -> None:
    """Print the figures of a node and of what is below it; of a unit also each report and what it adds.

    Exit 2: there is no such node on that day.
    """
    desk = bootstrap.office()
    found = roll_up(desk, _day(desk, on))
    level = _level_named(desk, node)
    shown = _level_node(desk, found, level) if level else found.root.named(node) if node else found.root
    if as_json:
        told = {"as_of": found.as_of.isoformat(), **figures_kept(replace(found, root=shown))}
        print_json(told | {"versions": versions_kept(found)})
        return
    for line in table_lines(found.as_of, shown, _rows_below(desk, found, shown, is_top=not node)):
        typer.echo(line)
    if node:
        _echo_behind(desk, found, shown)


@app.command()
def publish(
    by: By,
    document: Annotated[str, typer.Option(help="The number of the document that publishes them.")],
    on: On = None,
    signed_on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day it was signed.", show_default=False)
    ] = None,
) -> None:
    """Keep the figures of a day as published, with the version of each report behind them."""
    desk = bootstrap.office()
    made, is_new = publish_figures(
        desk,
        _day(desk, on),
        document=document,
        signed_on=signed_on.date() if signed_on else None,
        by=by,
        channel=Channel.COMMAND,
    )
    told = "kept" if is_new else "stands already"
    typer.echo(f"Publication {made.number} as of {made.found.as_of}, {made.document}: {told}. SHA-256 {made.sha256}")


@app.command("list")
def list_publications() -> None:
    """List what was published."""
    desk = bootstrap.office()
    with desk.store.look() as record:
        made = record.publications.all()
    for one in made:
        typer.echo(f"{one.number:>4}  {one.found.as_of}  {one.document}  {one.published_by}  {one.sha256[:16]}…")
    typer.echo(f"{len(made)} publication(s).")


@app.command()
def restatements(
    publication: Annotated[
        int | None, typer.Argument(min=1, max=MOST, help="Its number; else the last.", show_default=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Add up a published day anew and print each figure that differs: was, is now, why, by which report."""
    desk = bootstrap.office()
    made = _publication(desk, publication)
    found = restated(desk, made)
    if as_json:
        print_json([_facts(one) for one in found])
        return
    with desk.store.look() as record:
        names = {unit.code: unit.name for unit in record.register.units()}
    for one in found:
        for line in restatement_lines(one, desk.campaign, names):
            typer.echo(line)
    typer.echo(f"{len(found)} figure(s) of publication {made.number} ({made.document}) are others now.")


def _day(desk: Office, on: datetime | None) -> date:
    return on.date() if on else desk.clock.now().date()


def _level_named(desk: Office, words: str) -> str:
    return next(
        (
            one.id
            for one in desk.campaign.levels
            if words and searchable(words) in (searchable(one.id), searchable(one.name))
        ),
        "",
    )


def _level_node(desk: Office, found: RollUp, level: str) -> Node:
    below = tuple(node for node in found.root.walk() if node.level == level and node.kind is NodeKind.UNIT)
    alone = tuple(Node(key=one.key, name=one.name, kind=one.kind, level=level, own=one.own) for one in below)
    return Node(key=f"cap/{level}", name=desk.campaign.level(level).name, kind=NodeKind.LEVEL, children=alone)


def _rows_below(desk: Office, found: RollUp, shown: Node, *, is_top: bool) -> list[tuple[str, Any]]:
    """Name and figures of each line: below the node; of the province also the levels."""
    rows = [(node.name, node.total) for node in shown.children]
    if shown.own and shown.children:
        rows.insert(0, (f"{shown.name} (riêng)", shown.own))
    levels = [(level.name, found.levels.get(level.id, {})) for level in desk.campaign.levels if level.conference]
    return [*levels, *rows] if is_top else rows


def _echo_behind(desk: Office, found: RollUp, shown: Node) -> None:
    for line in figure_lines(shown, desk.campaign):
        typer.echo(line)
    below = {node.key for node in shown.walk()}
    with desk.store.look() as record:
        for used in found.versions:
            if used.counts_for in below:
                version = record.reports.get(used.unit, used.version)
                is_shown = shown.key == used.counts_for
                for line in report_lines(used, version, desk.campaign, shown.levels, with_figures=is_shown):
                    typer.echo(line)


def _publication(desk: Office, number: int | None) -> Publication:
    with desk.store.look() as record:
        made = record.publications.all()
    chosen = [one for one in made if number in (None, one.number)]
    if not chosen:
        known = ", ".join(str(one.number) for one in made)
        raise Rejected(Problem(code=ProblemCode.PUBLICATION_UNKNOWN, params={"number": number or "", "known": known}))
    return chosen[-1]


def _facts(one: Any) -> dict[str, Any]:
    causes = [{name: getattr(cause, name) for name in cause.__slots__} for cause in one.causes]
    return {
        "key": one.key,
        "name": one.name,
        "figure": one.figure.key,
        "was": one.was,
        "is_now": one.is_now,
        "causes": causes,
    }

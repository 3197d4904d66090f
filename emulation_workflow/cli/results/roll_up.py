"""`emulation rollup …`: the figures of any day and node, what stands behind them, published and restated."""

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any

import typer

from emulation_workflow import bootstrap
from emulation_workflow.adapters.schemas.legacy_letters import found_as
from emulation_workflow.cli.answers import DAY, MOST, AsJson, By, day_of, print_json, print_list, print_table
from emulation_workflow.cli.attempts import attempted, named
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.campaign import Campaign, Level
from emulation_workflow.domain.registers import searchable
from emulation_workflow.domain.roll_up import Node, NodeKind, Restatement, RollUp, figures_kept, versions_kept
from emulation_workflow.messages import roll_up as words
from emulation_workflow.messages.days import day_words, nth_words
from emulation_workflow.office.office import Office
from emulation_workflow.office.register_queries import unit_names
from emulation_workflow.office.roll_up.consolidation import roll_up
from emulation_workflow.office.roll_up.publication import publish_figures
from emulation_workflow.office.roll_up.publication import restatements as restated_figures
from emulation_workflow.office.roll_up.publication_queries import publication_numbered, publications, reports_behind
from emulation_workflow.screens import roll_up as screen

app = typer.Typer(help="Figures added up to districts, blocks, levels and the province.", no_args_is_help=True)

On = Annotated[
    datetime | None, typer.Option("--on", formats=DAY, help="As of this day; else today.", show_default=False)
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
    office = bootstrap.office()
    figures = roll_up(office, _day(office, on))
    shown = found_as(node, lambda typed: _node_named(office.campaign, figures, typed)) if node else figures.root
    if as_json:
        output = {"as_of": figures.as_of.isoformat(), **figures_kept(replace(figures, root=shown))}
        print_json(output | {"versions": versions_kept(figures)})
        return
    typer.echo(words.SHOWN_NODE.format(name=shown.name, day=day_words(figures.as_of)))
    rows = screen.place_rows(figures, shown, office.campaign, with_levels=not node)
    print_table(rows, headings=screen.HEADINGS, numbers=range(1, len(screen.HEADINGS)))
    typer.echo(screen.LEGEND)
    if node:
        print_table(screen.figure_rows(shown, office.campaign), numbers=(0,), indent=2)
        _print_reports(office, figures, shown)


@app.command()
def publish(
    by: By,
    document: Annotated[str, typer.Option(help="The number of the document that publishes them.")],
    on: On = None,
    signed_on: Annotated[
        datetime | None, typer.Option(formats=DAY, help="The day it was signed.", show_default=False)
    ] = None,
) -> None:
    """Keep the figures of a day as published, with the version of each report behind them."""
    office = bootstrap.office()
    with attempted(office, "publication", by=by):
        made, is_new = publish_figures(
            office,
            _day(office, on),
            document=document,
            signed_on=day_of(signed_on),
            by=named(office, by),
            channel=Channel.COMMAND,
        )
    fate = "kept" if is_new else "stands already"
    typer.echo(f"Publication {made.number} as of {made.found.as_of}, {made.document}: {fate}. SHA-256 {made.sha256}")


@app.command("list")
def list_publications() -> None:
    """List what was published."""
    made = publications(bootstrap.office())
    rows = [
        (entry.number, entry.found.as_of, entry.document, entry.published_by, f"{entry.sha256[:16]}…") for entry in made
    ]
    print_table(rows, numbers=(0,))
    typer.echo(f"{len(made)} publication(s).")


@app.command()
def restatements(
    publication: Annotated[
        int | None, typer.Argument(min=1, max=MOST, help="Its number; else the last.", show_default=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Add up a published day anew and print each figure that differs: was, is now, why, by which report."""
    office = bootstrap.office()
    made = publication_numbered(office, publication)
    restated = restated_figures(office, made)
    names = unit_names(office)
    print_list(
        restated,
        f"figure(s) of publication {made.number} ({made.document}) are others now",
        as_json=as_json,
        plain=_facts,
        row=lambda restatement: screen.restatement_lines(restatement, office.campaign, names),
        numbers=(),
    )


def _day(office: Office, on: datetime | None) -> date:
    return day_of(on) or office.clock.now().date()


def _node_named(campaign: Campaign, figures: RollUp, name: str) -> Node:
    """Return the level, else the unit or block, with this name or id. Rejected if there is none."""
    for level in campaign.levels:
        if searchable(name) in (searchable(level.id), searchable(level.name)):
            return _level_node(figures, level)
    return figures.root.named(name)


def _level_node(figures: RollUp, level: Level) -> Node:
    units = (node for node in figures.root.walk() if node.level == level.id and node.kind is NodeKind.UNIT)
    alone = tuple(Node(key=unit.key, name=unit.name, kind=unit.kind, level=level.id, own=unit.own) for unit in units)
    return Node(key=f"cap/{level.id}", name=level.name, kind=NodeKind.LEVEL, children=alone)


def _print_reports(office: Office, figures: RollUp, shown: Node) -> None:
    """Print each report that is added up, as it can be found again; of the node's own also what it adds."""
    for used, version in reports_behind(office, figures, shown):
        typer.echo(f"  {words.REPORT_USED.format(unit=used.unit, version=nth_words(used.version), sha256=used.sha256)}")
        if version is not None and shown.key == used.counts_for:
            print_table(screen.report_rows(version, office.campaign, shown.levels), numbers=(0,), indent=6)


def _facts(restatement: Restatement) -> dict[str, Any]:
    causes = [{name: getattr(cause, name) for name in cause.__slots__} for cause in restatement.causes]
    return {
        "key": restatement.key,
        "name": restatement.name,
        "figure": restatement.figure.key,
        "was": restatement.was,
        "is_now": restatement.is_now,
        "causes": causes,
    }

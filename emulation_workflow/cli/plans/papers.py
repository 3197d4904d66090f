"""`emulation paper …`: a paper for signature, from the record, as files."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from emulation_workflow import bootstrap
from emulation_workflow.adapters.documents.files import FileKind
from emulation_workflow.adapters.schemas.legacy_letters import found_as
from emulation_workflow.cli.answers import DAY, day_of
from emulation_workflow.cli.attempts import attempted
from emulation_workflow.cli.shell import writing_to
from emulation_workflow.cli.units import code_of
from emulation_workflow.domain.papers.paper import PaperKind
from emulation_workflow.office.papers import PaperRequest, make_papers
from emulation_workflow.office.register_queries import find_official


def paper(  # noqa: PLR0917 - an option each
    kind: Annotated[PaperKind, typer.Argument(help="Which paper.")],
    unit: Annotated[str, typer.Option("--unit", help="The unit it is about: its code, or its name.")] = "",
    out: Annotated[Path, typer.Option("--out", help="The folder to write to.")] = Path("papers"),
    on: Annotated[
        datetime | None,
        typer.Option("--date", formats=DAY, help="The paper's day, which decides its format; else today."),
    ] = None,
    number: Annotated[str, typer.Option(help="Its number (25, or 25/BC-BTĐKT); else room is left for it.")] = "",
    signer: Annotated[str, typer.Option(help="Who signs: an official's number or name; else room is left.")] = "",
    by: Annotated[str, typer.Option(help="For a delegate list: the number of the official who may see it.")] = "",
    order: Annotated[str, typer.Option(help="For an adjustment: the number of the order that was entered.")] = "",
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=DAY, help="The last day of the consolidated report's figures; else its own."),
    ] = None,
    formats: Annotated[
        list[FileKind] | None, typer.Option("--format", help="docx, pdf or xlsx, given once for each; else all.")
    ] = None,
) -> None:
    """Make a paper for signature: DOCX to edit, PDF to read, XLSX for its tables.

    The same record, day and number give the same bytes. Exit 0: written. 2: something it needs is not in the record.
    """
    settings = bootstrap.settings()
    office = bootstrap.office(settings)
    request = PaperRequest(
        kind=kind,
        written_on=day_of(on) or office.clock.now().date(),
        unit=code_of(office, unit) if unit else "",
        order=order,
        number=number,
        signer=found_as(signer, lambda typed: find_official(office, typed)) if signer else None,
        as_of=day_of(as_of),
        made_by=by,
    )
    with attempted(office, "paper_made", by=by):
        made = make_papers(office, request)
    documents = bootstrap.documents(settings)
    for made_paper in made:
        with writing_to(out):
            written = documents.write(made_paper, out, formats or tuple(FileKind))
        for path in written.files:
            typer.echo(f"Wrote {path}")

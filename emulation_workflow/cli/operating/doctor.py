"""`emulation doctor`: what works and what does not, each with what to do."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Annotated
from urllib.parse import urlsplit

import typer
from sqlalchemy import make_url

from emulation_workflow import bootstrap
from emulation_workflow.cli.answers import AsJsonArray, print_json, print_table
from emulation_workflow.cli.operating.checks_of_machine import of_machine
from emulation_workflow.cli.operating.checks_of_office import of_office
from emulation_workflow.cli.operating.checks_of_prefect import of_prefect
from emulation_workflow.cli.operating.diagnosis import Diagnosis, Grade, bad
from emulation_workflow.settings import LOOPBACK, BadSetting, Settings, is_loopback
from emulation_workflow.stack.prefect_programs import API_URL

ILL = 1
"""Exit code where something is bad."""


def doctor(
    port: Annotated[
        int, typer.Option(min=1, max=65535, help="Prefect's port, where PREFECT_API_URL is not set.")
    ] = 4200,
    as_json: AsJsonArray = False,
) -> None:
    """Look at everything the office rests on, and say of each thing how it stands and what to do. Nothing is sent.

    ok: as it should be. look: it works, but somebody should look. bad: it does not work. unknown: it could not be
    looked at. Exit 0: nothing is bad. 1: something is. 2: the settings cannot be read.
    """
    found = list(examine(bootstrap.settings(), default_api=f"http://{LOOPBACK}:{port}/api"))
    if as_json:
        print_json([asdict(diagnosis) for diagnosis in found])
    else:
        print_table([(diagnosis.grade.value, diagnosis.name, _told(diagnosis)) for diagnosis in found])
    if any(diagnosis.grade is Grade.BAD for diagnosis in found):
        raise typer.Exit(ILL)


def examine(settings: Settings, *, default_api: str) -> Iterator[Diagnosis]:
    """Yield every check. Where looking itself fails, a line says so in place of what is left of that group."""
    groups: Sequence[tuple[str, Iterator[Diagnosis]]] = (
        ("office", of_office(settings)),
        ("prefect", of_prefect(settings, default_api=default_api)),
        ("machine", of_machine(settings, is_shared=_is_shared(settings))),
    )
    for name, checks in groups:
        try:
            yield from checks
        except (BadSetting, OSError) as fault:
            yield bad(name, str(fault).splitlines()[0], "as it says")


def _is_shared(settings: Settings) -> bool:
    """Return whether other machines may work on the same record."""
    hosts = (make_url(settings.database_url).host, urlsplit(os.environ.get(API_URL, "")).hostname)
    return settings.redis_url is not None or any(host and not is_loopback(host) for host in hosts)


def _told(diagnosis: Diagnosis) -> str:
    found = f"{diagnosis.found.rstrip('.')}."
    return f"{found} Do: {diagnosis.remedy}." if diagnosis.remedy else found

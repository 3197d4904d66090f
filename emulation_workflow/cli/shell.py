"""What every command has in common: how a refusal is shown, and how the program ends after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import typer
from sqlalchemy.exc import OperationalError
from typer.core import TyperGroup

from emulation_workflow.adapters.record.migration import unusable
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.messages import sentence
from emulation_workflow.settings import BadSetting

REFUSED = 2
"""Exit code for input, settings or acts that cannot be used, as for a command line that cannot."""


def end(reason: str, code: int = REFUSED) -> NoReturn:
    """Print on stderr why the command ends, and end it with this exit code."""
    typer.echo(reason, err=True)
    raise typer.Exit(code) from None


@contextmanager
def writing_to(path: Path) -> Iterator[None]:
    """End the command with the reason if what it does meanwhile cannot be written to this file or folder."""
    try:
        yield
    except OSError as fault:
        end(f"{path} cannot be written to: {fault.strerror}.")


class Shell(TyperGroup):
    """Prints expected refusals on stderr, not a traceback: the office's in Vietnamese, the operator's in English."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except Rejected as refused:
            reasons = [sentence(problem) for problem in refused.problems]
        except BadSetting as refused:
            reasons = list(refused.problems)
        except OperationalError as fault:
            reasons = list(unusable(fault.orig).problems)
        for reason in reasons:
            typer.echo(reason, err=True)
        raise typer.Exit(REFUSED)

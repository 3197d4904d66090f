"""What every command has in common: how a refusal is shown, and how the program ends after it."""

import errno
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NoReturn

import typer
from sqlalchemy.exc import OperationalError
from typer.core import TyperGroup

from emulation_workflow.adapters.record.migration import unusable
from emulation_workflow.cli.words import told
from emulation_workflow.domain.errors import RecordAltered, Rejected
from emulation_workflow.domain.texts import FIRST_YEAR, LAST_YEAR, LONGEST_NOTE, hidden_sign, name_of, unfit_sign
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


_DAY = re.compile(r"(?:--[a-z-]+=)?(\d{4})-\d{1,2}-\d{1,2}")


def _is_there(name: str) -> bool:
    with suppress(OSError, ValueError):
        return Path(name).exists()
    return False


def _ensure_usable(word: str) -> None:
    """Ensure that a word of the command line can be shown and kept, and that a day is one of this work's time."""
    if len(word) > LONGEST_NOTE:
        raise typer.BadParameter(f"one of them has more than {LONGEST_NOTE} characters; write less.")
    if sign := unfit_sign(word) or ("" if _is_there(word) else hidden_sign(word)):
        raise typer.BadParameter(f"one of them holds a character that no text may hold ({name_of(sign)}); take it out.")
    if (day := _DAY.fullmatch(word)) and not FIRST_YEAR <= int(day[1]) <= LAST_YEAR:
        raise typer.BadParameter(f"{word}: write a day between {FIRST_YEAR} and {LAST_YEAR}.")


class Shell(TyperGroup):
    """Prints expected refusals on stderr, not a traceback: the office's in Vietnamese, the operator's in English."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        _suit_the_terminal()
        for word in args:
            _ensure_usable(word)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except Rejected as refused:
            reasons = [told(problem) for problem in refused.problems]
        except BadSetting as refused:
            reasons = list(refused.problems)
        except RecordAltered as altered:
            reasons = [str(altered)]
        except OperationalError as fault:
            reasons = list(unusable(fault.orig).problems)
        except OSError as fault:
            # Whoever reads our output and stops in the middle, such as `head`, has not had a fault to hear of.
            if fault.errno == errno.EPIPE:
                raise
            place = f"{fault.filename}: " if fault.filename else ""
            reasons = [f"The system refused it: {place}{fault.strerror or fault}."]
        for reason in reasons:
            typer.echo(reason, err=True)
        raise typer.Exit(REFUSED)


def _suit_the_terminal() -> None:
    """Write a letter that the output's encoding lacks as its code, as JSON does; take no terminal to have no width."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if os.environ.get("COLUMNS") == "0":
        del os.environ["COLUMNS"]

"""Commands that enter something for the Board: a code is written to the clerk, and typed with --confirm."""

from typing import Annotated

import typer

from emulation_workflow.cli.shell import end
from emulation_workflow.office.clerk_entries import ClerkEntry, request_code
from emulation_workflow.office.office import Office

CODE_TO_COME = (
    "Nothing is entered yet. A code was written to the clerk and leaves within five minutes, or at once by emulation"
    " letters deliver; any code from before for the same words counts no more. Enter it with the code: add --confirm."
)
NOT_ENTERED = 1
Confirm = Annotated[bool, typer.Option("--confirm", help="Ask for the clerk's code and enter it.")]


def typed_code(office: Office, entry: ClerkEntry, *, confirm: bool) -> str:
    """Return the code that the clerk types. Without --confirm one is written to them, and the command ends."""
    if not confirm:
        request_code(office, entry)
        end(CODE_TO_COME, NOT_ENTERED)
    return str(typer.prompt("Code", hide_input=True))

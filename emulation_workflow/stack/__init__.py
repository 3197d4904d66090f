"""Everything that has to run, started and ended together: mail catcher, Prefect's server, a worker, the pages."""

from emulation_workflow.stack.addresses import Addresses
from emulation_workflow.stack.only import Only
from emulation_workflow.stack.part import PartFailed
from emulation_workflow.stack.sign_in import SignIn, is_at_a_terminal
from emulation_workflow.stack.signals import AskedToEnd, raising_when_asked_to_end
from emulation_workflow.stack.stack import Stack

__all__ = [
    "Addresses",
    "AskedToEnd",
    "Only",
    "PartFailed",
    "SignIn",
    "Stack",
    "is_at_a_terminal",
    "raising_when_asked_to_end",
]

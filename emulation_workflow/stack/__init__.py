"""Everything that has to run, started and ended together: mail catcher, Prefect's server, a worker."""

from emulation_workflow.stack.addresses import Addresses
from emulation_workflow.stack.part import PartFailed
from emulation_workflow.stack.signals import AskedToEnd, raising_when_asked_to_end
from emulation_workflow.stack.stack import Stack

__all__ = ["Addresses", "AskedToEnd", "PartFailed", "Stack", "raising_when_asked_to_end"]

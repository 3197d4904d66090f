"""What the office needs from the outside, as small protocols."""

from emulation_workflow.ports.board import BoardList
from emulation_workflow.ports.cases import Cases
from emulation_workflow.ports.ledger import Inspection, Ledger
from emulation_workflow.ports.letters import Asking, Inbox, Lessons, Outbox
from emulation_workflow.ports.obligations import Circle, CircleKind, Neighbours, Obligations, Standings, Sweeping
from emulation_workflow.ports.orders import BoardDates, Orders
from emulation_workflow.ports.outside import Clock, Forms, Mailer, Renderer, SealFile
from emulation_workflow.ports.plans import Files, Plans
from emulation_workflow.ports.register import Register
from emulation_workflow.ports.results import Delegates, Difficulties, Publications, Results, RollUps
from emulation_workflow.ports.store import Store, Transaction

__all__ = [
    "Asking",
    "BoardDates",
    "BoardList",
    "Cases",
    "Circle",
    "CircleKind",
    "Clock",
    "Delegates",
    "Difficulties",
    "Files",
    "Forms",
    "Inbox",
    "Inspection",
    "Ledger",
    "Lessons",
    "Mailer",
    "Neighbours",
    "Obligations",
    "Orders",
    "Outbox",
    "Plans",
    "Publications",
    "Register",
    "Renderer",
    "Results",
    "RollUps",
    "SealFile",
    "Standings",
    "Store",
    "Sweeping",
    "Transaction",
]

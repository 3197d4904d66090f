"""What the office needs from the outside, as small protocols."""

from emulation_workflow.ports.board import BoardList
from emulation_workflow.ports.cases import Cases
from emulation_workflow.ports.drafts import Drafts
from emulation_workflow.ports.ledger import Inspection, Ledger
from emulation_workflow.ports.mail import Inbox, Lessons, Outbox, ReportRequests
from emulation_workflow.ports.obligations import Circle, CircleKind, Escalations, Neighbours, Obligations, Standings
from emulation_workflow.ports.orders import BoardDates, Orders
from emulation_workflow.ports.outside import Clock, Forms, Mailer, Renderer, SealFile
from emulation_workflow.ports.plans import Files, Plans
from emulation_workflow.ports.register import Register
from emulation_workflow.ports.results import Delegates, Difficulties, Publications, Results, RollUps
from emulation_workflow.ports.sign_ins import SignIns
from emulation_workflow.ports.store import Store, Transaction

__all__ = [
    "BoardDates",
    "BoardList",
    "Cases",
    "Circle",
    "CircleKind",
    "Clock",
    "Delegates",
    "Difficulties",
    "Drafts",
    "Escalations",
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
    "ReportRequests",
    "Results",
    "RollUps",
    "SealFile",
    "SignIns",
    "Standings",
    "Store",
    "Transaction",
]

"""A province's plan as data: what the campaign file says, once the reader has found it sound.

Every date is a calendar day in the campaign's time zone; every window is inclusive at both ends.
Every rule is named by its id in the catalogue (`Campaign.rules`), which holds its clause and its words.
"""

from emulation_workflow.domain.campaign.bodies import Body, Document, FormalNames, Names, Role, RoleScope
from emulation_workflow.domain.campaign.calendar import BoardDate, HalfDay, Holidays, Milestone, Period, Window
from emulation_workflow.domain.campaign.campaign import Campaign, Congress, PastFigure, Predecessor
from emulation_workflow.domain.campaign.conferences import (
    Category,
    CategoryKind,
    Conference,
    Content,
    CountedPeople,
    Emphasis,
    Movement,
    NamesOfGroups,
    Presence,
    Share,
    ShareVerdict,
)
from emulation_workflow.domain.campaign.letter_policy import (
    DifficultyPath,
    Ladder,
    LetterPolicy,
    OwnRungs,
    Recipient,
    Rung,
    is_nobodys,
)
from emulation_workflow.domain.campaign.levels import (
    Gate,
    GateInForce,
    GateStep,
    GateWord,
    Level,
    Pilot,
    PilotInForce,
    StepKind,
)
from emulation_workflow.domain.campaign.rules import CheckKind, Rule, RuleKind
from emulation_workflow.domain.campaign.sizes import EVERYBODY, AttendanceMode, SizeBranch, SizeGap, SizeRule
from emulation_workflow.domain.campaign.tasks import Audience, DueKind, Every, Offset, OffsetBase, Settlement, Task

__all__ = [
    "EVERYBODY",
    "AttendanceMode",
    "Audience",
    "BoardDate",
    "Body",
    "Campaign",
    "Category",
    "CategoryKind",
    "CheckKind",
    "Conference",
    "Congress",
    "Content",
    "CountedPeople",
    "DifficultyPath",
    "Document",
    "DueKind",
    "Emphasis",
    "Every",
    "FormalNames",
    "Gate",
    "GateInForce",
    "GateStep",
    "GateWord",
    "HalfDay",
    "Holidays",
    "Ladder",
    "LetterPolicy",
    "Level",
    "Milestone",
    "Movement",
    "Names",
    "NamesOfGroups",
    "Offset",
    "OffsetBase",
    "OwnRungs",
    "PastFigure",
    "Period",
    "Pilot",
    "PilotInForce",
    "Predecessor",
    "Presence",
    "Recipient",
    "Role",
    "RoleScope",
    "Rule",
    "RuleKind",
    "Rung",
    "Settlement",
    "Share",
    "ShareVerdict",
    "SizeBranch",
    "SizeGap",
    "SizeRule",
    "StepKind",
    "Task",
    "Window",
    "is_nobodys",
]

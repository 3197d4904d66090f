"""The story as data: on which day of 2020 who does what, by which door, and where the case then stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from emulation_workflow.domain.approval.transitions import CLEARED, CONFIRMATION, DRAFTING, REVISION, Act
from emulation_workflow.domain.mail import LetterKind

CITY, LOTTERY, AGRICULTURE = "608", "KT-XSKT", "KT-SNNPTNT"
BOARD, COMMITTEE = "BTDKT-01", "UBND-01"
BY_RESUME = frozenset({AGRICULTURE})
"""Whose decisions are answered in Prefect; those on the others, on the pages."""
APPRAISAL, OPINION = "APPRAISAL", "OPINION"

FORM_INTAKE, FOLDER_INTAKE = "Tiếp nhận kế hoạch", "Tiếp nhận thư mục kế hoạch"
ROLL_UP, RESULTS, DELIVERY = "Tổng hợp tiến độ", "Tổng hợp kết quả", "Gửi thư"
"""Deployments as prefect.yaml names them."""

SUBMITTED = "lần thứ {version}"
"""How a code letter names the plan version it is for."""


class Door(Enum):
    """How a plan is handed in."""

    FORM = "the form in Prefect"
    FOLDER = "a file in the intake folder"
    OWN_FORM_IN_FOLDER = "its own XLSX form in the intake folder"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandIn:
    """A unit's plan comes in; the case then stands at `leads_to`."""

    unit: str
    sample: str
    door: Door
    leads_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide:
    """An official answers on the page, or in the run's form, with the code from their own letter."""

    unit: str
    official: str
    act: Act
    leads_to: str
    reason: str = ""
    fixed_day: str = ""
    paper_number: str = ""
    paper_day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BareResume:
    """Somebody presses Resume and fills in a decision, but no code: nothing may be decided."""

    unit: str
    act: Act
    leads_to: str


Deed = HandIn | Decide | BareResume


@dataclass(frozen=True, slots=True)
class Day:
    """What is done on one day; deeds of one day are done side by side."""

    day: date
    deeds: tuple[Deed, ...]


STORY = (
    Day(
        date(2020, 2, 18),
        (
            HandIn(unit=CITY, sample="608_tp_kon_tum.toml", door=Door.OWN_FORM_IN_FOLDER, leads_to=APPRAISAL),
            HandIn(unit=AGRICULTURE, sample="kt_snnptnt_lan_1.toml", door=Door.FOLDER, leads_to=APPRAISAL),
            HandIn(unit=LOTTERY, sample="kt_xskt_lan_1.toml", door=Door.FORM, leads_to=APPRAISAL),
        ),
    ),
    Day(date(2020, 2, 19), (BareResume(unit=CITY, act=Act.ENDORSE, leads_to=APPRAISAL),)),
    Day(
        date(2020, 2, 21),
        (
            Decide(unit=CITY, official=BOARD, act=Act.ENDORSE, leads_to=OPINION),
            Decide(unit=AGRICULTURE, official=BOARD, act=Act.ENDORSE, leads_to=OPINION),
            Decide(
                unit=LOTTERY,
                official=BOARD,
                act=Act.SEND_BACK,
                leads_to=DRAFTING,
                reason="Số đại biểu vượt mức tối đa và thời gian vượt quá 01 buổi theo mục II.2.3; đề nghị điều chỉnh.",
            ),
        ),
    ),
    Day(
        date(2020, 3, 2),
        (
            Decide(
                unit=CITY,
                official=COMMITTEE,
                act=Act.AGREE,
                leads_to=CLEARED,
                paper_number="612/UBND-KGVX",
                paper_day="02/3/2020",
            ),
            HandIn(unit=LOTTERY, sample="kt_xskt_lan_2.toml", door=Door.FOLDER, leads_to=APPRAISAL),
            Decide(
                unit=AGRICULTURE,
                official=COMMITTEE,
                act=Act.AGREE_WITH_CHANGES,
                leads_to=REVISION,
                reason="Tổ chức ngày 28/4/2020; giảm số đại biểu khách mời; bổ sung tham luận của tập thể.",
                fixed_day="28/4/2020",
                paper_number="615/UBND-KGVX",
                paper_day="02/3/2020",
            ),
        ),
    ),
    Day(
        date(2020, 3, 13),
        (
            Decide(unit=LOTTERY, official=BOARD, act=Act.ENDORSE, leads_to=OPINION),
            HandIn(unit=AGRICULTURE, sample="kt_snnptnt_lan_2.toml", door=Door.FORM, leads_to=CONFIRMATION),
        ),
    ),
    Day(
        date(2020, 3, 17),
        (
            Decide(unit=LOTTERY, official=COMMITTEE, act=Act.AGREE, leads_to=CLEARED),
            Decide(unit=AGRICULTURE, official=BOARD, act=Act.CONFIRM, leads_to=CLEARED),
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """Where a pilot's case must stand at the end: version, decisions in order, letters by kind, the day fixed."""

    version: int
    decisions: tuple[tuple[str, Act], ...]
    letters: Mapping[LetterKind, int]
    fixed_day: date | None = None
    refused: int = 0


EXPECTED: Mapping[str, End] = {
    CITY: End(
        version=1,
        decisions=((BOARD, Act.ENDORSE), (COMMITTEE, Act.AGREE)),
        letters={
            LetterKind.PLAN_RECEIVED: 1,
            LetterKind.DECISION_ASKED: 4,
            LetterKind.CONFIRMATION_CODE: 4,
            LetterKind.ACT_RECORDED: 2,
            LetterKind.CLEARED: 1,
        },
        refused=1,
    ),
    LOTTERY: End(
        version=2,
        decisions=((BOARD, Act.SEND_BACK), (BOARD, Act.ENDORSE), (COMMITTEE, Act.AGREE)),
        letters={
            LetterKind.PLAN_RECEIVED: 2,
            LetterKind.DECISION_ASKED: 6,
            LetterKind.CONFIRMATION_CODE: 6,
            LetterKind.ACT_RECORDED: 3,
            LetterKind.SENT_BACK: 1,
            LetterKind.CLEARED: 1,
        },
    ),
    AGRICULTURE: End(
        version=2,
        decisions=((BOARD, Act.ENDORSE), (COMMITTEE, Act.AGREE_WITH_CHANGES), (BOARD, Act.CONFIRM)),
        letters={
            LetterKind.PLAN_RECEIVED: 2,
            LetterKind.DECISION_ASKED: 6,
            LetterKind.CONFIRMATION_CODE: 6,
            LetterKind.ACT_RECORDED: 3,
            LetterKind.CHANGES_ASKED: 1,
            LetterKind.CLEARED: 1,
        },
        fixed_day=date(2020, 4, 28),
    ),
}
"""Two officials of each role are asked at each stage, and who decides is told what was recorded."""

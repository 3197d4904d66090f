"""A small plan of a made-up province, its units and a good plan of each: what tests change one thing of."""

from dataclasses import replace
from datetime import date, time
from typing import Any

from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.campaign import (
    AttendanceMode,
    Body,
    Campaign,
    Category,
    CategoryKind,
    CheckKind,
    Conference,
    Congress,
    Content,
    Document,
    Emphasis,
    FormalNames,
    Gate,
    GateStep,
    HalfDay,
    Holidays,
    LetterPolicy,
    Level,
    Period,
    Pilot,
    Presence,
    Role,
    RoleScope,
    Rule,
    RuleKind,
    Share,
    SizeBranch,
    SizeGap,
    SizeRule,
    StepKind,
    Window,
)
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.plan import AgendaItem, Headcount, UnitPlan

AS_OF = date(2020, 2, 3)
CALENDAR = WorkCalendar(holidays=Holidays(country="VN"))

COMMUNE_NAME = "Hội nghị biểu dương người tốt, việc tốt"
EXEMPLARS_NAME = "Hội nghị tuyên dương điển hình tiên tiến"
WORKERS_NAME = "Hội nghị biểu dương những người lao động giỏi, lao động sáng tạo"

FEBRUARY = Window(start=date(2020, 2, 1), end=date(2020, 2, 29), words="tháng 02/2020")
MARCH = Window(start=date(2020, 3, 1), end=date(2020, 3, 31), words="tháng 3/2020")
APRIL = Window(start=date(2020, 4, 1), end=date(2020, 4, 30), words="tháng 4/2020")
MAY_JUNE = Window(start=date(2020, 5, 1), end=date(2020, 6, 30), words="từ tháng 5/2020 đến tháng 6/2020")
SEPTEMBER = Window(start=date(2020, 9, 1), end=date(2020, 9, 30), words="tháng 9/2020")

CHECKS_BY_RULE = {
    "T053": CheckKind.PILOT_NUMBER,
    "T115": CheckKind.PAPERS,
    "T116": CheckKind.AGENDA_TIME,
    "T013": CheckKind.HONOURED_KINDS,
    "T014": CheckKind.LESSONS,
    "T030": CheckKind.HONOURED_MOVEMENTS,
    "T033": CheckKind.PUT_FORWARD,
    "T035": CheckKind.FOSTERING,
    "T117": CheckKind.PAPER_FIELDS,
    "T118": CheckKind.HONOURS,
    "T120a": CheckKind.STAGING,
    "T121": CheckKind.PLAN_PAPER,
    "T126": CheckKind.NO_APPRAISAL,
    "T141": CheckKind.PILOT_FIRST_OF_DIRECTOR,
    "T142": CheckKind.PILOT_FIRST_OF_LEVEL,
    "T143": CheckKind.ADOPTED_LIST,
    "T144": CheckKind.DATES_IN_ORDER,
    "T145": CheckKind.ONE_HALF_DAY,
    "T146": CheckKind.DAY_OFF,
    "T147": CheckKind.COVERED_BY_ORDER,
    "T148": CheckKind.SUMS,
}

KINDS_BY_RULE = {
    **dict.fromkeys(("T013", "T014", "T030", "T035", "T114", "T116", "T117", "T120a"), RuleKind.SOFT),
    **dict.fromkeys(("T141", "T142", "T143", "T144", "T145", "T146", "T147", "T148"), RuleKind.DERIVED),
    "T053": RuleKind.OPEN,
}
"""The rules that do not bind as they are written: what is encouraged, what follows from others, what is left open."""

RULE_IDS = (
    *("T013", "T014", "T030", "T033", "T035"),
    *("T040", "T041", "T042", "T043", "T044", "T045", "T046", "T047", "T048", "T049", "T050", "T051", "T052", "T053"),
    *("T060", "T061", "T062", "T063", "T064", "T065", "T066", "T067", "T068"),
    *("T070", "T071", "T072", "T073", "T074", "T075", "T076", "T077", "T078", "T079", "T080"),
    *("T090", "T091", "T092", "T093", "T094", "T095", "T096", "T097", "T098", "T100"),
    *("T110", "T111", "T112", "T114", "T115", "T116", "T117", "T118", "T119"),
    *("T120", "T120a", "T121", "T123", "T124", "T126"),
    *("T140", "T141", "T142", "T143", "T144", "T145", "T146", "T147", "T148"),
)


def first_of(window: Window) -> date:
    """Return the first day of a window that has one."""
    assert window.start is not None
    return window.start


def last_of(window: Window) -> date:
    """Return the last day of a window that has one."""
    assert window.end is not None
    return window.end


def category(name: str, kind: CategoryKind, rule: str, **more: Any) -> Category:
    return Category(id=more.pop("id", kind.value), name=name, kind=kind, rule=rule, **more)


def composition(guests: str, heroes: str, exemplars: str, *, leaders: bool = True) -> tuple[Category, ...]:
    rows = [category("Đại biểu khách mời", CategoryKind.GUEST, guests)]
    if leaders:
        rows.append(category("Đại diện lãnh đạo cấp ủy, chính quyền", CategoryKind.LEADER, guests))
    rows.append(category("Tập thể và cá nhân Anh hùng", CategoryKind.HERO, heroes, presence=Presence.IF_ANY))
    rows.append(category("Chiến sĩ thi đua", CategoryKind.FIGHTER, exemplars))
    rows.append(category("Gương tiêu biểu", CategoryKind.EXEMPLAR, exemplars))
    return tuple(rows)


def by_headcount(under: str, over: str, gap: str, base: str, *, bases: tuple[str, ...], words: str) -> SizeRule:
    """Return a size rule: below 100 everybody, above at most 200 delegates, at 100 what both readings allow."""
    return SizeRule(
        branches=(
            SizeBranch(rule=under, fewer_than=100, mode=AttendanceMode.PLENARY),
            SizeBranch(rule=over, more_than=100, at_most=200),
        ),
        bases=bases,
        base_words=words,
        base_rule=base,
        other_bases=("public_employees", "employees") if "employees" not in bases else (),
        gap=SizeGap(rule=gap, mode=AttendanceMode.PLENARY, at_most=200),
    )


COMMUNES = Level(
    id="commune",
    name="cấp xã",
    heading="Đối với cấp xã",
    clause="II.2.1",
    rule="T040",
    unit_levels=("xa",),
    upper="district",
    upper_rule="T120",
    before_level="district",
    order_rule="T140",
    conference=Conference(
        names=(COMMUNE_NAME,),
        name_rule="T041",
        composition=composition("T042", "T043", "T044"),
        size=SizeRule(branches=(SizeBranch(rule="T047", at_most=100),), decided_by_unit_rule="T046"),
        window=MARCH,
        window_rule="T049",
        session_rule="T048",
        emphases=(Emphasis(id="farmers", name="nông dân", rule="T045"),),
    ),
)

DISTRICTS = Level(
    id="district",
    name="cấp huyện",
    heading="Đối với cấp huyện",
    clause="II.2.2",
    rule="T060",
    unit_levels=("huyen",),
    upper="province",
    upper_rule="T120",
    before_level="province",
    order_rule="T140",
    conference=Conference(
        names=(EXEMPLARS_NAME,),
        name_rule="T060",
        composition=composition("T061", "T062", "T062"),
        size=SizeRule(branches=(SizeBranch(rule="T065", at_most=300),)),
        window=MAY_JUNE,
        window_rule="T066",
        session_rule="T066",
        emphases=(Emphasis(id="fighting", name="người trực tiếp chiến đấu", rule="T063"),),
        structure=(Emphasis(id="women", name="đại biểu nữ", rule="T064"),),
    ),
)

ENTERPRISES = Level(
    id="enterprise",
    name="doanh nghiệp",
    heading="Đối với các doanh nghiệp",
    clause="II.2.3",
    rule="T070",
    unit_levels=("doanh_nghiep",),
    upper="province",
    upper_rule="T120",
    before_level="province",
    order_rule="T140",
    scope_groups=("Khối lâm nghiệp", "Khối sản xuất"),
    scope_rule="T070",
    conference=Conference(
        names=(WORKERS_NAME,),
        name_rule="T071",
        composition=composition("T072", "T072", "T072", leaders=False),
        size=by_headcount("T074", "T075", "T076", "T077", bases=("employees",), words="người lao động"),
        window=MAY_JUNE,
        window_rule="T078",
        session_rule="T078",
        emphases=(Emphasis(id="workers", name="công nhân", rule="T073"),),
    ),
)

DEPARTMENTS = Level(
    id="department",
    name="sở, ban, ngành",
    heading="Đối với các sở, ban, ngành",
    clause="II.2.4",
    rule="T090",
    unit_levels=("so",),
    upper="province",
    upper_rule="T120",
    before_level="province",
    order_rule="T140",
    conference=Conference(
        names=(EXEMPLARS_NAME,),
        name_rule="T091",
        composition=(
            *composition("T092", "T092", "T092")[:-1],
            category(
                "Gương lao động giỏi", CategoryKind.EXEMPLAR, "T093", id="good", presence=Presence.ONE_OF, one_of="kind"
            ),
            category(
                "Điển hình tiên tiến",
                CategoryKind.EXEMPLAR,
                "T093",
                id="advanced",
                presence=Presence.ONE_OF,
                one_of="kind",
            ),
        ),
        size=by_headcount(
            "T094", "T095", "T076", "T096", bases=("cadres", "civil_servants"), words="cán bộ, công chức"
        ),
        window=MAY_JUNE,
        window_rule="T097",
        session_rule="T097",
    ),
)

PROVINCE = Level(
    id="province",
    name="cấp tỉnh",
    heading="Đối với cấp tỉnh",
    clause="II.2.5",
    rule="T100",
    unit_levels=("tinh",),
)

PILOTS = (
    Pilot(
        level="commune",
        rule="T050",
        director="district",
        gated=False,
        window=FEBRUARY,
        window_rule="T051",
        lessons_rule="T052",
    ),
    Pilot(
        level="district",
        rule="T067",
        director="council",
        gated=True,
        units=("H1",),
        window=APRIL,
        window_rule="T067",
        lessons_rule="T068",
    ),
    Pilot(
        level="enterprise",
        rule="T079",
        director="council",
        gated=True,
        units=("D1",),
        window=APRIL,
        window_rule="T079",
        lessons_rule="T080",
    ),
    Pilot(
        level="department",
        rule="T098",
        director="council",
        gated=True,
        units=("S1",),
        proposal=APRIL,
        proposal_words="tháng 4/2020, tương tự II.2.2*",
        lessons_rule="T098",
    ),
)

CONTENTS = (
    Content(
        id="report",
        name="Báo cáo tổng kết",
        rule="T110",
        points=("Nét mới, sáng tạo", "Mô hình mới"),
        points_rule="T112",
    ),
    Content(id="papers", name="Báo cáo tham luận", rule="T115"),
    Content(id="honours", name="Biểu dương, khen thưởng", rule="T118"),
    Content(id="launch", name="Phát động phong trào thi đua", rule="T119"),
    Content(id="delegates", name="Thông qua danh sách đại biểu", rule="T120"),
)

GATE = Gate(
    rule="T123",
    steps=(
        GateStep(stage="APPRAISAL", kind=StepKind.ENDORSEMENT, role="board", waiting="Chờ thẩm định", rule="T123"),
        GateStep(stage="OPINION", kind=StepKind.OPINION, role="committee", waiting="Chờ ý kiến", rule="T124"),
    ),
    confirmed_by="board",
    recorded_by="board",
    confirmation_waiting="Chờ xác nhận",
    revision_waiting="Chờ chỉnh sửa",
    drafting_waiting="Chờ kế hoạch",
    cleared_name="Được thực hiện",
)


def campaign(**changes: Any) -> Campaign:
    """Return the made-up province's plan, with the given parts changed."""
    return replace(_CAMPAIGN, **changes)


_CAMPAIGN = Campaign(
    id="made_up",
    title="Kế hoạch thử nghiệm",
    province="Tỉnh thử nghiệm",
    fictional=True,
    plan=Document(number="01/KH-UBND", date=date(2019, 9, 4), issuer="UBND tỉnh thử nghiệm"),
    effective_from=date(2019, 9, 4),
    congress=Congress(
        name="Đại hội Thi đua yêu nước tỉnh",
        window=SEPTEMBER,
        rule="T100",
    ),
    review_period=Period(first=2015, last=2020, rule="T110"),
    launch_period=Period(first=2020, last=2025, rule="T119"),
    contents=CONTENTS,
    formal_names=(FormalNames(kinds=("xa", "xã", "huyện", "tỉnh"), prefix="Ủy ban nhân dân"),),
    levels=(COMMUNES, DISTRICTS, ENTERPRISES, DEPARTMENTS, PROVINCE),
    pilots=PILOTS,
    gate=GATE,
    bodies=(
        Body(id="council", name="Hội đồng tỉnh", short_name="HĐ", letter_head=("HỘI ĐỒNG",), place="Tỉnh lỵ"),
        Body(
            id="committee",
            name="Ủy ban nhân dân tỉnh",
            short_name="UBND",
            letter_head=("ỦY BAN NHÂN DÂN",),
            place="Tỉnh lỵ",
            may_change_plan=True,
        ),
    ),
    roles=(
        Role(id="board", name="Ban Thi đua", scope=RoleScope.CAMPAIGN),
        Role(id="committee", name="Ủy ban nhân dân tỉnh", scope=RoleScope.CAMPAIGN),
    ),
    letters=LetterPolicy(from_name="Ban", reply_to="ban@example.org", signature=("BAN",), contact=""),
    half_day=HalfDay(
        morning_start=time(7),
        morning_end=time(12),
        afternoon_start=time(13),
        afternoon_end=time(17, 30),
        warn_above_minutes=270,
    ),
    holidays=Holidays(country="VN"),
    rules=tuple(
        Rule(
            id=rule_id,
            clause=f"mục {rule_id}",
            quote="lời kế hoạch",
            kind=KINDS_BY_RULE.get(rule_id, RuleKind.HARD),
            check=CHECKS_BY_RULE.get(rule_id),
            read_in="report" if rule_id in {"T111", "T114"} else "",
        )
        for rule_id in RULE_IDS
    ),
    sha256="0" * 64,
)


def unit(code: str, level: str, **more: Any) -> Unit:
    return Unit(**{"code": code, "name": f"Đơn vị {code}", "level": level, "kind": level, **more})


COMMUNE = unit("X1", "xa", parent="H2")
PILOT_COMMUNE = unit("X2", "xa", parent="H2", pilot=True)
CITY = unit("H1", "huyen", parent="T")
DISTRICT = unit("H2", "huyen", parent="T")
PILOT_ENTERPRISE = unit("D1", "doanh_nghiep", group="Khối sản xuất")
ENTERPRISE = unit("D2", "doanh_nghiep", group="Khối lâm nghiệp")
PILOT_DEPARTMENT = unit("S1", "so")
DEPARTMENT = unit("S2", "so")
PROVINCE_UNIT = unit("T", "tinh")

_COMMON: dict[str, Any] = {
    "number": "12/KH-UBND",
    "signed_on": date(2020, 2, 3),
    "signer": "Nguyễn Văn A",
    "starts_at": time(7, 30),
    "ends_at": time(11, 0),
    "place": "Hội trường",
    "mode": AttendanceMode.DELEGATES,
    "has_no_heroes": True,
    "agenda": tuple(AgendaItem(content=content.id, minutes=30) for content in CONTENTS),
    "report_points": CONTENTS[0].points,
    "collective_papers": 2,
    "individual_papers": 3,
    "launch_period": "2020-2025",
}

_OF_LEVEL: dict[str, dict[str, Any]] = {
    "xa": {
        "conference_name": COMMUNE_NAME,
        "held_on": date(2020, 3, 12),
        "delegates": {"guest": 10, "leader": 10, "fighter": 20, "exemplar": 50},
        "total": 90,
        "emphases": {"farmers": 40},
    },
    "huyen": {
        "conference_name": EXEMPLARS_NAME,
        "held_on": date(2020, 5, 14),
        "delegates": {"guest": 20, "leader": 30, "fighter": 50, "exemplar": 150},
        "total": 250,
        "emphases": {"fighting": 12},
        "structure": {"women": 100},
    },
    "doanh_nghiep": {
        "conference_name": WORKERS_NAME,
        "held_on": date(2020, 5, 14),
        "delegates": {"guest": 10, "fighter": 20, "exemplar": 100},
        "total": 130,
        "headcount": Headcount(employees=250, as_of=date(2020, 1, 31)),
        "emphases": {"workers": 80},
    },
    "so": {
        "conference_name": EXEMPLARS_NAME,
        "held_on": date(2020, 5, 14),
        "delegates": {"guest": 10, "leader": 10, "fighter": 20, "good": 80},
        "total": 120,
        "headcount": Headcount(
            cadres=0, civil_servants=120, public_employees=300, employees=10, as_of=date(2020, 1, 31)
        ),
    },
}

_OF_UNIT: dict[str, dict[str, Any]] = {
    "X2": {"held_on": date(2020, 2, 20)},
    "H1": {"held_on": date(2020, 4, 16)},
    "D1": {"held_on": date(2020, 4, 16)},
    "S1": {"held_on": date(2020, 4, 23)},
}


def plan_of(of: Unit, **changes: Any) -> UnitPlan:
    """Return a plan of this unit that breaks no rule of the made-up province, with the given fields changed."""
    return UnitPlan(**{"unit": of.code, **_COMMON, **_OF_LEVEL[of.level], **_OF_UNIT.get(of.code, {}), **changes})


def campaign_with_a_share(words: str) -> Campaign:
    """Return the made-up province, but that its plan fixes a share of farmers in communes, in these words."""
    conference = COMMUNES.conference
    if conference is None:
        raise TypeError(COMMUNES)
    share = Share(rule="T045", groups=("farmers",), at_least=0.3, words=words)
    communes = replace(COMMUNES, conference=replace(conference, shares=(share,)))
    return campaign(levels=(communes, *campaign().levels[1:]))


def two_level_campaign() -> Campaign:
    """Return a plan unlike the other: two levels, a threshold of 200, several names, a share; no pilot, no gate."""
    conference = Conference(
        names=("Hội nghị điển hình tiên tiến", "Hội nghị biểu dương gương sáng"),
        name_rule="T041",
        composition=composition("T042", "T043", "T044"),
        size=SizeRule(
            branches=(
                SizeBranch(rule="T074", fewer_than=200, mode=AttendanceMode.PLENARY, at_most=250),
                SizeBranch(rule="T075", more_than=200, mode=AttendanceMode.DELEGATES, at_most=150),
            ),
            bases=("employees",),
            base_words="người lao động",
            base_rule="T077",
            gap=SizeGap(rule="T076", mode=AttendanceMode.PLENARY, at_most=150),
        ),
        window=Window(start=date(2025, 4, 1), end=date(2025, 6, 30), words="quý II/2025"),
        window_rule="T049",
        session_rule="T048",
        shares=(Share(rule="T045", kinds=(CategoryKind.EXEMPLAR,), at_least=0.6, words="Ít nhất 60% là điển hình"),),
    )
    communes = replace(COMMUNES, upper="province", before_level="province", conference=conference)
    return campaign(levels=(communes, PROVINCE), pilots=(), gate=None)

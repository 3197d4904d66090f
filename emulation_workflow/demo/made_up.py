"""Made-up reports and delegate lists of the year's conferences: no real person, no finding about any unit."""

from datetime import date, time, timedelta
from random import Random

from emulation_workflow.domain.campaign import AttendanceMode, Campaign, Category, CategoryKind, Conference, Level
from emulation_workflow.domain.delegates import Delegate, Gender
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.submissions import (
    AgendaItem,
    Headcount,
    Honour,
    Party,
    ResultReport,
    Talk,
    UnitPlan,
)
from emulation_workflow.messages.labels import event_name

FIELDS = ("Nông nghiệp", "Giáo dục", "Y tế", "Quốc phòng, an ninh", "Xây dựng nông thôn mới", "Giảm nghèo")
AWARDS = ("Giấy khen", "Bằng khen", "Danh hiệu người tốt, việc tốt")
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "A", "Y", "Hoàng", "Võ", "Đặng", "Bùi")
MIDDLE = {Gender.MALE: ("Văn", "Quốc", "Hữu"), Gender.FEMALE: ("Thị", "Ngọc", "Thu")}
GIVEN = ("An", "Bình", "Hiếu", "Hồng", "Lâm", "Minh", "Nghĩa", "Phước", "Thảo", "Tuyết", "Vượng", "Yến")
PEOPLES = ("Kinh", "Kinh", "Kinh", "Ba Na", "Xơ Đăng", "Giẻ Triêng", "Gia Rai")
OF_TWO_NAMES = ("A", "Y")
"""Names of the region's peoples, which begin so and have no family name."""

ASKED = (
    "Kinh phí khen thưởng chưa được bố trí đủ theo kế hoạch",
    "Hội trường đang sửa chữa, chưa có nơi tổ chức thay thế",
    "Chưa rõ số đại biểu được phân bổ dự hội nghị, đại hội cấp trên",
    *("",) * 21,
)
"""One unit in eight asks for help."""
LESSONS = (
    "Chọn gương điển hình từ thôn, làng, tổ công tác để báo cáo sát thực tế",
    "Gửi báo cáo tham luận trước một tuần để hội nghị gọn trong một buổi",
    "Phối hợp với đài truyền thanh đưa tin ngay trong ngày",
)
SHORTCOMINGS = (
    "",
    "Việc nhân rộng điển hình sau khen thưởng chưa thường xuyên",
    "Còn ít gương là người trực tiếp sản xuất",
)
STAFF = 12


def made_up_report(
    campaign: Campaign, unit: Unit, held_on: date, *, sent_on: date, seed: object, correction: str = ""
) -> ResultReport:
    """Return what this unit might report of its conference of that day; a `correction` counts its guests anew."""
    conference = _level(campaign, unit).conference
    if conference is None:
        raise ValueError(f"{unit.code} holds no conference")
    draw = Random(f"{seed}/{unit.code}/report")  # noqa: S311 - a story, no secret
    headcount = draw.randint(30, 95) if conference.size.bases else None
    delegates = _delegates(conference, draw, headcount)
    if correction:
        guests = next(category.id for category in conference.composition if category.kind == CategoryKind.GUEST)
        delegates[guests] = max(delegates[guests] - draw.randint(1, 3), 1)
    total = sum(delegates.values())
    period = campaign.launch_period.words if campaign.launch_period else ""
    held = UnitPlan(
        unit=unit.code,
        number=f"{draw.randint(20, 180)}/BC",
        signed_on=sent_on,
        signer="Nguyễn Văn Mẫu",
        conference_name=event_name(campaign, unit.level),
        held_on=held_on,
        starts_at=time(7, 30),
        ends_at=time(11, 0),
        place=f"Hội trường {unit.name}",
        mode=AttendanceMode.PLENARY if headcount else AttendanceMode.DELEGATES,
        delegates=delegates,
        total=total,
        headcount=_headcount(conference, headcount, held_on),
        has_no_heroes=not any(delegates.get(category.id) for category in conference.composition if _is_hero(category)),
        emphases={emphasis.id: draw.randint(0, total // 4) for emphasis in conference.emphases},
        structure={group.id: draw.randint(total // 6, total // 3) for group in conference.structure},
        service_staff=draw.randint(3, STAFF),
        agenda=tuple(AgendaItem(content=content.id) for content in campaign.contents),
        report_points=tuple(point for content in campaign.contents for point in content.points),
        launch_period=period,
    )
    return ResultReport(
        conference=held,
        papers=tuple(_paper(draw, place) for place in range(draw.randint(3, 6))),
        honours=tuple(_honour(draw, place, held_on, unit) for place in range(draw.randint(3, 10))),
        launched=f"Thi đua hoàn thành nhiệm vụ giai đoạn {period}",
        minutes=f"{draw.randint(1, 60):02d}/BB",
        lessons=draw.choice(LESSONS),
        shortcomings=draw.choice(SHORTCOMINGS),
        difficulties=tuple(filter(None, [draw.choice(ASKED)])),
        correction=correction,
    )


def made_up_delegates(unit: Unit, seed: object) -> list[Delegate]:
    """Return the people whom its conference might send to the one above: three to six, one or two reserves."""
    draw = Random(f"{seed}/{unit.code}/delegates")  # noqa: S311 - a story, no secret
    official, reserves = draw.randint(3, 6), draw.randint(1, 2)
    people: dict[str, Delegate] = {}
    while len(people) < official + reserves:
        person = _person(draw, unit, is_reserve=len(people) >= official)
        people.setdefault(person.name, person)
    return list(people.values())


def _person(draw: Random, unit: Unit, *, is_reserve: bool) -> Delegate:
    gender = draw.choice((Gender.MALE, Gender.FEMALE))
    family = draw.choice(FAMILY)
    middle = () if family in OF_TWO_NAMES else (draw.choice(MIDDLE[gender]),)
    return Delegate(
        name=" ".join((family, *middle, draw.choice(GIVEN))),
        sent_by=unit.code,
        born=draw.randint(1955, 1998),
        gender=gender,
        ethnicity=draw.choice(PEOPLES),
        post=f"Cán bộ, {unit.name}",
        is_reserve=is_reserve,
    )


def _level(campaign: Campaign, unit: Unit) -> Level:
    level = campaign.level_of(unit.level)
    if level is None:
        raise ValueError(f"the plan does not bind {unit.code}")
    return level


def _delegates(conference: Conference, draw: Random, headcount: int | None) -> dict[str, int]:
    """Return the composition of the level, for the most part exemplars; of a plenary everybody, and guests besides."""
    if headcount is not None:
        total = headcount + draw.randint(12, 25)
    else:
        cap = min(branch.at_most for branch in conference.size.branches if branch.at_most is not None)
        total = draw.randint(int(cap * 0.7), cap - 3)
    heroes = {category.id: draw.choice((0, 0, 1, 2)) for category in conference.composition if _is_hero(category)}
    weights = {
        category.id: _weight(category) * draw.uniform(0.7, 1.3)
        for category in conference.composition
        if not _is_hero(category)
    }
    whole = sum(weights.values())
    numbers = {name: max(int(total * weight / whole), 1) for name, weight in weights.items()}
    numbers[list(numbers)[-1]] += max(total - sum(numbers.values()), 0)
    return {category.id: (heroes | numbers)[category.id] for category in conference.composition}


def _weight(category: Category) -> float:
    return {CategoryKind.GUEST.value: 1.0, CategoryKind.LEADER.value: 1.2}.get(category.kind, 3.0)


def _is_hero(category: Category) -> bool:
    return category.kind == CategoryKind.HERO


def _headcount(conference: Conference, number: int | None, on: date) -> Headcount:
    if number is None:
        return Headcount()
    first, *others = conference.size.bases
    counted = {first: number // 4, others[0]: number - number // 4} if others else {first: number}
    return Headcount(as_of=on, **counted)


def _paper(draw: Random, place: int) -> Talk:
    kind = Party.COLLECTIVE if place % 2 == 0 else Party.INDIVIDUAL
    field = draw.choice(FIELDS)
    return Talk(
        title=f"Kinh nghiệm thi đua trong lĩnh vực {field[0].lower()}{field[1:]}",
        field=field,
        author="Tập thể (mẫu)" if kind is Party.COLLECTIVE else "Cá nhân (mẫu)",
        kind=kind,
    )


def _honour(draw: Random, place: int, held_on: date, unit: Unit) -> Honour:
    kind = Party.COLLECTIVE if place % 3 == 0 else Party.INDIVIDUAL
    return Honour(
        honoured=f"{'Tập thể' if kind is Party.COLLECTIVE else 'Cá nhân'} mẫu {place + 1}, {unit.name}",
        kind=kind,
        award=draw.choice(AWARDS),
        decision=f"{draw.randint(100, 900)}/QĐ",
        signed_on=held_on - timedelta(days=draw.randint(3, 15)),
        put_forward="Biên bản họp bình xét",
        field=draw.choice(FIELDS),
    )

"""Made-up results for papers to tell of: a conference, a list of delegates, a province."""

from datetime import date

from emulation_workflow.domain.paper_inputs import (
    ConferenceOutcome,
    Consolidation,
    Counted,
    DelegateLine,
    DelegateList,
    DifficultyRaised,
    GroupCount,
    HonourGiven,
    PaperRead,
    Restated,
    UnitStanding,
)
from emulation_workflow.domain.units import Unit

HELD_ON = date(2020, 5, 14)
COMMUNE = Unit(code="23368", name="Xã Đăk Long", level="commune", kind="xã", parent="610")
DISTRICT = Unit(code="610", name="Huyện Đắk Glei", level="district", kind="huyện", parent="62")
PARTY_BODY = Unit(
    code="KT-BTGTU",
    name="Ban Tuyên giáo Tỉnh ủy",
    level="provincial_body",
    kind="cơ quan/tổ chức cấp tỉnh",
    group="Khối cơ quan đảng",
)

_FAMILY_NAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Y", "A", "Đỗ", "Hoàng", "Vũ", "Đặng")
_GIVEN_NAMES = ("Thị Hồng Ánh", "Văn Dũng", "Blưu", "Quốc Khánh", "Thị Mỹ Lệ", "Đức Thắng", "Ngọc Diệp")


def outcome(unit: Unit = DISTRICT, **changes: object) -> ConferenceOutcome:
    """A conference that carried out everything."""
    facts: dict[str, object] = {
        "unit": unit,
        "parent": None,
        "reports_to": "Ban Thi đua - Khen thưởng tỉnh Kon Tum",
        "conference": "Hội nghị tuyên dương điển hình tiên tiến",
        "held_on": HELD_ON,
        "session": "từ 7 giờ 30 đến 11 giờ 00, buổi sáng thứ Năm, ngày 14/5/2020",
        "place": "Hội trường trung tâm huyện",
        "mode": "hội nghị đại biểu",
        "in_time": "đúng thời gian quy định",
        "participants": 290,
        "composition": (
            Counted(name="Đại biểu khách mời", number=35),
            Counted(name="Chiến sĩ thi đua", number=72),
            Counted(name="Tập thể và cá nhân Anh hùng", number=None),
        ),
        "contents": ("Báo cáo tổng kết", "Báo cáo tham luận", "Phát động phong trào thi đua"),
        "papers": (PaperRead(title="Làng mới bên dòng Pô Kô", field="Nông nghiệp", author="Thôn Đắk Ra"),),
        "honours": (
            HonourGiven(honoured="A Blưu", award="Giấy khen", decision="120/QĐ-UBND", signed_on=date(2020, 5, 5)),
        ),
        "launched": "Thi đua giai đoạn 2020-2025",
        "delegates": 12,
        "reserves": 2,
        "lessons": "Chọn điển hình từ thôn, làng",
        "shortcomings": "Thời gian chuẩn bị ngắn",
        "minutes": "15/BB-HN",
        "sha256": "a" * 64,
    }
    return ConferenceOutcome(**{**facts, **changes})  # type: ignore[arg-type]  # fields by name, of any type


def delegates(number: int, unit: Unit = DISTRICT) -> DelegateList:
    """An adopted list of as many delegates and two reserves."""
    return DelegateList(
        unit=unit,
        parent=None,
        upper="Đại hội Thi đua yêu nước tỉnh Kon Tum lần thứ VIII",
        official=tuple(_delegate(order) for order in range(number)),
        reserves=tuple(_delegate(order) for order in range(2)),
        minutes="15/BB-HN",
        adopted_on=HELD_ON,
        sha256="b" * 64,
    )


def _delegate(order: int) -> DelegateLine:
    family, given = _FAMILY_NAMES[order % len(_FAMILY_NAMES)], _GIVEN_NAMES[order % len(_GIVEN_NAMES)]
    return DelegateLine(
        name=f"{family} {given}",
        born=1955 + order % 45,
        gender="Nữ" if order % 2 else "Nam",
        ethnicity=("Kinh", "Xơ Đăng", "Gié Triêng", "Ba Na", "Gia Rai")[order % 5],
        position=f"Trưởng thôn {order + 1}, Xã Đăk Long, huyện Đắk Glei",
        category="Chiến sĩ thi đua" if order % 3 else "Điển hình tiên tiến",
    )


def group(name: str, number: int) -> GroupCount:
    return GroupCount(
        name=name,
        bound=number,
        with_plan=number,
        in_time=number - 3,
        in_time_by_order=1,
        late=1,
        not_held=1,
        not_due=0,
        delegates=number * 90,
        women=number * 40,
        minorities=number * 50,
    )


def consolidation(number: int = 147) -> Consolidation:
    """A province of as many units."""
    return Consolidation(
        as_of=date(2020, 7, 10),
        groups=tuple(group(f"Cụm thi đua số {order}", max(number // 10, 4)) for order in range(1, 11)),
        total=group("Tổng cộng", max(number // 10, 4) * 10),
        units=tuple(
            UnitStanding(
                name=f"Xã Đăk Thử {order}",
                above="Huyện Đắk Glei",
                due="tháng 3/2020",
                held_on=date(2020, 3, 1 + order % 28),
                standing="đúng hạn theo văn bản số 1048/UBND-KGVX" if order % 3 else "đúng hạn",
                delegates=80 + order % 20,
                report=f"số {order}/BC-UBND ngày 05/4/2020",
            )
            for order in range(number)
        ),
        honours=(Counted(name="Giấy khen cho cá nhân", number=1250), Counted(name="Bằng khen", number=64)),
        papers=(Counted(name="Nông nghiệp", number=210),),
        lists_adopted=120,
        lessons=3,
        reports_missing=7,
        difficulties=(
            DifficultyRaised(
                unit="Xã Đăk Long", words="Kinh phí tổ chức", raised_on=date(2020, 2, 3), standing="đã trả lời"
            ),
        ),
        restated=(Restated(figure="Số đại biểu cấp xã", was=8200, is_now=8215, reason="xã Đăk Long đính chính"),),
        proposals=("Cho phép các đơn vị chưa tổ chức hoàn thành trước ngày 31/7/2020",),
        sha256="c" * 64,
    )

"""Made-up results for papers: a conference, a list of delegates, a province."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from emulation_workflow.domain.difficulties import Difficulty
from emulation_workflow.domain.obligations.obligation import Derived
from emulation_workflow.domain.papers.inputs import AdoptedList, ConferenceOutcome, DelegateLine
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.roll_up.figures import Figure, FigureKind
from emulation_workflow.domain.roll_up.publication import ChangeCause, Publication, Reason, Restatement
from emulation_workflow.domain.roll_up.tree import (
    Node,
    NodeKind,
    RollUp,
    RollUpPlace,
    VersionUsed,
    build_tree,
    by_level,
)
from emulation_workflow.domain.submissions.report import Honour, Party, Talk
from emulation_workflow.office.papers.province import Province
from emulation_workflow.office.roll_up.conferences import CountedConference

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
    """Return a conference that carried out everything."""
    context: dict[str, object] = {
        "unit": unit,
        "parent": None,
        "reports_to": "Ban Thi đua - Khen thưởng tỉnh Kon Tum",
        "conference": "Hội nghị tuyên dương điển hình tiên tiến",
        "held_on": HELD_ON,
        "session": "từ 7 giờ 30 đến 11 giờ 00, buổi sáng thứ Năm, ngày 14/5/2020",
        "place": "Hội trường trung tâm huyện",
        "mode": "hội nghị đại biểu",
        "participants": 290,
        "composition": (
            ("Đại biểu khách mời", 35),
            ("Chiến sĩ thi đua", 72),
            ("Tập thể và cá nhân Anh hùng", None),
        ),
        "contents": ("Báo cáo tổng kết", "Báo cáo tham luận", "Phát động phong trào thi đua"),
        "papers": (
            Talk(title="Làng mới bên dòng Pô Kô", field="Nông nghiệp", author="Thôn Đắk Ra", kind=Party.COLLECTIVE),
        ),
        "honours": (
            Honour(
                honoured="A Blưu",
                kind=Party.INDIVIDUAL,
                award="Giấy khen",
                decision="120/QĐ-UBND",
                signed_on=date(2020, 5, 5),
            ),
        ),
        "launched": "Thi đua giai đoạn 2020-2025",
        "delegates": 12,
        "reserves": 2,
        "lessons": "Chọn điển hình từ thôn, làng",
        "shortcomings": "Thời gian chuẩn bị ngắn",
        "minutes": "15/BB-HN",
        "sha256": "a" * 64,
    }
    return ConferenceOutcome(**{**context, **changes})  # type: ignore[arg-type]  # fields by name, of any type


def delegates(number: int, unit: Unit = DISTRICT) -> AdoptedList:
    """Return an adopted list of as many delegates and two reserves."""
    return AdoptedList(
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


def province(number: int = 147, *, as_of: date = date(2020, 7, 10)) -> Province:
    """Return ten districts with as many communes between them: all but the last of each district held and reported."""
    districts = [replace(DISTRICT, code=f"D{order}", name=f"Huyện Đăk {order}") for order in range(10)]
    communes = [
        Unit(code=f"C{order}", name=f"Xã Đăk Thử {order}", level="commune", kind="xã", parent=f"D{order % 10}")
        for order in range(number)
    ]
    late = set(range(number - 10, number))
    counted = {
        RollUpPlace("commune", unit.parent, "", unit.code): dict(_figures(order, has_held=order not in late))
        for order, unit in enumerate(communes)
    }
    names = {unit.code: unit.name for unit in (*districts, *communes)} | {"commune": "cấp xã"}
    used = [communes[order] for order in range(number) if order not in late]
    return Province(
        roll_up=RollUp(
            as_of=as_of,
            root=build_tree(Unit(code="62", name="Tỉnh Kon Tum", level="tỉnh", kind="tỉnh"), districts, counted, names),
            levels=by_level(counted),
            versions=tuple(VersionUsed(unit.code, 1, f"{order:064x}", unit.code) for order, unit in enumerate(used)),
        ),
        conferences={unit.code: _conference(unit, order in late, order) for order, unit in enumerate(communes)},
        names=names,
        difficulties=(DIFFICULTY,),
        published=PUBLISHED,
        restated=(RESTATEMENT,),
        restated_below=(replace(RESTATEMENT, key="D5", name="Huyện Đăk 5"),),
    )


PUBLISHED = Publication(
    number=1,
    found=RollUp(
        as_of=date(2020, 6, 1), root=Node(key="62", name="Tỉnh Kon Tum", kind=NodeKind.UNIT), levels={}, versions=()
    ),
    published_at=datetime(2020, 6, 2, 9, tzinfo=UTC),
    published_by="B1",
    document="25/BC-BTĐKT",
    signed_on=date(2020, 6, 2),
    sha256="f" * 64,
)
RESTATEMENT = Restatement(
    key="62",
    name="Tỉnh Kon Tum",
    figure=Figure(FigureKind.DELEGATES, "guests"),
    was=1600,
    is_now=1615,
    causes=(ChangeCause(reason=Reason.CORRECTION, unit="C5", version=2, words="đếm sót một tổ"),),
)
DIFFICULTY = Difficulty(
    number=1,
    unit="C5",
    words="Kinh phí tổ chức",
    raised_on=date(2020, 6, 30),
    recorded_at=datetime(2020, 6, 30, 9, tzinfo=UTC),
    recorded_by="B1",
)


def _figures(order: int, *, has_held: bool) -> Iterator[tuple[Figure, int]]:
    yield Figure(FigureKind.BOUND), 1
    if not has_held:
        yield Figure(FigureKind.NOT_HELD), 1
        return
    yield Figure(FigureKind.PLANS), 1
    yield Figure(FigureKind.IN_TIME_BY_ORDER, ORDER) if order % 3 else Figure(FigureKind.IN_TIME), 1
    yield Figure(FigureKind.REPORTS), 1
    yield Figure(FigureKind.DELEGATES, "guests"), 10 + order % 5
    yield Figure(FigureKind.DELEGATES, "exemplars"), 60
    yield Figure(FigureKind.HONOURS_INDIVIDUAL, "Giấy khen"), 8
    yield Figure(FigureKind.HONOURS_COLLECTIVE, "Giấy khen"), 2
    yield Figure(FigureKind.PAPERS, "nông nghiệp"), 2
    yield Figure(FigureKind.PAPERS_INDIVIDUAL), 2


ORDER = "1048/UBND-KGVX"


def _conference(unit: Unit, is_late: bool, order: int) -> CountedConference:  # noqa: FBT001 - one of a row
    derived = Derived(
        unit=unit.code,
        task="conference",
        level="commune",
        rule="R048",
        parent=unit.parent,
        source_words="tháng 3/2020",
        order=ORDER,
    )
    kind = FigureKind.NOT_HELD if is_late else FigureKind.IN_TIME_BY_ORDER if order % 3 else FigureKind.IN_TIME
    return CountedConference(
        derived=derived, figure=Figure(kind), held_on=None if is_late else date(2020, 3 + order % 3, 1 + order % 28)
    )

"""The roll-up in words: what each figure counts, why one was restated, the texts around them on screen."""

from collections.abc import Collection, Mapping, Sequence

from emulation_workflow.domain.campaign import Campaign, Category, Emphasis, Level
from emulation_workflow.domain.errors import ProblemCode
from emulation_workflow.domain.roll_up import Figure, FigureKind, Reason, Restatement
from emulation_workflow.messages.forms.fields import FieldWords

FIGURES: Mapping[FigureKind, str] = {
    FigureKind.BOUND: "Đơn vị phải tổ chức",
    FigureKind.PLANS: "Có kế hoạch",
    FigureKind.CLEARED: "Kế hoạch đủ điều kiện thực hiện",
    FigureKind.IN_TIME: "Đúng hạn",
    FigureKind.IN_TIME_BY_ORDER: "Đúng hạn theo văn bản",
    FigureKind.LATE: "Không đúng hạn",
    FigureKind.NOT_HELD: "Chưa tổ chức, đã quá hạn",
    FigureKind.NOT_DUE: "Chưa đến hạn",
    FigureKind.NOT_OWED: "Không phải tổ chức",
    FigureKind.LISTS: "Có danh sách đại biểu",
    FigureKind.LESSONS: "Đã rút kinh nghiệm",
    FigureKind.LESSONS_OWED: "Phải rút kinh nghiệm",
    FigureKind.REPORTS: "Báo cáo kết quả",
    FigureKind.REPORTS_MISSING: "Đã tổ chức, thiếu báo cáo",
    FigureKind.DIFFICULTIES: "Khó khăn, vướng mắc",
    FigureKind.DIFFICULTIES_OPEN: "Khó khăn chưa giải quyết",
    FigureKind.DELEGATES: "Đại biểu",
    FigureKind.STRUCTURE: "Cơ cấu đại biểu",
    FigureKind.EMPHASIS: "Thành phần được chú trọng",
    FigureKind.SERVICE_STAFF: "Người phục vụ",
    FigureKind.HONOURS_COLLECTIVE: "Khen tập thể",
    FigureKind.HONOURS_INDIVIDUAL: "Khen cá nhân",
    FigureKind.PAPERS: "Tham luận",
    FigureKind.PAPERS_COLLECTIVE: "Tham luận của tập thể",
    FigureKind.PAPERS_INDIVIDUAL: "Tham luận của cá nhân",
}

REASONS: Mapping[Reason, str] = {
    Reason.CORRECTION: "{unit} đính chính báo cáo (gửi lần thứ {version}): {words}",
    Reason.LATE_REPORT: "{unit} gửi báo cáo sau khi công bố (gửi lần thứ {version})",
    Reason.LATE_EVIDENCE: "{unit}: kết quả được ghi nhận sau khi công bố ({document})",
    Reason.LATE_ORDER: "văn bản số {document} được nhập sau khi công bố",
    Reason.LATE_DIFFICULTY: "{unit}: phản ánh khó khăn được ghi nhận sau khi công bố",
    Reason.REGISTER: "danh sách đơn vị được sửa sau khi công bố ({unit})",
    Reason.OTHER: "{unit}: dữ liệu được sửa sau khi công bố",
}

ROLL_UP_PROBLEMS: Mapping[ProblemCode, str] = {
    ProblemCode.PUBLICATION_WITHOUT_DOCUMENT: "Chưa ghi số văn bản công bố; đề nghị ghi số của báo cáo hoặc văn bản đã ký.",
    ProblemCode.PUBLICATION_BY_MISSING: "Chưa ghi người nhập; đề nghị ghi họ tên hoặc mã số.",
    ProblemCode.PUBLICATION_OF_FUTURE: "Ngày {day} chưa đến nên chưa có số liệu để công bố; đề nghị ghi ngày đã qua hoặc hôm nay.",
    ProblemCode.PUBLICATION_UNKNOWN: "Không có lần công bố số {number:serial}; các lần đã có: {known}.",
    ProblemCode.ROLL_UP_NODE_AMBIGUOUS: "“{value}” có thể là: {nodes}; đề nghị ghi mã.",
    ProblemCode.ROLL_UP_NODE_UNKNOWN: (
        "Không có đơn vị, khối hay cấp nào tên là “{value}” trong ngày này; đề nghị ghi mã hoặc tên đúng như danh sách."
    ),
}

COLUMNS: Mapping[str, tuple[FigureKind, ...]] = {
    "Phải tổ chức": (FigureKind.BOUND,),
    "Có kế hoạch": (FigureKind.PLANS,),
    "Đúng hạn": (FigureKind.IN_TIME,),
    "Đúng hạn theo văn bản": (FigureKind.IN_TIME_BY_ORDER,),
    "Không đúng hạn": (FigureKind.LATE,),
    "Quá hạn": (FigureKind.NOT_HELD,),
    "Chưa đến hạn": (FigureKind.NOT_DUE,),
    "Không phải tổ chức": (FigureKind.NOT_OWED,),
    "Báo cáo": (FigureKind.REPORTS,),
    "Thiếu báo cáo": (FigureKind.REPORTS_MISSING,),
    "Danh sách": (FigureKind.LISTS,),
    "Đại biểu": (FigureKind.DELEGATES,),
    "Khen tập thể": (FigureKind.HONOURS_COLLECTIVE,),
    "Khen cá nhân": (FigureKind.HONOURS_INDIVIDUAL,),
    "Tham luận": (FigureKind.PAPERS,),
    "Khó khăn còn": (FigureKind.DIFFICULTIES_OPEN,),
}
"""The columns of the tables, in order, and what each adds up."""

PAGE_COLUMNS: Mapping[str, tuple[FigureKind, ...]] = {
    "Phải tổ chức": (FigureKind.BOUND,),
    "Đúng hạn": (FigureKind.IN_TIME, FigureKind.IN_TIME_BY_ORDER),
    "Không đúng hạn": (FigureKind.LATE,),
    "Quá hạn": (FigureKind.NOT_HELD,),
    "Báo cáo": (FigureKind.REPORTS,),
    "Đại biểu": (FigureKind.DELEGATES,),
    "Được khen": (FigureKind.HONOURS_COLLECTIVE, FigureKind.HONOURS_INDIVIDUAL),
}
"""As many columns as fit on Prefect's page; every figure is listed below the table."""


AWARDED: Mapping[FigureKind, str] = {
    FigureKind.HONOURS_COLLECTIVE: "Tập thể được tặng {award}",
    FigureKind.HONOURS_INDIVIDUAL: "Cá nhân được tặng {award}",
}


def figure_words(campaign: Campaign, figure: Figure, levels: Collection[str] = ()) -> str:
    """Return what is counted, in the words of the `levels` it is counted of, else of all levels.

    Each level may have a name of its own for the same id.
    """
    kind_words = FIGURES[figure.kind]
    if not figure.name:
        return kind_words
    if figure.kind in AWARDED:
        return AWARDED[figure.kind].format(award=figure.name)
    asked = [level for level in campaign.levels if not levels or level.id in levels]
    named = (listed.name for level in asked for listed in _listed(level, figure.kind) if listed.id == figure.name)
    return f"{kind_words}: {' / '.join(dict.fromkeys(named)) or figure.name}"


def _listed(level: Level, kind: FigureKind) -> Sequence[Category | Emphasis]:
    """Return what the level's conference asks to count of this kind."""
    if level.conference is None:
        return ()
    lists: Mapping[FigureKind, Sequence[Category | Emphasis]] = {
        FigureKind.DELEGATES: level.conference.composition,
        FigureKind.STRUCTURE: level.conference.structure,
        FigureKind.EMPHASIS: level.conference.emphases,
    }
    return lists.get(kind, ())


def place_words(campaign: Campaign, restatement: Restatement) -> str:
    """Return the node's own name; for a level its name in the campaign, NO_LEVEL where no level binds."""
    names = {level.id: level.name for level in campaign.levels}
    return names.get(restatement.name, NO_LEVEL) if restatement.is_of_level else restatement.name


COURSES_TITLE = "Số hội nghị đã tổ chức theo thời gian, đến ngày {day}"
COURSE = "{level}: đã tổ chức {held}/{bound}"
PLAN_WINDOW = "thời gian theo kế hoạch"
ORDER_WINDOW = "thời gian theo văn bản điều chỉnh"
BY_ORDER = " (nay theo văn bản số {order})"
BARS_TITLE = "Hội nghị theo địa phương, khối, đến ngày {day}"
UNITS_AXIS = "Số đơn vị"

FIELDS: Mapping[str, FieldWords] = {
    "show_form": FieldWords(title="Tổng hợp kết quả", about="Số liệu đến một ngày; xem xong không ghi gì vào hồ sơ."),
    "show_place": FieldWords(
        title="Xem đến từng đơn vị của",
        about=(
            "Tên hoặc mã của một huyện, khối, đơn vị. Chỉ cần khi có quá nhiều đơn vị để mỗi nơi một trang; báo cáo "
            "của nơi không có trang nằm ở trang cấp trên."
        ),
    ),
    "show_day": FieldWords(title="Đến ngày", about="ngày/tháng/năm; để trống là hôm nay."),
    "publish_form": FieldWords(title="Công bố số liệu tổng hợp", about="Số liệu của một ngày, như văn bản đã ký."),
    "publish_day": FieldWords(title="Số liệu đến ngày", about="ngày/tháng/năm; để trống là hôm nay."),
    "publish_document": FieldWords(title="Số văn bản công bố", about="Bắt buộc, ví dụ 25/BC-{symbol}."),
    "publish_signed_on": FieldWords(title="Ngày ký", about="ngày/tháng/năm; để trống nếu chưa ký."),
    "publish_by": FieldWords(title="Người nhập", about="Họ tên hoặc mã số."),
}
"""Titles and explanations of what staff fill in."""


SHOWN = "Đã tổng hợp kết quả đến ngày {day}: {held}/{bound} hội nghị đã tổ chức, {reports} báo cáo kết quả."
PUBLISHED = "Đã lưu số liệu đến ngày {day} theo văn bản số {document} (lần công bố {number})."
PUBLISHED_BEFORE = (
    "Số liệu này theo văn bản số {document} đã được lưu trước đây (lần công bố {number}); không ghi thêm."
)
PLACES_ABOUT = "## Kết quả theo cấp, địa phương, khối đến ngày {day}"
NODE_ABOUT = "{name}: kết quả đến ngày {day}"
HELD_BAR = "{level}: {held}/{bound} đơn vị đã tổ chức hội nghị (đến ngày {day})"
RESTATED_ABOUT = "## Số liệu đã công bố nay khác (văn bản số {document}, đến ngày {day})"
RESTATED_COLUMNS = ("Nơi", "Đã công bố", "Số liệu điều chỉnh", "Số liệu", "Lý do")
NO_LEVEL = "ngoài các cấp của kế hoạch"
PLACE_COLUMN = "Cấp, địa phương, khối"
OWN = "{name} (hội nghị của chính đơn vị)"
SHOWN_NODE = "{name}, đến ngày {day}"
OWN_FIGURES = "{name} (riêng)"
SUM = "Cộng"
REPORT_USED = "{unit}, báo cáo gửi lần thứ {version}, SHA-256 {sha256}"

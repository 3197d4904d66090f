"""The columns of the tables that stand on papers, with their widths in millimetres of an A4 page."""

from collections.abc import Sequence
from dataclasses import dataclass

from emulation_workflow.domain.papers.paper import Cell, ColumnKind, PaperColumn, PaperTable


@dataclass(frozen=True, slots=True, kw_only=True)
class TableKind:
    """A kind of table: what it is called on a sheet of its own, and its columns."""

    title: str
    columns: tuple[PaperColumn, ...]


_ORDER = PaperColumn(title="TT", width=10, kind=ColumnKind.ORDER)


def _count(title: str, width: int = 16) -> PaperColumn:
    return PaperColumn(title=title, width=width, kind=ColumnKind.COUNT)


def _day(title: str, width: int = 24) -> PaperColumn:
    return PaperColumn(title=title, width=width, kind=ColumnKind.DAY)


def _text(title: str, width: int) -> PaperColumn:
    return PaperColumn(title=title, width=width)


PLAN = TableKind(title="Kế hoạch của đơn vị", columns=(_text("Nội dung", 50), _text("Theo kế hoạch của đơn vị", 115)))
CONFERENCE = "Hội nghị"
DAY = "Thời gian"
PLACE = "Địa điểm"
MODE = "Hình thức"
DELEGATES = "Số đại biểu"
COMPOSITION = "Thành phần"
AGENDA = "Nội dung chương trình"
NOT_STATED = "chưa nêu"

FINDINGS = TableKind(
    title="Kết quả đối chiếu",
    columns=(
        _ORDER,
        _text("Điều khoản", 24),
        _text("Quy định của kế hoạch", 70),
        _text("Kết quả đối chiếu", 85),
        _text("Kết luận", 30),
        _text("Đề xuất", 38),
    ),
)

TOLD = TableKind(
    title="Đánh giá của đơn vị",
    columns=(_ORDER, _text("Đơn vị", 40), _text("Tồn tại, hạn chế", 58), _text("Kinh nghiệm rút ra", 58)),
)

OVERDUE = TableKind(
    title="Chưa thực hiện",
    columns=(
        _ORDER,
        _text("Đơn vị", 40),
        _text("Nội dung chưa thực hiện (điều khoản; thời hạn)", 95),
        _count("Quá hạn lâu nhất (ngày)", 20),
    ),
)

ADJUSTED = TableKind(
    title="Nội dung điều chỉnh",
    columns=(
        _ORDER,
        _text("Áp dụng đối với", 45),
        _text("Nội dung điều chỉnh", 30),
        _text("Trước điều chỉnh", 38),
        _text("Sau điều chỉnh", 42),
    ),
)

COUNTED = TableKind(title="Thành phần", columns=(_text("Thành phần", 125), _count("Số lượng", 40)))
PAPERS_READ = TableKind(
    title="Báo cáo tham luận",
    columns=(
        _ORDER,
        _text("Tên báo cáo tham luận", 80),
        _text("Lĩnh vực", 35),
        _text("Tập thể, cá nhân trình bày", 40),
    ),
)
HONOURS = TableKind(
    title="Biểu dương, khen thưởng",
    columns=(
        _ORDER,
        _text("Tập thể, cá nhân", 50),
        _text("Danh hiệu, hình thức", 45),
        _text("Số quyết định", 30),
        _day("Ngày ký", 24),
    ),
)
DIFFICULTIES = TableKind(
    title="Khó khăn, vướng mắc",
    columns=(
        _ORDER,
        _text("Đơn vị", 45),
        _text("Khó khăn, vướng mắc", 96),
        _day("Ngày nêu", 24),
        _count("Số ngày", 16),
        _text("Đang chờ", 36),
        _text("Tình trạng", 30),
    ),
)
DELEGATE_LIST = TableKind(
    title="Danh sách đại biểu",
    columns=(
        _ORDER,
        _text("Họ và tên", 36),
        PaperColumn(title="Năm sinh", width=12, kind=ColumnKind.YEAR),
        _text("Giới tính", 12),
        _text("Dân tộc", 16),
        _text("Chức vụ, đơn vị công tác", 35),
        _text("Thành phần", 37),
        _text("Ghi chú", 17),
    ),
)

_STANDING = (
    _count("Số đơn vị", 14),
    _count("Có kế hoạch", 14),
    _count("Đúng hạn", 14),
    _count("Đúng hạn theo văn bản", 18),
    _count("Không đúng hạn", 15),
    _count("Chưa tổ chức", 14),
    _count("Chưa đến hạn", 14),
    _count("Không phải tổ chức", 17),
)
LEVELS = TableKind(title="Theo cấp", columns=(_ORDER, _text("Cấp", 35), *_STANDING))
PLACES = TableKind(
    title="Theo địa bàn, khối",
    columns=(
        _ORDER,
        _text("Địa bàn, khối", 50),
        *_STANDING,
        _count("Thông qua danh sách"),
        _count("Có báo cáo"),
        _count("Thiếu báo cáo"),
        _count("Đại biểu", 18),
    ),
)
UNITS = TableKind(
    title="Từng đơn vị",
    columns=(
        _ORDER,
        _text("Đơn vị", 52),
        _text("Địa bàn, khối", 42),
        _text("Thời gian quy định", 38),
        _day("Ngày tổ chức", 24),
        _text("Đánh giá", 56),
        _count("Đại biểu", 17),
        _text("Báo cáo kết quả", 40),
    ),
)
COMPOSITION_BY_LEVEL = "Thành phần đại biểu"
OTHERS = "Thành phần khác"
BY_MONTH = "Theo tháng tổ chức"
MONTH = "Tháng"
IN_ALL = "Cộng"
SO_FAR = "Lũy kế"
STRUCTURE = TableKind(
    title="Cơ cấu đại biểu",
    columns=(_ORDER, _text("Cấp", 35), _text("Nội dung", 85), _count("Số đại biểu", 35)),
)
PAPERS_BY_FIELD = TableKind(
    title="Tham luận theo lĩnh vực", columns=(_ORDER, _text("Lĩnh vực", 115), _count("Số lượng", 40))
)
HONOURS_BY_AWARD = TableKind(
    title="Khen thưởng theo hình thức",
    columns=(
        _ORDER,
        _text("Danh hiệu, hình thức", 80),
        _count("Tập thể", 25),
        _count("Cá nhân", 25),
        _count(IN_ALL, 25),
    ),
)
RESTATED = TableKind(
    title="Số liệu báo cáo lại",
    columns=(
        _ORDER,
        _text("Chỉ tiêu", 77),
        _count("Đã báo cáo", 22),
        _count("Số liệu điều chỉnh", 22),
        _text("Lý do (dòng)", 34),
    ),
)
RESTATED_PLACES = TableKind(
    title="Báo cáo lại theo địa bàn",
    columns=(
        _ORDER,
        _text("Cấp, địa bàn, khối", 60),
        _text("Chỉ tiêu", 85),
        _count("Đã báo cáo", 22),
        _count("Số liệu điều chỉnh", 22),
        _text("Lý do (dòng)", 40),
    ),
)
PAST = TableKind(
    title="Số liệu đại hội trước",
    columns=(
        _ORDER,
        _text("Đại hội", 75),
        PaperColumn(title="Năm", width=15, kind=ColumnKind.YEAR),
        _text("Số liệu", 45),
        _text("Theo báo cáo", 20),
    ),
)
CAUSES = TableKind(
    title="Lý do báo cáo lại",
    columns=(_ORDER, _text("Lý do", 112), _text("Báo cáo kết quả", 43)),
)


def by_level(title: str, first: str, levels: Sequence[str], last: Sequence[str]) -> TableKind:
    """Return a kind of table with a count for each level, as wide as an upright page."""
    counts = (*levels, *last)
    width = min(110 // len(counts), 25)
    named = _text(first, 165 - width * len(counts))
    return TableKind(title=title, columns=(named, *(_count(name, width) for name in counts)))


def table(kind: TableKind, rows: Sequence[tuple[Cell, ...]], *, totals: tuple[Cell, ...] = ()) -> PaperTable:
    return PaperTable(title=kind.title, columns=kind.columns, rows=rows, totals=totals)


def numbered(kind: TableKind, rows: Sequence[tuple[Cell, ...]], *, totals: tuple[Cell, ...] = ()) -> PaperTable:
    """Return a table whose first column counts its rows."""
    return table(kind, [(number, *row) for number, row in enumerate(rows, start=1)], totals=totals)

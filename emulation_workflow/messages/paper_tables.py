"""The columns of the tables that stand on papers, with their widths in millimetres of an A4 page."""

from collections.abc import Sequence
from dataclasses import dataclass

from emulation_workflow.domain.papers import Cell, Column, ColumnKind, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of table: what it is called on a sheet of its own, and its columns."""

    title: str
    columns: tuple[Column, ...]


_ORDER = Column(title="TT", width=10, kind=ColumnKind.ORDER)


def _count(title: str, width: int = 16) -> Column:
    return Column(title=title, width=width, kind=ColumnKind.COUNT)


def _day(title: str, width: int = 24) -> Column:
    return Column(title=title, width=width, kind=ColumnKind.DAY)


def _text(title: str, width: int) -> Column:
    return Column(title=title, width=width)


PLAN = Kind(title="Kế hoạch của đơn vị", columns=(_text("Nội dung", 50), _text("Theo kế hoạch của đơn vị", 115)))
CONFERENCE = "Hội nghị"
DAY = "Thời gian"
PLACE = "Địa điểm"
MODE = "Hình thức"
DELEGATES = "Số đại biểu"
COMPOSITION = "Thành phần"
AGENDA = "Nội dung chương trình"
NOT_STATED = "chưa nêu"

FINDINGS = Kind(
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

URGED = Kind(
    title="Chưa thực hiện",
    columns=(
        _ORDER,
        _text("Đơn vị", 46),
        _text("Địa bàn, cụm, khối", 40),
        _text("Nội dung chưa thực hiện", 56),
        _text("Điều khoản", 18),
        _day("Thời hạn"),
        _text("Căn cứ thời hạn", 46),
        _count("Quá hạn (ngày)", 17),
    ),
)

ADJUSTED = Kind(
    title="Nội dung điều chỉnh",
    columns=(
        _ORDER,
        _text("Áp dụng đối với", 45),
        _text("Nội dung điều chỉnh", 30),
        _text("Trước điều chỉnh", 38),
        _text("Sau điều chỉnh", 42),
    ),
)

COUNTED = Kind(title="Thành phần", columns=(_text("Thành phần", 125), _count("Số lượng", 40)))
PAPERS_READ = Kind(
    title="Báo cáo tham luận",
    columns=(
        _ORDER,
        _text("Tên báo cáo tham luận", 80),
        _text("Lĩnh vực", 35),
        _text("Tập thể, cá nhân trình bày", 40),
    ),
)
HONOURS = Kind(
    title="Biểu dương, khen thưởng",
    columns=(
        _ORDER,
        _text("Tập thể, cá nhân", 50),
        _text("Danh hiệu, hình thức", 45),
        _text("Số quyết định", 30),
        _day("Ngày ký", 24),
    ),
)
DIFFICULTIES = Kind(
    title="Khó khăn, vướng mắc",
    columns=(
        _ORDER,
        _text("Đơn vị", 40),
        _text("Vướng mắc", 65),
        _day("Ngày nêu", 22),
        _text("Tình trạng", 28),
    ),
)
DELEGATE_LIST = Kind(
    title="Danh sách đại biểu",
    columns=(
        _ORDER,
        _text("Họ và tên", 38),
        Column(title="Năm sinh", width=13, kind=ColumnKind.YEAR),
        _text("Giới tính", 13),
        _text("Dân tộc", 17),
        _text("Chức vụ, đơn vị công tác", 40),
        _text("Thành phần", 24),
        _text("Ghi chú", 20),
    ),
)

GROUPS = Kind(
    title="Theo cấp, cụm, khối",
    columns=(
        _ORDER,
        _text("Cấp, cụm, khối", 50),
        _count("Số đơn vị"),
        _count("Có kế hoạch"),
        _count("Đúng hạn"),
        _count("Đúng hạn theo văn bản", 20),
        _count("Muộn"),
        _count("Chưa tổ chức"),
        _count("Chưa đến hạn"),
        _count("Không phải tổ chức", 19),
        _count("Đại biểu", 18),
        _count("Nữ", 15),
        _count("Dân tộc thiểu số", 17),
    ),
)
_TALLY = (_ORDER, _text("Nội dung", 115), _count("Số lượng", 40))
HONOURS_BY_KIND = Kind(title="Khen thưởng theo hình thức", columns=_TALLY)
PAPERS_BY_FIELD = Kind(title="Tham luận theo lĩnh vực", columns=_TALLY)
UNITS = Kind(
    title="Từng đơn vị",
    columns=(
        _ORDER,
        _text("Đơn vị", 52),
        _text("Địa bàn, cụm, khối", 48),
        _text("Thời gian quy định", 40),
        _day("Ngày tổ chức", 24),
        _text("Đánh giá", 38),
        _count("Đại biểu", 17),
        _text("Báo cáo", 38),
    ),
)
RESTATED = Kind(
    title="Số liệu báo cáo lại",
    columns=(
        _ORDER,
        _text("Chỉ tiêu", 55),
        _count("Đã báo cáo", 25),
        _count("Nay là", 25),
        _text("Lý do", 50),
    ),
)


def table(kind: Kind, rows: Sequence[tuple[Cell, ...]], *, totals: tuple[Cell, ...] = ()) -> Table:
    return Table(title=kind.title, columns=kind.columns, rows=rows, totals=totals)


def numbered(kind: Kind, rows: Sequence[tuple[Cell, ...]], *, totals: tuple[Cell, ...] = ()) -> Table:
    """A table whose first column counts its rows."""
    return table(kind, [(at, *row) for at, row in enumerate(rows, start=1)], totals=totals)

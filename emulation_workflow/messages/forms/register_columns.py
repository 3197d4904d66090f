"""The columns of the register's files: machine names and the headings a Vietnamese office gives them."""

from collections.abc import Mapping

Columns = Mapping[str, tuple[str, ...]]
"""Machine name to headings, the first being the one that messages use."""

Explained = Mapping[str, tuple[str, str]]
"""What is written in a column, and an example."""

UNIT_COLUMNS: Columns = {
    "code": ("Mã", "Mã đơn vị", "Mã số"),
    "name": ("Tên đơn vị", "Tên"),
    "level": ("Cấp",),
    "parent_code": ("Mã cấp trên", "Mã đơn vị cấp trên", "Trực thuộc"),
    "unit_type": ("Loại đơn vị", "Loại"),
    "block_or_cluster": ("Cụm, khối thi đua", "Cụm, khối", "Khối, cụm"),
    "block_status": ("Căn cứ xếp cụm, khối",),
    "plan_clause": ("Mục trong kế hoạch",),
    "pilot": ("Làm điểm", "Đơn vị điểm"),
    "email": ("Thư điện tử", "Địa chỉ thư điện tử", "E-mail", "Email"),
    "head": ("Người đứng đầu", "Thủ trưởng", "Thủ trưởng đơn vị"),
    "valid_from": ("Hiệu lực từ", "Hiệu lực từ ngày", "Từ ngày"),
    "valid_to": ("Hiệu lực đến", "Hiệu lực đến ngày", "Đến ngày"),
    "successor": ("Đơn vị kế thừa", "Mã đơn vị kế thừa"),
    "source": ("Nguồn",),
    "note": ("Ghi chú",),
}

OFFICIAL_COLUMNS: Columns = {
    "number": ("Mã số", "Mã số cán bộ"),
    "name": ("Họ và tên", "Họ tên"),
    "title": ("Chức vụ", "Chức danh"),
    "role": ("Vai trò",),
    "unit": ("Mã đơn vị", "Đơn vị"),
    "email": ("Thư điện tử", "Địa chỉ thư điện tử", "E-mail", "Email"),
    "valid_from": ("Hiệu lực từ", "Hiệu lực từ ngày", "Từ ngày"),
    "valid_to": ("Hiệu lực đến", "Hiệu lực đến ngày", "Đến ngày"),
    "substitute": ("Người thay", "Mã số người thay"),
    "substitute_from": ("Thay từ", "Thay từ ngày"),
    "substitute_to": ("Thay đến", "Thay đến ngày"),
    "note": ("Ghi chú",),
}

UNIT_COLUMNS_EXPLAINED: Explained = {
    "code": ("Mã, mỗi đơn vị một mã, dùng trong tệp đợt; bắt buộc.", "AH-01"),
    "name": ("Tên như trên văn bản; bắt buộc.", "Phường Biển Đông"),
    "level": ("Cấp: một trong các chữ ở unit_levels của các cấp; bắt buộc.", "commune"),
    "parent_code": ("Mã đơn vị cấp trên; trống nếu không có.", "AH"),
    "unit_type": ("Loại hình, chữ thường; formal_names dùng cột này.", "phường"),
    "block_or_cluster": ("Cụm, khối thi đua; trống nếu không có.", "Khối sở"),
    "block_status": ("Căn cứ xếp vào cụm, khối đó.", ""),
    "plan_clause": ("Mục của kế hoạch nói về đơn vị; chỉ để người đọc.", "II.1"),
    "pilot": ("“x” nếu cấp trên đã chọn làm điểm; đơn vị kế hoạch nêu tên thì ghi ở pilots.units của tệp đợt.", "x"),
    "email": ("Địa chỉ nhận thư; không có thì không gửi được, chương trình báo.", "bd@anhai.example"),
    "head": ("Người đứng đầu.", ""),
    "valid_from": ("Ngày đầu của đơn vị, khi đơn vị có từ giữa đợt; trống là có từ trước.", "01/7/2025"),
    "valid_to": ("Ngày cuối, khi đơn vị hết hoạt động; trống là còn.", "30/6/2025"),
    "successor": ("Mã đơn vị kế thừa.", "AH-02"),
    "source": ("Lấy từ đâu.", ""),
    "note": ("Ghi chú.", ""),
}
"""What is written in each column of the list of units, for whoever writes one beside a campaign file; an example."""

OFFICIAL_COLUMNS_EXPLAINED: Explained = {
    "number": ("Mã số riêng của người, không phải số định danh; bắt buộc.", "AH-A"),
    "name": ("Họ và tên; bắt buộc.", "Lê Thị Sáng"),
    "title": ("Chức vụ; bắt buộc.", "Trưởng phòng"),
    "role": ("Mã hoặc tên vai trong [[roles]]; bắt buộc.", "home_affairs"),
    "unit": ("Mã đơn vị của người đó; bắt buộc với vai ở đơn vị (own_unit, parent_unit).", "AH-SNV"),
    "email": ("Địa chỉ riêng, nhận mã xác nhận; bắt buộc.", "a@anhai.example"),
    "valid_from": ("Ngày đầu giữ vai; trống là từ trước.", ""),
    "valid_to": ("Ngày cuối giữ vai; trống là còn.", ""),
    "substitute": ("Mã số người được giao thay.", "AH-B"),
    "substitute_from": ("Thay từ ngày.", "01/8/2029"),
    "substitute_to": ("Thay đến hết ngày.", "15/8/2029"),
    "note": ("Ghi chú.", ""),
}
"""The same of the list of officials."""

ADDRESS_COLUMNS: Columns = {
    "code": ("Mã", "Mã đơn vị", "Mã số"),
    "name": ("Tên đơn vị", "Tên"),
    "valid_from": ("Hiệu lực từ", "Hiệu lực từ ngày", "Từ ngày"),
    "email": ("Thư điện tử", "Địa chỉ thư điện tử", "E-mail", "Email"),
    "head": ("Người đứng đầu", "Thủ trưởng", "Thủ trưởng đơn vị"),
    "note": ("Ghi chú",),
}

LEVEL_PREFIX = "cap "
"""What, folded, stands before a level in the plan ("cấp xã") and is left out in a column headed "Cấp"."""

ROW_NUMBER_HEADINGS = ("STT", "TT", "Số TT", "Số thứ tự")
"""Offices number their rows; the numbers say nothing."""

DAY_COLUMNS = frozenset(
    {
        *("valid_from", "valid_to", "substitute_from", "substitute_to"),
        *("done_on", "signed_on", "due", "born", "man", "woman"),
    }
)
"""Columns of all lists that hold days; in any other a day is what a spreadsheet made of "12/3"."""

NAME_HEADINGS = ("Họ và tên", "Họ và tên đại biểu")
"""By which a column is known that names people."""
NAME_BEFORE = (
    *("Họ và tên đệm", "Họ, tên đệm", "Họ tên đệm", "Họ và đệm", "Họ đệm", "Họ và chữ đệm", "Họ, chữ đệm"),
    *("Họ và tên lót", "Họ lót", "Họ và lót", "Họ"),
)
GIVEN_NAME = ("Tên",)
"""Headings of two columns that hold a person's name between them."""

VALUE_COLUMNS = frozenset({"man", "woman"})
"""Columns whose headings are values elsewhere; they may stand in a second line, below a heading of both."""

FREE_COLUMNS = frozenset({"note", "link", "source", "email"})
"""Columns of all lists in which a question mark may stand for itself."""

DITTO = frozenset(
    {"nt", "n/t", "nhu tren", "nhu dong tren", "//", '"', "''", "”", "“", "„", "″", "〃", "“”", '""', "〃〃"}
)
"""What, folded and without dashes around it, says that a cell is as the one above."""

YES = frozenset({"x", "v", "co", "dung", "1", "yes", "true", "✓", "✔", "☑", "√"})
"""What, folded, ticks a box."""

NO = frozenset({"", "khong", "sai", "0", "no", "false"})


def place(row: int, heading: str = "") -> str:
    """Return where in a table something is, counted as the spreadsheet counts: `dòng 5, cột “Cấp”`."""
    return f"dòng {row}, cột “{heading}”" if heading else f"dòng {row}"

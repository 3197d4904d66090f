"""The columns of the register's files: machine names and the headings a Vietnamese office gives them."""

from collections.abc import Mapping

Columns = Mapping[str, tuple[str, ...]]
"""Machine name to headings, the first being the one that messages use."""

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
    {"valid_from", "valid_to", "substitute_from", "substitute_to", "done_on", "signed_on", "due", "born"}
)
"""Columns of all lists that hold days; in any other a day is what a spreadsheet made of "12/3"."""

YES = frozenset({"x", "v", "co", "dung", "1", "yes", "true", "✓", "✔", "☑", "√"})
"""What, folded, ticks a box."""

NO = frozenset({"", "khong", "sai", "0", "no", "false"})


def place(row: int, heading: str = "") -> str:
    """Where in a table something is, counted as the spreadsheet counts: `dòng 5, cột “Cấp”`."""
    return f"dòng {row}, cột “{heading}”" if heading else f"dòng {row}"

"""What is said of delegate lists, without naming anybody on them."""

from collections.abc import Mapping

from emulation_workflow.domain.delegates import Gender, ListKind
from emulation_workflow.messages.register_columns import Columns

LIST_KINDS: Mapping[ListKind, str] = {
    ListKind.ADOPTED: "Danh sách đã thông qua",
    ListKind.ATTENDING: "Danh sách dự hội nghị, đại hội",
}
GENDERS: Mapping[Gender, str] = {Gender.FEMALE: "Nữ", Gender.MALE: "Nam"}
TICK = "x"
LIST_NOTE = "danh sách đại biểu, bản thứ {version}"

DELEGATE_COLUMNS: Columns = {
    "name": ("Họ và tên", "Họ tên"),
    "born": ("Năm sinh",),
    "gender": ("Giới tính", "Nam, nữ"),
    "ethnicity": ("Dân tộc",),
    "post": ("Chức vụ, đơn vị công tác", "Chức vụ", "Chức vụ, nơi công tác"),
    "category": ("Thành phần", "Thành phần đại biểu"),
    "sent_by": ("Đơn vị cử", "Mã đơn vị cử", "Mã đơn vị"),
    "is_reserve": ("Dự khuyết",),
    "replaces": ("Thay cho", "Thay đại biểu"),
    "namesake": ("Trùng tên, khác người", "Khác người trùng tên"),
}
"""The columns of a delegate list, no others: what is not asked for is not to be given."""

QUOTA_COLUMNS: Columns = {
    "unit": ("Mã đơn vị", "Mã", "Đơn vị"),
    "name": ("Tên đơn vị", "Tên"),
    "number": ("Số đại biểu", "Số lượng", "Số đại biểu phân bổ"),
    "upper": ("Hội nghị cấp trên", "Mã cấp trên"),
    "document": ("Số, ký hiệu văn bản", "Số văn bản"),
    "signed_on": ("Ngày ký", "Ngày văn bản"),
}

COUNTED_COLUMNS: Mapping[str, str] = {
    "born": "năm sinh",
    "gender": "giới tính",
    "ethnicity": "dân tộc",
    "category": "thành phần",
}

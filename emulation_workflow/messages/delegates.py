"""Words about delegate lists; they name nobody on them."""

from collections.abc import Mapping

from emulation_workflow.domain.delegates import Gender, ListKind
from emulation_workflow.messages.forms.register_columns import Columns

LIST_KINDS: Mapping[ListKind, str] = {
    ListKind.ADOPTED: "Danh sách đã thông qua",
    ListKind.ATTENDING: "Danh sách dự hội nghị, đại hội",
}
GENDERS: Mapping[Gender, str] = {Gender.FEMALE: "Nữ", Gender.MALE: "Nam"}
TICK = "x"
EXPORT_TITLE = "Danh sách đại biểu – {unit}"
EXPORT_BY = "Xuất ngày {day}, người xuất: {by}. Có dữ liệu cá nhân: chỉ dùng cho hội nghị, xóa khi xong việc."
EXPORT_SOURCE = "{kind} của {unit}, gửi lần thứ {version}: SHA-256 {sha256}"
REPLACES = "Thay {name}"
OTHER_CATEGORY = "Thành phần khác"
NO_CATEGORY = "Chưa ghi thành phần"
LIST_NOTE = "danh sách đại biểu, gửi lần thứ {version}"
LIST_VERSION = "{kind}, gửi lần thứ {version}"

DELEGATE_COLUMNS: Columns = {
    "name": (
        *("Họ và tên", "Họ tên", "Họ, tên", "Họ và tên đại biểu", "Họ tên đại biểu", "Tên đại biểu"),
        *("Họ, tên đại biểu", "Họ và tên người dự", "Họ tên đầy đủ", "Họ và tên khai sinh"),
    ),
    "born": (
        *("Năm sinh", "NS", "N.sinh", "Ngày sinh", "Sinh năm", "Ngày, tháng, năm sinh", "Ngày/tháng/năm sinh"),
        *("Ngày tháng năm sinh", "Năm sinh (tuổi)", "Ngày, năm sinh"),
    ),
    "gender": ("Giới tính", "Nam, nữ", "Giới", "Nam (nữ)", "GT"),
    "ethnicity": ("Dân tộc",),
    "post": (
        *("Chức vụ, đơn vị công tác", "Chức vụ", "Chức vụ, nơi công tác", "Chức danh", "Chức vụ, đơn vị"),
        *("Chức vụ, cơ quan", "Chức vụ, cơ quan công tác", "Chức vụ, chức danh", "Nghề nghiệp, chức vụ"),
    ),
    "category": ("Thành phần", "Thành phần đại biểu"),
    "sent_by": ("Đơn vị cử", "Mã đơn vị cử", "Mã đơn vị"),
    "is_reserve": ("Dự khuyết", "Dự bị"),
    "replaces": ("Thay cho", "Thay đại biểu"),
    "namesake": ("Trùng tên, khác người", "Khác người trùng tên"),
    "man": ("Nam",),
    "woman": ("Nữ",),
}
"""The columns of a delegate list; any other is refused, for personal data are kept to what is needed.

`man` and `woman` stand for `gender`, ticked, or for both that and `born` where the year stands in them.
"""

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

LIST_COUNTS = "{official} đại biểu, {reserves} dự khuyết; {women} nữ, {minorities} dân tộc thiểu số"
LIST_ERASED = "đã xóa người trong danh sách ngày {day}"
NOT_ALLOCATED = "chưa phân bổ"


def categories_in_words(counts: Mapping[str, int], names: Mapping[str, str]) -> dict[str, int]:
    """Return the counts by the categories' names. Categories that the plan does not know are counted as one.

    Their words could be anything, even a person's name, and so are not repeated.
    """
    by_name: dict[str, int] = {}
    for category, number in counts.items():
        name = names.get(category) or (OTHER_CATEGORY if category else NO_CATEGORY)
        by_name[name] = by_name.get(name, 0) + number
    return by_name

"""What the pages say beyond their templates."""

from collections.abc import Mapping

FAULTS: Mapping[int, str] = {
    400: "Biểu mẫu không phải do trang này tạo ra, hoặc đã mở từ trước khi đăng nhập lại. Đề nghị mở lại trang rồi gửi lại.",
    403: "Trang này không thuộc phần việc của Ông/Bà.",
    404: "Không có trang này.",
    405: "Không có trang này.",
    413: "Nội dung gửi lên quá lớn. Đề nghị gửi ít tệp hơn, hoặc gửi qua thư điện tử.",
    422: "Nội dung gửi lên không đọc được. Đề nghị mở lại trang rồi điền lại.",
}
"""Why a page is not shown, by what HTTP calls it."""

ALTERED = "Có dòng dữ liệu bị sửa ngoài chương trình nên không ghi nhận gì dựa vào dòng đó. Đề nghị báo người quản trị hệ thống."
LEFT_EMPTY = "để trống"
CHANGED = "Hồ sơ vừa được người khác cập nhật. Đề nghị mở lại trang để xem kết quả rồi làm tiếp nếu cần."

PLAN_FORM, RESULT_FORM = "ke-hoach", "bao-cao"
FORM_FILES: Mapping[str, str] = {PLAN_FORM: "ke-hoach-{unit}.xlsx", RESULT_FORM: "bao-cao-ket-qua-{unit}.xlsx"}
"""What a unit's own forms are called, by their names in the address of the page."""

FORM_NAMES: Mapping[str, Mapping[str, str]] = {
    PLAN_FORM: {"title": "Soạn kế hoạch", "what": "kế hoạch", "send": "Gửi kế hoạch"},
    RESULT_FORM: {"title": "Soạn báo cáo kết quả", "what": "báo cáo kết quả", "send": "Gửi báo cáo"},
}
UNNAMED = "tep"
PLAN_TAKEN = "Đã tiếp nhận kế hoạch, bản gửi lần thứ {version}. Kết quả đối chiếu ở dưới."
REPORT_TAKEN = "Đã tiếp nhận báo cáo kết quả, bản gửi lần thứ {version}. Kết quả đối chiếu ở dưới."
SAME_AS_BEFORE = "Nội dung này giống bản gửi lần thứ {version} đã tiếp nhận; không ghi thêm gì."
HELP_ASKED = "Đã ghi nhận khó khăn, vướng mắc của đơn vị."
HELP_KNOWN = "Khó khăn, vướng mắc này đã được ghi nhận trước đây; không ghi thêm gì."

DOCUMENT_KINDS: Mapping[str, str] = {"plan": "Kế hoạch", "report": "Báo cáo kết quả", "order": "Văn bản điều chỉnh"}
SETTLED = "Đã ghi nhận {number} thư là đã đến nơi."
SENT_AGAIN = "Đã đưa {again} thư vào hàng chờ gửi lại; {left} thư không gửi lại được (chưa có địa chỉ, cần cấp mã mới, hoặc chưa kết thúc)."
CLOSED = "Đã đánh dấu {number} việc là đã xử lý."

DAY = "Ngày"
CLAUSE = "Mục"
LETTER_DAY = "Ngày ký"
TAKEN_BACK = "Đã ghi nhận công văn; hồ sơ trở về bước đơn vị gửi kế hoạch. Đơn vị gửi lại kế hoạch khi đã sẵn sàng."
LIST_FORESEEN = "Đọc được danh sách: {counts}."
LIST_TAKEN = "Đã tiếp nhận danh sách đại biểu, bản gửi lần thứ {version}: {counts}."

WOULD_CHANGE = "Sẽ thay đổi"
NOTHING_CHANGES = "Không có đơn vị nào thay đổi."
UNITS_CHANGE = "Thay đổi ở {number} đơn vị: {units}"
FROM_TO = "{what}: {old} → {new}"
HELD_BEFORE = "Hội nghị đã tổ chức, giữ nguyên"
HELD_ON = "{unit}: ngày {day}"
CODE_SENT = "Mã cho đúng nội dung trên đã được gửi đến địa chỉ thư của đồng chí."
CODE_IN_EARLIER_LETTER = "Mã ghi tại câu trả lời đã chọn, trong thư đề nghị xác nhận đã gửi riêng cho đồng chí."

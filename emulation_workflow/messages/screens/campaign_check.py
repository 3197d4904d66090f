"""What `emulation campaign check` and `new` answer: in Vietnamese, as a clerk writes a campaign down."""

from collections.abc import Mapping

SOUND = "{id}: tệp đúng, không có lỗi. {title}"
FAULTY = "{number} lỗi, chưa nạp gì. {number} fault(s); nothing was loaded."
NOTE = "Lưu ý: {words}"
UNUSABLE = "{file}: không dùng được."
LETTER_OF = "--- Thư mở đầu gửi {unit}: {subject} ---"

PLAN, LEVELS, PILOTS, GATE, RULES = "kế hoạch", "các cấp", "làm điểm", "đường thẩm định", "quy định"
LEFT_OPEN, SILENT, HOLIDAYS, RECORDERS = "để ngỏ", "không kiểm tra", "ngày nghỉ", "người nhập văn bản"
MADE = "đã lập thử"
NONE = "không có"

OF_RULES = "{number}, trong đó {assumed} có cách hiểu mà kế hoạch không nêu"
NOT_COMPARED = (
    "năm {years}: chưa đối chiếu với thông báo nghỉ; bổ sung ngày còn thiếu, rồi ghi các năm ấy vào years_compared"
)
TWO_RECORDERS = (
    "văn bản cần hai người nhập; chưa có officials.csv bên cạnh, khi nhập danh sách người sẽ được nhắc nếu thiếu"
)
LETTERS_MADE = "{number} loại thư"

NO_CONFERENCE = "{level}: kế hoạch này không quy định hội nghị"
LEVEL = "{level}: {names}; {window}"
NO_NAME = "kế hoạch không nêu tên"
PILOT = "{level}: {units}; {window}; {gate}"
NAMED_BY = "ít nhất {number}, do {director} chọn"
GATED, NO_GATE = "kế hoạch phải {passed} trước", "không phải thẩm định"
STEP = "{waiting} ({stage})"
OF_EVERY_PLAN = "kế hoạch của mọi đơn vị thuộc: {levels}"

NO_DATE = "kế hoạch không nêu thời gian"
DAYS = "{words} ({days})"
FROM, UNTIL, FROM_TO = "từ {start}", "đến hết {end}", "{start} đến {end}"
ABOUT = "khoảng"

ONE_RECORDER = (
    "Văn bản cần hai người nhập và xác nhận, nhưng danh sách có chưa đến hai người được nhập; thêm một người vào "
    "officials.csv."
)

THERE_ALREADY = "{folder} đã có; đặt tên thư mục khác."
WRITTEN = "Đã chép mẫu vào {folder}. Sửa {file}, units.csv, officials.csv, rồi chạy: emulation campaign check {folder}"

KEYS: Mapping[str, str] = {
    "congress": "đại hội",
    "congress.window": "thời gian đại hội",
    "review_period": "giai đoạn tổng kết",
    "launch_period": "giai đoạn phát động",
    "contents": "nội dung hội nghị",
    "gate": "đường thẩm định",
    "ladder": "thang đôn đốc",
    "difficulties": "khó khăn, vướng mắc",
    "names": "tên hội nghị",
    "window": "thời gian",
    "session_rule": "01 buổi",
    "composition": "thành phần đại biểu",
    "size": "số đại biểu",
}
"""What a plan may leave open, by the key in the file."""

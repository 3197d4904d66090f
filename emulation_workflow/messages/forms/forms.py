"""The words that the spreadsheet forms which units fill have in common."""

from collections.abc import Sequence
from datetime import time

from emulation_workflow.messages.capitals import capitalised

BASIS = "Theo {named} ngày {day} của {issuer}: {title}"
PLANNED_IN = "Cột “Quy định, cách ghi” nhắc lại {plan} của đơn vị để đối chiếu; đề nghị điền theo thực tế đã tổ chức."
PLANNED = "đơn vị đã dự kiến: {value}"
PLANNED_MINUTES = "{minutes} phút"
FICTIONAL = "MẪU THỬ NGHIỆM, KHÔNG PHẢI VĂN BẢN THẬT"

HEAD_NUMBER, HEAD_LABEL, HEAD_VALUE, HEAD_HINT, HEAD_CLAUSE = (
    "TT",
    "Nội dung",
    "Đơn vị điền",
    "Quy định, cách ghi",
    "Mục",
)
ATTACHED = "Tệp kèm theo"
HEAD_MINUTES, HEAD_NOTE = "Số phút", "Ghi chú"

UNIT, CODE, LEVEL, PARENT, PILOT, GATE = (
    "Đơn vị",
    "Mã đơn vị",
    "Đối tượng",
    "Cấp trên",
    "Hội nghị điểm",
    "Thủ tục trước khi thực hiện",
)

SECTION_CONFERENCE = "Hội nghị"
SECTION_HEADCOUNT = "Số người của đơn vị"
SECTION_DELEGATES = "Thành phần, số lượng đại biểu"
SECTION_EMPHASES = "Trong số đại biểu trên"
SECTION_AGENDA = "Nội dung hội nghị"
SECTION_OTHER = "Chỉ ghi nếu có"

PROMPTS = {
    "day": "Ghi ngày/tháng/năm, ví dụ 25/3/2020",
    "hour": "Ghi giờ, ví dụ 7h30 hoặc 13:30",
    "count": "Ghi số nguyên; không nêu thì để trống",
    "choice": "Chọn trong danh sách",
}
"""How to write what is asked for, by the kind of its cell."""

YES, NO, NONE = "Có", "Không", "Không có"
HEROES_HINT = "Chọn “Có” hoặc “Không có”; nếu có thì ghi số lượng ở trên"
OVER_CAP = "Vượt mức tối đa {cap} đại biểu; đề nghị kiểm tra lại."
BY_WHEN, SEND_TO, ASK = "Thời hạn", "Gửi về, liên hệ", "Hướng dẫn, giải đáp"
SUM_LABEL = "Cộng các dòng trên (tự tính)"
REPORT_POINT = "Báo cáo nêu được: {point}"

TABLE = "trang “{title}”"
AND = " và "
QUOTE = "“{quote}”"
NAME = "Tên kế hoạch quy định: {names}"
WINDOW = "Kế hoạch quy định: {window}"
WINDOW_OF_PILOT = "Đơn vị làm điểm: {window}"
WINDOW_IN_FORCE = "nay thực hiện: {window}"
NOT_STATED = "Kế hoạch không nêu"
WINDOW_UNSTATED = "Kế hoạch không nêu thời gian của đơn vị điểm này"
HALF_DAY = "Trong một buổi; {board} tính sáng {am[0]}–{am[1]}, chiều {pm[0]}–{pm[1]}"
"""The plan gives no hours of its half days: whose they are is said."""
OF_LEVELS = "{name} – {levels}"
IF_ANY = "Ghi nếu có; không có thì ghi 0"
HEROES_IF_ANY = "Ghi nếu có"
"""Of heroes the form asks below as well."""
ONE_OF = "Có một trong các dòng “hoặc” là đủ"
HEADCOUNT_BASE = "Kế hoạch tính theo {words}"
HEADCOUNT_OTHER = "Để {board} đối chiếu, không cộng vào số trên"
NO_SHARE = "Kế hoạch không quy định tỷ lệ"
LAUNCH = "Giai đoạn kế hoạch nêu: {period}"
OVER, FROM, UNDER, UP_TO, EXACTLY = "trên {number}", "từ {number}", "dưới {number}", "đến {number}", "đúng {number}"
BRANCH = "{counts} {words}: {what}"
BRANCH_GAP = "{counts} {words}: kế hoạch không nêu, cần hỏi {board}"
FIXED_BY = "số lượng do {body} quyết định"
AT_LEAST = "từ {number} đại biểu trở lên"
BETWEEN = "từ {least} đến {most} đại biểu, kể cả khách mời"
AT_MOST = "không quá {number} đại biểu, kể cả khách mời"
AT_MOST_SHARE = "không quá {percent}% số người"
FREE = "đơn vị quyết định"

DAY_WARNING_TITLE = "Ngoài thời gian quy định"
DAY_WARNING = "{window}. Vẫn giữ ngày này chứ?"
WRONG_TITLE = "Chưa đúng"
COUNT_STOP = "Ghi số nguyên từ 0 trở lên; không nêu thì để trống."
CHOICE_STOP = "Chọn một dòng trong danh sách, hoặc để trống."
CHOICE_WARNING_TITLE = "Khác danh sách"
CHOICE_WARNING = "Nội dung này không có trong danh sách của kế hoạch. Vẫn ghi như vậy chứ?"

PLACE = "ô {cell} ({title})"
PLACE_ON_SHEET = "trang “{sheet}”, ô {cell} ({title})"
BESIDE = "ô {cell}: {text}"
NOTE_ON_CELL = "ghi chú ở ô {cell}: {text}"
ON_SHEET = "{cell} trang “{sheet}”"
FOOTER = "Trang &P/&N"

FORMER_GATE = "Phải làm trước"
FORMER_SECTION_REPORT = "Báo cáo, tham luận, phát động"
FORMER_SECTION_AFTER = "Phát động, danh sách đại biểu, bài học"
FORMER_ROLL_UP_HINT = "Để Ban đối chiếu, không cộng vào số trên"
FORMER_HEROES_HINT = "Nếu không có thì chọn “Đúng”; nếu có thì ghi số lượng ở trên và để trống ô này"
FORMER_CLAUSE = "II.2, phần ký"
FORMER_HALF_DAY = "Trong một buổi sáng ({morning}) hoặc một buổi chiều ({afternoon})"
"""Words of forms that were sent before; on those they are the form's own."""


def hour_typed(at: time) -> str:
    """Return the time as people type it in a form: 7h30, 14h00."""
    return f"{at.hour}h{at.minute:02d}"


def joined(parts: Sequence[str]) -> str:
    """Return the parts of one hint as a sentence: only the last keeps its full stop."""
    *first, last = [part for part in parts if part] or [""]
    return capitalised("; ".join([*(part.rstrip(" .") for part in first), last]))

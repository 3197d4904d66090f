"""The words that the spreadsheet forms which units fill have in common."""

from collections.abc import Sequence

from emulation_workflow.messages.capitals import capitalised

BASIS = "Theo Kế hoạch số {number} ngày {day} của {issuer}: {title}"
TAKEN_FROM_PLAN = "Ô màu cam ghi theo {plan} của đơn vị; đề nghị sửa lại theo thực tế đã tổ chức."
FICTIONAL = "MẪU THỬ NGHIỆM, KHÔNG PHẢI VĂN BẢN THẬT"

HEAD_NUMBER, HEAD_LABEL, HEAD_VALUE, HEAD_HINT, HEAD_CLAUSE = (
    "TT",
    "Nội dung",
    "Đơn vị điền",
    "Quy định, cách ghi",
    "Mục",
)
HEAD_MINUTES, HEAD_NOTE = "Số phút", "Ghi chú"

UNIT, CODE, LEVEL, PARENT, PILOT, GATE = (
    "Đơn vị",
    "Mã đơn vị",
    "Đối tượng",
    "Cấp trên",
    "Hội nghị điểm",
    "Phải làm trước",
)

SECTION_CONFERENCE = "Hội nghị"
SECTION_HEADCOUNT = "Số người của đơn vị"
SECTION_DELEGATES = "Thành phần, số lượng đại biểu"
SECTION_EMPHASES = "Trong số đại biểu trên"
SECTION_AGENDA = "Nội dung hội nghị"
SECTION_OTHER = "Chỉ ghi nếu có"

YES, NO, TRUE = "Có", "Không", "Đúng"
NO_HEROES_HINT = "Nếu không có thì chọn “Đúng”; nếu có thì ghi số lượng ở trên và để trống ô này"
SUM_LABEL = "Cộng các dòng trên (tự tính)"
REPORT_POINT = "Báo cáo nêu được: {point}"

TABLE_CLAUSE = "mục {clause}"
QUOTE = "“{quote}”"
NAME = "Tên kế hoạch quy định: {names}"
WINDOW = "Kế hoạch quy định: {window}"
WINDOW_OF_PILOT = "Đơn vị làm điểm: {window}"
WINDOW_IN_FORCE = "nay thực hiện: {window}"
NOT_STATED = "Kế hoạch không nêu"
WINDOW_UNSTATED = "Kế hoạch không nêu thời gian của đơn vị điểm này"
HALF_DAY = "Trong một buổi sáng ({morning}) hoặc một buổi chiều ({afternoon})"
IF_ANY = "Ghi nếu có"
ONE_OF = "Có một trong các dòng “hoặc” là đủ"
HEADCOUNT_BASE = "Kế hoạch tính theo {words}"
HEADCOUNT_OTHER = "Để Ban đối chiếu, không cộng vào số trên"
NO_SHARE = "Kế hoạch không quy định tỷ lệ"
LAUNCH = "Giai đoạn kế hoạch nêu: {period}"
OVER, FROM, UNDER, UP_TO, EXACTLY = "trên {number}", "từ {number}", "dưới {number}", "đến {number}", "đúng {number}"
BRANCH = "{counts} {words}: {what}"
BRANCH_GAP = "{counts} {words}: kế hoạch không nêu, cần hỏi Ban"
FIXED_BY = "số lượng do {body} quyết định"
AT_MOST = "không quá {number} đại biểu, kể cả khách mời"
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
FOOTER = "Trang &P/&N"


def joined(parts: Sequence[str]) -> str:
    """Parts of one hint as a sentence."""
    return capitalised("; ".join(part for part in parts if part))

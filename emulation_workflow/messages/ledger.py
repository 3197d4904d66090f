"""The record's rows as people read them."""

from collections.abc import Mapping

from emulation_workflow.domain.record.ledger import LedgerKind
from emulation_workflow.messages.labels import ACTS

ENTRY_KINDS: Mapping[LedgerKind, str] = {
    LedgerKind.ACT: "Quyết định, xử lý",
    LedgerKind.REFUSED: "Không ghi nhận",
    LedgerKind.PLAN: "Kế hoạch",
    LedgerKind.CODE: "Mã xác nhận",
    LedgerKind.REGISTER: "Danh sách",
    LedgerKind.OBLIGATION: "Nghĩa vụ",
    LedgerKind.EVIDENCE: "Kết quả thực hiện",
    LedgerKind.ORDER: "Văn bản điều chỉnh",
    LedgerKind.LETTER: "Thư",
    LedgerKind.SWEEP: "Rà soát",
    LedgerKind.MAIL: "Thư đến",
    LedgerKind.BOARD: "Việc cần xử lý",
    LedgerKind.DELEGATES: "Danh sách đại biểu",
    LedgerKind.QUOTA: "Phân bổ đại biểu",
    LedgerKind.DIFFICULTY: "Khó khăn, vướng mắc",
    LedgerKind.RESULT: "Báo cáo kết quả",
    LedgerKind.PUBLICATION: "Số liệu tổng hợp",
    LedgerKind.ENTRY: "Nội dung do người được giao nhập",
    LedgerKind.ROWS: "Niêm phong dữ liệu",
    LedgerKind.SIGN_IN: "Vào trang làm việc",
}

EVENTS: Mapping[str, str] = {
    **{act.value: words for act, words in ACTS.items()},
    "answer": "trả lời không đọc được",
    "received": "tiếp nhận",
    "reissued": "cấp lại",
    "paper_entered": "nhập văn bản, chờ người thứ hai xác nhận",
    "paper_confirmed": "xác nhận văn bản",
    "paper_refused": "không xác nhận văn bản",
    "paper_taken_back": "người nhập rút lại văn bản",
    "paper_lapsed": "văn bản chờ xác nhận không còn giá trị",
    "told_apart": "xác nhận không cùng một người",
    "paper": "nhập văn bản giấy",
    "withdrawal": "nhập việc rút, thay đổi kế hoạch",
    "check": "xác nhận văn bản giấy",
    "namesake": "xác nhận không cùng một người",
    "order": "nhập văn bản điều chỉnh",
    "board_date": "đặt hoặc bỏ mốc thời gian",
    "quotas": "phân bổ đại biểu",
    "difficulty_step": "ghi bước xử lý khó khăn, vướng mắc",
    "evidence": "ghi nhận kết quả thực hiện",
    "difficulty": "tiếp nhận phản ánh",
    "reissue": "cấp lại mã",
    "swept": "rà soát, đôn đốc",
    "doubt_settled": "kết luận thư chưa rõ đã gửi hay chưa",
    "words_forgotten": "xóa nội dung các thư đã gửi quá thời hạn lưu",
    "case_begun_anew": "hồ sơ bắt đầu lại, vì mã nay là của đơn vị khác",
    "import_units": "cập nhật đơn vị",
    "import_officials": "cập nhật người có thẩm quyền",
    "import_addresses": "cập nhật địa chỉ thư",
    "mail_taken": "có phiếu được tiếp nhận",
    "mail_answered": "đã trả lời, không có phiếu được tiếp nhận",
    "mail_listed": "đưa vào việc cần xử lý",
    "mail_bounced": "thư gửi đi bị trả lại",
    "mail_noted": "báo thư đã đến hoặc đã đọc",
    "mail_own": "thư của chính cơ quan gửi",
    "item_closed": "đã xử lý",
    "board_date_set": "đặt mốc thời gian",
    "board_date_taken_back": "bỏ mốc thời gian đã đặt",
    "campaign_opened": "gửi thư triển khai Kế hoạch",
    "result_asked": "gửi thư đề nghị báo cáo kết quả",
    "order_entered": "nhập văn bản",
    "derived": "cập nhật theo kế hoạch, danh sách và văn bản",
    "adopted_list_received": "tiếp nhận danh sách đã thông qua",
    "attending_list_received": "tiếp nhận danh sách dự hội nghị, đại hội",
    "list_exported": "xuất danh sách",
    "list_erased": "xóa người trong danh sách",
    "quota_allocated": "phân bổ",
    "evidence_recorded": "ghi nhận",
    "evidence_corrected": "ghi nhận lại",
    "evidence_withdrawn": "rút lại",
    "difficulty_raised": "tiếp nhận phản ánh",
    "difficulty_answered": "trả lời đơn vị",
    "difficulty_taken_up": "báo cáo cấp có thẩm quyền",
    "difficulty_settled": "cấp có thẩm quyền đã giải quyết",
    "difficulty_reopened": "mở lại",
    "figures_published": "công bố",
    "handed_in": "đơn vị gửi trên trang",
    "signed_in": "vào trang",
    "viewed": "xem dữ liệu cá nhân trên trang",
    "signed_out": "thoát khỏi trang",
    "signed_out_everywhere": "thoát khỏi trang trên mọi thiết bị",
    "sign_in": "liên kết vào trang không còn giá trị",
    "page": "mở trang hoặc thực hiện việc không thuộc quyền",
    "row_altered": "hồ sơ bị sửa ngoài chương trình",
    "rows_written": "các dòng vừa được ghi",
    "sealed_at_upgrade": "các dòng có sẵn khi nâng cấp",
    "sealed_anew": "các dòng có sẵn khi đổi khóa bí mật",
}
"""What happened, by the word in the row. A word that is not here is shown as it is."""

ACTORS: Mapping[str, str] = {
    "unit": "đơn vị",
    "office": "chương trình",
    "unknown": "không xác định được là ai",
    "campaign": "tệp kế hoạch chung",
}

VERSION = "lần gửi thứ {version}"
STAGES = "từ “{start}” sang “{end}”"
ON_BEHALF = "thay {name}"
ENTERED_BY = "người nhập: {name}"
CONFIRMED_BY = "người xác nhận: {name}"
CODE_SENT_TO = "mã đã gửi đến: {address}"
CLAIMED = "người gửi, người nhập theo tệp hoặc biểu mẫu, chưa xác nhận: {name}"
REASON = "lý do: {reason}"
PAPER = "văn bản số {number} ngày {day}, người ký: {signer}"
FIXED_DAY = "ấn định ngày tổ chức {day}"
SAID = "đã trả lời: {sentence}"
FINDINGS = "kiểm tra: {counts}"
REGISTER_CHANGE = "thêm {added}, sửa {changed}"
EVIDENCE = "{task}, ngày {day}: {shown}"
DIFFICULTY = "số {number}, ngày {day}: {shown}"
DELEGATES = "{official} chính thức, {reserves} dự khuyết; {women} nữ, {minorities} dân tộc thiểu số"
PEOPLE = "số người: {people}"
ROWS = "số dòng: {rows}, trong {tables} bảng"
QUOTA = "{quota} đại biểu, theo văn bản {document}"
BOARD_DATE = "“{task}”: hạn {day}"
SWEPT = (
    "ngày {day}: mới quá hạn {overdue}, nhắc và đôn đốc {rungs} việc trong {letters} thư, chưa có địa chỉ {unreachable}"
)
LESSONS = "kinh nghiệm từ hội nghị điểm: {told} lượt đơn vị, {lessons} thư riêng"
CODES = "số mã cấp lại: {count}"
DOUBT = {True: "thư số {number}: đã đến nơi", False: "thư số {number}: gửi lại"}
UNREADABLE = "không đọc được dòng này; đề nghị chạy lệnh: emulation audit verify"
SEAL = "niêm phong {seal}"

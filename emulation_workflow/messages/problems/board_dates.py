"""Days that the Board sets: fields of the form, what came of a run, what can be wrong."""

from collections.abc import Mapping

from emulation_workflow.domain.errors import ProblemCode
from emulation_workflow.messages.forms.fields import FieldWords

FIELDS: Mapping[str, FieldWords] = {
    "form": FieldWords(
        title="Mốc thời gian của {board}",
        about="Chỉ cho việc mà kế hoạch chung không nêu hạn. Hiện là mốc do {board} đặt, không phải quy định của kế hoạch.",
    ),
    "task": FieldWords(title="Nhiệm vụ", about="Bắt buộc."),
    "levels": FieldWords(title="Áp dụng cho cấp", about="Để trống là mọi cấp có nhiệm vụ này."),
    "day": FieldWords(title="Hạn", about="Ngày/tháng/năm, ví dụ 15/8/2020. Bắt buộc khi đặt mốc."),
    "number": FieldWords(
        title="Số, ký hiệu văn bản", about="Văn bản của {board} đặt mốc, ví dụ 21/{symbol}. Bắt buộc khi đặt mốc."
    ),
    "signed_on": FieldWords(title="Ngày ký văn bản", about="Ngày/tháng/năm. Bắt buộc khi đặt mốc."),
    "entry": FieldWords(
        title="Nội dung xử lý", about="Bắt buộc. Đặt mốc (thay mốc trước, nếu có), hoặc bỏ mốc. Dòng cũ vẫn được giữ."
    ),
    "note": FieldWords(title="Lý do", about="Bắt buộc khi bỏ mốc."),
    "entered_by": FieldWords(title="Người nhập", about="Bắt buộc. Họ tên hoặc mã số của chuyên viên nhập."),
}
"""Titles and explanations of what staff fill in."""

SET, TAKE_BACK = "Đặt mốc", "Bỏ mốc đã đặt"

WAS_SET = "Đã đặt mốc cho “{task}”: {day}; {changed} việc của các đơn vị thay đổi."
WAS_TAKEN_BACK = "Đã bỏ mốc đặt cho “{task}”; {changed} việc của các đơn vị thay đổi."
FORESEEN = "Xem trước, chưa ghi gì. Mốc đặt cho “{task}”: {changed} việc của các đơn vị sẽ thay đổi."
STANDS = "Mốc đặt cho “{task}” đã được ghi như vậy trước đây; không ghi thêm gì."

BOARD_DATE_PROBLEMS: dict[ProblemCode, str] = {
    ProblemCode.BOARD_DATE_TASK_MISSING: "Chưa chọn nhiệm vụ để đặt mốc; đề nghị chọn.",
    ProblemCode.BOARD_DATE_TASK_UNKNOWN: "Kế hoạch không có nhiệm vụ “{value}”; đề nghị dùng một trong các nhiệm vụ: {allowed}.",
    ProblemCode.BOARD_DATE_SET_BY_PLAN: (
        "Kế hoạch chung đã nêu thời gian của “{task}”, không đặt mốc khác; nếu có văn bản của cơ quan ban hành kế hoạch "
        "thì đề nghị chạy “Nhập văn bản điều chỉnh”."
    ),
    ProblemCode.BOARD_DATE_LEVEL_UNKNOWN: "Kế hoạch không có cấp “{value}”; đề nghị dùng: {allowed}.",
    ProblemCode.BOARD_DATE_CLERK_MISSING: "Chưa ghi người nhập; đề nghị bổ sung.",
    ProblemCode.BOARD_DATE_ENTRY_MISSING: "Chưa chọn đặt mốc hay bỏ mốc; đề nghị chọn.",
    ProblemCode.BOARD_DATE_DAY_MISSING: "Chưa ghi hạn; đề nghị bổ sung, hoặc chọn “Bỏ mốc đã đặt”.",
    ProblemCode.BOARD_DATE_PAPER_MISSING: "Chưa ghi số và ngày ký văn bản đặt mốc này; đề nghị bổ sung.",
    ProblemCode.BOARD_DATE_PAPER_AHEAD: "Ngày ký {day} ở sau hôm nay ({today}); đề nghị kiểm tra lại.",
    ProblemCode.BOARD_DATE_BEFORE_PLAN: "Hạn {day} trước ngày kế hoạch có hiệu lực ({opens}); đề nghị kiểm tra lại.",
    ProblemCode.BOARD_DATE_BEFORE_PAPER: "Hạn {day} trước ngày ký văn bản đặt mốc ({signed}); đề nghị kiểm tra lại.",
    ProblemCode.BOARD_DATE_NOTHING_TO_TAKE_BACK: "Chưa đặt mốc nào như vậy nên không có gì để bỏ; đề nghị kiểm tra lại.",
    ProblemCode.BOARD_DATE_REASON_MISSING: "Bỏ mốc đã đặt phải có lý do; đề nghị điền.",
}

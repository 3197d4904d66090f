"""What can be wrong with a difficulty that is entered or answered, and what to do about it, by code."""

from emulation_workflow.domain.errors import ProblemCode

DIFFICULTY_PROBLEMS: dict[ProblemCode, str] = {
    # The register of difficulties (office/difficulties).
    ProblemCode.DIFFICULTY_UNKNOWN: "Không có khó khăn, vướng mắc số {number:serial}; đề nghị xem số trong bảng “Khó khăn, vướng mắc”.",
    ProblemCode.DIFFICULTY_WORDS_MISSING: "Chưa ghi nội dung khó khăn, vướng mắc; đề nghị ghi đúng lời của đơn vị.",
    ProblemCode.DIFFICULTY_BY_MISSING: "Chưa ghi người nhập; đề nghị ghi họ tên hoặc mã số.",
    ProblemCode.DIFFICULTY_DAY_AHEAD: "Ngày {day} ở sau hôm nay ({today}); đề nghị kiểm tra lại.",
    ProblemCode.DIFFICULTY_BEFORE_PLAN: "Ngày phản ánh {day} trước ngày kế hoạch có hiệu lực ({opens}); đề nghị kiểm tra lại.",
    ProblemCode.DIFFICULTY_DAY_BEFORE: "Ngày {day} trước bước liền trước ({since}); đề nghị kiểm tra lại.",
    ProblemCode.DIFFICULTY_STEP_NOT_OPEN: (
        "Khó khăn, vướng mắc số {number:serial} hiện “{stage}” nên không ghi được “{step}”; đề nghị xem lại bảng “Khó khăn, "
        "vướng mắc”."
    ),
    ProblemCode.DIFFICULTY_STEP_EMPTY: "Cần ghi số văn bản hoặc nội dung xử lý; đề nghị bổ sung ít nhất một.",
    ProblemCode.DIFFICULTY_STEP_MISSING: "Chưa chọn việc ghi; đề nghị chọn một trong các việc của danh sách.",
    ProblemCode.DIFFICULTY_REASON_MISSING: "Mở lại phải ghi rõ lý do; đề nghị bổ sung.",
}

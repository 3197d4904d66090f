"""What can be wrong with a difficulty that is entered or answered, and what to do about it, by code."""

DIFFICULTY_PROBLEMS: dict[str, str] = {
    # The register of difficulties (office/difficulties).
    "difficulty_unknown": "Không có khó khăn, vướng mắc số {number:serial}; đề nghị xem số trong bảng “Khó khăn, vướng mắc”.",
    "difficulty_words_missing": "Chưa ghi nội dung khó khăn, vướng mắc; đề nghị ghi đúng lời của đơn vị.",
    "difficulty_by_missing": "Chưa ghi người nhập; đề nghị ghi họ tên hoặc mã số.",
    "difficulty_day_ahead": "Ngày {day} ở sau hôm nay ({today}); đề nghị kiểm tra lại.",
    "difficulty_before_plan": "Ngày phản ánh {day} trước ngày kế hoạch có hiệu lực ({opens}); đề nghị kiểm tra lại.",
    "difficulty_day_before": "Ngày {day} trước bước liền trước ({since}); đề nghị kiểm tra lại.",
    "difficulty_step_not_open": (
        "Khó khăn, vướng mắc số {number:serial} hiện “{stage}” nên không ghi được “{step}”; đề nghị xem lại bảng “Khó khăn, "
        "vướng mắc”."
    ),
    "difficulty_step_empty": "Cần ghi số văn bản hoặc nội dung xử lý; đề nghị bổ sung ít nhất một.",
    "difficulty_step_missing": "Chưa chọn việc ghi; đề nghị chọn một trong các việc của danh sách.",
    "difficulty_reason_missing": "Mở lại phải ghi rõ lý do; đề nghị bổ sung.",
}

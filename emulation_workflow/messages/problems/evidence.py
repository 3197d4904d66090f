"""What can be wrong with evidence that something was done, and what to do about it, by code."""

EVIDENCE_PROBLEMS: dict[str, str] = {
    "evidence_task_unknown": "Kế hoạch không có nhiệm vụ “{value}”; đề nghị dùng một trong các nhiệm vụ: {allowed}.",
    "evidence_settles_itself": (
        "“{task}” không ghi nhận ở đây mà tự hoàn thành khi có: {by}; đề nghị ghi nhận việc đó, bỏ dòng này."
    ),
    "evidence_not_owed": (
        "{unit} không có nhiệm vụ “{task}”; đề nghị kiểm tra lại đơn vị và nhiệm vụ, hoặc chạy “Cập nhật nghĩa vụ” trước."
    ),
    "evidence_unit_not_then": (
        "{unit} chưa thành lập hoặc đã kết thúc vào ngày {day}; đề nghị kiểm tra lại ngày và mã đơn vị."
    ),
    "evidence_before_clearance": (
        "{unit} làm điểm, chưa được ghi nhận đã tổ chức vào ngày {day}: ý kiến về kế hoạch phải có trước khi thực hiện; "
        "đề nghị kiểm tra lại ngày, hoặc hoàn thành bước cho ý kiến trước."
    ),
    "evidence_day_ahead": "Ngày {day} ở sau hôm nay ({today}); đề nghị kiểm tra lại.",
    "evidence_before_plan": "Ngày {day} trước ngày kế hoạch có hiệu lực ({opens}); đề nghị kiểm tra lại.",
    "evidence_recorder_missing": "Chưa ghi người nhập; đề nghị bổ sung.",
    "evidence_nothing_to_withdraw": "Chưa có kết quả nào được ghi nhận nên không có gì để rút; đề nghị bỏ dòng này.",
    "evidence_reason_missing": "Rút kết quả đã ghi nhận phải có lý do; đề nghị điền ở ô ghi chú.",
    "evidence_empty": ("Chưa có gì làm bằng chứng; đề nghị ghi số văn bản, đường dẫn, hoặc nói rõ ở ô ghi chú."),
    "evidence_day_missing": "Chưa ghi ngày thực hiện; đề nghị bổ sung.",
    "evidence_entry_missing": "Chưa chọn ghi nhận hay rút kết quả; đề nghị chọn.",
    "evidence_task_missing": "Chưa chọn nhiệm vụ đã thực hiện; đề nghị chọn.",
    "evidence_twice": "Nhiệm vụ “{task}” của đơn vị {unit} đã có ở một dòng trên; đề nghị chỉ giữ một dòng.",
}

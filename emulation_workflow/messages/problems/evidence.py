"""What can be wrong with evidence that something was done, and what to do about it, by code."""

from emulation_workflow.domain.errors import ProblemCode

EVIDENCE_PROBLEMS: dict[ProblemCode, str] = {
    ProblemCode.EVIDENCE_TASK_UNKNOWN: "Kế hoạch không có nhiệm vụ “{value}”; đề nghị dùng một trong các nhiệm vụ: {allowed}.",
    ProblemCode.EVIDENCE_SETTLES_ITSELF: (
        "“{task}” không ghi nhận ở đây mà tự hoàn thành khi có: {by}; đề nghị ghi nhận việc đó, bỏ dòng này."
    ),
    ProblemCode.EVIDENCE_NOT_OWED: (
        "{unit} không có nhiệm vụ “{task}”; đề nghị kiểm tra lại đơn vị và nhiệm vụ, hoặc chạy “Cập nhật nghĩa vụ” trước."
    ),
    ProblemCode.EVIDENCE_UNIT_NOT_THEN: (
        "{unit} chưa thành lập hoặc đã kết thúc vào ngày {day}; đề nghị kiểm tra lại ngày và mã đơn vị."
    ),
    ProblemCode.EVIDENCE_BEFORE_CLEARANCE: (
        "{unit} chưa được ghi nhận đã tổ chức vào ngày {day}: {opinion_noun} về kế hoạch phải có trước khi thực hiện; "
        "đề nghị kiểm tra lại ngày, hoặc hoàn thành bước {opinion_give} trước."
    ),
    ProblemCode.EVIDENCE_DAY_AHEAD: "Ngày {day} ở sau hôm nay ({today}); đề nghị kiểm tra lại.",
    ProblemCode.EVIDENCE_BEFORE_PLAN: "Ngày {day} trước ngày kế hoạch có hiệu lực ({opens}); đề nghị kiểm tra lại.",
    ProblemCode.EVIDENCE_RECORDER_MISSING: "Chưa ghi người nhập; đề nghị bổ sung.",
    ProblemCode.EVIDENCE_NOTHING_TO_WITHDRAW: "Chưa có kết quả nào được ghi nhận nên không có gì để rút; đề nghị bỏ dòng này.",
    ProblemCode.EVIDENCE_REASON_MISSING: "Rút kết quả đã ghi nhận phải có lý do; đề nghị điền ở ô ghi chú.",
    ProblemCode.EVIDENCE_EMPTY: (
        "Chưa có gì làm bằng chứng; đề nghị ghi số văn bản, đường dẫn, hoặc nói rõ ở ô ghi chú."
    ),
    ProblemCode.EVIDENCE_DAY_MISSING: "Chưa ghi ngày thực hiện; đề nghị bổ sung.",
    ProblemCode.EVIDENCE_ENTRY_MISSING: "Chưa chọn ghi nhận hay rút kết quả; đề nghị chọn.",
    ProblemCode.EVIDENCE_TASK_MISSING: "Chưa chọn nhiệm vụ đã thực hiện; đề nghị chọn.",
    ProblemCode.EVIDENCE_TWICE: "Nhiệm vụ “{task}” của đơn vị {unit} đã có ở một dòng trên; đề nghị chỉ giữ một dòng.",
}

"""What keeps a paper from being made."""

from emulation_workflow.domain.errors import ProblemCode

PAPER_PROBLEMS: dict[ProblemCode, str] = {
    ProblemCode.PAPER_UNIT_MISSING: "Văn bản này nói về một đơn vị; đề nghị ghi tên hoặc mã đơn vị.",
    ProblemCode.PAPER_WITHOUT_PLAN: (
        "{unit} chưa gửi kế hoạch, hoặc kế hoạch chưa nêu ngày tổ chức, nên chưa lập được văn bản này."
    ),
    ProblemCode.PAPER_WITHOUT_BODY: (
        "Tệp cấu hình kế hoạch chưa mô tả cơ quan (bodies) của vai trò “{role}”; đề nghị bổ sung phần đầu văn bản của cơ quan."
    ),
    ProblemCode.RESULT_VERSION_UNKNOWN: "{unit} chưa có báo cáo kết quả gửi lần thứ {version:nth}; đề nghị xem lại các báo cáo đã nhận.",
    ProblemCode.PAPER_WITHOUT_RESULT: "{unit} chưa có báo cáo kết quả nên chưa lập được văn bản này.",
    ProblemCode.PAPER_NOBODY_LATE: "Đến ngày {day} không có đơn vị nào quá hạn nên không có công văn đôn đốc.",
    ProblemCode.PAPER_ORDER_MISSING: "Đề nghị ghi số văn bản điều chỉnh đã nhập, ví dụ 1048/{letter_symbol}.",
    ProblemCode.PAPER_ORDER_UNKNOWN: (
        "Chưa nhập văn bản điều chỉnh số “{number}”; đề nghị kiểm tra lại số, hoặc nhập văn bản trước."
    ),
    ProblemCode.PAPER_OF_FUTURE: "Ngày {day} chưa đến nên chưa có số liệu; đề nghị ghi ngày đã qua hoặc để trống.",
    ProblemCode.PAPER_OF_NO_STEP: (
        "{plan:plan} không có bước {opinion_give} sau khi {opinion_judge}, nên không có văn bản này."
    ),
    ProblemCode.PAPER_KIND_MISSING: "Đề nghị chọn loại văn bản cần lập.",
    ProblemCode.PAPER_SIGNER_UNFIT: (
        "{name} không có thẩm quyền ký văn bản này. Người ký được: {who}. Đề nghị chọn lại, hoặc để trống để văn thư ghi."
    ),
    ProblemCode.PAPER_SIGNER_NONE: (
        "{name} không có thẩm quyền ký văn bản này, và danh sách chưa có người ký của {issuer} vào ngày {day}. Đề nghị bổ sung "
        "người ký vào danh sách (Vai trò: {roles}; Mã đơn vị: {unit}), hoặc để trống để văn thư ghi."
    ),
    ProblemCode.PAPER_NUMBER_UNFIT: "Số văn bản “{value}” không dùng được; đề nghị ghi số (ví dụ 25) hoặc số, ký hiệu (25/BC-{symbol}).",
}

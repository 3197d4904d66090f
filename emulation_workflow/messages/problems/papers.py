"""What keeps a paper from being made."""

PAPER_PROBLEMS: dict[str, str] = {
    "paper_unit_missing": "Văn bản này nói về một đơn vị; đề nghị ghi tên hoặc mã đơn vị.",
    "paper_without_plan": (
        "{unit} chưa gửi kế hoạch, hoặc kế hoạch chưa nêu ngày tổ chức, nên chưa lập được văn bản này."
    ),
    "paper_without_body": (
        "Tệp chiến dịch chưa mô tả cơ quan (bodies) của vai trò “{role}”; đề nghị bổ sung phần đầu văn bản của cơ quan."
    ),
    "result_version_unknown": "{unit} chưa có báo cáo kết quả bản thứ {version}; đề nghị xem lại các báo cáo đã nhận.",
    "paper_without_result": "{unit} chưa có báo cáo kết quả nên chưa lập được văn bản này.",
    "paper_nobody_late": "Đến ngày {day} không có đơn vị nào quá hạn nên không có công văn đôn đốc.",
    "paper_order_unknown": (
        "Chưa nhập văn bản điều chỉnh số “{number}”; đề nghị kiểm tra lại số, hoặc nhập văn bản trước."
    ),
    "paper_of_future": "Ngày {day} chưa đến nên chưa có số liệu; đề nghị ghi ngày đã qua hoặc để trống.",
    "paper_kind_missing": "Đề nghị chọn loại văn bản cần lập.",
    "paper_number_unfit": "Số văn bản “{value}” không dùng được; đề nghị ghi số (ví dụ 25) hoặc số, ký hiệu (25/BC-BTĐKT).",
}

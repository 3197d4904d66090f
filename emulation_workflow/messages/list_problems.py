"""What keeps a delegate list or an allocation out, by code; no cell is repeated, for it may hold a name."""

LIST_PROBLEMS: dict[str, str] = {
    "list_goes_nowhere": "Kế hoạch không quy định {unit} cử đại biểu dự hội nghị, đại hội cấp trên.",
    "list_upper_unknown": (
        "Không xác định được {unit} cử đại biểu đến hội nghị, đại hội nào của {level}; đề nghị bổ sung cấp trên của đơn vị "
        "trong danh sách đơn vị."
    ),
    "list_nobody_below": "Không có đơn vị nào cử đại biểu dự hội nghị của {unit}; đề nghị kiểm tra lại đơn vị.",
    "list_empty": "Danh sách không có người nào; đề nghị gửi lại danh sách.",
    "list_day_missing": "Chưa ghi ngày hội nghị thông qua danh sách; đề nghị bổ sung.",
    "quota_negative": "Số đại biểu phân bổ {value} không dùng được; đề nghị ghi số từ 0 trở lên.",
    "quota_document_missing": "Chưa ghi số, ký hiệu văn bản phân bổ; đề nghị bổ sung.",
    "quota_twice": "Đơn vị {unit} đã có ở một dòng trên; đề nghị chỉ giữ một dòng.",
    "quota_not_below": "{unit} không cử đại biểu dự hội nghị, đại hội của {upper}; đề nghị kiểm tra lại đơn vị.",
}

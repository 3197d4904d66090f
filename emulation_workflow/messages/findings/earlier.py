"""Sentences of findings that no check makes any more: the record keeps them as they were found."""

EARLIER_FINDINGS: dict[str, str] = {
    "order_to_be_verified": (
        "Ngày {day:day} ngoài thời gian quy định, đơn vị dẫn văn bản “{order}”; {board} cần xác minh văn bản này do "
        "cấp có thẩm quyền ký trước ngày tổ chức và áp dụng cho đơn vị."
    ),
    "no_order_named": (
        "Ngày {day:day} ngoài thời gian quy định ({window}) mà không có văn bản điều chỉnh; đề nghị chọn ngày khác "
        "hoặc ghi số, ngày văn bản cho phép."
    ),
    "signing_day_not_stated": (
        "Chưa ghi ngày ký nên chưa xác định được kế hoạch có trước ngày tổ chức {day:day} không."
    ),
    "plenary_too_few": (
        "Ghi là hội nghị toàn thể nhưng chỉ có {total} đại biểu, ít hơn {headcount} {base} của đơn vị; đề nghị kiểm "
        "tra lại."
    ),
    "content_unknown": (
        "Chương trình có mã nội dung không nhận ra: {contents}; đề nghị chọn theo danh mục của kế hoạch."
    ),
    "held_no_order_named": (
        "Hội nghị tổ chức ngày {day:day}, ngoài thời gian quy định ({window}), báo cáo không dẫn văn bản cho phép; nếu có, đề "
        "nghị ghi số, ngày văn bản."
    ),
    "held_content_unknown": (
        "Báo cáo có mã nội dung không nhận ra: {contents}; đề nghị ghi theo danh mục của kế hoạch."
    ),
}

NOT_SAID_ONCE = {"base": "người"}
"""What stands for params that findings of earlier versions do not have."""

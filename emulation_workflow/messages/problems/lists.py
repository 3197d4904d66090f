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
    "quota_too_large": "Số đại biểu phân bổ {value} quá lớn, có lẽ ghi nhầm; đề nghị kiểm tra lại.",
    "quota_document_missing": "Chưa ghi số, ký hiệu văn bản phân bổ; đề nghị bổ sung.",
    "quota_twice": "Đơn vị {unit} đã có ở một dòng trên; đề nghị chỉ giữ một dòng.",
    "quota_not_below": "{unit} không cử đại biểu dự hội nghị, đại hội của {upper}; đề nghị kiểm tra lại đơn vị.",
    "quota_no_number": "“{value}” không phải là số đại biểu; đề nghị ghi số, hoặc để trống nếu chưa phân bổ.",
    "list_cell_without_heading": (
        "Có ô nằm ngoài các cột có tiêu đề; đề nghị xóa ô, hoặc kiểm tra dấu ngăn cách. Chỉ nhận các cột: {allowed}."
    ),
    "list_column_unknown": "Có cột không thuộc danh sách đại biểu; đề nghị xóa, chỉ giữ các cột: {allowed}.",
    "list_cell_too_long": "Ô này dài hơn {limit} ký tự; đề nghị viết gọn lại.",
    "list_name_without_letters": "Họ và tên không có chữ cái nào; đề nghị kiểm tra lại các cột của bảng.",
    "list_unit_unknown": "Không xác định được đơn vị cử; đề nghị ghi đúng mã hoặc tên đơn vị trong danh sách đơn vị.",
    "list_bad_year": "Năm sinh không dùng được; đề nghị ghi bốn chữ số, từ {first} đến {last}.",
    "list_bad_gender": "Giới tính không rõ; đề nghị ghi “Nam” hoặc “Nữ”, để trống nếu chưa biết.",
    "list_bad_tick": "Ô đánh dấu không rõ; đề nghị ghi “x” nếu có, để trống nếu không.",
    "list_none": "Chưa có danh sách đại biểu nào của {unit}.",
    "list_is_erased": "Danh sách đại biểu của {unit} đã được xóa ngày {day}; chỉ còn các số liệu.",
    "list_no_reader": (
        "Tệp chiến dịch chưa giao vai trò nào được xem danh sách đại biểu (lists_seen_by); đề nghị bổ sung."
    ),
    "list_reader_missing": (
        "Danh sách đại biểu có tên người nên chỉ lập bằng lệnh trên máy của cơ quan, phải ghi mã số người được giao (--by)."
    ),
    "list_not_a_reader": (
        "“{where}” hôm nay không được giao xem danh sách đại biểu; chỉ người giữ vai trò sau được xem: {roles}."
    ),
    "list_erased_too_early": (
        "Đợt này kết thúc ngày {day}; chưa đến lúc xóa danh sách đại biểu. Nếu vẫn phải xóa, đề nghị xác nhận và ghi lý do."
    ),
    "list_erasure_reason_missing": "Xóa danh sách đại biểu khi đợt chưa kết thúc phải có lý do; đề nghị ghi lý do.",
    "list_file_missing": (
        "Trong thư mục {folder} không có tệp {name}.xlsx hay {name}.csv; đề nghị để tệp vào thư mục, đặt đúng tên."
    ),
    "list_files_two": "Trong thư mục {folder} có cả {name}.xlsx và {name}.csv; đề nghị chỉ giữ một tệp.",
    "list_kind_missing": "Chưa chọn loại danh sách; đề nghị chọn.",
    "quota_number_missing": "Chưa ghi số đại biểu của đơn vị; đề nghị ghi, hoặc để trống cả đơn vị để nhập từ tệp.",
}

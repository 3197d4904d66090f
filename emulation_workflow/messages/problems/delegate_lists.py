"""What keeps a delegate list or an allocation out, by code; no cell is repeated, for it may hold a name."""

from emulation_workflow.domain.errors import ProblemCode

LIST_PROBLEMS: dict[ProblemCode, str] = {
    ProblemCode.LIST_GOES_NOWHERE: "Kế hoạch không quy định {unit} cử đại biểu dự hội nghị, đại hội cấp trên.",
    ProblemCode.LIST_UPPER_UNKNOWN: (
        "Không xác định được {unit} cử đại biểu đến hội nghị, đại hội nào của {level}; đề nghị bổ sung cấp trên của đơn vị "
        "trong danh sách đơn vị."
    ),
    ProblemCode.LIST_NOBODY_BELOW: "Không có đơn vị nào cử đại biểu dự hội nghị của {unit}; đề nghị kiểm tra lại đơn vị.",
    ProblemCode.LIST_EMPTY: "Danh sách không có người nào; đề nghị gửi lại danh sách.",
    ProblemCode.LIST_DAY_MISSING: "Chưa ghi ngày hội nghị thông qua danh sách; đề nghị bổ sung.",
    ProblemCode.QUOTA_NEGATIVE: "Số đại biểu phân bổ {value} không dùng được; đề nghị ghi số từ 0 trở lên.",
    ProblemCode.QUOTA_TOO_LARGE: "Số đại biểu phân bổ {value} quá lớn, có lẽ ghi nhầm; đề nghị kiểm tra lại.",
    ProblemCode.QUOTA_DOCUMENT_MISSING: "Chưa ghi số, ký hiệu văn bản phân bổ; đề nghị bổ sung.",
    ProblemCode.QUOTA_TWICE: "Đơn vị {unit} đã có ở một dòng trên; đề nghị chỉ giữ một dòng.",
    ProblemCode.QUOTA_NOT_BELOW: "{unit} không cử đại biểu dự hội nghị, đại hội của {upper}; đề nghị kiểm tra lại đơn vị.",
    ProblemCode.QUOTA_NO_NUMBER: "“{value}” không phải là số đại biểu; đề nghị ghi số, hoặc để trống nếu chưa phân bổ.",
    ProblemCode.LIST_CELL_WITHOUT_HEADING: (
        "Có ô nằm ngoài các cột có tiêu đề; đề nghị xóa ô, hoặc kiểm tra dấu ngăn cách. Chỉ nhận các cột: {allowed}."
    ),
    ProblemCode.LIST_COLUMN_UNKNOWN: "Có cột không thuộc danh sách đại biểu (cột {columns}); đề nghị xóa, chỉ giữ các cột: {allowed}.",
    ProblemCode.LIST_CELL_TOO_LONG: "Ô này dài hơn {limit} ký tự; đề nghị viết gọn lại.",
    ProblemCode.LIST_NAME_WITHOUT_LETTERS: "Họ và tên không có chữ cái nào; đề nghị kiểm tra lại các cột của bảng.",
    ProblemCode.LIST_NAME_NOT_ONE: (
        "Ô họ và tên phải ghi đúng một người, không kèm số lượng, tên nhóm, chức vụ, ghi chú (vắng, thay …); đề nghị ghi mỗi "
        "người một dòng, người thay thế ghi ở cột “Thay cho”."
    ),
    ProblemCode.LIST_UNIT_UNKNOWN: "Không xác định được đơn vị cử; đề nghị ghi đúng mã hoặc tên đơn vị trong danh sách đơn vị.",
    ProblemCode.LIST_RESERVES_UNMARKED: (
        "Dòng này ghi các đại biểu bên dưới là dự khuyết, dự bị, nhưng chưa ai được đánh dấu ở cột “{heading}”; đề nghị đánh "
        "dấu “x” cho từng người, hoặc sửa dòng này."
    ),
    ProblemCode.LIST_BAD_YEAR: "Năm sinh không dùng được; đề nghị ghi bốn chữ số, từ {first} đến {last}.",
    ProblemCode.LIST_BAD_GENDER: "Giới tính không rõ; đề nghị ghi “Nam” hoặc “Nữ”, để trống nếu chưa biết.",
    ProblemCode.LIST_BAD_TICK: "Ô đánh dấu không rõ; đề nghị ghi “x” nếu có, để trống nếu không.",
    ProblemCode.LIST_NONE: "Chưa có danh sách đại biểu nào của {unit}.",
    ProblemCode.LIST_IS_ERASED: "Danh sách đại biểu của {unit} đã được xóa ngày {day}; chỉ còn các số liệu.",
    ProblemCode.LIST_NO_READER: (
        "Tệp cấu hình kế hoạch chưa giao vai trò nào được xem danh sách đại biểu (lists_seen_by); đề nghị bổ sung."
    ),
    ProblemCode.LIST_READER_MISSING: (
        "Danh sách đại biểu có tên người nên chỉ lập bằng lệnh trên máy của cơ quan, phải ghi mã số người được giao (--by)."
    ),
    ProblemCode.LIST_NOT_A_READER: (
        "“{where}” hôm nay không được giao xem danh sách đại biểu; chỉ người giữ vai trò sau được xem: {roles}."
    ),
    ProblemCode.LIST_ERASED_TOO_EARLY: (
        "Đợt này kết thúc ngày {day}; chưa đến lúc xóa danh sách đại biểu. Nếu vẫn phải xóa, đề nghị xác nhận và ghi lý do."
    ),
    ProblemCode.LIST_ERASED_WHILE_SUSPENDED: (
        "Đại hội đang tạm dừng theo văn bản số {order}; chưa đến lúc xóa danh sách đại biểu. "
        "Nếu vẫn phải xóa, đề nghị xác nhận và ghi lý do."
    ),
    ProblemCode.LIST_ERASED_WITHOUT_DAY: (
        "Đại hội chưa được ấn định thời gian; chưa đến lúc xóa danh sách đại biểu. "
        "Nếu vẫn phải xóa, đề nghị xác nhận và ghi lý do."
    ),
    ProblemCode.LIST_ERASURE_REASON_MISSING: "Xóa danh sách đại biểu khi đợt chưa kết thúc phải có lý do; đề nghị ghi lý do.",
    ProblemCode.LIST_FILE_MISSING: (
        "Trong thư mục {folder} không có tệp tên {name} (nhận các dạng: {kinds}); đề nghị để tệp vào thư mục, đặt đúng tên."
    ),
    ProblemCode.LIST_FILES_TWO: "Trong thư mục {folder} có nhiều tệp tên {name}: {files}; đề nghị chỉ giữ một tệp.",
    ProblemCode.LIST_KIND_MISSING: "Chưa chọn loại danh sách; đề nghị chọn.",
    ProblemCode.QUOTA_NUMBER_MISSING: "Chưa ghi số đại biểu của đơn vị; đề nghị ghi, hoặc để trống cả đơn vị để nhập từ tệp.",
}

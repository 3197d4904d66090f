"""What is wrong and what to do about it, by code. Each module's codes stand under its own heading."""

PROBLEMS: dict[str, str] = {
    # Units and the plan (domain/checks, office/desk).
    "unit_not_bound": (
        "“{unit}” không thuộc cấp nào mà kế hoạch quy định; đề nghị kiểm tra lại mã đơn vị hoặc cấp của đơn vị trong "
        "danh sách."
    ),
    # Tables kept in Excel (adapters/table_file).
    "table_cannot_be_opened": "Không mở được tệp này; đề nghị kiểm tra lại tên và nơi để tệp.",
    "table_empty": "Tệp không có nội dung; đề nghị gửi lại tệp có dữ liệu.",
    "table_too_large": (
        "Tệp lớn hơn mức {megabytes} MB nên không được nhận; đề nghị chỉ giữ lại bảng dữ liệu rồi gửi lại."
    ),
    "table_too_long": (
        "Bảng dài hơn {limit} dòng nên không được nhận; đề nghị chia thành nhiều tệp hoặc xóa các dòng thừa."
    ),
    "table_old_excel": "Tệp có dạng Excel cũ (.xls) hoặc được đặt mật khẩu; đề nghị bỏ mật khẩu, lưu lại dạng .xlsx.",
    "table_not_utf8": (
        "Chữ tiếng Việt trong tệp không theo mã UTF-8; trong Excel, đề nghị chọn Lưu thành, dạng “CSV UTF-8” hoặc "
        ".xlsx."
    ),
    "table_not_a_table": "Tệp không phải bảng CSV hay XLSX; đề nghị lưu bảng từ Excel dạng .xlsx rồi gửi lại.",
    "table_not_a_workbook": "Tệp .xlsx bị hỏng hoặc không phải bảng tính; đề nghị mở bằng Excel, lưu lại dạng .xlsx.",
    "table_broken_row": (
        "{where}, dòng {row}: dấu ngoặc kép không khép kín nên không tách được các ô; đề nghị sửa dòng này hoặc "
        "lưu lại bằng Excel."
    ),
    "table_without_rows": "Bảng không có dòng dữ liệu nào dưới dòng tiêu đề; đề nghị bổ sung rồi gửi lại.",
    "table_column_missing": "Thiếu cột “{heading}” ({column}); đề nghị thêm cột này vào dòng tiêu đề.",
    "table_column_unknown": (
        "Không rõ cột “{heading}” là gì; đề nghị xóa cột hoặc đổi thành một trong các tên: {allowed}."
    ),
    "table_column_twice": "Cột “{heading}” xuất hiện hai lần; đề nghị chỉ giữ một cột.",
    "table_formula": "Ô này chứa công thức hoặc lỗi tính; đề nghị thay bằng giá trị (dán đặc biệt, chỉ lấy giá trị).",
    "table_cell_without_heading": (
        "“{value}” nằm ngoài các cột có tiêu đề; đề nghị đặt tiêu đề cho cột, xóa ô, hoặc kiểm tra dấu ngăn cách."
    ),
    # The registers of units and officials (domain/register, adapters/register_file).
    "register_cell_empty": "Ô này không được để trống; đề nghị điền.",
    "register_bad_day": "“{value}” không phải là ngày có thật; đề nghị ghi ngày/tháng/năm, ví dụ 29/02/2020.",
    "register_bad_tick": "“{value}” không rõ là có hay không; đề nghị ghi “x” nếu có, để trống nếu không.",
    "register_bad_address": "“{value}” không phải là địa chỉ thư điện tử; đề nghị sửa lại, không dùng chữ có dấu.",
    "register_address_missing": "{name} chưa có địa chỉ thư điện tử nên không nhận được mã xác nhận; đề nghị bổ sung.",
    "register_address_shared": (
        "Địa chỉ {value} đã là của {name} (mã số {number}); mã xác nhận chỉ gửi riêng cho một người, đề nghị dùng "
        "địa chỉ khác."
    ),
    "register_end_before_start": "Ngày kết thúc {end} trước ngày bắt đầu {start}; đề nghị sửa lại.",
    "register_unit_twice": (
        "Mã “{value}” với cùng ngày bắt đầu hiệu lực đã có ở một dòng trên; đề nghị chỉ giữ một dòng."
    ),
    "register_validity_overlaps": (
        "Thời gian hiệu lực chồng lên “{name}” có cùng mã ({period:period}); đề nghị ghi ngày kết thúc cho dòng cũ"
        " trước ngày bắt đầu của dòng mới."
    ),
    "register_level_unknown": "Kế hoạch không có cấp “{value}”; đề nghị dùng một trong các cấp: {allowed}.",
    "register_parent_unknown": (
        "Không có đơn vị nào mang mã cấp trên “{value}” trong tệp này hoặc trong danh sách; đề nghị sửa mã hoặc "
        "thêm đơn vị đó."
    ),
    "register_parent_is_itself": "Đơn vị “{value}” không thể là cấp trên của chính mình; đề nghị sửa mã cấp trên.",
    "register_code_reused": (
        "Mã “{value}” được dùng cho nhiều đơn vị ở những thời gian khác nhau; đề nghị thêm cột “Hiệu lực từ” để chỉ rõ."
    ),
    "register_unit_unknown": "Không có đơn vị mã “{value}” trong danh sách; đề nghị sửa mã hoặc thêm đơn vị trước.",
    "register_number_taken": (
        "Mã số “{value}” đã dùng cho {name} ở một dòng khác; mỗi người một mã số, mỗi dòng thêm chỉ để ghi một lần"
        " thay."
    ),
    "register_role_unknown": "Kế hoạch không có vai trò “{value}”; đề nghị dùng một trong các vai trò: {allowed}.",
    "register_role_needs_unit": "Vai trò “{value}” thuộc về một đơn vị; đề nghị ghi mã đơn vị của người này.",
    "register_substitution_incomplete": "Việc thay cần đủ ba ô: người thay, từ ngày, đến ngày; đề nghị điền đủ.",
    "register_substitution_twice": "Việc thay này đã ghi ở một dòng trên; đề nghị chỉ giữ một dòng.",
    "register_substitute_unknown": "Không có người mang mã số “{value}” để thay; đề nghị sửa mã số hoặc thêm người đó.",
    "register_substitute_is_itself": "Người mang mã số “{value}” không thể thay chính mình; đề nghị sửa lại.",
    # The working calendar (domain/calendar).
    "country_unknown": "Không có lịch nghỉ lễ của nước “{country}”; đề nghị ghi mã hai chữ cái, ví dụ VN.",
}

"""What can be wrong with a unit's plan as it was typed or sent, and what to do about it, by code."""

PLAN_PROBLEMS: dict[str, str] = {
    # Plans: values (adapters/plan_values).
    "plan_day_unreadable": "Không đọc được ngày “{value}”; đề nghị ghi ngày/tháng/năm, ví dụ 05/3/2020.",
    "plan_day_impossible": "Ngày “{value}” không có trong lịch; đề nghị kiểm tra lại ngày, tháng, năm.",
    "plan_day_has_hour": "“{value}” có cả giờ; đề nghị ô này chỉ ghi ngày, giờ ghi ở ô giờ bắt đầu, kết thúc.",
    "plan_hour_unreadable": "Không đọc được giờ “{value}”; đề nghị ghi như 8h00 hoặc 08:00.",
    "plan_hour_impossible": "Không có giờ “{value}” trong ngày; đề nghị ghi giờ từ 0h00 đến 23h59.",
    "plan_count_not_whole": "“{value}” không phải là số nguyên; đề nghị chỉ ghi chữ số, không kèm chữ hay dấu.",
    "plan_count_negative": "Số {value} nhỏ hơn 0; đề nghị ghi số nguyên từ 0 trở lên.",
    "plan_count_too_large": "Số {value} quá lớn, có lẽ ghi nhầm; đề nghị kiểm tra lại.",
    "plan_count_missing": "Chưa ghi số; đề nghị ghi số, hoặc bỏ dòng này nếu kế hoạch của đơn vị không nêu.",
    "plan_text_expected": "“{value}” không phải là chữ (có thể đã bị đổi thành ngày); đề nghị ghi lại dạng chữ.",
    "plan_text_too_long": (
        "Nội dung dài {length} ký tự, quá mức {longest}; đề nghị rút gọn, phần chi tiết để ở tệp kèm."
    ),
    "plan_text_unprintable": "Có ký tự không hiển thị được trong {value}; đề nghị gõ lại, không dán từ nơi khác.",
    "plan_text_old_font": (
        "“{value}” có vẻ gõ theo phông chữ cũ (TCVN3 như .VnTime, hoặc VNI); đề nghị gõ lại bằng Unicode (Times New "
        "Roman)."
    ),
    "plan_yes_no_unreadable": "“{value}” không rõ là có hay không; đề nghị ghi “Có” hoặc “Không”.",
    "plan_mode_unreadable": "“{value}” không rõ; đề nghị ghi “Hội nghị toàn thể” hoặc “Hội nghị đại biểu”.",
    "plan_email_wrong": "“{value}” không phải là địa chỉ thư điện tử; đề nghị sửa lại.",
    # Plans: the schema (adapters/plan_schema, plan_lookup).
    "plan_not_a_table": "Nội dung tệp không phải là các mục của một kế hoạch; đề nghị viết theo tệp mẫu.",
    "plan_key_missing": "Thiếu mục này (khóa “{key}”); đề nghị bổ sung, chưa có thông tin thì ghi hai dấu ngoặc kép liền nhau.",
    "plan_field_empty": "Mục này còn để trống; đề nghị điền, hoặc xóa dòng nếu là dòng thừa.",
    "plan_key_unknown": "Không có mục nào tên “{key}”; đề nghị bỏ đi hoặc sửa theo tệp mẫu.",
    "plan_key_misspelt": "Không có mục nào tên “{key}”; có phải là “{meant}”? Đề nghị sửa lại.",
    "plan_rows_expected": "Mục này phải là danh sách, mỗi dòng một thành phần; đề nghị viết theo tệp mẫu.",
    "plan_part_expected": "Mục này gồm nhiều phần, mỗi phần một khóa; đề nghị viết theo tệp mẫu.",
    "plan_rows_too_many": "Mục này có nhiều hơn {most} dòng; đề nghị kiểm tra lại.",
    "plan_row_twice": "“{value}” được ghi hai lần; đề nghị gộp lại thành một dòng.",
    "plan_word_unknown": "Không có “{value}” ở cấp của đơn vị; đề nghị dùng một trong các mục: {allowed}.",
    "plan_word_unasked": "Kế hoạch không yêu cầu mục này ở cấp của đơn vị (đang ghi “{value}”); đề nghị bỏ đi.",
    "plan_unit_unknown": "Không có đơn vị “{value}” trong danh sách; đề nghị ghi đúng mã hoặc tên.",
    "plan_unit_misspelt": "Không có đơn vị “{value}”; có phải là: {units}? Đề nghị ghi mã của đơn vị.",
    "plan_unit_ambiguous": "Có nhiều đơn vị cùng tên “{value}”: {units}. Đề nghị ghi mã của đơn vị.",
    "plan_unit_not_bound": (
        "{unit} (mã {code}) không thuộc đối tượng lập kế hoạch này theo Kế hoạch số {plan}; đề nghị kiểm tra lại mã "
        "đơn vị."
    ),
    # Plans: files (adapters/plan_file, plan_text, workbook_guard).
    "plan_file_too_large": "Tệp lớn {megabytes} MB, quá mức {most} MB; đề nghị chỉ gửi phiếu, tài liệu kèm gửi riêng.",
    "plan_file_empty": "Tệp không có nội dung; đề nghị kiểm tra và gửi lại.",
    "plan_file_kind_unknown": (
        "Không nhận loại tệp này; đề nghị gửi phiếu đã điền (.xlsx). Các loại nhận được: {kinds}."
    ),
    "plan_file_binary": (
        "Tệp không phải là phiếu, cũng không phải là văn bản; đề nghị điền phiếu (.xlsx) đã gửi đơn vị."
    ),
    "plan_file_picture": "Đây là ảnh chụp, không đọc được nội dung; đề nghị điền phiếu (.xlsx) đã gửi đơn vị.",
    "plan_file_pdf": "Đây là tệp PDF; đề nghị điền phiếu (.xlsx) đã gửi đơn vị, còn bản PDF gửi kèm.",
    "plan_file_word": "Đây là tệp Word; đề nghị điền phiếu (.xlsx) đã gửi đơn vị, còn tệp Word gửi kèm.",
    "plan_file_old_excel": "Đây là Excel dạng cũ (.xls); đề nghị mở phiếu, chọn Lưu thành, dạng .xlsx rồi gửi lại.",
    "plan_file_open_document": "Đây là tệp OpenDocument; đề nghị lưu phiếu lại dạng .xlsx rồi gửi lại.",
    "plan_file_archive": "Đây là tệp nén; đề nghị giải nén và gửi riêng phiếu (.xlsx).",
    "plan_file_password": "Tệp có mật khẩu nên không mở được; đề nghị bỏ mật khẩu, lưu lại rồi gửi.",
    "plan_file_macros": "Tệp có macro nên không được mở; đề nghị điền vào phiếu gốc, lưu dạng .xlsx rồi gửi lại.",
    "plan_file_links": (
        "Tệp có liên kết đến tệp hoặc nguồn dữ liệu khác nên không được mở; đề nghị điền vào phiếu gốc, ghi thẳng giá trị."
    ),
    "plan_file_objects": (
        "Tệp có đối tượng nhúng (tệp khác, nút điều khiển) nên không được mở; đề nghị điền vào phiếu gốc rồi gửi lại."
    ),
    "plan_file_grows": "Tệp nở ra quá lớn khi mở nên không được nhận; đề nghị điền vào phiếu gốc rồi gửi lại.",
    "plan_file_damaged": "Tệp .xlsx bị hỏng hoặc không phải bảng tính; đề nghị mở bằng Excel, lưu lại rồi gửi.",
    "plan_file_utf16": "Tệp lưu theo mã UTF-16; đề nghị lưu lại theo mã UTF-8 rồi gửi.",
    "plan_file_not_utf8": (
        "Từ dòng {line} chữ không theo mã UTF-8 (có thể là TCVN3, VNI hoặc mã khác); đề nghị lưu lại theo mã UTF-8 "
        "rồi gửi."
    ),
    "plan_text_broken": (
        "Dòng {line} viết chưa đúng: “{text}”; đề nghị sửa theo tệp mẫu (chữ và ngày đặt trong ngoặc kép)."
    ),
    "plan_text_day_impossible": (
        "Dòng {line}: ngày không có trong lịch: “{text}”; đề nghị kiểm tra lại ngày, tháng, năm."
    ),
    "plan_text_key_twice": "Dòng {line}: mục đã được ghi ở trên, nay ghi lại: “{text}”; đề nghị chỉ giữ một.",
    "plan_text_key_twice_somewhere": "Mục “{key}” được ghi hai lần; đề nghị chỉ giữ một.",
    "plan_text_alias": "Dòng {line}: không nhận cách viết tắt bằng dấu & và *; đề nghị ghi đầy đủ.",
    "plan_text_unreasonable": (
        "Tệp viết theo cách không đọc được (lồng quá nhiều lớp hoặc số quá dài); đề nghị viết theo tệp mẫu."
    ),
    "plan_file_unopened": "Không mở được tệp này; đề nghị kiểm tra lại tên và nơi để tệp.",
    "plan_of_another_unit": "Tệp này của đơn vị mã {found}, không phải của {unit}; đề nghị kiểm tra lại.",
    # Result reports (adapters/result_schema, adapters/unit_file).
    "result_file_is_plan": "Tệp này là kế hoạch, không phải báo cáo kết quả hội nghị; đề nghị chọn đúng tệp.",
    "result_party_unreadable": "“{value}” không rõ là tập thể hay cá nhân; đề nghị chọn “Tập thể” hoặc “Cá nhân”.",
    # Plans: the form (adapters/plan_form_reading).
    "plan_form_sheet_missing": "Thiếu trang “{sheet}” của phiếu; đề nghị điền vào phiếu gốc đã gửi đơn vị.",
    "plan_form_not_ours": (
        "Bảng tính này không phải là phiếu đã gửi đơn vị, hoặc trang ẩn bị sửa; đề nghị điền vào phiếu gốc."
    ),
    "plan_form_old": "Phiếu theo mẫu cũ (mẫu {found}, nay là mẫu {wanted}); đề nghị xin phiếu mới và điền lại.",
    "plan_form_other_campaign": (
        "Phiếu này của một kế hoạch khác ({found}), không phải Kế hoạch số {plan}; đề nghị xin phiếu mới."
    ),
    "plan_form_empty": "Phiếu chưa được điền; đề nghị điền các ô có màu rồi gửi lại.",
    "plan_form_label_changed": (
        "Ô này vốn ghi “{label}”, nay ghi “{found}”: phiếu đã bị sửa, thêm hoặc xóa dòng; đề nghị điền lại vào phiếu "
        "gốc."
    ),
    "plan_form_not_on_agenda": (
        "Chưa chọn “Có” nhưng đã ghi số phút hoặc ghi chú; đề nghị chọn “Có”, hoặc xóa hai ô kia."
    ),
    "plan_cell_formula": "Ô này chứa công thức; đề nghị ghi thẳng kết quả (dán đặc biệt, chỉ lấy giá trị).",
    "plan_cell_error": "Ô này báo lỗi tính toán của Excel; đề nghị ghi lại giá trị.",
}

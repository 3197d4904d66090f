"""What can be wrong with a unit's plan as it was typed or sent, and what to do about it, by code."""

from emulation_workflow.domain.errors import ProblemCode

PLAN_PROBLEMS: dict[ProblemCode, str] = {
    # Plans: values (adapters/schemas).
    ProblemCode.PLAN_CONFERENCE_DAY_MISSING: (
        "Chưa ghi ngày tổ chức hội nghị, nên chưa đối chiếu được với thời gian quy định; văn bản không nêu thì đề nghị hỏi đơn vị."
    ),
    ProblemCode.PLAN_DAY_UNREADABLE: "Không đọc được ngày “{value}”; đề nghị ghi ngày/tháng/năm, ví dụ 05/3/2020.",
    ProblemCode.PLAN_DAY_IMPOSSIBLE: "Ngày “{value}” không có trong lịch; đề nghị kiểm tra lại ngày, tháng, năm.",
    ProblemCode.PLAN_DAY_FAR: (
        "Năm của ngày này ngoài khoảng {first:serial}–{last:serial}; đề nghị kiểm tra lại năm, không có thì để trống."
    ),
    ProblemCode.PLAN_DAY_HAS_HOUR: "“{value}” có cả giờ; đề nghị ô này chỉ ghi ngày, giờ ghi ở ô giờ bắt đầu, kết thúc.",
    ProblemCode.PLAN_HOUR_UNREADABLE: "Không đọc được giờ “{value}”; đề nghị ghi như 8h00 hoặc 08:00.",
    ProblemCode.PLAN_HOUR_IMPOSSIBLE: "Không có giờ “{value}” trong ngày; đề nghị ghi giờ từ 0h00 đến 23h59.",
    ProblemCode.PLAN_COUNT_NOT_WHOLE: "“{value}” không phải là số nguyên; đề nghị chỉ ghi chữ số, không kèm chữ hay dấu.",
    ProblemCode.PLAN_COUNT_NEGATIVE: "Số {value} nhỏ hơn 0; đề nghị ghi số nguyên từ 0 trở lên.",
    ProblemCode.PLAN_COUNT_TOO_LARGE: "Số {value} quá lớn, có lẽ ghi nhầm; đề nghị kiểm tra lại.",
    ProblemCode.PLAN_COUNT_MISSING: "Chưa ghi số; đề nghị ghi số, hoặc bỏ dòng này nếu kế hoạch của đơn vị không nêu.",
    ProblemCode.PLAN_TEXT_EXPECTED: "“{value}” không phải là chữ; đề nghị ghi lại dạng chữ.",
    ProblemCode.PLAN_TEXT_IS_DAY: (
        "Nội dung ô này đã bị bảng tính đổi thành ngày hoặc giờ; đề nghị định dạng ô thành Văn bản (Text) rồi gõ lại."
    ),
    ProblemCode.PLAN_TEXT_TOO_LONG: (
        "Nội dung dài {length} ký tự, quá mức {longest}; đề nghị rút gọn, phần chi tiết để ở tệp kèm."
    ),
    ProblemCode.PLAN_TEXT_UNPRINTABLE: "Có ký tự không hiển thị được hoặc đảo chiều chữ ({value}); đề nghị gõ lại, không dán từ nơi khác.",
    ProblemCode.PLAN_TEXT_OLD_FONT: (
        "“{value}” có vẻ gõ theo phông chữ cũ (TCVN3 như .VnTime, hoặc VNI); đề nghị gõ lại bằng Unicode (Times New "
        "Roman)."
    ),
    ProblemCode.PLAN_TEXT_LETTERS_LOST: (
        "“{value}” có dấu “?” hoặc “\ufffd” ở chỗ của chữ: chữ tiếng Việt đã mất khi lưu; đề nghị gõ lại và lưu dạng .xlsx "
        "(tệp chữ: UTF-8)."
    ),
    ProblemCode.PLAN_YES_NO_UNREADABLE: "“{value}” không rõ là có hay không; đề nghị ghi “Có” hoặc “Không”.",
    ProblemCode.PLAN_MODE_UNREADABLE: "“{value}” không rõ; đề nghị ghi “Hội nghị toàn thể” hoặc “Hội nghị đại biểu”.",
    ProblemCode.PLAN_NAME_UNREADABLE: "“{value}” không phải là họ tên của ai; đề nghị ghi họ tên, chưa biết thì để trống.",
    ProblemCode.PLAN_EMAIL_WRONG: "“{value}” không phải là địa chỉ thư điện tử; đề nghị sửa lại.",
    # Plans: the schema (adapters/schemas).
    ProblemCode.PLAN_NOT_A_TABLE: "Nội dung tệp không phải là các mục của một kế hoạch; đề nghị viết theo tệp mẫu.",
    ProblemCode.PLAN_KEY_MISSING: "Thiếu mục này (khóa “{key}”); đề nghị bổ sung, chưa có thông tin thì ghi hai dấu ngoặc kép liền nhau.",
    ProblemCode.PLAN_FIELD_CHANGED: (
        "Trong lúc soạn, ô này đã được lưu ở nơi khác là “{value}”; đề nghị xem lại, bấm “Lưu” nếu vẫn thay."
    ),
    ProblemCode.PLAN_FIELD_EMPTY: "Mục này còn để trống; đề nghị điền, hoặc xóa dòng nếu là dòng thừa.",
    ProblemCode.PLAN_KEY_UNKNOWN: "Không có mục nào tên “{key}”; đề nghị bỏ đi hoặc sửa theo tệp mẫu.",
    ProblemCode.PLAN_KEY_MISSPELT: "Không có mục nào tên “{key}”; có phải là “{meant}”? Đề nghị sửa lại.",
    ProblemCode.PLAN_ROWS_EXPECTED: "Mục này phải là danh sách, mỗi dòng một thành phần; đề nghị viết theo tệp mẫu.",
    ProblemCode.PLAN_PART_EXPECTED: "Mục này gồm nhiều phần, mỗi phần một khóa; đề nghị viết theo tệp mẫu.",
    ProblemCode.PLAN_ROWS_TOO_MANY: "Mục này có nhiều hơn {most} dòng; đề nghị kiểm tra lại.",
    ProblemCode.PLAN_ROW_TWICE: "“{value}” được ghi hai lần; đề nghị gộp lại thành một dòng.",
    ProblemCode.PLAN_WORD_UNKNOWN: "Không có “{value}” ở cấp của đơn vị; đề nghị dùng một trong các mục: {allowed}.",
    ProblemCode.PLAN_WORD_UNASKED: "Kế hoạch không yêu cầu mục này ở cấp của đơn vị (đang ghi “{value}”); đề nghị bỏ đi.",
    ProblemCode.PLAN_UNIT_UNKNOWN: "Không có đơn vị “{value}” trong danh sách; đề nghị ghi đúng mã hoặc tên.",
    ProblemCode.PLAN_UNIT_MISSPELT: "Không có đơn vị “{value}”; có phải là: {units}? Đề nghị ghi mã của đơn vị.",
    ProblemCode.PLAN_UNIT_AMBIGUOUS: "Có nhiều đơn vị cùng tên “{value}”: {units}. Đề nghị ghi mã của đơn vị.",
    ProblemCode.PLAN_UNIT_OF_OWN_PLAN: (
        "{unit} không thuộc đối tượng lập kế hoạch này: {level} có kế hoạch riêng (mục {clause} Kế hoạch số {plan}); "
        "đề nghị kiểm tra lại đơn vị."
    ),
    ProblemCode.PLAN_UNIT_NOT_BOUND: (
        "{unit} (mã {code}) không thuộc đối tượng lập kế hoạch này theo {plan:plan}; đề nghị kiểm tra lại mã đơn vị."
    ),
    # Plans: files (adapters/submissions, adapters/spreadsheets).
    ProblemCode.PLAN_FILE_TOO_LARGE: "Tệp lớn {megabytes} MB, quá mức {most} MB; đề nghị chỉ gửi phiếu, tài liệu kèm gửi riêng.",
    ProblemCode.PLAN_FILE_EMPTY: "Tệp không có nội dung; đề nghị kiểm tra và gửi lại.",
    ProblemCode.PLAN_FILE_KIND_UNKNOWN: (
        "Không nhận loại tệp này; đề nghị gửi phiếu đã điền (.xlsx). Các loại nhận được: {kinds}."
    ),
    ProblemCode.PLAN_FILE_BINARY: (
        "Tệp không phải là phiếu, cũng không phải là văn bản; đề nghị điền phiếu (.xlsx) đã gửi đơn vị."
    ),
    ProblemCode.PLAN_FILE_PICTURE: "Đây là ảnh chụp, không đọc được nội dung; đề nghị điền phiếu (.xlsx) đã gửi đơn vị.",
    ProblemCode.PLAN_FILE_PDF: "Đây là tệp PDF; đề nghị điền phiếu (.xlsx) đã gửi đơn vị, còn bản PDF gửi kèm.",
    ProblemCode.PLAN_FILE_WORD: "Đây là tệp Word; đề nghị điền phiếu (.xlsx) đã gửi đơn vị, còn tệp Word gửi kèm.",
    ProblemCode.PLAN_FILE_OPEN_DOCUMENT: (
        "Đây là tệp OpenDocument nhưng không phải bảng tính .ods; đề nghị lưu phiếu lại dạng .xlsx rồi gửi lại."
    ),
    ProblemCode.PLAN_FILE_ARCHIVE: "Đây là tệp nén; đề nghị giải nén và gửi riêng phiếu (.xlsx).",
    ProblemCode.PLAN_FILE_PASSWORD: "Tệp có mật khẩu nên không mở được; đề nghị bỏ mật khẩu, lưu lại rồi gửi.",
    ProblemCode.PLAN_FILE_MACROS: "Tệp có macro nên không được mở; đề nghị điền vào phiếu gốc, lưu dạng .xlsx rồi gửi lại.",
    ProblemCode.PLAN_FILE_LINKS: (
        "Tệp có liên kết đến tệp hoặc nguồn dữ liệu khác nên không được mở; đề nghị điền vào phiếu gốc, ghi thẳng giá trị."
    ),
    ProblemCode.PLAN_FILE_OBJECTS: (
        "Tệp có đối tượng nhúng (tệp khác, nút điều khiển) nên không được mở; đề nghị điền vào phiếu gốc rồi gửi lại."
    ),
    ProblemCode.PLAN_FILE_GROWS: "Tệp nở ra quá lớn khi mở nên không được nhận; đề nghị điền vào phiếu gốc rồi gửi lại.",
    ProblemCode.PLAN_FILE_DAMAGED: "Tệp bị hỏng hoặc không phải bảng tính; đề nghị mở bằng Excel, lưu lại rồi gửi.",
    ProblemCode.PLAN_FILE_UTF16: "Tệp lưu theo mã UTF-16; đề nghị lưu lại theo mã UTF-8 rồi gửi.",
    ProblemCode.PLAN_FILE_NOT_UTF8: (
        "Từ dòng {line} chữ không theo mã UTF-8 (có thể là TCVN3, VNI hoặc mã khác); đề nghị lưu lại theo mã UTF-8 "
        "rồi gửi."
    ),
    ProblemCode.PLAN_TEXT_BROKEN: (
        "Dòng {line} viết chưa đúng; đề nghị sửa theo tệp mẫu (chữ và ngày đặt trong ngoặc kép)."
    ),
    ProblemCode.PLAN_TEXT_DAY_IMPOSSIBLE: (
        "Dòng {line}: ngày không có trong lịch; đề nghị kiểm tra lại ngày, tháng, năm."
    ),
    ProblemCode.PLAN_TEXT_KEY_TWICE: "Dòng {line}: mục đã được ghi ở trên, nay ghi lại; đề nghị chỉ giữ một.",
    ProblemCode.PLAN_TEXT_KEY_TWICE_SOMEWHERE: "Có mục được ghi hai lần; đề nghị chỉ giữ một.",
    ProblemCode.PLAN_TEXT_ALIAS: "Dòng {line}: không nhận cách viết tắt bằng dấu & và *; đề nghị ghi đầy đủ.",
    ProblemCode.PLAN_TEXT_UNREASONABLE: (
        "Tệp viết theo cách không đọc được (lồng quá nhiều lớp, quá nhiều mục hoặc số quá dài); đề nghị viết theo tệp mẫu."
    ),
    ProblemCode.PLAN_FILE_UNOPENED: "Không mở được tệp này; đề nghị kiểm tra lại tên và nơi để tệp.",
    ProblemCode.PLAN_OF_ANOTHER_UNIT: "Tệp này của đơn vị mã {found}, không phải của {unit}; đề nghị kiểm tra lại.",
    # Result reports (adapters/schemas, adapters/submissions).
    ProblemCode.RESULT_FILE_IS_PLAN: "Tệp này là kế hoạch, không phải báo cáo kết quả hội nghị; đề nghị chọn đúng tệp.",
    ProblemCode.RESULT_NAME_NOT_ONE: (
        "“{value}” ghi là cá nhân nhưng không phải tên của đúng một người; đề nghị ghi mỗi người một dòng, hoặc ghi là tập thể."
    ),
    ProblemCode.RESULT_PARTY_UNREADABLE: "“{value}” không rõ là tập thể hay cá nhân; đề nghị chọn “Tập thể” hoặc “Cá nhân”.",
    # Plans: the form (adapters/forms).
    ProblemCode.PLAN_FORM_SHEET_MISSING: "Thiếu trang “{sheet}” của phiếu; đề nghị điền vào phiếu gốc đã gửi đơn vị.",
    ProblemCode.PLAN_FORM_SHEET_HIDDEN: (
        "Trang “{sheet}” của phiếu đang bị ẩn nên không rõ nội dung có tính hay không; đề nghị hiện lại trang này rồi gửi "
        "lại."
    ),
    ProblemCode.PLAN_FORM_NOT_OURS: (
        "Bảng tính này không phải là phiếu đã gửi đơn vị, hoặc trang ẩn bị sửa; đề nghị điền vào phiếu gốc."
    ),
    ProblemCode.PLAN_FORM_OLD: "Phiếu theo mẫu cũ (mẫu {found}, nay là mẫu {wanted}); đề nghị xin phiếu mới và điền lại.",
    ProblemCode.PLAN_FORM_OTHER_CAMPAIGN: (
        "Phiếu này của một kế hoạch khác ({found}), không phải {plan:plan}; đề nghị xin phiếu mới."
    ),
    ProblemCode.PLAN_FORM_EMPTY: "Phiếu chưa được điền; đề nghị điền các ô có màu rồi gửi lại.",
    ProblemCode.PLAN_FORM_LABEL_CHANGED: (
        "Ô này vốn ghi “{label}”, nay ghi “{found}”: phiếu đã bị sửa, thêm hoặc xóa dòng; đề nghị điền lại vào phiếu "
        "gốc."
    ),
    ProblemCode.PLAN_FORM_NOT_ON_AGENDA: (
        "Chưa chọn “Có” nhưng đã ghi số phút hoặc ghi chú; đề nghị chọn “Có”, hoặc xóa hai ô kia."
    ),
    ProblemCode.PLAN_CELL_FORMULA: "Ô này chứa công thức; đề nghị ghi thẳng kết quả (dán đặc biệt, chỉ lấy giá trị).",
    ProblemCode.PLAN_CELL_HIDDEN: (
        "Ô này có nội dung nhưng nằm ở dòng, cột hoặc trang đang bị ẩn; đề nghị hiện lại, xóa nội dung không dùng rồi gửi "
        "lại."
    ),
    ProblemCode.PLAN_CELL_STRUCK: (
        "Nội dung ô này đang bị gạch ngang; đề nghị bỏ gạch ngang nếu vẫn dùng, xóa nội dung nếu không dùng rồi gửi lại."
    ),
    ProblemCode.PLAN_CELL_UNSEEN: (
        "Ô này có nội dung nhưng không nhìn thấy (chữ cùng màu với nền, cỡ chữ quá nhỏ, hoặc định dạng số không hiển thị); đề nghị hiện "
        "lại nếu vẫn dùng, xóa nội dung nếu không dùng rồi gửi lại."
    ),
    ProblemCode.PLAN_CELL_ERROR: "Ô này báo lỗi tính toán của Excel; đề nghị ghi lại giá trị.",
}

"""What can be wrong with an order, and what to do about it, by code."""

from emulation_workflow.domain.errors import ProblemCode

ORDER_PROBLEMS: dict[ProblemCode, str] = {
    # The document (domain/orders).
    ProblemCode.ORDER_NUMBER_MISSING: "Chưa ghi số, ký hiệu văn bản; đề nghị bổ sung.",
    ProblemCode.ORDER_SIGNER_MISSING: "Chưa ghi người ký văn bản; đề nghị bổ sung.",
    ProblemCode.ORDER_WITHOUT_POINTS: "Văn bản chưa có điểm nào nên không thay đổi gì; đề nghị ghi ít nhất một điểm.",
    ProblemCode.ORDER_ISSUER_NOT_COMPETENT: (
        "{issuer} không có thẩm quyền thay đổi kế hoạch; chỉ nhận văn bản của: {allowed}. Đề nghị kiểm tra lại cơ quan "
        "ban hành, hoặc trình cấp có thẩm quyền."
    ),
    ProblemCode.ORDER_SIGNED_AHEAD: "Ngày ký {day} ở sau hôm nay ({today}); đề nghị kiểm tra lại.",
    ProblemCode.ORDER_BEFORE_PLAN: (
        "Ngày ký {day} trước ngày {plan_day} của {plan:plan} nên văn bản không thể thay đổi kế hoạch này; đề nghị "
        "kiểm tra lại ngày ký."
    ),
    ProblemCode.ORDER_EFFECTIVE_BEFORE_SIGNED: (
        "Ngày có hiệu lực {day} trước ngày ký {signed}; đề nghị kiểm tra lại, hoặc để trống nếu có hiệu lực từ ngày ký."
    ),
    ProblemCode.ORDER_NUMBER_TAKEN: (
        "Văn bản số {number} của {issuer} năm {year} đã được nhập ngày {day} với nội dung khác; không sửa văn bản đã nhập, "
        "chỉ thay bằng một văn bản khác. Đề nghị kiểm tra lại số, hoặc nhập văn bản thay thế."
    ),
    # Its points (domain/orders).
    ProblemCode.ORDER_LEVEL_UNKNOWN: "Điểm {point}: kế hoạch không có cấp “{value}”; đề nghị dùng một trong: {allowed}.",
    ProblemCode.ORDER_GROUP_UNKNOWN: "Điểm {point}: không có cụm, khối “{value}”; đề nghị dùng một trong: {allowed}.",
    ProblemCode.ORDER_UNIT_UNKNOWN: (
        "Điểm {point}: đơn vị mã “{value}” không có trong danh sách hoặc không tổ chức hội nghị theo kế hoạch; đề nghị "
        "kiểm tra lại mã. Muốn điều chỉnh Đại hội thì chọn cấp của Đại hội."
    ),
    ProblemCode.ORDER_TASK_UNKNOWN: "Điểm {point}: kế hoạch không có nhiệm vụ “{value}”; đề nghị dùng một trong: {allowed}.",
    ProblemCode.ORDER_CONCERNS_NOBODY: (
        "Điểm {point} không áp dụng cho đơn vị nào trong danh sách; đề nghị kiểm tra lại cấp, khối, đơn vị."
    ),
    ProblemCode.ORDER_WINDOW_MISSING: "Điểm {point}: điều chỉnh thời gian thì phải ghi thời gian mới (từ ngày, đến ngày).",
    ProblemCode.ORDER_WINDOW_INCOMPLETE: (
        "Điểm {point}: thời gian ghi “khoảng” thì phải có lời của văn bản; đề nghị ghi thêm."
    ),
    ProblemCode.ORDER_WINDOW_BACKWARDS: "Điểm {point}: ngày cuối {end} trước ngày đầu {start}; đề nghị sửa lại.",
    ProblemCode.ORDER_WINDOW_PASSED: (
        "Điểm {point}: thời gian mới kết thúc ngày {end}, trước ngày văn bản có hiệu lực ({day}); đề nghị kiểm tra lại."
    ),
    ProblemCode.ORDER_UNTIL_PASSED: (
        "Điểm {point}: tạm dừng đến ngày {until}, trước ngày văn bản có hiệu lực ({day}); đề nghị kiểm tra lại."
    ),
    ProblemCode.ORDER_MODE_MISSING: "Điểm {point}: thay đổi hình thức thì phải chọn hình thức mới.",
    ProblemCode.ORDER_CAP_MISSING: "Điểm {point}: thay đổi số lượng đại biểu thì phải ghi số tối đa mới, từ 1 trở lên.",
    ProblemCode.ORDER_NAMES_MISSING: "Điểm {point}: thay đổi tên hội nghị thì phải ghi ít nhất một tên mới.",
    ProblemCode.ORDER_CONTENTS_MISSING: "Điểm {point}: thay đổi nội dung thì phải ghi các nội dung còn lại.",
    ProblemCode.ORDER_CONTENT_UNKNOWN: "Điểm {point}: không có nội dung “{value}”; chọn một trong: {allowed}.",
    ProblemCode.ORDER_UNIT_KIND_UNKNOWN: "Điểm {point}: không có loại hình đơn vị “{value}”; chọn một trong: {allowed}.",
    ProblemCode.ORDER_PART_UNKNOWN: "Không hiểu “{value}”; chọn một trong: {allowed}.",
    ProblemCode.ORDER_UNITS_ALONE: (
        "Điểm {point}: “{kind:order_kind}” thì ghi rõ từng đơn vị, không ghi cấp, khối, loại hình hay nhiệm vụ; đề nghị sửa."
    ),
    ProblemCode.ORDER_LEVELS_ALONE: (
        "Điểm {point}: “{kind:order_kind}” thì chỉ ghi cấp, không ghi đơn vị, khối, loại hình hay nhiệm vụ; đề nghị sửa."
    ),
    ProblemCode.ORDER_PILOTS_OF_LEVELS: "Điểm {point}: các đơn vị thuộc nhiều cấp; đề nghị tách mỗi cấp thành một điểm.",
    ProblemCode.ORDER_PILOTS_UNCLEAR: (
        "Điểm {point}: {level} có nhiều loại đơn vị làm điểm; đề nghị ghi trong cùng văn bản đơn vị thôi làm điểm mà đơn vị "
        "này thay thế."
    ),
    ProblemCode.ORDER_NOT_A_PILOT: "Điểm {point}: {unit} không phải là đơn vị làm điểm; đề nghị kiểm tra lại.",
    ProblemCode.ORDER_LEVELS_MISSING: "Điểm {point}: chưa ghi nơi nhận báo cáo mới hoặc cấp mà đại biểu được cử đến.",
    ProblemCode.ORDER_UNTIL_TWICE: (
        "Điểm {point}: tạm dừng đến một ngày, hoặc đến khi có sự kiện; đề nghị chỉ ghi một trong hai."
    ),
    ProblemCode.ORDER_CAP_NOT_LOWER: (
        "Điểm {point}: số tối đa mới {cap} cao hơn mức {highest} mà kế hoạch cho phép; đề nghị kiểm tra lại."
    ),
    ProblemCode.ORDER_PART_NOT_FOR_KIND: (
        "Điểm {point}: ô “{part:order_part}” không dùng cho “{kind:order_kind}”; đề nghị xóa ô này, hoặc tách thành điểm "
        "khác."
    ),
    ProblemCode.ORDER_SEPARATE_PLAN: (
        "Điểm {point}: {level} có kế hoạch riêng, kế hoạch này không quy định hình thức và số đại biểu; đề nghị bỏ cấp này "
        "khỏi điểm."
    ),
    # Orders as they are typed (adapters/schemas, adapters/submissions).
    ProblemCode.ORDER_FILE_KIND_UNKNOWN: "Không đọc được loại tệp này; đề nghị ghi văn bản vào một tệp loại: {kinds}.",
    ProblemCode.ORDER_KIND_UNKNOWN: "“{value}” không phải là nội dung điều chỉnh; đề nghị chọn một trong: {allowed}.",
    ProblemCode.ORDER_KIND_MISSING: "Chưa chọn nội dung; đề nghị chọn một trong: {allowed}.",
    ProblemCode.ORDER_ISSUER_UNKNOWN: "Không có cơ quan “{value}” trong kế hoạch; đề nghị chọn một trong: {allowed}.",
    ProblemCode.ORDER_DAY_MISSING: "Chưa ghi ngày này; đề nghị bổ sung.",
    # Entering (office/orders).
    ProblemCode.ORDER_NO_RECORDER: "Kế hoạch chưa giao cho ai nhập văn bản; đề nghị bổ sung vai trò người nhập trong tệp kế hoạch.",
}
